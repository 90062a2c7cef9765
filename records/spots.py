"""An element of a page as a probe met it."""

from __future__ import annotations

from dataclasses import dataclass

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
