"""Paste into the fields for passwords and codes, and see whether a script keeps it out (WCAG 3.3.8)."""

from __future__ import annotations

from crawler.browser.driver import Driver
from crawler.browser.trying import read_spot, script_of
from records.interacting import Pasting, Pastings

DISTURBS = 1
SECONDS = 10
MOST_FIELDS = 5


async def probe(driver: Driver, url: str) -> Pastings:
    seen = await driver.evaluate(f"({script_of(__name__)})({MOST_FIELDS})", SECONDS)
    return Pastings(
        url,
        tuple(
            Pasting(
                read_spot(one["spot"]),
                is_code=bool(one["isCode"]),
                is_new=bool(one["isNew"]),
                is_blocked=bool(one["isBlocked"]),
                has_other_way=bool(one["hasOtherWay"]),
            )
            for one in seen
        ),
    )
