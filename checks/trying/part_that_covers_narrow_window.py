"""A header, footer or banner that stays in place and covers most of a narrow window.

## Why it matters

On a page enlarged to 400 %, as on a phone held sideways, the window is only 256 pixels high. A header that stays there
when the page is scrolled leaves a slit for everything else, in which nobody can read.

## How to fix it

This is the template's, so the vendor's job: let the header and footer scroll away with the page where the window is
low, for instance with @media (max-height: 30rem) { position: static }. A message over the page needs a button that
closes it.
"""

from collections.abc import Iterator

from checks.registry import check
from records.answers import Answer, Finding, Message, Severity, Unsure
from records.sizes import Reflow
from records.spots import Spot

URL = "https://county.example/"
HEADER = Spot("header", '<header class="fixed-top">縣政府</header>', "縣政府")
MUCH = 0.5
ALL_BUT_A_SLIT = 0.8
"""Of 256 pixels: two lines of words remain."""


@check(
    title="Part that covers a narrow window",
    severity=Severity.MODERATE,
    wcag=("1.4.10",),
    codes=("CS2141006E",),
    passes=(Reflow(URL, 320), Reflow(URL, 320, pinned=HEADER, covered=0.3)),
    fails=(Reflow(URL, 320, pinned=HEADER, covered=0.9),),
    unsure=(Reflow(URL, 320, pinned=HEADER, covered=0.6), Reflow(URL, 320, pinned=HEADER, covered=0.9, can_close=True)),
)
def part_that_covers_narrow_window(page: Reflow) -> Iterator[Answer]:
    if page.pinned is None or page.covered <= MUCH:
        return
    values: dict[str, str | int] = {"percent": round(100 * page.covered)}
    places = (page.pinned.place(),)
    if page.covered >= ALL_BUT_A_SLIT and not page.can_close:
        message = Message("In a window of 320 by 256 pixels, parts that stay in place cover {percent} % of it.", values)
        yield Finding(page.page_url, message, places=places)
    else:
        text = (
            "In a window of 320 by 256 pixels, parts that stay in place cover {percent} % of it: can the rest be read?"
        )
        message = Message(text, values)
        yield Unsure(page.page_url, message, places=places)
