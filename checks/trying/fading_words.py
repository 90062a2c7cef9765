"""Words that hardly stand out while the pointer is on them, or while they have the focus.

## Why it matters

Just where one reads or works, at the link under the pointer or the focus, the words fade. Who sees contrasts badly
loses them at the moment of choosing.

## How to fix it

This is the template's, so the vendor's job: in the rules for :hover and :focus, give words and what is behind them
colours with a contrast of 4.5:1 or more (3:1 for large letters), and change both together.
"""

from collections.abc import Iterator

from checks.registry import check
from records.answers import Answer, Finding, Message, Place, Severity
from records.contrast import Faded, State, StateContrast
from records.spots import Spot

URL = "https://county.example/"
MENU = Spot("#menu a", '<a href="/tax">稅務服務</a>', "稅務服務")


@check(
    title="Words that fade when chosen",
    severity=Severity.SERIOUS,
    wcag=("1.4.3",),
    codes=("GN2140300E", "GN2140301E"),
    passes=(StateContrast(URL),),
    fails=(
        StateContrast(URL, (Faded(MENU, State.HOVER, 1.6, 4.5, "#cccccc", "#ffffff"),)),
        StateContrast(URL, (Faded(MENU, State.FOCUS, 1.6, 4.5, "#cccccc", "#ffffff"),)),
    ),
)
def fading_words(page: StateContrast) -> Iterator[Answer]:
    if page.faded:
        message = Message("Words stand out too little when they are pointed at or have the focus.")
        yield Finding(page.page_url, message, places=tuple(map(_place, page.faded)))


def _place(one: Faded) -> Place:
    values: dict[str, str | int] = {"ratio": f"{one.ratio:g}", "needed": f"{one.needed:g}"}
    if one.state is State.HOVER:
        said = Message("Under the pointer its contrast is {ratio}:1; {needed}:1 is needed.", values)
    else:
        said = Message("With the focus its contrast is {ratio}:1; {needed}:1 is needed.", values)
    return one.spot.place(said, fgColor=one.colour, bgColor=one.ground, contrastRatio=one.ratio)
