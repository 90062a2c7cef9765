"""See what sounds by itself, for how long, and whether it can be stopped (WCAG 1.4.2).

Browsers let such a page be heard only once a visitor has clicked on the site; here nobody has, and it stays silent.
"""

from __future__ import annotations

import json
from typing import Any

from crawler.browser.driver import Driver
from crawler.browser.trying import read_spot, script_of
from crawler.browser.unasked import unasked
from records.sound import Sound, Sounds
from records.spots import Spot

DISTURBS = False
SECONDS = 10


async def probe(driver: Driver, url: str) -> Sounds:
    played = (await unasked(driver)).played
    places = json.dumps([one.at for one in played if one.at >= 0])
    shown = await driver.evaluate(f"({script_of(__name__)})({places})", SECONDS)
    unseen = [Sound(Spot("", one.address), one.seconds, by_script=True) for one in played if one.at < 0]
    return Sounds(url, (*map(_sound, shown), *unseen))


def _sound(seen: dict[str, Any]) -> Sound:
    return Sound(
        read_spot(seen["spot"]),
        None if seen["seconds"] is None else round(float(seen["seconds"]), 2),
        is_heard=None if seen["isHeard"] is None else bool(seen["isHeard"]),
        has_controls=bool(seen["hasControls"]),
        can_stop=bool(seen["canStop"]),
        by_script=bool(seen["byScript"]),
        target=str(seen["target"])[:1000],
    )
