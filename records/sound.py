"""What of a page sounds while nobody does anything."""

from __future__ import annotations

from dataclasses import dataclass

from records.spots import Spot


@dataclass(frozen=True)
class Sound:
    """Audio or video that plays by itself and is not muted."""

    spot: Spot
    """Its HTML is the address where it stands in no page."""
    seconds: float | None = None
    """0 where it is not known; None: without end."""
    is_heard: bool | None = True
    """Whether it has sound at all; None where that is not known."""
    has_controls: bool = False
    """Its own, as the browser shows them."""
    can_stop: bool = False
    """Whether another control that stops it stands with it."""
    by_script: bool = False
    """Whether a script told it to play; else it says so itself."""
    target: str = ""
    """The path by which axe-core names it."""


@dataclass(frozen=True)
class Sounds:
    """What sounds on a page by itself (WCAG 1.4.2)."""

    page_url: str
    sounds: tuple[Sound, ...] = ()

    @property
    def settled(self) -> frozenset[tuple[str, str]]:
        """Rules of axe-core, each with what it names, that are known here to be kept."""
        fine = (one for one in self.sounds if one.is_heard is False or one.can_stop)
        return frozenset(("no-autoplay-audio", one.target) for one in fine)
