"""A place in the page that the keyboard leads into, and not out of.

## Why it matters

Who uses the keyboard gets no further than here: what comes after cannot be reached, nor the browser's own menu. There
is nothing left but to close the page.

## How to fix it

This is the vendor's job: a script here keeps the Tab key to itself, or fetches the focus back when it leaves. Let Tab
and Shift+Tab lead on from every field. A dialog may keep the focus as long as it is open, but Esc and a button that Tab
reaches must close it. In an editor where Tab must write, let Esc lead out, and say so above it.
"""

from collections.abc import Iterator

from checks.registry import check
from records.answers import Answer, Finding, Message, Severity, Unsure
from records.keyboard import KeyboardWalk, Trap
from records.spots import Spot

URL = "https://county.example/"
FIELDS = (Spot("#name", '<input id="name">'),)


def _walk(trap: Trap) -> KeyboardWalk:
    return KeyboardWalk(URL, traps=(trap,))


@check(
    title="Keyboard trap",
    severity=Severity.CRITICAL,
    wcag=("2.1.2",),
    codes=("GN1210200E",),
    passes=(
        KeyboardWalk(URL, is_whole=True),
        _walk(Trap(FIELDS, "Escape", 3, is_in_dialog=True)),
        _walk(Trap(FIELDS, "", 3, is_in_dialog=True, has_button=True)),
    ),
    fails=(_walk(Trap(FIELDS, "", 3)), _walk(Trap(FIELDS))),
    unsure=(
        _walk(Trap(FIELDS, "Escape", 3)),
        _walk(Trap(FIELDS, "Shift+Tab", 3)),
        _walk(Trap(FIELDS, "", 3, is_in_dialog=True)),
        _walk(Trap(FIELDS, "", 3, help="按 F6 鍵離開編輯區")),
    ),
)
def keyboard_trap(page: KeyboardWalk) -> Iterator[Answer]:
    for trap in page.traps:
        if trap.is_in_dialog and (trap.way_out == "Escape" or trap.has_button):
            continue
        places = tuple(spot.place() for spot in trap.spots)
        if trap.way_out or trap.help or trap.is_in_dialog:
            message = Message("The Tab key leads no further here. Does another key, and is it said which?")
            yield Unsure(page.page_url, message, places=places)
        else:
            message = Message("The keyboard leads into this part of the page, and no key leads out of it.")
            yield Finding(page.page_url, message, places=places)
