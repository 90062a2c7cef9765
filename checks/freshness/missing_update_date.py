"""A page with text of its own that does not say when it was published, updated or last reviewed.

## Why it matters

Without a date nobody can tell whether a notice, an amount or a deadline still holds, and nobody is reminded to look it
over.

## How to fix it

Show the date of the last update on the page with its label, for instance “更新日期：115-11-23”. In a content management
system this is a setting of the page's template: set once, it serves every page.
"""

from collections.abc import Iterator
from datetime import date

from checks.ages import COUNTS
from checks.registry import check
from records.answers import Answer, Finding, Message, Place, Severity, Unsure
from records.facts import Content, DateKind, Entry, Page, PageDate, PageKind, Passage, Precision, Sign

LABELS = "發布日期、公告日期、更新日期、最後更新、檢視日期"
ENOUGH_TEXT = 100
"""Characters outside links and menus from which on a page is held to say something of its own."""
MANY_DATES = 3
"""So many bare dates make a list, whose entries are dated one by one."""
DAY = date(2026, 3, 1)


def _page(
    *dates: PageDate, length: int = 400, bare: int = 0, kind: PageKind = PageKind.OTHER, **fields: object
) -> Page:
    passages = tuple(Passage(Sign.BARE_DATE, "(2026-03-01)") for _ in range(bare))
    content = Content(text_length=length, dates=dates, passages=passages, **fields)  # type: ignore[arg-type]
    return Page("https://county.example/", read_on=date(2026, 11, 23), kind=kind, content=content)


def _date(kind: DateKind, *, is_weak: bool = False) -> PageDate:
    return PageDate(kind, DAY, Precision.DAY, "label", "115-03-01", is_weak=is_weak)


@check(
    title="Page without a date",
    severity=Severity.MINOR,
    passes=(
        _page(_date(DateKind.UPDATED)),
        _page(length=20),
        _page(bare=3),
        _page(entries=(Entry(DAY, "消息"),) * 3),
        _page(is_content=False),
        _page(kind=PageKind.HOME),
    ),
    fails=(_page(), _page(_date(DateKind.DEADLINE))),
    unsure=(_page(bare=1), _page(_date(DateKind.PUBLISHED, is_weak=True))),
)
def missing_update_date(page: Page) -> Iterator[Answer]:
    stated = [one for one in page.content.dates if one.kind in COUNTS]
    if any(not one.is_weak for one in stated) or page.kind is PageKind.HOME or not page.content.is_content:
        return
    bare = [passage.text for passage in page.signs(Sign.BARE_DATE)]
    if page.content.text_length < ENOUGH_TEXT or len(bare) >= MANY_DATES or len(page.content.entries) >= MANY_DATES:
        return
    if bare := [one.text for one in stated] + bare:
        message = Message(
            "This page shows a date, “{text}”, without saying whether it is that of its update. "
            "Labels looked for: {labels}.",
            {"text": bare[0], "labels": LABELS},
        )
        yield Unsure(page.url, message, rule="date-without-label", places=(Place(snippet=bare[0]),))
        return
    message = Message(
        "This page does not say when it was published or updated. "
        "Looked for: labels such as {labels}, and dates in its markup.",
        {"labels": LABELS},
    )
    yield Finding(page.url, message)
