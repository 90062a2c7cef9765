"""A dialog that the mouse can close, and the keyboard cannot.

## Why it matters

The dialog lies over the page. Who cannot use a mouse has no way to be rid of it but to leave the site.

## How to fix it

This is the vendor's job: make what closes it a real button, which Tab reaches and Enter presses, and let the Esc key
close the dialog as well.
"""

from collections.abc import Iterator

from checks.dialogs import BUTTON, URL, opens
from checks.registry import check
from records.answers import Answer, Finding, Message, Severity, Unsure
from records.operating import Control, Controls
from records.spots import Spot

CROSS = Spot("#help > span", "<span>×</span>", "×")


@check(
    title="Dialog that the keyboard cannot close",
    severity=Severity.CRITICAL,
    wcag=("2.1.1",),
    codes=("GN1210100E", "GN1210101E", "FA1210102E"),
    passes=(opens(closer=CROSS), Controls(URL, (Control(BUTTON),))),
    fails=(opens(closer=CROSS, closes_by_escape=False, closes_by_key=False),),
    unsure=(
        opens(closer=CROSS, closes_by_escape=False),
        opens(closer=CROSS, is_closer_reachable=False),
        opens(closer=CROSS, closes_by_escape=False, closes_by_key=False, closes_by_pointer=False),
    ),
)
def unclosable_dialog(page: Controls) -> Iterator[Answer]:
    for control in page.controls:
        dialog = control.dialog
        if dialog is None or (dialog.closes_by_escape and (dialog.is_closer_reachable or dialog.closer is None)):
            continue
        places = ((dialog.closer or dialog.spot).place(),)
        if dialog.closes_by_pointer and not dialog.closes_by_key:
            message = Message("This dialog can be closed by mouse, but not by Esc nor by a button that Tab reaches.")
            yield Finding(page.page_url, message, places=places)
        else:
            message = Message("Can this dialog be closed by Esc, and by a button that Tab reaches?")
            yield Unsure(page.page_url, message, places=places)
