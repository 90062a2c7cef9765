"""A page's dates are read from what it says of them, in all the noise of real pages; nothing else is taken for one."""

import csv
import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.extract.date_forms import date_at, fold
from crawler.extract.dates import page_dates
from crawler.extract.tree import parsed
from crawler.extract.visible import visible_text
from records.facts import DateKind, PageDate, Precision

TODAY = date(2026, 11, 22)
"""民國115年11月22日, a Sunday."""

Stated = tuple[str, str]


def stated(html: str) -> list[Stated]:
    """Each date that is certain as (kind, ISO day as far as it is precise, the last of a range), in order."""
    digits = {Precision.DAY: 10, Precision.MONTH: 7, Precision.YEAR: 4}
    return [
        (one.kind.value, (one.until or one.value).isoformat()[: digits[one.precision]])
        for one in page_dates(html, today=TODAY)
        if not one.is_weak
    ]


UPDATED, PUBLISHED, REVIEWED, DEADLINE = "updated", "published", "reviewed", "deadline"
VALID_UNTIL, EVENT, PRINTED = "valid-until", "event", "printed"
NOV_3 = "2026-11-03"

FRAGMENTS: list[tuple[str, list[Stated]]] = [
    # One line
    ("<p>更新日期：115/11/03</p>", [(UPDATED, NOV_3)]),
    ("<p>更新日期:115-11-03</p>", [(UPDATED, NOV_3)]),
    ("<p>更新日期 115.11.03</p>", [(UPDATED, NOV_3)]),
    ("<p>更新日期１１５／１１／０３</p>", [(UPDATED, NOV_3)]),
    ("<p>更新日期：1151103</p>", [(UPDATED, NOV_3)]),
    ("<p>更新日期：20261103</p>", [(UPDATED, NOV_3)]),
    ("<p>更新日期：民國一百一十五年十一月三日</p>", [(UPDATED, NOV_3)]),
    ("<p>更新日期：099/12/31</p>", [(UPDATED, "2010-12-31")]),
    ("<p>更新日期：96.5.5</p>", [(UPDATED, "2007-05-05")]),
    ("<p>最後更新：2026-11-03 10:20:30</p>", [(UPDATED, NOV_3)]),
    ("<p>最後更新時間 : 115-11-03 下午 03:20</p>", [(UPDATED, NOV_3)]),
    ("<p>最後更新日期（民國）：115年11月3日</p>", [(UPDATED, NOV_3)]),
    ("<p>最後異動時間：2026/11/03 上午 09:05</p>", [(UPDATED, NOV_3)]),
    ("<p>最近更新 115/11/3</p>", [(UPDATED, NOV_3)]),
    ("<p>本頁最後更新於民國115年11月3日</p>", [(UPDATED, NOV_3)]),
    ("<p>資料更新日期：115/11/03</p>", [(UPDATED, NOV_3)]),
    ("<p>網頁更新：115/11/03</p>", [(UPDATED, NOV_3)]),
    ("<p>【更新日期】115/11/03</p>", [(UPDATED, NOV_3)]),
    ("<p>（更新日期：115/11/03）</p>", [(UPDATED, NOV_3)]),
    ("<p>※更新日期：115年11月</p>", [(UPDATED, "2026-11")]),
    ("<p>更新日期：115年</p>", [(UPDATED, "2026")]),
    ("<p>异动日期：2026年11月3日</p>", [(UPDATED, NOV_3)]),
    ("<p>修正日期: 民國 115 年 11 月 03 日</p>", [(UPDATED, NOV_3)]),
    ("<p>發布日期：2026-11-03 | 點閱：152466</p>", [(PUBLISHED, NOV_3)]),
    ("<p>發佈日期2026-11-03 瀏覽人數541</p>", [(PUBLISHED, NOV_3)]),
    ("<p>發布單位：社會處　發布日期：115/11/03　點閱數：12</p>", [(PUBLISHED, NOV_3)]),
    ("<p>公告日期：中華民國115年11月3日府社字第1150012345號</p>", [(PUBLISHED, NOV_3)]),
    ("<p>張貼日：115/11/03(二)</p>", [(PUBLISHED, NOV_3)]),
    ("<p>上版日期：115-11-03</p>", [(PUBLISHED, NOV_3)]),
    ("<p>上架日期:115/11/03</p>", [(PUBLISHED, NOV_3)]),
    ("<p>刊登日期：115/11/03</p>", [(PUBLISHED, NOV_3)]),
    ("<p>新聞發布日期：115/11/03</p>", [(PUBLISHED, NOV_3)]),
    ("<p>发布日期：2026-11-03</p>", [(PUBLISHED, NOV_3)]),
    ("<p>日期：115-11-03</p>", [(PUBLISHED, NOV_3)]),
    ("<p>檢視日期：115/11/03</p>", [(REVIEWED, NOV_3)]),
    ("<p>最後審閱日期：115/11/03</p>", [(REVIEWED, NOV_3)]),
    ("<p>截止日期：115/12/31</p>", [(DEADLINE, "2026-12-31")]),
    ("<p>報名截止：115年12月31日(四)下午5時</p>", [(DEADLINE, "2026-12-31")]),
    ("<p>受理期間：即日起至115年12月31日止</p>", [(DEADLINE, "2026-12-31")]),
    ("<p>申請期間：115/11/1～12/31</p>", [(DEADLINE, "2026-12-31")]),
    ("<p>下架日期：115/12/31</p>", [(VALID_UNTIL, "2026-12-31")]),
    ("<p>公告截止：115-12-31</p>", [(VALID_UNTIL, "2026-12-31")]),
    ("<p>公告期間：115/11/03 至 115/12/31</p>", [(VALID_UNTIL, "2026-12-31")]),
    ("<p>有效期限：民國116年12月31日</p>", []),
    ("<p>列印時間：2026/11/22 10:11</p>", [(PRINTED, "2026-11-22")]),
    # Label and value apart
    ("<dl><dt>發布日期</dt><dd>115/11/01</dd><dt>更新日期</dt><dd>115/11/03</dd></dl>",
     [(PUBLISHED, "2026-11-01"), (UPDATED, NOV_3)]),
    ("<table><tr><th>更新日期</th><td>民國115年11月3日</td></tr></table>", [(UPDATED, NOV_3)]),
    ("<table><tr><th scope=row>發布日期</th><td>115/11/01</td><th>更新日期</th><td>115/11/03</td></tr></table>",
     [(PUBLISHED, "2026-11-01"), (UPDATED, NOV_3)]),
    ("<div class=label>更新日期</div>\n<div class=value>115/11/03</div>", [(UPDATED, NOV_3)]),
    ("<span>更新日期</span><span>115/11/03</span>", [(UPDATED, NOV_3)]),
    ("<span>發布單位：社會處</span><span>更新日期：115-11-03</span><span>點閱:12</span>", [(UPDATED, NOV_3)]),
    ("<strong>更新日期</strong>：<em>115/11/03</em>", [(UPDATED, NOV_3)]),
    ("<b>更新</b>日期：<b>115</b>年<b>11</b>月<b>3</b>日", [(UPDATED, NOV_3)]),
    ("更新日期：<br>\n115年11月3日", [(UPDATED, NOV_3)]),
    ("<ul><li>發布日期：115/11/01</li><li>更新日期：115/11/03</li><li>點閱數：7</li></ul>",
     [(PUBLISHED, "2026-11-01"), (UPDATED, NOV_3)]),
    ("<p>發布單位：<a href=/dept>彰化縣政府社會處</a> 更新日期：115/11/03 <a href=p.aspx>友善列印本頁內容</a></p>",
     [(UPDATED, NOV_3)]),
    ("<p>發布日期：</p><p>更新日期：115/11/03</p>", [(UPDATED, NOV_3)]),
    ("<p>更新日期：&nbsp;115&nbsp;/&nbsp;11&nbsp;/&nbsp;03</p>", [(UPDATED, NOV_3)]),
    ("<p>更新日期：<time datetime=2026-11-03>三天前</time></p>", [(UPDATED, NOV_3)]),
    ("<p>更新日期：<time datetime=2026-11-03>115/11/03</time></p>", [(UPDATED, NOV_3)]),
    ("<p>日期：115/12/05</p><p>地點：縣府一樓</p>", [(EVENT, "2026-12-05")]),
    ("<p>活動日期：115/12/05(六)～12/06(日)</p>", [(EVENT, "2026-12-06")]),
    ("<p>活動時間：115年12月5日(六)上午9時至12時</p>", [(EVENT, "2026-12-05")]),
    ("<p>展覽期間：115年11月1日至116年1月31日</p>", [(EVENT, "2027-01-31")]),
    ("<p>網頁更新日期 Last Updated：115/11/03</p>", [(UPDATED, NOV_3)]),
    ("<p>更新日期(Update Date): 115/11/03</p>", [(UPDATED, NOV_3)]),
    ("<div><h2>申請</h2><p>更新日期：115/11/03</p><a href=f.aspx>生活補助申請表</a></div>", [(UPDATED, NOV_3)]),
    ("<div><p><a href=n.aspx>社會處最新消息</a> &gt; 長照</p><p>更新日期：115/11/03</p></div>", [(UPDATED, NOV_3)]),
    ("<p>更新：115/11/03</p>", [(UPDATED, NOV_3)]),
    ("<ul><li><a href=p.aspx>友善列印本頁內容</a> 更新日期：115/11/03</li></ul>", [(UPDATED, NOV_3)]),
    # Behind the date
    ("<p>115.11.03 更新</p>", [(UPDATED, NOV_3)]),
    ("<p>（民國115年11月3日修正）</p>", [(UPDATED, NOV_3)]),
    ("<p>本頁於115年11月3日更新</p>", [(UPDATED, NOV_3)]),
    ("<h2>客運路線列表(11509更新)</h2>", [(UPDATED, "2026-09")]),
    # English
    ("<p>Last updated: Nov 3, 2026</p>", [(UPDATED, NOV_3)]),
    ("<p>Last Modified : 2026-11-03</p>", [(UPDATED, NOV_3)]),
    ("<p>This page was last updated on 3 November 2026.</p>", [(UPDATED, NOV_3)]),
    ("<p>Updated 3 November 2026</p>", [(UPDATED, NOV_3)]),
    ("<p>Update Date：2026/11/03</p>", [(UPDATED, NOV_3)]),
    ("<dl><dt>Published</dt><dd>31 December 2018</dd><dt>Last updated</dt><dd>3 November 2026</dd></dl>",
     [(PUBLISHED, "2018-12-31"), (UPDATED, NOV_3)]),
    ("<p>Posted on Tuesday, November 3, 2026 | Hits: 12</p>", [(PUBLISHED, NOV_3)]),
    ("<p>Last reviewed: 03 Nov 2026</p>", [(REVIEWED, NOV_3)]),
    ("<p>Deadline: 31 December 2026</p>", [(DEADLINE, "2026-12-31")]),
    # For machines
    ("<article><time class='entry-date published' datetime='2026-11-03T10:00:00+08:00'>三天前</time></article>",
     [(PUBLISHED, NOV_3)]),
    ("<span itemprop=dateModified content=2026-11-03>十一月</span>", [(UPDATED, NOV_3)]),
    # Nothing to read
    ("<p>民國115年11月3日</p>", []),
    ("<p>更新日期：</p><p>社會福利</p>", []),
    ("<p>更新日期：無</p>", []),
    ("<p>更新日期：115年度</p>", []),
    ("<p>更新日期：115/13/41</p>", []),
    ("<p>更新日期：0001/01/01</p>", []),
    ("<p>更新日期：1970-01-01</p>", []),
    ("<p>更新日期：03/04/2018</p>", []),
    ("<p>更新日期：115/11/01～115/11/03</p>", []),
    ("<p>更新日期請洽04-7222151</p>", []),
    ("<p>更新日期：04-7222151#0122</p>", []),
    ("<p>更新 115/11/03 起適用之補助規定</p>", []),
    ("<p>115.11.03 第三次更新</p>", []),
    ("<div class=related-posts><p>發布日期：115/11/01</p></div>", []),
    ("<p>下次更新日期：116/01/01</p>", []),
    ("<p><span>下次</span> <span>更新日期：116/01/01</span></p>", []),
    ("<p>預計更新日期：116/01/01</p>", []),
    ("<p>軟體更新日期：115/11/03</p>", []),
    ("<p>病毒碼 更新日期：115/11/03</p>", []),
    ("<p>出生日期：80/05/05　到職日期：110/01/01</p>", []),
    ("<p>今天日期：2026/11/22</p>", []),
    ("<p>日期：115/11/22 星期日</p>", []),
    ("<p>現在時間：115/11/22 10:00</p>", []),
    ("<p>(最後瀏覽日:2026/02/14)</p>", []),
    ("<p>發文字號：府社字第1150012345號</p>", []),
    ("<p>依本府112年5月1日府社字第1120012345號函辦理，公告日期另訂。</p>", []),
    ("<p>本要點修正規定，自公告日期115年11月3日起生效。</p>", []),
    ("<p>The act was last updated 3 May 2018 by the council.</p>", []),
    ("<p>版本 1.2.3，主機 192.168.1.1，金額 115,110,300 元</p>", []),
    ("<p>113年度特殊境遇家庭扶助、113學年度</p>", []),
    ("<table><tr><th>標題</th><th>發布日期</th></tr><tr><td>115/11/03</td><td>公告</td></tr></table>", []),
    ("<div>標題</div><div>發布日期</div><div>115/11/03</div><div>甲</div><div>115/11/02</div><div>乙</div>", []),
    ("<div><span>發布日期</span><span>更新日期</span></div><div>115/11/01</div><div>115/11/03</div>", []),
    ("<p>更新日期：115/11/03</p><hr><p>更新日期：115/11/04</p>", []),
    ("<a href=x.aspx>更新日期：115/11/03</a>", []),
    ("<button>更新日期：115/11/03</button><select><option>更新日期：115/11/03</select>", []),
    ("<div style='display: none'>更新日期：115/11/03</div><p hidden>更新日期：115/11/03</p>", []),
    ("<script>'更新日期：115/11/03'</script><!-- 更新日期：115/11/03 --><template>更新日期：115/11/03</template>", []),
    ("<div id=clock>日期：115/11/03</div><span class='js-today'>更新日期：115/11/03</span>", []),
    ("<ul><li><a href=n.aspx?id=1>身心障礙者補助要點公告</a> <span>發布日期：115/11/01</span></li></ul>", []),
    ("<div class=card><a href=n.aspx?id=1>身心障礙者補助要點公告</a><p>更新日期：115/11/01</p></div>", []),
    ("<div class=item><p>發布日期：115/11/01</p><a href=n.aspx?id=1>身心障礙者補助要點公告</a></div>", []),
    ("<p>更新日期：115年11月3日、115年11月5日</p>", []),
    ("<p><time datetime=2026-11-03>115/11/03</time></p>", []),
]  # fmt: skip

