"""Take a picture of each new barrier, with its element marked: evidence, and help for who is to mend it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime

from sqlalchemy import Engine

from crawler.progress import Progress
from records.county import County
from records.pictures import Picture, Wanted, add_picture, wanted_pictures

MOST_PICTURES = 300
"""In one run, the worst issues first; the others get theirs in the runs that follow."""


def take_pictures(engine: Engine, county: County, now: Callable[[], datetime], progress: Progress) -> int:
    """Take the pictures that are lacking, and return how many came out.

    A page that cannot be shown, or has changed since it was judged, leaves its issue without a picture until the next
    run. Raises BrowserMissing and EngineMissing as the browser does.
    """
    with engine.connect() as connection:
        wanted = wanted_pictures(connection, MOST_PICTURES)
    if not wanted:
        return 0
    progress.stage("pictures", len(wanted))
    return asyncio.run(_take(engine, county, now, progress, wanted))


async def _take(
    engine: Engine, county: County, now: Callable[[], datetime], progress: Progress, wanted: list[Wanted]
) -> int:
    from crawler.browsing import plain_browser

    taken = 0
    async with plain_browser(county, now) as browser:

        async def take(one: Wanted) -> None:
            nonlocal taken
            shot = await browser.picture(one.page_url, one.selector, one.tag)
            progress.advance()
            if shot is not None:
                image, box = shot
                picture = Picture(one.fingerprint, one.page_url, now(), image, box.width, box.height)
                with engine.begin() as connection:
                    add_picture(connection, picture)
                taken += 1

        await asyncio.gather(*map(take, wanted))
    return taken
