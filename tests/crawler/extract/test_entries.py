"""Dated entries are read from lists of every make, and from nothing else."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.extract.entries import page_entries
from crawler.extract.tree import parsed
from crawler.extract.visible import visible_text
from records.facts import Entry

URL = "https://county.example/news/list.aspx"
TODAY = date(2026, 11, 23)
THREE = [Entry(date(2026, 3, day), f"第{day}則最新的消息", f"https://county.example/n{day}") for day in (3, 2, 1)]


def entries(html: str) -> list[Entry]:
    return list(page_entries(visible_text(parsed(html)), URL, TODAY))


def listed(item: str, around: str = "{}") -> str:
    rows = (item.format(day=day, link=f"<a href=/n{day}>第{day}則最新的消息</a>") for day in (1, 2, 3))
    return around.format("".join(rows))


@pytest.mark.parametrize(
    "html",
    [
        listed("<li><span>115-03-0{day}</span> {link}", "<ul>{}</ul>"),
        listed("<li>{link} <span>(115.03.0{day})</span>", "<ul>{}</ul>"),
        listed(
            "<tr><td>1<td>{link}<td>社會處<td>115/03/0{day}", "<table><tr><th>編號<th>標題<th>單位<th>日期{}</table>"
        ),
        listed("<div class=card><h3>{link}</h3><p>發布日期：2026-03-0{day}</p></div>"),
        listed("<div><p>115年3月{day}日</p><p>{link}</p></div>"),
        listed("<article><h2>{link}</h2><time datetime=2026-03-0{day}>2026-03-0{day}</time></article>"),
        listed("<p>115-03-0{day} {link}</p>"),
        listed("<li>發布日期：115-03-0{day} 截止日期：115-12-31 {link} <a href=/f>更多</a>", "<ul>{}</ul>"),
        listed("<li>115-03-0{day} {link}", "<nav><ul><li>115-03-09 <a href=/x>選單裡的連結</a></ul></nav><ul>{}</ul>"),
    ],
)
def test_a_list_is_read_whatever_it_is_made_of(html: str) -> None:
    assert entries(f"<main>{html}</main>") == THREE


def test_a_date_in_the_link_counts_too() -> None:
    found = entries(listed("<li><a href=/n{day}>115-03-0{day} 第{day}則最新的消息</a>", "<ul>{}</ul>"))
    assert [entry.date for entry in found] == [date(2026, 3, day) for day in (3, 2, 1)]


def test_of_several_dates_the_last_counts_unless_one_is_that_of_publication() -> None:
    found = entries(listed("<li>{link} 活動期間 115-03-0{day}、115-05-0{day}", "<ul>{}</ul>"))
    assert [entry.date for entry in found] == [date(2026, 5, day) for day in (3, 2, 1)]


@pytest.mark.parametrize(
    "html",
    [
        "<li>115-03-01 <a href=/1>第一則最新的消息</a><li>115-03-02 <a href=/2>第二則最新的消息</a>",
        listed("<li>{link}", "<ul>{}</ul>"),
        listed("<li>府社字第115030{day}號 {link}", "<ul>{}</ul>"),
        listed("<li>電話 04-72221{day} {link}", "<ul>{}</ul>"),
        "<p>請於115年3月1日前申請，詳見<a href=/1>申請須知說明</a>。</p>" * 1,
        listed("<aside class=sidebar>115-03-0{day} {link}</aside>"),
        listed("<li>115-03-0{day} <a href=/n{day}>{day}</a>", "<ul>{}</ul>"),
        listed("<li>115-13-0{day} {link}", "<ul>{}</ul>"),
    ],
)
def test_what_is_no_dated_list_has_no_entries(html: str) -> None:
    assert entries(f"<main>{html}</main>") == []


def test_the_newest_fifty_are_kept() -> None:
    rows = "".join(f"<li>{year}-03-01 <a href=/{year}>第{year}年的消息</a>" for year in range(1960, 2026))
    found = entries(f"<ul>{rows}</ul>")
    assert len(found) <= 50
    assert found[0].date == date(2025, 3, 1)


@given(st.text(alphabet="<>/liau href=x 115-0年月日", max_size=400))
def test_no_page_makes_it_raise(html: str) -> None:
    entries(html)


@pytest.mark.parametrize(
    "part",
    ["<li>115-03-01 <a href=x>最新的消息", "<a href=x>115-03-01 ", "<div>115-03-01<a href=/>消息消息</a>", "115-03-"],
)
@pytest.mark.timeout(20)
def test_time_grows_with_the_page_and_no_faster(part: str) -> None:
    entries(part * 5_000)
