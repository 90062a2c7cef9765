"""A text or picture at which the Tab key stops, though there is nothing to press.

## Why it matters

Each stop is one more press for who uses the keyboard, and promises something to open or to fill in. Screen readers
announce it like a control, and nothing happens.

## How to fix it

Take tabindex="0" off texts, headings and pictures: screen readers read them without it. If something happens here on a
click, make it a button or a link. If only the template can change it, it is the vendor's job.
"""

from collections.abc import Iterator

from checks.guards import is_guard
from checks.registry import check
from records.answers import Answer, Message, Severity, Unsure
from records.keyboard import KeyboardWalk, Stop
from records.spots import Spot

URL = "https://county.example/"
TEXT = Spot("h2", '<h2 tabindex="0">最新消息</h2>', "最新消息")
GUARD = Spot("body > div", '<div tabindex="0"></div>')


@check(
    title="Needless Tab stop",
    severity=Severity.MINOR,
    wcag=("2.4.3",),
    codes=("GN1240300E", "GN1240301E"),
    passes=(KeyboardWalk(URL, (Stop(TEXT),)), KeyboardWalk(URL, (Stop(GUARD, is_idle=True),))),
    unsure=(KeyboardWalk(URL, (Stop(TEXT, is_idle=True),)),),
)
def needless_tab_stop(page: KeyboardWalk) -> Iterator[Answer]:
    idle = [stop.spot for stop in page.stops if stop.is_idle and not is_guard(stop.spot)]
    if idle:
        message = Message("Is there anything to press here? The Tab key stops at it.")
        yield Unsure(page.page_url, message, places=tuple(spot.place() for spot in idle))
