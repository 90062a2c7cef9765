"""Change choices and short fields by key, and see whether the page goes elsewhere or moves the focus (WCAG 3.2.2)."""

from __future__ import annotations

from typing import Any

from crawler.browser.driver import Driver
from crawler.browser.trying import read_spot, script_of
from records.interacting import Choice, Choices, Entry

DISTURBS = 1
SECONDS = 10
MOST_ALIKE = 2
MOST_FIELDS = 6
SETTLE_SECONDS = 0.3


async def probe(driver: Driver, url: str) -> Choices:
    count = int(await driver.evaluate(f"({script_of(__name__)})({MOST_ALIKE}, {MOST_FIELDS})", SECONDS))
    if count:
        await driver.only_read()
    tried = [await _tried(driver, at) for at in range(count)]
    return Choices(url, tuple(choice for choice in tried if choice and (choice.led_to or choice.moved_to)))


async def _tried(driver: Driver, at: int) -> Choice | None:
    keys = await driver.evaluate(f"sitepatrol.choosing.begin({at})", SECONDS)
    if keys is None:
        return None
    await driver.press(*map(str, keys))
    await driver.wait(SETTLE_SECONDS)
    seen: dict[str, Any] = await driver.evaluate(f"sitepatrol.choosing.outcome({at})", SECONDS)
    moved_to = read_spot(seen["movedTo"]) if seen["movedTo"] else None
    return Choice(read_spot(seen["spot"]), Entry(seen["entry"]), str(seen["ledTo"]), moved_to, str(seen["around"]))
