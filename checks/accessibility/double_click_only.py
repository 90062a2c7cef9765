"""Something that only a double click sets going.

## Why it matters

No key makes a double click, and who has unsteady hands or steers by voice or by eye hardly can. Others do not guess
that a second click is needed.

## How to fix it

Let a single click on a button or link do it: Enter then does it as well. It is the vendor's job.
"""

from collections.abc import Iterator

from checks.drawn import drawn
from checks.registry import check
from records.answers import Answer, Message, Severity, Unsure
from records.rendering import Events, Rendering

OTHER_WAYS = Events.CLICK | Events.PRESS | Events.KEY
WHOLE_PAGE = ("html", "body", "main", "form", "canvas")


@check(
    title="Double click needed",
    severity=Severity.SERIOUS,
    wcag=("2.1.1",),
    codes=("FA1210102E",),
    passes=(
        drawn('<button onclick="go()" ondblclick="stop()">開啟</button>'),
        drawn('<div ondblclick="go()"><a href="/a">開啟</a></div>'),
    ),
    unsure=(
        drawn('<div ondblclick="go()">開啟</div>'),
        drawn('<button type="button" ondblclick="go()">Open</button>'),
    ),
)
def double_click_only(page: Rendering) -> Iterator[Answer]:
    for element in page.listening:
        if not element.events & Events.DOUBLE_CLICK or element.events & OTHER_WAYS or element.tag in WHOLE_PAGE:
            continue
        if element.is_visible and not any(one.is_focusable for one in page.inside(element)):
            message = Message("Can this be set going without a double click?")
            yield Unsure(page.page_url, message, places=(page.place(element),))
