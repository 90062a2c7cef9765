"""What layers and probes ask of a browser's page, whichever program drives it."""

from __future__ import annotations

from collections.abc import Mapping, Set
from typing import Any, Final, NamedTuple, Protocol

from records.rendering import Box

ACTION_SECONDS: Final = 10
"""How long a key, a movement or a picture may take."""
NETWORK_SECONDS: Final = 1.0
"""How long a page that has loaded may still fetch what its scripts ask for."""
QUIET_SECONDS: Final = 0.05
"""How often it is asked whether it still does."""


class Impossible(Exception):
    """The browser, or the program that drives it, cannot do what a probe asks for."""


class Driver(Protocol):
    """One page in a browser. Every method raises Failure and Navigated (`crawler.browser.failures`)."""

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

    async def shoot(self, box: Box, kind: str = "png") -> bytes:
        """A picture of a part of the page, as far as it lies in the window: "png", or "jpeg" in good quality."""

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


class Answer(NamedTuple):
    """What a server answered to a request for the page itself."""

    url: str
    """Where redirects led."""
    status: int
    """Of HTTP."""
    media_type: str
    """Lower case, without parameters; empty where the server names none."""


class Navigation(Protocol):
    """A request for the page itself, after every redirect; two are equal only where they are the same one."""

    @property
    def url(self) -> str: ...


class Visitor(Driver, Protocol):
    """A page that goes to one address after another."""

    browser: str
    """For instance "Chromium 156.0.8078.79"."""

    async def go(self, url: str, seconds: float) -> None:
        """Go to an address as a first visitor, until its answer begins."""

    async def navigation(self) -> Navigation | None:
        """The last request for the page itself; None where there was none."""

    async def answer(self, seconds: float) -> Answer | None:
        """What the server answered to that; None if nothing, or not in time."""

    async def settle(self, seconds: float) -> None:
        """Wait until the page has loaded, drawn its fonts and fetched what its scripts asked for; each within bounds.

        `seconds`: for the HTML itself.
        """

    async def address(self) -> str:
        """Where the page stands by now, maybe on an error page of the browser's own."""
