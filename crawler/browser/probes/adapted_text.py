"""Enlarge the page's words to 200 %, alone and with the whole page, and put them further apart (WCAG 1.4.4, 1.4.12)."""

from __future__ import annotations

from typing import Any

from crawler.browser.driver import Driver
from crawler.browser.trying import read_losses, read_spots, script_of
from records.sizes import AdaptedText

DISTURBS = False
SETTLE_SECONDS = 0.15
SECONDS = 10


async def probe(driver: Driver, url: str) -> AdaptedText:
    width, height = driver.viewport
    await _phase(driver, "restyled")
    try:
        await driver.resize(width // 2, height // 2)
        await driver.wait(SETTLE_SECONDS)
        if await _phase(driver, "halved"):
            await driver.resize(width // 4, height // 4)
            await driver.wait(SETTLE_SECONDS)
            await _phase(driver, "quartered")
    finally:
        await driver.resize(width, height)
    await driver.wait(SETTLE_SECONDS)
    seen = await _phase(driver, "restored")
    doubled, zoomed, spaced = (read_losses(seen[name]) for name in ("doubled", "zoomed", "spaced"))
    return AdaptedText(url, doubled, zoomed, spaced, read_spots(seen["unscaled"]))


async def _phase(driver: Driver, name: str) -> Any:
    return await driver.evaluate(f'({script_of(__name__)})("{name}")', SECONDS)
