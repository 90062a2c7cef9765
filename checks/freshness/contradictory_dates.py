"""A page whose dates cannot be right: one that has not come yet, one that is none, two that contradict each other.

## Why it matters

A wrong date makes people doubt the rest of the page, and makes search engines and our own patrol judge its age wrongly.

## How to fix it

Correct the date where it is entered. A date such as “民國0年” comes from an empty field: fill it in, or have the
template leave the line out. Dates in the page's metadata come from the content management system: its vendor can mend
them.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from checks.ages import COUNTS, SITE_WIDE
from checks.registry import check
from records.answers import Answer, Finding, Message, Place, Severity, Unsure
from records.facts import Content, DateKind, Page, PageDate, Passage, Precision, Sign

CLOCK_SLACK = timedelta(days=1)
APART = 31
"""Days by which label and metadata may differ: systems note when a page was saved, clerks when it was approved."""
MACHINES = ("meta:", "json-ld")


def _page(*dates: PageDate, impossible: str = "") -> Page:
    passages = (Passage(Sign.IMPOSSIBLE_DATE, impossible),) if impossible else ()
    return Page("https://county.example/", read_on=date(2026, 11, 23), content=Content(dates=dates, passages=passages))


def _date(kind: DateKind, day: date, source: str = "label", *, is_weak: bool = False) -> PageDate:
    return PageDate(kind, day, Precision.DAY, source, f"日期：{day}", is_weak=is_weak)


@check(
    title="Contradictory dates",
    severity=Severity.MINOR,
    passes=(
        _page(_date(DateKind.UPDATED, date(2026, 11, 24))),
        _page(_date(DateKind.PUBLISHED, date(2026, 3, 1)), _date(DateKind.UPDATED, date(2026, 3, 1))),
        _page(_date(DateKind.UPDATED, date(2026, 3, 1)), _date(DateKind.UPDATED, date(2026, 3, 20), "meta:DC.Date")),
        _page(_date(DateKind.DEADLINE, date(2026, 12, 31))),
    ),
    fails=(
        _page(_date(DateKind.UPDATED, date(2062, 11, 23))),
        _page(_date(DateKind.PUBLISHED, date(2026, 3, 1)), _date(DateKind.UPDATED, date(2025, 3, 1))),
        _page(impossible="更新日期：民國0年0月0日"),
    ),
    unsure=(
        _page(_date(DateKind.UPDATED, date(2026, 3, 1)), _date(DateKind.UPDATED, date(2024, 3, 1), "json-ld")),
        _page(_date(DateKind.PUBLISHED, date(2026, 12, 31), "meta:DC.Date")),
    ),
)
def contradictory_dates(page: Page) -> Iterator[Answer]:
    for passage in page.signs(Sign.IMPOSSIBLE_DATE)[:1]:
        message = Message("“{text}” is no possible date.", {"text": passage.text})
        yield _finding(page, message, "impossible", passage.text, passage.line)
    stated = [one for one in page.content.dates if one.kind in COUNTS and not one.is_weak]
    own = [one for one in stated if not one.source.startswith(MACHINES) and one.source not in SITE_WIDE]
    yield from _to_come(page, stated)
    published = [one for one in own if one.kind is DateKind.PUBLISHED]
    updated = [one for one in own if one.kind is DateKind.UPDATED]
    if published and updated and max(map(_last_day, updated)) < min(one.value for one in published):
        values: dict[str, str | int] = {"text": updated[0].text, "other": published[0].text}
        message = Message("The date of update, “{text}”, lies before the date of publication, “{other}”.", values)
        yield _finding(page, message, "before-publication", updated[0].text, updated[0].line)
    yield from _sources_differ(page, own, [one for one in stated if one.source.startswith(MACHINES)])


def _to_come(page: Page, stated: list[PageDate]) -> Iterator[Answer]:
    later = [one for one in stated if one.value > page.read_on + CLOCK_SLACK]
    if not later:
        return
    one = next((one for one in later if not one.source.startswith(MACHINES)), later[0])
    if one.source.startswith(MACHINES):
        message = Message("The metadata of this page give a date that has not come yet, “{text}”.", {"text": one.text})
        yield Unsure(page.url, message, "to-come", "to-come", places=(Place(snippet=one.text),))
        return
    message = Message("The date “{text}” has not come yet.", {"text": one.text})
    yield _finding(page, message, "to-come", one.text, one.line)


def _sources_differ(page: Page, own: list[PageDate], machines: list[PageDate]) -> Iterator[Answer]:
    for one in own:
        # DC.Date means the day of publication to some systems, and that of the last update to others.
        others = [other for other in machines if other.kind is one.kind and other.text not in page.clocks]
        if others and not any(_is_near(other, stated) for other in others for stated in own):
            values: dict[str, str | int] = {"text": one.text, "other": others[0].text, "source": others[0].source}
            words = "The page says “{text}”, but its metadata ({source}) say “{other}”. Please look which is right."
            places = (Place(snippet=one.text, line=one.line),)
            yield Unsure(page.url, Message(words, values), "sources-differ", "sources-differ", places=places)
            return


def _is_near(one: PageDate, other: PageDate) -> bool:
    return abs((one.value - other.value).days) <= APART


def _finding(page: Page, message: Message, rule: str, text: str, line: int) -> Finding:
    return Finding(page.url, message, rule, rule, places=(Place(snippet=text, line=line),))


def _last_day(stated: PageDate) -> date:
    return stated.last_day
