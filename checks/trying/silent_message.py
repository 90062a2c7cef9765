"""A message that appears on the page, of which screen readers are not told.

## Why it matters

Who presses a button and cannot see the page waits for an answer: how many were found, that it was saved, that a field
is wrong. It stands on the screen, and nobody reads it out.

## How to fix it

This is the vendor's job: let the message appear in an element with role="status", or role="alert" for errors, which
stands in the page from the beginning and is filled when there is something to say.
"""

from collections.abc import Iterator

from checks.registry import check
from records.answers import Answer, Message, Severity, Unsure
from records.operating import Control, Controls, Reaction
from records.spots import Spot

URL = "https://county.example/"
BUTTON = Spot("#find", '<button id="find" type="button">篩選</button>', "篩選")
COUNT = Spot("#count", '<p id="count">找到 12 筆</p>', "找到 12 筆")
OPENS = Reaction(appeared=1, is_noticed=True)


@check(
    title="Message that is not announced",
    severity=Severity.MODERATE,
    wcag=("4.1.3",),
    codes=("AR2410300E", "AR2410301E", "FA2410303E"),
    passes=(Controls(URL, (Control(BUTTON, enter=OPENS),)),),
    unsure=(Controls(URL, (Control(BUTTON, enter=OPENS, message=COUNT),)),),
)
def silent_message(page: Controls) -> Iterator[Answer]:
    messages = [control.message.place() for control in page.controls if control.message]
    if messages:
        message = Message("Does a screen reader read this message out when it appears?")
        yield Unsure(page.page_url, message, places=tuple(messages))
