"""What using a page by keyboard has shown."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

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
    appears: bool = False
    """Whether it could not be seen before."""
    has_caret: bool = False
    """Whether text is typed there, so that its caret shows where one is."""
    changes: tuple[str, ...] = ()
    """Properties whose computed values differ then, of it or of what stands close to it."""
    contrast: float = 0
    """The highest ratio that computed colours tell of what changes; 0 where they do not tell."""
    sticks: bool = False
    """Whether something changed with the focus and stayed so without it: then pictures of later tell nothing."""
    pixels: Pixels | None = None
    """None where the styles leave no doubt, or nothing could be measured."""


@dataclass(frozen=True)
class FocusLooks:
    """How what the Tab key reaches looks with the focus: each look once."""

    page_url: str
    looks: tuple[FocusLook, ...] = ()


class Fate(StrEnum):
    """What became of the focus where the Tab key had brought it."""

    KEPT = ""
    LOST = "lost"
    """Nothing has it any more."""
    MOVED = "moved"
    """Something else has it."""


@dataclass(frozen=True)
class Stop:
    """An element at which the Tab key stops."""

    spot: Spot
    is_seen: bool = True
    """Whether it can be seen then."""
    is_in_view: bool = True
    """Whether something of it lies in the window then."""
    is_fixed: bool = False
    """Whether it stands in a part that does not scroll with the page."""
    is_idle: bool = False
    """Whether it is neither a control, nor called one, nor listened to, nor scrolled."""
    cover: Spot | None = None
    """What hides it wholly then, coming from either side."""
    is_cover_fixed: bool = False
    """Whether that does not scroll with the page (position: fixed or sticky)."""
    fate: Fate = Fate.KEPT
    is_fate_sure: bool = True
    """Whether it went the same way a second time; it may not be there to be tried again."""
    moved_to: Spot | None = None
    led_to: str = ""
    """Where the page wanted to go when it got the focus, twice; "about:blank" for a new window."""


@dataclass(frozen=True)
class Trap:
    """Elements among which focus goes round (WCAG 2.1.2)."""

    spots: tuple[Spot, ...]
    way_out: str = ""
    """The key that leads out after all: "Escape", "Shift+Tab"; empty where none of them does."""
    unreached: int = 0
    """Elements of the page that the Tab key has not reached."""
    is_in_dialog: bool = False
    """Whether they stand in a dialog, or in a part that does not scroll with the page."""
    has_button: bool = False
    """Whether there is a button or link in it, which may close it."""
    help: str = ""
    """A sentence of the page that speaks of a key to press."""


@dataclass(frozen=True)
class KeyboardWalk:
    """Where the Tab key leads from the page's beginning."""

    page_url: str
    stops: tuple[Stop, ...] = ()
    """In the order in which they are reached, each once."""
    traps: tuple[Trap, ...] = ()
    is_whole: bool = False
    """Whether the walk came to the page's end."""


@dataclass(frozen=True)
class SkipLink:
    """A link whose words say that it skips to another part of the page, and what Enter and then Tab did there."""

    spot: Spot
    has_target: bool = True
    """Whether the page has a place of the name that it gives."""
    is_in_view: bool = True
    """Whether that place is in the window after Enter."""
    moves_focus: bool = False
    """Whether Enter gives the focus to another element."""
    next: Spot | None = None
    """What Tab reaches next; None where nothing more can be reached."""
    is_behind_target: bool = True
    """Whether that stands at the place or after it."""
    is_further: bool = True
    """Whether that is another element than Tab would have reached without Enter."""
    led_to: str = ""
    """Where the page wanted to go; empty where it stayed."""


@dataclass(frozen=True)
class SkipLinks:
    page_url: str
    links: tuple[SkipLink, ...] = ()
