"""What pointing at parts of a page has shown."""

from __future__ import annotations

from dataclasses import dataclass

from records.spots import Spot


@dataclass(frozen=True)
class HoverContent:
    """What appears when something is pointed at (WCAG 1.4.13, 2.1.1)."""

    trigger: Spot
    content: Spot
    words: str = ""
    """What can be read in it, at most 200 characters."""
    has_controls: bool = False
    """Whether there are links, buttons or fields in it."""
    is_repeated: bool = False
    """Whether the page shows the same words, or leads to the same addresses, without it."""
    covers: bool = False
    """Whether it lies over other words."""
    by_keyboard: bool | None = None
    """Whether it appears when what stands there has the focus, or for Enter, Space or the down arrow; None where that
    could not be tried: it stays, or stands in a menu or tree with keys of its own."""
    is_hoverable: bool = True
    """Whether it stays while the pointer moves onto it."""
    is_dismissed: bool = False
    """Whether Escape hides it while the pointer stays."""


@dataclass(frozen=True)
class HoverContents:
    page_url: str
    found: tuple[HoverContent, ...] = ()
