"""One way to parse HTML, safe against pages built to exhaust the parser."""

from __future__ import annotations

import re
from typing import Final

from selectolax.lexbor import LexborHTMLParser

Tree = LexborHTMLParser

WORTH_WEIGHING: Final = 2_000
"""Fewer tags than this cannot hurt."""
DEEPEST: Final = 2_000
"""Open elements at once; the parser's time grows with their square (20,000 nested div cost a second)."""
MOST_REOPENED: Final = 200_000
"""The HTML standard opens formatting elements that were never closed again in each new block: a page of 15 KB can ask
for half a million elements."""

_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
_FORMATTING = frozenset("b big code em font i nobr s small strike strong tt u".split())  # noqa: SIM905
_SELF_CLOSING = frozenset(
    """a area base br button caption col colgroup dd dt embed hr img input li link meta optgroup option p param rb rp rt
    source tbody td tfoot th thead tr track wbr""".split()  # noqa: SIM905
)
"""Those that hold nothing, and those that end where the next of their kind begins."""


def parsed(html: str | Tree) -> Tree:
    """Parse as a browser with scripts does, so that what stands in `<noscript>` is no content.

    A page nested beyond reason is cut where it becomes so. A tree is handed back as it is: parse once, read often.
    """
    if isinstance(html, Tree):
        return html
    if html.count("<") > WORTH_WEIGHING:
        html = html[: _reasonable_length(html)]
    return Tree(html, scripting=True)


def _reasonable_length(html: str) -> int:
    depth = formatting = reopened = 0
    for tag in _TAG.finditer(html):
        closing, name = tag[1], tag[2].lower()
        step = -1 if closing else 1
        if name in _FORMATTING:
            formatting = max(formatting + step, 0)
        elif not closing:
            reopened += formatting
        if name not in _SELF_CLOSING:
            depth = max(depth + step, 0)
        if depth > DEEPEST or reopened > MOST_REOPENED:
            return tag.start()
    return len(html)
