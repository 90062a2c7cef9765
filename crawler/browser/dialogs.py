"""Use a dialog that has just opened by keyboard, and close it (WCAG 2.1.1, 2.4.3)."""

from __future__ import annotations

from typing import Any

from crawler.browser.driver import Driver
from crawler.browser.trying import read_spot
from records.operating import Dialog

SECONDS = 10
OPENING_SECONDS = 0.35
"""How long a dialog may take to fetch the focus, or to be gone."""
MOST_TABS = 12


async def dialog_outcome(driver: Driver) -> tuple[Dialog, bool]:
    """The dialog that `sitepatrol.dialogs.find` found, and whether it stays open whatever is done."""

    async def ask(question: str) -> Any:
        return await driver.evaluate(f"sitepatrol.dialogs.{question}()", SECONDS)

    async def is_open() -> bool:
        for seconds in (0.06, OPENING_SECONDS):
            await driver.wait(seconds)
            if not await ask("isOpen"):
                return False
        return True

    if not await ask("isFocusInside"):
        await driver.wait(OPENING_SECONDS)
    told = await ask("tell")
    await ask("watch")
    await driver.press("Tab")
    is_next = bool(await ask("isFocusInside"))
    await driver.press(*["Tab"] * min(MOST_TABS, int(told["tabbables"]) + 2))
    left_to = await ask("left")

    await ask("toInside")
    await driver.press("Escape")
    by_escape = by_key = not await is_open()
    if not by_key and await ask("toCloser"):
        await driver.press("Enter")
        by_key = not await is_open()
    by_pointer = by_key
    if not by_key and (place := await ask("closerPoint")):
        await driver.point(*place)
        await driver.hold()
        await driver.let_go()
        by_pointer = not await is_open()
    after = await ask("focusAfter")
    keeps_place = bool(after["isOpener"])
    if by_key and not keeps_place:
        await driver.press("Tab")
        keeps_place = bool(await ask("goesOn"))
    dialog = Dialog(
        read_spot(told["spot"]),
        is_named=bool(told["isNamed"]),
        is_modal=bool(told["isModal"]),
        takes_focus=bool(told["isFocusInside"]),
        is_next=is_next,
        is_empty=not told["tabbables"],
        left_to=read_spot(left_to) if left_to else None,
        closer=read_spot(told["closer"]) if told["closer"] else None,
        is_closer_reachable=bool(told["isCloserReachable"]),
        closes_by_escape=by_escape,
        closes_by_key=by_key,
        closes_by_pointer=by_pointer,
        keeps_place=keeps_place,
        focus_after=read_spot(after["other"]) if after["other"] else None,
    )
    return dialog, not by_pointer
