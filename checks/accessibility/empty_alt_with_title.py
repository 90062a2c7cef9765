"""A picture whose alternative text is empty, though a title names it.

## Why it matters

An empty alternative text says: an ornament, pass it over. A title says the opposite. Some screen readers read it out,
others do not, so people are told different things.

## How to fix it

If the picture says something, write it into the alternative text. If it is an ornament, leave both fields empty.
"""

from __future__ import annotations

from collections.abc import Iterator

from checks.drawn import drawn
from checks.registry import check
from records.answers import Answer, Finding, Message, Severity
from records.rendering import Rendering

NAMES = ("title", "aria-label")
TEXT_LENGTH = 60


@check(
    title="Empty alternative text with a title",
    severity=Severity.MODERATE,
    wcag=("1.1.1",),
    codes=("HM1110106C", "HM1110112E"),
    passes=(
        drawn('<img src="a.png" alt="">'),
        drawn('<img src="a.png" alt="縣徽" title="禾湖縣徽">'),
        drawn('<img src="a.png" alt="" title=" ">'),
    ),
    fails=(drawn('<img src="a.png" alt="" title="禾湖縣徽">'),),
)
def empty_alt_with_title(page: Rendering) -> Iterator[Answer]:
    places = []
    for picture in page.tags("img"):
        if not picture.is_visible or picture.attributes.get("alt", "?").strip():
            continue
        if named := next((value for name in NAMES if (value := picture.get(name))), ""):
            values = {"text": named[:TEXT_LENGTH]}
            places.append(page.place(picture, Message("Is it “{text}” or an ornament? Not both.", values)))
    if places:
        message = Message("A picture has an empty alternative text and a title.")
        yield Finding(page.page_url, message, places=tuple(places))
