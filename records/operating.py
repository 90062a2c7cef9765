"""What operating the controls of a page has shown."""

from __future__ import annotations

from dataclasses import dataclass

from records.spots import Spot


@dataclass(frozen=True)
class Reaction:
    """What a page did when one of its controls was operated in one way."""

    led_to: str = ""
    """Where it wanted to go; "about:blank" for a new window."""
    appeared: int = 0
    """Parts that could not be seen before."""
    vanished: int = 0
    """Elements that can be seen no more."""
    changed: int = 0
    """Elements whose words are others."""
    states: tuple[tuple[str, str, str], ...] = ()
    """(aria attribute, before, after) of the control, of those that changed."""
    changes_look: bool = False
    """Whether the control itself looks otherwise."""
    changes_words: bool = False
    moves_focus: bool = False
    is_noticed: bool = False
    """Whether a script seems to have heard of it at all: a click, a default prevented, an element changed."""

    @property
    def is_plain(self) -> bool:
        """Whether a visitor would say that something happened."""
        return bool(self.led_to or self.appeared or self.vanished or self.changed or self.states)


@dataclass(frozen=True)
class Dialog:
    """A dialog that a control opened by key."""

    spot: Spot
    is_named: bool = True
    """Whether assistive technology is told that it is one."""
    is_modal: bool = True
    """Whether the page behind cannot be used meanwhile."""
    takes_focus: bool = True
    """Whether the focus is in it when it is open."""
    is_next: bool = True
    """Whether one press of Tab leads into it."""
    is_empty: bool = False
    """Whether there is nothing in it that Tab could reach."""
    left_to: Spot | None = None
    """What Tab reached outside while it was open."""
    closer: Spot | None = None
    """What closes it, by its words or name."""
    is_closer_reachable: bool = True
    closes_by_escape: bool = True
    closes_by_key: bool = True
    """Whether it was closed by keys at all: Escape, or Enter on what closes it."""
    closes_by_pointer: bool = True
    """Whether it was closed by keys, or else by a click on what closes it."""
    keeps_place: bool = True
    """Whether the focus is back at what opened it when it is closed, or goes on from there."""
    focus_after: Spot | None = None
    """What else has the focus then; None where nothing has."""


@dataclass(frozen=True)
class Control:
    """Something that acts within the page, and what it did by key and by pointer."""

    spot: Spot
    role: str = ""
    """As its author gave it."""
    is_native: bool = True
    """Whether it is HTML's own button or link, which keys operate by themselves."""
    is_reachable: bool = True
    """Whether Tab, or in a composite the arrow keys, can reach it."""
    enter: Reaction | None = None
    space: Reaction | None = None
    arrow: Reaction | None = None
    """For the down arrow, where the control says that it opens something."""
    click: Reaction | None = None
    """None where a key did something already."""
    states: tuple[tuple[str, str], ...] = ()
    """The aria attributes of state that it had, with their values."""
    is_toggle: bool = False
    """Whether a second time undid what the first had done."""
    is_repeated: bool = False
    """Whether a link of the page leads where it leads."""
    message: Spot | None = None
    """A short text that appeared elsewhere, of which nothing tells a screen reader."""
    content: Spot | None = None
    """The first part that appeared."""
    dialog: Dialog | None = None

    @property
    def outcome(self) -> Reaction | None:
        """The first thing that happened."""
        everything = (*self.by_key, self.click)
        return next((one for one in everything if one and (one.is_plain or one.changes_look)), None)

    @property
    def by_key(self) -> tuple[Reaction, ...]:
        return tuple(reaction for reaction in (self.enter, self.space, self.arrow) if reaction)


@dataclass(frozen=True)
class Controls:
    page_url: str
    controls: tuple[Control, ...] = ()
