"""What axe says becomes a finding; what it could not tell stays a question."""

import pytest

from checks.accessibility.accessibility import accessibility
from checks.axe_words import MEANINGS
from crawler.browser.axe import DOUBTFUL, rules_asked
from records.answers import Answer, Finding, Severity, Unsure
from records.facts import AxeNode, AxeOutcome, AxeResult

NODES = (AxeNode("#a", "<img id=a>", "請加上 alt", "Add alt"), AxeNode("#b", "<img id=b>", "請加上 alt", "Add alt"))


def result(outcome: AxeOutcome = AxeOutcome.VIOLATION, impact: str = "critical", *tags: str) -> AxeResult:
    words = ("圖片必須有替代文字", "Images must have alternative text")
    return AxeResult(
        "https://county.example/", "image-alt", outcome, impact, *words, tags or ("wcag2a", "wcag111"), NODES
    )


def answer(said: AxeResult) -> Answer:
    [one] = accessibility.judge(said)
    return one


def test_one_finding_for_a_rule_with_every_place() -> None:
    found = answer(result())
    assert isinstance(found, Finding)
    assert (found.detail, found.rule, found.severity, found.wcag) == (
        "image-alt",
        "image-alt",
        Severity.CRITICAL,
        ("1.1.1",),
    )
    assert [(place.selector, place.snippet, place.note, place.note_en) for place in found.places] == [
        ("#a", "<img id=a>", "請加上 alt", "Add alt"),
        ("#b", "<img id=b>", "請加上 alt", "Add alt"),
    ]
    assert found.codes["115.11"][0] == "HM1110100C"


def test_the_message_is_axes_own_line_in_both_languages() -> None:
    found = answer(result())
    assert str(found.message) == "Images must have alternative text"
    assert found.message.values["help"] == "圖片必須有替代文字"


def test_a_finding_says_whom_it_shuts_out_and_what_is_to_be_done() -> None:
    found = answer(result())
    assert found.notes == (MEANINGS["image-alt"].who,) and found.mends == (MEANINGS["image-alt"].mend,)


def test_every_rule_of_the_engine_that_is_asked_has_its_meaning() -> None:
    assert rules_asked() - set(DOUBTFUL) - MEANINGS.keys() == set()


def test_incomplete_is_never_a_finding() -> None:
    doubt = answer(result(AxeOutcome.INCOMPLETE))
    assert isinstance(doubt, Unsure)
    assert doubt.places == answer(result()).places


@pytest.mark.parametrize(("impact", "severity"), [("minor", Severity.MINOR), ("", None), ("catastrophic", None)])
def test_takes_the_impact_for_the_severity_where_it_knows_it(impact: str, severity: Severity | None) -> None:
    assert answer(result(impact=impact)).severity is severity


def test_reads_criteria_with_two_digits_and_no_others_from_the_tags() -> None:
    tags = ("cat.color", "wcag2aa", "wcag21aa", "wcag1410", "wcag143", "section508.22.a", "EN-9.1.4.3", "TTv5")
    assert answer(result(AxeOutcome.VIOLATION, "serious", *tags)).wcag == ("1.4.10", "1.4.3")
