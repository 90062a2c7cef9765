"""A field for a password or a code into which nothing can be pasted.

## Why it matters

Who cannot remember a long password, or mixes up letters when copying them, lets a program keep it and pastes it. Where
that is forbidden, they do not get in, or choose a password that is easy to guess.

## How to fix it

This is the vendor's job: take out the script that forbids pasting, and let password managers fill the field in
(autocomplete="current-password", for codes autocomplete="one-time-code"). It makes nothing less secure.
"""

from collections.abc import Iterator

from checks.registry import check
from records.answers import Answer, Finding, Message, Severity, Unsure
from records.interacting import Pasting, Pastings
from records.spots import Spot

URL = "https://county.example/"
FIELD = Spot("#password", '<input id="password" type="password" onpaste="return false">')


def _page(**did: bool) -> Pastings:
    return Pastings(URL, (Pasting(FIELD, **did),))


@check(
    title="Pasting forbidden",
    severity=Severity.SERIOUS,
    wcag=("3.3.8",),
    codes=("FA2330801E",),
    echoes=("forbidden-paste",),
    passes=(_page(), Pastings(URL)),
    fails=(_page(is_blocked=True), _page(is_blocked=True, is_code=True)),
    unsure=(_page(is_blocked=True, is_new=True), _page(is_blocked=True, has_other_way=True)),
)
def blocked_paste(page: Pastings) -> Iterator[Answer]:
    blocked = [one for one in page.found if one.is_blocked]
    certain = [one.spot.place() for one in blocked if not (one.is_new or one.has_other_way)]
    doubtful = [one.spot.place() for one in blocked if one.is_new or one.has_other_way]
    if certain:
        message = Message("Nothing can be pasted into this field, which must be filled in to log in.")
        yield Finding(page.page_url, message, places=tuple(certain))
    if doubtful:
        message = Message("Nothing can be pasted into this field. Is there a way to log in without it?")
        yield Unsure(page.page_url, message, "doubtful", places=tuple(doubtful))
