"""Measure how the edges of fields and the icons of buttons stand out (WCAG 1.4.11)."""

from __future__ import annotations

import base64
import json
from typing import Any

from crawler.browser.driver import Driver
from crawler.browser.trying import read_spot, script_of
from records.contrast import ControlContrast, Faint
from records.rendering import Box

DISTURBS = False
SECONDS = 10


async def probe(driver: Driver, url: str) -> ControlContrast:
    found = await _phase(driver, "found")
    icons: list[Faint] = []
    for number in range(int(found["screens"])):
        sides = await _phase(driver, "shown", number)
        if sides is None:
            continue
        box = Box(*map(round, sides))
        images = [base64.b64encode(await driver.shoot(box)).decode() for _ in range(2)]
        icons += map(_faint, await _phase(driver, "measured", number, *images))
    await _phase(driver, "restored")
    return ControlContrast(url, tuple(map(_faint, found["fields"])), tuple(icons))


async def _phase(driver: Driver, name: str, *asked: object) -> Any:
    return await driver.evaluate(f"({script_of(__name__)})(...{json.dumps([name, *asked])})", SECONDS)


def _faint(seen: dict[str, Any]) -> Faint:
    ratio = round(float(seen["ratio"]), 2)
    return Faint(read_spot(seen["spot"]), ratio, str(seen["colour"])[:20], str(seen["ground"])[:20])
