"""A link, button or field of which nothing shows that it has the keyboard's focus.

## Why it matters

Who cannot use a mouse goes from link to link with the Tab key, and presses Enter where the focus stands. Where nothing
shows that, it is like a mouse without a pointer: nobody knows what Enter will do.

## How to fix it

This is the template's, so the vendor's job: take “outline: none” out of the style sheets, or give what has the focus
(:focus-visible) an outline of at least two pixels in a colour that stands out from what is around it, dark on light and
light on dark. What is moved out of sight (a skip link, the parts of a closed menu) must come into sight with the focus,
or be out of the Tab key's reach as long as it is hidden (display: none).
"""

from collections.abc import Iterator

from checks.guards import is_guard
from checks.registry import check
from records.answers import Answer, Finding, Message, Severity, Unsure
from records.keyboard import FocusLook, FocusLooks, Pixels
from records.spots import Spot

URL = "https://county.example/"
LINK = Spot("#news", '<a id="news" href="/news">最新消息</a>', "最新消息")
GUARD = Spot("body > div", '<div tabindex="0"></div>')

PLAIN_CONTRAST = 3.0
"""WCAG 1.4.11: what shows the focus stands out by 3:1."""
PLAIN_SHARE = 0.25
"""Of a line around the element: so many pixels that stand out are seen, as a bar at one side is."""


def _looks(**measured: object) -> FocusLooks:
    return FocusLooks(URL, (FocusLook((LINK,), **measured),))  # type: ignore[arg-type]


@check(
    title="Focus not visible",
    severity=Severity.SERIOUS,
    wcag=("2.4.7",),
    codes=("CS2240700E", "FA2240701E"),
    passes=(
        _looks(changes=("outline-style",), contrast=21),
        _looks(changes=("box-shadow",), pixels=Pixels(400, 400, 400)),
        _looks(has_caret=True),
        _looks(appears=True, contrast=1.6),
        _looks(is_seen=False, pixels=Pixels(300, 0, 4160)),
        FocusLooks(URL, (FocusLook((GUARD,), is_seen=False, pixels=Pixels(0, 0, 4160)),)),
        _looks(),
    ),
    fails=(_looks(pixels=Pixels(0, 0, 400)), _looks(is_seen=False, has_caret=True, pixels=Pixels(0, 0, 4160))),
    unsure=(
        _looks(changes=("box-shadow",), pixels=Pixels(400, 12, 400)),
        _looks(changes=("outline-style",), contrast=1.6),
        _looks(sticks=True, pixels=Pixels(0, 0, 400)),
    ),
)
def invisible_focus(page: FocusLooks) -> Iterator[Answer]:
    unseen = [spot for look in page.looks if _is_unseen(look) for spot in look.spots if not is_guard(spot)]
    if unseen:
        message = Message("Nothing shows where the keyboard's focus is.")
        yield Finding(page.page_url, message, places=tuple(spot.place() for spot in unseen))
    faint = [spot for look in page.looks if _is_faint(look) for spot in look.spots]
    if faint:
        message = Message("Is it plain to see where the keyboard's focus is? What shows it hardly stands out.")
        yield Unsure(page.page_url, message, "faint", places=tuple(spot.place() for spot in faint))


def _is_unseen(look: FocusLook) -> bool:
    return look.pixels is not None and look.pixels.changed == 0 and not look.sticks


def _is_faint(look: FocusLook) -> bool:
    if not look.is_seen or look.appears or look.has_caret or look.contrast >= PLAIN_CONTRAST:
        return False
    if look.pixels:
        return (look.pixels.changed > 0 or look.sticks) and look.pixels.contrasting < PLAIN_SHARE * look.pixels.around
    return look.contrast > 0