SIDEBAR = "".join(
    f"<li><a href='n.aspx?id={day}'>社會處辦理長照宣導活動第{day}場</a><span>發布日期：115/10/{day:02}</span></li>"
    for day in (8, 9)
)
NOISE = {
    "none": "{}",
    "footer year": "{}<footer><p>Copyright © 2020 彰化縣政府</p><p>彰化市中山路二段416號 電話：04-7222151</p></footer>",
    "dated path": "<p><a href='/upload/20190501/1080501.pdf'>附件 1080501.pdf</a></p>{}<img src='/2019/05/01/a.png'>",
    "clock": "<header><div>今天日期 2026-11-22</div><div id='nowTime'>更新日期：2026/11/22</div></header>{}",
    "events": "<p>本活動訂於115年12月20日上午9時辦理，12月25日前報名。</p>{}<p>活動日期：115/12/20～12/25</p>",
    "sidebar": "{}<aside><h2>最新消息</h2><ul>" + SIDEBAR + "</ul></aside>",
    "list below": "{}<h2>相關訊息</h2><ul class='list'>" + SIDEBAR + "</ul>",
    "site's date": "{}<footer><p>網站更新日期：115/11/20　瀏覽人次：152,466</p></footer>",
    "document": "<p>發文字號：府社字第1150012345號</p>{}<p>中華民國一百零四年五月八日府計綜字第 1040125751 號函</p>",
}
ADDED_BY_NOISE = {"events": (EVENT, "2026-12-25"), "site's date": (UPDATED, "2026-11-20")}


