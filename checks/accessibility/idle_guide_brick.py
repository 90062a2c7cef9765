"""A guide brick (:::) that does not do what it is for: no key of its own, no target, or no words.

## Why it matters

By the guide bricks, people who use a keyboard or a screen reader jump between the areas of a page: Alt+U up, Alt+C to
the content. A brick without a key or a target is only three colons that are read out.

## How to fix it

Each brick needs an accesskey of its own (U, C, L, R, B…, as the page 網站導覽 explains them), an address within the
page that exists, and a title that names its area: “主要內容區塊”. It is part of the template: the vendor's job.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from checks.drawn import drawn
from checks.registry import check
from checks.skip_links import BRICK, guide_bricks
from checks.targets import fragment_of, stands_at
from records.answers import Answer, Finding, Message, Severity, Unsure
from records.rendering import Element, Rendering

KEYS = (
    (re.compile("搜尋|查詢|search", re.I), "SQ"),
    (re.compile("下方|頁尾|頁腳|底部|foot|bottom", re.I), "BZFD"),
    (re.compile("上方|頁首|上層|upper|header", re.I), "UT"),
    (re.compile("主要內容|主內容|中央|中間|main|content", re.I), "C"),
    (re.compile("左|left", re.I), "LS"),
    (re.compile("右|right", re.I), "RS"),
)
"""Words that name an area, and the keys that Taiwanese sites give to it."""
BLOCK = '<a href="#C" id="C" {}>:::</a>'


@check(
    title="Guide brick that does nothing",
    severity=Severity.MINOR,
    codes=("GN1240102E",),
    passes=(
        drawn(BLOCK.format('accesskey="C" title="主要內容區塊"')),
        drawn('<a href="#U" name="U" accesskey="U" title="右上方功能區塊">:::</a>'),
    ),
    fails=(
        drawn(BLOCK.format('title="主要內容區塊"')),
        drawn(BLOCK.format('accesskey="C"')),
        drawn('<a href="#AC" accesskey="C" title="主要內容區塊">:::</a>'),
    ),
    unsure=(
        drawn(BLOCK.format('accesskey="U" title="主要內容區塊"')),
        drawn('<a href="#" accesskey="C" title="主要內容區塊">:::</a>'),
    ),
)
def idle_guide_brick(page: Rendering) -> Iterator[Answer]:
    found, doubtful = [], []
    for brick in guide_bricks(page):
        if said := _fault(page, brick):
            found.append(page.place(brick, said))
        elif said := _doubt(page, brick):
            doubtful.append(page.place(brick, said))
    if found:
        message = Message("A guide brick (:::) does not do what it is for.")
        yield Finding(page.page_url, message, places=tuple(found))
    if doubtful:
        message = Message("Does this guide brick (:::) lead where people expect?")
        yield Unsure(page.page_url, message, places=tuple(doubtful))


def _fault(page: Rendering, brick: Element) -> Message | None:
    fragment = fragment_of(page, brick)
    if not brick.get("accesskey"):
        return Message("It has no accesskey.")
    if fragment and not page.is_cut and stands_at(page, fragment) is None:
        return Message("There is no “{target}” in the page for it to lead to.", {"target": fragment[:60]})
    if BRICK.fullmatch(brick.name.strip()) and not brick.get("title"):
        return Message("It has no title that names its area.")
    return None


def _doubt(page: Rendering, brick: Element) -> Message | None:
    key, said = brick.get("accesskey").upper(), f"{brick.name} {brick.get('title')}"
    usual = next((keys for words, keys in KEYS if words.search(said)), key)
    if key not in usual:
        values = {"key": key[:10], "usual": usual[0], "title": brick.get("title")[:60]}
        return Message("Its key is {key}; for “{title}”, {usual} is usual.", values)
    if not fragment_of(page, brick):
        return Message("It leads to the top of the page or away from it, not to its area.")
    return None
