"""A heading or a list whose meaning is taken away by role="presentation" or role="none".

## Why it matters

The role tells screen readers that there is no heading and no list, only text. Who jumps by headings passes it by, and
who sees the page never learns why.

## How to fix it

Take the role out. If the heading should only look smaller, let the style sheet do it. It is the vendor's job.
"""

from __future__ import annotations

from collections.abc import Iterator

from checks.drawn import drawn
from checks.registry import check
from records.answers import Answer, Finding, Message, Severity, Unsure
from records.rendering import Element, Rendering

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
LISTS = ("ul", "ol", "dl")
TAKES_AWAY = ("presentation", "none")
LEAST_ENTRIES = 3


@check(
    title="Structure taken away",
    severity=Severity.MODERATE,
    wcag=("1.3.1",),
    codes=("HM1130105E", "GN1130102E"),
    passes=(
        drawn("<h2>公告</h2><ul><li>甲</li><li>乙</li><li>丙</li></ul>"),
        drawn('<ul role="tablist"><li role="presentation"><a role="tab" href="#a">甲</a></li></ul>'),
        drawn('<h2 role="presentation"></h2>'),
    ),
    fails=(drawn('<h2 role="presentation">公告</h2>'), drawn('<h3 role="none">Opening hours</h3>')),
    unsure=(drawn('<ul role="presentation"><li>甲</li><li>乙</li><li>丙</li></ul>'),),
)
def structure_taken_away(page: Rendering) -> Iterator[Answer]:
    said = Message("Take the role out, if it is what it looks like.")
    headings = [page.place(one, said) for one in page.tags(*HEADINGS) if _is_bereft(one) and page.text(one)]
    lists = [page.place(one, said) for one in page.tags(*LISTS) if _is_bereft(one) and _has_entries(page, one)]
    if headings:
        message = Message("A role takes from a heading what makes it one.")
        yield Finding(page.page_url, message, places=tuple(headings))
    if lists:
        yield Unsure(page.page_url, Message("Is this list none, as its role says?"), places=tuple(lists))


def _is_bereft(element: Element) -> bool:
    return element.role in TAKES_AWAY and element.get("role").lower() in TAKES_AWAY and element.is_exposed


def _has_entries(page: Rendering, element: Element) -> bool:
    entries = [one for one in page.children(element) if one.tag in ("li", "dt") and not one.get("role")]
    return len(entries) >= LEAST_ENTRIES
