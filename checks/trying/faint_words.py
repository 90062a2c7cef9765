"""Words that hardly stand out from the picture or the gradient behind them.

## Why it matters

Words over a picture are legible where it is dark and lost where it is bright, or the other way round. Who sees
contrasts badly, or reads in sunlight, misses these words.

## How to fix it

Lay an even, opaque or nearly opaque colour between the picture and the words, or set the words beside the picture.
Letters need a contrast of 4.5:1 to every part of what is behind them, large letters (24 pixels, bold 18.66) of 3:1.
"""

from collections.abc import Iterator

from checks.registry import check
from records.answers import Answer, Finding, Message, Place, Severity, Unsure
from records.contrast import MeasuredContrast, WordContrast
from records.spots import Spot

URL = "https://county.example/"
BANNER = Spot("#banner > h2", "<h2>彰化縣政府</h2>", "彰化縣政府")
STRAY = 0.02
"""The share of pixels that may be too faint: specks of a photograph."""
MANY = 0.1
"""The share of letters, every pixel behind which is too faint, from which on words are lost."""


@check(
    title="Faint words over a picture",
    severity=Severity.SERIOUS,
    wcag=("1.4.3",),
    codes=("GN2140300E", "GN2140301E"),
    passes=(
        WordContrast(URL),
        WordContrast(URL, (MeasuredContrast(BANNER, "h2", 3, 4.2, 18),)),
        WordContrast(URL, (MeasuredContrast(BANNER, "h2", 3, 2.9, 18, below=0.01),)),
    ),
    fails=(WordContrast(URL, (MeasuredContrast(BANNER, "h2", 3, 1.1, 2.8, below=1, illegible=1),)),),
    unsure=(
        WordContrast(URL, (MeasuredContrast(BANNER, "h2", 3, 1.1, 18, below=0.4),)),
        WordContrast(URL, (MeasuredContrast(BANNER, "h2", 3, 1.1, 2.8, below=1, illegible=1, is_certain=False),)),
    ),
)
def faint_words(page: WordContrast) -> Iterator[Answer]:
    lost = [one for one in page.measured if one.illegible >= MANY and one.is_certain]
    if lost:
        message = Message("Words stand out too little from what is behind them.")
        yield Finding(page.page_url, message, places=tuple(map(_place, lost)))
    doubtful = [one for one in page.measured if one.below > STRAY and one not in lost]
    if doubtful:
        message = Message("Words stand out too little from a part of what is behind them: can they be read?")
        yield Unsure(page.page_url, message, places=tuple(map(_place, doubtful)))


def _place(one: MeasuredContrast) -> Place:
    values: dict[str, str | int] = {
        "lowest": f"{one.lowest:g}",
        "highest": f"{one.highest:g}",
        "needed": f"{one.needed:g}",
    }
    said = Message("Contrast from {lowest}:1 to {highest}:1 behind the letters; {needed}:1 is needed.", values)
    measured = {"fgColor": one.colour, "contrastRatio": f"{one.lowest:g}–{one.highest:g}"}
    return one.spot.place(said, expectedContrastRatio=f"{one.needed:g}:1", **measured)
