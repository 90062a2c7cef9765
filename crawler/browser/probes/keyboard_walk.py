"""Go through the page with the Tab key, and see where it leads (WCAG 2.1.2, 2.4.3, 2.4.11, 3.2.1).

The walk is quick as long as each press leads to an element not met before. Where it does not, it waits after each
press: scripts may move the focus late.
"""

from __future__ import annotations

from typing import Any

from crawler.browser.driver import Driver
from crawler.browser.trying import read_spot, read_spots, script_of
from records.keyboard import Fate, KeyboardWalk, Stop, Trap

DISTURBS = True
SECONDS = 10
MOST_STOPS = 150
MOST_MORE = 20
"""How many more presses than there are elements to stop at: frames have more."""
MOST_SLOW = 60
MOST_BACK = 60
MOST_IN_FRAME = 10
MOST_TRAPS = 3
MOST_DOUBTFUL = 8
AT_ONCE = 12
PATIENCE_SECONDS = 0.06
CALM = 8
"""After so many presses as they should be, the walk is quick again."""
LOOKS = 2
LONGEST_ROUND = 15


async def probe(driver: Driver, url: str) -> KeyboardWalk:
    expected = int(await driver.evaluate(f"({script_of(__name__)})({MOST_STOPS})", SECONDS))
    walker = Walker(driver)
    await walker.walk(expected)
    if await driver.evaluate("sitepatrol.walk.isCovered()", SECONDS):
        await walker.walk_back()
    await walker.try_again()
    stops = await driver.evaluate("sitepatrol.walk.tell()", SECONDS)
    return KeyboardWalk(url, tuple(map(_stop, stops)), tuple(walker.traps), walker.is_whole)


class Walker:
    def __init__(self, driver: Driver) -> None:
        self.traps: list[Trap] = []
        self.is_whole = False
        """Whether the walk came to the page's end."""
        self._driver = driver
        self._pause = 0.0

    async def walk(self, expected: int) -> None:
        calm = stale = pressed = slow = in_frame = suspicions = 0
        while pressed < expected + MOST_MORE and slow < MOST_SLOW and in_frame < MOST_IN_FRAME:
            for state in await self._press("Tab", expected + 1 - pressed):
                pressed += 1
                if state == "nowhere":
                    if not await self._is_fetched_back():
                        self.is_whole = True
                        return
                    calm, stale, self._pause = 0, stale + 1, PATIENCE_SECONDS
                    break
                slow += self._pause > 0
                in_frame = in_frame + 1 if state == "frame" else 0
                calm, stale = (calm + 1, 0) if state in ("new", "frame") else (0, stale + 1)
            self._pause = PATIENCE_SECONDS if calm < CALM and (stale or self._pause) else 0.0
            if stale < 3 or stale < min(await self._ask("size()"), LONGEST_ROUND):
                continue
            suspicions += 1
            if await self._is_caught() or suspicions >= MOST_TRAPS:
                return
            stale = 0

    async def _press(self, key: str, most: int) -> list[str]:
        """What each press of the key has done: of many at once, or of one when it has had its time."""
        await self._driver.press(*[key] * (1 if self._pause else max(1, min(AT_ONCE, most))))
        if self._pause:
            await self._driver.wait(self._pause)
        return [str(state) for state in await self._ask("states()")]

    async def _is_fetched_back(self) -> bool:
        """Whether a script brings the focus back from the page's end."""
        if not await self._ask("isListening()"):
            return False
        await self._driver.wait(2 * PATIENCE_SECONDS)
        return bool(await self._ask("isBack()"))

    async def _is_caught(self) -> bool:
        """Whether no key leads on from where focus goes round."""
        trap = await self._ask("suspect()")
        way_out = await self._way_out(int(trap["size"]))
        if way_out != "Tab":
            self.traps.append(_trap(trap, way_out))
        await self._ask("states()")
        return way_out not in ("Tab", "Escape")

    async def _way_out(self, size: int) -> str:
        """The first key of those that lead out; empty where none does."""
        back = ["Shift+Tab"] * (min(size, LONGEST_ROUND) + 1)
        for keys in (["Tab"], ["Escape", "Tab"], back):
            for key in keys:
                await self._driver.press(key)
                await self._driver.wait(2 * PATIENCE_SECONDS)
                if key != "Escape" and await self._stays_out():
                    return keys[0]
        return ""

    async def _stays_out(self) -> bool:
        """Whether the focus is out and no script fetches it back: on a busy machine that takes a while."""
        for _ in range(LOOKS):
            if not await self._ask("isOut()"):
                return False
            await self._driver.wait(2 * PATIENCE_SECONDS)
        return bool(await self._ask("isOut()"))

    async def walk_back(self) -> None:
        """From the end to the beginning: what a fixed header hides is met on the way up."""
        await self._ask("turnBack()")
        self._pause = 0.0
        for _ in range(MOST_BACK // AT_ONCE):
            if "nowhere" in await self._press("Shift+Tab", AT_ONCE):
                return

    async def try_again(self) -> None:
        """What moves the focus or leads away does so twice, when it has its time."""
        for at in (await self._ask("doubtful()"))[:MOST_DOUBTFUL]:
            for _ in range(2):
                if not await self._ask(f"again({int(at)})"):
                    break
                await self._driver.wait(2 * PATIENCE_SECONDS)
                if not await self._ask(f"settle({int(at)})"):
                    break

    async def _ask(self, question: str) -> Any:
        return await self._driver.evaluate(f"sitepatrol.walk.{question}", SECONDS)


def _trap(seen: dict[str, Any], way_out: str) -> Trap:
    spots, unreached = read_spots(seen["spots"]), int(seen["unreached"])
    return Trap(spots, way_out, unreached, bool(seen["isInDialog"]), bool(seen["hasButton"]), str(seen["help"])[:300])


def _stop(seen: dict[str, Any]) -> Stop:
    return Stop(
        read_spot(seen["spot"]),
        is_seen=bool(seen["isSeen"]),
        is_in_view=bool(seen["isInView"]),
        is_fixed=bool(seen["isFixed"]),
        is_idle=bool(seen["isIdle"]),
        cover=read_spot(seen["cover"]) if seen["cover"] else None,
        is_cover_fixed=bool(seen["isCoverFixed"]),
        fate=Fate(seen["fate"]),
        is_fate_sure=bool(seen["isFateSure"]),
        moved_to=read_spot(seen["movedTo"]) if seen["movedTo"] else None,
        led_to=str(seen["ledTo"]),
    )
