"""Words or controls that are lost in a narrow window: on a phone, or on a page enlarged to 400 %.

## Why it matters

Who sees little enlarges the page to 400 %, which leaves it as wide as a phone. What is then cut off, covered or gone is
missing for them and for everybody who comes by phone, as if it had never been written.

## How to fix it

This is the template's, so the vendor's job: let boxes grow with their words (no fixed height, no overflow: hidden), and
keep on a narrow page what stands on a wide one; what does not fit may go behind a button that opens it. In your own
texts, take fixed heights and widths off boxes.
"""

from collections.abc import Iterator

from checks.registry import check
from records.answers import Answer, Finding, Message, Place, Severity, Unsure
from records.sizes import Loss, Lost, Reflow
from records.spots import Spot

URL = "https://county.example/"
NEWS = Spot("#news > p", "<p>公告</p>", "公告")


@check(
    title="Words lost in a narrow window",
    severity=Severity.MODERATE,
    wcag=("1.4.10",),
    codes=("FA2141008E", "GN2141005E"),
    passes=(Reflow(URL, 320), Reflow(URL, 980)),
    fails=(Reflow(URL, 320, losses=(Loss(NEWS, Lost.CUT, "#news", 12),)),),
    unsure=(Reflow(URL, 320, losses=(Loss(NEWS, Lost.GONE),)),),
)
def words_lost_in_narrow_window(page: Reflow) -> Iterator[Answer]:
    certain = [loss for loss in page.losses if loss.how in (Lost.CUT, Lost.OVERLAID)]
    if certain:
        message = Message("Words cannot be read in a window of 320 pixels.")
        yield Finding(page.page_url, message, places=tuple(map(_place, certain)))
    doubtful = [loss for loss in page.losses if loss not in certain]
    if doubtful:
        message = Message("What is not to be seen in a window of 320 pixels: can it still be reached?")
        yield Unsure(page.page_url, message, places=tuple(map(_place, doubtful)))


def _place(loss: Loss) -> Place:
    values: dict[str, str | int] = {"text": loss.spot.text}
    match loss.how:
        case Lost.CUT:
            said = Message("A box hides a part of “{text}” in a narrow window.", values)
        case Lost.ELIDED:
            said = Message("An ellipsis takes the place of a part of “{text}” in a narrow window.", values)
        case Lost.OVERLAID:
            said = Message("Other words lie on “{text}” in a narrow window.", values)
        case Lost.GONE:
            said = Message("“{text}” is not to be seen in a narrow window.", values)
    return loss.spot.place(said, pixels=loss.pixels)
