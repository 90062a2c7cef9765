"""What trying a page as its visitors do has shown: one kind of fact for each probe."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from records.hovering import HoverContents
from records.interacting import Choices, FocusMessages, MotionActuation, Pastings, Presses, Shortcuts
from records.keyboard import FocusLooks, KeyboardWalk, SkipLinks
from records.operating import Controls
from records.spots import Spot as Spot


@dataclass(frozen=True)
class Reflow:
    """The page in a window 320 CSS pixels wide (WCAG 1.4.10)."""

    page_url: str
    scroll_width: int
    """How wide the page is then; above 320 it scrolls sideways."""
    outside: tuple[Spot, ...] = ()
    """Elements with words that reach beyond the window, and are no table, code, map, picture or part that scrolls."""


Trial = (
    Reflow
    | FocusLooks
    | KeyboardWalk
    | SkipLinks
    | HoverContents
    | Controls
    | Choices
    | FocusMessages
    | MotionActuation
    | Pastings
    | Presses
    | Shortcuts
)

KINDS: Final[Mapping[str, type[Trial]]] = {
    "reflow": Reflow,
    "focus-look": FocusLooks,
    "keyboard-walk": KeyboardWalk,
    "skip-link": SkipLinks,
    "hover-content": HoverContents,
    "operating": Controls,
    "choosing": Choices,
    "focus-message": FocusMessages,
    "motion-actuation": MotionActuation,
    "pasting": Pastings,
    "pressing": Presses,
    "shortcuts": Shortcuts,
}
"""By the names under which they are kept."""
NAMES: Final[Mapping[type, str]] = {kind: name for name, kind in KINDS.items()}
