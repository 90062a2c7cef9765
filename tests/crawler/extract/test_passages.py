"""What a page says beside its dates is read where it speaks of the page, and nowhere else."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.extract.pages import title as title_of
from crawler.extract.passages import page_passages
from crawler.extract.tree import parsed
from crawler.extract.visible import visible_text
from records.facts import Passage, Sign
from records.names import NameKind, OldName, read_names

URL = "https://county.example/DTO/social/07other/other01_con.aspx?data_id=5"
NOTICE = "<p>凡設籍本縣、年滿六十五歲之長者，得向戶籍所在地鄉鎮市公所申請敬老愛心卡，持卡搭乘公車享有補助。</p>" * 3
NAMES = read_names(None)


def passages(html: str, url: str = URL, names: tuple[OldName, ...] = NAMES) -> tuple[Passage, ...]:
    tree = parsed(html)
    return page_passages(visible_text(tree), tree, url, title_of(tree), names)


def said(html: str, sign: Sign, url: str = URL) -> list[str]:
    return [passage.value or passage.text for passage in passages(html, url) if passage.sign is sign]


def page(title: str, main: str, footer: str = "") -> str:
    return (
        f"<html lang=zh-Hant-TW><title>{title} - 禾湖縣政府</title><body>"
        f"<header><a href=/><img src=/logo.png></a></header>"
        f"<nav><a href=/a>最新消息</a></nav><main><a id=AC href=#AC>:::</a><h1>{title}</h1>{main}</main>"
        f"<footer>{footer}</footer>"
    )


ABOUT_THE_WHOLE = {
    Sign.CLOSED, Sign.ARCHIVED, Sign.PROMISE, Sign.UNDER_CONSTRUCTION, Sign.PLACEHOLDER, Sign.TEST, Sign.EMPTY_LIST,
    Sign.SEE_ATTACHMENT, Sign.ONLY_PICTURE, Sign.NO_TEXT, Sign.IMPOSSIBLE_DATE,
}  # fmt: skip


def test_an_ordinary_page_says_none_of_it() -> None:
    html = page("敬老愛心卡", NOTICE + "<p>發布單位：社會處　更新日期：115-11-03</p>", "<p>禾湖縣政府</p>")
    assert passages(html) == ()


# Over


@pytest.mark.parametrize(
    "html",
    [
        page("志工研習【已額滿】", NOTICE),
        page("志工研習（報名已截止）", NOTICE),
        page("[活動結束] 志工研習", NOTICE),
        page("志工研習-已截止", NOTICE),
        page("志工研習", "<p>已額滿</p>" + NOTICE),
        page("志工研習", "<p><strong>【報名截止】</strong></p>" + NOTICE),
        page("志工研習", NOTICE + "<p>本活動已結束，感謝各界參與。</p>"),
        page("志工研習", NOTICE + "<p>※本課程報名已額滿，謝謝支持</p>"),
        page("志工研習", NOTICE + "<p>狀態：已截止</p>"),
        page("志工研習~已額滿~", NOTICE),
        page("志工研習", NOTICE + "<p>報名已於3月1日截止。</p>"),
        page("志工研習", NOTICE + "<p>★ 活動已結束 ★</p>"),
        page("志工研習", NOTICE + "<p>經費用罄，已停止受理。</p>"),
        page("志工研習", "<table><tr><th>報名狀態<td>已截止</table>" + NOTICE),
        page("志工研習", "<span class=state>已結束</span>" + NOTICE),
    ],
)
def test_a_page_that_marks_itself_as_over_is_closed(html: str) -> None:
    assert len(said(html, Sign.CLOSED)) == 1


@pytest.mark.parametrize(
    "html",
    [
        page("志工研習", NOTICE + "<p>報名截止：115年3月1日</p>"),
        page("志工研習", "<table><tr><th>報名截止<td>115-03-01</table>" + NOTICE),
        page("志工研習", "<p>報名截止</p><p>115年3月1日</p>" + NOTICE),
        page("志工研習", NOTICE + "<p>前年度之補助已截止受理，本年度請於3月1日起申請。</p>"),
        page(
            "最新消息", "<ul><li><a href=1>春季研習</a> 【已額滿】<li><a href=2>夏季研習</a> 【已額滿】</ul>" + NOTICE
        ),
        page("研習一覽", "<table><tr><th>名稱<th>狀態<tr><td>甲班<td>已截止<tr><td>乙班<td>報名中</table>" + NOTICE),
        page("已結束營業之商業登記查詢", NOTICE),
        page("常見問答", NOTICE + "<p>報名已截止，還可以補件嗎？</p>"),
        page("本縣已額滿學校名單", NOTICE),
        page("志工研習", NOTICE + "<p>額滿為止。</p><p>活動結束後請將場地復原</p>"),
    ],
)
def test_words_on_other_things_close_no_page(html: str) -> None:
    assert said(html, Sign.CLOSED) == []


@pytest.mark.parametrize(
    "html",
    [
        page("歷史資料", NOTICE),
        page("113年補助（歷史資料，僅供參考）", NOTICE),
        page("補助要點【停止適用】", NOTICE),
        page("補助要點", "<p>本要點已停止適用</p>" + NOTICE),
        page("補助要點", "<p>本要點業經廢止</p>" + NOTICE),
        page("補助要點", "<p>※本網頁自115年1月1日起不再更新</p>" + NOTICE),
        page("補助要點", "<p>本資料為歷史資料，僅供參考</p>" + NOTICE),
        page("補助要點", NOTICE).replace(
            "<main>", "<div class=breadcrumb>首頁 &gt; 歷史公告 &gt; 補助要點</div><main>"
        ),
    ],
)
def test_a_page_that_is_kept_on_purpose_says_so(html: str) -> None:
    assert len(said(html, Sign.ARCHIVED)) == 1


@pytest.mark.parametrize(
    "html",
    [
        page(
            "補助要點",
            NOTICE
            + "<p>本網站資料僅供參考，仍以公告為準，如有疑義請洽本府相關單位查詢，本府不負任何擔保或賠償責任。</p>",
        ),
        page(
            "補助要點",
            NOTICE + "<p>修正前之規定已廢止，請依新規定辦理，並自公布日起施行，各機關應配合檢討修正相關行政規則。</p>",
        ),
        page("歷史建築修復補助", NOTICE),
        page("典藏臺灣展覽", NOTICE),
    ],
)
def test_disclaimers_and_history_are_no_archive(html: str) -> None:
    assert said(html, Sign.ARCHIVED) == []


# Promises


@pytest.mark.parametrize(
    ("words", "days"),
    [
        ("資料更新頻率：每月", "31"), ("更新頻率: 每1月", "31"), ("更新頻率：每3個月", "93"), ("更新週期：每季", "92"),
        ("更新頻率：每半年", "183"), ("更新頻率：每年", "366"), ("更新頻率：每日", "1"), ("更新頻率：每週", "7"),
        ("更新頻率：1月", "31"),
        ("更新頻率：每兩週", "14"), ("Update frequency: monthly", "31"), ("本表每月更新", "31"),
        ("資料更新：每月", "31"),
        ("更新週期：一個月", "31"), ("備註：本表按月更新", "31"), ("本頁資訊每週一、四更新", "7"),
        ("更新時間：每日上午8時", "1"), ("本表於每季結束後一個月內更新", "92"),
        ("本頁資料每季更新一次。", "92"),
        ("※每月10日更新上月資料", "31"), ("（每週一更新）", "7"), ("每年更新", "366"), ("Updated monthly", "31"),
        ("This page is updated weekly.", "7"), ("本資料於每月5日前更新", "31"),
        ("各市場可供申請的空攤如下，本資料每月更新。", "31"),
        ("資料集更新頻率：不定期", ""),
        ("更新頻率：即時", ""),
        ("每月更新一次密碼", ""), ("系統每日更新病毒碼", ""), ("請民眾每年更新證件", ""), ("更新頻率：每小時", ""),
        ("每月10日前申報並更新人員名冊", ""),
        ("本府已於每月例會更新資料，並請各單位配合辦理，俾利後續彙整上網公告周知，以落實資訊公開。", ""),
    ],
)  # fmt: skip
def test_a_promised_rhythm_is_read_in_days(words: str, days: str) -> None:
    assert said(page("人口統計", NOTICE + f"<p>{words}</p>"), Sign.PROMISE) == ([days] if days else [])


def test_a_rhythm_in_a_table_is_read_and_those_of_a_catalogues_entries_are_not() -> None:
    row = "<tr><th>更新頻率</th><td>每月</td></tr>"
    assert said(page("人口統計", f"<table><tr><th>格式<td>CSV</tr>{row}</table>"), Sign.PROMISE) == ["31"]
    assert said(page("資料集", f"<table>{row}{row}</table>"), Sign.PROMISE) == []


# Unfinished


@pytest.mark.parametrize(
    ("sign", "html"),
    [
        (Sign.UNDER_CONSTRUCTION, page("長照專區", "<p>建置中</p>")),
        (Sign.UNDER_CONSTRUCTION, page("長照專區", "<p>網頁建置中，敬請期待！</p>")),
        (Sign.UNDER_CONSTRUCTION, page("長照專區", "<p>本頁面內容更新中，造成不便，敬請見諒。</p>")),
        (Sign.UNDER_CONSTRUCTION, page("資料整理中", "")),
        (Sign.UNDER_CONSTRUCTION, page("Elderly", "<p>This page is under construction.</p>")),
        (Sign.UNDER_CONSTRUCTION, page("長照專區", "<img src=/x.jpg alt=建置中>")),
        (Sign.UNDER_CONSTRUCTION, page("長照專區", "<p>敬請期待…</p>")),
        (
            Sign.PLACEHOLDER,
            page("長照專區", "<p>Lorem ipsum dolor sit amet, consectetur adipiscing elit.</p>" + NOTICE),
        ),
        (Sign.PLACEHOLDER, page("長照專區", NOTICE + "<p>請在此輸入內容</p>")),
        (Sign.PLACEHOLDER, page("長照專區", "<p>範例文字</p>" + NOTICE)),
        (Sign.PLACEHOLDER, page("○○○標題", NOTICE)),
        (Sign.UNDER_CONSTRUCTION, page("海洋中心", "<p>本單元資料整理中，網頁尚未開放。海洋中心設於西汕國中。</p>")),
        (Sign.TEST, page("test123 測試頁面", NOTICE)),
        (Sign.TEST, page("測試", "<p>更新日期：115-11-03</p>")),
        (Sign.TEST, page("測試頁面2", NOTICE)),
        (Sign.TEST, page("【測試】最新消息", NOTICE)),
        (Sign.TEST, page("測試公告(請勿理會)", NOTICE)),
        (Sign.TEST, page("test", "<p>更新日期：115-11-03</p>")),
        (Sign.TEST, page("測試資料請勿刪除", NOTICE)),
        (Sign.TEST, page("aaa", "<p>更新日期：115-11-03</p>")),
        (Sign.TEST, page("123", "<p>更新日期：115-11-03</p>")),
        (Sign.TEST, page("公告", "<p>測試測試</p>")),
    ],
)
def test_an_unfinished_page_is_known(sign: Sign, html: str) -> None:
    assert [passage.sign for passage in passages(html) if passage.sign in ABOUT_THE_WHOLE] == [sign]


@pytest.mark.parametrize(
    "html",
    [
        page("案件查詢", NOTICE + "<p>系統建置中之案件，請洽承辦人。</p>"),
        page("道路施工", NOTICE + "<table><tr><td>中山路<td>施工中<tr><td>中正路<td>規劃中</table>"),
        page("中山路施工中請改道", NOTICE),
        page("軟體測試報告", NOTICE),
        page("Manual", "<p>The program prints</p><pre>Hello World</pre>" + NOTICE),
        page("程式教學", NOTICE + "<p>字串「Lorem ipsum dolor sit amet」之長度</p>"),
        page("新冠肺炎快篩測試站", NOTICE),
        page("113", NOTICE),
        page("1999", NOTICE),
        page("ABC", NOTICE),
        page("Testing services", NOTICE),
        page("test — 模組說明", NOTICE),
        page("申請表填寫說明", NOTICE + "<p>請輸入申請人姓名，範例文字僅供參考</p>"),
        page("縣道134拓寬工程 - 施工中", "<p>本工程自115年3月開工，預定116年底完工，請改道。</p>"),
        page("施工中", "<ul><li><a href=1>縣道134拓寬工程</a><li><a href=2>體育館新建工程</a></ul>"),
        page("敬請期待", "<p>本縣燈會將於明年登場，內容豐富。</p>"),
        page("重大建設進度", "<table><tr><td>工程<td>狀態<tr><td>體育館<td>規劃中</table>"),
        page("縣長信箱", "<label>主旨</label><p>請輸入標題</p><input name=t><p>請輸入內容</p><textarea></textarea>"),
        page("申請書填寫範例", "<table><tr><td>姓名<td>○○○<tr><td>身分證<td>XXX</table>" + NOTICE),
        page("申請書", "<table><tr><td>姓名<td>○○○<tr><td>身分證<td>XXX</table>" + NOTICE),
        page("網站無障礙教學", "<p>預設文字</p>" + NOTICE),
        page("燈會", "<p>本縣燈會將於明年元月在湖畔公園登場，內容豐富，歡迎踴躍參加。</p><p>敬請期待！</p>"),
        page("體育館", "<dl><dt>進度<dd>規劃中</dl>"),
        page("申請書", "<p>姓名</p><p>○○○</p>" + NOTICE),
        page("測試", "<p>測試分為聽力與閱讀，共計一百題，請提前十分鐘入場。</p>"),
        page("123", "<p>幼兒律動一二三，親子館課程介紹，歡迎參加。</p>"),
        page("AAA", "<p>本縣信用評等獲AAA，財政穩健。</p>"),
        page("留言板", NOTICE + "<label>請在此輸入您的意見</label><textarea></textarea>"),
    ],
)
def test_a_finished_page_that_has_such_words_is_left_alone(html: str) -> None:
    assert [passage for passage in passages(html) if passage.sign in ABOUT_THE_WHOLE] == []


# Empty


@pytest.mark.parametrize(
    ("sign", "html"),
    [
        (Sign.EMPTY_LIST, page("最新消息", "<p>查無資料</p>")),
        (Sign.EMPTY_LIST, page("最新消息", "<p>共 0 筆資料</p>")),
        (Sign.EMPTY_LIST, page("最新消息", "<table><tr><th>日期<th>標題<tr><td colspan=2>目前尚無資料！</table>")),
        (Sign.EMPTY_LIST, page("News", "<p>No data available.</p>")),
        (Sign.SEE_ATTACHMENT, page("補助要點", "<p>請參照附件</p><a href=/files/a.pdf>補助要點.pdf</a>")),
        (Sign.SEE_ATTACHMENT, page("補助要點", "<p>詳如附件。</p><p>發布日期：115-11-03</p><p>點閱數：33</p>")),
        (Sign.SEE_ATTACHMENT, page("補助要點", "<p>相關內容請下載附件檔案</p>")),
        (Sign.SEE_ATTACHMENT, page("補助要點", "<a href=/files/a.pdf>請參照附件</a>")),
        (Sign.ONLY_PICTURE, page("防疫公告", "<img src=/upload/1.jpg alt=防疫公告 width=800>")),
        (Sign.ONLY_PICTURE, page("防疫公告", "<a href=/u/1.jpg><img src=/u/1s.jpg></a><p>發布日期：115-11-03</p>")),
        (Sign.NO_TEXT, page("長照專區", "")),
        (Sign.NO_TEXT, page("長照專區", "<p>更新日期：115-11-03</p><p>瀏覽人次：7</p>")),
        (Sign.NO_TEXT, "<title>x</title><body><div></div>"),
    ],
)  # fmt: skip
def test_a_page_that_says_nothing_is_known(sign: Sign, html: str) -> None:
    found = [passage for passage in passages(html) if passage.sign in ABOUT_THE_WHOLE]
    assert [(passage.sign, passage.value) for passage in found] == [(sign, "")]


@pytest.mark.parametrize(
    "html",
    [
        page("案件查詢", "<form><input type=text name=q><button>查詢</button></form><p>查無資料</p>"),
        page("最新消息", "<p>查無資料</p><ul>" + "<li><a href=1>一則很長的最新消息標題</a>" * 5 + "</ul>"),
        page("最新消息", NOTICE + "<p>查無資料</p>"),
        page("申請須知", "<p>申請人應檢附身分證明文件及申請書，於每年三月底前向公所提出，逾期不受理，詳如附件。</p>"),
        page("活動花絮", "<img src=/1.jpg width=800>"),
        page("字型大小", "<p>允許您從清單中選擇各種字型大小。</p><span hidden><img src=/1.png></span>"),
        page("請先啟用瀏覽器的程式功能後再回到本網頁，若仍有問題請撥打服務專線或親洽本府一樓聯合服務中心辦理", ""),
        page("活動成果", "<img src=/1.jpg><img src=/2.jpg><img src=/3.jpg><img src=/4.jpg>"),
        page("主題專區", "<a href=/a><img src=/1.jpg alt=甲></a><a href=/b><img src=/2.jpg alt=乙></a>"),
        page("防疫公告", f"<img src=/1.jpg alt={'防疫期間請戴口罩' * 8}>"),
        page("防疫影片", "<iframe src=https://video.example/1></iframe>"),
        page("聯絡我們", "<table><tr><th>單位<th>電話<tr><td>社會處<td>04-7000000</table>"),
        page("洽詢", "<p>主辦單位：教育處 電話：04-7000000#1801、04-7000001</p>"),
        page("人口統計", "<table><tr><td>1,234<td>4,567</table>"),
        page("課程", "<p>上課日期：115-11-20</p>"),
        page("公告修正自治條例", "<p>主旨：公告修正「停車場自治條例」第三條。</p><p>內容詳如附件</p>"),
        page("線上申辦", "<form><input type=text name=id><button>送出</button></form>"),
        page("常用連結", "<ul>" + "<li><a href=1>衛生福利部社會及家庭署</a>" * 5 + "</ul>"),
        "<frameset cols=*><frame src=a></frameset>",
        "<meta http-equiv=refresh content='0; url=/new'><body></body>",
        "<div id=app></div><script src=/main.js></script>",
    ],
)  # fmt: skip
def test_a_page_that_says_something_or_may_is_not_empty(html: str) -> None:
    assert [passage for passage in passages(html) if passage.sign in ABOUT_THE_WHOLE] == []


def test_a_list_that_somebody_searched_or_paged_through_may_well_be_empty() -> None:
    html = page("最新消息", "<p>查無資料</p>")
    assert said(html, Sign.EMPTY_LIST, "https://county.example/News.aspx?q=x") == []
    assert said(html, Sign.EMPTY_LIST, "https://county.example/News.aspx?n=5&pn=99") == []


def test_what_scripts_may_fill_and_what_stands_outside_its_mark_is_told_apart() -> None:
    assert said(page("長照專區", "<div id=list></div>"), Sign.NO_TEXT) == ["scripts"]
    assert said("<title>x</title><main></main><div>" + NOTICE * 2 + "</div>", Sign.NO_TEXT) == ["outside"]
    body = "<header>衛生局</header><main><a id=main></a></main><div class=body><p>每年一次免費健檢。</p></div>"
    assert said(f"<title>健檢 | 衛生局</title>{body}", Sign.NO_TEXT) == ["outside"]
    hidden = f"<p>查無資料</p><div style='display: none'>{NOTICE * 2}</div>"
    assert said(page("最新消息", hidden), Sign.EMPTY_LIST) == ["hidden"]


# Names


@pytest.mark.parametrize(
    "html",
    [
        page("空氣品質", "<p>資料由行政院環境保護署提供，每日更新。</p>" + NOTICE),
        page("環保署補助電動機車", NOTICE),
        page("空氣品質", NOTICE, "<p>本縣與環保署合作</p>"),
        page("相關連結", "<a href=https://epa.example/>行政院環境保護署</a>" + NOTICE),
        page("空氣品質", "<p>114年度環保署補助計畫</p>" + NOTICE),
        page("廢棄物清運", "<p>詳情請見環保署資源回收網。</p>" + NOTICE),
    ],
)
def test_an_old_name_that_is_used_as_if_it_held_is_found_once(html: str) -> None:
    [found] = said(html, Sign.OUTDATED_NAME)
    assert found.split("|")[1:] == ["環境部", "2023-08-22"]


@pytest.mark.parametrize(
    "words",
    [
        "前科技部部長", "原環保署", "（原行政院環境保護署）", "環境部（前身為環保署）", "科技部（現國科會）",
        "環保署已改制為環境部",
        "資料提供：行政院農委會", "曾任行政院勞工委員會主任委員", "100年由行政院勞工委員會委託辦理",
        "改制前之行政院農業委員會", "行政院環境保護署94年6月1日環署廢字第0940041000號公告",
        "依103年3月18日行政院環境保護署函辦理",
        "資訊科技部", "美國環保署", "科技部門", "中國大陸科技部", "金融科技部主管", "資料來源：行政院主計處",
        "《行政院環境保護署年報》",
        "依行政院農業委員會農業天然災害救助辦法", "環境部及前環保署", "行政院農業委員會主管法規共同作業準則",
        "香港衛生署",
        "<a href=1>環保署說明空氣品質改善情形新聞稿</a>", "<nav><a href=1>環保署</a></nav>", "環保署時期之舊案",
        "由環境部（環保署）主辦",
    ],
)  # fmt: skip
def test_history_quotations_and_other_peoples_offices_are_not_outdated(words: str) -> None:
    assert said(page("空氣品質", f"<p>{words}</p>{NOTICE}"), Sign.OUTDATED_NAME) == []


@pytest.mark.parametrize(
    "main",
    [
        "<h2>經歷</h2><ul><li>行政院農業委員會處員<li>行政院衛生署秘書</ul>",
        "<p>經歷：</p><ul><li>行政院農業委員會技正<li>科技部研究員</ul>",
        "<ul><li>行政院農業委員會主任委員<li>行政院衛生署副署長<li>環保署顧問</ul>",
        "<table><tr><th>年度<th>大事<tr><td>90年<td>環保署特優<tr><td>民國95年3月1日<td>配合環保署強制分類</table>",
        "<table><tr><th>獲獎年度<th>頒獎單位<tr><td>100<td>行政院衛生署</table>",
        "<h3>參考文獻</h3><ol><li>環保署，防救手冊。<li>衛生署食品藥物管理局。</ol>",
        "<p>講師：李小華／行政院衛生署</p>", "<p>講師：李小華／行政院衛生署顧問</p>",
        "<p>本廟原隸屬臺灣省政府，後由行政院文化建設委員會登錄為歷史建築。</p>",
    ],
)  # fmt: skip
def test_careers_chronicles_and_bibliographies_tell_of_the_past(main: str) -> None:
    assert said(page("毒化物管理", NOTICE + main + "<p>以上。</p>"), Sign.OUTDATED_NAME) == []


def test_a_heading_of_the_past_ends_at_the_next_one() -> None:
    html = page("簡介", "<h2>沿革</h2><p>環保署補助設立。</p><h2>業務</h2><p>請向環保署申請。</p>")
    assert len(said(html, Sign.OUTDATED_NAME)) == 1
    rows = "<table><tr><td>115年<td>向環保署申請</table>"
    assert len(said(page("業務", NOTICE + rows), Sign.OUTDATED_NAME)) == 1


def test_the_longest_name_counts_and_a_countys_own_names_are_found() -> None:
    html = page("水土保持", "<p>請洽行政院農業委員會水土保持局，或至 old.county.example 查詢。</p>" + NOTICE)
    own = OldName("old.county.example", "www.county.example", date(2025, 1, 1), NameKind.DOMAIN)
    found = [one.value for one in passages(html, names=(*NAMES, own)) if one.sign is Sign.OUTDATED_NAME]
    assert found == [
        "行政院農業委員會水土保持局|農業部農村發展及水土保持署|2023-08-01",
        "old.county.example|www.county.example|2025-01-01",
    ]
    html = page("水土保持", "<p>very-old.county.example.net</p>" + NOTICE)
    assert [one for one in passages(html, names=(own,)) if one.sign is Sign.OUTDATED_NAME] == []


# Contacts


@pytest.mark.parametrize(
    ("main", "values"),
    [
        ("<p>承辦單位：社會處</p><p>聯絡電話：04-7222151#123</p>", ["社會處|tel:047222151#123"]),
        ("<div class=note><p><strong>承辦單位：</strong>社會救助科</p><p><strong>聯絡電話：</strong>04-7000123　"
         "<strong>電子郵件：</strong><a href='mailto:a@county.example'>a@county.example</a></p></div>",
         ["社會救助科|tel:047000123", "社會救助科|mail:a@county.example"]),
        ("<ul><li>業務單位：長青福利科<li>電話：(04)700-0124 分機 56<li>傳真：04-7000999</ul>",
         ["長青福利科|tel:047000124#56"]),
        ("<table><tr><th>單位<th>電話<tr><td>社會處<td>04-7000123<tr><td>民政處<td>04-7000124</table>",
         ["社會處|tel:047000123", "民政處|tel:047000124"]),
        ("<table><tr><th>承辦單位<td>社會處</tr><tr><th>電話<td>04-7000123、04-7000125</tr></table>",
         ["社會處|tel:047000123", "社會處|tel:047000125"]),
        ("<p>聯絡單位：社會處　電話：+886-4-7000123</p>", ["社會處|tel:047000123"]),
        ("<p>聯絡單位：社會處　聯絡人：王小明　電話：04-7000123</p>", []),
        ("<p>(一)承辦單位:社會處 (三)電話:(04)700-0123</p>", ["社會處|tel:047000123"]),
        ("<p>承辦單位：社會處（救助科）電話：04-7000123</p>", []),
        ("<p>承辦單位：社會處、教育處　電話：04-7000123</p>", []),
        ("<p>主辦單位：教育處</p><p>協辦單位：禾湖國小</p><p>聯絡電話：04-7551234</p>", []),
        ("<p>主辦單位：教育處</p><p>聯絡電話：04-7551234</p>", []),
        ("<ul><li>承辦單位：教育處<li>執行單位：某某基金會<li>電話：04-7551234<li>Email：a@f.example</ul>", []),
        ("<table><tr><th>單位<td>教育處<tr><th>承辦學校<td>禾湖國小<tr><th>電話<td>04-7551234</table>", []),
        ("<ul><li>主管單位：社會處<li>受理地點：各公所<li>禾東鎮公所 電話：04-8880000</ul>", []),
        ("<p>聯絡單位：社會處</p><p>報名地點：長青學苑</p><p>報名電話：04-7889999</p><p>電話：04-7889999</p>", []),
        ("<p>承辦單位：社會處</p><p>24小時電話：04-7113113</p><p>服務電話：04-7113113</p>", []),
        ("<p>承辦單位：社會處</p><p>專線電話：04-7113113</p>", []),
        ("<p>承辦單位：社會處　電話：04-7000123、禾湖國小04-7551234</p>", ["社會處|tel:047000123"]),
        ("<p>單位：元</p><p>電話：04-7000123</p>", []),
        ("<p>承辦單位：社會處</p><p>傳真：04-7000123</p>", []),
        ("<p>承辦單位：社會處</p><p>電話：1999</p><p>電話：0800-000-123</p>", []),
        ("<p>電話：04-7000123 單位：社會處 電話：04-7000124 單位：民政處</p>", []),
        ("<p>承辦單位：社會處</p>" + NOTICE * 4 + "<p>電話：04-7000123</p>", []),
        ("<p>承辦單位：社會處</p><h2>飯店</h2><p>電話：04-7000123</p>", []),
        ("<table><tr><th>單位<th>姓名<th>電話<tr><td>社會處<td>王小明<td>04-7000123</table>", []),
    ],
)  # fmt: skip
def test_contacts_are_read_with_the_unit_that_they_are_given_for(main: str, values: list[str]) -> None:
    assert said(page("敬老愛心卡", main), Sign.CONTACT) == values


# Years


@pytest.mark.parametrize(
    ("title", "text", "year"),
    [
        ("113年度預算書", "{year}年預算書", "2024"), ("禾湖縣113年元宵燈會", "{year}年元宵燈會", "2024"),
        ("民國一百一十三年施政計畫", "{year}年施政計畫", "2024"), ("2024年統計年報", "{year}年統計年報", "2024"),
        ("中程計畫（110-114年度）", "中程計畫({year}年)", "2025"), ("113學年度招生", "{year}學年度招生", "2024"),
        ("113（2024）年度預算", "{year}年預算", "2024"), ("115年1-6月統計", "", ""), ("113年(上半年)報表", "", ""),

        ("１１３年度預算", "{year}年預算", "2024"), ("112年度至113年度決算", "{year}年決算", "2024"),
        ("99年度決算", "{year}年決算", "2010"), ("禾湖縣政府113年施政計畫（核定版）", "{year}年施政計畫", "2024"),
        ("113年度 施政計畫", "{year}年施政計畫", "2024"), ("113年徵才（社會處）", "{year}年徵才(社會處)", "2024"),
        ("禾東鎮公所113年預算", "禾東鎮公所{year}年預算", "2024"), ("113年修正老人福利計畫", "", ""),
        ("0403花蓮震災113年度補助", "", ""),
        ("113年5月份人口統計", "", ""), ("113年第1季報表", "", ""), ("建校100年校慶", "", ""),
        ("九十年代的禾湖", "", ""), ("屆滿100年", "", ""),
        ("115年以前之案件", "", ""), ("老人福利", "", ""), ("3年計畫", "", ""), ("府社字第1130001號", "", ""),
        ("60年老店", "", ""),
    ],
)  # fmt: skip
def test_the_year_of_a_title_is_read_and_taken_out(title: str, text: str, year: str) -> None:
    found = [(one.text, one.value) for one in passages(page(title, NOTICE)) if one.sign is Sign.YEAR_LABEL]
    assert found == ([(text, year)] if year else [])


@pytest.mark.parametrize(
    ("footer", "year"),
    [
        ("Copyright © 2020 禾湖縣政府 版權所有", "2020"), ("© 2015-2024 禾湖縣政府", "2024"),
        ("版權所有 中華民國108年 禾湖縣政府", "2019"),
        ("2021 © 禾湖縣政府", "2021"), ("更新日期：2026-11-03 Copyright © 2020", "2020"),
        ("© 2015-<script>y()</script> 禾湖縣政府", ""), ("© 2015 - <span id=y></span> 禾湖縣政府", ""),
        ("© 禾湖縣政府 版權所有 自2010年起", ""), ("版權所有 © since 2008 禾湖縣政府", ""),
        ("版權所有 © 禾湖縣政府 本站榮獲 2019 優良網站", ""), ("© 禾湖縣政府，資料更新 2019", ""),
        ("禾湖縣政府 2020", ""), ("Copyright © 禾湖縣政府", ""), ("© 2020 - 禾湖縣政府", "2020"),
    ],
)  # fmt: skip
def test_the_footers_copyright_year_is_its_newest(footer: str, year: str) -> None:
    assert said(page("首頁", NOTICE, f"<p>{footer}</p>"), Sign.COPYRIGHT) == ([year] if year else [])


def test_a_copyright_outside_the_footer_is_a_pictures() -> None:
    assert said(page("首頁", NOTICE + "<p>© 2019 攝影協會</p>"), Sign.COPYRIGHT) == []


# Dates


@pytest.mark.parametrize(
    "words",
    ["更新日期：民國0年", "發布日期：000/00/00", "更新日期：0000-00-00", "發布日期:115/13/40", "更新日期：115/02/30",
     "截止日期：115年2月30日",
     "更新日期：0001/01/01", "最後更新：1970-01-01", "日期：0000-00-00", "發布日期：民國0年0月0日"],
)  # fmt: skip
def test_what_is_no_date_behind_a_label_of_one_is_found(words: str) -> None:
    assert said(page("公告", NOTICE + f"<p>{words}</p>"), Sign.IMPOSSIBLE_DATE) == [words]


@pytest.mark.parametrize(
    "words",
    ["更新日期：", "更新日期：-", "更新日期：無", "更新日期：115/02/28", "更新日期：113-02-29", "案號：115/13/40",
     "出生日期：000/00/00", "電話：0000-00-00",
     "更新日期：31/12/2018", "版本：0.0.0", "更新日期：2026-11-03 00:00:00", "更新日期：115-11"],
)  # fmt: skip
def test_dates_nothing_and_other_numbers_are_possible(words: str) -> None:
    assert said(page("公告", NOTICE + f"<p>{words}</p>"), Sign.IMPOSSIBLE_DATE) == []


def test_a_date_by_itself_is_bare_and_one_behind_a_label_is_not() -> None:
    assert said(page("公告", "<span>(2026-03-01)</span>" + NOTICE), Sign.BARE_DATE) == ["(2026-03-01)"]
    assert said(page("公告", "<p>115年3月1日（星期日）</p>" + NOTICE), Sign.BARE_DATE) == ["115年3月1日（星期日）"]
    for main in (
        "<b>更新日期</b><i>115-03-01</i>",
        "更新日期：<i>115-03-01</i>",
        "<a href=1>115-03-01</a>",
        "<p>請於115年3月1日前申請",
    ):
        assert said(page("公告", main + NOTICE), Sign.BARE_DATE) == []


# The other language


def counterpart(head: str, url: str = URL, lang: str = "zh-Hant-TW", body: str = "") -> list[str]:
    return said(
        f"<html lang={lang}><head><title>x</title>{head}</head><body>{body}<main>{NOTICE}</main>", Sign.COUNTERPART, url
    )


def test_the_counterpart_is_told_by_hreflang_or_by_a_link_that_leads_to_more_than_a_home_page() -> None:
    english = "https://county.example/en/permit.aspx?id=5"
    assert counterpart(f"<link rel=alternate hreflang=en href={english}>") == [english]
    assert counterpart(f"<link rel=alternate hreflang=en-US href={english}>") == [english]
    assert counterpart("", body=f"<header><a href={english}>English</a></header>") == [english]
    assert counterpart("", lang="en", body="<header><a href='/tw/permit.aspx?id=5'>中文版</a></header>") == [
        "https://county.example/tw/permit.aspx?id=5"
    ]
    assert counterpart(
        "", "https://county.example/cp?id=5", body="<header><a href='?id=5&lang=en'>EN</a></header>"
    ) == ["https://county.example/cp?id=5&lang=en"]
    assert counterpart("", "https://county.example/", body="<header><a href=/en/>English</a></header>") == [
        "https://county.example/en/"
    ]


@pytest.mark.parametrize(
    "href", ["/en/index.aspx", "/en/", "/", "/en", "javascript:void(0)", "#", "/en/home.html", "/?lang=en"]
)
def test_the_other_languages_home_page_is_no_counterpart_of_a_page(href: str) -> None:
    assert counterpart("", body=f"<header><a href='{href}'>English</a></header>") == []


def test_other_languages_the_page_itself_and_links_in_its_text_are_no_counterparts() -> None:
    assert counterpart("<link rel=alternate hreflang=ja href=/ja/permit.aspx>") == []
    assert counterpart(f"<link rel=alternate hreflang=zh-Hant href={URL}>") == []
    assert counterpart("<link rel=alternate hreflang=x-default href=/permit.aspx>") == []
    assert counterpart("", lang="ja", body="<header><a href=/en/a/b>English</a></header>") == []


# Whatever comes


@given(st.text(alphabet="<>/pdivh1tablerul =年月日:：更新每0123測試中查無©(【|電話單位", max_size=400))
def test_no_page_makes_it_raise(html: str) -> None:
    for passage in passages(html):
        assert len(passage.text) <= 200


@pytest.mark.parametrize(
    "part",
    ["更新日期：", "115/13/40 ", "單位：社會處\n電話：", "每月", "(", "【", "環保署", "© ", "建置中，", "<p>已截止",
     "<h1>測試", "<td>單位<td>電話<tr>",
     "請參照", "首頁 > ", "0", "年度", "<li><a href=1>x</a>",
     "相關", "詳細", "原", "更新頻率：", "本頁每月更新，", "04-7000123 ", "© 2020-"],
)  # fmt: skip
@pytest.mark.timeout(20)
def test_time_grows_with_the_page_and_no_faster(part: str) -> None:
    passages(part * 20_000)
    passages(f"<title>{part * 2_000}</title><main><h1>{part * 2_000}</h1>{part * 5_000}</main>")


@pytest.mark.parametrize("inside", ["<h1>流感疫苗接種計畫</h1>", NOTICE * 2])
def test_an_article_that_is_the_whole_page_is_no_entry_of_a_list(inside: str) -> None:
    html = f"<main><article class=node>{inside}<p>本頁為歷史資料，僅供查考。</p></article></main>"
    assert said(html, Sign.ARCHIVED) == ["本頁為歷史資料，僅供查考。"]
