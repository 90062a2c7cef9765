"""A notice that is still shown as current although its deadline, or the day of its event, has passed.

## Why it matters

Residents prepare papers for an application that is closed, or set out for an event that is over.

## How to fix it

Write “已截止” or “已結束” in the title of the notice, and take it off the home page and the list of current news; or
enter the new date if it was put off. In a content management system, fill in the day on which a notice is taken down:
the system then does it by itself.
"""

import re
from collections.abc import Iterator
from datetime import date

from checks.registry import check
from records.answers import Answer, Finding, Message, Place, Severity, Unsure
from records.facts import Content, DateKind, Page, PageDate, PageKind, Passage, Precision, Sign

GRACE = 1
"""Days: a clerk takes a notice down on the morning after."""
SPEAKS_AFTERWARDS = re.compile(
    r"(?:得獎|獲獎|中獎|錄取|入選|正取|備取|及格|合格)(?:者|作品|人員)?名單|決標|(?:評選|審查|開標|招標|抽籤|甄選|徵選|比賽|競賽|考試|評審)結果"
    r"|結果(?:公告|公布|揭曉|出爐)|會議[紀記]錄|花絮|成果(?!發表|展|報名|競賽|徵|評)|回顧(?!展)|歷屆|歷年|(?:過去|過往|往年|歷次)的?(?:展覽|活動)"
    r"|圓滿(?:落幕|結束|成功|完成)|\b(?:winners|results|minutes of|highlights|recap|past (?:events|exhibitions))\b",
    re.IGNORECASE,
)
"""In a title or heading: what it tells of is over, and that is what it tells."""
SHOWN_AT = ("https://county.example/",)
TODAY = date(2026, 11, 23)


def _page(*dates: PageDate, shown: tuple[str, ...] = SHOWN_AT, sign: Sign | None = None, title: str = "報名") -> Page:
    content = Content(dates=dates, passages=(Passage(sign, "已截止"),) if sign else ())
    return Page("https://county.example/1", title, read_on=TODAY, content=content, on_show_at=shown)


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
        _page(_OVER, title="攝影比賽得獎名單"),
        _page(_OVER, _day(DateKind.DEADLINE, date(2026, 12, 31))),
        _page(_OVER, _day(DateKind.EVENT, date(2026, 12, 5))),
        _page(_day(DateKind.DEADLINE, date(2026, 11, 22))),
        _page(_day(DateKind.EVENT, date(2026, 11, 1), date(2026, 11, 30))),
        _page(_day(DateKind.EVENT, date(2026, 10, 1), is_weak=True)),
        _page(_day(DateKind.EVENT, date(2026, 11, 1)), _day(DateKind.PUBLISHED, date(2026, 11, 1))),
        _page(_OVER, _day(DateKind.PUBLISHED, date(2026, 11, 1))),
    ),
    fails=(_page(_OVER), _page(_day(DateKind.EVENT, date(2026, 11, 1), date(2026, 11, 8)))),
    unsure=(_page(_day(DateKind.DEADLINE, date(2026, 10, 31), is_weak=True)),),
)
def past_deadline(page: Page) -> Iterator[Answer]:
    ends = [one for one in page.content.dates if one.kind is DateKind.DEADLINE or _is_event(one)]
    published = [one.value for one in page.content.dates if one.kind is DateKind.PUBLISHED]
    if published and all(_is_told_afterwards(one, max(published)) for one in ends):
        return
    if SPEAKS_AFTERWARDS.search(page.title) or SPEAKS_AFTERWARDS.search(page.content.heading):
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
        yield Finding(page.url, Message(words, values), rule=last.kind.value, places=places, rests_on=page.on_show_at)
        return
    words = (
        "By “{text}” this seems to have closed on {date}, {age} days ago; it is still shown at {shown}. Please look."
    )
    yield Unsure(page.url, Message(words, values), rule=last.kind.value, places=places)


def _is_event(one: PageDate) -> bool:
    """Weak ones tell what a piece of news is about, or when something begins that has no end."""
    return one.kind is DateKind.EVENT and not one.is_weak


def _is_told_afterwards(one: PageDate, published: date) -> bool:
    """Whether it was over when the page was published: a report, no announcement. Of an event, on its day as well."""
    return one.last_day < published or (one.kind is DateKind.EVENT and one.last_day == published)


def _days_over(page: Page, stated: PageDate) -> int:
    return (page.read_on - stated.last_day).days


def _last_day(stated: PageDate) -> date:
    return stated.last_day
