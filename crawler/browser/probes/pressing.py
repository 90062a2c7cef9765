"""Press the pointer's button on what listens to that, let go elsewhere: nothing should have happened (WCAG 2.5.2)."""

from __future__ import annotations

from typing import Any

from crawler.browser.driver import Driver
from crawler.browser.trying import read_spot, script_of
from records.interacting import Press, Presses

DISTURBS = 1
SECONDS = 10
MOST_ELEMENTS = 4
SETTLE_SECONDS = 0.08


async def probe(driver: Driver, url: str) -> Presses:
    count = int(await driver.evaluate(f"({script_of(__name__)})({MOST_ELEMENTS})", SECONDS))
    if count:
        await driver.only_read()
    tried = [await _tried(driver, at) for at in range(count)]
    found = tuple(press for press in tried if press and (press.led_to or press.acts))
    return Presses(url, found)


async def _tried(driver: Driver, at: int) -> Press | None:
    async def ask(question: str) -> Any:
        return await driver.evaluate(f"sitepatrol.pressing.{question}({at})", SECONDS)

    place = await ask("point")
    if place is None:
        return None
    await driver.point(*place)
    await driver.wait(SETTLE_SECONDS)
    await ask("begin")
    await driver.hold()
    await driver.wait(SETTLE_SECONDS)
    seen = await ask("held")
    _, height = driver.viewport
    await driver.point(1, height - 1)
    await driver.let_go()
    await driver.wait(SETTLE_SECONDS)
    is_undone = bool(await ask("isUndone"))
    return Press(read_spot(seen["spot"]), str(seen["ledTo"]), bool(seen["acts"]), is_undone)
