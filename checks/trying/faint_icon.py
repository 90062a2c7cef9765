"""A button or link that shows nothing but an icon, which hardly stands out from what is behind it.

## Why it matters

Where no word stands beside it, the icon alone says that there is a button, and what it does. Who sees contrasts badly
sees an empty place.

## How to fix it

Give the icon a colour with a contrast of 3:1 or more to what is behind it, or set a word beside it. In the header, menu
and footer that is the template's, so the vendor's job.
"""

from collections.abc import Iterator

from checks.registry import check
from records.answers import Answer, Finding, Message, Place, Severity
from records.contrast import ControlContrast, Faint
from records.spots import Spot

URL = "https://county.example/"
SEARCH = Spot("#search", '<button id="search" aria-label="搜尋"><svg></svg></button>', "搜尋")


@check(
    title="Faint icon",
    severity=Severity.MODERATE,
    wcag=("1.4.11",),
    codes=("GN2141101E",),
    passes=(ControlContrast(URL), ControlContrast(URL, fields=(Faint(SEARCH, 1.4, "#dddddd", "#ffffff"),))),
    fails=(ControlContrast(URL, icons=(Faint(SEARCH, 1.4, "#dddddd", "#ffffff"),)),),
)
def faint_icon(page: ControlContrast) -> Iterator[Answer]:
    if page.icons:
        message = Message("A button shows nothing but an icon, which hardly stands out.")
        yield Finding(page.page_url, message, places=tuple(map(_place, page.icons)))


def _place(icon: Faint) -> Place:
    said = Message("Its contrast is {ratio}:1; 3:1 is needed.", {"ratio": f"{icon.ratio:g}"})
    return icon.spot.place(said, fgColor=icon.colour, bgColor=icon.ground, contrastRatio=icon.ratio)
