"""A table whose title stands in a cell over its whole width.

## Why it matters

A screen reader takes that cell for data or a header of the first row. The table itself has no name, so it cannot be
found in the list of tables.

## How to fix it

Take the row out and write the title as the table's caption: in most editors in the properties of the table, 標題.
"""

from __future__ import annotations

from collections.abc import Iterator

from checks.drawn import drawn
from checks.registry import check
from checks.tables import Grid, grids
from records.answers import Answer, Finding, Message, Severity
from records.lines import columns
from records.rendering import Rendering

LEAST_ROWS = 3
LONGEST = 80
ROWS = "<tr><th>鄉鎮</th><th>人數</th></tr><tr><td>湖口</td><td>9021</td></tr>"


@check(
    title="Fake table caption",
    severity=Severity.MINOR,
    wcag=("1.3.1",),
    codes=("HM1130109E",),
    passes=(
        drawn(f"<table><caption>各鄉鎮人口</caption>{ROWS}</table>"),
        drawn(f"<table><tr><td>各鄉鎮</td><td>人口</td></tr>{ROWS}</table>"),
        drawn(f'<table role="presentation"><tr><td colspan="2">各鄉鎮人口</td></tr>{ROWS}</table>'),
    ),
    fails=(drawn(f'<table><tr><td colspan="2">各鄉鎮人口</td></tr>{ROWS}</table>'),),
)
def fake_caption(page: Rendering) -> Iterator[Answer]:
    places = []
    for grid in grids(page):
        if grid.looks_like_data and not _has_caption(page, grid) and _begins_with_a_title(grid):
            values = {"text": grid.cells[0].text}
            places.append(page.place(grid.cells[0].element, Message("Make “{text}” the table's caption.", values)))
    if places:
        message = Message("The title of a table stands in one of its cells.")
        yield Finding(page.page_url, message, places=tuple(places))


def _has_caption(page: Rendering, grid: Grid) -> bool:
    return any(child.tag == "caption" for child in page.children(grid.table))


def _begins_with_a_title(grid: Grid) -> bool:
    first = grid.row(0)
    return (
        grid.height >= LEAST_ROWS
        and len(first) == 1
        and first[0].width == grid.width
        and not first[0].is_header
        and 0 < columns(first[0].text) <= LONGEST
        and any(len(grid.row(at)) == grid.width for at in range(1, grid.height))
    )
