"""What layers and probes ask of a browser's page, whichever program drives it."""

from __future__ import annotations

from collections.abc import Mapping, Set
from typing import Any, Protocol

from records.rendering import Box


class Impossible(Exception):
    """The browser, or the program that drives it, cannot do what a probe asks for."""


class Driver(Protocol):
    """One page in a browser. Every method raises Failure and Navigated (`crawler.browser.tab`)."""

    viewport: tuple[int, int]
    """Width and height of the window's inside, in CSS pixels."""

    async def evaluate(self, expression: str, seconds: float) -> Any:
        """The value of an expression in our own world of the page, where axe-core and our scripts are."""

    async def evaluate_outside(self, expression: str, seconds: float) -> Any:
        """The same in the page's own world; None where it throws."""

    async def press(self, *keys: str) -> None:
        """Press and release keys, one after the other: "Tab", "Shift+Tab", "Escape", "ArrowDown", "a" (UI Events)."""

    async def point(self, left: float, top: float) -> None:
        """Move the pointer there: CSS pixels from the window's upper left corner."""

    async def hold(self) -> None:
        """Press the main button of the pointer, and keep it down."""

    async def let_go(self) -> None:
        """Release it."""

    async def only_read(self) -> None:
        """Until another page is gone to, let no request through that may change something: none but GET, HEAD, OPTIONS.

        Raises Impossible where the browser cannot be asked for that.
        """

    async def shoot(self, box: Box) -> bytes:
        """A PNG of a part of the page, as far as it lies in the window."""

    async def resize(self, width: int, height: int) -> None:
        """Make the window's inside so large, in CSS pixels."""

    async def wait(self, seconds: float) -> None:
        """Let the page go on for a while."""

    async def allow_motion(self, is_allowed: bool) -> bool:
        """Whether the browser no longer asks pages for little motion, as it does when they are loaded; False, and
        nothing changed, where the driver cannot choose.
        """

    async def pictures(self, kinds: Set[str], most: int, most_bytes: int) -> Mapping[str, bytes]:
        """Pictures of these media types that the page has loaded, by their addresses, as far as the driver can have
        them: at most so many, none larger.
        """
