"""A page in any browser, by what every WebDriver offers: no world of our own, and no sight of the network.

axe-core and our scripts run among the page's own, injected by axe-selenium-python once it has loaded. What listens to
which events must be heard before that, and only WebDriver BiDi lets a script in so early: a driver without it is turned
away, since it would make an audit that is deaf look like one that found nothing.
"""

from __future__ import annotations

import asyncio
import io
import json
from collections.abc import Callable, Mapping, Set
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from tempfile import NamedTemporaryFile
from typing import Any, Final

from axe_selenium_python import Axe as Injection
from PIL import Image
from selenium.common.exceptions import WebDriverException
from selenium.webdriver.common.options import ArgOptions
from selenium.webdriver.remote.webdriver import WebDriver

from crawler.browser.axe import FONT_SECONDS, HANDLE, HOOKS, LATE_RESOURCES_SECONDS, Axe
from crawler.browser.driver import ACTION_SECONDS, NETWORK_SECONDS, QUIET_SECONDS, Answer
from crawler.browser.failures import Failure, GateRefusal, Navigated, ScriptFailure, host_and_port
from crawler.browser.webdriver.page import WebDriverPage
from crawler.browser.webdriver.session import Session
from records.facts import Outcome
from records.rendering import Box

MOST_FRAMES: Final = 20
DEEPEST: Final = 4
"""Frames within frames."""
RESIZING_TRIES: Final = 20
"""A window takes its time."""
PARTS: Final = """
const [entry] = performance.getEntriesByType("navigation");
return [performance.timeOrigin, entry?.name ?? "", entry?.responseStatus ?? 0, document.contentType, location.protocol];
"""
ASKING: Final = """
const done = arguments[arguments.length - 1], sitepatrol = window[%s];
if (%s) done({gone: true});
else (async () => { try { done({value: await (%s)}); } catch (error) { done({error: String(error)}); } })();
"""


@dataclass(frozen=True)
class Document:
    """What a page tells of the request that brought it."""

    began: float
    """Milliseconds since 1970: with that, no two are equal."""
    url: str
    status: int
    """Of HTTP; 0 where the browser does not tell."""
    media_type: str
    scheme: str

    @property
    def is_of_the_web(self) -> bool:
        return self.scheme in ("http:", "https:", "data:")


