"""Something that does its work on a click and that no key reaches.

## Why it matters

Who cannot see the pointer or cannot hold a mouse works with the keyboard alone: Tab goes from one control to the
next, Enter operates it. What is only drawn like a button is passed over, and for these visitors does not exist.

## How to fix it

Make it what it is: a <button> for what happens on the page, a link <a href=…> for what leads elsewhere. Both can be
styled at will. If the element cannot be changed, it needs role="button", tabindex="0" and a script that answers Enter
and Space. It is the vendor's job.
"""

import re
from collections.abc import Iterator

from checks.controls import OPERATED, beside, is_native, is_off, is_part, words_of
from checks.drawn import drawn
from checks.registry import check
from records.answers import Answer, Finding, Message, Place, Severity, Unsure
from records.rendering import Element, Events, Rendering

CONTAINERS = frozenset((
    "html", "body", "main", "form", "label", "table", "tbody", "thead", "header", "footer", "dialog", "legend",
    "video", "audio", "canvas", "#text",
))  # fmt: skip
"""Where listeners usually serve something else: what is inside, or the whole page."""
LAYER = re.compile(r"overlay|backdrop|mask|modal|lightbox-bg|shade|scrim|curtain|popup|ripple", re.I)
"""Classes and ids of what lies over the page: a click beside a dialog closes it, which keys do otherwise."""
IDLE = re.compile(
    r"\s*(?:return\s+(?:true|false)|void\s*\(?\s*0\s*\)?|event\.\w+\(\)|(?:gtag|ga|_paq|track\w*)\b.*)?\s*", re.S
)
"""What handlers in attributes do that is nothing for the visitor, between two semicolons."""
POINTERS = ("pointer", "zoom-in", "zoom-out", "grab")
LONGEST_CAPTION = 60
MOST_INSIDE = 300
"""Elements and runs of words from which on a listener serves what is inside, and not the element itself."""


@check(
    title="Only for the mouse",
    severity=Severity.CRITICAL,
    wcag=("2.1.1",),
    codes=("FA1210102E", "GN1210100E"),
    passes=(
        drawn('<button onclick="more()">展開</button> <a href="/news" onclick="count()">最新消息</a>'),
        drawn('<div onclick="open()" style="cursor: pointer"><h3><a href="/news/1">公告</a></h3></div>'),
        drawn('<label onclick="note()">同意 <input type="checkbox"></label>'),
        drawn('<ul role="listbox" tabindex="0"><li role="option" onclick="pick(1)">甲</li></ul>'),
        drawn('<div class="modal-backdrop" onclick="close()">&nbsp;</div>'),
        drawn('<a href="/a"><span onclick="count()">甲</span></a>'),
        drawn('<p><span onclick="play()">Play</span> <button onclick="play()">Play</button></p>'),
        drawn('<p onclick="gtag(1)">Text</p>'),
    ),
    fails=(
        drawn('<div onclick="more()">展開</div>'),
        drawn('<p><img src="map.png" alt="位置圖" onclick="zoom()"></p>'),
        drawn('<span style="cursor: pointer" onmousedown="send()">Send</span>'),
        drawn('<div role="button" onclick="send()">Send</div>'),
        drawn('<p><a onclick="more()">Read the report</a></p>'),
    ),
    unsure=(
        drawn('<div role="button">Send</div>'),
        drawn(f'<section onclick="note()"><p>{"這一段文字很長，按下去會發生什麼事並不清楚。" * 5}</p></section>'),
    ),
)
def mouse_only_control(page: Rendering) -> Iterator[Answer]:
    named = (one for one in page.roles(*OPERATED) if "role" in one.attributes and not one.events)
    for element in sorted((*page.listening, *named), key=lambda one: one.ordinal):
        listens = element.events & (Events.CLICK | Events.PRESS)
        if not (listens or element.role in OPERATED) or not _counts(page, element):
            continue
        if not listens:
            message = Message("Can the keyboard reach this? It calls itself a control.")
            yield Unsure(page.page_url, message, places=(_place(page, element),))
        elif _is_operated(page, element):
            message = Message("Something works on a mouse click and cannot be reached by keyboard.")
            yield Finding(page.page_url, message, places=(_place(page, element),))
        elif listens & Events.CLICK:
            message = Message("A click does something here. Can the keyboard do the same?")
            yield Unsure(page.page_url, message, "click", places=(_place(page, element),))


def _place(page: Rendering, element: Element) -> Place:
    words = words_of(page, element)[:LONGEST_CAPTION] or element.tag
    return page.place(element, Message("Turn “{text}” into a button or a link.", {"text": words}))


def _counts(page: Rendering, element: Element) -> bool:
    """Whether eyes find it, no key does, and nothing in or around it does the same for the keyboard."""
    if element.tag in CONTAINERS or is_native(element) or element.is_focusable:
        return False
    if element.end - element.ordinal > MOST_INSIDE:
        return False
    if not (element.is_visible and element.is_exposed) or is_part(page, element) or is_off(page, element):
        return False
    if LAYER.search(f"{element.get('class')} {element.get('id')}") or _is_idle(element.get("onclick")):
        return False
    if any(above.tag in ("label", "summary") or _is_key(above) for above in page.around(element)):
        return False
    inside = page.inside(element)
    has_content = any(one.tag in ("#text", "img", "svg") for one in inside) or element.tag in ("img", "svg", "i")
    return (has_content or bool(element.name)) and not any(map(_is_key, inside)) and not _has_twin(page, element)


def _is_idle(handler: str) -> bool:
    return bool(handler) and all(IDLE.fullmatch(part) for part in handler.split(";"))


def _is_key(element: Element) -> bool:
    return element.is_focusable and element.tag not in ("html", "body")


def _has_twin(page: Rendering, element: Element) -> bool:
    """Whether something beside it, of the same words or the same handler, can be reached by keyboard."""
    words, handler = words_of(page, element), element.get("onclick")
    return any(
        one.is_tabbable and ((words and words_of(page, one) == words) or (handler and one.get("onclick") == handler))
        for one in beside(page, element)
    )


def _is_operated(page: Rendering, element: Element) -> bool:
    """Whether it is beyond doubt a control: it looks like one, or its handler is written right at it."""
    if element.role in OPERATED or element.style.get("cursor") in POINTERS:
        return True
    is_small = len(page.text(element)) <= LONGEST_CAPTION
    return "onclick" in element.attributes and is_small
