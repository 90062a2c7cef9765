"""A page that reacts to shaking or tilting the telephone.

## Why it matters

Whose telephone is fixed to a wheelchair cannot shake it, and whose hands tremble shakes it without meaning to.

## How to fix it

Offer a button that does the same, and a setting that turns the reaction to movements off. It is the vendor's job.
"""

from collections.abc import Iterator
from dataclasses import replace

from checks.drawn import drawn
from checks.registry import check
from records.answers import Answer, Message, Severity, Unsure
from records.rendering import Events, Rendering

LISTENING = replace(
    drawn('<p>搖一搖</p><script>addEventListener("devicemotion", () => {})</script>'), events=Events.MOTION
)


@check(
    title="Reacts to movement of the device",
    severity=Severity.MODERATE,
    wcag=("2.5.4",),
    codes=("FA1250401E", "GN1250400E"),
    passes=(drawn("<p>內容</p>"),),
    unsure=(LISTENING,),
)
def motion_control(page: Rendering) -> Iterator[Answer]:
    if page.events & Events.MOTION or any(one.events & Events.MOTION for one in page.listening):
        message = Message(
            "A script listens to movements of the device. Is there a button for it, and a way to turn it off?"
        )
        yield Unsure(page.page_url, message, places=(page.place(page.elements[0]),))
