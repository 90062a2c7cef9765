"""A barrier that a look and a trial both find is told once."""

from dataclasses import replace

from checks.echoes import without_echoes
from checks.registry import load_checks
from records.answers import Answer, Finding, Message, Place, Unsure, Verdict

CHECKS = load_checks()
URL = "https://county.example/"
LOOKED, TRIED = "mouse-only-control", "unanswered-key"


def found(check_id: str, *selectors: str, doubt: bool = False, url: str = URL) -> Verdict:
    places = tuple(Place(selector) for selector in selectors)
    answer: Answer = (Unsure if doubt else Finding)(url, Message("found"), places=places)
    return Verdict(check_id, url, (answer,))


def told(*verdicts: Verdict) -> dict[str, list[str]]:
    return {
        verdict.check_id: [place.selector for answer in verdict.answers for place in answer.places]
        for verdict in without_echoes(verdicts, CHECKS)
    }


def test_what_a_trial_adds_is_only_what_the_look_has_not_found() -> None:
    assert LOOKED in CHECKS[TRIED].echoes
    assert told(found(TRIED, "#a", "#b"), found(LOOKED, "#a")) == {LOOKED: ["#a"], TRIED: ["#b"]}
    [_, nothing] = without_echoes([found(LOOKED, "#a"), found(TRIED, "#a")], CHECKS)
    assert nothing.answers == ()


def test_a_doubt_another_page_or_another_check_takes_nothing_away() -> None:
    assert told(found(LOOKED, "#a", doubt=True), found(TRIED, "#a")) == {LOOKED: ["#a"], TRIED: ["#a"]}
    elsewhere = found(LOOKED, "#a", url=URL + "b")
    assert told(elsewhere, found(TRIED, "#a"))[TRIED] == ["#a"]
    assert told(found("same-link-text", "#a"), found(TRIED, "#a"))[TRIED] == ["#a"]


def test_what_speaks_of_the_whole_page_stays() -> None:
    whole = replace(found(TRIED), answers=(Finding(URL, Message("found")),))
    [_, verdict] = without_echoes([found(LOOKED, "#a"), whole], CHECKS)
    assert len(verdict.answers) == 1


def test_what_is_echoed_is_a_check() -> None:
    assert {id for check in CHECKS.values() for id in check.echoes} <= CHECKS.keys()
