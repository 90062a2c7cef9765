"""A table with headers over several rows or columns that does not say which header is whose.

## Why it matters

Where headers span others, a screen reader cannot work out by itself which of them a figure belongs to, and says the
wrong ones or none.

## How to fix it

Part the table into simple ones, with one row of headers each; that helps everybody. Else give every header cell its
scope (col, row, colgroup, rowgroup) or the cells their headers by id: ask the vendor.
"""

from __future__ import annotations

from collections.abc import Iterator

from checks.drawn import drawn
from checks.registry import check
from checks.tables import Grid, grids
from records.answers import Answer, Finding, Message, Severity
from records.rendering import Rendering

HEAD = "<tr><th rowspan=2 {0}>鄉鎮</th><th colspan=2 {1}>人口</th></tr><tr><th {0}>男</th><th {0}>女</th></tr>"
ROW = "<tr><th {}>湖口</th><td>4500</td><td>4521</td></tr>"


@check(
    title="Headers without their scope",
    severity=Severity.MODERATE,
    wcag=("1.3.1",),
    codes=("HM1130101C", "HM1130102C", "HM1130110E"),
    passes=(
        drawn(f"<table>{HEAD.format('scope=col', 'scope=colgroup')}{ROW.format('scope=row')}</table>"),
        drawn("<table><tr><th>鄉鎮</th><th>人口</th></tr><tr><th>湖口</th><td>9021</td></tr></table>"),
        drawn(
            "<table><tr><th colspan=2>人</th></tr><tr><th>男</th><th>女</th></tr><tr><td>1</td><td>2</td></tr></table>"
        ),
    ),
    fails=(drawn(f"<table>{HEAD.format('', '')}{ROW.format('')}</table>"),),
)
def unscoped_headers(page: Rendering) -> Iterator[Answer]:
    places = []
    for grid in grids(page):
        if not grid.is_presentational and _is_complex(grid) and not _says_whose(grid):
            said = Message("Part it into simple tables, or give its headers their scope.")
            places.append(page.place(grid.table, said))
    if places:
        message = Message("A table with headers that span others does not say which header is whose.")
        yield Finding(page.page_url, message, places=tuple(places))


def _is_complex(grid: Grid) -> bool:
    """Whether a header stands over several others, but not over all."""
    spanning = (cell for cell in grid.headers if 1 < cell.width < grid.width)
    return any(
        below.is_header
        and below.row == header.row + header.height
        and header.column <= below.column < header.column + header.width
        for header in spanning
        for below in grid.cells
    )


def _says_whose(grid: Grid) -> bool:
    return any(cell.element.get("scope") or cell.element.get("headers") for cell in grid.cells)
