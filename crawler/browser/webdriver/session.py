"""One session of a WebDriver: a browser of its own, asked one thing at a time."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Any, TypeVar

import aiohttp
from selenium import webdriver
from selenium.common.exceptions import TimeoutException, UnexpectedAlertPresentException, WebDriverException
from selenium.webdriver.common.options import ArgOptions
from selenium.webdriver.common.proxy import Proxy, ProxyType
from selenium.webdriver.remote.client_config import ClientConfig
from selenium.webdriver.remote.webdriver import WebDriver
from urllib3.exceptions import HTTPError, TimeoutError

from crawler.browser.failures import Failure, Navigated
from crawler.browser.webdriver.address import Address
from records.facts import Outcome

SLACK_SECONDS = 5
"""How much longer than the browser the way there and back may take."""
CLOSING_SECONDS = 5

T = TypeVar("T")

GONE_ELSEWHERE = re.compile(
    r"aborted by navigation|no such execution context|context was destroyed|cannot find context|Promise was collected|"
    r"navigated or closed|document unloaded|discarded browsing context",
    re.I,
)
THROWN = re.compile(r"javascript error|threw exception", re.I)
"""What a script of the driver's own says in a page that has changed the language."""


class NoSession(Exception):
    """A WebDriver gave no session; in its own words."""

    def __init__(self, words: str, is_refused: bool) -> None:
        super().__init__(words)
        self.is_refused = is_refused
        """Whether it answered, and said no."""


class Session:
    """A browser somewhere, in a thread of its own: Selenium waits for each answer."""

    def __init__(self, address: Address) -> None:
        self.is_fit = True
        """Whether it may be asked for more: not after a crash, nor while its page may still be busy."""
        self._thread = ThreadPoolExecutor(1, "webdriver")
        self._is_here = address.is_on_loopback
        self._config = ClientConfig(
            str(address),
            username=address.user or None,
            password=address.password or None,
            proxy=Proxy({"proxyType": ProxyType.DIRECT}),
            init_args_for_pool_manager={"init_args_for_pool_manager": {"retries": False}},
        )
        self._driver: WebDriver | None = None
        self._script_seconds = 0.0

    async def open(self, options: ArgOptions, seconds: float) -> None:
        """Start the browser. Raises NoSession."""

        def start() -> None:
            self._config.timeout = seconds  # urllib3 takes parts of seconds too
            self._driver = webdriver.Remote(
                self._config.remote_server_addr, options=options, client_config=self._config
            )

        try:
            await asyncio.get_running_loop().run_in_executor(self._thread, start)
        except WebDriverException as error:
            raise NoSession(first_line(error), is_refused=True) from None
        except HTTPError as error:
            raise NoSession(first_line(error), is_refused=False) from None

    @property
    def browser(self) -> str:
        """For instance "Chrome 156.0.8078.79"."""
        told = self._driver.capabilities if self._driver else {}
        return f"{str(told.get('browserName', '')).capitalize()} {told.get('browserVersion', '')}".strip()

    async def do(self, what: Callable[[WebDriver], T], seconds: float, *, asks_the_page: bool = False) -> T:
        """Have the driver do something, within so many seconds. Raises Failure and Navigated.

        `asks_the_page`: whether it is for the page to answer, so that silence is its fault and not the browser's.
        """

        def ask() -> T:
            assert self._driver is not None
            self._config.timeout = seconds + SLACK_SECONDS
            return what(self._driver)

        try:
            return await asyncio.get_running_loop().run_in_executor(self._thread, ask)
        except UnexpectedAlertPresentException:
            raise Navigated from None  # the driver has waved it away by now: what was asked is to be asked again
        except (WebDriverException, HTTPError) as error:
            if GONE_ELSEWHERE.search(str(error)):
                raise Navigated from None
            if THROWN.search(str(error)):
                raise Failure(Outcome.CRASHED, f"Our script failed on the page: {first_line(error)}") from None
            self.is_fit = False
            raise _failure(error, seconds, asks_the_page) from error

    async def run(self, script: str, seconds: float, *, calls_back: bool = False) -> Any:
        """What the body of a function returns in the page's own world, or what it calls its last argument with.

        The driver itself bounds the time: a page whose scripts never end leaves it free for what follows.
        Raises Failure and Navigated.
        """

        def run(driver: WebDriver) -> Any:
            if seconds != self._script_seconds:
                driver.set_script_timeout(seconds)
                self._script_seconds = seconds
            return driver.execute_async_script(script) if calls_back else driver.execute_script(script)

        return await self.do(run, seconds)

    async def close(self) -> None:
        """End the browser, or at least ask its driver to.

        A driver that waits without end for a busy page never comes to that: its Chromium, if here, is asked directly.
        """

        def end() -> bool:
            self._config.timeout = CLOSING_SECONDS
            with suppress(WebDriverException, HTTPError):
                if self._driver is not None:
                    self._driver.quit()
                return True
            return False

        self.is_fit = False
        ending = asyncio.get_running_loop().run_in_executor(self._thread, end)
        self._thread.shutdown(wait=False)
        ended, _ = await asyncio.wait([ending], timeout=CLOSING_SECONDS + 1)
        if not (ended and ending.result()) and self._is_here and self._driver is not None:
            chromium = self._driver.capabilities.get("goog:chromeOptions", {}).get("debuggerAddress")
            with suppress(aiohttp.ClientError, OSError, ValueError, KeyError):
                async with asyncio.timeout(CLOSING_SECONDS):
                    await _end_chromium(str(chromium))


async def _end_chromium(address: str) -> None:
    """End the browser whose DevTools listen at this host and port."""
    async with aiohttp.ClientSession() as client:
        async with client.get(f"http://{address}/json/version") as told:
            way = (await told.json(content_type=None))["webSocketDebuggerUrl"]
        async with client.ws_connect(way) as devtools:
            await devtools.send_json({"id": 1, "method": "Browser.close"})
            async for _ in devtools:
                pass  # until it hangs up


def _failure(error: Exception, seconds: float, asks_the_page: bool) -> Failure:
    if isinstance(error, TimeoutException) or (asks_the_page and isinstance(error, TimeoutError)):
        return Failure(Outcome.TIMED_OUT, f"The page kept the browser busy for more than {seconds:g} s.")
    words = first_line(error)
    if "tab crashed" in words:
        return Failure(Outcome.CRASHED, "The page crashed in the browser.")
    return Failure(Outcome.CRASHED, f"The browser went away in the middle: {words}")


def first_line(error: Exception) -> str:
    """What a driver says, without its stack."""
    words = error.msg if isinstance(error, WebDriverException) and error.msg else str(error)
    return words.partition("\n")[0][:300]
