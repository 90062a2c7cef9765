"""Texts that speak of colours and places: instructions that need eyes, and sentences that do not."""

from __future__ import annotations

import pytest

from checks.accessibility.colour_as_only_mark import colour_as_only_mark
from checks.accessibility.sensory_instruction import sensory_instruction
from checks.drawn import drawn
from checks.registry import Check
from records.answers import Finding, Unsure


def kinds(check: Check, text: str) -> list[type]:
    return [type(answer) for answer in check.judge(drawn(f"<p>{text}</p><label>姓名 <input></label>"))]


@pytest.mark.parametrize(
    "text",
    [
        "Press the round button to start.", "Tap the red icon.", "Choose the large green box.", "請點選綠色按鈕送出",
        "按下圓形的按鈕", "請點選下方藍色的連結",
    ],
)  # fmt: skip
def test_looks_alone_are_a_finding(text: str) -> None:
    assert kinds(sensory_instruction, text) == [Finding]


@pytest.mark.parametrize(
    "text", ["Click a link in the right column.", "The menu is on the left.", "請點選左側選單", "請由右上方的選單進入"]
)
def test_a_place_alone_is_left_to_a_person(text: str) -> None:
    assert kinds(sensory_instruction, text) == [Unsure]


@pytest.mark.parametrize(
    "text",
    [
        "Press the green “Send” button.", "請按綠色的「送出」按鈕", "點選左側選單「申辦服務」", "使用黑色原子筆填寫",
        "The red house stands on the right.", "Turn left at the station.", "使用綠色運具可得點數", "白色按鈕花產於本縣",
        "Click the button below.",
    ],
)  # fmt: skip
def test_a_thing_that_is_named_or_no_thing_on_the_page_is_left_alone(text: str) -> None:
    assert kinds(sensory_instruction, text) == []


@pytest.mark.parametrize(
    "text", ["Mandatory fields are marked in red.", "紅色標示者為必填欄位", "Fields in red are required."]
)
def test_required_fields_by_colour_alone_are_a_finding(text: str) -> None:
    assert kinds(colour_as_only_mark, text) == [Finding]


@pytest.mark.parametrize("text", ["灰底者為已額滿", "Dates in red are holidays.", "異動處以黃底標示表示"])
def test_another_meaning_of_a_colour_is_left_to_a_person(text: str) -> None:
    assert kinds(colour_as_only_mark, text) == [Unsure]


@pytest.mark.parametrize(
    "text", ["紅色星號 * 為必填", "黃色的是銀杏，紅色是楓", "The walls are painted in blue.", "藍色為縣旗底色"]
)
def test_a_readable_mark_or_a_mere_colour_is_left_alone(text: str) -> None:
    assert kinds(colour_as_only_mark, text) == []
