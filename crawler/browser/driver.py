"""What layers and probes ask of a browser's page, whichever program drives it."""

from __future__ import annotations

from typing import Any, Protocol

from records.rendering import Box


class Driver(Protocol):
    """One page in a browser. Every method raises Failure and Navigated (`crawler.browser.tab`)."""

    viewport: tuple[int, int]
    """Width and height of the window's inside, in CSS pixels."""

    async def evaluate(self, expression: str, seconds: float) -> Any:
        """The value of an expression in our own world of the page, where axe-core and our scripts are."""

    async def evaluate_outside(self, expression: str, seconds: float) -> Any:
        """The same in the page's own world; None where it throws."""

    async def press(self, key: str) -> None:
        """Press and release a key, named as in UI Events: "Tab", "Shift+Tab", "Escape", "ArrowDown", "a"."""

    async def point(self, left: float, top: float) -> None:
        """Move the pointer there: CSS pixels from the window's upper left corner."""

    async def shoot(self, box: Box) -> bytes:
        """A PNG of a part of the page, as far as it lies in the window."""

    async def resize(self, width: int, height: int) -> None:
        """Make the window's inside so large, in CSS pixels."""

    async def wait(self, seconds: float) -> None:
        """Let the page go on for a while."""
