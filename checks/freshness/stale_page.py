"""A page whose newest date lies further back than pages of its kind may go without being looked over.

## Why it matters

Rules, amounts and telephone numbers change. Residents act on what an old page says, and lose a journey or a deadline by
it.

## How to fix it

Read the page through. Correct what has changed, then enter today as its update date. If all of it still holds, enter
today as the date of review, or tell the IT division, which can note that you have confirmed it. A page that is no
longer needed should be taken down, or moved to an archive that says what it is.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from checks.ages import age, deciding, stated, sure
from checks.registry import check
from records.answers import Answer, Finding, Message, Place, Severity, Unsure
from records.facts import Content, DateKind, Page, PageDate, Precision, Review, Sign

TODAY, OLD = date(2026, 11, 23), date(2019, 1, 19)


def _date(day: date, precision: Precision = Precision.DAY, source: str = "label", *, is_weak: bool = False) -> PageDate:
    return PageDate(DateKind.UPDATED, day, precision, source, f"更新日期：{day}", is_weak=is_weak)


def _page(*dates: PageDate, limit: int | None = 365) -> Page:
    return Page("https://county.example/", read_on=TODAY, content=Content(dates=dates), stale_after_days=limit)


_SINCE = date(2024, 11, 18)
_REVIEW = Review("社會處", date(2026, 10, 1), date(2027, 10, 1))


@check(
    title="Page out of date",
    severity=Severity.MODERATE,
    passes=(
        _page(),
        _page(_date(date(2025, 11, 23))),
        _page(_date(OLD), _date(date(2026, 3, 1))),
        _page(_date(date(2025, 1, 1), Precision.YEAR)),
        _page(_date(OLD), limit=None),
        replace(_page(_date(OLD)), review=_REVIEW),
        replace(_page(_date(TODAY)), unchanged_since=_SINCE),
    ),
    fails=(
        _page(_date(date(2025, 11, 22))),
        _page(_date(date(2024, 1, 1), Precision.YEAR)),
        replace(_page(_date(TODAY)), clocks=(f"更新日期：{TODAY}",), unchanged_since=_SINCE),
        replace(_page(), unchanged_since=_SINCE),
    ),
    unsure=(_page(_date(OLD, source="label:footer")), _page(_date(OLD, is_weak=True))),
)
def stale_page(page: Page) -> Iterator[Answer]:
    limit = page.stale_after_days
    if limit is None or page.signs(Sign.ARCHIVED) or not page.content.is_content:
        return
    if page.review is not None or any(age(page, one) <= limit for one in stated(page)):
        return
    since = page.unchanged_since
    if not sure(page) and since is not None and (page.read_on - since).days > limit:
        yield _unchanged(page, since, limit)
        return
    newest = deciding(page)
    if newest is None:
        return
    values: dict[str, str | int] = {
        "text": newest.text,
        "date": newest.last_day.isoformat(),
        "age": age(page, newest),
        "limit": limit,
    }
    places = (Place(snippet=newest.text, line=newest.line),)
    if sure(page):
        message = Message(
            "The newest date on this page, “{text}” (no later than {date}), lies {age} days back; "
            "pages of this kind should be looked over every {limit} days.",
            values,
        )
        yield Finding(page.url, message, rule="stale", places=places)
        return
    message = Message(
        "The only date on this page, “{text}” (no later than {date}), lies {age} days back, "
        "but may be that of the whole site. Please look the page over.",
        values,
    )
    yield Unsure(page.url, message, rule="date-of-the-site", places=places)


def _unchanged(page: Page, since: date, limit: int) -> Finding:
    values: dict[str, str | int] = {"date": since.isoformat(), "age": (page.read_on - since).days, "limit": limit}
    words = (
        "The text of this page has been the same at every visit since {date}, for {age} days; "
        "pages of this kind should be looked over every {limit} days."
    )
    if page.clocks:
        words = (
            "The date “{text}” goes on by itself: the text of this page has been the same at every visit since {date}, "
            "for {age} days; pages of this kind should be looked over every {limit} days."
        )
        values["text"] = page.clocks[0]
    return Finding(page.url, Message(words, values), rule="unchanged", places=tuple(map(_at, page.clocks[:1])))


def _at(text: str) -> Place:
    return Place(snippet=text)
