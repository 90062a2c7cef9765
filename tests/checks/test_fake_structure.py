"""Headings and lists that are typed: what looks like one, and what only resembles it."""

from __future__ import annotations

import pytest

from checks.accessibility.fake_heading import fake_heading
from checks.accessibility.fake_list import fake_list
from checks.drawn import drawn
from checks.registry import Check
from records.answers import Finding, Unsure

TEXT = "自即日起受理申請，請備齊戶籍謄本與財產清單，送戶籍地公所辦理，逾期不受理。"


def kinds(check: Check, body: str) -> list[type]:
    return [type(answer) for answer in check.judge(drawn(body))]


def lines(*texts: str) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


@pytest.mark.parametrize(
    "entries",
    [
        ("1. 甲", "2. 乙", "3. 丙"),
        ("（一）甲", "（二）乙", "（三）丙"),
        ("①甲", "②乙", "③丙"),
        ("● 甲", "● 乙", "● 丙"),
        ("1)\u00a0one", "2) two", "3) three"),
        ("九、甲", "一、乙", "二、丙", "三、丁"),
        ("1. 甲", "甲的說明", "2. 乙", "3. 丙"),
    ],
)
def test_three_typed_entries_in_a_row_are_a_list(entries: tuple[str, ...]) -> None:
    assert kinds(fake_list, lines(*entries)) == [Finding]


@pytest.mark.parametrize(
    "entries",
    [
        ("1. 甲", "2. 乙"),
        ("1. 甲", "3. 乙", "5. 丙"),
        ("1.5 公尺", "2.5 公尺", "3.5 公尺"),
        ("2025 年", "2026 年", "2027 年"),
        ("-5", "-6", "-7"),
        ("● 甲", "乙", "丙", "丁", "● 戊", "己", "庚", "辛", "● 壬"),
        ("一月", "二月", "三月"),
    ],
)
def test_numbers_and_marks_that_do_not_follow_one_another_are_none(entries: tuple[str, ...]) -> None:
    assert kinds(fake_list, lines(*entries)) == []


def test_entries_in_different_columns_are_no_list() -> None:
    assert kinds(fake_list, "<div><p>• 甲</p></div><div><p>• 乙</p></div><div><p>• 丙</p></div>") == []


def test_a_bold_line_once_is_left_to_a_person_and_twice_is_a_heading() -> None:
    once = f"<p><b>申請資格</b></p><p>{TEXT}</p>"
    assert kinds(fake_heading, once) == [Unsure]
    assert kinds(fake_heading, once + once) == [Finding]


@pytest.mark.parametrize(
    "line",
    [
        "<p><b>聯絡電話：</b></p>",
        "<p><b>2025/03/12</b></p>",
        "<p><b>請儘速辦理。</b></p>",
        '<p><a href="/"><b>申請資格</b></a></p>',
        "<ul><li><b>申請資格</b></li></ul>",
        "<h3><b>申請資格</b></h3>",
        "<p><b>申請</b>資格</p>",
        "<nav><p><b>申請資格</b></p></nav>",
        '<div role="heading" aria-level="3"><b>申請資格</b></div>',
        "<table><tr><td><b>申請資格</b></td></tr></table>",
    ],
)
def test_other_bold_lines_are_no_headings(line: str) -> None:
    assert kinds(fake_heading, f"{line}<p>{TEXT}</p>" * 2) == []


def test_a_bold_line_over_bold_text_is_no_heading() -> None:
    assert kinds(fake_heading, f"<div style='font-weight: 700'><p>申請資格</p><p>{TEXT}</p></div>") == []
