"""Audits by browsers that a WebDriver or a Selenium Grid starts, wherever they are."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass, field
from types import TracebackType
from typing import Final, Self

from crawler.browser.audit import Seen, web_address
from crawler.browser.audits import Audits
from crawler.browser.axe import axe_source
from crawler.browser.failures import BrowserMissing, Failure, Navigated, host_and_port
from crawler.browser.gate import Gate, Refusal, public_addresses
from crawler.browser.webdriver.address import Address
from crawler.browser.webdriver.devtools import DevToolsPage
from crawler.browser.webdriver.options import BrowserName, options_for
from crawler.browser.webdriver.page import WebDriverPage
from crawler.browser.webdriver.plain import PlainPage
from crawler.browser.webdriver.session import NoSession, Session
from records.answers import Message
from records.audits import Audit

PAGES: Final[Mapping[BrowserName, type[WebDriverPage]]] = {"chrome": DevToolsPage, "firefox": PlainPage}

VISITS_PER_SESSION = 100
"""After so many a browser is ended and another started, lest memory grow."""
PATIENCE_SECONDS = 330
"""How long a browser may take to come: a Grid keeps a request for one in its queue for 300 s, and takes one back that
nobody has asked for anything for 300 s."""
PAUSE_SECONDS = 5

log = logging.getLogger(__name__)


@dataclass(kw_only=True, eq=False)
class RemoteBrowsers(Audits):
    """Audits pages in `jobs` browsers of a WebDriver: `async with RemoteBrowsers(…) as browsers`.

    A browser that vanishes costs time alone: its page is done again in another. Where a Grid has fewer browsers than
    asked for, there are fewer.

    Entering raises EngineMissing.
    """

    TRIES = 3

    address: Address
    name: BrowserName = "chrome"
    launches: int = field(init=False, default=0)
    """How many browsers were started."""

    def __post_init__(self) -> None:
        self._gate = Gate()
        self._version = ""
        self._idle: list[WebDriverPage] = []
        self._held = 0
        """Pages that visits hold."""
        self._change = asyncio.Condition()
        """A visit has ended."""
        self._turns = asyncio.Semaphore(self.jobs)
        self._endings = set[asyncio.Task[None]]()
        self._stack = AsyncExitStack()

    async def __aenter__(self) -> Self:
        self._axe = axe_source()
        async with AsyncExitStack() as stack:
            await stack.enter_async_context(self._gate)
            stack.push_async_callback(self._stop)
            self._stack = stack.pop_all()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._stack.aclose()

    async def _stop(self) -> None:
        await self.stop_audits()
        for page in self._idle:
            self._end(page.session)
        await asyncio.gather(*self._endings)

    @property
    def version(self) -> str:
        return self._version

    async def check_engine(self) -> None:
        async with self._page():
            pass  # every browser is checked before it is used

    async def audit(self, url: str) -> Audit:
        try:
            await self._check_address(url)
        except Failure as failure:
            return self.told(url, failure.outcome, str(failure), "", Seen())
        return await super().audit(url)

    async def _check_address(self, url: str) -> None:
        """Raise Failure if the page is at a private address that the configuration does not name.

        On this machine the gate sees to that, for all that the page asks for; elsewhere nobody does behind us.
        """
        host, port = host_and_port(web_address(url))
        if self.address.is_on_loopback or host in self.allowed_hosts:
            return
        try:
            await public_addresses(host, port)
        except Refusal as refusal:
            raise Failure(refusal.outcome, str(refusal)) from None

    @asynccontextmanager
    async def _page(self) -> AsyncIterator[WebDriverPage]:
        async with self._turns:
            page = await self._fit_page()
            self._held += 1
            try:
                yield page
            except Failure:
                raise  # its session knows whether it is still fit
            except BaseException:
                page.session.is_fit = False
                raise
            finally:
                self._held -= 1
                await self._put_back(page)

    async def _fit_page(self) -> WebDriverPage:
        clock = asyncio.get_running_loop().time
        end = clock() + PATIENCE_SECONDS
        while not self._idle:
            try:
                return await self._new_page()
            except NoSession as error:
                is_hopeless = (error.is_refused and not self.launches) or clock() > end
                if is_hopeless and not self._held:
                    words = "The WebDriver at {address} gives no browser: {reason}"
                    raise BrowserMissing(Message(words, {"address": str(self.address), "reason": str(error)})) from None
                log.warning("%s gives no further browser: %s", self.address, error)
            with suppress(TimeoutError):
                async with asyncio.timeout(PAUSE_SECONDS), self._change:
                    await self._change.wait_for(lambda: self._idle)
        return self._idle.pop()

    async def _put_back(self, page: WebDriverPage) -> None:
        if page.session.is_fit and page.visits < VISITS_PER_SESSION:
            self._idle.append(page)
        else:
            self._end(page.session)
        async with self._change:
            self._change.notify_all()

    def _end(self, session: Session) -> None:
        ending = asyncio.create_task(session.close())
        self._endings.add(ending)
        ending.add_done_callback(self._endings.discard)

    async def _new_page(self) -> WebDriverPage:
        """A page in a browser of its own, whose engine works. Raises NoSession and EngineSilent."""
        session = Session(self.address)
        try:
            page = await self._begin(session)
        except (Failure, Navigated) as error:
            self._end(session)
            raise NoSession(str(error), is_refused=True) from None
        except BaseException:
            self._end(session)
            raise
        self.launches += 1
        self._version = page.browser
        return page

    async def _begin(self, session: Session) -> WebDriverPage:
        kind = PAGES[self.name]
        options = options_for(self.name, self._gate if self.address.is_on_loopback else None, self.allowed_hosts)
        kind.prepare(options)
        await session.open(options, PATIENCE_SECONDS)
        page = kind(session, self._axe, self.viewport, self._gate.refusal)
        await page.begin()
        await self._check_engine_in(page)
        return page
