"""How words and controls stand out from what is behind and around them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from records.spots import Spot


@dataclass(frozen=True)
class MeasuredContrast:
    """Words whose colour was held against the pixels behind their letters; ratios as in WCAG 2.2, from 1 to 21."""

    spot: Spot
    target: str
    """The path by which axe-core names it; empty where it does not speak of it."""
    needed: float = 4.5
    """3 for large letters."""
    lowest: float = 21
    highest: float = 21
    """Over all pixels behind the letters."""
    below: float = 0
    """The share of these pixels with a lower ratio than is needed, from 0 to 1."""
    illegible: float = 0
    """The share of the letters behind which every pixel has a lower ratio than is needed, from 0 to 1."""
    colour: str = "#000000"
    """Of the letters."""
    is_certain: bool = True
    """Whether these are words, and their colour is sure; else it is that of the pixel that shows most of it."""


@dataclass(frozen=True)
class WordContrast:
    """How words stand out of which axe-core could not tell (WCAG 1.4.3)."""

    page_url: str
    measured: tuple[MeasuredContrast, ...] = ()

    @property
    def settled(self) -> frozenset[tuple[str, str]]:
        """Rules of axe-core, each with what it names, whose answer a check gives from these measurements."""
        return frozenset(("color-contrast", one.target) for one in self.measured if one.target)


@dataclass(frozen=True)
class Faint:
    """A part of a control that has less than 3:1 to everything around it."""

    spot: Spot
    ratio: float
    """Its best."""
    colour: str
    ground: str
    """#rrggbb."""


@dataclass(frozen=True)
class ControlContrast:
    """How controls stand out by other than words (WCAG 1.4.11), one of each look."""

    page_url: str
    fields: tuple[Faint, ...] = ()
    """Fields whose edges are faint."""
    icons: tuple[Faint, ...] = ()
    """Buttons and links that show an icon alone, and that a faint one."""


class State(StrEnum):
    HOVER = "hover"
    """Under the pointer."""
    FOCUS = "focus"


@dataclass(frozen=True)
class Faded:
    """Words that stand out at rest, and in this state no longer."""

    spot: Spot
    state: State
    ratio: float
    """The best that any pixel behind them offers."""
    needed: float
    """4.5, or 3 for large letters."""
    colour: str
    ground: str
    """#rrggbb."""


@dataclass(frozen=True)
class StateContrast:
    """How words stand out under the pointer and with the focus (WCAG 1.4.3)."""

    page_url: str
    faded: tuple[Faded, ...] = ()
