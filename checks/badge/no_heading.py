"""A page without any heading (asked for by the AAA badge).

## Why it matters

The official tool (Freego) counts it as a failure of level AAA. Who moves through a page from heading to heading finds
none.

## How to fix it

Give the page's title as h1, and its parts as h2. The title usually comes from the template: then it is the vendor's
job.
"""

from collections.abc import Iterator

from checks.drawn import drawn
from checks.pretest import looked_at
from checks.registry import check
from records.answers import Answer, Finding, Message, Severity
from records.rendering import Rendering


@check(
    title="Page without headings",
    severity=Severity.MINOR,
    codes=("HM3241000C",),
    passes=(drawn("<h2>最新消息</h2>"),),
    fails=(drawn("<p>最新消息</p>"), drawn('<h1 aria-hidden="true">縣政府</h1><p>最新消息</p>')),
)
def no_heading(page: Rendering) -> Iterator[Answer]:
    if not any(looked_at(page, "h1", "h2", "h3", "h4", "h5", "h6")):
        yield Finding(page.page_url, Message("The page has no heading."))
