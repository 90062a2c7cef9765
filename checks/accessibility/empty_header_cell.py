"""A header cell of a table without words.

## Why it matters

A screen reader says the header with each cell of its column or row. If that is empty, the cells below stand for
nothing.

## How to fix it

Write into the header cell what stands in its column or row. If nothing does, make it an ordinary cell.
"""

from __future__ import annotations

from collections.abc import Iterator

from checks.drawn import drawn
from checks.registry import check
from checks.tables import Cell, Grid, grids
from records.answers import Answer, Finding, Message, Severity
from records.rendering import Rendering


@check(
    title="Empty header cell",
    severity=Severity.MODERATE,
    wcag=("1.3.1",),
    codes=("HM1130101C", "HM1130107E"),
    passes=(
        drawn("<table><tr><th></th><th>人口</th></tr><tr><th>湖口</th><td>9021</td></tr></table>"),
        drawn(
            '<table><tr><th>鄉鎮</th><th><img src="a.png" alt="人口"></th></tr><tr><td>湖口</td><td>9</td></tr></table>'
        ),
        drawn("<table><tr><th>鄉鎮</th><th></th></tr><tr><td>湖口</td><td></td></tr></table>"),
    ),
    fails=(
        drawn("<table><tr><th>鄉鎮</th><th></th></tr><tr><td>湖口</td><td>9021</td></tr></table>"),
        drawn("<table><tr><th>鄉鎮</th><th>人口</th></tr><tr><th>&nbsp;</th><td>9021</td></tr></table>"),
    ),
)
def empty_header_cell(page: Rendering) -> Iterator[Answer]:
    places = []
    for grid in grids(page):
        if grid.is_presentational:
            continue
        for cell in grid.headers:
            is_empty = not (cell.text or cell.element.name.strip() or cell.element.get("aria-label"))
            if is_empty and (cell.row or cell.column) and cell.element.is_exposed and _heads_something(grid, cell):
                said = Message("Write into it what stands in its column or row.")
                places.append(page.place(cell.element, said))
    if places:
        message = Message("A header cell of a table is empty.")
        yield Finding(page.page_url, message, places=tuple(places))


def _heads_something(grid: Grid, header: Cell) -> bool:
    """Whether some data stands below it, if it is in the head, or else beside it."""
    is_in_head = all(cell.is_header for cell in grid.row(header.row))
    return any(
        cell.text and not cell.is_header and (cell.column == header.column if is_in_head else cell.row == header.row)
        for cell in grid.cells
    )
