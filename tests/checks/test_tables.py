"""Tables as grids, and what is said of their headers."""

from __future__ import annotations

import pytest

from checks.accessibility.table_of_blanks import table_of_blanks
from checks.accessibility.table_without_headers import table_without_headers
from checks.accessibility.unscoped_headers import unscoped_headers
from checks.drawn import drawn
from checks.registry import Check
from checks.tables import grids
from records.answers import Finding, Unsure


def kinds(check: Check, body: str) -> list[type]:
    return [type(answer) for answer in check.judge(drawn(body))]


def table(*rows: str) -> str:
    cells = ("".join(f"<td>{cell}</td>" for cell in row.split()) for row in rows)
    return f"<table>{''.join(f'<tr>{row}</tr>' for row in cells)}</table>"


def test_spans_push_the_cells_behind_them_aside() -> None:
    page = drawn(
        "<table><thead><tr><th rowspan=2>鄉<th colspan=2>數</thead>"
        "<tbody><tr><td>甲<td>乙</tr><tr><td>丙<td><table><tr><td>裡</table><td>丁</tbody></table>"
    )
    grid = next(grids(page))
    assert [(cell.row, cell.column) for cell in grid.cells] == [(0, 0), (0, 1), (1, 1), (1, 2), (2, 0), (2, 1), (2, 2)]
    assert (grid.height, grid.width, grid.has_blocks) == (3, 3, True)


@pytest.mark.parametrize("span", ["0", "-2", "x", "999999999", "²"])
def test_a_span_that_makes_no_sense_does_no_harm(span: str) -> None:
    grid = next(grids(drawn(f'<table><tr><td colspan="{span}" rowspan="{span}">甲<td>乙</table>')))
    assert grid.width <= 61


def test_figures_under_words_and_bold_cells_are_signs_of_data() -> None:
    assert kinds(table_without_headers, table("鄉鎮 人口 面積", "湖口 9,021 12.5", "田中 8,123 9%")) == [Finding]
    assert kinds(table_without_headers, table("<b>甲</b> 王小明", "<b>乙</b> 陳大文", "<b>丙</b> 林美麗")) == [Finding]


def test_a_table_of_words_is_left_to_a_person_and_one_of_two_rows_alone() -> None:
    assert kinds(table_without_headers, table("甲 乙", "丙 丁", "戊 己")) == [Unsure]
    assert kinds(table_without_headers, table("鄉鎮 人口", "湖口 9021")) == []


def test_a_bold_table_has_no_bold_header() -> None:
    assert kinds(table_without_headers, f'<div style="font-weight: 700">{table("甲 乙", "丙 丁", "戊 己")}</div>') == [
        Unsure
    ]


def test_headers_that_span_the_whole_table_or_nothing_need_no_scope() -> None:
    row = "<tr><td>1</td><td>2</td></tr>"
    assert (
        kinds(unscoped_headers, f"<table><tr><th colspan=2>表</th></tr><tr><th>甲</th><th>乙</th></tr>{row}</table>")
        == []
    )
    assert kinds(unscoped_headers, f"<table><tr><th>甲</th><th>乙</th></tr>{row}</table>") == []


@pytest.mark.parametrize(
    "typed",
    [
        "地址　　禾湖縣禾湖市\n電話　　04-7000000",
        "  indented\n    text\n  again",
        '{\n  "a":  1,\n  "b":  2,\n  "c":  3;\n}',
        "2026-11-28 20:14  INFO\n",
    ],
)
def test_verses_addresses_and_code_are_no_tables(typed: str) -> None:
    assert kinds(table_of_blanks, f"<pre>{typed}</pre>") == []
