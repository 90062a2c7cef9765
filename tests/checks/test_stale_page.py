"""Old is what is older than its limit by every reading of its words."""

import calendar
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checks.freshness.stale_page import stale_page
from records.answers import Answer, Finding, Unsure
from records.facts import Content, DateKind, Page, PageDate, Precision, Review

TODAY = date(2026, 11, 23)
days = st.dates(date(1990, 1, 1), TODAY)


def _page(dates: tuple[PageDate, ...], limit: int | None) -> Page:
    return Page("https://county.example/", read_on=TODAY, content=Content(dates=dates), stale_after_days=limit)


def answers(*dates: PageDate, limit: int | None = 365) -> list[Answer]:
    return list(stale_page.judge(_page(dates, limit)))


def stated(day: date, kind: DateKind = DateKind.UPDATED, precision: Precision = Precision.DAY) -> PageDate:
    return PageDate(kind, day, precision, "label", "更新日期：108-01-19")


@given(days, st.integers(1, 4000))
def test_a_page_is_blamed_from_the_day_after_its_limit_on(day: date, limit: int) -> None:
    assert bool(answers(stated(day), limit=limit)) == (day + timedelta(days=limit) < TODAY)


@given(days)
def test_a_month_or_a_year_counts_from_its_last_day(day: date) -> None:
    end_of_month = day.replace(day=calendar.monthrange(day.year, day.month)[1])
    for vague, last in (
        (stated(day.replace(day=1), precision=Precision.MONTH), end_of_month),
        (stated(day.replace(month=1, day=1), precision=Precision.YEAR), day.replace(month=12, day=31)),
    ):
        age = (TODAY - last).days
        assert answers(vague, limit=max(age, 1)) == []
        assert bool(answers(vague, limit=max(age - 1, 1))) == (age > 1)


@pytest.mark.parametrize("kind", [DateKind.PUBLISHED, DateKind.UPDATED, DateKind.REVIEWED])
def test_one_fresh_date_of_any_kind_that_counts_is_enough(kind: DateKind) -> None:
    assert answers(stated(date(2019, 1, 19)), stated(date(2026, 11, 1), kind)) == []


@pytest.mark.parametrize("kind", [DateKind.DEADLINE, DateKind.EVENT, DateKind.VALID_UNTIL, DateKind.PRINTED])
def test_an_event_or_a_deadline_makes_a_page_neither_old_nor_fresh(kind: DateKind) -> None:
    assert answers(stated(date(2019, 1, 19), kind)) == []
    [answer] = answers(stated(date(2019, 1, 19)), stated(date(2027, 1, 1), kind))
    assert isinstance(answer, Finding)


def test_pages_that_never_go_out_of_date_are_left_alone() -> None:
    assert answers(stated(date(1999, 1, 1)), limit=None) == []


def test_a_date_to_come_makes_no_page_old() -> None:
    assert answers(stated(date(2019, 1, 19)), stated(TODAY + timedelta(days=2))) == []


def test_a_date_that_goes_on_by_itself_does_not_keep_a_page_fresh() -> None:
    clock = stated(TODAY)
    page = replace(_page((clock,), 365), clocks=(clock.text,), unchanged_since=date(2024, 11, 20))
    [answer] = stale_page.judge(page)
    assert (type(answer), answer.rule) == (Finding, "unchanged")
    assert answer.message.values == {"text": clock.text, "date": "2024-11-20", "age": 733, "limit": 365}
    assert list(stale_page.judge(replace(page, unchanged_since=TODAY - timedelta(days=365)))) == []


def test_a_page_whose_review_still_counts_is_left_alone() -> None:
    old = _page((stated(date(2019, 1, 19)),), 180)
    assert list(stale_page.judge(replace(old, review=Review("社會處", TODAY - timedelta(days=300), TODAY)))) == []
    [answer] = stale_page.judge(old)
    assert isinstance(answer, Finding)


def test_this_year_is_not_to_come_though_its_last_day_is() -> None:
    assert answers(stated(date(2026, 1, 1), precision=Precision.YEAR)) == []


def test_says_which_words_how_long_ago_and_how_long_is_allowed() -> None:
    [answer] = answers(stated(date(2019, 1, 19)))
    assert answer.message.values == {"text": "更新日期：108-01-19", "date": "2019-01-19", "age": 2865, "limit": 365}
    assert answer.places[0].snippet == "更新日期：108-01-19"


@pytest.mark.parametrize("source", ["label:site", "label:footer"])
def test_a_date_that_may_be_the_whole_sites_blames_no_page_by_itself(source: str) -> None:
    old, own = replace(stated(date(2019, 1, 19)), source=source), stated(date(2018, 1, 19))
    [answer] = answers(old)
    assert isinstance(answer, Unsure)
    [answer] = answers(old, own)
    assert isinstance(answer, Finding)
    assert answers(replace(old, value=TODAY), own) == []
