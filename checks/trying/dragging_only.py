"""Something that is moved by dragging it, without a button that does the same.

## Why it matters

Who has an unsteady hand, or points with the head or the eyes, cannot hold the button down and move at the same time.

## How to fix it

This is the vendor's job: add buttons that do the same by clicks (“上移”, “下移”), or let a click choose the thing and
another its new place.
"""

from collections.abc import Iterator

from checks.registry import check
from records.answers import Answer, Message, Severity, Unsure
from records.interacting import Presses
from records.spots import Spot

URL = "https://county.example/"
ITEM = Spot("#first", '<li id="first" draggable="true">育兒津貼</li>', "育兒津貼")


@check(
    title="Dragging without another way",
    severity=Severity.MODERATE,
    wcag=("2.5.7",),
    codes=("FA2250700E",),
    passes=(Presses(URL),),
    unsure=(Presses(URL, draggable=(ITEM,)),),
)
def dragging_only(page: Presses) -> Iterator[Answer]:
    if page.draggable:
        message = Message("This can be dragged. Can the same be done by clicks?")
        yield Unsure(page.page_url, message, places=tuple(spot.place() for spot in page.draggable))
