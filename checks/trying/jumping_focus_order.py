"""A page through which the Tab key jumps up again, against the order in which it is read.

## Why it matters

Who enlarges the page sees only a part of it, and follows the focus with the eyes. If it jumps up and down, the thread
is lost; who cannot see the page hears its parts in an order that makes no sense.

## How to fix it

This is the template's, so the vendor's job: let the HTML stand in the order in which the page is read, take positive
tabindex values out, and do not turn the order around by style sheets (order, row-reverse, absolute positions).
"""

from collections.abc import Iterator
from itertools import pairwise

from checks.registry import check
from records.answers import Answer, Message, Severity, Unsure
from records.keyboard import KeyboardWalk, Stop
from records.rendering import Box
from records.spots import Spot

URL = "https://county.example/"
ROW = 100
"""Pixels: a jump by so much leads over more than a line or two."""


def _walk(*boxes: Box) -> KeyboardWalk:
    return KeyboardWalk(URL, tuple(Stop(Spot(f"#a{n}", f'<a id="a{n}">', box=box)) for n, box in enumerate(boxes)))


@check(
    title="Focus order that jumps",
    severity=Severity.MODERATE,
    wcag=("2.4.3",),
    codes=("GN1240300E", "GN1240301E"),
    passes=(
        _walk(Box(0, 0, 100, 20), Box(0, 200, 100, 20), Box(120, 0, 400, 20)),
        _walk(Box(0, 90, 100, 20), Box(0, 0, 100, 20)),
    ),
    unsure=(_walk(Box(0, 400, 100, 20), Box(0, 0, 100, 20), Box(0, 200, 100, 20)),),
)
def jumping_focus_order(page: KeyboardWalk) -> Iterator[Answer]:
    stops = [stop for stop in page.stops if stop.is_seen and not stop.is_fixed]
    jumps = [there.spot for here, there in pairwise(stops) if _is_jump(here.spot.box, there.spot.box)]
    if jumps:
        message = Message("Does the Tab key follow the order in which the page is read? Here it jumps up again.")
        yield Unsure(page.page_url, message, places=tuple(spot.place() for spot in jumps))


def _is_jump(here: Box, there: Box) -> bool:
    """Whether it leads up by more than a row, in the same column."""
    shared = min(here.right, there.right) - max(here.left, there.left)
    return there.bottom <= here.top - ROW and shared > 0 and 2 * shared >= min(here.width, there.width)
