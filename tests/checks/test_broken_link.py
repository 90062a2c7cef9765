"""Law 2: never blame on one try; "blocked", "could not check" and "broken" are different answers."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checks.links.broken_link import broken_link
from checks.verdicts import GONE_STATUSES
from records.answers import Answer, Finding, Unsure
from records.facts import Fetch, Likeness, Link, Mark, Offer, Outcome, Via

URL = "https://county.example/permit"
LINK = Link(
    "https://county.example/", URL, "permit", "Permits", selector="main a", snippet='<a href="permit">Permits</a>'
)
NOON = datetime(2026, 11, 23, 4, tzinfo=UTC)

tries = st.lists(
    st.builds(
        Fetch,
        st.just(URL),
        st.sampled_from([*Outcome, *[Outcome.ANSWERED] * 10]),
        st.sampled_from([None, 200, 302, 400, 401, 403, 404, 410, 429, 500, 503, 999]),
        st.sampled_from(["", "https://county.example/moved"]),
        via=st.sampled_from(Via),
    ),
    max_size=5,
)


NAMES = {Outcome.TOO_MANY_REDIRECTS: "endless-redirects", Outcome.OUT_OF_SCOPE: "odd-answer"}


def answers(*made: Fetch, **fields: str) -> list[Answer]:
    spaced = [replace(look, at=NOON + timedelta(minutes=number)) for number, look in enumerate(made)]
    link = replace(LINK, tries=tuple(spaced), **fields)  # type: ignore[arg-type]
    return list(broken_link.judge(link))


def get(status: int, via: Via = Via.HTTP, final_url: str = "") -> Fetch:
    return Fetch(URL, Outcome.ANSWERED, status, final_url, via=via)


@given(tries)
def test_only_what_was_gone_when_last_seen_and_suspect_before_is_called_broken(made: list[Fetch]) -> None:
    said = answers(*made)
    assert len(said) <= 1
    asked = [look for look in made if look.outcome not in (Outcome.NOT_REACHED, Outcome.CRASHED)]
    for answer in said:
        if isinstance(answer, Finding):
            assert len(asked) >= 2
            if answer.rule == "endless-redirects":
                assert {look.outcome for look in asked} == {Outcome.TOO_MANY_REDIRECTS}
                continue
            assert asked[-1].status in GONE_STATUSES
            assert asked[-1].outcome in (Outcome.ANSWERED, Outcome.TOO_LARGE, Outcome.DOWNLOAD)
            assert {look.status for look in made if look.outcome is Outcome.ANSWERED}.isdisjoint({200, 302})


@given(tries)
def test_one_answer_of_the_page_itself_is_enough_to_be_fine(made: list[Fetch]) -> None:
    for place in range(len(made) + 1):
        assert answers(*made[:place], get(200), *made[place:]) == []


@given(st.sampled_from(Outcome), st.sampled_from([None, 200, 404, 500]), st.sampled_from(Via))
def test_one_try_never_condemns(outcome: Outcome, status: int | None, via: Via) -> None:
    for answer in answers(Fetch(URL, outcome, status, via=via)):
        assert isinstance(answer, Unsure)


def test_two_tries_at_the_same_moment_are_one() -> None:
    link = replace(LINK, tries=(replace(get(404), at=NOON), replace(get(404), at=NOON)))
    assert [answer.rule for answer in broken_link.judge(link)] == ["seen-once"]


def test_nothing_is_called_broken_against_what_the_browser_saw() -> None:
    assert answers(get(404), get(404), get(200, Via.BROWSER)) == []
    [answer] = answers(get(403, Via.BROWSER), get(404), get(404))
    assert answer.rule == "seen-once"


@pytest.mark.parametrize(
    ("look", "rule"),
    [
        (get(401), "login-wanted"),
        *((get(status), "refuses-robots") for status in (403, 405, 406, 429, 503, 999)),
        (get(500), "server-error"),
        (get(502), "server-error"),
        (get(400), "odd-answer"),
        (Fetch(URL, Outcome.NOT_REACHED), "not-asked"),
        (Fetch(URL, Outcome.CRASHED), "not-asked"),
        *(
            (Fetch(URL, outcome), NAMES.get(outcome, outcome.value))
            for outcome in Outcome
            if outcome.value not in ("answered", "crashed", "not-reached", "too-large", "download", "error-page")
        ),
    ],
)
def test_each_way_of_not_knowing_has_its_own_name_and_a_sentence(look: Fetch, rule: str) -> None:
    [answer] = answers(look, look)
    assert isinstance(answer, Unsure)
    assert answer.rule == rule
    assert URL in str(answer.message)


@pytest.mark.parametrize("outcome", [Outcome.TOO_LARGE, Outcome.DOWNLOAD])
def test_a_large_file_or_a_download_is_there(outcome: Outcome) -> None:
    assert answers(Fetch(URL, outcome)) == []


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({}, "The link “Permits” leads to https://county.example/permit, which does not exist (answer 404)."),
        ({"text": ""}, "The link “permit” leads to"),
        ({"element": "img"}, "The image https://county.example/permit does not exist"),
        ({"element": "link"}, "The page needs the file https://county.example/permit"),
    ],
)
def test_says_what_it_is_and_where_it_leads(fields: dict[str, str], sentence: str) -> None:
    [answer] = answers(get(404), get(404), **fields)
    assert str(answer.message).startswith(sentence)
    assert (answer.detail, answer.places[0].selector) == (URL, "main a")


def test_says_by_which_redirect_it_came_to_nothing() -> None:
    moved = get(404, final_url="https://county.example/moved")
    [answer] = answers(moved, moved)
    assert "sends visitors on to https://county.example/moved; that does not exist" in str(answer.message)


def test_braces_and_length_of_a_hostile_link_text_do_no_harm() -> None:
    [answer] = answers(get(404), get(404), text="{url.__class__} {" + "x" * 5000)
    assert "“{url.__class__} {xx" in str(answer.message)
    assert len(str(answer.message)) < 300


def test_a_passing_fault_is_blamed_only_when_it_was_seen_in_two_runs_or_twice_half_a_day_apart() -> None:
    def told(*hours: float, before: int | None = None) -> list[str]:
        tries = tuple(replace(get(502), at=NOON + timedelta(hours=hour)) for hour in hours)
        earlier = () if before is None else (replace(get(before), at=NOON - timedelta(days=7)),)
        link = replace(LINK, tries=tries, earlier=earlier)
        return [type(answer).__name__ for answer in broken_link.judge(link)]

    assert told(0, 0.1) == ["Unsure"]
    assert told(0, 12.1) == ["Finding"]
    assert told(0, 0.1, before=502) == ["Finding"]
    assert told(0, 0.1, before=200) == ["Unsure"]
    assert told(0, before=502) == ["Unsure"]


def test_a_dead_link_of_a_template_names_every_page_that_has_it() -> None:
    gone = tuple(replace(get(404), at=NOON + timedelta(hours=hour)) for hour in (0, 1))
    [answer] = broken_link.judge(
        replace(LINK, tries=gone, pages=("https://county.example/a", "https://county.example/b"))
    )
    assert [place.page_url for place in answer.places] == ["https://county.example/a", "https://county.example/b"]
    assert answer.page_url == LINK.page_url


def test_proposals_come_with_their_reason_the_likeliest_first() -> None:
    gone = tuple(replace(get(404), at=NOON + timedelta(hours=hour)) for hour in (0, 1))
    offers = (
        Offer("https://county.example/new/permit", Likeness.FILE_NAME),
        Offer("https://a.example/", Likeness.ARCHIVED),
    )
    [answer] = broken_link.judge(replace(LINK, tries=gone, offers=offers))
    assert isinstance(answer, Finding)
    assert str(answer.mends[0]) == "A file of the same name is on our own sites: https://county.example/new/permit"


def test_what_looked_lost_and_was_not_looked_at_again_does_not_pass_for_well() -> None:
    [answer] = answers(get(200), Fetch(URL, Outcome.NOT_REACHED, marks=(Mark.AS_IF_LOST,)))
    assert isinstance(answer, Unsure)
    assert answer.rule == "soft-404"
