"""Give each tabbable element the focus, and see what shows that it has it (WCAG 2.4.7).

Elements that look alike are tried once. Where computed styles leave a doubt, pictures tell.
"""

from __future__ import annotations

import base64
import json
from typing import Any

from crawler.browser.driver import Driver
from crawler.browser.trying import read_spots, script_of
from records.keyboard import FocusLook, FocusLooks, Pixels
from records.rendering import Box

DISTURBS = True
SECONDS = 10
MOST_ELEMENTS = 300
MOST_SPOTS = 20
MOST_PICTURED = 6
PLAIN_CONTRAST = 1.3
"""From this ratio on a change of colour can be seen at all, so that no picture need be taken."""
ENOUGH_CONTRAST = 3.0


async def probe(driver: Driver, url: str) -> FocusLooks:
    await driver.press("Tab")  # so that the page knows that a keyboard is used
    seen = await driver.evaluate(f"({script_of(__name__)})({MOST_ELEMENTS}, {MOST_SPOTS})", SECONDS)
    doubtful = [at for at, look in enumerate(seen) if _is_doubtful(look)][:MOST_PICTURED]
    pixels = {at: await _pixels(driver, at) for at in doubtful}
    await driver.evaluate("sitepatrol.goOn()", SECONDS)
    return FocusLooks(url, tuple(_look(one, pixels.get(at)) for at, one in enumerate(seen)))


def _is_doubtful(look: dict[str, Any]) -> bool:
    if not look["isSeen"]:
        return True
    if look["appears"] or look["hasCaret"] or look["contrast"] >= ENOUGH_CONTRAST:
        return False
    return look["contrast"] < PLAIN_CONTRAST or bool(look["isUntold"])


async def _pixels(driver: Driver, at: int) -> Pixels | None:
    place = await driver.evaluate(f"sitepatrol.showFocus({at})", SECONDS)
    if place is None:
        return None
    box = Box(*(int(side) for side in place))
    around = 2 * (box.width + box.height)
    focused = await driver.shoot(box)
    await driver.evaluate("sitepatrol.hideFocus()", SECONDS)
    rest = await driver.shoot(box)
    if rest == focused:
        return Pixels(0, 0, around)
    rest_again = await driver.shoot(box)
    await driver.evaluate(f"sitepatrol.showFocus({at})", SECONDS)
    pictures = (focused, await driver.shoot(box), rest, rest_again)
    await driver.evaluate("sitepatrol.hideFocus()", SECONDS)
    asked = ",".join(json.dumps(base64.b64encode(picture).decode()) for picture in pictures)
    found = await driver.evaluate(f"sitepatrol.differing({asked})", SECONDS)
    return Pixels(int(found["changed"]), int(found["contrasting"]), around)


def _look(seen: dict[str, Any], pixels: Pixels | None) -> FocusLook:
    changes = tuple(str(name) for name in seen["changes"])
    contrast = round(float(seen["contrast"]), 2)
    return FocusLook(
        read_spots(seen["spots"]),
        is_seen=bool(seen["isSeen"]),
        appears=bool(seen["appears"]),
        has_caret=bool(seen["hasCaret"]),
        changes=changes,
        contrast=contrast,
        sticks=bool(seen["sticks"]),
        pixels=pixels,
    )
