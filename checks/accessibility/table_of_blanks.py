"""A table made of blanks, tabs or lines of characters instead of cells.

## Why it matters

A screen reader reads such text straight across, line by line: it does not know of columns, and what belongs together
falls apart. On a telephone or enlarged, the columns no longer stand under one another.

## How to fix it

Make a table of it, with a header cell for each column.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from checks.drawn import drawn
from checks.registry import check
from records.answers import Answer, Finding, Message, Place, Severity, Unsure
from records.rendering import Element, Rendering

GAP = re.compile(r"\t+|[ \u3000\xa0]{2,}|[ \xa0]*[|｜│][ \xa0]*")
WIDE_GAP = re.compile(r"\t+|[\u3000\xa0 ]{3,}")
LEAST_LINES = 3
LEAST_COLUMNS = 3
"""From which on it is certain; two columns may be a verse or an address."""
CODE = re.compile(r"[{};]\s*$|^\s*(?:[$#>]|//|import |def |function |<\w)", re.M)
PRE = "<pre>{}</pre>"


@check(
    title="Table made of blanks",
    severity=Severity.MODERATE,
    wcag=("1.3.1",),
    codes=("HM1130107E", "CS1130202E"),
    passes=(
        drawn("<table><tr><th>鄉鎮</th><th>人口</th></tr><tr><td>湖口</td><td>9021</td></tr></table>"),
        drawn(PRE.format("床前明月光\n疑是地上霜\n舉頭望明月\n低頭思故鄉")),
        drawn(PRE.format("int  a  = 1;\nint  b  = 2;\nint  c  = 3;")),
    ),
    fails=(
        drawn(PRE.format("鄉鎮    男      女\n湖口    4500    4521\n田中    4012    4111")),
        drawn(PRE.format("Town\tMen\tWomen\nHukou\t4500\t4521\nTianzhong\t4012\t4111")),
        drawn(PRE.format("| 鄉鎮 | 男 | 女 |\n| 湖口 | 4500 | 4521 |\n| 田中 | 4012 | 4111 |")),
    ),
    unsure=(
        drawn(PRE.format("王小明    科長\n陳大文    科員\n林美麗    主任")),
        drawn("<p>鄉鎮　　　男　　　女<br>湖口　　　4500　　　4521<br>田中　　　4012　　　4111</p>"),
    ),
)
def table_of_blanks(page: Rendering) -> Iterator[Answer]:
    found, doubtful = list[Place](), list[Place]()
    for block, texts in _blocks(page):
        is_typed = block.tag == "pre"
        number = _columns(texts, GAP if is_typed else WIDE_GAP)
        if number < 2 or CODE.search("\n".join(texts)) or page.closest(block, "code", "table"):
            continue
        said = Message("{number} columns stand under one another.", {"number": number})
        is_certain = is_typed and number >= LEAST_COLUMNS
        (found if is_certain else doubtful).append(page.place(block, said))
    if found:
        yield Finding(page.page_url, Message("A table is made of blanks instead of cells."), places=tuple(found))
    if doubtful:
        yield Unsure(page.page_url, Message("Is this a table made of blanks?"), places=tuple(doubtful))


def _blocks(page: Rendering) -> Iterator[tuple[Element, list[str]]]:
    """Blocks with the lines that stand in them."""
    for ordinal, lines in groupby(page.lines, lambda line: line.block.ordinal):
        texts = [text for line in lines for text in line.raw.strip("\n").split("\n")]
        if len(texts) >= LEAST_LINES and page.elements[ordinal].role not in ("button", "link"):
            yield page.elements[ordinal], texts


def _columns(texts: Sequence[str], gap: re.Pattern[str]) -> int:
    """The number of columns that most lines in a row share; 0 where too few do."""
    most = 0
    for number, lines in groupby(len([part for part in gap.split(text.strip()) if part.strip()]) for text in texts):
        if number > 1 and sum(1 for _ in lines) >= LEAST_LINES:
            most = max(most, number)
    return most
