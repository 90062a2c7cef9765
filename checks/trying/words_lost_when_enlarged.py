"""Words or controls that are lost when the page is enlarged to 200 %.

## Why it matters

Many people with weak eyes, older residents above all, enlarge every page in the browser. What is then cut off, covered
by other words or gone can no longer be read or used by them.

## How to fix it

This is the template's, so the vendor's job: give boxes no fixed height (min-height in place of height), do not hide
what reaches out of them (overflow: hidden), and let columns fall below each other in a narrow window. In your own
texts, take fixed heights and positions off boxes. Then look at the page with the browser's zoom at 200 %.
"""

from collections.abc import Iterator

from checks.registry import check
from records.answers import Answer, Finding, Message, Place, Severity, Unsure
from records.sizes import AdaptedText, Loss, Lost
from records.spots import Spot

URL = "https://county.example/"
NEWS = Spot("#news > p", "<p>公告</p>", "公告")


@check(
    title="Words lost when the page is enlarged",
    severity=Severity.SERIOUS,
    wcag=("1.4.4",),
    codes=("GN2140400E", "GN2140401E"),
    passes=(AdaptedText(URL), AdaptedText(URL, spaced=(Loss(NEWS, Lost.CUT),))),
    fails=(
        AdaptedText(URL, zoomed=(Loss(NEWS, Lost.CUT, "#news", 12),)),
        AdaptedText(URL, zoomed=(Loss(NEWS, Lost.OVERLAID, "#date", 9),)),
    ),
    unsure=(
        AdaptedText(URL, zoomed=(Loss(NEWS, Lost.GONE),)),
        AdaptedText(URL, zoomed=(Loss(NEWS, Lost.ELIDED, "#news", 12),)),
        AdaptedText(URL, doubled=(Loss(NEWS, Lost.CUT, "#news", 12),)),
    ),
)
def words_lost_when_enlarged(page: AdaptedText) -> Iterator[Answer]:
    certain = [loss for loss in page.zoomed if loss.how in (Lost.CUT, Lost.OVERLAID)]
    if certain:
        message = Message("Words cannot be read when the page is enlarged to 200 %.")
        yield Finding(page.page_url, message, places=_places(certain))
    known = {loss.by for loss in certain}
    doubtful = [loss for loss in page.zoomed if loss not in certain]
    if doubtful:
        message = Message("What is not to be seen when the page is enlarged to 200 %: can it still be reached?")
        yield Unsure(page.page_url, message, "zoomed", places=_places(doubtful))
    # Enlarging the whole page is enough for the criterion; who enlarges words alone (in Firefox) still loses these.
    alone = [loss for loss in page.doubled if loss.how in (Lost.CUT, Lost.OVERLAID) and loss.by not in known]
    if alone:
        message = Message("Words are cut when letters alone are twice as large: can all be read at 200 %?")
        yield Unsure(page.page_url, message, "doubled", places=_places(alone))


def _places(losses: list[Loss]) -> tuple[Place, ...]:
    return tuple(loss.spot.place(_said(loss), pixels=loss.pixels) for loss in losses)


def _said(loss: Loss) -> Message:
    values: dict[str, str | int] = {"text": loss.spot.text}
    match loss.how:
        case Lost.CUT:
            return Message("A box hides a part of “{text}” when the page is enlarged.", values)
        case Lost.ELIDED:
            return Message("An ellipsis takes the place of a part of “{text}” when the page is enlarged.", values)
        case Lost.OVERLAID:
            return Message("Other words lie on “{text}” when the page is enlarged.", values)
        case Lost.GONE:
            return Message("“{text}” is not to be seen when the page is enlarged.", values)
