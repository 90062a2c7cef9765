"""Tables as a grid of cells, and whether they hold data or only a layout."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from records.lines import columns
from records.rendering import Element, Rendering

MOST_SPANNED, MOST_CELLS = 60, 3000
HEADER_ROLES = frozenset(("columnheader", "rowheader"))
BLOCKS_OF_A_LAYOUT = frozenset(
    ("table", "form", "h1", "h2", "h3", "h4", "h5", "h6", "nav", "main", "iframe", "textarea")
)
SHORT = 40
"""Columns of text up to which a cell is short, as cells of data are."""
MOSTLY = 0.7
FIGURES = re.compile(r"[^\w]*[\d０-９][\d０-９\s.,:/%+\-–~～()（）年月日時分元人件$€NT]*|[-–—…○×✓v]", re.I)


@dataclass(frozen=True)
class Cell:
    element: Element
    row: int
    column: int
    height: int
    width: int
    text: str

    @property
    def is_header(self) -> bool:
        return self.element.tag == "th" or self.element.role in HEADER_ROLES

    @property
    def is_figure(self) -> bool:
        """Whether it holds a number, a date, an amount."""
        return FIGURES.fullmatch(self.text[:60]) is not None


@dataclass(frozen=True)
class Grid:
    table: Element
    cells: tuple[Cell, ...]
    has_blocks: bool
    """Whether something stands in it that no table of data holds: another table, a heading, a form."""

    @cached_property
    def height(self) -> int:
        return max((cell.row + cell.height for cell in self.cells), default=0)

    @cached_property
    def width(self) -> int:
        return max((cell.column + cell.width for cell in self.cells), default=0)

    @property
    def headers(self) -> list[Cell]:
        return [cell for cell in self.cells if cell.is_header]

    @property
    def is_presentational(self) -> bool:
        return self.table.get("role").lower() in ("presentation", "none")

    @property
    def looks_like_data(self) -> bool:
        """Whether it is made as tables of data are: rows and columns of short cells, few of them empty."""
        if self.is_presentational or self.has_blocks or self.height < 2 or self.width < 2:
            return False
        short = sum(0 < columns(cell.text) <= SHORT for cell in self.cells)
        return short >= MOSTLY * len(self.cells)

    def row(self, at: int) -> list[Cell]:
        """The cells that begin in this row, from left to right."""
        return [cell for cell in self.cells if cell.row == at]

    def column(self, at: int) -> list[Cell]:
        """The cells that begin in this column, from top to bottom."""
        return [cell for cell in self.cells if cell.column == at]


def grids(page: Rendering) -> Iterator[Grid]:
    """The tables that eyes can find."""
    return (_grid(page, table) for table in page.tags("table") if table.is_visible)


def _grid(page: Rendering, table: Element) -> Grid:
    taken: set[tuple[int, int]] = set()
    cells: list[Cell] = []
    for at, row in enumerate(_rows(page, table)):
        column = 0
        for element in page.children(row):
            if element.tag not in ("td", "th") or len(cells) >= MOST_CELLS:
                continue
            while (at, column) in taken:
                column += 1
            height, width = _span(element, "rowspan"), _span(element, "colspan")
            taken.update((at + down, column + right) for down in range(height) for right in range(width))
            cells.append(Cell(element, at, column, height, width, page.text(element)))
            column += width
    has_blocks = any(one.tag in BLOCKS_OF_A_LAYOUT for one in page.inside(table))
    return Grid(table, tuple(cells), has_blocks)


def _rows(page: Rendering, table: Element) -> Iterator[Element]:
    """Its own, not those of a table within."""
    for child in page.children(table):
        if child.tag == "tr":
            yield child
        elif child.tag in ("thead", "tbody", "tfoot"):
            yield from (row for row in page.children(child) if row.tag == "tr")


def _span(element: Element, attribute: str) -> int:
    value = element.get(attribute)
    return min(max(int(value), 1), MOST_SPANNED) if value.isdecimal() and len(value) < 6 else 1
