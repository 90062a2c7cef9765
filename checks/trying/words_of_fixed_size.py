"""Words that stay as small as they are, however far the page is enlarged.

## Why it matters

Who sees little enlarges the page in the browser. Words whose size is a share of the window's width (vw) do not grow
with it: they stay as small as before, at 200 % and at 400 %.

## How to fix it

This is the template's, so the vendor's job: give sizes in rem, or add one to the share of the window, as in
font-size: calc(1rem + 1vw). Then look at the page with the browser's zoom at 200 %.
"""

from collections.abc import Iterator

from checks.registry import check
from records.answers import Answer, Finding, Message, Severity
from records.sizes import AdaptedText
from records.spots import Spot

URL = "https://county.example/"
TITLE = Spot("h1", "<h1>最新消息</h1>", "最新消息")


@check(
    title="Words that cannot be enlarged",
    severity=Severity.SERIOUS,
    wcag=("1.4.4",),
    codes=("GN2140400E",),
    passes=(AdaptedText(URL),),
    fails=(AdaptedText(URL, unscaled=(TITLE,)),),
)
def words_of_fixed_size(page: AdaptedText) -> Iterator[Answer]:
    if page.unscaled:
        message = Message("Words are no larger when the page is enlarged to 200 and to 400 %.")
        yield Finding(page.page_url, message, places=tuple(spot.place() for spot in page.unscaled))
