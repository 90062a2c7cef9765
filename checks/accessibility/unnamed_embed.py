"""Something embedded in the page (a document, a film, a program) that has no name.

## Why it matters

A screen reader finds a thing of which it can say nothing but that it is there. Whether it is a form, a film or a map
the visitor does not learn.

## How to fix it

Say in title what it is: <embed title="115 年度施政計畫">; and put a link to the same content as a file or page beside
it. Better still, embed with <iframe title=…>.
"""

from collections.abc import Iterator

from checks.drawn import drawn
from checks.registry import check
from records.answers import Answer, Finding, Message, Severity
from records.rendering import Rendering

NAMES = ("title", "aria-label", "aria-labelledby", "alt")
LEAST_SIZE = 5
"""CSS pixels: what is smaller is not meant to be seen."""


@check(
    title="Embedded thing without a name",
    severity=Severity.SERIOUS,
    wcag=("1.1.1",),
    codes=("HM1110105C", "HM1110105E"),
    passes=(
        drawn('<embed src="a.pdf" title="115 年度施政計畫" width="300" height="200">'),
        drawn('<object data="a.swf"><embed src="a.swf" width="1" height="1" hidden></object>'),
    ),
    fails=(
        drawn('<embed src="a.pdf" width="300" height="200">'),
        drawn('<embed src="a.svg" title=" " width="300" height="200">'),
    ),
)
def unnamed_embed(page: Rendering) -> Iterator[Answer]:
    for embed in page.tags("embed"):
        is_seen = embed.is_visible and min(embed.box.width, embed.box.height) > LEAST_SIZE
        if is_seen and not any(embed.get(name) for name in NAMES) and page.closest(embed, "object") is None:
            message = Message("Something is embedded without a name.")
            yield Finding(page.page_url, message, places=(page.place(embed),))
