"""Alternative texts that say nothing, and short ones that say enough."""

from __future__ import annotations

import pytest

from checks.accessibility.meaningless_alt_text import meaningless_alt_text
from checks.drawn import drawn
from records.answers import Finding, Unsure


def kinds(alt: str, src: str = "a.jpg") -> list[type]:
    return [type(answer) for answer in meaningless_alt_text.judge(drawn(f'<p>公告</p><img src="{src}" alt="{alt}">'))]


@pytest.mark.parametrize(
    "alt",
    [
        "IMG_20250312.jpeg", "https://county.example/a.png", "image", "Photos", "the picture", "Image 12", "alt text",
        "圖片說明", "照片2", "圖片001", "螢幕.png", "DSCN0042", "Untitled", "insert a description here", "20250312",
    ],
)  # fmt: skip
def test_what_anybody_would_call_no_description_is_a_finding(alt: str) -> None:
    assert kinds(alt) == [Finding]


@pytest.mark.parametrize(
    "alt",
    [
        "禾湖縣政府", "縣長照片展開幕", "Image of the old town hall", "圖書館", "Photographers at work", "第12屆", "A",
        "Facebook", "😀", "→", "test results of the water works", "無障礙廁所", "說明會", "2025 年度預算",
    ],
)  # fmt: skip
def test_a_short_text_that_says_something_is_left_alone(alt: str) -> None:
    assert kinds(alt) == []


@pytest.mark.parametrize("alt", ["Logo", "圖示", "QR code", "統計圖", "活動照片", "…", "Banner"])
def test_the_kind_of_picture_alone_may_be_too_little(alt: str) -> None:
    assert kinds(alt) == [Unsure]


def test_the_name_of_the_picture_s_own_file_is_no_description_unless_it_reads_as_words() -> None:
    assert kinds("main_top-03", "/images/main_top-03.png") == [Finding]
    assert kinds("emblem", "/images/emblem.svg") == []


def test_a_picture_that_nobody_can_find_needs_no_words() -> None:
    page = drawn('<img src="a.jpg" alt="image" hidden><img src="b.jpg" alt="photo" aria-hidden="true">')
    assert list(meaningless_alt_text.judge(page)) == []


def test_areas_of_a_map_and_picture_buttons_count_as_well() -> None:
    area = drawn('<img src="a.png" alt="行政區" usemap="#m"><map name="m"><area href="/n" alt="image"></map>')
    button = drawn('<input type="image" src="go.png" alt="go.png">')
    assert [type(answer) for page in (area, button) for answer in meaningless_alt_text.judge(page)] == [
        Finding,
        Finding,
    ]
