"""Point at words and set the focus on them, and see whether they still stand out (WCAG 1.4.3)."""

from __future__ import annotations

import base64
import json
from typing import Any

from crawler.browser.driver import Driver
from crawler.browser.trying import read_spot, script_of
from records.contrast import Faded, State, StateContrast
from records.rendering import Box

DISTURBS = True
"""What opens under the pointer need not close behind it."""
SECONDS = 10


async def probe(driver: Driver, url: str) -> StateContrast:
    count = await _phase(driver, "found")
    faded = [one for number in range(count) if (one := await _faded(driver, number))]
    if count:
        await driver.point(0, 0)
    await _phase(driver, "restored")
    return StateContrast(url, tuple(faded))


async def _faded(driver: Driver, number: int) -> Faded | None:
    await driver.point(0, 0)
    place = await _phase(driver, "brought", number)
    if place is not None:
        await driver.point(*map(float, place))
    sides = await _phase(driver, "judged", number)
    if sides is None:
        return None
    image = await driver.shoot(Box(*map(round, sides)))
    seen = await _phase(driver, "confirmed", number, base64.b64encode(image).decode())
    if seen is None:
        return None
    return Faded(
        read_spot(seen["spot"]),
        State(seen["state"]),
        ratio=round(float(seen["ratio"]), 2),
        needed=float(seen["needed"]),
        colour=str(seen["colour"])[:20],
        ground=str(seen["ground"])[:20],
    )


async def _phase(driver: Driver, name: str, *asked: object) -> Any:
    return await driver.evaluate(f"({script_of(__name__)})(...{json.dumps([name, *asked])})", SECONDS)
