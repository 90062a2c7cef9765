"""Keys as Chromium's DevTools protocol wants them told."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

Stroke = dict[str, Any]

NAMED: Final = {
    "Backspace": 8, "Tab": 9, "Enter": 13, "Shift": 16, "Escape": 27, "Space": 32, "End": 35, "Home": 36,
    "ArrowLeft": 37, "ArrowUp": 38, "ArrowRight": 39, "ArrowDown": 40, "Delete": 46,
}  # fmt: skip
"""Virtual key codes by the names of UI Events."""
WRITING: Final = {"Enter": "\r", "Space": " "}
SHIFT: Final = 8
"""The bit of the Shift key among the modifiers."""


def strokes(key: str) -> Iterator[Stroke]:
    """What to dispatch for a key pressed and released: "Tab", "Shift+Tab", "Enter", "a". Raises KeyError if unknown.

    >>> [(stroke["type"], stroke["key"]) for stroke in strokes("Shift+Tab")]
    [('rawKeyDown', 'Shift'), ('rawKeyDown', 'Tab'), ('keyUp', 'Tab'), ('keyUp', 'Shift')]
    """
    shift, _, name = key.rpartition("Shift+")
    is_shifted = shift == "" and name != key
    if is_shifted:
        yield {"type": "rawKeyDown", **_named("Shift"), "modifiers": SHIFT}
    told = (_named(name) if len(name) > 1 else _written(name)) | {"modifiers": SHIFT if is_shifted else 0}
    yield {"type": "keyDown" if "text" in told else "rawKeyDown", **told}
    yield {"type": "keyUp", **{part: value for part, value in told.items() if part != "text"}}
    if is_shifted:
        yield {"type": "keyUp", **_named("Shift")}


def _named(name: str) -> Stroke:
    told: Stroke = {"key": " " if name == "Space" else name, "code": name, "windowsVirtualKeyCode": NAMED[name]}
    return told | ({"text": WRITING[name]} if name in WRITING else {})


def _written(letter: str) -> Stroke:
    """A key that writes: its code is told for letters and digits alone, which is what scripts look at."""
    code = f"Key{letter.upper()}" if letter.isalpha() else f"Digit{letter}" if letter.isdigit() else ""
    virtual = ord(letter.upper()) if letter.isalnum() else 0
    return {"key": letter, "text": letter, "code": code, "windowsVirtualKeyCode": virtual}
