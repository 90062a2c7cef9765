"""Turn the window as a phone is turned, and see what of the page turns or goes (WCAG 1.3.4)."""

from __future__ import annotations

from typing import Any

from crawler.browser.driver import Driver
from crawler.browser.trying import read_spots, script_of
from records.sizes import Orientation, Shape

DISTURBS = False
LONG, SHORT = 640, 360
SETTLE_SECONDS = 0.15
SECONDS = 10


async def probe(driver: Driver, url: str) -> Orientation:
    if not await _phase(driver, "found"):
        return Orientation(url)
    width, height = driver.viewport
    try:
        for phase, size in (("wide", (LONG, SHORT)), ("tall", (SHORT, LONG))):
            await driver.resize(*size)
            await driver.wait(SETTLE_SECONDS)
            await _phase(driver, phase)
    finally:
        await driver.resize(width, height)
    seen = await _phase(driver, "compared")
    return Orientation(
        url,
        read_spots(seen["turned"]),
        round(float(seen["turnedShare"]), 2),
        Shape(seen["missingIn"]),
        round(float(seen["missingShare"]), 2),
        read_spots(seen["asked"]),
    )


async def _phase(driver: Driver, name: str) -> Any:
    return await driver.evaluate(f'({script_of(__name__)})("{name}")', SECONDS)
