"""A link, button or field that loses the keyboard's focus as soon as it has it.

## Why it matters

Who comes here by keyboard cannot open it, and does not know where the next press of a key will lead: often back to the
beginning of the page.

## How to fix it

This is the vendor's job: a script takes the focus away (blur), or hides or removes what has it. Take that script out.
To be rid of the outline for the mouse, style :focus-visible instead.
"""

from collections.abc import Iterator

from checks.guards import is_guard
from checks.registry import check
from records.answers import Answer, Finding, Message, Severity, Unsure
from records.keyboard import Fate, KeyboardWalk, Stop
from records.spots import Spot

URL = "https://county.example/"
LINK = Spot("#news", '<a id="news" href="/news" onfocus="this.blur()">最新消息</a>', "最新消息")
GUARD = Spot("body > div", '<div tabindex="0"></div>')


@check(
    title="Focus taken away",
    severity=Severity.SERIOUS,
    wcag=("2.1.1", "2.4.7", "3.2.1"),
    codes=("GN1210100E", "GN1210101E", "CS2240700E", "GN1320100E"),
    echoes=("blur-on-focus",),
    passes=(
        KeyboardWalk(URL, (Stop(LINK),)),
        KeyboardWalk(URL, (Stop(LINK, fate=Fate.MOVED),)),
        KeyboardWalk(URL, (Stop(GUARD, fate=Fate.LOST),)),
    ),
    fails=(KeyboardWalk(URL, (Stop(LINK, fate=Fate.LOST),)),),
    unsure=(KeyboardWalk(URL, (Stop(LINK, fate=Fate.LOST, is_fate_sure=False),)),),
)
def lost_focus(page: KeyboardWalk) -> Iterator[Answer]:
    lost = [stop for stop in page.stops if stop.fate is Fate.LOST and not is_guard(stop.spot)]
    sure = tuple(stop.spot.place() for stop in lost if stop.is_fate_sure)
    unsure = tuple(stop.spot.place() for stop in lost if not stop.is_fate_sure)
    if sure:
        yield Finding(
            page.page_url, Message("A script takes the keyboard's focus away as soon as it is here."), places=sure
        )
    if unsure:
        message = Message("What had the keyboard's focus went away with it. Where does the next press of Tab lead?")
        yield Unsure(page.page_url, message, "gone", places=unsure)
