"""A message that appears when a field has the focus, and is gone before it can be read.

## Why it matters

Who reads slowly, enlarges the page or uses a screen reader needs more time than the page gives, and never learns what
the message said.

## How to fix it

This is the vendor's job: let the message stay as long as the field has the focus, or better always. Where it must go,
let visitors close it themselves.
"""

from collections.abc import Iterator

from checks.registry import check
from records.answers import Answer, Finding, Message, Severity
from records.interacting import FocusMessage, FocusMessages
from records.spots import Spot

URL = "https://county.example/"
FIELD = Spot("#id", '<input id="id" onfocus="tell()">')
TIP = Spot("#tip", '<p id="tip">請輸入 10 碼</p>', "請輸入 10 碼")


@check(
    title="Message that vanishes",
    severity=Severity.MODERATE,
    wcag=("2.2.1", "1.4.13"),
    codes=("GN1220101E", "SC2141300E"),
    passes=(FocusMessages(URL), FocusMessages(URL, (FocusMessage(FIELD, TIP),))),
    fails=(FocusMessages(URL, (FocusMessage(FIELD, TIP, fades=True),)),),
)
def fading_message(page: FocusMessages) -> Iterator[Answer]:
    fading = [one.message.place() for one in page.found if one.fades]
    if fading:
        message = Message("This message appears with the keyboard's focus, and is gone within seconds while it stays.")
        yield Finding(page.page_url, message, places=tuple(fading))
