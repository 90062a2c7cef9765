"""A page that is still there after the day on which, by its own words, it was to be taken down or to end.

## Why it matters

The bureau itself said that this no longer holds from that day on. Whoever reads it afterwards is misled.

## How to fix it

Take the page down, or move it to an archive that says what it is. If it holds longer, enter the new day.
"""

from collections.abc import Iterator
from datetime import date

from checks.registry import check
from records.answers import Answer, Finding, Message, Place, Severity, Unsure
from records.facts import Content, DateKind, Page, PageDate, PageKind, Passage, Precision, Sign

GRACE = 1
"""Days: a clerk takes a page down on the morning after."""


def _page(day: date, sign: Sign | None = None, *, is_weak: bool = False) -> Page:
    stated = PageDate(DateKind.VALID_UNTIL, day, Precision.DAY, "label", f"下架日期：{day}", is_weak=is_weak)
    passages = (Passage(sign, "歷史資料"),) if sign else ()
    return Page(
        "https://county.example/1", read_on=date(2026, 11, 23), content=Content(dates=(stated,), passages=passages)
    )


@check(
    title="Past its own last day",
    severity=Severity.MODERATE,
    passes=(_page(date(2026, 11, 22)), _page(date(2026, 12, 31)), _page(date(2026, 10, 31), Sign.ARCHIVED)),
    fails=(_page(date(2026, 10, 31)),),
    unsure=(_page(date(2026, 10, 31), is_weak=True),),
)
def past_valid_until(page: Page) -> Iterator[Answer]:
    ends = [one for one in page.content.dates if one.kind is DateKind.VALID_UNTIL]
    if not ends or page.kind is PageKind.ARCHIVE or page.signs(Sign.ARCHIVED, Sign.CLOSED):
        return
    last = max(ends, key=_last_day)
    age = (page.read_on - last.last_day).days
    if age <= GRACE:
        return
    values: dict[str, str | int] = {"text": last.text, "date": last.last_day.isoformat(), "age": age}
    places = (Place(snippet=last.text, line=last.line),)
    if last.is_weak:
        words = "By “{text}” this page seems to have ended on {date}, {age} days ago. Please look."
        yield Unsure(page.url, Message(words, values), rule="past-valid-until", places=places)
        return
    words = "By its own words, “{text}”, this page was to end on {date}, {age} days ago; it is still there."
    yield Finding(page.url, Message(words, values), rule="past-valid-until", places=places)


def _last_day(stated: PageDate) -> date:
    return stated.last_day
