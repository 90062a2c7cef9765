"""What a page's scripts listen to, as `scripts/listeners.js` heard it."""

from __future__ import annotations

import json
from typing import Final

from crawler.browser.driver import Driver

MOST_HEARD: Final = 40_000


async def heard(driver: Driver, seconds: float) -> str:
    """As JSON: `Events` of the document and the window, then of each element its place in the document and its own.

    The page may say what it likes, but numbers it must be. Raises Failure and Navigated.
    """
    said = await driver.evaluate_outside("sitepatrolHeard()", seconds)
    is_fit = isinstance(said, list) and said and all(type(one) is int and one >= 0 for one in said)
    return json.dumps(said[:MOST_HEARD] if is_fit else [0])
