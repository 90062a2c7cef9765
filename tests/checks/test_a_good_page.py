"""A page made as it should be is left alone by every check, in Chinese and in English."""

from __future__ import annotations

import pytest

from checks.drawn import drawn
from checks.registry import Check, load_checks
from records.rendering import Rendering

CHECKS = [check for check in load_checks().values() if check.reads is Rendering]

PAGE = '<!doctype html><html lang="{}"><head><title>{}</title></head><body>{{}}</body></html>'
CHINESE = drawn(
    """
<a href="#AC">跳到主要內容區塊</a>
<header><a href="#AU" id="AU" accesskey="U" title="上方功能區塊">:::</a>
<a href="/"><img src="/images/emblem.svg" alt="">禾湖縣政府社會處</a>
<nav aria-label="主選單"><ul>
<li><a href="/about">關於本處</a></li><li><a href="/news">最新消息</a></li><li><a href="/service">福利服務</a></li>
<li><a href="/form">表單下載</a></li><li><a href="/faq">常見問答</a></li><li><a href="/contact">聯絡我們</a></li>
<li><a href="/map">網站導覽</a></li><li><a href="/en" lang="en">English</a></li>
<li><a href="/vi" lang="vi">Tiếng Việt</a></li>
</ul></nav></header>
<main><a href="#AC" id="AC" accesskey="C" title="主要內容區塊">:::</a>
<h1>低收入戶申請</h1>
<p>設籍本縣並實際居住的縣民，可以向戶籍地的鄉鎮市公所申請。<strong>申請期限到 12 月 31 日。</strong></p>
<h2>應備文件</h2>
<ul><li>申請表</li><li>戶籍謄本</li><li>財產清單</li></ul>
<h2>辦理步驟</h2>
<ol><li>備齊文件</li><li>向公所送件</li><li>等候審核</li></ol>
<h2>補助標準</h2>
<table><caption>每月補助金額</caption>
<tr><th scope="col">類別</th><th scope="col">金額</th></tr>
<tr><th scope="row">第一款</th><td>13,600</td></tr><tr><th scope="row">第二款</th><td>6,825</td></tr></table>
<figure><img src="/images/flow.png" alt="公所初審十五日，社會處複審二十日，再以書面通知" width="600" height="200">
<figcaption>圖一：辦理流程</figcaption></figure>
<h2>表單下載</h2>
<ul><li><a href="/files/form.odt">低收入戶申請表（ODT）</a></li>
<li><a href="/files/example.pdf">填寫範例（PDF）</a></li></ul>
<h2>相關連結</h2>
<p><a href="https://mohw.example/" target="_blank" title="另開新視窗">衛生福利部</a>另有說明。</p>
<p>請按右上方的「線上申辦」按鈕，必填欄位以星號（*）標示。</p>
</main>
<footer><a href="#AB" id="AB" accesskey="B" title="下方功能區塊">:::</a>
<p>地址：禾湖縣禾湖市稻湖路 1 號　電話：<a href="tel:+886-4-7000000">04-7000000</a></p></footer>
""",
    page=PAGE.format("zh-Hant-TW", "低收入戶申請 – 禾湖縣政府社會處"),
    url="https://county.example/support",
)
ENGLISH = drawn(
    """
<a href="#main">Skip to main content</a>
<header><p>Hehu County Government</p>
<nav aria-label="Main"><ul><li><a href="/en">Home</a></li><li><a href="/en/about">About the county</a></li>
<li><a href="/" lang="zh-Hant-TW">中文版</a></li></ul></nav></header>
<main id="main"><h1>Applying for support</h1>
<p>Residents with a low income can apply at the township office. It takes about 30 days from your application to the
decision, which is sent to you by post. The Wang house (<span lang="zh-Hant-TW">王家古厝</span>) is open.</p>
<h2>What to bring</h2>
<ul><li>The form</li><li>A copy of your household register</li><li>A list of what you own</li></ul>
<p><a href="/files/form.pdf">Application form (PDF, 120 KB)</a></p>
<h2>Opening hours</h2>
<table><caption>Opening hours of the office</caption><tr><th scope="col">Day</th><th scope="col">Hours</th></tr>
<tr><td>Monday</td><td>8:00–17:00</td></tr><tr><td>Tuesday</td><td>8:00–12:00</td></tr></table>
<img src="/images/office.jpg" alt="The office, opposite the railway station" width="600" height="400">
<p>Use the button labelled “Apply online” on the right.</p>
</main>
<footer><p>Tel: <a href="tel:+886-4-7000000">+886 4 700 0000</a></p></footer>
""",
    page=PAGE.format("en", "Applying for support – Hehu County"),
    url="https://county.example/en/support",
)


@pytest.mark.parametrize("page", [CHINESE, ENGLISH], ids=["Chinese", "English"])
@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.id)
def test_a_good_page_is_left_alone(check: Check, page: Rendering) -> None:
    assert list(check.judge(page)) == []
