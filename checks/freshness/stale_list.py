"""A list of news or activities whose newest entry is older than such a list may be.

## Why it matters

A list where nothing happens looks given up, and residents stop looking at it, also for what matters.

## How to fix it

Publish what is new, or take the list and the links to it down. If there is nothing new for good reason, say so above
the list, or have the IT division note that you have confirmed it.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from urllib.parse import urlsplit

from checks.registry import check
from records.answers import Answer, Finding, Message, Place, Severity
from records.facts import Content, Entry, Page, PageKind, Review, Sign

FEWEST = 3
"""Entries; fewer make no list."""
LATER_PAGE = re.compile(
    r"(?:^|&)(?:p|pg|pn|page|page_?no|page_?num|page_?(?:index|idx)|current_?page|start|offset)=0*[1-9]"
    r"|(?:^|&)(?:year|yr|y|month|ym)=\d",
    re.I,
)
LATER_PATH = re.compile(
    r"/page/\d|/(?:index|p|pg)/0*(?:[2-9]|[1-9]\d{1,3})/?$|/20\d\d/?$|/(?:20\d\d|1[01]\d)/(?:0?[1-9]|1[0-2])/?$|[-_/]p(?:age)?0*[2-9]\d*(?:\.\w+)?/?$",
    re.I,
)
"""Behind the first page of a list stands what is older, and in the archive of a month what is of that month."""
AT_NEED = re.compile(
    r"颱風|豪雨|地震|災[害情防]|停[水電氣班課話]|搶修|警報|警戒|緊急|應變|防疫|疫情|登革熱|流感|腸病毒|空氣品質惡化|封路|封橋"
)
"""Lists that have a new entry when something happens, and none in quiet times."""


def _page(newest: date, limit: int | None = 90, entries: int = 3, query: str = "") -> Page:
    listed = tuple(Entry(newest.replace(year=newest.year - number), f"第{number}則") for number in range(entries))
    url, content = "https://county.example/news" + query, Content(entries=listed)
    return Page(url, read_on=date(2026, 11, 23), content=content, kind=PageKind.NEWS_LIST, entries_after_days=limit)


_OLD = date(2026, 8, 24)


@check(
    title="List without new entries",
    severity=Severity.MODERATE,
    passes=(
        _page(date(2026, 8, 25)),
        _page(date(2026, 12, 24)),
        _page(_OLD, limit=None),
        _page(_OLD, entries=2),
        _page(_OLD, query="?page=2"),
        replace(_page(_OLD), kind=PageKind.ARCHIVE),
        replace(_page(_OLD), title="颱風快訊"),
        replace(_page(_OLD), review=Review("新聞處", date(2026, 11, 1), date(2027, 11, 1))),
    ),
    fails=(_page(_OLD), _page(date(2020, 1, 1), query="?type=3")),
)
def stale_list(page: Page) -> Iterator[Answer]:
    entries, limit = page.content.entries, page.entries_after_days
    if limit is None or len(entries) < FEWEST or page.kind is PageKind.ARCHIVE or page.signs(Sign.ARCHIVED):
        return
    parts = urlsplit(page.url)
    if LATER_PAGE.search(parts.query) or LATER_PATH.search(parts.path):
        return
    if AT_NEED.search(page.content.heading or page.title):
        return
    newest = max(entries, key=_date)
    age = (page.read_on - newest.date).days
    if age <= limit or page.review is not None:
        return
    values: dict[str, str | int] = {
        "text": newest.text,
        "date": newest.date.isoformat(),
        "age": age,
        "limit": limit,
        "count": len(entries),
    }
    words = (
        "The newest of {count} entries, “{text}” of {date}, lies {age} days back; "
        "a list of this kind should have a new one every {limit} days."
    )
    yield Finding(page.url, Message(words, values), rule="stale-list", places=(Place(snippet=newest.text),))


def _date(entry: Entry) -> date:
    return entry.date
