"""Follow the links that promise to skip to the content, and press Tab: where is the focus then (WCAG 2.4.1)?"""

from __future__ import annotations

from typing import Any

from crawler.browser.driver import Driver
from crawler.browser.trying import read_spot, script_of
from records.keyboard import SkipLink, SkipLinks

DISTURBS = True
SECONDS = 10
FIRST_FEW = 8
"""Skip links stand among the first elements of a page that Tab reaches."""
MOST_LINKS = 3
SETTLE_SECONDS = 0.05, 0.4


async def probe(driver: Driver, url: str) -> SkipLinks:
    count = int(await driver.evaluate(f"({script_of(__name__)})({FIRST_FEW}, {MOST_LINKS})", SECONDS))
    tried = [await _tried(driver, at) for at in range(count)]
    return SkipLinks(url, tuple(filter(None, tried)))


async def _tried(driver: Driver, at: int) -> SkipLink | None:
    """None where the link cannot have the focus. One that seems to do nothing is given more time."""
    link = None
    for seconds in SETTLE_SECONDS:
        if not await driver.evaluate(f"sitepatrol.skips.begin({at})", SECONDS):
            break
        await driver.press("Enter")
        await driver.wait(seconds)
        await driver.evaluate(f"sitepatrol.skips.entered({at})", SECONDS)
        await driver.press("Tab")
        await driver.wait(seconds)
        link = _link(await driver.evaluate(f"sitepatrol.skips.pressed({at})", SECONDS))
        if link.is_behind_target or link.is_further or link.moves_focus:
            break
    return link


def _link(seen: dict[str, Any]) -> SkipLink:
    return SkipLink(
        read_spot(seen["spot"]),
        has_target=bool(seen["hasTarget"]),
        is_in_view=bool(seen["isInView"]),
        moves_focus=bool(seen["hasMoved"]),
        next=read_spot(seen["next"]) if seen["next"] else None,
        is_behind_target=bool(seen["isBehindTarget"]),
        is_further=bool(seen["isFurther"]),
        led_to=str(seen["ledTo"]),
    )