def in_page(fragment: str, noise: str) -> str:
    content = f"<div id='content'><h1>社會救助</h1>{fragment}<p>設籍本縣滿六個月者得提出申請。</p></div>"
    head = "<!doctype html><html lang=zh-Hant-TW><head><meta charset=utf-8><title>社會救助</title></head>"
    return f"{head}<body>{NOISE[noise].format(content)}</body></html>"


@pytest.mark.parametrize(("fragment", "expected"), FRAGMENTS, ids=lambda value: str(value)[:60])
def test_what_a_page_says_of_itself_is_read_in_all_noise(fragment: str, expected: list[Stated]) -> None:
    has_own = any(kind in (PUBLISHED, UPDATED, REVIEWED) for kind, _ in expected)
    for noise in NOISE:
        added = ADDED_BY_NOISE.get(noise)
        is_added = noise == "events" or not has_own
        found = stated(in_page(fragment, noise))
        assert sorted(found) == sorted([*expected, *([added] if added and is_added else [])]), noise


def samples(*read_by: str) -> list[dict[str, str]]:
    """Texts of real pages with the addresses at which they were seen."""
    with (Path(__file__).parent / "date_samples.csv").open(encoding="utf-8") as lines:
        return [row for row in csv.DictReader(lines) if row["read_by"] in read_by]


