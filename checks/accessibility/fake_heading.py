"""A line that looks like a heading, bold or large, and is not marked as one.

## Why it matters

Who sees the page finds its parts by such lines. A screen reader does not know them for headings, so nobody can jump to
them, and the parts run into one another.

## How to fix it

Mark the line with the style 標題 2 or 標題 3 of the editor instead of making it bold. If the editor has no such style,
ask the vendor.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from checks.drawn import drawn
from checks.registry import check
from records.answers import Answer, Finding, Message, Place, Severity, Unsure
from records.facts import Region
from records.lines import Line, columns
from records.rendering import Element, Rendering

ELSEWHERE = (
    "h1", "h2", "h3", "h4", "h5", "h6", "a", "button", "label", "legend", "summary", "li", "dt", "dd", "th", "td",
    "caption", "figcaption", "blockquote", "form", "address", "option", "header", "footer", "nav",
)  # fmt: skip
"""Where a bold line is another thing."""
SHORTEST, LONGEST = 4, 60
LEAST_TEXT = 50
"""Columns: so much follows a heading at least."""
BOLD = 600
LARGER, MUCH_LARGER = 1.15, 1.5
MANY = 2
NO_HEADING = re.compile(r"[。．.，,；;：:！!？?、]$|^[\W\d_年月日時分元]*$|^[※*＊註注]|\d{2,4}[-/.年]\d{1,2}[-/.月]")
"""Sentences, labels, notes, numbers and dates."""
TEXT = "自即日起受理申請，請備齊戶籍謄本與財產清單，送戶籍地公所辦理，逾期不受理。"


@check(
    title="Fake heading",
    severity=Severity.MODERATE,
    wcag=("1.3.1",),
    codes=("HM1130104E", "HM1130105E", "GN1130100E"),
    passes=(
        drawn(f"<h2>申請資格</h2><p>{TEXT}</p>"),
        drawn(f"<p><b>{TEXT}</b></p><p>{TEXT}</p>"),
        drawn(f"<p><b>注意：</b></p><p>{TEXT}</p>"),
        drawn(f"<p>申請資格</p><p>{TEXT}</p>"),
        drawn("<p><b>承辦單位</b></p><p>社會處</p>"),
    ),
    fails=(
        drawn(f'<p style="font-size: 24px"><b>申請資格</b></p><p>{TEXT}</p>'),
        drawn(f"<p><b>申請資格</b></p><p>{TEXT}</p><p><strong>應備文件</strong></p><p>{TEXT}</p>"),
        drawn(f'<div style="font-size: 28px">How to apply</div><p>{TEXT}</p>'),
    ),
    unsure=(
        drawn(f"<p><b>申請資格</b></p><p>{TEXT}</p>"),
        drawn(f"<p><b>申請資格</b><br>{TEXT}</p>"),
    ),
)
def fake_heading(page: Rendering) -> Iterator[Answer]:
    plain, bold = list[Line](), list[Line]()
    for line, following in pairwise(page.lines):
        if not _may_head(page, line, following):
            continue
        size, usual = _size(page, line), _size(page, following)
        is_bold = _is_bold(page, line) and not _is_bold(page, following)
        if size >= usual * MUCH_LARGER or (is_bold and size >= usual * LARGER):
            plain.append(line)
        elif is_bold:
            bold.append(line)
    found, doubtful = (plain + bold, []) if len(bold) >= MANY else (plain, bold)
    text = Message("Mark “{text}” as a heading.")
    if found:
        message = Message("A line looks like a heading and is not marked as one.")
        yield Finding(page.page_url, message, places=tuple(_place(page, line, text) for line in found))
    if doubtful:
        message = Message("Is this line a heading?")
        yield Unsure(page.page_url, message, places=tuple(_place(page, line, text) for line in doubtful))


def _place(page: Rendering, line: Line, text: Message) -> Place:
    return page.place(page.elements[line.texts[0].parent], Message(text.text, {"text": line.text}))


def _may_head(page: Rendering, line: Line, following: Line) -> bool:
    text = line.text
    if line.block.region is not Region.MAIN or not SHORTEST <= columns(text) <= LONGEST or NO_HEADING.search(text):
        return False
    if columns(following.text) < max(LEAST_TEXT, columns(text)) or not _stand_together(line, following):
        return False
    return not any(one.tag in ELSEWHERE or one.role == "heading" for one in _around(page, line))


def _stand_together(line: Line, following: Line) -> bool:
    is_text = following.block.tag in ("p", "div", "section", "ul", "ol", "li", "span", "font", "body")
    return is_text and (following.block is line.block or following.block.ordinal >= line.block.end)


def _around(page: Rendering, line: Line) -> Iterator[Element]:
    yield page.elements[line.texts[0].parent]
    yield from page.around(page.elements[line.texts[0].parent])


def _size(page: Rendering, line: Line) -> float:
    """Of its largest letters, in CSS pixels."""
    return max(_pixels(page.elements[text.parent].style.get("font-size", "")) for text in line.texts)


def _pixels(size: str) -> float:
    found = re.fullmatch(r"(\d+(?:\.\d+)?)px", size)
    return float(found[1]) if found else 0.0


def _is_bold(page: Rendering, line: Line) -> bool:
    weights = (page.elements[text.parent].style.get("font-weight", "400") for text in line.texts)
    return all(weight == "bold" or (weight.isdigit() and int(weight) >= BOLD) for weight in weights)
