"""A home-made button that the Tab key reaches and that then answers to the mouse alone.

## Why it matters

Browsers turn Enter and Space into a click only for real buttons and links. A <div> that was given tabindex="0" can be
reached by keyboard, and then nothing happens.

## How to fix it

Make it a <button>, or a link where it leads elsewhere: browsers then do the rest. If the element cannot be changed,
its script must answer the keys Enter and Space as it answers the click. It is the vendor's job.
"""

from collections.abc import Iterator

from checks.controls import is_native, is_off, is_part, words_of
from checks.drawn import drawn
from checks.registry import check
from records.answers import Answer, Finding, Message, Severity, Unsure
from records.rendering import Element, Events, Rendering

CLICKED = Events.CLICK | Events.PRESS | Events.DOUBLE_CLICK
OTHERS = frozenset(("label", "video", "audio", "canvas", "html", "body", "main"))


@check(
    title="No answer to Enter",
    severity=Severity.CRITICAL,
    wcag=("2.1.1",),
    codes=("FA1210102E", "GN1210100E"),
    passes=(
        drawn('<div tabindex="0" role="button" onclick="go()" onkeydown="keys(event)">展開</div>'),
        drawn('<button onclick="go()">展開</button><a href="#a" onclick="go()">甲</a>'),
        drawn('<div tabindex="0" onclick="note()"><button>展開</button></div>'),
        drawn('<ul role="menu"><li role="menuitem" tabindex="0" onclick="go()">甲</li></ul>'),
        drawn('<div tabindex="-1" id="main" onclick="note()">內容</div>'),
    ),
    fails=(
        drawn('<div tabindex="0" role="button" onclick="go()">展開</div>'),
        drawn('<span tabindex="0" onclick="go()">Show more</span>'),
        drawn('<a tabindex="0" onclick="go()">Show more</a>'),
    ),
    unsure=(drawn('<div onkeydown="keys(event)"><div tabindex="0" role="button" onclick="go()">展開</div></div>'),),
)
def keyless_control(page: Rendering) -> Iterator[Answer]:
    for element in page.listening:
        if not _counts(page, element):
            continue
        said = Message("Make “{text}” a real button or link.", {"text": words_of(page, element) or element.tag})
        if page.events & Events.KEY or any(above.events & Events.KEY for above in page.around(element)):
            message = Message("Does this answer to Enter and Space as it does to a click?")
            yield Unsure(page.page_url, message, places=(page.place(element, said),))
        else:
            message = Message("Something can be reached by keyboard and answers only to the mouse.")
            yield Finding(page.page_url, message, places=(page.place(element, said),))


def _counts(page: Rendering, element: Element) -> bool:
    """Whether it is reached by Tab, listens to clicks, and neither is nor holds a native control or listens to keys."""
    if not (element.events & CLICKED and element.is_tabbable and element.is_visible) or element.events & Events.KEY:
        return False
    if is_native(element) or element.tag in OTHERS or "contenteditable" in element.attributes:
        return False
    if is_part(page, element) or is_off(page, element):
        return False
    return not any(one.is_focusable for one in page.inside(element))
