"""Faces made of characters, and what only looks like them."""

from __future__ import annotations

import html

import pytest

from checks.accessibility.text_art import text_art
from checks.drawn import drawn


def is_found(text: str, tag: str = "p") -> bool:
    return bool(list(text_art.judge(drawn(f"<{tag}>{html.escape(text)}</{tag}>"))))


@pytest.mark.parametrize(
    "text",
    [
        "歡迎光臨 :-)",
        "謝謝^_^",
        "名額有限 >_<，請早",
        "T_T",
        "抱歉 orz",
        "(￣▽￣)",
        "See you ;-)",
        "Thanks :)",
        r"¯\_(ツ)_/¯",
    ],
)
def test_a_face_is_found(text: str) -> None:
    assert is_found(text)


@pytest.mark.parametrize(
    "text",
    [
        "時間:8:00-17:00", "（備註:）", "(see notes :)", "a^2^b", "int a = b_c_d;", "GET_T_TABLE", "攝氏 25°C (°C)",
        "https://county.example/-/", "甲：-、乙：-", "•台北•台中•", "10:-5", "5 > 3 < 7", "Fedorza",
    ],
)  # fmt: skip
def test_marks_that_make_no_face_are_left_alone(text: str) -> None:
    assert not is_found(text)


def test_a_plan_in_code_or_a_table_of_words_is_no_drawing() -> None:
    table = "+----+------+\n| 姓名 | 電話 |\n+----+------+\n| 王小明 | 7000001 |\n| 陳大文 | 7000002 |\n+----+------+"
    assert not is_found(table, "pre")
    assert not is_found("for (i = 0; i < n; i++) {\n  total += price[i] * count[i];\n}\nreturn total;\n", "pre")
