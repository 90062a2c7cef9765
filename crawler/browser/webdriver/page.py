"""What every WebDriver can do with a page."""

from __future__ import annotations

import asyncio
import re
from abc import ABC, abstractmethod
from functools import partial

from selenium.webdriver import ActionChains
from selenium.webdriver.common.actions.action_builder import ActionBuilder
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.common.options import ArgOptions
from selenium.webdriver.remote.webdriver import WebDriver

from crawler.browser.axe import Axe
from crawler.browser.driver import ACTION_SECONDS, Impossible, Visitor
from crawler.browser.failures import Failure, GateRefusal
from crawler.browser.webdriver.session import Session
from records.facts import Outcome


class WebDriverPage(Visitor, ABC):
    """The page in front of a session's browser."""

    def __init__(self, session: Session, axe: Axe, viewport: tuple[int, int], refusal: GateRefusal) -> None:
        self.visits = 0
        self.browser = session.browser
        self.viewport = viewport
        self.session = session
        self._axe = axe
        self._refusal = refusal

    @staticmethod
    @abstractmethod
    def prepare(options: ArgOptions) -> None:
        """Ask in a session's options for what such a page needs."""

    @abstractmethod
    async def begin(self) -> None:
        """Make the new browser ready for its first visit. Raises Failure and Navigated."""

    async def press(self, *keys: str) -> None:
        def press(driver: WebDriver) -> None:
            chain = ActionChains(driver, duration=0)
            for key in keys:
                *held, last = key.split("+") if len(key) > 1 else [key]
                for each in held:
                    chain.key_down(_code(each))
                chain.send_keys(_code(last))
                for each in reversed(held):
                    chain.key_up(_code(each))
            chain.perform()

        await self.session.do(press, ACTION_SECONDS)

    async def point(self, left: float, top: float) -> None:
        width, height = self.viewport
        within = round(min(max(left, 0), width - 1)), round(min(max(top, 0), height - 1))

        def point(driver: WebDriver) -> None:
            actions = ActionBuilder(driver, duration=0)
            actions.pointer_action.move_to_location(*within)  # type: ignore[no-untyped-call]
            actions.perform()

        await self.session.do(point, ACTION_SECONDS)

    async def hold(self) -> None:
        await self.session.do(partial(_use_button, is_down=True), ACTION_SECONDS)

    async def let_go(self) -> None:
        await self.session.do(partial(_use_button, is_down=False), ACTION_SECONDS)

    async def only_read(self) -> None:
        raise Impossible

    async def wait(self, seconds: float) -> None:
        await asyncio.sleep(seconds)

    def failure(self, outcome: Outcome, sentence: str) -> Failure:
        """Why a visit ended so that no other may follow in this browser: its own error page may come late."""
        self.session.is_fit = False
        return Failure(outcome, sentence)

    def too_busy(self, seconds: float) -> Failure:
        return self.failure(Outcome.TIMED_OUT, f"The page kept the browser busy for more than {seconds:g} s.")


def _use_button(driver: WebDriver, *, is_down: bool) -> None:
    actions = ActionBuilder(driver, duration=0)
    if is_down:
        actions.pointer_action.pointer_down()  # type: ignore[no-untyped-call]
    else:
        actions.pointer_action.pointer_up()  # type: ignore[no-untyped-call]
    actions.perform()


def _code(key: str) -> str:
    """WebDriver's code for a key that is named as in UI Events: "Tab", "ArrowDown", "a"."""
    return key if len(key) == 1 else str(getattr(Keys, re.sub(r"(?<=[a-z])(?=[A-Z])", "_", key).upper()))
