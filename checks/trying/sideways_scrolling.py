"""A page that must be scrolled sideways when it is enlarged, or looked at on a phone.

## Why it matters

Who sees little enlarges the page to 400 %, which leaves it as wide as a phone. If its lines then reach beyond the
window, each of them must be scrolled to and fro to be read.

## How to fix it

This is the template's, so the vendor's job: let widths follow the window (relative units, max-width: 100 %), let
columns fall below each other, and let long addresses and words break (overflow-wrap: anywhere). Wide tables may scroll
within a part of their own. In texts, take fixed widths off pictures and boxes.
"""

from collections.abc import Iterator

from checks.registry import check
from records.answers import Answer, Finding, Message, Severity, Unsure
from records.trials import Reflow, Spot

URL = "https://county.example/"
WIDTH = 320
SLACK = 10
"""Pixels: a border or a shadow that reaches out by so much hides no words."""
BANNER = Spot("#banner", '<div id="banner" style="width: 980px">公告</div>', "公告")


@check(
    title="Sideways scrolling",
    severity=Severity.MODERATE,
    wcag=("1.4.10",),
    codes=("CS2141000E", "CS2141001E", "CS2141002E", "GN2141005E"),
    passes=(Reflow(URL, 320), Reflow(URL, 326, (BANNER,))),
    fails=(Reflow(URL, 980, (BANNER,)),),
    unsure=(Reflow(URL, 980),),
)
def sideways_scrolling(page: Reflow) -> Iterator[Answer]:
    if page.scroll_width <= WIDTH + SLACK:
        return
    values: dict[str, str | int] = {"width": page.scroll_width}
    if page.outside:
        message = Message("In a window of 320 pixels the page is {width} wide, and words reach beyond it.", values)
        yield Finding(page.page_url, message, places=tuple(spot.place() for spot in page.outside))
    else:
        message = Message("In a window of 320 pixels the page is {width} wide: is anything lost?", values)
        yield Unsure(page.page_url, message)
