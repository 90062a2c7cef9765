"""Pictures or words change by themselves, as in a carousel or a ticker, and nothing stops them.

## Why it matters

Who reads slowly, or by a screen reader, finds other words in the place of those just begun. Who clicks slowly meets
another link than the one meant. And what changes again and again draws the eyes of everybody else.

## How to fix it

Let the visitor turn to the next piece: switch off the automatic change (autoplay) in the carousel's settings. If it
must stay, the vendor adds a button “暫停” beside it that stops it and can be reached by keyboard. To rest while the
pointer or the focus is on it is not enough.
"""

import re
from collections.abc import Iterator

from checks.registry import check
from records.answers import Answer, Finding, Message, Severity, Unsure
from records.motion import Change, Changed, UnaskedChanges
from records.spots import Spot

URL = "https://county.example/"
SLIDES = Spot("#slides", '<ul id="slides"><li>防疫資訊</li><li>招標公告</li></ul>', "防疫資訊")
NUMBERS = re.compile(r"[\d:：.,/\s]+")


@check(
    title="Content that changes by itself",
    severity=Severity.SERIOUS,
    wcag=("2.2.2",),
    codes=("GN1220200E", "GN1220202E"),
    passes=(
        UnaskedChanges(URL),
        UnaskedChanges(URL, (Change(SLIDES, Changed.TURNED, alike=2, can_stop=True),), goes_on=True),
        UnaskedChanges(URL, (Change(SLIDES, Changed.TURNED, alike=2),)),
        UnaskedChanges(URL, (Change(SLIDES, Changed.REWORDED, 5, "現在 10:59:59", "現在 11:00:03"),), goes_on=True),
        UnaskedChanges(URL, (Change(SLIDES, Changed.REWORDED, 1, "載入中", "今日消息"),), goes_on=True),
    ),
    fails=(
        UnaskedChanges(URL, (Change(SLIDES, Changed.TURNED, alike=2),), goes_on=True),
        UnaskedChanges(URL, (Change(SLIDES, Changed.TURNED, times=3),), goes_on=True),
        UnaskedChanges(URL, (Change(SLIDES, Changed.REWORDED, 2, "防疫資訊", "招標公告"),), goes_on=True),
    ),
    unsure=(UnaskedChanges(URL, (Change(SLIDES, Changed.TURNED),), goes_on=True),),
)
def content_that_changes_by_itself(page: UnaskedChanges) -> Iterator[Answer]:
    if not page.goes_on:
        return
    changes = [change for change in page.changes if not change.can_stop]
    certain = [change for change in changes if _goes_on(change)]
    if certain:
        message = Message("Pictures or words change by themselves, and nothing stops them.")
        yield Finding(page.page_url, message, places=tuple(change.spot.place() for change in certain))
    doubtful = [change for change in changes if change.how is Changed.TURNED and change not in certain]
    if doubtful:
        message = Message("A part of the page moved by itself: does it go on for more than five seconds?")
        yield Unsure(page.page_url, message, places=tuple(change.spot.place() for change in doubtful))


def _goes_on(change: Change) -> bool:
    if change.how is Changed.TURNED:
        return change.times > 1 or change.alike > 1
    is_clock = NUMBERS.sub("", change.before) == NUMBERS.sub("", change.after)
    return change.how is Changed.REWORDED and change.times > 1 and not is_clock
