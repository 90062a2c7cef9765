"""A page on which nothing skips the menu that every page repeats.

## Why it matters

Who uses the keyboard or a screen reader starts each page at its top, and has to go through the whole menu before what
is new on it, on every page anew.

## How to fix it

The first link of the page should say “跳到主要內容區塊” and lead to where the content begins; headings and a <main>
element help screen readers besides. It is part of the template: the vendor's job.
"""

from __future__ import annotations

from collections.abc import Iterator

from checks.drawn import drawn
from checks.registry import check
from checks.skip_links import skip_links
from checks.targets import fragment_of, stands_at
from records.answers import Answer, Finding, Message, Severity, Unsure
from records.facts import Region
from records.lines import Line
from records.rendering import Element, Rendering

LEAST_STOPS = 8
"""Stops of the Tab key in menu and header from which on going through them is a burden."""
LEAST_TEXT = 200
FIRST_STOPS = 5
MENU = "".join(f'<li><a href="/{number}">選項{number}</a></li>' for number in range(9))
TEXT = "自即日起受理申請，請於期限內備齊文件送本府社會處。" * 9


@check(
    title="Missing skip link",
    severity=Severity.MODERATE,
    wcag=("2.4.1",),
    codes=("GN1240100E",),
    passes=(
        drawn(f'<a href="#AC">跳到主要內容區塊</a><nav><ul>{MENU}</ul></nav><main id="AC"><h1>公告</h1>{TEXT}</main>'),
        drawn(f"<main><h1>公告</h1><p>{TEXT}</p></main><nav><ul>{MENU}</ul></nav>"),
    ),
    fails=(drawn(f"<nav><ul>{MENU}</ul></nav><p>{TEXT}</p>"),),
    unsure=(drawn(f"<nav><ul>{MENU}</ul></nav><main><h1>公告</h1><p>{TEXT}</p></main>"),),
)
def missing_skip_link(page: Rendering) -> Iterator[Answer]:
    stops = [element for element in page.elements if element.is_tabbable]
    content = _first_content(page)
    before = [stop for stop in stops if stop.ordinal < content and stop.region is not Region.MAIN]
    if len(before) < LEAST_STOPS or skip_links(page) or any(_leads_within(page, stop) for stop in stops[:FIRST_STOPS]):
        return
    has_marks = any(element.region is Region.MAIN for element in (*page.headings, *page.roles("main")))
    place = page.place(before[0], Message("{number} stops of the Tab key come before it.", {"number": len(before)}))
    if has_marks:
        message = Message("Should a link skip the menu, for those who use the keyboard and no screen reader?")
        yield Unsure(page.page_url, message, places=(place,))
    else:
        message = Message("No link, heading or landmark helps to skip the menu.")
        yield Finding(page.page_url, message, places=(place,))


def _first_content(page: Rendering) -> int:
    """The ordinal at which what is the page's own begins; 0 where there is next to nothing of it."""
    own = [line for line in page.lines if line.block.region is Region.MAIN and not _is_link(page, line)]
    if sum(len(line.text) for line in own) < LEAST_TEXT:
        return 0
    return own[0].block.ordinal


def _is_link(page: Rendering, line: Line) -> bool:
    return all(page.closest(text, "a", "button") for text in line.texts)


def _leads_within(page: Rendering, stop: Element) -> bool:
    fragment = fragment_of(page, stop)
    return bool(fragment) and stands_at(page, fragment or "") is not None
