"""What of a page moves, changes or sounds while nobody does anything."""

from __future__ import annotations

from dataclasses import dataclass

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