@pytest.mark.parametrize("row", samples("label"), ids=lambda row: row["text"])
def test_labels_of_real_pages_are_read(row: dict[str, str]) -> None:
    assert stated(f"<h1>{row['text']}</h1>") == [(row["kind"], row["expected"])]


@pytest.mark.parametrize("row", samples("form"), ids=lambda row: row["text"])
def test_dates_of_real_pages_without_a_label_are_legible_and_yet_left_alone(row: dict[str, str]) -> None:
    text = fold(row["text"])
    legible = [reading.value.isoformat() for at in range(len(text)) if (reading := date_at(text, at, TODAY))]
    assert row["expected"] in legible
    assert stated(f"<p>{row['text']}</p>") == []


@pytest.mark.parametrize("row", samples("nothing"), ids=lambda row: row["text"])
def test_numbers_of_real_pages_that_are_no_dates_are_left_alone(row: dict[str, str]) -> None:
    assert stated(f"<p>{row['text']}</p>") == []


def test_the_exact_text_and_the_source_are_told() -> None:
    html = "<p>更新日期：<b>民國115年11月3日</b> 10:20</p><footer>更新日期：115/11/20　檢視日期：115/11/21</footer>"
    assert page_dates(html, today=TODAY) == (
        PageDate(DateKind.UPDATED, date(2026, 11, 3), Precision.DAY, "label", "更新日期：民國115年11月3日", None, 1),
        PageDate(DateKind.REVIEWED, date(2026, 11, 21), Precision.DAY, "label:footer", "檢視日期：115/11/21", None, 1),
    )


