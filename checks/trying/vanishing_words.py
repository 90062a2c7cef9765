"""A message that goes away by itself before everybody can have read it.

## Why it matters

A message of a few seconds is gone before a screen reader has begun to read it, or before eyes that must look for it in
an enlarged page have found it.

## How to fix it

Let a message stay until the visitor closes it, or say the same at a place that stays. This is the vendor's job.
"""

import re
from collections.abc import Iterator

from checks.registry import check
from records.answers import Answer, Message, Severity, Unsure
from records.motion import Change, Changed, UnaskedChanges
from records.spots import Spot

URL = "https://county.example/"
TOAST = Spot("#toast", '<div id="toast">本站將於今晚停機維護</div>', "本站將於今晚停機維護")
SHORTEST = 4
LOADING = re.compile(r"載入|讀取|處理中|請稍[候後]|load|wait|please", re.I)


@check(
    title="Message that vanishes",
    severity=Severity.MODERATE,
    wcag=("2.2.1",),
    codes=("GN1220101E",),
    passes=(
        UnaskedChanges(URL),
        UnaskedChanges(URL, (Change(TOAST, Changed.GONE, before="資料載入中，請稍候"),)),
        UnaskedChanges(URL, (Change(TOAST, Changed.GONE, before="12"),)),
    ),
    unsure=(UnaskedChanges(URL, (Change(TOAST, Changed.GONE, before="本站將於今晚停機維護"),)),),
)
def vanishing_words(page: UnaskedChanges) -> Iterator[Answer]:
    gone = [change for change in page.changes if change.how is Changed.GONE]
    told = [change for change in gone if len(change.before) >= SHORTEST and not LOADING.search(change.before)]
    if told:
        message = Message("Words went away by themselves: can they be read elsewhere, for as long as one likes?")
        yield Unsure(page.page_url, message, places=tuple(change.spot.place() for change in told))
