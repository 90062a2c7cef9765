"""A table that only arranges the page, with the marks of a table of data: header cells, a caption, a summary.

## Why it matters

A screen reader announces rows, columns and headers where there is only a layout, and reads them out with every word.

## How to fix it

Take the header cells, caption and summary out of tables that only arrange things; better still, let the style sheet
arrange them. It is the vendor's job.
"""

from __future__ import annotations

from collections.abc import Iterator

from checks.drawn import drawn
from checks.registry import check
from checks.tables import Grid, grids
from records.answers import Answer, Finding, Message, Severity, Unsure
from records.rendering import Rendering

INNER = "<table><tr><td>甲</td></tr></table>"


@check(
    title="Layout table with marks of data",
    severity=Severity.MODERATE,
    wcag=("1.3.1",),
    codes=("FA1130114E",),
    passes=(
        drawn(
            "<table><caption>人口</caption><tr><th>鄉鎮</th><th>人數</th></tr><tr><td>湖口</td><td>9</td></tr></table>"
        ),
        drawn('<table role="presentation"><tr><td>左</td><td>右</td></tr></table>'),
        drawn('<table summary=""><tr><td>左</td><td>右</td></tr></table>'),
    ),
    fails=(
        drawn('<table role="presentation"><tr><th>左</th><td>右</td></tr></table>'),
        drawn('<table role="none"><caption>版面</caption><tr><td>左</td><td>右</td></tr></table>'),
        drawn('<table summary="版面配置"><tr><td>左</td></tr></table>'),
    ),
    unsure=(drawn(f"<table><tr><th>選單</th><th>內容</th></tr><tr><td>{INNER}</td><td>{INNER}</td></tr></table>"),),
)
def layout_table_with_data_marks(page: Rendering) -> Iterator[Answer]:
    found, doubtful = [], []
    for grid in grids(page):
        mark = _mark(page, grid)
        if not mark:
            continue
        place = page.place(grid.table, Message("It has the mark of a table of data: {mark}.", {"mark": mark}))
        if grid.is_presentational or len(grid.cells) == 1:
            found.append(place)
        elif any(one.tag == "table" for one in page.inside(grid.table)):
            doubtful.append(place)
    if found:
        message = Message("A table that only arranges the page has marks of a table of data.")
        yield Finding(page.page_url, message, places=tuple(found))
    if doubtful:
        message = Message("Does this table with another inside it hold data, or only arrange the page?")
        yield Unsure(page.page_url, message, places=tuple(doubtful))


def _mark(page: Rendering, grid: Grid) -> str:
    if grid.table.get("summary"):
        return "summary"
    if any(child.tag == "caption" for child in page.children(grid.table)):
        return "caption"
    if any(cell.element.tag == "th" for cell in grid.cells):
        return "th"
    return "scope" if any(cell.element.get("scope") or cell.element.get("headers") for cell in grid.cells) else ""
