"""A page with text of its own that does not say when it was published, updated or last reviewed.

## Why it matters

Without a date nobody can tell whether a notice, an amount or a deadline still holds, and nobody is reminded to look it
over.

## How to fix it

Show the date of the last update on the page with its label, for instance “更新日期：115-11-23”. In a content management
system this is a setting of the page's template: set once, it serves every page.
"""

import re
from collections.abc import Iterator
from datetime import date

from bs4 import Tag

from checks.registry import check
from records.answers import Answer, Finding, Message, Place, Severity, Unsure
from records.facts import DateKind, Page, PageDate, Precision

COUNTS = {DateKind.PUBLISHED, DateKind.UPDATED, DateKind.REVIEWED}
LABELS = "發布日期、公告日期、更新日期、最後更新、檢視日期"
ENOUGH_TEXT = 100
"""Characters outside links, menus and forms from which on a page is held to say something of its own."""
MANY_DATES = 3
"""So many bare dates make a list, whose entries are dated one by one."""
NOT_TEXT = ("a", "nav", "header", "footer", "form", "script", "style", "noscript", "template", "select", "button")
BARE_DATE = re.compile(
    r"[(（\[【]?(?:中華)?(?:民國)?\s*\d{2,4}\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}\s*日?"
    r"\s*(?:[(（]?(?:星期|週).[)）]?)?\s*(?:\d{1,2}:\d{2}(?::\d{2})?)?[)）\]】]?"
)
"""A date and nothing else: one in a sentence is an event's or a deadline's."""

_NOTICE = "<p>凡設籍本縣、年滿六十五歲之長者，得向戶籍所在地鄉鎮市公所申請敬老愛心卡。" * 4


def _page(html: str, *kinds: DateKind) -> Page:
    dates = tuple(PageDate(kind, date(2026, 3, 1), Precision.DAY, "label", "115-03-01") for kind in kinds)
    return Page("https://county.example/", html, read_on=date(2026, 11, 23), dates=dates)


@check(
    title="Page without a date",
    severity=Severity.MINOR,
    passes=(
        _page(_NOTICE, DateKind.UPDATED),
        _page("<p>查無資料</p>"),
        _page("<ul>" + "<li><a href=1>一則很長的最新消息標題，連到消息本身</a>" * 20),
        _page("<ul>" + "<li>115-03-01 <p>社會處 <a href=1>一則最新消息</a>" * 20),
        _page("<meta name=robots content='noindex, follow'>" + _NOTICE),
        _page("<meta http-equiv=refresh content='0; url=/new'>" + _NOTICE),
    ),
    fails=(_page(_NOTICE), _page(_NOTICE, DateKind.DEADLINE), _page(_NOTICE + "<p>請於115年3月1日前向公所申請。")),
    unsure=(_page("<span>(2026-03-01)</span>" + _NOTICE),),
)
def missing_update_date(page: Page) -> Iterator[Answer]:
    if any(stated.kind in COUNTS for stated in page.dates) or _is_no_content(page):
        return
    texts = list(_own_texts(page))
    bare = [text for text in texts if BARE_DATE.fullmatch(text)]
    if sum(map(len, texts)) < ENOUGH_TEXT or len(bare) >= MANY_DATES:
        return
    if bare:
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


def _is_no_content(page: Page) -> bool:
    """Frames, pages that send on, and pages that ask not to be found hold no content that could go out of date."""
    if page.soup.find("frameset"):
        return True
    metas = page.soup.find_all("meta")
    return any(_says(meta, "http-equiv", "refresh") or "noindex" in _robots(meta) for meta in metas)


def _says(meta: Tag, name: str, value: str) -> bool:
    return str(meta.get(name, "")).strip().lower() == value


def _robots(meta: Tag) -> str:
    return str(meta.get("content", "")).lower() if _says(meta, "name", "robots") else ""


def _own_texts(page: Page) -> Iterator[str]:
    if page.soup.body is None:
        return
    for text in page.soup.body.find_all(string=True):
        words = text.strip()
        if words and type(text).__name__ == "NavigableString" and not text.find_parent(NOT_TEXT):
            yield words
