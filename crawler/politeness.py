"""One budget for each host, which pages, links and the browser share."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass

from records.facts import Fetch, Outcome

SLOWEST = 30.0
"""Seconds between two requests, at most, however often a host asks us to slow down."""
LONGEST_PAUSE = 300.0
"""Seconds for which a host's Retry-After is heeded, and for which one that keeps failing is left alone."""
FAILURES_TO_PAUSE = 5
"""In a row."""
PAUSES_TO_GIVE_UP = 3
STEP = 0.05
SILENT = frozenset({Outcome.REFUSED, Outcome.TIMED_OUT, Outcome.NO_SUCH_HOST, Outcome.DROPPED, Outcome.TLS_FAILED})
"""No answer of HTTP came."""


@dataclass(slots=True)
class _Host:
    delay: float
    """Seconds between the starts of two requests: as configured, or as robots.txt asks."""
    concurrency: int
    pace: float
    """The delay as it is now: longer after the host asked us to slow down."""
    busy: int = 0
    next_at: float = 0.0
    failures: int = 0
    pauses: int = 0
    is_given_up: bool = False


class GivenUp(Exception):
    """The host has failed too often to be asked further in this run, or the run is over."""


class Hosts:
    """Who may be asked when. `limits` gives (seconds between two requests, requests at once) of a host.

    A host that answers 429 or 503 is asked half as often, and not before its Retry-After; one that fails five times in
    a row is paused for `pause` seconds, then for twice as long, and after three such pauses given up for this run.
    Times are those of `clock`, in seconds.
    """

    def __init__(
        self,
        limits: Callable[[str], tuple[float, int]],
        pause: float,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._limits = limits
        self._pause = pause
        self._clock = clock
        self._hosts: dict[str, _Host] = {}
        self.is_over = False
        """Whether the run's time is over: then nobody waits for a turn any more."""

    def _of(self, host: str) -> _Host:
        known = self._hosts.get(host)
        if known is None:
            delay, concurrency = self._limits(host)
            known = self._hosts[host] = _Host(delay, concurrency, delay)
        return known

    def may_ask(self, host: str) -> bool:
        known = self._of(host)
        return known.busy < known.concurrency and (not known.next_at or self._clock() >= known.next_at)

    def is_given_up(self, host: str) -> bool:
        known = self._hosts.get(host)
        return known is not None and known.is_given_up

    def enter(self, host: str) -> None:
        """A request to the host begins."""
        known = self._of(host)
        known.busy += 1
        if known.pace:
            known.next_at = max(known.next_at, self._clock() + known.pace)

    def leave(self, host: str, fetch: Fetch | None = None) -> None:
        """It has ended, and so."""
        known = self._of(host)
        known.busy -= 1
        if fetch is not None:
            self._learn(known, fetch)

    def _learn(self, known: _Host, fetch: Fetch) -> None:
        if fetch.outcome is Outcome.ANSWERED and (fetch.status or 0) < 500 and fetch.status != 429:
            known.failures = known.pauses = 0
            known.pace = max(known.delay, known.pace / 2)
            return
        if fetch.status in (429, 503):
            known.pace = min(SLOWEST, max(known.pace, known.delay, 0.5) * 2) if self._pause else known.pace
            self._rest(known, max(known.pace, min(fetch.retry_after or 0.0, LONGEST_PAUSE)))
        if fetch.outcome not in SILENT and (fetch.status or 0) < 500:
            return
        known.failures += 1
        if known.failures >= FAILURES_TO_PAUSE:
            known.failures = 0
            # A server that fails is there all the same, and may fail on some of its pages alone.
            if fetch.outcome in SILENT and known.pauses >= PAUSES_TO_GIVE_UP:
                known.is_given_up = True
            self._rest(known, min(self._pause * 2 ** min(known.pauses, 6), LONGEST_PAUSE))
            known.pauses += 1

    def _rest(self, known: _Host, seconds: float) -> None:
        known.next_at = max(known.next_at, self._clock() + seconds)

    def slow_down_to(self, host: str, delay: float) -> None:
        """At least so many seconds between two requests, as its robots.txt asks (heeded up to half a minute)."""
        known = self._of(host)
        known.delay = max(known.delay, min(delay, SLOWEST))
        known.pace = max(known.pace, known.delay)

    async def turn(self, host: str, *, even_late: bool = False) -> None:
        """Wait until the host may be asked, and enter. Raises GivenUp if it is no longer asked in this run.

        `even_late`: wait although the time for asking is over, as what looks again at what was asked may do.
        """
        while not self.may_ask(host):
            if self.is_given_up(host) or (self.is_over and not even_late):
                raise GivenUp(host)
            await asyncio.sleep(min(STEP, max(self._of(host).next_at - self._clock(), 0.001)))
        self.enter(host)

    @asynccontextmanager
    async def visit(self, host: str) -> AsyncIterator[None]:
        """A request of somebody else's, the browser's for instance, within the host's budget. Raises GivenUp."""
        await self.turn(host, even_late=True)
        try:
            yield
        finally:
            self.leave(host)
