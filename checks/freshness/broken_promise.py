"""A page that says how often it is updated, and has been silent for longer.

## Why it matters

Residents and other offices rely on the promise, and take what they read for this month's.

## How to fix it

Bring the page up to date, and enter the day. If the rhythm can no longer be kept, correct what the page says of it.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from checks.ages import age, deciding, sure
from checks.registry import check
from records.answers import Answer, Finding, Message, Place, Severity, Unsure
from records.facts import (
    Attachment,
    Content,
    DateKind,
    Entry,
    Page,
    PageDate,
    PageKind,
    Passage,
    Precision,
    Review,
    Sign,
)

GRACE_DAYS = 15
"""Beside half of the period again: collecting what is to be published takes time. Ours, not a rule's text."""
MONTH = re.compile(r"(?<!\d)(?:民國)?(?P<y>\d{2,3}|20\d\d) ?(?:年 ?|[./-])(?P<m>\d{1,2})(?: ?月|(?![\d./-]))")
"""Of a file with the figures of a month, by its link: the page may have been kept without a word of it."""
TODAY = date(2026, 11, 23)
_MONTHLY = Passage(Sign.PROMISE, "更新頻率：每月", "31")


def _page(*days: date, source: str = "label", is_weak: bool = False, entries: tuple[Entry, ...] = ()) -> Page:
    dates = tuple(
        PageDate(DateKind.UPDATED, day, Precision.DAY, source, f"更新日期：{day}", is_weak=is_weak) for day in days
    )
    content = Content(dates=dates, passages=(_MONTHLY,), entries=entries)
    return Page("https://county.example/population", read_on=TODAY, content=content)


_SILENT, _KEPT = date(2026, 9, 14), date(2026, 9, 23)
_REVIEW = Review("民政處", date(2026, 11, 1), date(2027, 11, 1))


@check(
    title="Broken promise to update",
    severity=Severity.MODERATE,
    passes=(
        _page(),
        _page(_KEPT),
        _page(_SILENT, _KEPT),
        _page(_SILENT, entries=(Entry(date(2026, 11, 1), "十月份人口"),)),
        replace(_page(_SILENT), attachments=(Attachment("https://county.example/1.ods", "115年10月人口統計", ()),)),
        replace(_page(_SILENT), content=Content()),
        replace(_page(_SILENT), kind=PageKind.ARCHIVE),
        replace(_page(_SILENT), review=_REVIEW),
    ),
    fails=(_page(_SILENT), replace(_page(), unchanged_since=_SILENT)),
    unsure=(_page(_SILENT, is_weak=True), _page(_SILENT, source="label:footer")),
)
def broken_promise(page: Page) -> Iterator[Answer]:
    if page.kind is PageKind.ARCHIVE or page.signs(Sign.ARCHIVED, Sign.CLOSED) or page.review is not None:
        return
    newest = deciding(page)
    for passage in page.signs(Sign.PROMISE)[:1]:
        days = int(passage.value)
        limit = days * 3 // 2 + GRACE_DAYS
        ages = [(page.read_on - entry.date).days for entry in page.content.entries]
        ages += [age(page, newest)] if newest else []
        is_by_clock = newest is None and page.unchanged_since is not None
        if is_by_clock and page.unchanged_since is not None:
            ages.append((page.read_on - page.unchanged_since).days)
        of_files = [(page.read_on - day).days for file in page.attachments for day in _months(file.text)]
        if not ages or min(*ages, *of_files, ages[0]) <= limit:
            continue
        values: dict[str, str | int] = {"text": passage.text, "days": days, "age": min(ages), "limit": limit}
        places = (Place(snippet=passage.text, line=passage.line),)
        if newest is None:
            words = (
                "The page promises “{text}” (every {days} days), and has not changed for {age} days; "
                "it should within {limit} days."
            )
            yield Finding(page.url, Message(words, values), rule="promise", places=places)
            continue
        values["date"] = newest.text
        if newest in sure(page):
            words = (
                "The page promises “{text}” (every {days} days); its newest date, “{date}”, lies {age} days back. "
                "By its promise it should be no older than {limit} days."
            )
            yield Finding(page.url, Message(words, values), rule="promise", places=places)
        else:
            words = (
                "The page promises “{text}” (every {days} days); its newest date, “{date}”, seems to lie {age} days "
                "back. Please look whether the promise is kept."
            )
            yield Unsure(page.url, Message(words, values), rule="promise", places=places)


def _months(text: str) -> Iterator[date]:
    """The last days of the months that a text names."""
    for match in MONTH.finditer(text[:200]):
        year, month = int(match["y"]), int(match["m"])
        year += 0 if year > 1911 else 1911
        if 1 <= month <= 12:
            yield date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
