"""A dialog that the keyboard's focus leaves while it is open.

## Why it matters

Who uses the keyboard gets into the page behind the dialog without noticing: the focus is hidden or greyed out, and what
Enter does there cannot be seen.

## How to fix it

This is the vendor's job: as long as the dialog is open, let Tab go round within it, and make the page behind inert.
HTML's own <dialog> does both by itself when showModal() opens it.
"""

from collections.abc import Iterator

from checks.dialogs import BUTTON, opens
from checks.registry import check
from records.answers import Answer, Finding, Message, Severity
from records.operating import Controls


@check(
    title="Dialog that lets the focus out",
    severity=Severity.SERIOUS,
    wcag=("2.4.3",),
    codes=("GN1240300E", "GN1240301E"),
    passes=(opens(), opens(left_to=BUTTON, is_modal=False), opens(left_to=BUTTON, takes_focus=False, is_next=False)),
    fails=(opens(left_to=BUTTON),),
)
def leaky_dialog(page: Controls) -> Iterator[Answer]:
    for control in page.controls:
        dialog = control.dialog
        if dialog and dialog.is_modal and dialog.left_to and (dialog.takes_focus or dialog.is_next):
            said = Message(
                "Tab leads to “{there}” behind it.", {"there": dialog.left_to.text[:40] or dialog.left_to.selector}
            )
            message = Message("The keyboard's focus leaves this dialog while it is open.")
            yield Finding(page.page_url, message, places=(dialog.spot.place(said),))