def test_the_sites_date_stands_in_where_the_page_has_none_of_its_own() -> None:
    footer = "<footer>本網站更新日期：115/11/20</footer>"
    assert [one.source for one in page_dates(f"<p>截止日期：115/12/31</p>{footer}", today=TODAY)] == [
        "label",
        "label:site",
    ]
    assert stated(f"<p>發布日期：110/01/01</p>{footer}") == [(PUBLISHED, "2021-01-01")]


def test_a_label_in_the_footer_counts_unless_the_main_part_has_it_too() -> None:
    footer = "<footer>更新日期：115/11/20</footer>"
    assert stated(f"<p>發布日期：110/01/01</p>{footer}") == [(PUBLISHED, "2021-01-01"), (UPDATED, "2026-11-20")]
    assert stated(f"<p>更新日期：110/01/01</p>{footer}") == [(UPDATED, "2021-01-01")]
    assert stated(f"<p>最後異動：110/01/01</p>{footer}") == [(UPDATED, "2021-01-01")]


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("DC.Date", PUBLISHED),
        ("DCTERMS.issued", PUBLISHED),
        ("article:published_time", PUBLISHED),
        ("DC.Date.Modified", UPDATED),
        ("DCTERMS.modified", UPDATED),
        ("article:modified_time", UPDATED),
        ("og:updated_time", UPDATED),
        ("last-modified", UPDATED),
    ],
)
@pytest.mark.parametrize("attribute", ["name", "property"])
def test_metadata_are_read_with_their_name(attribute: str, name: str, kind: str) -> None:
    (found,) = page_dates(f"<meta {attribute}='{name}' content='2026-11-02T20:00:00Z'>", today=TODAY)
    assert (found.kind, found.value, found.source) == (kind, date(2026, 11, 3), f"meta:{name}")
    assert stated(f"<meta {attribute}='{name}' content='115-11-03'>") == [(kind, NOV_3)]
    assert stated(f"<meta {attribute}='{name}' content='soon'><meta {attribute}='{name}' content=''>") == []


