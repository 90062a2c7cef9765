"""A table of data in which no cell is marked as a header.

## Why it matters

In a large table a screen reader says with each figure the header of its row and column. Without header cells it says
“42, 17, 8”, and nobody knows of what.

## How to fix it

Mark the cells of the first row, and of the first column if they name the rows, as header cells (<th>): in most editors
in the properties of the cell or the table, 標題列. Bold type alone does not make a header.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from checks.drawn import drawn
from checks.registry import check
from checks.tables import Cell, Grid, grids
from records.answers import Answer, Finding, Message, Place, Severity, Unsure
from records.rendering import Rendering

LEAST_ROWS = 3
"""In two rows there is too little to tell."""
BOLD = ("bold", "600", "700", "800", "900")
HALF = 0.5


def _table(*rows: str, first: str = "td", before: str = "") -> Rendering:
    tags = [first, *["td"] * len(rows)]
    cells = ("".join(f"<{tag}>{cell}</{tag}>" for cell in row.split()) for tag, row in zip(tags, rows, strict=False))
    return drawn(f"<table>{before}{''.join(f'<tr>{row}</tr>' for row in cells)}</table>")


@check(
    title="Table without headers",
    severity=Severity.SERIOUS,
    wcag=("1.3.1",),
    codes=("HM1130107E", "HM1130110E"),
    passes=(
        _table("鄉鎮 人口", "湖口 9021", "田中 8123", first="th"),
        _table("鄉鎮 人口", "湖口 9021"),
        drawn('<table role="presentation"><tr><td>左</td><td>右</td></tr><tr><td>9</td><td>8</td></tr></table>'),
        drawn("<table><tr><td><h2>消息</h2></td><td><ul><li>公告</li></ul></td></tr></table>"),
    ),
    fails=(
        _table("鄉鎮 人口", "湖口 9021", "田中 8123"),
        _table("<b>姓名</b> <b>職稱</b>", "王小明 科長", "陳大文 科員"),
        _table("甲 乙", "丙 丁", "戊 己", before="<caption>名冊</caption>"),
    ),
    unsure=(_table("王小明 科長", "陳大文 科員", "林美麗 主任"),),
)
def table_without_headers(page: Rendering) -> Iterator[Answer]:
    found, doubtful = list[Place](), list[Place]()
    for grid in grids(page):
        if not grid.looks_like_data or grid.height < LEAST_ROWS or grid.headers or _has_other_marks(grid):
            continue
        if said := _sign(page, grid):
            found.append(page.place(grid.table, said))
        else:
            doubtful.append(page.place(grid.table, Message("If it holds data, mark its header cells.")))
    if found:
        yield Finding(page.page_url, Message("A table of data has no header cells."), places=tuple(found))
    if doubtful:
        yield Unsure(page.page_url, Message("Is this a table of data without header cells?"), places=tuple(doubtful))


def _has_other_marks(grid: Grid) -> bool:
    return any(cell.element.get("scope") or cell.element.get("headers") for cell in grid.cells)


def _sign(page: Rendering, grid: Grid) -> Message | None:
    """By what it is certain that it holds data."""
    if any(child.tag in ("caption", "thead") for child in page.children(grid.table)):
        return Message("Mark its header cells: it has a caption or a head.")
    for head, rest in ((grid.row(0), grid.cells[len(grid.row(0)) :]), (grid.column(0), _right(grid))):
        if len(head) > 1 and all(cell.text for cell in head):
            if _are_bold(page, head) and not _are_bold(page, rest):
                return Message("Mark the bold cells as header cells, beginning with “{text}”.", {"text": head[0].text})
            if not any(cell.is_figure for cell in head[1:]) and _are_figures(rest):
                return Message("Mark its header cells, beginning with “{text}”.", {"text": head[0].text})
    return None


def _right(grid: Grid) -> list[Cell]:
    return [cell for cell in grid.cells if cell.column]


def _are_figures(cells: Sequence[Cell]) -> bool:
    return sum(cell.is_figure for cell in cells) >= HALF * len(cells) > 0


def _are_bold(page: Rendering, cells: Sequence[Cell]) -> bool:
    texts = (text for cell in cells for text in page.inside(cell.element) if text.tag == "#text")
    return all(page.elements[text.parent].style.get("font-weight") in BOLD for text in texts)
