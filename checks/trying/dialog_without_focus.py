"""A dialog that opens without taking the keyboard's focus.

## Why it matters

Who uses the keyboard stays behind the dialog, in a page that cannot be seen or used any more. Who cannot see the page
does not even hear that something opened.

## How to fix it

This is the vendor's job: when the dialog opens, move the focus to its heading or its first field. HTML's own <dialog>
does so by itself when showModal() opens it.
"""

from collections.abc import Iterator

from checks.dialogs import BUTTON, URL, opens
from checks.registry import check
from records.answers import Answer, Finding, Message, Severity, Unsure
from records.operating import Control, Controls


@check(
    title="Dialog without focus",
    severity=Severity.SERIOUS,
    wcag=("2.4.3",),
    codes=("GN1240300E", "GN1240301E"),
    passes=(opens(), opens(takes_focus=False), Controls(URL, (Control(BUTTON),))),
    fails=(opens(takes_focus=False, is_next=False),),
    unsure=(opens(takes_focus=False, is_next=False, is_modal=False),),
)
def dialog_without_focus(page: Controls) -> Iterator[Answer]:
    for control in page.controls:
        dialog = control.dialog
        if dialog is None or dialog.takes_focus or dialog.is_next:
            continue
        places = (control.spot.place(Message("It opens “{dialog}”.", {"dialog": dialog.spot.text[:40]})),)
        if dialog.is_modal:
            message = Message("This opens a dialog, and the keyboard's focus stays behind it.")
            yield Finding(page.page_url, message, places=places)
        else:
            yield Unsure(page.page_url, Message("This opens a dialog. Does the keyboard lead into it?"), places=places)
