"""One long-lived headless Chromium with a few tabs, kept alive whatever its pages do."""

from __future__ import annotations

import asyncio
import itertools
import logging
import os
import re
import shutil
from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager, nullcontext, suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

from playwright.async_api import Browser as Chromium
from playwright.async_api import Error as PlaywrightError
from playwright.async_api import Playwright, async_playwright

from crawler.browser import canary
from crawler.browser.audit import WHOLLY, Looking, Seen, audit, picture, places, rendered
from crawler.browser.axe import Axe, EngineMissing, EngineSilent, axe_source
from crawler.browser.gate import Gate
from crawler.browser.look import look
from crawler.browser.tab import Failure, Navigated, Tab
from records.answers import Message
from records.audits import Audit
from records.facts import Fetch, Outcome, Via
from records.rendering import Box

__all__ = ["Browser", "BrowserMissing", "EngineMissing", "EngineSilent", "find_chromium"]

SYSTEM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--deny-permission-prompts",
    "--no-first-run",
    # Frames of other hosts stay in the page's own process: one script reaches them all. No secret is at stake here.
    "--disable-site-isolation-trials",
    # UDP would go past the gate (one switch, by its older and its newer name).
    "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--webrtc-ip-handling-policy=disable_non_proxied_udp",
    # A page that hoards memory crashes its own tab before it starves the machine.
    "--js-flags=--max-old-space-size=1024",
)
VISITS_PER_TAB = 50
"""After so many a tab is closed and another opened, lest memory grow."""
CLOSING_SECONDS = 10

log = logging.getLogger(__name__)


class BrowserMissing(Exception):
    """No browser starts here. `message` says what to do, in one sentence."""

    def __init__(self, message: Message) -> None:
        super().__init__(str(message))
        self.message = message


def find_chromium() -> Path | None:
    """The browser that SITEPATROL_CHROMIUM names, else the system's first, else None: Playwright's own download.

    Raises BrowserMissing if SITEPATROL_CHROMIUM names a file that is not there.
    """
    return next(_candidates())


def _candidates() -> Iterator[Path | None]:
    """Browsers to try, the best first; None stands for Playwright's own."""
    if named := os.environ.get("SITEPATROL_CHROMIUM"):
        found = shutil.which(named)
        if found is None:
            text = "SITEPATROL_CHROMIUM names {path}, which is no program; name a Chromium that is installed."
            raise BrowserMissing(Message(text, {"path": named}))
        yield Path(found)
        return
    yield from (Path(found) for name in SYSTEM_NAMES if (found := shutil.which(name)))
    yield None


