"""A link, button or field that throws the focus off the moment it gets it (onfocus="this.blur()").

## Why it matters

This was written to hide the dotted frame around links. For who works with the keyboard it makes the control unusable:
the focus is gone before Enter can be pressed, and often Tab begins again at the top of the page.

## How to fix it

Take onfocus="this.blur()" off. How the frame looks is set in the style sheet (:focus-visible); it must stay visible.
In texts it comes from an old editor and can be taken out in the HTML source; in the template it is the vendor's job.
"""

import re
from collections.abc import Iterator

from checks.drawn import drawn
from checks.registry import check
from records.answers import Answer, Finding, Message, Severity
from records.rendering import Rendering

BLURS = re.compile(r"(?:^|[;{\s])(?:this\.)?blur\s*\(\s*\)")


@check(
    title="Focus thrown off",
    severity=Severity.SERIOUS,
    wcag=("2.1.1", "2.4.7", "3.2.1"),
    codes=("FA2240701E", "FA1210102E", "GN1320100E"),
    passes=(
        drawn('<a href="/a" onfocus="mark(this)">甲</a> <a href="/b" onclick="this.blur()">乙</a>'),
        drawn('<h2 onfocus="this.blur()">標題</h2>'),
    ),
    fails=(
        drawn('<a href="/a" onfocus="this.blur()">甲</a>'),
        drawn('<button onfocus="if (this.blur) this.blur();">Send</button>'),
    ),
)
def blur_on_focus(page: Rendering) -> Iterator[Answer]:
    for element in page.elements:
        if element.is_focusable and BLURS.search(element.get("onfocus")):
            message = Message("A control throws off the focus as soon as it gets it.")
            yield Finding(page.page_url, message, places=(page.place(element),))
