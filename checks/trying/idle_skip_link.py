"""A link that promises to skip to the content, and does not.

## Why it matters

Who uses the keyboard or a screen reader passes the whole menu again on every page. This link spares them that; where it
does nothing, they press Tab thirty times before the page begins.

## How to fix it

This is the template's, so the vendor's job: let the link name the id of the main part, which must exist on every page
and not be hidden. If a script scrolls there, let it move the focus as well. Then try it: Tab, Enter, Tab must lead to
the first link of the content.
"""

from collections.abc import Iterator

from checks.registry import check
from records.answers import Answer, Finding, Message, Severity, Unsure
from records.keyboard import SkipLink, SkipLinks
from records.spots import Spot

URL = "https://county.example/"
LINK = Spot("body > a", '<a href="#content">跳到主要內容區塊</a>', "跳到主要內容區塊")


def _page(**did: object) -> SkipLinks:
    return SkipLinks(URL, (SkipLink(LINK, **did),))  # type: ignore[arg-type]


@check(
    title="Skip link that does not skip",
    severity=Severity.SERIOUS,
    wcag=("2.4.1",),
    codes=("GN1240100E", "GN1240101E"),
    echoes=("broken-skip-link",),
    passes=(
        _page(),
        _page(is_further=False),
        _page(has_target=False, is_behind_target=False, moves_focus=True),
        _page(has_target=False, is_behind_target=False, is_further=True),
    ),
    fails=(
        _page(has_target=False, is_behind_target=False, is_further=False),
        _page(is_behind_target=False, is_further=False),
    ),
    unsure=(_page(is_behind_target=False, moves_focus=True), _page(is_in_view=False), _page(led_to=URL)),
)
def idle_skip_link(page: SkipLinks) -> Iterator[Answer]:
    for link in page.links:
        places = (link.spot.place(),)
        is_moving = link.moves_focus or link.is_further
        if not (link.is_behind_target or is_moving or link.led_to):
            message = Message(
                "The link promises to skip to the content, but Tab then goes on as if it had not been pressed."
            )
            yield Finding(page.page_url, message, places=places)
        elif link.led_to or (link.has_target and not (link.is_behind_target and link.is_in_view)):
            message = Message("Does this link lead to the content, and does the keyboard's focus go with it?")
            yield Unsure(page.page_url, message, places=places)
