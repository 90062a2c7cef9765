"""Links of one name: when they are one thing, when the words around them tell them apart, when a person must look."""

from __future__ import annotations

import pytest

from checks.accessibility.same_link_text import same_link_text
from checks.drawn import drawn
from records.answers import Finding, Unsure


def kinds(body: str) -> list[type]:
    return [type(answer) for answer in same_link_text.judge(drawn(body))]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("/news/", "/news/index.aspx"),
        ("/news", "https://www.county.example/news?utm_source=mail"),
        ("http://county.example/a", "https://county.example/a"),
        ("?b=2&a=1", "?a=1&b=2"),
    ],
)
def test_one_target_written_in_two_ways_is_one_target(one: str, other: str) -> None:
    assert kinds(f'<p><a href="{one}">公告</a> <a href="{other}">公告</a></p>') == []


def test_words_between_two_links_may_tell_them_apart_and_a_person_must_say_so() -> None:
    assert kinds('<p><a href="/a.odt">檔案</a>（中文）、<a href="/b.odt">檔案</a>（英文）</p>') == [Unsure]


def test_one_file_in_two_formats_is_not_plainly_another_thing() -> None:
    assert kinds('<p><a href="/form.odt">檔案</a>、<a href="/form.pdf">檔案</a></p>') == [Unsure]


def test_two_files_side_by_side_are_plainly_two_things() -> None:
    assert kinds('<p><a href="/a.odt">檔案</a>及<a href="/b.odt">檔案</a></p>') == [Finding]


def test_the_row_of_a_table_tells_links_apart() -> None:
    rows = "".join(f'<tr><td>{name}</td><td><a href="/{name}.odt">檔案</a></td></tr>' for name in ("甲案", "乙案"))
    assert kinds(f"<table>{rows}</table>") == []


def test_the_entry_around_a_list_tells_links_apart() -> None:
    entries = "".join(f'<li>{name}<ul><li><a href="/{name}">申請</a></li></ul></li>' for name in ("護照", "戶籍"))
    assert kinds(f"<ul>{entries}</ul>") == []


def test_a_script_is_no_target_and_a_hidden_link_says_nothing() -> None:
    assert kinds('<p><a href="javascript:a()">開</a> <a href="javascript:b()">開</a></p>') == []
    assert kinds('<p><a href="/a.odt">檔案</a>、<a href="/b.odt" style="display:none">檔案</a></p>') == []


def test_addresses_that_nobody_can_read_are_left_alone() -> None:
    assert kinds('<p><a href="http://[">檔案</a>、<a href="http://[x">檔案</a></p>') == []
