"""Days without a label: at the title, in sentences that say until when, in the lines by which laws are dated."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.extract.dates import page_dates

TODAY = date(2026, 11, 22)
"""民國115年11月22日, a Sunday."""


def said(html: str, url: str = "") -> list[tuple[str, ...]]:
    """(kind, ISO day or interval, "weak" where it is) of each date, in the order of the page."""
    return [
        (
            one.kind.value,
            f"{one.value}/{one.until}" if one.until else str(one.value),
            *(["weak"] if one.is_weak else []),
        )
        for one in page_dates(html, today=TODAY, url=url)
    ]


PUBLISHED = ("published", "2026-11-03")
IS_PUBLISHED = "<p>發布日期：115/11/03</p>"


@pytest.mark.parametrize(
    "html",
    [
        "<h1>115-11-03 圖書館閉館</h1>",
        "<h1>(115.11.03) 圖書館閉館</h1>",
        "<h1>圖書館閉館</h1><p>115-11-03</p>",
        "<h1>圖書館閉館</h1><p>社會處</p><p>（115年11月3日）</p>",
        "<div><h1>圖書館閉館</h1><span>2026/11/03 10:20</span></div>",
        "<div><span>115.11.03</span><h1>圖書館閉館</h1></div>",
        "<h2>圖書館閉館</h2><p><span>2026-11-03</span> <span>文化局</span></p>",
        "<title>圖書館閉館 - 文化局</title><h3>圖書館閉館</h3><p>115-11-03</p><h3>交通</h3>",
        "<h1>Library closed</h1><p>November 3, 2026</p>",
    ],
)
def test_a_day_alone_at_the_title_is_weakly_that_of_publishing(html: str) -> None:
    assert said(html) == [("published", "2026-11-03", "weak")]


@pytest.mark.parametrize(
    "html",
    [
        "<h1>圖書館閉館</h1><p>115-11-22 10:20</p>",
        "<h1>圖書館閉館</h1><p>115-12-05</p>",
        "<h1>圖書館閉館</h1><p>115年11月3日起，本館閉館整修。</p>",
        "<h1>圖書館閉館</h1><p>115-11-03</p><p>115-11-02</p>",
        "<h1>圖書館沿革</h1><p>60年11月3日</p>",
        "<h1>最新消息</h1><p>115-11-03</p>",
        "<h1>彰化縣政府</h1><p>115-11-20</p>",
        "<h1>圖書館員</h1><p>生日</p><p>出生：</p><p>85-11-03</p>",
        "<h1>開館紀錄</h1><table><tr><td>115-11-03</td><td>甲</td></tr></table>",
        "<h1>館訊</h1><ul><li>115-11-03 <a href=n.aspx?id=1>週末說故事活動</a></li></ul>",
        "<h1>館訊彙整</h1><div><span>115-11-03</span><a href=n.aspx?id=1>週末說故事活動</a></div>",
        "<h1>115/12/05 親子健行</h1>",
        "<h1>115年11月3日親子健行</h1>",
        "<h1>115-11-03~115-11-05 書展</h1>",
        "<h1>圖書館閉館</h1><p>1151103</p>",
        "<h1>圖書館閉館</h1><aside><p>115-11-03</p></aside>",
        "<h2>甲館整修</h2><p>115-11-03</p><h2>乙館整修</h2><p>115-11-02</p>",
        "<p>115-11-03</p>",
    ],
)
def test_other_days_near_a_title_are_none(html: str) -> None:
    assert said(html) == []


def test_a_day_at_the_title_counts_only_where_no_label_says_more() -> None:
    assert said(f"<h1>圖書館閉館</h1><p>115-11-01</p>{IS_PUBLISHED}") == [PUBLISHED]
    assert said("<h1>親子健行</h1><p>115-11-01</p><p>地點：八卦山</p>") == [("event", "2026-11-01", "weak")]
    assert said("<h1>親子健行</h1><p>115年11月1日上午9時</p>") == [("event", "2026-11-01", "weak")]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("有意者請於115年12月31日前報名。", "2026-12-31"),
        ("請於民國115年11月30日（一）下午5時前，檢具申請書向公所提出申請。", "2026-11-30"),
        ("作品應於一百十五年十二月三十一日前寄達。", "2026-12-31"),
        ("未於115年11月30日前繳納者，加徵滯納金。", "2026-11-30"),
        ("收件至115年11月30日止，以郵戳為憑。", "2026-11-30"),
        ("報名截止日為115年11月30日。", "2026-11-30"),
        ("收件截止日期延長至115年12月31日。", "2026-12-31"),
        ("115年12月31日截止收件", "2026-12-31"),
        ("自115年11月1日起至115年11月30日止受理報名。", "2026-11-01/2026-11-30"),
        ("即日起至115年12月31日止受理申請。", "2026-12-31/2026-12-31"),
        ("请于2026年11月30日前报名。", "2026-11-30"),
        ("Please submit your application by December 31, 2026.", "2026-12-31"),
        ("Registration closes on 31 December 2026.", "2026-12-31"),
    ],
)
def test_a_deadline_in_clear_words_is_read(sentence: str, expected: str) -> None:
    (found,) = said(f"<h1>公所公告事項</h1><p>{sentence}</p>")
    assert found[:2] == ("deadline", expected)


@pytest.mark.parametrize(
    "sentence",
    [
        "本工程預計於115年12月31日前完工。",
        "已於115年6月30日前申請者，免再申請。",
        "凡於115年6月30日前出生之幼兒均可申請。",
        "於100年12月31日前申請有案者，得續領。",
        "截至115年10月31日止，受理申請300件。",
        "自115年10月1日至115年10月31日止，共受理申請35件。",
        "任期自112年1月1日起至115年12月31日止。",
        "應於每年4月30日前完成申報。",
        "次年4月30日前申請。",
        "依115年6月30日修正公布之規定申請。",
        "5月17日為世界高血壓日，請定期量血壓。",
        "請於12:00前報名，洽04-7222151。",
        "於115年11月3日辦理說明會。",
        "應於4月31日前申請。",
    ],
)
def test_what_is_no_deadline_for_the_reader_is_none(sentence: str) -> None:
    assert said(f"<h1>公所公告事項</h1>{IS_PUBLISHED}<p>{sentence}</p>") == [PUBLISHED]


def test_roadworks_until_a_day_are_an_event() -> None:
    sentence = "<p>中山路自115年7月1日至115年12月31日止封閉施工。</p>"
    assert said(sentence) == [("event", "2026-07-01/2026-12-31")]


@pytest.mark.parametrize(
    ("stated", "sentence", "expected"),
    [
        ("發布日期：2024-03-08", "應於4月30日前完成申報。", ("deadline", "2024-04-30", "weak")),
        ("發布日期：114/12/20", "請於1月10日前報名。", ("deadline", "2026-01-10", "weak")),
        ("發布日期：115/11/03", "請於11月30日（一）前報名。", ("deadline", "2026-11-30")),
        ("更新日期：115/11/03", "活動日期：12月5日(六)~6日(日)", ("event", "2026-12-05/2026-12-06")),
        ("更新日期：115/11/03", "報名日期：12/5~12/10", ("deadline", "2026-12-05/2026-12-10", "weak")),
        ("發布日期：115/11/03", "縣長今(3)日表示", ("event", "2026-11-03", "weak")),
        ("發布日期：115/11/03", "縣長於(31)日表示", ("event", "2026-10-31", "weak")),
    ],
)
def test_the_pages_own_date_gives_a_missing_year(stated: str, sentence: str, expected: tuple[str, ...]) -> None:
    assert expected in said(f"<p>{stated}</p><p>{sentence}</p>")


@pytest.mark.parametrize(
    "html",
    [
        "<p>請於4月30日前報名。</p>",
        f"{IS_PUBLISHED}<p>活動日期：12月5日(五)</p>",
        "<footer>網站更新日期：115/11/03</footer><p>活動日期：12月5日</p>",
        "<p>更新日期：115/11/03</p><p>申請期間：3月1日至3月31日</p>",
        "<h1>115學年度招生</h1><p>請於3月31日前報名。</p>",
        "<h1>113年至115年補助</h1><p>請於3月31日前報名。</p>",
    ],
)
def test_without_a_year_in_the_page_there_is_no_date(html: str) -> None:
    assert not [one for one in said(html) if one[0] in ("event", "deadline")]


def test_a_year_in_the_title_gives_a_missing_year_weakly() -> None:
    assert said("<h1>115年度社區補助</h1><p>請於3月31日前提出申請。</p>") == [("deadline", "2026-03-31", "weak")]


@pytest.mark.parametrize(
    ("written", "days"),
    [("三天前", 3), ("5 天前", 5), ("昨天", 1), ("前天", 2), ("2 days ago", 2), ("yesterday", 1), ("10分鐘前", 0)],
)
def test_relative_words_behind_a_label_count_from_the_day_of_reading(written: str, days: int) -> None:
    assert said(f"<p>更新時間：{written}</p>") == [("updated", str(TODAY - timedelta(days)), "weak")]


@pytest.mark.parametrize("written", ["今天", "上週", "兩個月前", "3小時前", "剛剛", "三天後", "天前"])
def test_words_that_name_no_day_are_none(written: str) -> None:
    assert said(f"<p>更新時間：{written}</p>") == []
    assert said("<p>三天前更新</p>") == []


@pytest.mark.parametrize(
    ("written", "is_weak"),
    [
        ("115年11月3日（二）", False),
        ("115年11月3日（五）", True),
        ("2026-11-03 星期二", False),
        ("2026-11-03 星期五", True),
        ("Tuesday, 3 November 2026", False),
        ("Friday, 3 November 2026", True),
        ("2026-11-03 (Fri)", True),
    ],
)
def test_a_weekday_that_contradicts_makes_a_date_weak(written: str, is_weak: bool) -> None:
    (found,) = page_dates(f"<p>更新日期：{written}</p>", today=TODAY)
    assert (found.value, found.is_weak) == (date(2026, 11, 3), is_weak)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("活動日期：115/12/05～12/06", [("event", "2026-12-05/2026-12-06")]),
        ("活動日期：115年12月5日、12月12日", [("event", "2026-12-05/2026-12-12")]),
        ("活動時間：115年12月5日(六)上午8時起", [("event", "2026-12-05")]),
        ("停電時間：115年12月1日9:00~115年12月1日17:00", [("event", "2026-12-01")]),
        ("施工期間：115年5月至7月", [("event", "2026-05-01/2026-07-31")]),
        ("期程：110年至112年", [("event", "2021-01-01/2023-12-31")]),
        ("展期：即日起至115年12月31日", [("event", "2026-12-31/2026-12-31")]),
        ("實施日期：自115年1月1日起", [("event", "2026-01-01", "weak")]),
        ("報名日期：115年12月1日上午9時起", []),
        ("公告期間：115/11/03至115/12/31", [("valid-until", "2026-12-31")]),
        ("活動日期：115/12/06～12/05", []),
        ("活動日期：115年12月5-6日", [("event", "2026-12-05/2026-12-06")]),
        ("活動日期：115年12月1、2、3日", [("event", "2026-12-01/2026-12-03")]),
        ("申請時間：115年12月1日至1月15日", [("deadline", "2026-12-01/2027-01-15")]),
        ("更新日期：115年11月3日(2025年11月3日)", [("updated", "2026-11-03", "weak")]),
        ("更新日期：115年11月3日(2026年11月3日)", [("updated", "2026-11-03")]),
    ],
)
def test_intervals_keep_their_first_and_last_day(written: str, expected: list[tuple[str, ...]]) -> None:
    assert said(f"<p>{written}</p>") == expected


LAW = "<h1>彰化縣公園管理自治條例</h1>"


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("<p>中華民國112年4月26日府法制字第1120123456號令修正第3條</p>", [("updated", "2023-04-26", "weak")]),
        ("<p>98年5月18日府法制字第0980123456號令訂定發布全文12條</p>", [("published", "2009-05-18", "weak")]),
        (
            "<p>1.中華民國九十五年二月十五日府計綜字第 0950029432 號函</p>"
            "<p>2.中華民國一百零四年一月三十日府計綜字第 1040036350 號函</p>",
            [("published", "2006-02-15", "weak"), ("updated", "2015-01-30", "weak")],
        ),
        ("<p>中華民國112年4月26日府法制字第1120123456號令廢止</p>", []),
        ("<p>第三條　依中華民國112年4月26日府法制字第1120123456號令修正。</p>", []),
        (
            "<p>修正日期：民國115年1月1日</p><p>中華民國112年4月26日府法制字第1120123456號令修正</p>",
            [("updated", "2026-01-01")],
        ),
    ],
)
def test_laws_are_dated_by_the_lines_of_their_history(lines: str, expected: list[tuple[str, ...]]) -> None:
    assert sorted(said(LAW + lines)) == expected


def test_such_a_line_dates_no_other_page() -> None:
    line = "<p>中華民國112年4月26日府法制字第1120123456號令修正第3條</p>"
    assert said(f"<h1>社會救助</h1>{line}") == []
    assert said(f"<h1>條文</h1>{line}", url="https://law.example/LawContent.aspx?id=1") == [
        ("updated", "2023-04-26", "weak")
    ]


def test_the_line_in_the_source_is_told_where_the_words_stand_there() -> None:
    head = "<html>\n<meta name=DC.Date content=2026-11-03>\n"
    html = f"{head}<body>\n<p>發布日期：115/11/03</p>\n\n<p>更新日期：115/11/03</p>"
    assert [(one.source, one.line) for one in page_dates(html, today=TODAY)] == [
        ("label", 4),
        ("label", 6),
        ("meta:DC.Date", 2),
    ]
    assert [one.line for one in page_dates("<p>更新日期：<b>115</b>/11/03</p>", today=TODAY)] == [0]


PIECES = """自 即日起 至 止 前 起 （一） 今(3)日 請於 應於 報名 截止 。 年 月 日 <h1> </h1> <p> </p> <li> </a>
    ~ 三天前 要點 12/5
    115/11/03 12月5日 民國115年11月3日 更新日期： 活動日期：
    中華民國112年4月26日府法制字第1120123456號令修正""".split()  # noqa: SIM905
PIECES += ["<a href=x>", "by December 31, 2026", "\n"]


@given(
    st.lists(st.sampled_from(PIECES) | st.text(max_size=5), max_size=30),
    st.dates(date(1996, 1, 1), date(2100, 1, 1)),
)
def test_any_page_is_read_on_any_day(pieces: list[str], today: date) -> None:
    for one in page_dates("".join(pieces), today=today):
        assert one.until is None or one.until >= one.value
        assert one.text


HOSTILE = """請於12月5日前報名|115/11/03 |自115年11月1日起至|今(3)日|一二三四五六七|115年11月3日、|<h1>甲</h1>115-11-03
    |<p>1.中華民國112年4月26日府法制字第1120123456號令修正</p>|by December 31, 2026 |apply |(|1/|請|一、
    |<p>活動日期：12/5</p>|即日起|99999999999|更新日期：三"""


@pytest.mark.timeout(60)
@pytest.mark.parametrize("piece", HOSTILE.split("|"))
def test_time_grows_no_faster_than_the_page(piece: str) -> None:
    start = "<h1>補助要點</h1><p>發布日期：115/11/03</p>"
    page_dates(start + piece * (600_000 // len(piece)), today=TODAY)
