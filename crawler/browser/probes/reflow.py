"""Make the window 320 CSS pixels wide, as a page enlarged to 400 % is, and see what reaches beyond it (WCAG 1.4.10)."""

from __future__ import annotations

from crawler.browser.driver import Driver
from crawler.browser.trying import read_spot, script_of
from records.trials import Reflow

DISTURBS = False
WIDTH = 320
SETTLE_SECONDS = 0.2
SECONDS = 10
MOST_SPOTS = 20


async def probe(driver: Driver, url: str) -> Reflow:
    width, height = driver.viewport
    try:
        await driver.resize(WIDTH, height)
        await driver.wait(SETTLE_SECONDS)
        seen = await driver.evaluate(f"({script_of(__name__)})({WIDTH}, {MOST_SPOTS})", SECONDS)
    finally:
        await driver.resize(width, height)
    return Reflow(url, int(seen["scrollWidth"]), tuple(map(read_spot, seen["outside"])))
