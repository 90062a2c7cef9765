"""What trying a page as its visitors do has shown: one kind of fact for each probe."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from records.motion import Motion, UnaskedChanges
from records.sizes import AdaptedText, Orientation, Reflow

Trial = Reflow | AdaptedText | Orientation | Motion | UnaskedChanges

KINDS: Final[Mapping[str, type[Trial]]] = {
    "reflow": Reflow,
    "adapted-text": AdaptedText,
    "orientation": Orientation,
    "motion": Motion,
    "unasked-change": UnaskedChanges,
}
"""By the names under which they are kept."""
NAMES: Final[Mapping[type, str]] = {kind: name for name, kind in KINDS.items()}
