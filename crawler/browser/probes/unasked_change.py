"""Do nothing for a while, and see what changes (WCAG 2.2.1, 2.2.2).

Only where the page's scripts wait for a time to come, and only for as long as they say: most pages wait for nothing.
"""

from __future__ import annotations

import re
from typing import Any

from crawler.browser.driver import Driver
from crawler.browser.trying import read_spot, script_of
from crawler.browser.unasked import Unasked, unasked
from records.motion import Change, Changed, UnaskedChanges

DISTURBS = False
SECONDS = 5
LONGEST_WATCH = 7.0
SHORT = 2.0
"""What comes again so soon is waited for twice."""
SETTLE_SECONDS = 0.6
QUICK = 0.3
"""A frame was asked for, or is due, within so many seconds: the page may be drawing all the time."""
DRAWING_SECONDS = 1.5
LEADS_AWAY = re.compile(r"location|logout|log_out|signout|sign_out|timeout|expire|reload|登出|逾時|閒置")
"""What a timer of minutes may run: it ends a session, or leads elsewhere."""


async def probe(driver: Driver, url: str) -> UnaskedChanges:
    await driver.point(0, 0)  # what rests under the pointer would rest only there
    waits_for = await unasked(driver)
    limits = tuple(sorted({round(timer.due) for timer in waits_for.timers if LEADS_AWAY.search(timer.runs)}))
    seconds = _watch(waits_for)
    if not seconds:
        return UnaskedChanges(url, limits=limits)
    asked = f"({script_of(__name__)})({round(seconds * 1000)})"
    changes = tuple(map(_change, await driver.evaluate(asked, seconds + SECONDS)))
    goes_on = bool(changes and _watch(await unasked(driver)))
    return UnaskedChanges(url, changes, goes_on, limits, round(seconds, 1))


def _watch(page: Unasked) -> float:
    """Seconds until what is waited for has come, and come again if it does so soon; 0 where nothing is."""
    waits = [
        timer.due + (timer.every if timer.every <= SHORT else 0) + SETTLE_SECONDS
        for timer in page.timers
        if 0 <= timer.due <= LONGEST_WATCH
    ]
    if 0 <= page.since_frame <= QUICK or any(timer.due <= QUICK for timer in page.timers):
        waits.append(DRAWING_SECONDS)
    return min(LONGEST_WATCH, max(waits, default=0))


def _change(seen: dict[str, Any]) -> Change:
    return Change(
        read_spot(seen["spot"]),
        Changed(seen["how"]),
        times=int(seen["times"]),
        before=str(seen["before"]),
        after=str(seen["after"]),
        alike=int(seen["alike"]),
        can_stop=bool(seen["canStop"]),
    )
