"""Words set apart by blanks, and single characters that belong alone."""

from __future__ import annotations

import pytest

from checks.accessibility.letters_apart import letters_apart
from checks.drawn import drawn
from records.answers import Finding, Unsure


def kinds(text: str) -> list[type]:
    return [type(answer) for answer in letters_apart.judge(drawn(f"<p>{text}</p>"))]


@pytest.mark.parametrize(
    "text", ["公　告", "姓　　名：王小明", "社 會 處 公 告", "W E L C O M E", "n e w s &amp; media", "主　旨"]
)
def test_a_word_that_anybody_knows_is_found(text: str) -> None:
    assert kinds(text) == [Finding]


@pytest.mark.parametrize(
    "text",
    ["是　否", "上 下 左 右", "A B C D E", "N S", "R G B C", "第 一 名", "中 大 小", "公告　通知", "台北 市 長"],
)  # fmt: skip
def test_what_stands_alone_by_itself_is_left_alone(text: str) -> None:
    assert kinds(text) == []


def test_two_characters_that_may_be_a_word_or_a_name_are_left_to_a_person() -> None:
    assert kinds("林　和") == []
    assert kinds("林　蘭") == [Unsure]


def test_characters_in_cells_of_their_own_are_no_word() -> None:
    assert list(letters_apart.judge(drawn("<table><tr><td>公</td><td>告</td></tr></table>"))) == []
