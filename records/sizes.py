"""What a page loses where its words or its window are of other sizes than it was made for."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from records.spots import Spot


class Lost(StrEnum):
    """How words or controls are lost to the eye."""

    CUT = "cut"
    """The edge of a box that hides what reaches out of it cuts through them."""
    ELIDED = "elided"
    """The same, with an ellipsis in their place."""
    OVERLAID = "overlaid"
    """Other words lie on them."""
    GONE = "gone"
    """They are drawn nowhere."""


@dataclass(frozen=True)
class Loss:
    """Words or a control that can be seen on the page as it is, and no longer once sizes are changed."""

    spot: Spot
    how: Lost
    by: str = ""
    """CSS path to the box that cuts them, or to the words that lie on them."""
    pixels: int = 0
    """How much of a line is lost, in CSS pixels; 0 where it is gone."""


@dataclass(frozen=True)
class AdaptedText:
    """The page with its words enlarged to 200 % (WCAG 1.4.4) and put further apart (WCAG 1.4.12)."""

    page_url: str
    doubled: tuple[Loss, ...] = ()
    """What is lost where the size of letters alone is doubled."""
    zoomed: tuple[Loss, ...] = ()
    """What is lost where the whole page is enlarged, so that the window is half as wide and high."""
    spaced: tuple[Loss, ...] = ()
    """What is lost with lines 1.5, paragraphs 2, letters 0.12 and words 0.16 times the size of letters apart."""
    unscaled: tuple[Spot, ...] = ()
    """Words that are no larger when the whole page is enlarged to 200 and to 400 %."""


@dataclass(frozen=True)
class Reflow:
    """The page in a window of 320 by 256 CSS pixels (WCAG 1.4.10)."""

    page_url: str
    scroll_width: int
    """How wide the page is then; above 320 it scrolls sideways."""
    outside: tuple[Spot, ...] = ()
    """Elements with words that reach beyond the window, and are no table of data, code, map, picture or part that
    scrolls.
    """
    losses: tuple[Loss, ...] = ()
    """What can be seen in the window as wide as usual, and is lost in this one."""
    pinned: Spot | None = None
    """The largest of the headers, footers and banners that stay in the window when the page is scrolled."""
    covered: float = 0
    """How much of the window's height they cover, from 0 to 1."""
    can_close: bool = False
    """Whether one of them holds a button that may close it."""


class Shape(StrEnum):
    LANDSCAPE = "landscape"
    PORTRAIT = "portrait"


@dataclass(frozen=True)
class Orientation:
    """The page on a screen that lies on its side, and on one that stands (WCAG 1.3.4)."""

    page_url: str
    turned: tuple[Spot, ...] = ()
    """Parts that are turned by a quarter in one of them and not in the other."""
    turned_share: float = 0
    """How much of the page's words stand in these parts, from 0 to 1."""
    missing_in: Shape = Shape.PORTRAIT
    """In which fewer words are shown."""
    missing_share: float = 0
    """How much of the words that the other shows are not shown there, from 0 to 1."""
    asked: tuple[Spot, ...] = ()
    """Words that ask to turn the screen, as far as they are shown in either."""
