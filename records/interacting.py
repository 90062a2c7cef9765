"""What filling in, pressing and moving has shown."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from records.spots import Spot


class Entry(StrEnum):
    """How something is entered."""

    SELECT = "select"
    RADIO = "radio"
    CHECKBOX = "checkbox"
    TEXT = "text"


@dataclass(frozen=True)
class Choice:
    """A field whose value was changed by key (WCAG 3.2.2)."""

    spot: Spot
    entry: Entry = Entry.SELECT
    led_to: str = ""
    """Where the page wanted to go then; "about:blank" for a new window."""
    moved_to: Spot | None = None
    """What had the focus then, if it was no longer the field."""
    around: str = ""
    """What stands at the field: label, description, the words beside it; at most 300 characters."""


@dataclass(frozen=True)
class Choices:
    page_url: str
    found: tuple[Choice, ...] = ()
    """Those at which something happened."""


@dataclass(frozen=True)
class Pasting:
    """A field of a login into which something was pasted (WCAG 3.3.8)."""

    spot: Spot
    is_code: bool = False
    """Whether a code for one use is asked for; else a password."""
    is_new: bool = False
    """Whether a password is to be chosen here, and none to be known."""
    is_blocked: bool = False
    has_other_way: bool = False
    """Whether the page speaks of another way to log in."""


@dataclass(frozen=True)
class Pastings:
    page_url: str
    found: tuple[Pasting, ...] = ()


@dataclass(frozen=True)
class Press:
    """Something on which the pointer's button was pressed, and let go of elsewhere (WCAG 2.5.2)."""

    spot: Spot
    led_to: str = ""
    """Where the page wanted to go before the button was let go of."""
    acts: bool = False
    """Whether something appeared, vanished or changed before that."""
    is_undone: bool = False
    """Whether it is undone when the button is let go of elsewhere."""


@dataclass(frozen=True)
class Presses:
    page_url: str
    found: tuple[Press, ...] = ()
    """Those at which something happened."""


@dataclass(frozen=True)
class MotionActuation:
    """A device that is shaken and tilted (WCAG 2.5.4)."""

    page_url: str
    reacts: bool = False
    """Whether the page changes then."""
    controls: int = 0
    """How many controls the page has."""


class Effect(StrEnum):
    """What a key did."""

    LEADS = "leads"
    """The page wanted to go elsewhere."""
    FOCUS = "focus"
    """The focus moved."""
    SHOWS = "shows"
    """Something appeared, vanished or changed."""
    TAKEN = "taken"
    """A script took the key for itself, and nothing could be seen."""


@dataclass(frozen=True)
class Shortcuts:
    """Single characters that do something wherever one is in the page (WCAG 2.1.4)."""

    page_url: str
    found: tuple[tuple[str, Effect], ...] = ()
    """(key, what it did)."""
    has_setting: bool = False
    """Whether a control of the page speaks of shortcuts."""


@dataclass(frozen=True)
class FocusMessage:
    """Words that appeared when something got the focus."""

    spot: Spot
    message: Spot
    fades: bool = False
    """Whether they were gone while the focus stayed."""


@dataclass(frozen=True)
class FocusMessages:
    page_url: str
    found: tuple[FocusMessage, ...] = ()
