"""A page that opens another, or moves elsewhere, as soon as a link, button or field has the keyboard's focus.

## Why it matters

Who goes through a page by keyboard only passes by, and is carried off without having chosen anything. Who cannot see
the page does not notice at first, and is lost.

## How to fix it

This is the vendor's job: let nothing happen on focus. Open a page, send a form or move on when a button is pressed.
"""

from collections.abc import Iterator

from checks.guards import is_guard
from checks.registry import check
from records.answers import Answer, Finding, Message, Severity, Unsure
from records.keyboard import Fate, KeyboardWalk, Stop, Trap
from records.spots import Spot

URL = "https://county.example/"
FIELD = Spot("#unit", '<select id="unit"></select>')
NEXT = Spot("#next", '<a id="next" href="/next">下一頁</a>', "下一頁")
GUARD = Spot("body > div", '<div tabindex="0"></div>')
MOVED = Stop(FIELD, fate=Fate.MOVED, moved_to=NEXT)


@check(
    title="Change on focus",
    severity=Severity.SERIOUS,
    wcag=("3.2.1",),
    codes=("GN1320100E",),
    passes=(
        KeyboardWalk(URL, (Stop(FIELD),)),
        KeyboardWalk(URL, (Stop(GUARD, fate=Fate.MOVED, moved_to=NEXT),)),
        KeyboardWalk(URL, (MOVED,), (Trap((NEXT,)),)),
    ),
    fails=(KeyboardWalk(URL, (Stop(FIELD, led_to="https://county.example/other"),)),),
    unsure=(KeyboardWalk(URL, (MOVED,)),),
)
def change_on_focus(page: KeyboardWalk) -> Iterator[Answer]:
    leading = [stop.spot.place() for stop in page.stops if stop.led_to]
    if leading:
        message = Message("The page leads elsewhere, or opens a window, as soon as this has the keyboard's focus.")
        yield Finding(page.page_url, message, places=tuple(leading))
    moved = [stop for stop in page.stops if stop.fate is Fate.MOVED and not is_guard(stop.spot)]
    if moved and not page.traps:
        message = Message("A script moves the keyboard's focus on from here. Is that what a visitor expects?")
        yield Unsure(page.page_url, message, "moved", places=tuple(stop.spot.place() for stop in moved))
