"""Our own clock: what counts as a change of a page's text, and what only goes on by itself."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.clock import Lines, lines_of, says_the_same, volatile_shapes
from crawler.extract.tree import parsed
from crawler.extract.visible import VisibleText, visible_text

TODAY = date(2026, 11, 23)
LAST_WEEK = TODAY - timedelta(days=7)


def shown(html: str) -> VisibleText:
    return visible_text(parsed(html))


def lines(html: str, today: date = TODAY) -> Lines:
    return lines_of(shown(html), today)


def is_same(old: str, new: str, *volatile: int) -> bool:
    return says_the_same(lines(old, LAST_WEEK), lines(new), set(volatile))


PAGE = "<nav>{menu}</nav><main><h1>敬老愛心卡</h1><p>{text}</p><p>補助 {sum} 元</p></main><footer>{footer}</footer>"


def page(menu: str = "選單", text: str = "年滿六十五歲者得申請。", sum: str = "3,000", footer: str = "地址") -> str:
    return PAGE.format(menu=menu, text=text, sum=sum, footer=footer)


def test_a_changed_word_or_amount_in_the_main_part_is_a_change() -> None:
    assert not is_same(page(), page(text="年滿六十歲者得申請。"))
    assert not is_same(page(), page(sum="3,500"))


def test_menus_and_footers_are_none_of_the_page() -> None:
    assert is_same(page(), page(menu="新選單", footer="瀏覽人次 541"))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("今天是 115年11月16日 星期一", "今天是 115年11月23日 星期一"),
        ("今日：2026-11-16(一)", "今日：2026-11-23(一)"),
        ("最後更新：1151116", "最後更新：1151123"),
        ("民國 115 年 11 月 16 日", "民國 115 年 11 月 23 日"),
        ("11/16（週一）", "11/23（週一）"),
        ("Today is November 16, 2026", "Today is November 23, 2026"),
        ("１１５年１１月１６日", "１１５年１１月２３日"),
    ],
)
def test_the_day_of_the_visit_is_no_change(old: str, new: str) -> None:
    assert is_same(page(text=old), page(text=new))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("更新日期：115年11月9日", "更新日期：115年11月20日"),
        ("電話 04-7231115", "電話 04-7231123"),
        ("第 1161 號", "第 1231 號"),
    ],
)
def test_another_day_or_number_is_one(old: str, new: str) -> None:
    assert not is_same(page(text=old), page(text=new))


def test_a_counter_is_no_change_once_two_answers_in_a_row_have_differed_in_it() -> None:
    first, second = (page(text=f"瀏覽人次：{count}") for count in (541, 542))
    volatile = volatile_shapes(shown(first), shown(second))
    assert len(volatile) == 1
    assert not is_same(first, page(text="瀏覽人次：1,024"))
    assert is_same(first, page(text="瀏覽人次：1024"), *volatile)
    assert not is_same(first, page(text="瀏覽人次：1024", sum="4,000"), *volatile)


def test_figures_that_change_while_we_look_are_what_the_page_has_to_say() -> None:
    row = "<table><tr><td>鯉魚潭水庫<td>{}<td>45.2</table><p>瀏覽人次<div>{}</div>"
    first, second = (page(text=row.format(level, count)) for level, count in (("61.3", 541), ("61.4", 542)))
    volatile = volatile_shapes(shown(first), shown(second))
    assert is_same(first, page(text=row.format("61.3", 900)), *volatile)
    assert not is_same(first, page(text=row.format("61.9", 541)), *volatile)


def test_a_number_that_happens_to_be_like_the_day_is_none() -> None:
    assert is_same(page(text="補助比例 11.30%，編號 1123"), page(text="補助比例 11.30%，編號 1123"))
    for fetched in (date(2026, 11, 30), date(2026, 11, 23)):
        old, new = (
            lines(page(text="補助比例 11.30%，11.23 倍，第 1151123 號"), LAST_WEEK),
            lines(page(text="補助比例 11.30%，11.23 倍，第 1151123 號"), fetched),
        )
        assert says_the_same(old, new, set())


def test_what_comes_behind_very_many_lines_counts_too() -> None:
    table = "<table>" + "<tr><td>甲<td>乙" * 3000
    assert not is_same(page(text=table), page(text=table + "<tr><td>丙"))


@given(st.text(), st.text(max_size=50))
def test_a_page_always_says_the_same_as_itself(text: str, more: str) -> None:
    html = f"<main>{text}</main><p>{more}"
    assert says_the_same(lines(html), lines(html), set())
    assert volatile_shapes(shown(html), shown(html)) == set()
