"""What trying a page as its visitors do has shown: one kind of fact for each probe."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from records.contrast import ControlContrast, StateContrast, WordContrast
from records.hovering import HoverContents
from records.interacting import Choices, FocusMessages, MotionActuation, Pastings, Presses, Shortcuts
from records.keyboard import FocusLooks, KeyboardWalk, SkipLinks
from records.motion import Motion, UnaskedChanges
from records.operating import Controls
from records.sizes import AdaptedText, Orientation, Reflow
from records.sound import Sounds

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
    | AdaptedText
    | Orientation
    | Motion
    | UnaskedChanges
    | Sounds
    | WordContrast
    | ControlContrast
    | StateContrast
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
    "adapted-text": AdaptedText,
    "orientation": Orientation,
    "motion": Motion,
    "unasked-change": UnaskedChanges,
    "sound": Sounds,
    "word-contrast": WordContrast,
    "control-contrast": ControlContrast,
    "state-contrast": StateContrast,
}
"""By the names under which they are kept."""
NAMES: Final[Mapping[type, str]] = {kind: name for name, kind in KINDS.items()}


def settled(trials: Iterable[Trial]) -> frozenset[tuple[str, str]]:
    """What probes have measured where axe-core only guesses: its rules, each with its path to an element."""
    return frozenset().union(*(trial.settled for trial in trials if isinstance(trial, Sounds | WordContrast)))
