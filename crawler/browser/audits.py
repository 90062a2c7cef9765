"""Audits of many pages, a few at a time, whichever program drives the browser."""

from __future__ import annotations

import asyncio
from abc import ABC, abstractmethod
from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from contextlib import AbstractAsyncContextManager, nullcontext, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import ClassVar
from urllib.parse import urlsplit

from crawler.browser import canary
from crawler.browser.audit import WHOLLY, Looking, Seen, audit
from crawler.browser.axe import Axe, EngineSilent
from crawler.browser.driver import Visitor
from crawler.browser.failures import Failure, Navigated
from records.answers import Message
from records.audits import Audit
from records.facts import Outcome


@dataclass(kw_only=True, eq=False)
class Audits(ABC):
    """What audits pages, `jobs` at a time."""

    TRIES: ClassVar = 2
    """How often a page is tried that crashes."""

    jobs: int = 2
    allowed_hosts: frozenset[str] = frozenset()
    """The only hosts that may be at private, loopback or link-local addresses."""
    in_scope: Callable[[str], bool] | None = None
    """Whether an address to which a page leads on may be audited in its place; by default those of the same host and of
    the allowed ones."""
    now: Callable[[], datetime] = lambda: datetime.now(UTC)
    load_seconds: float = 30
    """How long a page may take to arrive."""
    axe_seconds: float = 60
    """How long axe-core may take."""
    viewport: tuple[int, int] = (1280, 800)
    looking: Looking = WHOLLY
    turn: Callable[[str], AbstractAsyncContextManager[None]] = lambda url: nullcontext()
    """Is entered for each visit to an address, and may wait until its host may be asked."""
    _axe: Axe = field(init=False)
    _tasks: set[asyncio.Task[Audit]] = field(init=False, default_factory=set)

    @abstractmethod
    def _page(self) -> AbstractAsyncContextManager[Visitor]:
        """A page for one visit. Raises BrowserMissing; Failure where the browser broke off."""

    @property
    @abstractmethod
    def version(self) -> str:
        """For instance "Chromium 156.0.8078.79"; of several browsers, that of the last one that was started."""

    @property
    def engine(self) -> str:
        """For instance "axe-core 4.14.1"."""
        return f"axe-core {self._axe.version}"

    async def audits(self, urls: Iterable[str]) -> AsyncIterator[Audit]:
        """Audit each page, after `check_engine`; yield them as they end. At most `jobs` pages are held at once."""
        await self.check_engine()
        waiting, running = iter(urls), set[asyncio.Task[Audit]]()
        try:
            self._start(waiting, running)
            while running:
                done, running = await asyncio.wait(running, return_when=asyncio.FIRST_COMPLETED)
                self._start(waiting, running)
                for task in done:
                    yield task.result()
        finally:
            await _cancel(running)

    def _start(self, waiting: Iterator[str], running: set[asyncio.Task[Audit]]) -> None:
        while len(running) < self.jobs and (url := next(waiting, None)) is not None:
            task = asyncio.create_task(self.audit(url))
            running.add(task)
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def stop_audits(self) -> None:
        """Break off those that run."""
        await _cancel(self._tasks)

    async def audit(self, url: str) -> Audit:
        """Let axe-core look at a page. What keeps it from that costs this page alone, and the audit says what it was.

        ANSWERED: axe ran to its end. After a crash it is tried again, in a fresh page. Raises BrowserMissing if the
        browser died and cannot be started again.
        """
        for _ in range(self.TRIES):
            audit = await self._audit_once(url)
            if audit.outcome is not Outcome.CRASHED:
                break
        return audit

    async def _audit_once(self, url: str) -> Audit:
        seen = Seen()
        outcome, error, browser = Outcome.ANSWERED, "", self.version
        try:
            async with self._page() as page, self.turn(url):
                browser = page.browser
                seen = await audit(page, url, self._scope(url), self.load_seconds, self.axe_seconds, self.looking)
        except Failure as failure:
            outcome, error = failure.outcome, str(failure)
        except (ValueError, KeyError, TypeError) as failure:
            outcome, error = Outcome.CRASHED, f"The audit broke off: {str(failure)[:300]}"
        return self.told(url, outcome, error, browser, seen)

    def told(self, url: str, outcome: Outcome, error: str, browser: str, seen: Seen) -> Audit:
        """What an audit has brought, as a fact."""
        made_by = self.engine, browser, self.now()
        return Audit(url, outcome, error, seen.results, *made_by, seen.links, seen.ran, seen.drawn, seen.trials)

    def _scope(self, url: str) -> Callable[[str], bool]:
        if self.in_scope:
            return self.in_scope
        return lambda other: _host(other) in self.allowed_hosts | {_host(url)}

    async def check_engine(self) -> None:
        """Let every layer look at a page of known faults. Raises EngineSilent if one misses any of them."""
        try:
            async with self._page() as page:
                await self._check_engine_in(page)
        except (Failure, Navigated) as failure:
            raise _silent([str(failure)]) from failure

    async def _check_engine_in(self, page: Visitor) -> None:
        """The same, but raises Failure and Navigated where the page breaks off."""
        try:
            missed = await canary.missed(page, self.load_seconds, self.axe_seconds, self.looking.layers)
        except (ValueError, KeyError, TypeError) as error:
            missed = [str(error)]
        if missed:
            raise _silent(missed)


def _silent(missed: list[str]) -> EngineSilent:
    text = "The accessibility engine misses faults that it should find ({missed}): run make setup again."
    return EngineSilent(Message(text, {"missed": ", ".join(missed)}))


async def _cancel(tasks: set[asyncio.Task[Audit]]) -> None:
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


def _host(url: str) -> str | None:
    with suppress(ValueError):
        return urlsplit(url).hostname
    return None
