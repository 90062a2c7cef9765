"""Headings that skip a level, or of which none is the first.

## Why it matters

The official tool (Freego) counts it as a failure of the badge. Who moves from heading to heading with a screen reader
also asks what has been left out between h2 and h4.

## How to fix it

Choose the level by the place in the outline, not by the size of the letters: h1 for the page's title, h2 for its
parts, h3 for what is in them. In a page's text the CMS offers 標題 1, 標題 2, …; headings of the template are the
vendor's job.
"""

from collections.abc import Iterator
from itertools import pairwise

from checks.drawn import drawn
from checks.pretest import looked_at, places
from checks.registry import check
from records.answers import Answer, Finding, Message, Severity
from records.rendering import Element, Rendering


@check(
    title="Heading levels skipped",
    severity=Severity.MINOR,
    codes=("HM1130100C",),
    passes=(
        drawn("<h1>縣政府</h1><h2>最新消息</h2><h3>公告</h3><h2>服務</h2>"),
        drawn('<h1>縣政府</h1><h4 style="display: none">隱藏</h4><h2>最新消息</h2>'),
        drawn("<h2>選單</h2><h1>縣政府</h1>"),
        drawn("<p>沒有標題</p>"),
    ),
    fails=(drawn("<h1>縣政府</h1><h3>最新消息</h3>"), drawn("<h2>最新消息</h2><h3>公告</h3>")),
)
def heading_levels(page: Rendering) -> Iterator[Answer]:
    headings = sorted(looked_at(page, "h1", "h2", "h3", "h4", "h5", "h6"), key=lambda one: one.ordinal)
    skipping = [one for before, one in pairwise(headings) if _level(one) > _level(before) + 1]
    if headings and min(map(_level, headings)) > 1:
        skipping.insert(0, headings[0])
    if skipping:
        message = Message("Heading levels are skipped.")
        yield Finding(page.page_url, message, places=places(page, skipping))


def _level(heading: Element) -> int:
    return int(heading.tag[1])
