"""A dialog after which the keyboard's focus is lost, and begins somewhere else in the page.

## Why it matters

Who uses the keyboard or a screen reader closes the dialog and must look for the place again where they were: mostly
from the top of the page, past the whole menu.

## How to fix it

This is the vendor's job: when the dialog closes, give the focus back to the button that opened it. HTML's own <dialog>
does so by itself.
"""

from collections.abc import Iterator

from checks.dialogs import BOX, opens
from checks.registry import check
from records.answers import Answer, Finding, Message, Severity, Unsure
from records.operating import Controls


@check(
    title="Place lost after a dialog",
    severity=Severity.MODERATE,
    wcag=("2.4.3",),
    codes=("GN1240300E", "GN1240301E"),
    passes=(opens(), opens(keeps_place=False, closes_by_key=False)),
    fails=(opens(keeps_place=False),),
    unsure=(opens(keeps_place=False, focus_after=BOX),),
)
def lost_place(page: Controls) -> Iterator[Answer]:
    for control in page.controls:
        dialog = control.dialog
        if dialog is None or dialog.keeps_place or not dialog.closes_by_key:
            continue
        places = (control.spot.place(),)
        if dialog.focus_after is None:
            message = Message("When the dialog that this opens is closed, the keyboard's focus is lost.")
            yield Finding(page.page_url, message, places=places)
        else:
            message = Message("When the dialog that this opens is closed, is the focus where a visitor goes on?")
            yield Unsure(page.page_url, message, places=places)
