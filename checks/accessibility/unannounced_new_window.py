"""A link that opens a new window or tab without a word.

## Why it matters

Who cannot see the screen does not notice that a new window has opened: the way back no longer works, and nobody said
why. People who are easily confused lose their place in the same way.

## How to fix it

Let the link open in the same window, or say it in its words or its title: “環境部全球資訊網（另開新視窗）”. Most CMS
can add that to every such link: ask the vendor.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from checks.drawn import drawn
from checks.registry import check
from checks.targets import NO_PAGE
from records.answers import Answer, Finding, Message, Severity
from records.rendering import Element, Rendering

SAME_WINDOW = frozenset(("", "_self", "_parent", "_top"))
ANNOUNCED = re.compile(
    r"[另新]\s*開|開[啟新]|[新另][一個]*視窗|新分頁|跳出|彈出|new\s+(?:browser\s+)?(?:window|tab|page)|opens?\s+(?:in|a)\s"
    r"|external|pop.?up|another\s+(?:window|tab)",
    re.I,
)
TEXT_LENGTH = 60


@check(
    title="Unannounced new window",
    severity=Severity.MINOR,
    codes=("GN3320501E",),
    passes=(
        drawn('<a href="https://moenv.example/" target="_blank" title="另開新視窗">環境部</a>'),
        drawn('<a href="https://moenv.example/" target="_blank">Environment <img src="n.svg" alt="(new window)"></a>'),
        drawn('<a href="https://moenv.example/" target="_self">環境部</a>'),
        drawn('<a href="mailto:a@county.example" target="_blank">意見信箱</a>'),
    ),
    fails=(
        drawn('<a href="https://moenv.example/" target="_blank">環境部</a>'),
        drawn('<a href="https://moenv.example/" target="_blank" title="環境部">環境部</a>'),
        drawn('<a href="/map" onclick="window.open(this.href); return false">Map of the county</a>'),
    ),
)
def unannounced_new_window(page: Rendering) -> Iterator[Answer]:
    places = []
    for link in page.roles("link"):
        if link.is_exposed and link.name and _opens_a_window(link) and not ANNOUNCED.search(_said(page, link)):
            said = Message("Add “opens a new window” to “{text}”.", {"text": link.name[:TEXT_LENGTH]})
            places.append(page.place(link, said))
    if places:
        yield Finding(page.page_url, Message("A link opens a new window and does not say so."), places=tuple(places))


def _opens_a_window(link: Element) -> bool:
    if NO_PAGE.match(link.get("href")):
        return False
    return link.get("target").lower() not in SAME_WINDOW or "window.open" in link.get("onclick")


def _said(page: Rendering, link: Element) -> str:
    described = (page.by_id.get(id) for id in link.get("aria-describedby").split())
    return " ".join((link.name, link.get("title"), *(page.text(one, seen=False) for one in described if one)))
