"""Sizes of text or lines, or largest widths, that style sheets give in px, pt, cm and the like.

## Why it matters

The official tool (Freego) counts every one of them as a failure, and the badge is not granted before there are none.
Browsers can enlarge such text all the same, so this alone is no barrier.

## How to fix it

In the style sheets that the site itself keeps, give font-size and line-height in em, rem, % or without a unit, and
max-width in em, rem or %: 16 px are 1rem. Style sheets of others that cannot be changed are better replaced. It is
the vendor's job; only style="font-size: 12pt" in a page's text comes from pasting out of Word, and 清除格式 takes it
away.
"""

import re
from collections.abc import Iterator

from checks.drawn import drawn
from checks.pretest import looked_at, places
from checks.registry import check
from records.answers import Answer, Finding, Message, Place, Severity
from records.rendering import Declaration, Element, Rendering

PROPERTIES = ("font-size", "line-height", "max-width")
ABSOLUTE = re.compile(r"(?<![\w.#-])(?!0+(?:\.0+)?[a-z])\d{0,6}\.?\d{1,6}(?:px|pt|pc|in|cm|mm|q)(?![\w-])", re.I)
STYLED = re.compile(r"(?:^|;)\s*(?:font-size|line-height|max-width)\s*:([^;]*)", re.I)
SHOWN = 5
"""Rules of one style sheet that are quoted."""


@check(
    title="Sizes in absolute units",
    severity=Severity.MINOR,
    codes=("CS2140401C",),
    passes=(
        drawn('<p style="font-size: 1.2em; max-width: 40rem; line-height: 1.5">內容</p>'),
        drawn('<p style="width: 300px; font-size: 0px">內容</p>'),
        drawn("<style>p { font-size: 90%; max-width: 100% }</style><p>內容</p>"),
    ),
    fails=(
        drawn('<p style="color: red; font-size: 12pt">內容</p>'),
        drawn(
            "<style>.a { max-width: 960px } .b { line-height: 20px }</style><p>內容</p>",
            declarations=(Declaration(".a", "max-width", "960px", ""), Declaration(".b", "line-height", "20px", "")),
        ),
    ),
)
def absolute_size(page: Rendering) -> Iterator[Answer]:
    sheets: dict[str, list[str]] = {}
    for selector, property, value, source in page.declarations:
        if property in PROPERTIES and ABSOLUTE.search(value):
            sheets.setdefault(source, []).append(f"{selector} {{ {property}: {value} }}")
    for source, rules in sheets.items():
        message = Message("A style sheet gives sizes in absolute units.")
        said = Message("{count} in all; for instance in {sheet}.", {"count": len(rules), "sheet": source or "<style>"})
        where = Place(source, "\n".join(rules[:SHOWN]), said=said, cause=source)
        yield Finding(page.page_url, message, "sheet", places=(where,))
    tags = sorted({one.tag for one in page.elements if _is_styled(one)})
    if styled := list(filter(_is_styled, looked_at(page, *tags))):
        message = Message("Elements carry sizes in absolute units in their style attribute.")
        yield Finding(page.page_url, message, "attribute", places=places(page, styled))


def _is_styled(element: Element) -> bool:
    return any(ABSOLUTE.search(value) for value in STYLED.findall(element.get("style")))
