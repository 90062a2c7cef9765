"""A sitemap whose days of change (lastmod) are not true.

## Why it matters

Search engines use these days to decide what to read anew. Once they find them untrue they believe none of them, for the
whole host, and new notices are found later.

## How to fix it

This is a setting of the content management system, so its vendor's job: lastmod must be the day on which the page's
content was last changed, neither the moment of the request nor the day on which the sitemap was built. If the system
cannot tell, it should leave lastmod out.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from checks.registry import check
from records.answers import Answer, Finding, Message, Place, Severity, Unsure
from records.facts import Sitemap, SitemapEntry

FEWEST = 10
"""Entries from which on all of them alike are no chance."""
SLACK = timedelta(days=8)
"""Between a change and the patrol that sees it lies up to a week."""
SAID = timedelta(days=92)
"""A page may be mended without a new date; of most pages of a site that is not to be believed."""
SHARE = 0.1
READ_ON = date(2026, 11, 23)


def _map(*entries: SitemapEntry) -> Sitemap:
    return Sitemap("https://county.example/sitemap.xml", READ_ON, entries)


def _entries(
    *days: date, since: date | None = None, was_other: bool = False, stated: date | None = None
) -> tuple[SitemapEntry, ...]:
    urls = (f"https://county.example/{n}" for n in range(len(days)))
    return tuple(SitemapEntry(url, day, since, was_other, stated) for url, day in zip(urls, days, strict=True))


@check(
    title="Untrue sitemap",
    severity=Severity.MINOR,
    passes=(
        _map(*_entries(*(date(2026, 1, day) for day in range(1, 13)))),
        _map(*_entries(*([READ_ON] * 12), since=READ_ON, was_other=True)),
        _map(*_entries(READ_ON, READ_ON)),
        _map(*_entries(*([date(2026, 5, 1)] * 12), since=date(2026, 5, 3), was_other=True)),
    ),
    fails=(
        _map(*_entries(*([READ_ON] * 12), since=READ_ON, stated=date(2026, 1, 5))),
        _map(*_entries(date(2027, 3, 1))),
        _map(*_entries(*([date(2026, 11, 1)] * 4), since=date(2026, 1, 5))),
    ),
    unsure=(_map(*_entries(*([date(2025, 1, 1)] * 4), since=date(2026, 6, 1), was_other=True)),),
)
def untrue_lastmod(sitemap: Sitemap) -> Iterator[Answer]:
    entries = sitemap.entries
    today = sitemap.read_on
    to_come = [entry for entry in entries if entry.lastmod > today + timedelta(days=1)]
    if to_come:
        words = "{count} of {all} days of change have not come yet, for instance {date}."
        yield _finding(sitemap, "to-come", words, to_come)
    unchanged = [entry for entry in entries if entry not in to_come and _is_untrue(entry)]
    if len(entries) >= FEWEST and len(unchanged) * 4 >= len(entries) and len({entry.lastmod for entry in entries}) == 1:
        words = (
            "All {all} days of change are the same, {date}, although {count} of the pages have not changed since long "
            "before, or say so themselves."
        )
        yield _finding(sitemap, "made-up", words, unchanged)
    elif _are_many(unchanged := [entry for entry in unchanged if not entry.was_other], entries):
        words = (
            "{count} of {all} pages are said to have changed, for instance on {date}; they have not since long before, "
            "by their text or by what they say themselves."
        )
        yield _finding(sitemap, "not-changed", words, unchanged)
    changed = [
        entry
        for entry in entries
        if entry.was_other and entry.unchanged_since and entry.unchanged_since > entry.lastmod + SLACK
    ]
    if _are_many(changed, entries):
        words = "{count} of {all} pages have changed since the day that is given for them, for instance {date}."
        message = Message(words, _values(sitemap, changed))
        yield Unsure(sitemap.page_url, message, "changed-since", "changed-since", places=_places(changed))


def _is_untrue(entry: SitemapEntry) -> bool:
    """Whether the page has stood as it is since before its day of change: by our clock, or by its own words."""
    if entry.unchanged_since and entry.lastmod > entry.unchanged_since + SLACK:
        return True
    return entry.stated is not None and entry.lastmod > entry.stated + SAID


def _are_many(some: list[SitemapEntry], entries: tuple[SitemapEntry, ...]) -> bool:
    return len(some) >= 3 and len(some) >= SHARE * len(entries)


def _values(sitemap: Sitemap, some: list[SitemapEntry]) -> dict[str, str | int]:
    return {"count": len(some), "all": len(sitemap.entries), "date": some[0].lastmod.isoformat()}


def _places(some: list[SitemapEntry]) -> tuple[Place, ...]:
    return tuple(Place(snippet=f"{entry.url} {entry.lastmod}") for entry in some[:5])


def _finding(sitemap: Sitemap, rule: str, words: str, some: list[SitemapEntry]) -> Finding:
    # One cause, whichever of the two shows it this week.
    detail = "untrue" if rule in ("made-up", "not-changed") else rule
    return Finding(sitemap.page_url, Message(words, _values(sitemap, some)), detail, rule, places=_places(some))
