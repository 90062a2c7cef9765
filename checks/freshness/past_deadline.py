"""A notice that is still shown as current although its deadline, or the day of its event, has passed.

## Why it matters

Residents prepare papers for an application that is closed, or set out for an event that is over.

## How to fix it

Write “已截止” or “已結束” in the title of the notice, and take it off the home page and the list of current news; or
enter the new date if it was put off. In a content management system, fill in the day on which a notice is taken down:
the system then does it by itself.
"""

from collections.abc import Iterator
from datetime import date

from checks.registry import check
from records.answers import Answer, Finding, Message, Place, Severity, Unsure
from records.facts import Content, DateKind, Page, PageDate, PageKind, Passage, Precision, Sign

GRACE = 1
"""Days: a clerk takes a notice down on the morning after."""
SHOWN_AT = ("https://county.example/",)
TODAY = date(2026, 11, 23)


def _page(*dates: PageDate, shown: tuple[str, ...] = SHOWN_AT, sign: Sign | None = None) -> Page:
    passages = (Passage(sign, "已截止"),) if sign else ()
    return Page(
        "https://county.example/1", read_on=TODAY, content=Content(dates=dates, passages=passages), on_show_at=shown
    )


def _day(kind: DateKind, day: date, until: date | None = None, *, is_weak: bool = False) -> PageDate:
    return PageDate(kind, day, Precision.DAY, "label", f"日期：{day}", until, is_weak=is_weak)


_OVER = _day(DateKind.DEADLINE, date(2026, 10, 31))


@check(
    title="Past deadline or event",
    severity=Severity.MODERATE,
    passes=(
        _page(),
        _page(_OVER, shown=()),
        _page(_OVER, sign=Sign.CLOSED),
        _page(_OVER, sign=Sign.ARCHIVED),
        _page(_OVER, _day(DateKind.DEADLINE, date(2026, 12, 31))),
        _page(_OVER, _day(DateKind.EVENT, date(2026, 12, 5))),
        _page(_day(DateKind.DEADLINE, date(2026, 11, 22))),
        _page(_day(DateKind.EVENT, date(2026, 11, 1), date(2026, 11, 30))),
        _page(_day(DateKind.EVENT, date(2026, 10, 1), is_weak=True)),
        _page(_day(DateKind.EVENT, date(2026, 11, 1)), _day(DateKind.PUBLISHED, date(2026, 11, 2))),
    ),
    fails=(_page(_OVER), _page(_day(DateKind.EVENT, date(2026, 11, 1), date(2026, 11, 8)))),
    unsure=(_page(_day(DateKind.DEADLINE, date(2026, 10, 31), is_weak=True)),),
)
def past_deadline(page: Page) -> Iterator[Answer]:
    ends = [one for one in page.content.dates if one.kind is DateKind.DEADLINE or _is_event(one)]
    published = [one.value for one in page.content.dates if one.kind is DateKind.PUBLISHED]
    if published and ends and max(map(_last_day, ends)) < max(published):
        # Written afterwards: a report, no announcement.
        return
    if not ends or not page.on_show_at or page.kind in (PageKind.ARCHIVE, PageKind.LAW):
        return
    if page.signs(Sign.CLOSED, Sign.ARCHIVED) or any(_days_over(page, one) <= GRACE for one in ends):
        return
    last = max(ends, key=_last_day)
    values: dict[str, str | int] = {
        "text": last.text,
        "date": last.last_day.isoformat(),
        "age": _days_over(page, last),
        "shown": page.on_show_at[0],
    }
    places = (Place(snippet=last.text, line=last.line),)
    if any(not one.is_weak for one in ends if one.last_day == last.last_day):
        words = (
            "By “{text}” this closed on {date}, {age} days ago; it is still shown at {shown}, "
            "and nothing on it says that it is over."
        )
        yield Finding(page.url, Message(words, values), rule=last.kind.value, places=places)
        return
    words = (
        "By “{text}” this seems to have closed on {date}, {age} days ago; it is still shown at {shown}. Please look."
    )
    yield Unsure(page.url, Message(words, values), rule=last.kind.value, places=places)


def _is_event(one: PageDate) -> bool:
    """Weak ones tell what a piece of news is about, or when something begins that has no end."""
    return one.kind is DateKind.EVENT and not one.is_weak


def _days_over(page: Page, stated: PageDate) -> int:
    return (page.read_on - stated.last_day).days


def _last_day(stated: PageDate) -> date:
    return stated.last_day
