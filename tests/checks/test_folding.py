"""One cause, one issue: what a template repeats is told once, with its pages, and known again next week."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checks.folding import MANY_PAGES, element_key, folded
from checks.registry import load_checks
from records.answers import Answer, Finding, Message, Place, Unsure, Verdict
from records.facts import Region

CHECKS = load_checks()
SITE = "https://county.example/"
WORDS = Message("Images must have alternative text")


def finding(url: str, *places: Place, kind: type[Answer] = Finding) -> Verdict:
    return Verdict("accessibility", url, (kind(url, WORDS, "image-alt", "image-alt", places=places),))


def fold(*verdicts: Verdict) -> list[Answer]:
    return [answer for verdict in folded(verdicts, CHECKS, lambda url: SITE) for answer in verdict.answers]


def image(src: str, region: Region = Region.MAIN) -> Place:
    return Place(f"#{src} > img", f'<img src="{src}">', region=region)


def pages(count: int) -> list[str]:
    return [f"{SITE}{number}" for number in range(count)]


@pytest.mark.parametrize("region", [Region.MENU, Region.HEADER, Region.FOOTER])
def test_what_stands_in_a_template_is_one_issue_of_the_site_with_all_its_pages(region: Region) -> None:
    [answer] = fold(*(finding(url, image("logo.png", region)) for url in pages(3)))
    assert answer.page_url == SITE
    assert answer.detail == "image-alt <img src=logo.png>"
    assert [place.page_url for place in answer.places] == pages(3)


def test_what_a_page_says_of_its_own_stays_with_the_page() -> None:
    answers = fold(*(finding(url, image(f"photo-{at}.jpg")) for at, url in enumerate(pages(MANY_PAGES))))
    assert [(answer.page_url, answer.detail) for answer in answers] == [(url, "image-alt") for url in pages(MANY_PAGES)]


def test_the_same_element_in_the_text_of_many_pages_comes_from_a_template() -> None:
    few = [finding(url, image("share.png")) for url in pages(MANY_PAGES - 1)]
    assert {answer.page_url for answer in fold(*few)} == set(pages(MANY_PAGES - 1))
    [answer] = fold(*few, finding(f"{SITE}one-more", image("share.png")))
    assert (answer.page_url, len(answer.places)) == (SITE, MANY_PAGES)


def test_a_page_keeps_what_is_its_own_beside_what_is_the_templates() -> None:
    own, shared = fold(finding(SITE + "a", image("photo.jpg"), image("logo.png", Region.HEADER)))
    assert [place.snippet for place in own.places] == ['<img src="photo.jpg">']
    assert [place.snippet for place in shared.places] == ['<img src="logo.png">']


def test_what_is_certain_and_what_is_doubtful_are_not_mixed() -> None:
    logo = image("logo.png", Region.HEADER)
    answers = fold(finding(SITE + "a", logo), finding(SITE + "b", logo, kind=Unsure))
    assert {type(answer): [place.page_url for place in answer.places] for answer in answers} == {
        Finding: [SITE + "a"],
        Unsure: [SITE + "b"],
    }


def test_an_answer_without_a_place_and_a_crash_stay_as_they_are() -> None:
    verdicts = [finding(SITE + "a"), Verdict("accessibility", SITE + "b", error="ValueError")]
    assert folded(verdicts, CHECKS, lambda url: SITE) == verdicts


def test_answers_of_links_and_pages_are_left_alone() -> None:
    place = Place(snippet="<a>", region=Region.MENU)
    verdicts = [Verdict("broken-link", SITE + "a", (Finding(SITE + "a", WORDS, places=(place,)),))]
    assert folded(verdicts, CHECKS, lambda url: SITE) == verdicts


def test_a_page_that_no_site_holds_is_left_alone() -> None:
    verdicts = [finding(SITE + "a", image("logo.png", Region.HEADER))]
    assert folded(verdicts, CHECKS, lambda url: None) == verdicts


@pytest.mark.parametrize(
    "other",
    [
        '<a href="/news.aspx?id=20261" class="nav-link active" id="m18">最新消息 (13)</a>',
        '<a class="active nav-link" data-menu="5" href="https://county.example/news.aspx?id=202">最新消息 (12)</a>',
        '<a aria-describedby="tip-9" class="nav-link" href="/news.aspx?id=99999" style="color:red">最新消息 (7)',
    ],
)
def test_an_element_is_known_again_whatever_its_ids_numbers_and_state(other: str) -> None:
    first = '<a id="m17" class="nav-link active" href="/news.aspx?id=20260">最新消息 (12)</a>'
    assert element_key(Place(snippet=first)) == element_key(Place("elsewhere > a", other))


def test_other_words_or_another_target_are_another_element() -> None:
    keys = {element_key(Place(snippet=f'<a href="/{to}">{said}</a>')) for to in ("a", "b") for said in ("甲", "乙")}
    assert len(keys) == 4


def test_where_a_check_names_the_cause_that_is_what_counts() -> None:
    grey = [replace(image(f"{n}.png", Region.MENU), cause="#999 on #fff") for n in range(4)]
    [answer] = fold(*(finding(url, *grey) for url in pages(2)))
    assert (answer.detail, len(answer.places)) == ("image-alt #999 on #fff", 2)


@given(st.text(max_size=400))
def test_any_snippet_has_a_short_key(snippet: str) -> None:
    assert len(element_key(Place(snippet=snippet))) <= 120


places = st.builds(image, st.sampled_from("abc"), st.sampled_from(Region))
verdicts = st.lists(
    st.builds(
        lambda at, found: finding(f"{SITE}{at}", *found), st.integers(0, 9), st.lists(places, min_size=1, max_size=4)
    ),
    max_size=12,
)


@given(verdicts)
def test_folding_loses_no_element_of_any_page_and_invents_none(found: list[Verdict]) -> None:
    def seen(verdicts: list[Verdict]) -> set[tuple[str, str]]:
        return {
            (place.page_url or answer.page_url, place.snippet)
            for verdict in verdicts
            for answer in verdict.answers
            for place in answer.places
        }

    assert seen(folded(found, CHECKS, lambda url: SITE)) == seen(found)
