"""A <nav> with nothing in it.

## Why it matters

The official tool (Freego) counts it as a failure of the badge. A screen reader announces a navigation in which there
is nothing.

## How to fix it

Take the empty <nav> out of the template, or put the links into it. It is the vendor's job.
"""

from collections.abc import Iterator

from checks.drawn import drawn
from checks.pretest import looked_at, places
from checks.registry import check
from records.answers import Answer, Finding, Message, Severity
from records.rendering import Rendering

CONTENT = ("img", "svg", "a", "button", "input")


@check(
    title="Empty nav",
    severity=Severity.MINOR,
    codes=("HM1240102C",),
    passes=(drawn('<nav><a href="/">首頁</a></nav>'), drawn('<nav style="display: none"></nav>')),
    fails=(drawn("<nav></nav>"), drawn("<nav><ul><li></li></ul></nav>")),
)
def empty_nav(page: Rendering) -> Iterator[Answer]:
    empty = [
        nav
        for nav in looked_at(page, "nav")
        if not page.text(nav, seen=False) and not any(one.tag in CONTENT for one in page.inside(nav))
    ]
    if empty:
        yield Finding(page.page_url, Message("A nav element is empty."), places=places(page, empty))
