"""A page whose newest date lies further back than pages of its kind may go without being looked over.

## Why it matters

Rules, amounts and telephone numbers change. Residents act on what an old page says, and lose a journey or a deadline by
it.

## How to fix it

Read the page through. Correct what has changed, then enter today as its update date; if all of it still holds, enter
today as the date of review. A page that is no longer needed should be taken down, or moved to an archive that says what
it is.
"""

import calendar
from collections.abc import Iterator
from datetime import date, timedelta

from checks.registry import check
from records.answers import Answer, Finding, Message, Place, Severity, Unsure
from records.facts import DateKind, Page, PageDate, Precision

COUNTS = {DateKind.PUBLISHED, DateKind.UPDATED, DateKind.REVIEWED}
SITE_WIDE = {"label:site", "label:footer"}
"""Where a date may be that of the whole site: fresh, it is believed; old, it blames nobody."""
CLOCK_SLACK = timedelta(days=1)


def _page(*days: date, precision: Precision = Precision.DAY, source: str = "label", limit: int | None = 365) -> Page:
    dates = tuple(PageDate(DateKind.UPDATED, day, precision, source, f"更新日期：{day}") for day in days)
    return Page("https://county.example/", "", "", date(2026, 11, 23), dates, limit)


@check(
    title="Page out of date",
    severity=Severity.MODERATE,
    passes=(
        _page(),
        _page(date(2025, 11, 23)),
        _page(date(2019, 1, 19), date(2026, 3, 1)),
        _page(date(2025, 1, 1), precision=Precision.YEAR),
        _page(date(2019, 1, 19), limit=None),
    ),
    fails=(_page(date(2025, 11, 22)), _page(date(2024, 1, 1), precision=Precision.YEAR)),
    unsure=(_page(date(2062, 11, 23)), _page(date(2019, 1, 19), source="label:footer")),
)
def stale_page(page: Page) -> Iterator[Answer]:
    dates = [stated for stated in page.dates if stated.kind in COUNTS]
    if not dates or page.stale_after_days is None:
        return
    newest = max(dates, key=_last_day)
    places = (Place(snippet=newest.text),)
    values: dict[str, str | int] = {"text": newest.text, "date": _last_day(newest).isoformat()}
    if newest.value > page.read_on + CLOCK_SLACK:
        message = Message("The newest date on this page, “{text}”, has not come yet. Please look it over.", values)
        yield Unsure(page.url, message, rule="date-to-come", places=places)
        return
    age = (page.read_on - _last_day(newest)).days
    if age <= page.stale_after_days:
        return
    values |= {"age": age, "limit": page.stale_after_days}
    if all(stated.source in SITE_WIDE for stated in dates):
        message = Message(
            "The only date on this page, “{text}” (no later than {date}), lies {age} days back, "
            "but may be that of the whole site. Please look the page over.",
            values,
        )
        yield Unsure(page.url, message, rule="date-of-the-site", places=places)
    else:
        message = Message(
            "The newest date on this page, “{text}” (no later than {date}), lies {age} days back; "
            "pages of this kind should be looked over every {limit} days.",
            values,
        )
        yield Finding(page.url, message, rule="stale", places=places)


def _last_day(stated: PageDate) -> date:
    """Of the month or the year that the page names: never blame it earlier than its words allow."""
    day = stated.value
    match stated.precision:
        case Precision.DAY:
            return day
        case Precision.MONTH:
            return day.replace(day=calendar.monthrange(day.year, day.month)[1])
        case Precision.YEAR:
            return day.replace(month=12, day=31)
