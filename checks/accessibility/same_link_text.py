"""Links that say the same side by side, and lead to different places.

## Why it matters

A screen reader reads “下載, 下載” and its user has to follow both to learn which is which. Who steers by voice and
says “click 下載” is asked which one.

## How to fix it

Let each link say what is behind it and nothing else: “申請表（ODT）” and “填寫範例（PDF）” instead of “下載” twice.
Where two links do lead to the same thing, make them one.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise

from checks.drawn import drawn
from checks.registry import check
from checks.targets import Target, target_of
from records.answers import Answer, Finding, Message, Place, Severity, Unsure
from records.rendering import Element, Rendering

CONTEXTS = ("p", "li", "td", "th", "dd", "dt", "figcaption", "caption", "blockquote")
"""What tells, beside a link's own words, where it leads (WCAG 2.4.4)."""
JOINTS = re.compile(r"[\W_]*(?:(?:and|or|及|與|和|或)[\W_]*)?", re.I)
WORD = re.compile(r"\w")
FILES = frozenset(("pdf", "doc", "docx", "xls", "xlsx", "ppt", "pptx", "odt", "ods", "odp", "zip", "jpg", "png", "csv"))
TEXT_LENGTH = 60


@check(
    title="Same link text, different targets",
    severity=Severity.MODERATE,
    wcag=("2.4.4",),
    codes=("HM1240400E", "GN1240401E"),
    passes=(
        drawn(
            '<ul><li>低收入戶 <a href="/a.odt">下載申請表</a></li><li>托育 <a href="/b.odt">下載申請表</a></li></ul>'
        ),
        drawn('<p><a href="/form">申請表</a>、<a href="/form/">申請表</a></p>'),
        drawn('<h2>公告</h2><div><a href="/a">更多</a></div><h2>活動</h2><div><a href="/b">更多</a></div>'),
    ),
    fails=(
        drawn('<p>附件：<a href="/files/form.odt">檔案</a>、<a href="/files/example.odt">檔案</a></p>'),
        drawn(
            '<p>See <a href="https://a.example/">our profile</a> and <a href="https://b.example/">our profile</a>.</p>'
        ),
    ),
    unsure=(
        drawn('<p>附件：<a href="/form.odt">申請表</a>、<a href="/form.pdf">申請表</a></p>'),
        drawn('<div><a href="/news/1">活動花絮</a></div><div><a href="/news/2">活動花絮</a></div>'),
    ),
)
def same_link_text(page: Rendering) -> Iterator[Answer]:
    found, doubtful = list[Element](), list[Element]()
    for links in _by_name(page):
        for (one, target), (other, its) in pairwise(links):
            if target == its:
                continue
            is_beside = _stand_side_by_side(page, one, other)
            if is_beside and _plainly_differ(target, its):
                found.append(other)
            elif is_beside or _context(page, one) == _context(page, other):
                doubtful.append(other)
    if found:
        message = Message("Links side by side say the same and lead to different places.")
        text = Message("Say in this link's own words in what it differs from the “{text}” before it.")
        yield Finding(page.page_url, message, places=_places(page, found, text))
    if doubtful:
        message = Message("Do links that say the same lead to the same thing?")
        text = Message("Another “{text}” before it has another address: if the two differ, their words should say so.")
        yield Unsure(page.page_url, message, places=_places(page, doubtful, text))


def _by_name(page: Rendering) -> Iterator[list[tuple[Element, Target]]]:
    """Links of one name, with where they lead, in the order of the page; only where there are several."""
    found = defaultdict(list)
    for link in page.roles("link"):
        if link.is_exposed and not link.get("href").startswith(("#", "javascript:")) and WORD.search(link.name):
            found[" ".join(link.name.casefold().split())].append(link)
    for links in found.values():
        if len(links) > 1:
            yield [(link, target) for link in links if (target := target_of(page, link))]


def _stand_side_by_side(page: Rendering, one: Element, other: Element) -> bool:
    """Whether nothing is said between them that could tell them apart."""
    block = page.closest(one, *CONTEXTS)
    if block is None or block is not page.closest(other, *CONTEXTS):
        return False
    between = page.elements[one.end : other.ordinal]
    return JOINTS.fullmatch(" ".join(part.text or part.name for part in between)) is not None


def _plainly_differ(one: Target, other: Target) -> bool:
    """Whether they cannot be one thing at two addresses."""
    are_files = one.extension in FILES and other.extension in FILES
    return one.host != other.host or (are_files and one.stem != other.stem)


def _context(page: Rendering, link: Element) -> tuple[str, str, str]:
    """What stands around it: in its paragraph or row, in the entry around that, and in the heading above."""
    block = page.closest(link, "tr", *CONTEXTS)
    if block is not None and block.tag in ("td", "th"):
        block = page.closest(block, "tr") or block
    entry = next((above for above in page.around(block) if above.tag == "li"), None) if block else None
    before = bisect_left(page.headings, link.ordinal, key=lambda heading: heading.ordinal)
    return (
        page.text(block) if block else "",
        page.text(entry) if entry else "",
        page.headings[before - 1].name if before else "",
    )


def _places(page: Rendering, links: list[Element], said: Message) -> tuple[Place, ...]:
    return tuple(page.place(link, Message(said.text, {"text": link.name[:TEXT_LENGTH]})) for link in links)
