"""A control that works the moment the mouse button goes down, before it is let go.

## Why it matters

Who touches the wrong spot (with a tremor, or with a finger larger than the button) can usually move away before
letting go, and nothing happens. Here it has happened already. By keyboard nothing goes down at all, so the control
may not work either.

## How to fix it

Listen to the click, not to the press (onclick instead of onmousedown or ontouchstart). It is the vendor's job.
"""

from collections.abc import Iterator

from checks.controls import OPERATED
from checks.drawn import drawn
from checks.registry import check
from records.answers import Answer, Message, Severity, Unsure
from records.rendering import Events, Rendering

PRESSED = ("onmousedown", "onpointerdown", "ontouchstart")


@check(
    title="Works on pressing, not on letting go",
    severity=Severity.MODERATE,
    wcag=("2.5.2",),
    codes=("FA1250202E", "GN1250201E"),
    passes=(
        drawn('<button onclick="send()" onmousedown="shade()">送出</button>'),
        drawn('<div onmousedown="note()"><p>內容</p></div>'),
    ),
    unsure=(
        drawn('<button type="button" onmousedown="send()">送出</button>'),
        drawn('<a href="#" ontouchstart="send()">Send</a>'),
    ),
)
def action_on_press(page: Rendering) -> Iterator[Answer]:
    for element in page.elements:
        if element.role not in OPERATED or not element.is_visible or element.events & Events.CLICK:
            continue
        if any(name in element.attributes for name in PRESSED):
            message = Message("Does this work as soon as it is pressed, so that nobody can think better of it?")
            yield Unsure(page.page_url, message, places=(page.place(element),))
