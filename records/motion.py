"""What of a page moves, changes or sounds while nobody does anything."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from records.spots import Spot


@dataclass(frozen=True)
class Animation:
    """An animation of more than five seconds, by a style sheet or a script."""

    spot: Spot
    moves: bool = True
    """Whether it changes place, size or shape; else only its shade."""
    flashes: float = 0
    """How often in a second it is shown and hidden, or changes its colour."""
    seconds: float | None = None
    """None: without end."""
    has_words: bool = False
    has_picture: bool = False
    is_waiting: bool = False
    """Whether its names say that something is being loaded."""
    can_stop: bool = False
    """Whether a control that stops it stands with it."""
    heeds_wish: bool = False
    """Whether it rests where the browser asks for little motion."""


@dataclass(frozen=True)
class Film:
    """A video of more than five seconds that plays by itself and shows no controls of its own."""

    spot: Spot
    seconds: float | None = None
    """None: without end."""
    can_stop: bool = False
    by_script: bool = True
    """Whether a script started it; else it says so itself (`autoplay`)."""


@dataclass(frozen=True)
class MovingPicture:
    """A picture of several frames that differ."""

    spot: Spot
    address: str
    seconds: float | None = None
    """How long it moves; None: without end."""
    flashing: float = 0
    """The share of its area that flashes more than three times in a second, from 0 to 1."""
    can_stop: bool = False


@dataclass(frozen=True)
class Motion:
    """What moves on a page by itself (WCAG 2.2.2, 2.3.1)."""

    page_url: str
    animations: tuple[Animation, ...] = ()
    films: tuple[Film, ...] = ()
    pictures: tuple[MovingPicture, ...] = ()


class Changed(StrEnum):
    """How a part of the page is other than before."""

    TURNED = "turned"
    """Some of it moved, or one piece of it took the place of another."""
    REWORDED = "reworded"
    """It says something else."""
    GONE = "gone"
    """Its words went away."""


@dataclass(frozen=True)
class Change:
    """A part that changed while nobody did anything."""

    spot: Spot
    how: Changed
    times: int = 1
    before: str = ""
    after: str = ""
    """What can be read in it, at most 120 characters."""
    alike: int = 0
    """How many elements of one kind stand side by side in it, as the pieces of a carousel do."""
    can_stop: bool = False
    """Whether a control that stops it stands with it."""


@dataclass(frozen=True)
class UnaskedChanges:
    """What changed on a page while nobody did anything (WCAG 2.2.1, 2.2.2)."""

    page_url: str
    changes: tuple[Change, ...] = ()
    goes_on: bool = False
    """Whether the page's scripts still wait for a time to come."""
    limits: tuple[int, ...] = ()
    """After so many seconds a script runs that may end a session or lead elsewhere."""
    seconds: float = 0
    """How long was waited; 0 where the page's scripts wait for nothing."""
