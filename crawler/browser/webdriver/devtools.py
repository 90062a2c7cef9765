"""A page in a Chromium, whose WebDriver lets DevTools through: what Playwright does there is done here in the same way.

The driver waits without end for what DevTools and the network's log have to say while a script of the page runs. So it
is asked before whether one does, by a question that it bounds.
"""

from __future__ import annotations

import asyncio
import base64
import json
from collections.abc import Callable, Mapping, Set
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

from selenium.common.exceptions import WebDriverException
from selenium.webdriver.chrome.options import Options as ChromeOptions
from selenium.webdriver.common.options import ArgOptions
from selenium.webdriver.remote.webdriver import WebDriver

from crawler.browser.axe import FONT_SECONDS, HOOKS, LATE_RESOURCES_SECONDS, WORLD
from crawler.browser.driver import ACTION_SECONDS, NETWORK_SECONDS, QUIET_SECONDS, Answer
from crawler.browser.failures import NET_ERROR, Failure, Navigated, ScriptFailure, net_failure
from crawler.browser.questions import pictures_in, screenshot
from crawler.browser.webdriver.page import WebDriverPage
from records.facts import Outcome
from records.rendering import Box

LOOK_SECONDS: Final = 0.02
"""How often it is asked whether an answer has come."""
AN_ERROR_WITHOUT_A_PAGE: Final = "ERR_HTTP_RESPONSE_CODE_FAILURE"
"""An error status with nothing to show: the server did answer."""


@dataclass(eq=False)
class Request:
    """One for the page itself, and what came of it."""

    id: str
    url: str
    answer: Answer | None = None
    is_shown: bool = False
    is_parsed: bool = False
    is_loaded: bool = False
    error: str = ""
    """Of Chromium's network, for instance "net::ERR_CONNECTION_REFUSED"."""
    is_download: bool = False


