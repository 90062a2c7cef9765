"""A link, button or field that lies wholly under a fixed header, footer or banner when it has the keyboard's focus.

## Why it matters

Who goes through the page by keyboard comes to links that cannot be seen: the focus is gone, and what Enter would open
is anybody's guess.

## How to fix it

This is the template's, so the vendor's job: keep as much room as the fixed part takes (scroll-padding-top or
scroll-padding-bottom on the page), let it scroll with the page, or make it smaller. A banner that asks for consent
should take the focus first, and go when it is answered.
"""

from collections.abc import Iterator

from checks.registry import check
from records.answers import Answer, Finding, Message, Severity
from records.keyboard import KeyboardWalk, Stop
from records.spots import Spot

URL = "https://county.example/"
LINK = Spot("#news", '<a id="news" href="/news">最新消息</a>', "最新消息")
BANNER = Spot("#banner", '<div id="banner">本網站使用 Cookie</div>', "本網站使用 Cookie")


@check(
    title="Focus hidden by a fixed part",
    severity=Severity.SERIOUS,
    wcag=("2.4.11",),
    codes=("FA2241100E",),
    passes=(
        KeyboardWalk(URL, (Stop(LINK),)),
        KeyboardWalk(URL, (Stop(LINK, cover=BANNER),)),
        KeyboardWalk(URL, (Stop(LINK, is_seen=False, cover=BANNER, is_cover_fixed=True),)),
    ),
    fails=(KeyboardWalk(URL, (Stop(LINK, cover=BANNER, is_cover_fixed=True),)),),
)
def obscured_focus(page: KeyboardWalk) -> Iterator[Answer]:
    hidden = [(stop.spot, stop.cover) for stop in page.stops if stop.is_seen and stop.cover and stop.is_cover_fixed]
    if hidden:
        places = tuple(spot.place(_said(cover)) for spot, cover in hidden)
        message = Message("What has the keyboard's focus is hidden by a part that does not scroll with the page.")
        yield Finding(page.page_url, message, places=places)


def _said(cover: Spot) -> Message:
    return Message("It lies under “{cover}”.", {"cover": cover.text[:30] or cover.selector})
