"""A link that leads nowhere, or is a button in disguise.

## Why it matters

A screen reader announces a link and its user expects another page. If it opens a menu or runs a script instead, or
does nothing at all, nobody has said so; opened in a new tab it shows an empty page.

## How to fix it

A link leads to an address; what does something on the page is a <button>. If the target is still missing, remove the
link. Scripts and buttons are the vendor's job.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from checks.drawn import drawn
from checks.registry import check
from records.answers import Answer, Finding, Message, Place, Severity, Unsure
from records.rendering import Element, Events, Rendering
from records.standard import codes_of

SCRIPT = re.compile(r"javascript:(.*)", re.I | re.S)
DOES_NOTHING = re.compile(
    r"[\s;]*(?:void\s*\(?\s*(?:0|null|)\s*\)?|return\s+(?:false|true)|false|undefined|)?[\s;]*", re.I
)
NOWHERE = frozenset(("#", "#!", ""))
TO_THE_TOP = re.compile(r"\btop\b|頂|最上|回上|page up|↑|▲|:::", re.I)
ACTIONS = Events.CLICK | Events.PRESS
TEXT_LENGTH = 60


@check(
    title="Link that leads nowhere",
    severity=Severity.MINOR,
    passes=(
        drawn('<a href="/news">最新消息</a>'),
        drawn('<a href="#">回頁面頂端</a><ul><li><a href="#">公告</a></li></ul>'),
        drawn('<a href="#" role="button">放大字級</a>'),
        drawn('<a href="javascript:history.back()" role="button">回上一頁</a>'),
    ),
    fails=(
        drawn('<a href="javascript:void(0)">申請須知</a>'),
        drawn('<p><a href="javascript:;" title="申請須知">申請須知</a></p>'),
    ),
    unsure=(
        drawn('<a href="#">申請須知</a>'),
        drawn('<a href="javascript:print()">友善列印</a>'),
        drawn('<a href="#" onclick="enlarge(); return false">放大字級</a>'),
    ),
)
def link_without_target(page: Rendering) -> Iterator[Answer]:
    idle, buttons, empty = list[Element](), list[Element](), list[Element]()
    for link in page.tags("a"):
        if link.role != "link" or not link.is_exposed or not link.name or _is_told(page, link.name):
            continue
        script = SCRIPT.fullmatch(link.get("href"))
        if not script and ("href" not in link.attributes or link.get("href") not in NOWHERE):
            continue
        if (script and not DOES_NOTHING.fullmatch(script[1])) or _does_something(page, link):
            buttons.append(link)
        else:
            (idle if script else empty).append(link)
    if idle:
        message = Message("A link does nothing.")
        text = Message("Give “{text}” an address, or remove the link.")
        yield Finding(page.page_url, message, places=tuple(_place(page, link, text) for link in idle))
    if empty:
        message = Message("Does this link lead anywhere?")
        text = Message("“{text}” leads only to the page that it stands on.")
        yield Unsure(page.page_url, message, places=tuple(_place(page, link, text) for link in empty))
    if buttons:
        message = Message("Is this a link, or rather a button?")
        text = Message("“{text}” runs a script: should it be a button?")
        places = tuple(_place(page, link, text) for link in buttons)
        yield Unsure(
            page.page_url, message, detail="button", places=places, wcag=("4.1.2",), codes=codes_of("HM1410200C")
        )


def _is_told(page: Rendering, name: str) -> bool:
    """Whether the link says that it leads to the top of this very page."""
    return TO_THE_TOP.search(name) is not None or name.strip() in page.title


def _does_something(page: Rendering, link: Element) -> bool:
    if page.events & ACTIONS or any(name.startswith("aria-") for name in link.attributes):
        return True
    chain = (link, *page.around(link))
    return any(one.events & ACTIONS or "onclick" in one.attributes for one in chain)


def _place(page: Rendering, link: Element, text: Message) -> Place:
    return page.place(link, Message(text.text, {"text": link.name[:TEXT_LENGTH]}))
