"""What trying a page as its visitors do has shown: one kind of fact for each probe."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from records.answers import Message, Place
from records.facts import Region
from records.rendering import NOWHERE, Box


@dataclass(frozen=True)
class Spot:
    """An element of a page as a probe met it."""

    selector: str
    html: str
    """At most 300 characters."""
    text: str = ""
    """What can be read there, at most 100 characters."""
    role: str = ""
    region: Region = Region.MAIN
    box: Box = NOWHERE

    def place(self, said: Message | None = None, *, cause: str = "", **measured: str | float) -> Place:
        """Where it stands, for an answer; `measured` by the names under which it is shown."""
        pairs = tuple((name, str(value)) for name, value in measured.items())
        return Place(self.selector, self.html, region=self.region.value, said=said, cause=cause, measured=pairs)


@dataclass(frozen=True)
class Reflow:
    """The page in a window 320 CSS pixels wide (WCAG 1.4.10)."""

    page_url: str
    scroll_width: int
    """How wide the page is then; above 320 it scrolls sideways."""
    outside: tuple[Spot, ...] = ()
    """Elements with words that reach beyond the window, and are no table, code, map, picture or part that scrolls."""


Trial = Reflow

KINDS: Final[Mapping[str, type[Trial]]] = {"reflow": Reflow}
"""By the names under which they are kept."""
NAMES: Final[Mapping[type, str]] = {kind: name for name, kind in KINDS.items()}