def test_metadata_that_contradict_themselves_say_nothing() -> None:
    assert stated("<meta name=DC.Date content=115-11-03><meta name=DC.Date content=115-11-04>") == []


def json_ld(content: object) -> str:
    return f"<script type='application/ld+json'>{json.dumps(content)}</script>"


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ({"@type": "WebPage", "dateModified": "2026-11-03"}, [(UPDATED, NOV_3)]),
        ([{"@type": ["Article"], "datePublished": "2026-11-03"}], [(PUBLISHED, NOV_3)]),
        ({"@graph": [{"@type": "WebSite", "dateModified": "2020-01-01"}, {"@type": "Article", "dateModified": NOV_3}]},
         [(UPDATED, NOV_3)]),
        ({"@type": "WebPage", "mainEntity": {"@type": "Report", "dateModified": "2026-11-03"}}, [(UPDATED, NOV_3)]),
        ({"@type": "ItemList", "itemListElement": [{"@type": "NewsArticle", "datePublished": "2026-11-03"}]}, []),
        ([{"@type": "NewsArticle", "datePublished": f"2026-11-0{day}"} for day in (3, 4)], []),
        ({"@type": "Organization", "dateModified": "2026-11-03"}, []),
        ({"@type": "WebPage", "dateModified": ["2026-11-03"]}, []),
        ("WebPage", []),
    ],
)  # fmt: skip
def test_json_ld_is_read_where_it_speaks_of_the_page(content: object, expected: list[Stated]) -> None:
    assert stated(json_ld(content)) == expected


@pytest.mark.parametrize("script", ["", "{", "[" * 100_000, "null", "{}" * 9])
def test_broken_json_ld_is_no_matter(script: str) -> None:
    assert stated(f"<script type='application/ld+json'>{script}</script>") == []


def test_time_that_contradicts_what_is_shown_is_not_believed() -> None:
    assert stated("<time class=published datetime=2020-01-01>115/11/03</time>") == []
    assert stated("<time class=published datetime=2026-11-03>115/11/03</time>") == [(PUBLISHED, NOV_3)]