class PlainPage(WebDriverPage):
    def __init__(self, session: Session, axe: Axe, viewport: tuple[int, int], refusal: GateRefusal) -> None:
        super().__init__(session, axe, viewport, refusal)
        self._last: Document | None = None

    @staticmethod
    def prepare(options: ArgOptions) -> None:
        options.enable_bidi = True

    async def begin(self) -> None:
        try:
            await self.session.do(lambda driver: driver.script.pin(f"() => {{ {HOOKS} }}"), ACTION_SECONDS)
        except Failure as failure:
            raise Failure(failure.outcome, f"It lets no script in before a page's own: {failure}") from None
        await self.resize(*self.viewport)

    async def go(self, url: str, seconds: float) -> None:
        self.visits += 1
        before = await self._document(seconds)

        def go(driver: WebDriver) -> None:
            driver.delete_all_cookies()
            driver.get(url)

        await self.session.do(go, ACTION_SECONDS)
        now = await self._document_when(lambda document: document != before, seconds)
        if now is None:
            raise self.failure(Outcome.TIMED_OUT, "The page did not arrive in time.")
        if not now.is_of_the_web and now.status < 400:
            where = now.url or url
            refused = self._refusal(*host_and_port(where))
            sentence = f"No answer came from {where[:300]}."
            raise self.failure(refused.outcome, str(refused)) if refused else self.failure(Outcome.DROPPED, sentence)

    async def navigation(self) -> Document | None:
        self._last = await self._document_when(lambda document: True, ACTION_SECONDS)
        if self._last is None:
            raise self.too_busy(ACTION_SECONDS)
        return self._last

    async def answer(self, seconds: float) -> Answer | None:
        document = self._last
        return Answer(document.url, document.status, document.media_type) if document and document.status else None

    async def _document_when(self, has_come: Callable[[Document], bool], seconds: float) -> Document | None:
        """The page that is there, once it has come so far and no dialog is in the way; None if not in time."""
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                while (document := await self._document(seconds)) is None or not has_come(document):
                    await asyncio.sleep(QUIET_SECONDS)
                return document
        return None

    async def _document(self, seconds: float) -> Document | None:
        with suppress(Navigated):
            return Document(*await self._told(PARTS, seconds))
        return None

    async def _told(self, script: str, seconds: float, *, calls_back: bool = False) -> Any:
        """As `Session.run`, of scripts that always answer something."""
        answer = await self.session.run(script, seconds, calls_back=calls_back)
        if answer is None:
            raise Navigated  # a dialog has opened meanwhile: WebDriver then waves it away and answers nothing
        return answer

    async def address(self) -> str:
        return str(await self._told("return location.href", ACTION_SECONDS))

    async def settle(self, seconds: float) -> None:
        await self._loaded(seconds)
        await self.session.do(self._inject, seconds)
        await self.evaluate("sitepatrol.settled(0)", LATE_RESOURCES_SECONDS + FONT_SECONDS)
        await asyncio.sleep(NETWORK_SECONDS)  # what it still fetches cannot be seen: it gets all the time there is

    async def _loaded(self, seconds: float) -> None:
        """Wait for the HTML, and a while for all that it names. Raises Failure where its scripts do not end in time."""
        clock = asyncio.get_running_loop().time
        end = clock() + seconds
        while (state := await self._state(seconds)) not in ("interactive", "complete"):
            if clock() > end:
                raise self.too_busy(seconds)
            await asyncio.sleep(QUIET_SECONDS)
        end = clock() + LATE_RESOURCES_SECONDS
        while state != "complete" and clock() < end:
            await asyncio.sleep(QUIET_SECONDS)
            state = await self._state(seconds)

    async def _state(self, seconds: float) -> object:
        try:
            return await self._told("return document.readyState", seconds)
        except Navigated:
            return None

    def _inject(self, driver: WebDriver) -> None:
        """Bring our scripts into the page, and into its frames as far as they can be reached."""
        left = MOST_FRAMES

        def inject(depth: int) -> None:
            nonlocal left
            Injection(driver, script_url=file.name).inject()
            for frame in driver.find_elements("css selector", "iframe, frame") if depth < DEEPEST else ():
                if (left := left - 1) < 0:
                    return
                with suppress(WebDriverException):
                    driver.switch_to.frame(frame)
                    try:
                        inject(depth + 1)
                    finally:
                        driver.switch_to.parent_frame()

        driver.switch_to.default_content()
        with NamedTemporaryFile("w", suffix=".js", encoding="utf-8") as file:
            file.write(self._axe.page_script)
            file.flush()
            inject(0)

    async def evaluate(self, expression: str, seconds: float) -> Any:
        return self._said(await self._run(expression, seconds, unless="!sitepatrol"))

    def _said(self, answer: dict[str, Any]) -> Any:
        if "error" in answer:
            words = str(answer["error"])[:300]
            raise ScriptFailure(Outcome.CRASHED, f"Our script failed on the page: {words}")
        return answer.get("value")

    async def evaluate_outside(self, expression: str, seconds: float) -> Any:
        return (await self._run(expression, seconds, unless="false")).get("value")

    async def _run(self, expression: str, seconds: float, unless: str) -> dict[str, Any]:
        script = ASKING % (json.dumps(HANDLE), unless, expression)
        answer = await self._told(script, seconds, calls_back=True)
        if not isinstance(answer, dict) or "gone" in answer:
            raise Navigated
        return answer

    async def resize(self, width: int, height: int) -> None:
        wanted = [width, height]
        inside = await self._inside()
        for _ in range(RESIZING_TRIES):
            if inside == wanted:
                break
            await self.session.do(partial(_grow, wider=width - inside[0], higher=height - inside[1]), ACTION_SECONDS)
            await asyncio.sleep(QUIET_SECONDS)
            inside = await self._inside()
        self.viewport = inside[0], inside[1]
        if inside[0] != width:
            raise ValueError(f"The window's inside is {inside[0]} pixels wide instead of {width}.")

    async def _inside(self) -> list[int]:
        return list(await self._told("return [innerWidth, innerHeight]", ACTION_SECONDS))

    async def shoot(self, box: Box, kind: str = "png") -> bytes:
        whole = await self.session.do(lambda driver: driver.get_screenshot_as_png(), ACTION_SECONDS)
        left, top, scale = await self._told("return [scrollX, scrollY, devicePixelRatio]", ACTION_SECONDS)
        sides = (box.left - left, box.top - top, box.left - left + box.width, box.top - top + box.height)
        with Image.open(io.BytesIO(whole)) as picture, io.BytesIO() as file:
            inside = [
                min(max(round(side * scale), 0), most) for side, most in zip(sides, picture.size * 2, strict=True)
            ]
            right, bottom = max(inside[2], inside[0] + 1), max(inside[3], inside[1] + 1)
            picture.convert("RGB").crop((inside[0], inside[1], right, bottom)).save(file, kind)
            return file.getvalue()

    async def allow_motion(self, is_allowed: bool) -> bool:
        return False

    async def pictures(self, kinds: Set[str], most: int, most_bytes: int) -> Mapping[str, bytes]:
        return {}


def _grow(driver: WebDriver, wider: int, higher: int) -> None:
    size = driver.get_window_size()
    driver.set_window_size(size["width"] + wider, size["height"] + higher)
