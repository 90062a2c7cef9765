"""Measure how words stand out from pictures and gradients behind them, where axe-core leaves it open (WCAG 1.4.3)."""

from __future__ import annotations

import base64
import json
from typing import Any

from crawler.browser.driver import Driver
from crawler.browser.trying import read_spot, script_of
from records.contrast import MeasuredContrast, WordContrast
from records.rendering import Box

DISTURBS = False
SECONDS = 20


async def probe(driver: Driver, url: str) -> WordContrast:
    screens = await _phase(driver, "found")
    measured: list[MeasuredContrast] = []
    for number in range(screens):
        measured += await _measured(driver, number)
    await _phase(driver, "restored")
    return WordContrast(url, tuple(measured))


async def _measured(driver: Driver, number: int) -> list[MeasuredContrast]:
    sides = await _phase(driver, "shown", number)
    if sides is None:
        return []
    box = Box(*map(round, sides))
    images = [await driver.shoot(box)]
    for colour in ("transparent", "black", "white"):
        await _phase(driver, "filled", colour)
        images.append(await driver.shoot(box))
    await _phase(driver, "unfilled")
    encoded = (base64.b64encode(image).decode() for image in images)
    return [_contrast(seen) for seen in await _phase(driver, "measured", number, *encoded)]


async def _phase(driver: Driver, name: str, *asked: object) -> Any:
    return await driver.evaluate(f"({script_of(__name__)})(...{json.dumps([name, *asked])})", SECONDS)


def _contrast(seen: dict[str, Any]) -> MeasuredContrast:
    return MeasuredContrast(
        read_spot(seen["spot"]),
        str(seen["target"])[:1000],
        needed=float(seen["needed"]),
        lowest=round(float(seen["lowest"]), 2),
        highest=round(float(seen["highest"]), 2),
        below=round(float(seen["below"]), 3),
        illegible=round(float(seen["illegible"]), 3),
        colour=str(seen["colour"])[:20],
        is_certain=bool(seen["isCertain"]),
    )