def test_a_list_of_news_does_not_date_its_page() -> None:
    rows = "".join(
        f"<tr><td>{n}</td><td><a href=n{n}.aspx>補助要點第{n}號</a></td><td>115/11/{n:02}</td></tr>"
        for n in range(1, 9)
    )
    table = f"<table><tr><th>序號</th><th>標題</th><th>發布日期</th></tr>{rows}</table>"
    assert stated(table) == []
    assert stated(f"{table}<p>更新日期：115/11/03</p>") == [(UPDATED, NOV_3)]


@pytest.mark.parametrize("heading", ["", "<h2>社會救助</h2>"])
def test_a_layout_of_tables_hides_no_date(heading: str) -> None:
    menu = "".join(
        f"<a href={number}>{name}福利服務</a>" for number, name in enumerate(["兒童", "老人", "婦女", "身障"])
    )
    html = f"<table><tr><td>{menu}</td><td>{heading}<p>更新日期：115/11/03</p><p>說明。</p></td></tr></table>"
    assert stated(html) == [(UPDATED, NOV_3)]


def test_text_is_cut_where_one_matter_ends() -> None:
    html = "<p>甲 <b>乙</b>丙\n丁<br>戊</p><ul><li>己</li></ul>庚"
    assert visible_text(parsed(html)).text == "甲 乙丙 丁\n戊\x02己\x02庚"


DIGITS = st.text(alphabet="0123456789/-.年月日號字第 :~()", min_size=1, max_size=40)


@given(st.lists(DIGITS, max_size=8))
def test_numbers_without_a_label_never_give_a_date(numbers: list[str]) -> None:
    assert stated("".join(f"<p>{number}</p>" for number in numbers)) == []
    assert stated(f"<table><tr>{''.join(f'<td>{number}</td>' for number in numbers)}</tr></table>") == []


@given(st.dates(date(1996, 1, 1), TODAY), st.dates(date(1996, 1, 1), TODAY))
def test_two_dates_under_two_labels_are_never_mixed_up(published: date, updated: date) -> None:
    html = f"<p>發布日期：{published.year - 1911}/{published.month}/{published.day} 更新日期：{updated.isoformat()}</p>"
    assert stated(html) == [(PUBLISHED, published.isoformat()), (UPDATED, updated.isoformat())]


@given(
    st.lists(
        st.sampled_from(
            [
                "更新日期",
                "：",
                "115/11/03",
                "<p>",
                "</p>",
                "<td>",
                "<a href=x>",
                "</a>",
                "<time datetime='",
                "'>",
                "網站",
                "日期",
                " ",
                "<li>",
                "報名",
                "~",
                "更新",
            ]
        )
    )
)
def test_any_page_is_read(pieces: list[str]) -> None:
    for one in page_dates("".join(pieces), today=TODAY):
        assert one.value == date(2026, 11, 3)


@pytest.mark.timeout(30)
@pytest.mark.parametrize(
    "html",
    [
        "<div>" * 100_000 + "更新日期",
        "更新日期：" * 100_000,
        "<p>更新日期：115/11/03</p>" * 5_000,
        "<a href=x>" * 50_000,
        "115/11/03 更新 " * 50_000,
    ],
    ids=["nested", "labels", "dates", "links", "suffixes"],
)
def test_a_page_built_to_exhaust_the_reader_does_not(html: str) -> None:
    page_dates(html, today=TODAY)


@pytest.mark.parametrize("names", ["text-nowrap", "today-news", "what-now", "no-sidebar", "content has-sidebar"])
def test_a_name_that_only_sounds_like_a_clock_or_a_sidebar_hides_nothing(names: str) -> None:
    html = f"<div class='{names}'><h1>敬老愛心卡</h1><p>更新日期：115-11-03<p>{'年滿六十五歲者得申請。' * 20}</div>"
    assert [one.value.isoformat() for one in page_dates(html, today=TODAY)] == ["2026-11-03"]
