"""A heading that does not say what stands under it: “標題”, “Section 1”, or the same as the one before.

## Why it matters

Who listens to a page jumps from heading to heading to find what is wanted. A heading that says nothing, or what the
one before has said, is of no help.

## How to fix it

Say in a few words what stands under it: “申請資格”, “應備文件”. Where headings repeat, add in what they differ.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from checks.drawn import drawn
from checks.registry import check
from records.answers import Answer, Finding, Message, Place, Severity, Unsure
from records.facts import Region
from records.rendering import Element, Rendering

PLACEHOLDER = re.compile(
    r"untitled|(?:add|insert|enter|your) .{0,30}(?:here|title|heading)|lorem ipsum.{0,200}"
    r"|請輸入.{0,9}標題|未命名|無標題",
    re.I,
)
"""The whole of a heading, without a number behind it."""
THIN = re.compile(
    r"(?:(?:main|sub|page|section) ?)?(?:heading|headline|title|header)|section|h[1-6]|chapter|more|others?|text|here"
    r"|info(?:rmation)?|details|misc(?:ellaneous)?|stuff|content"
    r"|(?:[大小主副次]|文章)?標題|段落|區塊|更多|其[他它]|內容|說明|資訊|詳情|文字|測試",
    re.I,
)
NUMBER = re.compile(r"[\W_]{0,3}(?:\d{1,2}|[a-c]|[一二三四五六])?$", re.I)
WORDS = re.compile(r"\w")


@check(
    title="Vague heading",
    severity=Severity.MODERATE,
    wcag=("2.4.6",),
    codes=("GN2240600E",),
    passes=(
        drawn("<h2>申請資格</h2><p>設籍本縣者。</p><h2>應備文件</h2><p>戶籍謄本。</p>"),
        drawn("<h2>甲案</h2><h3>經費</h3><p>一萬元。</p><h2>乙案</h2><h3>經費</h3><p>二萬元。</p>"),
        drawn("<h2>2025</h2><p>一萬元。</p>"),
    ),
    fails=(
        drawn("<h2>請輸入標題</h2><p>設籍本縣者。</p>"),
        drawn("<h2>Untitled 2</h2><p>Residents may apply.</p>"),
        drawn("<h2>***</h2><p>設籍本縣者。</p>"),
    ),
    unsure=(
        drawn("<h2>經費</h2><p>一萬元。</p><h2>經費</h2><p>二萬元。</p>"),
        drawn("<h2>標題一</h2><p>一萬元。</p>"),
        drawn("<h2>More</h2><p>Residents may apply.</p>"),
    ),
)
def vague_heading(page: Rendering) -> Iterator[Answer]:
    found, doubtful = list[Place](), list[Place]()
    for heading in page.headings:
        name = heading.name.strip()
        values = {"text": name[:60]}
        words = NUMBER.sub("", name)
        if PLACEHOLDER.fullmatch(words) or (name and not WORDS.search(name)):
            found.append(page.place(heading, Message("In place of “{text}”, say what stands under it.", values)))
        elif THIN.fullmatch(words) and heading.region is Region.MAIN:
            doubtful.append(page.place(heading, Message("Does “{text}” say what stands under it?", values)))
    for one, other in pairwise(page.headings):
        if one.name.strip() and one.name == other.name and _level(one) == _level(other):
            said = Message("“{text}” stands here twice in a row: in what do the two differ?", {"text": one.name[:60]})
            doubtful.append(page.place(other, said))
    if found:
        yield Finding(page.page_url, Message("A heading says nothing of what stands under it."), places=tuple(found))
    if doubtful:
        yield Unsure(page.page_url, Message("Do the headings say what stands under them?"), places=tuple(doubtful))


def _level(heading: Element) -> str:
    return heading.get("aria-level") or heading.tag
