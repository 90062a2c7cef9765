"""A list whose bullets or numbers are typed, one line under the other.

## Why it matters

A screen reader tells of a list how many entries it has, and lets people skip it or go from one to the next. Of typed
bullets it only reads “black circle”.

## How to fix it

Mark the lines and choose 項目符號 or 編號 in the editor, and take the typed marks out. If the editor cannot do it, ask
the vendor.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from checks.drawn import drawn
from checks.registry import check
from records.answers import Answer, Finding, Message, Place, Severity, Unsure
from records.facts import Region
from records.lines import Line, columns
from records.rendering import Rendering

BULLET = re.compile(r"[•·‧●○■◆◇▪▫★☆►▶➢➤✓✔✦◎]\s*\w|[-–—*+]\s+\w")
NUMBER = re.compile(
    r"[(（]?\s*(\d{1,2}|[一二三四五六七八九十]{1,3}|[①-⑳⑴-⒇])\s*(?:[.．、)）](?!\d)|(?<=[①-⑳⑴-⒇]))\s*\S"
)
CHINESE = {numeral: value for value, numeral in enumerate("一二三四五六七八九十", 1)}
ELSEWHERE = ("li", "dt", "dd", "th", "h1", "h2", "h3", "h4", "h5", "h6", "pre", "code", "label", "option", "nav", "a")
LEAST = 3
"""Lines from which on they are a list."""
SHORT = 80
"""Columns: longer entries are as often the paragraphs of an official text, which carry their numbers by custom."""
MOST_BETWEEN = 2
"""Further lines of an entry."""


@check(
    title="Fake list",
    severity=Severity.MODERATE,
    wcag=("1.3.1",),
    codes=("HM1130105E", "GN1130102E"),
    passes=(
        drawn("<ul><li>身分證</li><li>戶籍謄本</li><li>財產清單</li></ul>"),
        drawn("<p>• 身分證</p><p>請備齊文件。</p>"),
        drawn("<p>- 5 度</p><p>1.5 公分</p><p>2.5 公分</p>"),
        drawn("<h2>一、資格</h2><p>設籍本縣者。</p><h2>二、文件</h2><p>戶籍謄本。</p><h2>三、期限</h2>"),
    ),
    fails=(
        drawn("<p>• 身分證</p><p>• 戶籍謄本</p><p>• 財產清單</p>"),
        drawn("<p>1. 身分證<br>2. 戶籍謄本<br>3. 財產清單</p>"),
        drawn("<div>- Passport<br>- Proof of address<br>- Photograph</div>"),
        drawn("<table><tr><td>（一）身分證<br>（二）戶籍謄本<br>（三）財產清單</td></tr></table>"),
    ),
    unsure=(
        drawn(
            "".join(
                f"<p>{numeral}、申請人應於期限內備齊戶籍謄本、財產清單及相關證明文件，親自或委託他人送達戶籍所在地之鄉鎮市公所辦理。</p>"
                for numeral in "一二三"
            )
        ),
    ),
)
def fake_list(page: Rendering) -> Iterator[Answer]:
    found, doubtful = list[Place](), list[Place]()
    for entries in _runs(page):
        said = Message("{number} lines from “{text}” on.", {"number": len(entries), "text": entries[0].text[:40]})
        place = page.place(entries[0].block, said)
        is_short = all(columns(entry.text) <= SHORT for entry in entries)
        (found if is_short or _mark(entries[0].text) == 0 else doubtful).append(place)
    if found:
        message = Message("Lines with typed bullets or numbers are not marked as a list.")
        yield Finding(page.page_url, message, places=tuple(found))
    if doubtful:
        yield Unsure(page.page_url, Message("Should these numbered paragraphs be a list?"), places=tuple(doubtful))


def _runs(page: Rendering) -> Iterator[list[Line]]:
    """Lines that follow one another as the entries of a list do."""
    run, since = list[Line](), 0
    for line in page.lines:
        mark = _mark(line.text) if _may_be_an_entry(page, line) else None
        if run and mark is not None and mark == _next(run) and _stand_alike(run[-1], line) and since <= MOST_BETWEEN:
            run.append(line)
            since = 0
            continue
        since += 1
        if mark in (0, 1) or since > MOST_BETWEEN or not run:
            if len(run) >= LEAST:
                yield run
            run, since = ([line], 0) if mark in (0, 1) else ([], 0)
    if len(run) >= LEAST:
        yield run


def _next(run: list[Line]) -> int:
    last = _mark(run[-1].text) or 0
    return last + 1 if last else 0


def _mark(text: str) -> int | None:
    """0 for a bullet, the number of a numbered line, None for any other."""
    if BULLET.match(text):
        return 0
    found = NUMBER.match(text)
    return _value(found[1]) if found else None


def _value(numeral: str) -> int | None:
    """The number that a numeral stands for.

    >>> [_value(numeral) for numeral in ("7", "十", "十二", "二十", "二十一", "⑤")]
    [7, 10, 12, 20, 21, 5]
    """
    if numeral.isdecimal():
        return int(numeral)
    if len(numeral) == 1 and numeral not in CHINESE:
        return int(unicodedata.numeric(numeral))
    tens, ten, ones = numeral.partition("十")
    if not ten:
        return CHINESE.get(numeral)
    return 10 * CHINESE.get(tens, 1) + CHINESE.get(ones, 0)


def _may_be_an_entry(page: Rendering, line: Line) -> bool:
    return line.block.region is Region.MAIN and page.closest(page.elements[line.texts[0].parent], *ELSEWHERE) is None


def _stand_alike(one: Line, other: Line) -> bool:
    """Whether they are two lines of one block, or two blocks of one kind side by side."""
    return one.block is other.block or (one.block.tag == other.block.tag and one.block.parent == other.block.parent)
