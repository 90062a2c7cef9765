"""A long page without a single heading.

## Why it matters

Who sees the page skims it by its bold lines. Who listens to it jumps by headings, and where there are none has to hear
all of it from the start.

## How to fix it

Part the text, and make the line above each part a heading, with the style 標題 2 of the editor rather than with bold
type.
"""

from __future__ import annotations

from collections.abc import Iterator

from checks.drawn import drawn
from checks.registry import check
from records.answers import Answer, Message, Severity, Unsure
from records.facts import Region
from records.lines import columns
from records.rendering import Rendering

LONG = 2000
"""Columns of text from which on a page is long: a thousand characters of Chinese, some 350 words of English."""
LEAST_LINES = 6
SENTENCE = "自即日起受理申請，請備齊戶籍謄本與財產清單，送戶籍地公所辦理，逾期恕不受理。"
PARAGRAPH = f"<p>{SENTENCE * 3}</p>"


@check(
    title="Long page without headings",
    severity=Severity.MODERATE,
    wcag=("1.3.1",),
    codes=("HM1130104E", "HM3241000C"),
    passes=(
        drawn(f"<h2>申請</h2>{PARAGRAPH * 12}"),
        drawn(PARAGRAPH * 3),
        drawn(f"<nav>{PARAGRAPH * 12}</nav>"),
    ),
    unsure=(drawn(PARAGRAPH * 12),),
)
def missing_headings(page: Rendering) -> Iterator[Answer]:
    if page.headings:
        return
    own = [line for line in page.lines if line.block.region is Region.MAIN]
    length = sum(columns(line.text) for line in own)
    if length >= LONG and len(own) >= LEAST_LINES:
        said = Message("From here on there are {number} lines and no heading.", {"number": len(own)})
        message = Message("Should headings part this long text?")
        yield Unsure(page.page_url, message, places=(page.place(own[0].block, said),))
