"""Words that are lost when lines, letters and words are set further apart.

## Why it matters

People who read with effort, for instance with dyslexia or weak eyes, set lines and letters further apart by a tool of
their browser. Words that a box of fixed size then cuts off, or that lie on each other, cannot be read.

## How to fix it

This is the template's, so the vendor's job: give boxes that hold words no fixed height (min-height in place of
height), let long lines wrap, and do not hide what reaches out (overflow: hidden). In your own texts, take fixed heights
off boxes and table cells.
"""

from collections.abc import Iterator

from checks.registry import check
from records.answers import Answer, Finding, Message, Place, Severity, Unsure
from records.sizes import AdaptedText, Loss, Lost
from records.spots import Spot

URL = "https://county.example/"
NEWS = Spot("#news > p", "<p>公告</p>", "公告")


@check(
    title="Words lost when set further apart",
    severity=Severity.MODERATE,
    wcag=("1.4.12",),
    codes=("CS2141200E", "CS2141201E", "FA2141205E"),
    passes=(AdaptedText(URL), AdaptedText(URL, zoomed=(Loss(NEWS, Lost.CUT),))),
    fails=(
        AdaptedText(URL, spaced=(Loss(NEWS, Lost.CUT, "#news", 12),)),
        AdaptedText(URL, spaced=(Loss(NEWS, Lost.OVERLAID, "#date", 9),)),
    ),
    unsure=(AdaptedText(URL, spaced=(Loss(NEWS, Lost.ELIDED, "#news", 12),)),),
)
def words_lost_when_spaced(page: AdaptedText) -> Iterator[Answer]:
    certain = tuple(_places(page, Lost.CUT, Lost.OVERLAID))
    if certain:
        message = Message("Words cannot be read when lines, letters and words are set further apart.")
        yield Finding(page.page_url, message, places=certain)
    elided = tuple(_places(page, Lost.ELIDED))
    if elided:
        message = Message("Set further apart, words end in an ellipsis: can the rest be read in some way?")
        yield Unsure(page.page_url, message, places=elided)


def _places(page: AdaptedText, *kinds: Lost) -> Iterator[Place]:
    for loss in page.spaced:
        if loss.how in kinds:
            yield loss.spot.place(_said(loss), pixels=loss.pixels)


def _said(loss: Loss) -> Message:
    values: dict[str, str | int] = {"text": loss.spot.text}
    if loss.how is Lost.OVERLAID:
        return Message("Other words lie on “{text}” when words are set further apart.", values)
    if loss.how is Lost.ELIDED:
        return Message("An ellipsis takes the place of a part of “{text}” when words are set further apart.", values)
    return Message("A box hides a part of “{text}” when words are set further apart.", values)
