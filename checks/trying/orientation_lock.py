"""A page that can be used on a screen that stands, or on one that lies on its side, and not on both.

## Why it matters

Some people cannot turn their screen: a tablet is fixed to a wheelchair, or they lie in bed. A page that turns its words
by a quarter, or asks to turn the device in place of its content, shuts them out.

## How to fix it

This is the template's, so the vendor's job: take out the rules of the style sheet that turn or hide the page under
(orientation: portrait) or (orientation: landscape), and let the page fit itself to both. A message may recommend a way
of holding the device, if the page can be used without following it.
"""

from collections.abc import Iterator

from checks.registry import check
from records.answers import Answer, Finding, Message, Severity, Unsure
from records.sizes import Orientation, Shape
from records.spots import Spot

URL = "https://county.example/"
MAIN = Spot("main", "<main>公告</main>", "公告")
ASKS = Spot("#turn", '<p id="turn">請將手機轉為橫向</p>', "請將手機轉為橫向")
MOST = 0.5
NEARLY_ALL = 0.8
"""Shares of the page's words."""


@check(
    title="Locked to one orientation",
    severity=Severity.SERIOUS,
    wcag=("1.3.4",),
    codes=("FA2130401E", "FA2130402E", "GN2130400E"),
    passes=(Orientation(URL), Orientation(URL, missing_share=0.3)),
    fails=(
        Orientation(URL, turned=(MAIN,), turned_share=1),
        Orientation(URL, missing_in=Shape.PORTRAIT, missing_share=1, asked=(ASKS,)),
    ),
    unsure=(
        Orientation(URL, turned=(MAIN,), turned_share=0.1),
        Orientation(URL, missing_in=Shape.PORTRAIT, missing_share=1),
        Orientation(URL, asked=(ASKS,)),
    ),
)
def orientation_lock(page: Orientation) -> Iterator[Answer]:
    turned = tuple(spot.place() for spot in page.turned)
    asked = tuple(spot.place() for spot in page.asked)
    if turned and page.turned_share >= MOST:
        message = Message("The page's words are turned by a quarter when the screen is turned.")
        yield Finding(page.page_url, message, "turned", places=turned)
    elif turned:
        message = Message("A part of the page is turned by a quarter when the screen is turned: can it be read?")
        yield Unsure(page.page_url, message, "turned", places=turned)
    if asked and page.missing_share >= NEARLY_ALL:
        message = Message("In one orientation of the screen, a message to turn it takes the place of the page.")
        yield Finding(page.page_url, message, "asked", places=asked)
    elif asked:
        message = Message("A message asks to turn the screen: can the page be used without?")
        yield Unsure(page.page_url, message, "asked", places=asked)
    elif page.missing_share >= NEARLY_ALL:
        message = Message("In one orientation of the screen, nearly all words are missing: is anything lost?")
        yield Unsure(page.page_url, message, "missing")
