"""A heading without words.

## Why it matters

Screen readers offer a list of the headings to jump by. An empty one is announced, leads to nothing, and leaves people
to wonder what they have missed.

## How to fix it

Delete the empty heading; editors leave it behind as an empty line. If it holds a picture, give that an alternative
text.
"""

from __future__ import annotations

from collections.abc import Iterator

from checks.drawn import drawn
from checks.registry import check
from records.answers import Answer, Finding, Message, Severity
from records.rendering import Rendering


@check(
    title="Empty heading",
    severity=Severity.MODERATE,
    wcag=("1.3.1", "2.4.6"),
    codes=("HM1130104E", "GN2240600E"),
    passes=(
        drawn("<h2>公告</h2>"),
        drawn('<h2><img src="a.png" alt="公告"></h2>'),
        drawn('<h2 style="display:none"></h2><h2 aria-hidden="true"></h2>'),
    ),
    fails=(
        drawn("<h2></h2>"),
        drawn("<h2>&nbsp;</h2>"),
        drawn('<h2><img src="a.png" alt=""></h2>'),
        drawn('<div role="heading" aria-level="2"></div>'),
    ),
)
def empty_heading(page: Rendering) -> Iterator[Answer]:
    empty = [heading for heading in page.headings if not heading.name.strip()]
    if empty:
        said = Message("Delete it, or say in it what follows.")
        yield Finding(
            page.page_url, Message("A heading is empty."), places=tuple(page.place(one, said) for one in empty)
        )
