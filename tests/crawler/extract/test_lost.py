"""A page that says it does not exist is believed; one that speaks of lost pages is not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.extract.lost import parked, says_lost
from crawler.extract.tree import parsed

LONG = "<p>" + "彰化縣政府為民服務，歡迎洽詢各單位。" * 40 + "</p>"

LOST = [
    "404",
    "404 Not Found",
    "404 - 找不到網頁",
    "Error 404",
    "HTTP 404",
    "404錯誤",
    "Page Not Found",
    "Page not found | 彰化縣政府",
    "彰化縣政府 - 找不到頁面",
    "彰化縣政府全球資訊網-404 error",
    "找不到您要的網頁",
    "找不到您所要瀏覽的網頁",
    "您所查詢的頁面不存在",
    "您要瀏覽的網頁已移除！",
    "很抱歉，您要找的頁面不存在",
    "抱歉，找不到網頁",
    "此頁面已不存在",
    "該網頁不存在或已刪除",
    "查無此網頁",
    "無此頁面",
    "該筆資料不存在",
    "此公告已下架",
    "Oops! That page can’t be found.",
    "Sorry, the page you are looking for could not be found",
    "The page you requested cannot be found.",
    "This page does not exist",
    "We couldn't find the page",
    "The requested URL was not found",
    "File not found",
]


@pytest.mark.parametrize("words", LOST)
def test_a_title_or_a_heading_that_says_so_is_believed(words: str) -> None:
    assert says_lost(words, parsed(LONG))
    assert says_lost("彰化縣政府", parsed(f"<h1>{words}</h1>{LONG}"))
    assert says_lost("", parsed(f"<h2> <span>{words}</span> </h2>{LONG}"))


@pytest.mark.parametrize(
    "html",
    [
        "<p>您要找的網頁不存在，請回<a href=/>首頁</a></p>",
        "<div>找不到網頁</div><div>三秒後回首頁</div>",
        "<p>您要找的<b>網頁</b>不存在。</p>",
        "<p>The page was not found.</p>",
    ],
)
def test_a_very_short_page_that_says_so_is_believed(html: str) -> None:
    assert says_lost("彰化縣政府", parsed(html))
    assert not says_lost("彰化縣政府", parsed(html + LONG))


@pytest.mark.parametrize(
    "words",
    [
        "彰化縣政府",
        "首頁",
        "找不到工作？就業服務站幫您",
        "遺失物招領",
        "查無資料",
        "查無符合條件的資料",
        "搜尋結果：0 筆",
        "網頁找不到時怎麼辦？常見問題",
        "如何處理 404 Not Found 錯誤訊息",
        "中山路404號公告",
        "第404次會議紀錄",
        "不存在的房客",
        "檔案下載",
        "檔案管理",
        "文件遺失補發申請",
        "證件遺失",
        "停車場網頁",
        "無障礙網頁",
        "無網頁版",
        "檔案刪除",
        "檔案移除說明",
        "沒有檔案",
        "文件遺失",
        "失效連結",
        "Document removed",
        "本資料已更新",
        "本頁內容更新中",
        "系統維護中",
        "Lost and found",
        "Missing persons",
        "Not found in Taiwan: species lost",
        "",
    ],
)
def test_what_only_sounds_like_it_is_not(words: str) -> None:
    assert not says_lost(words, parsed(f"<h1>{words}</h1>{LONG}"))
    assert not says_lost(words, parsed(f"<h1>{words}</h1><p>內容</p>"))


@pytest.mark.parametrize(
    ("html", "url", "sign"),
    [
        ("<p>x</p>", "https://www.hugedomains.com/domain_profile.cfm?d=b", "hugedomains.com"),
        ("<script src=//www.sedoparking.com/x.js></script>", "http://b.tw/", "sedoparking.com"),
        ("<frameset><frame src=http://ww1.bodis.com/?d=b></frameset>", "http://b.tw/", "bodis.com"),
        ("<html data-adblockkey=MFw><p>x</p>", "http://b.tw/", "data-adblockkey"),
        ("<title>b.tw is for sale</title><h1>This domain is for sale!</h1>", "http://b.tw/", "This domain is for sale"),
        ("<p>此網域名稱出售中，意者請洽</p>", "http://b.tw/", "此網域名稱出售"),
        ("<h1>本域名可轉讓</h1>" + LONG, "http://b.tw/", "本域名可轉讓"),
        ("<p>Buy this domain</p>", "http://b.tw/", "Buy this domain"),
    ],
)
def test_a_parked_domain_bears_a_sign(html: str, url: str, sign: str) -> None:
    assert parked(parsed(html), url) == sign


@pytest.mark.parametrize(
    ("html", "url"),
    [
        ("<p>社會處</p>", "http://a.tw/"),
        ("<a href=http://www.sedoparking.com/>x</a>", "http://a.tw/"),
        ("<p>x</p>", "http://notdan.com/"),
        ("<p>x</p>", "http://[bad"),
        (f"<p>有人兜售網域：This domain is for sale 是常見的話術</p>{LONG}{LONG}{LONG}", "http://a.tw/"),
        ("<p>土地出售公告</p>", "http://a.tw/"),
        ("<p>網域名稱申請</p>", "http://a.tw/"),
    ],
)
def test_a_domain_in_use_bears_none(html: str, url: str) -> None:
    assert parked(parsed(html), url) == ""


@given(st.text(max_size=200), st.text(max_size=200), st.text(max_size=60))
def test_any_page_may_be_asked(title: str, html: str, url: str) -> None:
    tree = parsed(html)
    says_lost(title, tree)
    parked(tree, url)


@pytest.mark.timeout(20)
@pytest.mark.parametrize("piece", ["404 ", "找不到", "the page ", "已", "您要找的", "- ", "error ", "sorry, "])
def test_a_heading_built_to_exhaust_it_does_not(piece: str) -> None:
    words = piece * 50_000
    for length in (80, 79, 200, 100_000):
        says_lost(words[:length], parsed(f"<h1>{words[:length]}</h1>"))
        says_lost("", parsed(f"<p>{words[:length]}</p>"))
        parked(parsed(f"<p>{words[:length]}</p>"), "http://b.tw/" + words[:length])
