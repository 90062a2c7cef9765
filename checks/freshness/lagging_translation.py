"""A page in English that is much older than the Chinese page that it stands for.

## Why it matters

Those who read no Chinese act on amounts, deadlines and telephone numbers that were changed long ago for everybody else.

## How to fix it

Compare the page with the Chinese one, and bring it up to date. Where it cannot be kept so, say on it how old it is and
whom to ask.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from checks.ages import COUNTS, SITE_WIDE, deciding, sure
from checks.registry import check
from records.answers import Answer, Finding, Message, Place, Severity, Unsure
from records.facts import Content, Counterpart, DateKind, Page, PageDate, PageKind, Precision, Sign


def _date(day: date, *, is_weak: bool = False) -> PageDate:
    return PageDate(DateKind.UPDATED, day, Precision.DAY, "label", f"Updated: {day}", is_weak=is_weak)


def _page(own: PageDate, chinese: PageDate, *, is_chinese: bool = True) -> Page:
    return Page(
        "https://county.example/en/card",
        read_on=date(2026, 11, 23),
        content=Content(dates=(own,)),
        counterpart=Counterpart("https://county.example/card", (chinese,), is_chinese),
        translation_days=180,
    )


_OLD, _NEW = _date(date(2025, 3, 1)), _date(date(2026, 9, 1))


@check(
    title="English page older than the Chinese one",
    severity=Severity.MODERATE,
    passes=(
        _page(_NEW, _OLD),
        _page(_date(date(2026, 3, 5)), _NEW),
        _page(_OLD, _NEW, is_chinese=False),
        replace(_page(_OLD, _NEW), translation_days=None),
        replace(_page(_OLD, _NEW), content=Content(), unchanged_since=None),
    ),
    fails=(_page(_OLD, _NEW), _page(_date(date(2026, 3, 4)), _NEW)),
    unsure=(_page(_OLD, _date(date(2026, 9, 1), is_weak=True)), _page(_date(date(2025, 3, 1), is_weak=True), _NEW)),
)
def lagging_translation(page: Page) -> Iterator[Answer]:
    other, own = page.counterpart, deciding(page)
    if other is None or not other.is_chinese or own is None or page.translation_days is None:
        return
    if page.kind in (PageKind.HOME, PageKind.NEWS_LIST, PageKind.ARCHIVE) or page.signs(Sign.ARCHIVED):
        return
    theirs = [one for one in other.dates if one.kind in COUNTS]
    trusted = [one for one in theirs if not one.is_weak and one.source not in SITE_WIDE]
    newest = max(trusted or theirs, key=_first_day, default=None)
    if newest is None or (lag := (newest.value - own.last_day).days) <= page.translation_days:
        return
    values: dict[str, str | int] = {
        "text": own.text,
        "chinese": newest.text,
        "url": other.url,
        "lag": lag,
        "limit": page.translation_days,
    }
    places = (Place(snippet=own.text, line=own.line),)
    if newest.value > page.read_on:
        return
    if trusted and own in sure(page):
        words = (
            "This page (“{text}”) is {lag} days older than the Chinese page {url} (“{chinese}”); "
            "a translation should follow within {limit} days."
        )
        yield Finding(page.url, Message(words, values), places=places, rests_on=(other.url,))
    else:
        words = (
            "This page (“{text}”) seems to be {lag} days older than the Chinese page {url} (“{chinese}”); "
            "a translation should follow within {limit} days. Please compare them."
        )
        yield Unsure(page.url, Message(words, values), places=places)


def _first_day(stated: PageDate) -> date:
    return stated.value
