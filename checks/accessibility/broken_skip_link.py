"""A link that should skip the menu and does not: its target is missing, or the keyboard cannot reach it in time.

## Why it matters

Who uses the keyboard or a screen reader starts each page at its top, and would go through the whole menu on every one.
The skip link spares them that, if it works.

## How to fix it

The link must be the first that the Tab key reaches, and its target must be there: an element whose id is the link’s
target, where the content begins. It is part of the template: the vendor's job.
"""

from __future__ import annotations

from collections.abc import Iterator

from checks.drawn import drawn
from checks.registry import check
from checks.skip_links import skip_links
from checks.targets import fragment_of, stands_at
from records.answers import Answer, Finding, Message, Severity, Unsure
from records.rendering import Element, Events, Rendering

MOST_BEFORE = 3
"""Links before it that are still no burden: the site's name, a language, another skip link."""
TO_THE_TOP = ("", "top")
MENU = "".join(f'<li><a href="/{number}">選項{number}</a></li>' for number in range(5))
MAIN = '<main id="AC"><h1>公告</h1></main>'


@check(
    title="Broken skip link",
    severity=Severity.SERIOUS,
    wcag=("2.4.1",),
    codes=("GN1240100E",),
    passes=(
        drawn(f'<a href="#AC">跳到主要內容區塊</a><nav><ul>{MENU}</ul></nav>{MAIN}'),
        drawn(f'<a href="#AC">Skip to main content</a><a id="AC" name="AC"></a>{MAIN}'),
    ),
    fails=(
        drawn(f'<a href="#content">跳到主要內容區塊</a><nav><ul>{MENU}</ul></nav>{MAIN}'),
        drawn(f'<a href="#AC" tabindex="-1">Skip to main content</a><nav><ul>{MENU}</ul></nav>{MAIN}'),
    ),
    unsure=(
        drawn(f'<nav><ul>{MENU}</ul></nav><a href="#AC">跳到主要內容區塊</a>{MAIN}'),
        drawn(f'<a href="#AC" style="display:none">跳到主要內容區塊</a><nav><ul>{MENU}</ul></nav>{MAIN}'),
    ),
)
def broken_skip_link(page: Rendering) -> Iterator[Answer]:
    links = skip_links(page)
    broken = [page.place(link, said) for link in links if (said := _fault(page, link))]
    if broken:
        message = Message("A link that should skip what every page repeats does not work.")
        yield Finding(page.page_url, message, places=tuple(broken))
    reached = next((link for link in links if link.is_tabbable), None)
    if reached and (before := sum(element.is_tabbable for element in page.elements[: reached.ordinal])) > MOST_BEFORE:
        message = Message("Does the skip link come early enough?")
        said = Message("{number} other stops of the Tab key come first.", {"number": before})
        yield Unsure(page.page_url, message, places=(page.place(reached, said),))
    elif links and not (reached or broken):
        message = Message("Can the keyboard reach the link that skips what every page repeats?")
        said = Message("It is hidden from everybody: it should appear at the latest when the Tab key reaches it.")
        yield Unsure(page.page_url, message, places=(page.place(links[0], said),))


def _fault(page: Rendering, link: Element) -> Message | None:
    fragment = fragment_of(page, link) or ""
    if link.is_exposed and link.is_focusable and not link.is_tabbable:
        return Message("The Tab key does not reach it (tabindex).")
    if fragment.lower() in TO_THE_TOP or page.is_cut or link.events & Events.CLICK or "onclick" in link.attributes:
        return None
    if stands_at(page, fragment) is None:
        return Message("There is no “{target}” in the page for it to lead to.", {"target": fragment[:60]})
    return None
