"""A table that arranges text or other tables side by side.

## Why it matters

A screen reader goes through a table row by row, from left to right. Text that is to be read column by column comes out
mixed; tables in tables are announced one by one, and nobody knows any more in which.

## How to fix it

Let the style sheet arrange the page, and keep tables for data. Until then see that the cells make sense in the order
in which they stand in the source. It is the vendor's job.
"""

from __future__ import annotations

from collections.abc import Iterator

from checks.drawn import drawn
from checks.registry import check
from checks.tables import Grid, grids
from records.answers import Answer, Message, Severity, Unsure
from records.lines import columns
from records.rendering import Rendering

LONG = 60
"""Columns of text from which on a cell holds a paragraph rather than a piece of data."""
TEXT = "自即日起受理申請，請備齊戶籍謄本與財產清單，送戶籍地公所辦理，逾期不受理。"
INNER = "<table><tr><td>甲</td><td>乙</td></tr></table>"


@check(
    title="Table that arranges the page",
    severity=Severity.MINOR,
    wcag=("1.3.2",),
    codes=("FA1130204E",),
    passes=(
        drawn("<table><tr><th>鄉鎮</th><th>人口</th></tr><tr><td>湖口</td><td>9021</td></tr></table>"),
        drawn(f"<table><tr><td>資格</td><td>{TEXT}</td></tr><tr><td>文件</td><td>{TEXT}</td></tr></table>"),
        drawn(f"<table><tr><td>{TEXT}</td><td>{TEXT}</td></tr></table>"),
    ),
    unsure=(
        drawn(f"<table><tr><td>{INNER}</td><td>公告</td></tr></table>"),
        drawn(f"<table><tr><td>{TEXT}</td><td>{TEXT}</td></tr><tr><td>{TEXT}</td><td>{TEXT}</td></tr></table>"),
    ),
)
def table_as_layout(page: Rendering) -> Iterator[Answer]:
    places = []
    for grid in grids(page):
        if any(one.tag == "table" for one in page.inside(grid.table)):
            places.append(page.place(grid.table, Message("Another table stands in it.")))
        elif not grid.headers and _has_columns_of_text(grid):
            places.append(page.place(grid.table, Message("Paragraphs stand side by side in it.")))
    if places:
        message = Message("Does the page make sense when this table is read cell by cell?")
        yield Unsure(page.page_url, message, places=tuple(places))


def _has_columns_of_text(grid: Grid) -> bool:
    """Whether two rows at least hold two paragraphs side by side."""
    texts = [sum(columns(cell.text) >= LONG for cell in grid.row(at)) for at in range(grid.height)]
    return sum(number > 1 for number in texts) > 1
