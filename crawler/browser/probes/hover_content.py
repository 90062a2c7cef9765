"""Point at what shows more when it is pointed at, and see whether the keyboard shows it too (WCAG 2.1.1, 1.4.13).

What does so is known by the style sheets' rules for :hover, and by listeners. Elements that look alike are tried once.
"""

from __future__ import annotations

from typing import Any

from crawler.browser.driver import Driver
from crawler.browser.trying import read_spot, script_of
from records.hovering import HoverContent, HoverContents

DISTURBS = True
SECONDS = 10
MOST_TRIGGERS = 5
SOON, LATE = 0.06, 0.3
"""Seconds until what a style sheet shows is there, and what a script shows that waits whether the pointer stays."""
KEYS = ("Enter", "Space", "ArrowDown")


async def probe(driver: Driver, url: str) -> HoverContents:
    count = int(await driver.evaluate(f"({script_of(__name__)})({MOST_TRIGGERS})", SECONDS))
    found = [await Pointing(driver, at).outcome() for at in range(count)]
    if count:
        await driver.evaluate("sitepatrol.hover.end()", SECONDS)
    return HoverContents(url, tuple(filter(None, found)))


class Pointing:
    """One element pointed at."""

    def __init__(self, driver: Driver, at: int) -> None:
        self._driver = driver
        self._at = at

    async def outcome(self) -> HoverContent | None:
        """None where nothing appears that was not there before."""
        await self._point_away()
        begun = await self._ask("begin")
        place = begun["point"]
        if place is None:
            return None
        told = await self._appears(place, (SOON, LATE) if begun["isListening"] else (SOON,))
        if told is None:
            return None
        is_hoverable = await self._can_be_pointed_at() if not told["isDrawn"] else True
        await self._driver.point(*place)
        await self._driver.wait(SOON)
        is_dismissed = await self._is_dismissed()
        await self._point_away()
        await self._driver.wait(SOON)
        if await self._is_shown():
            await self._driver.wait(LATE)
        is_left_out = told["isInComposite"] or await self._is_shown()
        by_keyboard = None if is_left_out else await self._by_keyboard()
        return HoverContent(
            read_spot(told["trigger"]),
            read_spot(told["content"]),
            str(told["words"]),
            has_controls=bool(told["hasControls"]),
            is_repeated=bool(told["isRepeated"]),
            covers=bool(told["covers"]),
            by_keyboard=by_keyboard,
            is_hoverable=is_hoverable,
            is_dismissed=is_dismissed,
        )

    async def _appears(self, place: list[float], waits: tuple[float, ...]) -> dict[str, Any] | None:
        await self._driver.point(*place)
        for seconds in waits:
            await self._driver.wait(seconds)
            told: dict[str, Any] | None = await self._ask("pointed")
            if told:
                return told
        return None

    async def _can_be_pointed_at(self) -> bool:
        for place in await self._ask("way"):
            await self._driver.point(*place)
        await self._driver.wait(SOON)
        return await self._is_shown()

    async def _is_dismissed(self) -> bool:
        """Whether Escape hides it while the pointer stays."""
        if not await self._is_shown():
            return True
        await self._driver.press("Escape")
        await self._driver.wait(SOON)
        return not await self._is_shown()

    async def _by_keyboard(self) -> bool:
        for key, is_pressed in enumerate(await self._ask("keys")):
            await self._driver.evaluate(f"sitepatrol.hover.focus({self._at}, {key})", SECONDS)
            await self._driver.wait(SOON)
            if await self._is_shown():
                return True
            for name in KEYS if is_pressed else KEYS[-1:]:
                await self._driver.press(name)
                await self._driver.wait(SOON)
                if await self._is_shown():
                    await self._driver.press("Escape")
                    return True
        return False

    async def _point_away(self) -> None:
        _, height = self._driver.viewport
        await self._driver.point(1, height - 1)

    async def _is_shown(self) -> bool:
        return bool(await self._ask("isShown"))

    async def _ask(self, question: str) -> Any:
        return await self._driver.evaluate(f"sitepatrol.hover.{question}({self._at})", SECONDS)
