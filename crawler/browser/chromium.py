"""One long-lived headless Chromium with a few tabs, kept alive whatever its pages do."""

from __future__ import annotations

import asyncio
import itertools
import logging
import os
import shutil
from collections.abc import AsyncIterator, Iterable, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import TracebackType
from typing import Self

from playwright.async_api import Browser as Chromium
from playwright.async_api import Error as PlaywrightError
from playwright.async_api import Playwright, async_playwright

from crawler.browser.audit import picture, places, rendered
from crawler.browser.audits import Audits
from crawler.browser.axe import EngineMissing, EngineSilent, axe_source
from crawler.browser.failures import BrowserMissing, Failure
from crawler.browser.flags import FLAGS, through
from crawler.browser.gate import Gate
from crawler.browser.look import look
from crawler.browser.tab import Tab
from records.answers import Message
from records.facts import Fetch, Outcome, Via
from records.rendering import Box

__all__ = ["Browser", "BrowserMissing", "EngineMissing", "EngineSilent", "find_chromium"]

SYSTEM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
VISITS_PER_TAB = 50
"""After so many a tab is closed and another opened, lest memory grow."""
CLOSING_SECONDS = 10

log = logging.getLogger(__name__)


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


@dataclass(kw_only=True, eq=False)
class Browser(Audits):
    """Audits pages and looks at links in one Chromium, `jobs` at a time: `async with Browser(…) as browser`.

    It shows itself as an ordinary Chromium (without "Headless" in its name): it sees what visitors see. The crawl's
    HTTP requests are the ones that say who they are.

    Entering raises BrowserMissing or EngineMissing.
    """

    trust_any_certificate: bool = False
    launches: int = field(init=False, default=0)
    """How many times Chromium was started."""

    def __post_init__(self) -> None:
        self._gate = Gate()
        self._playwright: Playwright
        self._chromium: Chromium | None = None
        self._choice: tuple[Path | None, bool] | None = None
        self._user_agent = ""
        self._idle: list[Tab] = []
        self._turns = asyncio.Semaphore(self.jobs)
        self._launching = asyncio.Lock()
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
        await self.stop_audits()
        if self._chromium:
            await _close(self._chromium)

    @property
    def version(self) -> str:
        return f"Chromium {self._chromium.version}" if self._chromium else ""

    async def look(self, url: str) -> Fetch:
        """Ask for an address as a visitor's browser does, and tell how it answered. Raises as `audit` does."""
        try:
            async with self._page() as tab, self.turn(url):
                seen = await look(tab, url, self.load_seconds)
        except Failure as failure:
            seen = Fetch(url, failure.outcome, error=str(failure))
        return replace(seen, via=Via.BROWSER, at=self.now())

    async def rendered(self, url: str) -> str:
        """The HTML of a page once its scripts have run; empty where it could not be had. Raises as `audit` does."""
        with suppress(Failure):
            async with self._page() as tab, self.turn(url):
                return await rendered(tab, url, self._scope(url), self.load_seconds)
        return ""

    async def picture(self, url: str, selector: str, tag: str) -> tuple[bytes, Box] | None:
        """A picture (JPEG) of an element of a page, marked; None where it could not be had. Raises as `audit` does."""
        with suppress(Failure):
            async with self._page() as tab, self.turn(url):
                return await picture(tab, url, self._scope(url), self.load_seconds, selector, tag)
        return None

    async def places(self, url: str, fragments: Iterable[str]) -> set[str] | None:
        """Those of the fragments that name a place in the page once its scripts have run; None where that is not known.

        Raises as `audit` does.
        """
        with suppress(Failure):
            async with self._page() as tab, self.turn(url):
                return await places(tab, url, list(fragments), self.load_seconds)
        return None

    @asynccontextmanager
    async def _page(self) -> AsyncIterator[Tab]:
        async with self._turns:
            try:
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
            except PlaywrightError as error:
                raise Failure(Outcome.CRASHED, f"The browser broke off: {error.message[:300]}") from error

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
        width, height = self.viewport
        context = await chromium.new_context(
            user_agent=self._user_agent,
            locale="zh-TW",
            timezone_id="Asia/Taipei",
            viewport={"width": width, "height": height},
            reduced_motion="reduce",
            service_workers="block",
            accept_downloads=False,
            ignore_https_errors=self.trust_any_certificate,
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
        return await self._playwright.chromium.launch(
            executable_path=path,
            chromium_sandbox=sandbox,
            args=[*FLAGS, *through(self._gate, self.allowed_hosts)],
            ignore_default_args=["--disable-popup-blocking"],
            handle_sigint=False,  # Ctrl-C is ours to handle: `async with` closes the browser
            handle_sigterm=False,
            handle_sighup=False,
        )


async def _close(chromium: Chromium) -> None:
    with suppress(PlaywrightError, TimeoutError):
        async with asyncio.timeout(CLOSING_SECONDS):
            await chromium.close()
