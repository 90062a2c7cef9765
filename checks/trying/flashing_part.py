"""A part of the page flashes more than three times in a second, and is large enough to cause a seizure.

## Why it matters

In people with photosensitive epilepsy, flashes over a part of their sight can cause a seizure before they can look
away. It is the one barrier that harms people at once.

## How to fix it

Take the flashing picture or animation off the page now. Replace it by one that does not flash, or that flashes no more
than three times in a second.
"""

from collections.abc import Iterator

from checks.registry import check
from records.answers import Answer, Finding, Message, Severity, Unsure
from records.motion import Animation, Motion, MovingPicture
from records.rendering import Box
from records.spots import Spot

URL = "https://county.example/"
MOST = 3
SAFE_AREA = 341 * 256 / 4
"""In CSS pixels: a quarter of ten degrees of sight (WCAG 2.2, general flash and red flash thresholds)."""
BANNER = Spot("#banner", '<img id="banner" src="sale.gif" alt="">', box=Box(0, 0, 600, 200))


@check(
    title="Flashing part",
    severity=Severity.CRITICAL,
    wcag=("2.3.1",),
    codes=("GN1230100E", "GN1230101E"),
    passes=(
        Motion(URL, pictures=(MovingPicture(BANNER, f"{URL}sale.gif"),)),
        Motion(URL, pictures=(MovingPicture(BANNER, f"{URL}sale.gif", flashing=0.1),)),
        Motion(URL, animations=(Animation(BANNER, flashes=1),)),
    ),
    fails=(Motion(URL, pictures=(MovingPicture(BANNER, f"{URL}sale.gif", flashing=0.9),)),),
    unsure=(Motion(URL, animations=(Animation(BANNER, flashes=5),)),),
)
def flashing_part(page: Motion) -> Iterator[Answer]:
    pictures = [one.spot for one in page.pictures if _area(one.spot) * one.flashing >= SAFE_AREA]
    if pictures:
        message = Message("A picture flashes more than three times in a second over a large area.")
        yield Finding(page.page_url, message, places=tuple(spot.place() for spot in pictures))
    parts = [one.spot for one in page.animations if one.flashes > MOST and _area(one.spot) >= SAFE_AREA]
    if parts:
        message = Message("A large part appears and disappears more than three times in a second: does it flash?")
        yield Unsure(page.page_url, message, places=tuple(spot.place() for spot in parts))


def _area(spot: Spot) -> int:
    return spot.box.width * spot.box.height
