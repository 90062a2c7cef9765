"""Press the keys of single characters while nothing has the focus, and see whether something happens (WCAG 2.1.4)."""

from __future__ import annotations

from typing import Any

from crawler.browser.driver import Driver
from crawler.browser.trying import script_of
from records.interacting import Effect, Shortcuts

DISTURBS = 1
SECONDS = 10
GROUPS = ("abcdefghijklm", "nopqrstuvwxyz", "0123456789", "/?.,;'[]-=")
MOST_FOUND = 3
MOST_TRIES = 20
IDLE_SECONDS = 0.05
LATE_SECONDS = 0.1


async def probe(driver: Driver, url: str) -> Shortcuts:
    seen = await driver.evaluate(f"({script_of(__name__)})()", SECONDS)
    has_setting = bool(seen["hasSetting"])
    if not seen["isListening"]:
        return Shortcuts(url, has_setting=has_setting)
    await driver.only_read()
    await driver.press("Escape")  # so that scripts that note whether a keyboard is used have done so
    await driver.wait(IDLE_SECONDS)
    trying = Trying(driver)
    for group in GROUPS:
        await trying.press(group)
    await driver.evaluate("sitepatrol.shortcuts.end()", SECONDS)
    return Shortcuts(url, tuple(trying.found), has_setting)


class Trying:
    """Keys pressed, many at once, and then those one by one after which something happened."""

    def __init__(self, driver: Driver) -> None:
        self.found: list[tuple[str, Effect]] = []
        self._tries = 0
        self._driver = driver

    async def press(self, group: str) -> None:
        await self._ask("begin")
        await self._driver.press(*group)
        await self._driver.wait(LATE_SECONDS)
        suspects = [str(key) for key in await self._ask("suspects")]
        known = len(self.found)
        for key in suspects:
            await self._try(key)
        if suspects and len(self.found) == known:  # it came late, so that another key is behind it
            for key in group:
                await self._try(key)

    async def _try(self, key: str) -> None:
        if len(self.found) == MOST_FOUND or self._tries == MOST_TRIES:
            return
        self._tries += 1
        await self._ask("rest")
        await self._driver.wait(IDLE_SECONDS)
        await self._ask("ready")
        await self._driver.press(key)
        await self._driver.wait(LATE_SECONDS)
        if effect := await self._ask("effect"):
            self.found.append((key, Effect(effect)))

    async def _ask(self, question: str) -> Any:
        return await self._driver.evaluate(f"sitepatrol.shortcuts.{question}()", SECONDS)
