"""What using a page by keyboard has shown."""

from __future__ import annotations

from dataclasses import dataclass

from records.spots import Spot


@dataclass(frozen=True)
class Pixels:
    """What changed on the screen, in and around an element."""

    changed: int
    """Pixels that differ at all, of those that stay as they are when nothing is done."""
    contrasting: int
    """Pixels whose two colours have a contrast of 3:1 or more."""
    around: int
    """Pixels of a line of one pixel around the element, to hold these against."""


@dataclass(frozen=True)
class FocusLook:
    """Elements that look alike, and what shows that one of them has the focus (WCAG 2.4.7)."""

    spots: tuple[Spot, ...]
    is_seen: bool = True
    """Whether the element can be seen while it has the focus."""
    has_caret: bool = False
    """Whether text is typed there, so that its caret shows where one is."""
    changes: tuple[str, ...] = ()
    """Properties whose computed values differ then, of it or of what stands close to it."""
    contrast: float = 0
    """The highest ratio that computed colours tell of what changes; 0 where they do not tell."""
    pixels: Pixels | None = None
    """None where the styles leave no doubt, or nothing could be measured."""


@dataclass(frozen=True)
class FocusLooks:
    """How what the Tab key reaches looks with the focus: each look once."""

    page_url: str
    looks: tuple[FocusLook, ...] = ()
