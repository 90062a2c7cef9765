"""What a page's scripts do unasked, as `scripts/unasked.js` noticed it."""

from __future__ import annotations

from typing import Any, NamedTuple

from crawler.browser.driver import Driver

SECONDS = 5
MOST = 300


class Timer(NamedTuple):
    due: float
    every: float
    """Both in seconds; 0: once."""
    runs: str
    """The beginning of what it runs, where that is long from now."""


class Played(NamedTuple):
    """What was told to play, audibly."""

    address: str
    seconds: float | None
    """0 where it is not known; None: without end."""
    at: int
    """Its place among the page's media; -1 where it stands in no page."""


class Unasked(NamedTuple):
    timers: tuple[Timer, ...] = ()
    since_frame: float = -1
    """Seconds since a frame was asked for; -1: never."""
    played: tuple[Played, ...] = ()


async def unasked(driver: Driver) -> Unasked:
    """The page may say what it likes: what makes no sense is nothing. Raises Failure and Navigated."""
    told = await driver.evaluate_outside("sitepatrolUnasked()", SECONDS)
    try:
        return Unasked(
            tuple(
                Timer(float(due) / 1000, float(every) / 1000, str(runs)) for due, every, runs in told["timers"][:MOST]
            ),
            float(told["sinceFrame"]) / 1000,
            tuple(_played(*one) for one in told["played"][:MOST] if not one[3]),
        )
    except (KeyError, TypeError, ValueError, IndexError):
        return Unasked()


def _played(address: Any, seconds: Any, is_endless: Any, _: Any, at: Any) -> Played:
    return Played(str(address)[:1000], None if is_endless else float(seconds), int(at))
