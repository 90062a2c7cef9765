"""Make the window 320 by 256 CSS pixels, as a page enlarged to 400 % is, and see what it loses (WCAG 1.4.10)."""

from __future__ import annotations

from typing import Any

from crawler.browser.driver import Driver
from crawler.browser.trying import read_losses, read_spot, read_spots, script_of
from records.sizes import Reflow

DISTURBS = False
WIDTH, HEIGHT = 320, 256
SETTLE_SECONDS = 0.2
AGAIN_SECONDS = 0.1
SECONDS = 10
MOST_SPOTS = 20


async def probe(driver: Driver, url: str) -> Reflow:
    width, height = driver.viewport
    await _phase(driver, "before")
    try:
        await driver.resize(WIDTH, HEIGHT)
        await driver.wait(SETTLE_SECONDS)
        narrowed = await _phase(driver, "narrowed")
    finally:
        await driver.resize(width, height)
    await driver.wait(AGAIN_SECONDS)
    restored = await _phase(driver, "restored")
    return Reflow(
        url,
        int(narrowed["scrollWidth"]),
        read_spots(narrowed["outside"]),
        read_losses(restored["losses"]),
        read_spot(restored["pinned"]) if restored["pinned"] else None,
        covered=round(float(restored["covered"]), 2),
        can_close=bool(restored["canClose"]),
    )


async def _phase(driver: Driver, name: str) -> Any:
    return await driver.evaluate(f'({script_of(__name__)})("{name}", {WIDTH}, {MOST_SPOTS})', SECONDS)
