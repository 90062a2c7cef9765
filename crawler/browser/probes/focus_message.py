"""Give the focus to what scripts listen to for it, and see whether words appear, and go again too soon (WCAG 2.2.1)."""

from __future__ import annotations

from typing import Any

from crawler.browser.driver import Driver
from crawler.browser.trying import read_spot, script_of
from records.interacting import FocusMessage, FocusMessages

DISTURBS = 1
SECONDS = 10
MOST_ELEMENTS = 3
APPEAR_SECONDS = 0.1
STAY_SECONDS = 0.6
LOOKS = 3
"""How often to look whether they are still there."""


async def probe(driver: Driver, url: str) -> FocusMessages:
    count = int(await driver.evaluate(f"({script_of(__name__)})({MOST_ELEMENTS})", SECONDS))
    found = [await _message(driver, at) for at in range(count)]
    if count:
        await driver.evaluate("sitepatrol.focusMessage.end()", SECONDS)
    return FocusMessages(url, tuple(filter(None, found)))


async def _message(driver: Driver, at: int) -> FocusMessage | None:
    async def ask(question: str) -> Any:
        return await driver.evaluate(f"sitepatrol.focusMessage.{question}({at})", SECONDS)

    await ask("begin")
    await driver.wait(APPEAR_SECONDS)
    seen = await ask("appeared")
    if seen is None:
        return None
    fades = False
    for _ in range(LOOKS):
        await driver.wait(STAY_SECONDS)
        if fades := bool(await ask("isGone")):
            break
    return FocusMessage(read_spot(seen["spot"]), read_spot(seen["message"]), fades)
