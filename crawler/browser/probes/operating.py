"""Operate the page's buttons and what acts like them, by key and, where keys do nothing, by pointer.

What a control did by key or pointer, and whether a dialog that it opens can be used by key, is seen on the spot (WCAG
2.1.1, 2.4.3, 4.1.2, 4.1.3). Nothing is sent to the server, and what may delete, pay or log out is left alone.
"""

from __future__ import annotations

import json
from typing import Any

from crawler.browser.dialogs import dialog_outcome
from crawler.browser.driver import Driver
from crawler.browser.trying import read_spot, script_of
from records.operating import Control, Controls, Dialog, Reaction

DISTURBS = 2
SECONDS = 10
MOST_CONTROLS = 8
IDLE_SECONDS = 0.1
"""How long to watch what changes by itself."""
SOON, LATE = 0.06, 0.25
"""Seconds until something has happened, and until scripts that move things are done."""
POINTER = "click"


async def probe(driver: Driver, url: str) -> Controls:
    count = int(await driver.evaluate(f"({script_of(__name__)})({MOST_CONTROLS})", SECONDS))
    if count:
        await driver.only_read()
        await driver.wait(IDLE_SECONDS)
    controls = []
    for at in range(count):
        operation = Operation(driver, at)
        if control := await operation.outcome():
            controls.append(control)
        if operation.is_stuck:
            break
    return Controls(url, tuple(controls))


class Operation:
    """One control, operated in one way after the other until something happens."""

    def __init__(self, driver: Driver, at: int) -> None:
        self.is_stuck = False
        """Whether a dialog stays open, so that nothing else can be tried."""
        self._driver = driver
        self._at = at
        self._reactions: dict[str, Reaction] = {}
        self._seen: dict[str, Any] = {}
        self._dialog: Dialog | None = None
        self._is_toggle = False

    async def outcome(self) -> Control | None:
        """None where the control cannot be seen any more."""
        begun = await self._ask("begin", False)
        if begun is None:
            return None
        told = await self._ask("tell")
        if begun["isFocused"]:
            await self._by_keys(begun, told)
        if told["isPlain"] and not any(reaction.is_noticed for reaction in self._reactions.values()):
            await self._by_pointer()
        told = await self._ask("tell")
        return self._control(told)

    async def _by_keys(self, begun: dict[str, Any], told: dict[str, Any]) -> None:
        """Where it is HTML's own, the browser makes the same click of either key."""
        keys = ["Enter", "Space"] if told["isPlain"] else ["Enter"]
        if begun["hasPopup"]:
            keys.append("ArrowDown")
        for key in keys:
            does = await self._does_something(key, is_begun=key == "Enter")
            if does and not (key == "Enter" and told["isPlain"] and told["role"] == "button"):
                return

    async def _by_pointer(self) -> None:
        begun = await self._ask("begin", True)
        if begun is None or begun["point"] is None:
            return
        await self._driver.point(*begun["point"])
        await self._driver.wait(SOON)
        await self._ask("begin", True)  # what pointing alone does is no click's doing
        await self._does_something(POINTER, is_begun=True)

    async def _does_something(self, means: str, *, is_begun: bool = False) -> bool:
        if not is_begun and await self._ask("begin", False) is None:
            return False
        await self._act(means)
        seen = await self._observed()
        reaction = self._reactions[means] = _reaction(seen)
        if not (reaction.is_plain or reaction.changes_look):
            return False
        if not self._seen:
            self._seen = seen
        if seen["isDialog"] and means != POINTER:
            self._dialog, self.is_stuck = await dialog_outcome(self._driver)
        elif not reaction.led_to:
            await self._undo(means)
        return True

    async def _observed(self) -> dict[str, Any]:
        await self._driver.wait(SOON)
        seen: dict[str, Any] = await self._ask("observe")
        if seen["isNoticed"] and not _reaction(seen).is_plain:
            await self._driver.wait(LATE)
            seen = await self._ask("observe")
        return seen

    async def _undo(self, means: str) -> None:
        """The same once more, and Escape if that does not help."""
        await self._ask("refocus", means == POINTER)
        await self._act(means)
        await self._driver.wait(SOON)
        seen = await self._ask("isBack")
        if seen["isMoving"] and not seen["isBack"]:
            await self._driver.wait(LATE)
            seen = await self._ask("isBack")
        self._is_toggle |= bool(seen["isBack"])
        if not seen["isBack"]:
            await self._driver.press("Escape")

    async def _act(self, means: str) -> None:
        if means == POINTER:
            await self._driver.hold()
            await self._driver.let_go()
        else:
            await self._driver.press(means)

    def _control(self, told: dict[str, Any]) -> Control:
        message, content = self._seen.get("message"), self._seen.get("content")
        return Control(
            read_spot(told["spot"]),
            str(told["role"]),
            is_native=not told["isPlain"],
            is_reachable=bool(told["isReachable"]),
            enter=self._reactions.get("Enter"),
            space=self._reactions.get("Space"),
            arrow=self._reactions.get("ArrowDown"),
            click=self._reactions.get(POINTER),
            states=tuple((str(name), str(value)) for name, value in told["states"]),
            is_toggle=self._is_toggle,
            is_repeated=bool(told["isRepeated"]),
            message=read_spot(message) if message and not self._is_toggle else None,
            content=read_spot(content) if content else None,
            dialog=self._dialog,
        )

    async def _ask(self, question: str, *given: object) -> Any:
        asked = ", ".join(json.dumps(one) for one in (self._at, *given))
        return await self._driver.evaluate(f"sitepatrol.operating.{question}({asked})", SECONDS)


def _reaction(seen: dict[str, Any]) -> Reaction:
    states = tuple((str(name), str(before), str(after)) for name, before, after in seen["states"])
    return Reaction(
        str(seen["ledTo"]),
        int(seen["appeared"]),
        int(seen["vanished"]),
        int(seen["changed"]),
        states,
        changes_look=bool(seen["changesLook"]),
        changes_words=bool(seen["changesWords"]),
        moves_focus=bool(seen["movesFocus"]),
        is_noticed=bool(seen["isNoticed"]),
    )
