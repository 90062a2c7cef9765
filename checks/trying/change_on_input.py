"""A field that opens another page, sends a form or moves the focus as soon as something is chosen in it.

## Why it matters

By keyboard a list is gone through with the arrow keys: the first press already chooses, and the page is gone before
anybody came to the entry that was wanted. Who cannot see the page does not know what happened.

## How to fix it

This is the vendor's job: let the choice alone do nothing, and put a button (“前往”, “查詢”) behind it. Where that
cannot be, say in front of the field what choosing will do.
"""

import re
from collections.abc import Iterator

from checks.registry import check
from records.answers import Answer, Finding, Message, Severity, Unsure
from records.interacting import Choice, Choices, Entry
from records.spots import Spot

URL = "https://county.example/"
LIST = Spot("#site", '<select id="site" onchange="go(this)">', "相關網站")
FIELD = Spot("#day", '<input id="day" maxlength="2">')
ANNOUNCED = re.compile(
    r"(?:選擇|選取|點選|變更|輸入)(?:後|完|時)|自動|立即|將(?:會)?(?:開啟|前往|跳)|automatic|immediately|"
    r"(?:will|to) (?:open|go|load|reload|submit|navigate|move|jump)|takes? you|on (?:select|change|choos)",
    re.I,
)


def _page(spot: Spot = LIST, **did: object) -> Choices:
    return Choices(URL, (Choice(spot, **did),))  # type: ignore[arg-type]


@check(
    title="Change on input",
    severity=Severity.SERIOUS,
    wcag=("3.2.2",),
    codes=("GN1320200E", "GN1320201E"),
    passes=(Choices(URL),),
    fails=(_page(led_to=URL), _page(moved_to=FIELD), _page(entry=Entry.RADIO, led_to=URL)),
    unsure=(
        _page(led_to=URL, around="選擇後自動前往"),
        _page(FIELD, entry=Entry.TEXT, moved_to=LIST),
        _page(entry=Entry.CHECKBOX, moved_to=FIELD),
    ),
)
def change_on_input(page: Choices) -> Iterator[Answer]:
    certain = [choice.spot.place() for choice in page.found if _is_certain(choice)]
    doubtful = [choice.spot.place() for choice in page.found if not _is_certain(choice)]
    if certain:
        message = Message("As soon as something is chosen here, the page goes elsewhere or moves the focus.")
        yield Finding(page.page_url, message, places=tuple(certain))
    if doubtful:
        message = Message("Is a visitor told beforehand that the page goes on by itself when this is filled in?")
        yield Unsure(page.page_url, message, "doubtful", places=tuple(doubtful))


def _is_certain(choice: Choice) -> bool:
    if ANNOUNCED.search(choice.around):
        return False
    return bool(choice.led_to) or choice.entry is Entry.SELECT
