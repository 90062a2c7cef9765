"""See what moves and blinks by itself, and whether it can be stopped (WCAG 2.2.2, 2.3.1).

Pages are loaded by a browser that asks for little motion. What moves only once it no longer asks is told apart.
"""

from __future__ import annotations

import asyncio
import json
from typing import Any

from crawler.browser.driver import Driver
from crawler.browser.frames import moving
from crawler.browser.trying import read_spot, script_of
from records.motion import Animation, Film, Motion, MovingPicture

DISTURBS = False
SECONDS = 10
KINDS = frozenset({"image/gif", "image/webp"})
MOST_PICTURES = 12
MOST_BYTES = 4_000_000


async def probe(driver: Driver, url: str) -> Motion:
    films = tuple(map(_film, await _found(driver, "films")))
    calm = tuple(_animation(seen, is_asked_for=False) for seen in await _found(driver, "animations"))
    return Motion(url, calm + await _livelier(driver, calm), films, await _pictures(driver))


async def _livelier(driver: Driver, calm: tuple[Animation, ...]) -> tuple[Animation, ...]:
    """What moves only where the browser does not ask for little motion."""
    try:
        if not await driver.allow_motion(True):
            return ()
        lively = [_animation(seen, is_asked_for=True) for seen in await _found(driver, "animations")]
    finally:
        await driver.allow_motion(False)
    known = {one.spot.selector for one in calm}
    return tuple(one for one in lively if one.spot.selector not in known)


async def _pictures(driver: Driver) -> tuple[MovingPicture, ...]:
    loaded = await driver.pictures(KINDS, MOST_PICTURES, MOST_BYTES)
    moved = {address: await asyncio.to_thread(moving, image) for address, image in loaded.items()}
    moves = {address: one for address, one in moved.items() if one}
    if not moves:
        return ()
    return tuple(
        MovingPicture(
            read_spot(seen["spot"]),
            str(seen["address"])[:1000],
            moves[seen["address"]].seconds,
            moves[seen["address"]].flashing,
            bool(seen["canStop"]),
        )
        for seen in await _found(driver, "pictures", sorted(moves))
    )


async def _found(driver: Driver, kind: str, addresses: list[str] | None = None) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = await driver.evaluate(
        f"({script_of(__name__)})({json.dumps(kind)}, {json.dumps(addresses or [])})", SECONDS
    )
    return found


def _animation(seen: dict[str, Any], *, is_asked_for: bool) -> Animation:
    return Animation(
        read_spot(seen["spot"]),
        moves=bool(seen["moves"]),
        flashes=round(float(seen["flashes"]), 2),
        seconds=_seconds(seen["seconds"]),
        has_words=bool(seen["hasWords"]),
        has_picture=bool(seen["hasPicture"]),
        is_waiting=bool(seen["isWaiting"]),
        can_stop=bool(seen["canStop"]),
        heeds_wish=is_asked_for,
    )


def _film(seen: dict[str, Any]) -> Film:
    return Film(read_spot(seen["spot"]), _seconds(seen["seconds"]), bool(seen["canStop"]), bool(seen["byScript"]))


def _seconds(seen: float | None) -> float | None:
    return None if seen is None else round(float(seen), 2)
