"""Text that stands in another order on the screen than in the page's source.

## Why it matters

A screen reader and a braille display follow the source. If the style sheet turns the order round, they tell the end
before the beginning, or put an answer under the wrong question.

## How to fix it

Bring the source into the order in which it is to be read, and let the style sheet only place it. It is the vendor's
job.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from checks.drawn import drawn
from checks.registry import check
from records.answers import Answer, Message, Severity, Unsure
from records.facts import Region
from records.lines import Line, columns
from records.rendering import Rendering

LEAST_TEXT = 24
"""Columns: what is shorter may be a date or a label, whose place says little."""
BESIDE_THE_TEXT = ("figure", "aside", "caption", "iframe", "frame")
MOST_PLACES = 5
FIRST, SECOND = "首先請向戶政事務所申請戶籍謄本。", "然後備齊文件向社會處提出申請。"
AT = '<div style="position: absolute; left: {}px; top: {}px; width: 300px; height: 40px">{}</div>'


def _page(one: tuple[int, int], other: tuple[int, int]) -> Rendering:
    return drawn(AT.format(*one, FIRST) + AT.format(*other, SECOND))


@check(
    title="Text out of order",
    severity=Severity.MODERATE,
    wcag=("1.3.2",),
    codes=("CS1130203E", "GN1130200E"),
    passes=(_page((0, 100), (0, 200)), _page((0, 300), (400, 100)), _page((0, 100), (400, 100))),
    unsure=(_page((0, 200), (0, 100)), _page((400, 100), (0, 100))),
)
def reordered_text(page: Rendering) -> Iterator[Answer]:
    own = [line for line in page.lines if _is_text(page, line)]
    places = []
    for one, other in pairwise(own):
        if _is_turned_round(one, other):
            said = Message("On the screen it stands before “{text}”, in the source behind it.", {"text": one.text[:40]})
            places.append(page.place(other.block, said))
    if places:
        message = Message("Does this text make sense in the order of the page's source?")
        yield Unsure(page.page_url, message, places=tuple(places[:MOST_PLACES]))


def _is_text(page: Rendering, line: Line) -> bool:
    is_own = line.block.region is Region.MAIN and columns(line.raw) >= LEAST_TEXT
    return is_own and page.closest(line.block, *BESIDE_THE_TEXT) is None


def _is_turned_round(one: Line, other: Line) -> bool:
    """Whether what comes second in the source stands above the first, or to its left in the same row."""
    first, second = one.block, other.block
    if second.ordinal < first.end or not (first.box.width and second.box.width):
        return False
    if "fixed" in (first.style.get("position"), second.style.get("position")) or second.style.get("direction") == "rtl":
        return False
    shares_column = second.box.left < first.box.right and first.box.left < second.box.right
    shares_row = second.box.top < first.box.bottom and first.box.top < second.box.bottom
    is_above = shares_column and second.box.bottom <= first.box.top
    is_left = shares_row and second.box.right <= first.box.left
    return is_above or is_left
