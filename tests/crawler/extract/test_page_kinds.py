"""A page's kind is told by its own words; where they do not tell, it is none."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.extract.entries import page_entries
from crawler.extract.page_kinds import breadcrumb, page_kind
from crawler.extract.tree import parsed
from crawler.extract.visible import VisibleText, visible_text
from records.facts import PageKind

K = PageKind
NEWS = "<ul>" + "".join(f"<li>115-03-0{day} <a href=/n{day}>第{day}則最新的消息</a>" for day in range(1, 6)) + "</ul>"


def shown(html: str) -> VisibleText:
    return visible_text(parsed(html))


def kind(heading: str, steps: str = "", main: str = "", *, path: str = "x.aspx?id=1", title: str = "") -> PageKind:
    url = f"https://county.example/{path}"
    crumbs = "".join(f"<li>{step}</li>" for step in steps.split(">") if step)
    html = (
        f"<nav class=crumbs><ol><li>您現在的位置：<a href=/>首頁</a></li>{crumbs}</ol></nav>"
        f"<main><h1>{heading}</h1>{main}</main>"
    )
    seen = shown(html)
    return page_kind(url, title, heading, seen, page_entries(seen, url, date(2026, 11, 23)))


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("113年度預算書", K.BUDGET), ("會計月報", K.BUDGET), ("人口統計資料", K.STATISTICS), ("統計年報", K.STATISTICS),
        ("禾湖縣社會救助自治條例", K.LAW), ("補助作業要點", K.LAW), ("中程施政計畫（114至117年度）", K.PLAN),
        ("施政白皮書", K.PLAN),
        ("低收入戶生活補助", K.SERVICE), ("申請須知", K.SERVICE), ("表單下載", K.FORM), ("停車證申請表", K.FORM),
        ("常見問答", K.FAQ),
        ("業務職掌", K.PERSONNEL), ("本府各單位電話一覽表", K.PERSONNEL), ("關於我們", K.ABOUT),
        ("組織架構", K.ABOUT), ("隱私權及安全政策", K.ABOUT),
        ("歷史公告", K.ARCHIVE), ("About us", K.ABOUT), ("FAQ", K.FAQ), ("Statistics", K.STATISTICS),
        ("敬老愛心卡", K.OTHER), ("統計學講座", K.OTHER), ("計畫處", K.OTHER), ("法規會", K.OTHER), ("", K.OTHER),
    ],
)  # fmt: skip
def test_the_end_of_its_name_tells_what_a_page_is(heading: str, expected: PageKind) -> None:
    assert kind(heading) is expected


def test_where_its_name_does_not_tell_the_steps_above_do_the_nearest_first() -> None:
    assert kind("敬老愛心卡", "便民服務>敬老愛心卡") is K.SERVICE
    assert kind("禾湖縣113年", "公開資訊>預算及決算>禾湖縣113年") is K.BUDGET
    assert kind("敬老愛心卡", "業務專區>敬老愛心卡") is K.OTHER


def test_lists_of_news_and_what_stands_in_them_are_told_apart() -> None:
    assert kind("最新消息", main=NEWS) is K.NEWS_LIST
    assert kind("最新公告", "訊息中心>最新公告", NEWS) is K.NEWS_LIST
    assert kind("健康新聞稿", main=NEWS) is K.NEWS_LIST
    assert kind("元宵燈會", "最新消息>元宵燈會") is K.NEWS
    assert kind("113年度預算書公告", "最新消息>113年度預算書公告") is K.NEWS
    assert kind("元宵燈會", path="03bulletin/bulletin02_con.aspx?bull_id=3") is K.NEWS


@pytest.mark.parametrize("heading", ["徵才公告", "招標公告", "拍賣公告"])
def test_lists_that_may_well_stay_empty_for_months_are_no_news(heading: str) -> None:
    assert kind(heading, main=NEWS) is K.OTHER


@pytest.mark.parametrize(
    "path", ["", "index.aspx", "ch2/index.aspx", "00home/index1.asp", "DTO/social/00home/index.aspx", "en/", "?lang=en"]
)
def test_home_pages_are_known_by_their_address(path: str) -> None:
    assert kind("禾湖縣政府", path=path) is K.HOME


@pytest.mark.parametrize("path", ["services/index.html", "index.aspx?page_id=1234567", "about", "cp.aspx?n=1"])
def test_a_sections_first_page_is_no_home_page(path: str) -> None:
    assert kind("老人福利", path=path) is not K.HOME


def test_an_archive_holds_all_that_stands_below_it() -> None:
    assert kind("113年度預算書", "歷史資料>113年度預算書") is K.ARCHIVE
    assert kind("元宵燈會", "過期公告>元宵燈會") is K.ARCHIVE


def test_a_title_tells_where_there_is_no_heading_and_the_sites_name_does_not() -> None:
    assert kind("", title="交通位置 - 禾湖縣政府") is K.ABOUT
    assert kind("", title="禾湖縣政府計畫處") is K.OTHER


@pytest.mark.parametrize(
    "html",
    [
        "<div class='breadcrumb'><a href=/>首頁</a> &gt; <a href=/a>便民服務</a> &gt; 敬老愛心卡</div>",
        "<div>您現在的位置： <a href=/>首頁</a> ＞ <a href=/a>便民服務</a> ＞ 敬老愛心卡</div>",
        "<nav aria-label=麵包屑><ol><li><a href=/>首頁</a><li><a href=/a>便民服務</a><li>敬老愛心卡</ol></nav>",
        "<p>首頁 / 便民服務 / 敬老愛心卡</p>",
    ],
)
def test_reads_the_steps_to_a_page_in_the_ways_in_which_they_are_shown(html: str) -> None:
    assert breadcrumb(shown(f"{html}<main><h1>敬老愛心卡</h1><p>申請須知</p></main>")) == (
        "首頁",
        "便民服務",
        "敬老愛心卡",
    )


def test_a_page_without_such_steps_has_none() -> None:
    assert breadcrumb(shown("<main><h1>敬老愛心卡</h1><p>溫度 &gt; 30 度</p></main>")) == ()


@given(st.text(max_size=200), st.text(max_size=200), st.text(alphabet="<>/ >＞首頁位置:lidv", max_size=200))
def test_nothing_makes_it_raise(url: str, title: str, html: str) -> None:
    page_kind(url, title, title, shown(html), ())


@pytest.mark.parametrize("part", ["首頁 > ", "(113)", "公告", "您現在的位置", "<div class=crumbs>", "資訊 "])
@pytest.mark.timeout(20)
def test_time_grows_with_the_page_and_no_faster(part: str) -> None:
    page_kind("https://county.example/" + part * 5_000, part * 20_000, part * 20_000, shown(part * 20_000), ())
