"""One tab of the browser, which goes to one address after another."""

from __future__ import annotations

import asyncio
import base64
import re
from collections.abc import Awaitable, Mapping, Set
from contextlib import suppress
from typing import Any, TypeVar

from playwright.async_api import BrowserContext, CDPSession, Page, Request, Response, Route
from playwright.async_api import Error as PlaywrightError
from playwright.async_api import TimeoutError as PlaywrightTimeout

from crawler.browser.axe import FONT_SECONDS, HOOKS, LATE_RESOURCES_SECONDS, WORLD
from crawler.browser.driver import ACTION_SECONDS, NETWORK_SECONDS, QUIET_SECONDS, Answer
from crawler.browser.failures import NET_ERROR, Failure, GateRefusal, Navigated, ScriptFailure, net_failure
from crawler.browser.keys import strokes
from crawler.browser.questions import pictures_in, screenshot
from records.facts import Outcome
from records.rendering import Box

CLOSING_SECONDS = 5

T = TypeVar("T")


class Tab:
    """A page in a context of its own: tabs share no cookies, no storage and no process. It is a Page for audits."""

    def __init__(self, context: BrowserContext, page: Page, session: CDPSession, refusal: GateRefusal) -> None:
        self.visits = 0
        self.is_fit = True
        """Whether another address may follow: not after a crash, nor while the page may still be busy."""
        self.asked = ""
        """The address that was asked for first, as Chromium writes it."""
        self.last_request: Request | None = None
        """The last one for the page itself, after every redirect."""
        self.browser = f"Chromium {context.browser.version}" if context.browser else ""
        size = page.viewport_size or {"width": 1280, "height": 800}
        self.viewport = size["width"], size["height"]
        self.page = page
        self.context = context
        self._session = session
        self._refusal = refusal
        self._frame_id = ""
        self._is_only_reading = False
        self._under_way: set[Request] = set()
        self._crashed: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    @classmethod
    async def open(cls, context: BrowserContext, script: str, refusal: GateRefusal) -> Tab:
        """Open a page whose every document runs `script` in our world before its own scripts."""
        page = await context.new_page()
        session = await context.new_cdp_session(page)
        tab = cls(context, page, session, refusal)
        tab._frame_id = (await session.send("Page.getFrameTree"))["frameTree"]["frame"]["id"]
        await session.send("Page.enable")
        await session.send("Page.addScriptToEvaluateOnNewDocument", {"source": script, "worldName": WORLD})
        await session.send("Page.addScriptToEvaluateOnNewDocument", {"source": HOOKS})
        context.on("page", _close_popup)
        page.on("crash", tab._note_crash)
        page.on("request", tab._note_request)
        page.on("requestfinished", tab._note_end)
        page.on("requestfailed", tab._note_end)
        return tab

    async def close(self) -> None:
        """Raise TimeoutError if the browser does not let go of it."""
        async with asyncio.timeout(CLOSING_SECONDS):
            with suppress(PlaywrightError):
                await self.context.close()

    async def go(self, url: str, seconds: float) -> None:
        self.visits += 1
        self.asked, self.last_request = "", None
        self._under_way.clear()
        if self._is_only_reading:
            self._is_only_reading = False
            await self._done(self.page.unroute_all(behavior="ignoreErrors"))
        try:
            await self._unless_crashed(self.context.clear_cookies(), CLOSING_SECONDS)
            going = self.page.goto(url, wait_until="commit", timeout=seconds * 1000)
            await self._unless_crashed(going, seconds + CLOSING_SECONDS)
        except PlaywrightError as error:
            if "ERR_HTTP_RESPONSE_CODE_FAILURE" not in error.message:  # an error status with nothing to show
                raise self._translated(error, url) from error

    async def response(self, seconds: float) -> Response | None:
        """What the server answered to the last request for the page; None if nothing, or not in time."""
        if self.last_request is None:
            return None
        with suppress(PlaywrightError, Failure):
            return await self._unless_crashed(self.last_request.response(), seconds)
        return None

    async def navigation(self) -> Request | None:
        return self.last_request

    async def answer(self, seconds: float) -> Answer | None:
        response = await self.response(seconds)
        return Answer(response.url, response.status, content_type(response)) if response else None

    async def address(self) -> str:
        return self.page.url

    async def settle(self, seconds: float) -> None:
        await self.evaluate("sitepatrol.settled()", seconds + LATE_RESOURCES_SECONDS + FONT_SECONDS)
        with suppress(TimeoutError):
            async with asyncio.timeout(NETWORK_SECONDS):
                while self._under_way:
                    await asyncio.sleep(QUIET_SECONDS)

    async def evaluate(self, expression: str, seconds: float) -> Any:
        try:
            return await self._unless_crashed(self._evaluate(expression), seconds)
        except PlaywrightError as error:
            if NAVIGATED.search(error.message):
                raise Navigated from None
            raise self._translated(error, self.page.url) from error

    async def evaluate_outside(self, expression: str, seconds: float) -> Any:
        try:
            asked = self._ask({"expression": expression})
            return (await self._unless_crashed(asked, seconds))["result"].get("value")
        except PlaywrightError as error:
            if NAVIGATED.search(error.message):
                raise Navigated from None
            raise self._translated(error, self.page.url) from error

    async def press(self, *keys: str) -> None:
        # All at once: the browser takes them in their order, and nobody waits for one before sending the next.
        sent = (self._session.send("Input.dispatchKeyEvent", stroke) for key in keys for stroke in strokes(key))
        await self._done(asyncio.gather(*sent))

    async def point(self, left: float, top: float) -> None:
        await self._done(self.page.mouse.move(left, top))

    async def hold(self) -> None:
        await self._done(self.page.mouse.down())

    async def let_go(self) -> None:
        await self._done(self.page.mouse.up())

    async def only_read(self) -> None:
        if not self._is_only_reading:
            self._is_only_reading = True
            await self._done(self.page.route("**/*", _only_reading))

    async def resize(self, width: int, height: int) -> None:
        await self._done(self.page.set_viewport_size({"width": width, "height": height}))
        self.viewport = width, height

    async def shoot(self, box: Box, kind: str = "png") -> bytes:
        answer = await self._done(self._session.send("Page.captureScreenshot", screenshot(box, kind)))
        return base64.b64decode(answer["data"])

    async def allow_motion(self, is_allowed: bool) -> bool:
        await self._done(self.page.emulate_media(reduced_motion="no-preference" if is_allowed else "reduce"))
        return is_allowed

    async def pictures(self, kinds: Set[str], most: int, most_bytes: int) -> Mapping[str, bytes]:
        tree = await self._done(self._session.send("Page.getResourceTree"))
        found = {}
        for url in pictures_in(tree, kinds, most, most_bytes):
            with suppress(PlaywrightError):  # what the browser has let go of meanwhile
                asked_for = {"frameId": self._frame_id, "url": url}
                content = await self._unless_crashed(
                    self._session.send("Page.getResourceContent", asked_for), ACTION_SECONDS
                )
                found[url] = base64.b64decode(content["content"])
        return found

    async def wait(self, seconds: float) -> None:
        await self._done(asyncio.sleep(seconds))

    async def _done(self, action: Awaitable[T]) -> T:
        try:
            return await self._unless_crashed(action, ACTION_SECONDS)
        except PlaywrightError as error:
            if NAVIGATED.search(error.message):
                raise Navigated from None
            raise self._translated(error, self.page.url) from error

    async def _evaluate(self, expression: str) -> Any:
        world = await self._session.send("Page.createIsolatedWorld", {"frameId": self._frame_id, "worldName": WORLD})
        answer = await self._ask({"expression": expression, "contextId": world["executionContextId"]})
        if "exceptionDetails" in answer:
            thrown = answer["exceptionDetails"]
            words = thrown.get("exception", {}).get("description") or thrown["text"]
            sentence = f"Our script failed on the page: {str(words).splitlines()[0][:300]}"
            raise ScriptFailure(Outcome.CRASHED, sentence)
        return answer["result"].get("value")

    async def _ask(self, asked: dict[str, Any]) -> dict[str, Any]:
        return await self._session.send("Runtime.evaluate", asked | {"awaitPromise": True, "returnByValue": True})

    async def _unless_crashed(self, waited_for: Awaitable[T], seconds: float) -> T:
        task = asyncio.ensure_future(waited_for)
        ends: set[asyncio.Future[Any]] = {task, self._crashed}
        try:
            await asyncio.wait(ends, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
            if task.done():
                return task.result()
        finally:
            task.cancel()
        if self._crashed.done():
            raise self._failure(Outcome.CRASHED, "The page crashed in the browser.")
        raise self._failure(Outcome.TIMED_OUT, f"The page kept the browser busy for more than {seconds:g} s.")

    def _translated(self, error: PlaywrightError, url: str) -> Failure:
        where = self.last_request.url if self.last_request else url
        return self._failure(*failure_of(error, where, self._refusal))

    def _failure(self, outcome: Outcome, sentence: str) -> Failure:
        # Even after a mere refusal: the browser's own error page comes late, and would cut the next visit short.
        self.is_fit = False
        return Failure(outcome, sentence)

    def _note_request(self, request: Request) -> None:
        self._under_way.add(request)
        if request.is_navigation_request() and _is_for_main_frame(request, self.page):
            self.asked = self.asked or request.url
            self.last_request = request

    def _note_end(self, request: Request) -> None:
        self._under_way.discard(request)

    def _note_crash(self, _page: Page) -> None:
        self.is_fit = False
        if not self._crashed.done():
            self._crashed.set_result(None)


def content_type(response: Response) -> str:
    """Media type, lower case, without parameters."""
    return response.headers.get("content-type", "").partition(";")[0].strip().lower()


def _is_for_main_frame(request: Request, page: Page) -> bool:
    with suppress(PlaywrightError):
        return request.frame == page.main_frame
    return True  # a page that does not exist yet is asked for


async def _close_popup(page: Page) -> None:
    with suppress(PlaywrightError):
        await page.close()


async def _only_reading(route: Route) -> None:
    with suppress(PlaywrightError):
        if route.request.method in ("GET", "HEAD", "OPTIONS"):
            await route.continue_()
        else:
            await route.abort()


NAVIGATED = re.compile(r"context was destroyed|Cannot find context|Promise was collected|navigated or closed", re.I)


def failure_of(error: PlaywrightError, url: str, refusal: GateRefusal) -> tuple[Outcome, str]:
    """What Playwright's error means, and one sentence on it; `url`: the address that was asked for last."""
    words = error.message.splitlines()[0]
    if isinstance(error, PlaywrightTimeout):
        return Outcome.TIMED_OUT, "The page did not arrive in time."
    if "Download is starting" in words:
        return Outcome.DOWNLOAD, "The server gave a file to download instead of a page."
    found = NET_ERROR.search(words)
    if not found:
        return Outcome.CRASHED, f"The browser stopped in the middle: {words[:300]}"
    return net_failure(found[1], url, refusal)
