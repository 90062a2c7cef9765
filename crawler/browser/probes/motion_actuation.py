"""Tell the page that its device is shaken and tilted, and see whether it does something (WCAG 2.5.4)."""

from __future__ import annotations

from crawler.browser.driver import Driver
from crawler.browser.trying import script_of
from records.interacting import MotionActuation

DISTURBS = 1
SECONDS = 10
SHAKE_MILLISECONDS = 25


async def probe(driver: Driver, url: str) -> MotionActuation:
    seen = await driver.evaluate(f"({script_of(__name__)})({SHAKE_MILLISECONDS})", SECONDS)
    return MotionActuation(url, bool(seen["reacts"]), int(seen["controls"]))
