"""The page may give its visitors only so much time: it counts down, or ends by itself after some minutes.

## Why it matters

Who reads slowly, writes with effort or is read to needs many times as long as others. A form that ends before they are
done loses all that they wrote.

## How to fix it

Let the visitor switch the limit off or make it ten times as long, or ask at least twenty seconds before its end
whether more time is needed, so that one key is enough. Where no limit is needed, take it out. This is the vendor's job.
"""

import re
from collections.abc import Iterator

from checks.registry import check
from records.answers import Answer, Message, Severity, Unsure
from records.motion import Change, Changed, UnaskedChanges
from records.spots import Spot

URL = "https://county.example/"
TIMER = Spot("#timer", '<p id="timer">剩餘 20:00</p>', "剩餘 20:00")
NUMBER = re.compile(r"\d+")
TWENTY_HOURS = 20 * 60 * 60
"""A longer limit needs no way out (WCAG 2.2.1)."""


@check(
    title="Time limit",
    severity=Severity.MODERATE,
    wcag=("2.2.1",),
    codes=("FA1220102E", "GN1220100E", "GN1220101E"),
    passes=(
        UnaskedChanges(URL, limits=(86400,)),
        UnaskedChanges(URL, (Change(TIMER, Changed.REWORDED, 2, "現在 10:59:59", "現在 11:00:01"),)),
    ),
    unsure=(
        UnaskedChanges(URL, limits=(1200,)),
        UnaskedChanges(URL, (Change(TIMER, Changed.REWORDED, 2, "剩餘 20:00", "剩餘 19:58"),)),
    ),
)
def time_limit(page: UnaskedChanges) -> Iterator[Answer]:
    counting = tuple(change.spot.place() for change in page.changes if _counts_down(change))
    if counting:
        message = Message("Something counts down: can the visitor stop it, or have more time?")
        yield Unsure(page.page_url, message, "countdown", places=counting)
    limits = [seconds for seconds in page.limits if seconds <= TWENTY_HOURS]
    if limits:
        values: dict[str, str | int] = {"seconds": min(limits)}
        message = Message("After {seconds} seconds a script may end the visit: can the visitor have more time?", values)
        yield Unsure(page.page_url, message, "script")


def _counts_down(change: Change) -> bool:
    if NUMBER.sub("", change.before) != NUMBER.sub("", change.after):
        return False
    before, after = ([int(number[:9]) for number in NUMBER.findall(words)] for words in (change.before, change.after))
    return after < before