class Browser:
    """Audits pages and looks at links in one Chromium, `jobs` at a time: `async with Browser(…) as browser`.

    `allowed_hosts`: the only hosts that may be at private, loopback or link-local addresses. `in_scope`: whether an
    address to which a page leads on may be audited in its place; by default those of the same host and of the allowed
    ones. `load_seconds`, `axe_seconds`: how long a page may take to arrive, and axe-core on it.

    `turn`: is entered for each visit to an address, and may wait until its host may be asked.

    It shows itself as an ordinary Chromium (without "Headless" in its name): it sees what visitors see. The crawl's
    HTTP requests are the ones that say who they are.

    Entering raises BrowserMissing or EngineMissing.
    """

    def __init__(
        self,
        *,
        jobs: int = 2,
        allowed_hosts: frozenset[str] = frozenset(),
        in_scope: Callable[[str], bool] | None = None,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        load_seconds: float = 30,
        axe_seconds: float = 60,
        viewport: tuple[int, int] = (1280, 800),
        trust_any_certificate: bool = False,
        looking: Looking = WHOLLY,
        turn: Callable[[str], AbstractAsyncContextManager[None]] = lambda url: nullcontext(),
    ) -> None:
        self.launches = 0
        """How many times Chromium was started."""
        self._jobs = jobs
        self._allowed_hosts = allowed_hosts
        self._in_scope = in_scope
        self._now = now
        self._load_seconds = load_seconds
        self._axe_seconds = axe_seconds
        self._viewport = viewport
        self._trust_any_certificate = trust_any_certificate
        self._looking = looking
        self._turn = turn
        self._axe: Axe
        self._gate = Gate()
        self._playwright: Playwright
        self._chromium: Chromium | None = None
        self._choice: tuple[Path | None, bool] | None = None
        self._user_agent = ""
        self._idle: list[Tab] = []
        self._turns = asyncio.Semaphore(jobs)
        self._launching = asyncio.Lock()
        self._tasks: set[asyncio.Task[Audit]] = set()
        self._stack = AsyncExitStack()

    async def __aenter__(self) -> Self:
        self._axe = axe_source()
        async with AsyncExitStack() as stack:
            await stack.enter_async_context(self._gate)
            self._playwright = await stack.enter_async_context(async_playwright())
            stack.push_async_callback(self._stop)
            await self._alive()
            self._stack = stack.pop_all()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._stack.aclose()

    async def _stop(self) -> None:
        await _cancel(self._tasks)
        if self._chromium:
            await _close(self._chromium)

    @property
    def engine(self) -> str:
        """For instance "axe-core 4.14.1"."""
        return f"axe-core {self._axe.version}"

    @property
    def version(self) -> str:
        """For instance "Chromium 156.0.8078.79"."""
        return f"Chromium {self._chromium.version}" if self._chromium else ""

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
        while len(running) < self._jobs and (url := next(waiting, None)) is not None:
            task = asyncio.create_task(self.audit(url))
            running.add(task)
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def audit(self, url: str) -> Audit:
        """Let axe-core look at a page. What keeps it from that costs this page alone, and the audit says what it was.

        ANSWERED: axe ran to its end. After a crash it is tried once more, in a fresh tab. Raises BrowserMissing if
        Chromium died and cannot be started again.
        """
        first = await self._audit_once(url)
        return await self._audit_once(url) if first.outcome is Outcome.CRASHED else first

    async def _audit_once(self, url: str) -> Audit:
        seen = Seen()
        outcome, error = Outcome.ANSWERED, ""
        try:
            async with self._tab() as tab, self._turn(url):
                seconds = self._load_seconds, self._axe_seconds
                seen = await audit(tab, url, self._scope(url), *seconds, self._looking)
        except Failure as failure:
            outcome, error = failure.outcome, str(failure)
        except (PlaywrightError, ValueError, KeyError, TypeError) as failure:
            outcome, error = Outcome.CRASHED, f"The audit broke off: {str(failure)[:300]}"
        made_by = self.engine, self.version, self._now()
        return Audit(url, outcome, error, seen.results, *made_by, seen.links, seen.ran, seen.drawn, seen.trials)

    def _scope(self, url: str) -> Callable[[str], bool]:
        if self._in_scope:
            return self._in_scope
        return lambda other: _host(other) in self._allowed_hosts | {_host(url)}

    async def look(self, url: str) -> Fetch:
        """Ask for an address as a visitor's browser does, and tell how it answered. Raises as `audit` does."""
        try:
            async with self._tab() as tab, self._turn(url):
                seen = await look(tab, url, self._load_seconds)
        except Failure as failure:
            seen = Fetch(url, failure.outcome, error=str(failure))
        except PlaywrightError as failure:
            seen = Fetch(url, Outcome.CRASHED, error=f"The look broke off: {failure.message[:300]}")
        return replace(seen, via=Via.BROWSER, at=self._now())

    async def rendered(self, url: str) -> str:
        """The HTML of a page once its scripts have run; empty where it could not be had. Raises as `audit` does."""
        with suppress(Failure, PlaywrightError):
            async with self._tab() as tab, self._turn(url):
                return await rendered(tab, url, self._scope(url), self._load_seconds)
        return ""

    async def picture(self, url: str, selector: str, tag: str) -> tuple[bytes, Box] | None:
        """A picture (JPEG) of an element of a page, marked; None where it could not be had. Raises as `audit` does."""
        with suppress(Failure, PlaywrightError):
            async with self._tab() as tab, self._turn(url):
                return await picture(tab, url, self._scope(url), self._load_seconds, selector, tag)
        return None

    async def places(self, url: str, fragments: Iterable[str]) -> set[str] | None:
        """Those of the fragments that name a place in the page once its scripts have run; None where that is not known.

        Raises as `audit` does.
        """
        with suppress(Failure, PlaywrightError):
            async with self._tab() as tab, self._turn(url):
                return await places(tab, url, list(fragments), self._load_seconds)
        return None

    async def check_engine(self) -> None:
        """Let axe-core look at a page of known faults. Raises EngineSilent if it misses one of them."""
        try:
            async with self._tab() as tab:
                missed = await canary.missed(tab, self._load_seconds, self._axe_seconds)
        except (Failure, Navigated, PlaywrightError, ValueError, KeyError, TypeError) as failure:
            missed = [str(failure)]
        if missed:
            text = "The accessibility engine misses faults that it should find ({missed}): run make setup again."
            raise EngineSilent(Message(text, {"missed": ", ".join(missed)}))

    @asynccontextmanager
    async def _tab(self) -> AsyncIterator[Tab]:
        async with self._turns:
            tab = await self._fit_tab()
            try:
                yield tab
            except Failure:
                raise  # the tab knows whether it is still fit
            except BaseException:
                tab.is_fit = False
                raise
            finally:
                await self._put_back(tab)

    async def _fit_tab(self) -> Tab:
        while self._idle:
            tab = self._idle.pop()
            if tab.is_fit:
                return tab
            await self._put_back(tab)
        return await self._new_tab()

    async def _put_back(self, tab: Tab) -> None:
        if tab.is_fit and tab.visits < VISITS_PER_TAB:
            self._idle.append(tab)
            return
        try:
            await tab.close()
        except TimeoutError:
            if tab.context.browser:
                await _close(tab.context.browser)

    async def _new_tab(self) -> Tab:
        chromium = await self._alive()
        width, height = self._viewport
        context = await chromium.new_context(
            user_agent=self._user_agent,
            locale="zh-TW",
            timezone_id="Asia/Taipei",
            viewport={"width": width, "height": height},
            reduced_motion="reduce",
            service_workers="block",
            accept_downloads=False,
            ignore_https_errors=self._trust_any_certificate,
        )
        return await Tab.open(context, self._axe.script, self._gate.refusal)

    async def _alive(self) -> Chromium:
        async with self._launching:
            if self._chromium is None or not self._chromium.is_connected():
                self._idle.clear()
                self._chromium = await self._launch()
                session = await self._chromium.new_browser_cdp_session()
                named = (await session.send("Browser.getVersion"))["userAgent"]
                self._user_agent = named.replace("Headless", "")
            return self._chromium

    async def _launch(self) -> Chromium:
        is_root = os.geteuid() == 0
        sandboxes = (False,) if is_root else (True, False)
        choices = [self._choice] if self._choice else itertools.product(_candidates(), sandboxes)
        for path, sandbox in choices:
            try:
                chromium = await self._start_chromium(path, sandbox)
            except PlaywrightError as error:
                log.debug("%s did not start: %s", path or "Playwright's Chromium", error.message)
                continue
            if not (sandbox or is_root or self._choice):
                log.warning("Chromium runs without its sandbox, which does not work on this machine.")
            self._choice = path, sandbox
            self.launches += 1
            return chromium
        raise BrowserMissing(Message("No Chromium starts here: run make setup, or install the package chromium."))

    async def _start_chromium(self, path: Path | None, sandbox: bool) -> Chromium:
        bypass = ";".join(("<-loopback>", *sorted(_direct(self._allowed_hosts))))
        return await self._playwright.chromium.launch(
            executable_path=path,
            chromium_sandbox=sandbox,
            args=[*FLAGS, f"--proxy-server={self._gate.address}", f"--proxy-bypass-list={bypass}"],
            ignore_default_args=["--disable-popup-blocking"],
            handle_sigint=False,  # Ctrl-C is ours to handle: `async with` closes the browser
            handle_sigterm=False,
            handle_sighup=False,
        )


async def _close(chromium: Chromium) -> None:
    with suppress(PlaywrightError, TimeoutError):
        async with asyncio.timeout(CLOSING_SECONDS):
            await chromium.close()


async def _cancel(tasks: set[asyncio.Task[Audit]]) -> None:
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


def _host(url: str) -> str | None:
    with suppress(ValueError):
        return urlsplit(url).hostname
    return None


def _direct(hosts: frozenset[str]) -> Iterator[str]:
    """Hosts, written as in Chromium's --proxy-bypass-list, to which the browser goes without asking the gate."""
    for host in hosts:
        if ":" in host:
            yield f"[{host.strip('[]')}]"
            continue
        with suppress(UnicodeError):
            name = host.encode("idna").decode("ascii")
            if re.fullmatch(r"\w[\w.-]*", name):
                yield name
