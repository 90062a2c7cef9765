"""A button that opens a dialog: for the examples of the checks that judge dialogs."""

from __future__ import annotations

from records.operating import Control, Controls, Dialog
from records.spots import Spot

URL = "https://county.example/"
BUTTON = Spot("#open", '<button id="open">說明</button>', "說明")
BOX = Spot("#help", '<div id="help" role="dialog">說明</div>', "說明", "dialog")


def opens(**did: object) -> Controls:
    """A page of such a button; `did`: what its dialog does, where that is not as it should be."""
    return Controls(URL, (Control(BUTTON, dialog=Dialog(BOX, **did)),))  # type: ignore[arg-type]