class DevToolsPage(WebDriverPage):
    _frame_id = ""
    _world: int | None = None
    _last: Request | None = None
    _seconds: float = ACTION_SECONDS
    """How long the page may take to come, or to end a script."""
    _has_arrived = False
    """Whether this visit has brought a page."""

    @staticmethod
    def prepare(options: ArgOptions) -> None:
        assert isinstance(options, ChromeOptions)
        options.add_experimental_option("perfLoggingPrefs", {"enableNetwork": True, "enablePage": True})
        options.set_capability("goog:loggingPrefs", {"performance": "ALL"})

    async def begin(self) -> None:
        self._under_way: set[str] = set()
        self._frame_id = (await self._ask("Page.getFrameTree"))["frameTree"]["frame"]["id"]
        named = (await self._ask("Browser.getVersion"))["userAgent"].replace("Headless", "")
        settings: list[tuple[str, dict[str, Any]]] = [
            ("Page.addScriptToEvaluateOnNewDocument", {"source": self._axe.script, "worldName": WORLD}),
            ("Page.addScriptToEvaluateOnNewDocument", {"source": HOOKS}),
            ("Emulation.setUserAgentOverride", {"userAgent": named, "acceptLanguage": "zh-TW"}),
            ("Emulation.setLocaleOverride", {"locale": "zh-TW"}),
            ("Emulation.setTimezoneOverride", {"timezoneId": "Asia/Taipei"}),
            ("Emulation.setEmulatedMedia", {"features": [{"name": "prefers-reduced-motion", "value": "reduce"}]}),
            ("Emulation.setFocusEmulationEnabled", {"enabled": True}),
            ("Network.setBypassServiceWorker", {"bypass": True}),
            ("Browser.setDownloadBehavior", {"behavior": "deny"}),
        ]
        for command, values in settings:
            await self._ask(command, **values)
        await self.resize(*self.viewport)

    async def go(self, url: str, seconds: float) -> None:
        self.visits += 1
        await self.session.do(self._forget_the_visit_before, ACTION_SECONDS)
        await self._read_log()
        self._world, self._last, self._has_arrived = None, None, False
        self._under_way.clear()
        self._seconds = seconds
        await self.session.do(lambda driver: driver.get(url), ACTION_SECONDS)
        try:
            request = await self._request_when(lambda request: self._has_arrived, seconds)
        except Failure as failure:
            if failure.outcome is not Outcome.TIMED_OUT:
                raise
            request = None
        if request is None:
            raise self.failure(Outcome.TIMED_OUT, "The page did not arrive in time.")
        if self._has_arrived:
            return
        if request.error:
            await asyncio.sleep(LOOK_SECONDS)
            await self._catch_up()  # that it is a download is told a little later
        if request.is_download:
            raise self.failure(Outcome.DOWNLOAD, "The server gave a file to download instead of a page.")
        if AN_ERROR_WITHOUT_A_PAGE not in request.error:
            name = NET_ERROR.search(request.error)
            raise self.failure(*net_failure(name[1] if name else request.error, request.url, self._refusal))

    def _forget_the_visit_before(self, driver: WebDriver) -> None:
        for window in driver.window_handles:
            if window != self._frame_id:
                driver.switch_to.window(window)
                driver.close()
                driver.switch_to.window(self._frame_id)
        _ask(driver, "Page.navigate", url="about:blank")  # else it may lead on in the middle of the next
        _ask(driver, "Network.clearBrowserCookies")

    async def navigation(self) -> Request | None:
        await self._catch_up()
        return self._last

    async def answer(self, seconds: float) -> Answer | None:
        if self._last is None:
            return None
        request = await self._request_when(lambda request: request.answer is not None, seconds)
        return request.answer if request else None

    async def _request_when(self, has_come: Callable[[Request], bool], seconds: float) -> Request | None:
        """The last request for the page, once it has come so far, or failed; None if not in time."""
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                while (last := self._last) is None or not (last.error or has_come(last)):
                    await asyncio.sleep(LOOK_SECONDS)
                    await self._catch_up()
                return last
        return None

    async def settle(self, seconds: float) -> None:
        here = self._last
        if await self._request_when(lambda request: request.is_parsed or request is not here, seconds) is None:
            raise self.too_busy(seconds)
        await self._request_when(lambda request: request.is_loaded or request is not here, LATE_RESOURCES_SECONDS)
        if self._last is not here:
            raise Navigated
        await asyncio.sleep(LOOK_SECONDS)  # so that what begins once it has loaded has begun
        await self._check_pulse()
        await self.evaluate("sitepatrol.settled(0)", LATE_RESOURCES_SECONDS + FONT_SECONDS)
        with suppress(TimeoutError):
            async with asyncio.timeout(NETWORK_SECONDS):
                while await self._is_fetching():
                    await asyncio.sleep(QUIET_SECONDS)

    async def address(self) -> str:
        return str(await self.evaluate("location.href", ACTION_SECONDS))

    async def _is_fetching(self) -> bool:
        await self._catch_up()
        return bool(self._under_way)

    async def evaluate(self, expression: str, seconds: float) -> Any:
        if self._world is None:
            made = await self._ask("Page.createIsolatedWorld", frameId=self._frame_id, worldName=WORLD)
            self._world = made["executionContextId"]
        world, self._world = self._world, None
        answer = await self._evaluate(expression, seconds, contextId=world)
        self._world = world  # it is still there
        if "exceptionDetails" in answer:
            thrown = answer["exceptionDetails"]
            words = str(thrown.get("exception", {}).get("description") or thrown["text"]).partition("\n")[0]
            raise ScriptFailure(Outcome.CRASHED, f"Our script failed on the page: {words[:300]}")
        return answer["result"].get("value")

    async def evaluate_outside(self, expression: str, seconds: float) -> Any:
        return (await self._evaluate(expression, seconds))["result"].get("value")

    async def _evaluate(self, expression: str, seconds: float, **where: Any) -> dict[str, Any]:
        asked = {"expression": expression, "awaitPromise": True, "returnByValue": True, **where}
        return await self.session.do(
            lambda driver: _ask(driver, "Runtime.evaluate", **asked), seconds, asks_the_page=True
        )

    async def resize(self, width: int, height: int) -> None:
        orientation = {"type": "landscapePrimary", "angle": 0}
        screen = {"screenWidth": width, "screenHeight": height, "screenOrientation": orientation}
        size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
        await self._ask("Emulation.setDeviceMetricsOverride", **size, **screen)
        self.viewport = width, height

    async def shoot(self, box: Box, kind: str = "png") -> bytes:
        return base64.b64decode((await self._ask("Page.captureScreenshot", **screenshot(box, kind)))["data"])

    async def allow_motion(self, is_allowed: bool) -> bool:
        value = "no-preference" if is_allowed else "reduce"
        await self._ask("Emulation.setEmulatedMedia", features=[{"name": "prefers-reduced-motion", "value": value}])
        return is_allowed

    async def pictures(self, kinds: Set[str], most: int, most_bytes: int) -> Mapping[str, bytes]:
        tree = await self._ask("Page.getResourceTree")
        found = {}
        for url in pictures_in(tree, kinds, most, most_bytes):
            content = await self.session.do(partial(_content_of, frame_id=self._frame_id, url=url), ACTION_SECONDS)
            if content is not None:
                found[url] = content
        return found

    async def _ask(self, command: str, /, **values: Any) -> dict[str, Any]:
        return await self.session.do(lambda driver: _ask(driver, command, **values), ACTION_SECONDS)

    async def _catch_up(self) -> None:
        """Take note of what the browser's network has done since. Raises Failure where a script does not end."""
        await self._check_pulse()
        await self._read_log()

    async def _check_pulse(self) -> None:
        """Wait until no script runs, and wave dialogs away. Raises Failure where that takes too long."""
        try:
            await self.session.run("", self._seconds)
        except Navigated:
            pass
        except Failure:
            if not self.session.is_fit:
                raise

    async def _read_log(self) -> None:
        told = await self.session.do(lambda driver: driver.execute("getLog", {"type": "performance"}), ACTION_SECONDS)
        for entry in told["value"]:
            said = json.loads(entry["message"])
            if said["webview"] == self._frame_id:
                self._note(said["message"]["method"], said["message"]["params"])

    def _note(self, event: str, told: dict[str, Any]) -> None:
        id, last = told.get("requestId", ""), self._last
        match event:
            case "Network.requestWillBeSent":
                self._under_way.add(id)
                if told.get("type") == "Document" and told.get("frameId") == self._frame_id:
                    self._last = Request(id, told["request"]["url"])
            case "Network.loadingFinished":
                self._under_way.discard(id)
            case "Network.loadingFailed":
                self._under_way.discard(id)
                if last and id == last.id:
                    last.error = told["errorText"]
            case "Network.responseReceived" if last and id == last.id:
                answer = told["response"]
                last.answer = Answer(answer["url"], answer["status"], answer["mimeType"].lower())
            case "Page.frameNavigated" if last and told["frame"].get("loaderId") == last.id and not last.error:
                last.is_shown = self._has_arrived = True
            case "Page.domContentEventFired" if last and last.is_shown:
                last.is_parsed = True
            case "Page.loadEventFired" if last and last.is_shown:
                last.is_loaded = True
            case "Page.downloadWillBegin" if last and told["frameId"] == self._frame_id:
                last.is_download = True


def _content_of(driver: WebDriver, frame_id: str, url: str) -> bytes | None:
    """None for what the browser has let go of meanwhile."""
    with suppress(WebDriverException):
        return base64.b64decode(_ask(driver, "Page.getResourceContent", frameId=frame_id, url=url)["content"])
    return None


def _ask(driver: WebDriver, command: str, **values: Any) -> dict[str, Any]:
    answer = driver.execute("executeCdpCommand", {"cmd": command, "params": values})["value"]
    assert isinstance(answer, dict)
    return answer
