"""The static report: whole, safe, readable by everyone."""

from __future__ import annotations

import re
import resource
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page
from selectolax.lexbor import LexborHTMLParser, LexborNode

from records.facts import Outcome
from records.issues import LimitHit
from reports.site import write_site
from tests.reports import sample
from tests.reports.axe import axe_findings

REPORTS = ("zh", "en", "sick", "empty", "hostile")


def tree(path: Path) -> LexborNode:
    root = LexborHTMLParser(path.read_text("utf-8", "surrogatepass")).root
    assert root is not None
    return root


def said_in(node: LexborNode | None) -> str:
    """What stands in it, white space squeezed."""
    assert node is not None
    return " ".join(node.text(separator=" ").split())


def hrefs(node: LexborNode, selector: str) -> list[str]:
    return [one.attributes.get("href") or "" for one in node.css(selector)]


def text(path: Path) -> str:
    return said_in(tree(path))


def issue_page(folder: Path, title: str) -> Path:
    [found] = [path for path in folder.glob("issue-*.html") if title in said_in(tree(path).css_first("h1"))]
    return found


def pages(browser: Browser, folder: Path) -> Iterator[Page]:
    """Each page of a report in turn; of the issues' pages two, for they are made alike."""
    page = browser.new_page()
    issues = sorted(folder.glob("issue-*.html"), key=lambda path: path.stat().st_size)
    for path in (
        [*sorted(set(folder.glob("*.html")) - set(issues)), *{issues[0], issues[-1]}]
        if issues
        else folder.glob("*.html")
    ):
        page.goto(path.as_uri())
        yield page
    page.close()


@pytest.mark.parametrize(
    ("report", "width"), [("zh", 1280), ("zh", 390), ("en", 390), ("sick", 1280), ("empty", 390), ("hostile", 390)]
)
def test_no_page_of_ours_has_an_axe_finding(browser: Browser, written: Path, report: str, width: int) -> None:
    for page in pages(browser, written / report):
        page.set_viewport_size({"width": width, "height": 900})
        page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
        assert axe_findings(page) == [], page.url


@pytest.mark.parametrize("report", REPORTS)
def test_nothing_scrolls_sideways_on_a_narrow_telephone(browser: Browser, written: Path, report: str) -> None:
    for page in pages(browser, written / report):
        page.set_viewport_size({"width": 320, "height": 700})
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, page.url
        assert page.evaluate("[...document.querySelectorAll('.scroll')].every(e => e.scrollWidth <= e.clientWidth)")


def test_the_report_asks_the_network_for_nothing_and_runs_no_script(browser: Browser, written: Path) -> None:
    page = browser.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("dialog", lambda dialog: asked.append(f"dialog {dialog.message}"))
    for report in REPORTS:
        for name in (
            "index",
            "run",
            "unsure",
            "bureau-social",
            next((written / report).glob("issue-*.html"), Path("index")).stem,
        ):
            page.goto((written / report / f"{name}.html").as_uri())
    page.close()
    assert {urlsplit(url).scheme for url in asked} <= {"file", "data"}


def test_every_link_inside_the_report_leads_somewhere(written: Path) -> None:
    for report in REPORTS:
        for path in (written / report).glob("*.html"):
            for href in hrefs(tree(path), "a"):
                if not re.match(r"https?://|mailto:", href):
                    name, _, fragment = href.partition("#")
                    target = path.parent / (name or path.name)
                    assert target.exists(), href
                    assert not fragment or tree(target).css_first(f'[id="{fragment}"]'), href


def test_hostile_pages_leave_no_markup_and_no_script_address_behind(written: Path) -> None:
    for path in (written / "hostile").glob("*.html"):
        page = tree(path)
        assert not page.css("script, img, iframe")
        assert all(urlsplit(href).scheme in ("", "http", "https", "mailto") for href in hrefs(page, "a"))
        assert not re.search("[\x00-\x09\x0b-\x1f\u202e\ud800]", path.read_text("utf-8"))


@pytest.mark.parametrize(("report", "language"), [("zh", "zh-Hant-TW"), ("en", "en")])
def test_each_page_names_its_language_and_has_one_heading_and_a_title_of_its_own(
    written: Path, report: str, language: str
) -> None:
    titles = []
    for path in (written / report).glob("*.html"):
        page = tree(path)
        assert page.attributes["lang"] == language
        assert len(page.css("h1")) == 1
        titles.append(said_in(page.css_first("title")))
    assert all(titles)
    assert len(set(titles)) == len(titles)


def test_the_overview_counts_what_each_bureau_has(written: Path) -> None:
    rows = [
        ["".join(cell.text().split()) for cell in row.css("th, td")]
        for row in tree(written / "zh" / "index.html").css("table")[0].css("tr")
    ]
    assert rows == [
        ["權責單位", "新發現", "逾期", "尚未改善", "已改善", "最近期限"],
        ["計畫處", "2", "0", "1", "0", "115/11/26"],
        ["社會處", "5", "3", "1", "2", "115/05/11"],
        ["交通處", "0", "1", "0", "0", "115/05/07"],
        ["衛生局", "0", "0", "0", "0", "–無"],
    ]


def test_the_overview_says_what_it_does_not_know_and_never_that_a_site_passes(written: Path) -> None:
    said = text(written / "zh" / "index.html")
    assert "另有 3 個網頁未能讀取、2 個未能檢測，本報告對這些網頁不下結論" in said
    assert "《網站無障礙規範》110.07 的 A、AA 等級有 26 個可由程式檢查的檢測碼" in said, "115.11 is not in force yet"
    assert "另有 156 個稽核評量碼須由人工判定" in said
    for report in ("zh", "empty"):
        for path in (written / report).glob("*.html"):
            page = tree(path)
            for code in page.css(".code"):
                code.decompose()  # what a code asks for, in the words of the table
            assert not re.search("通過|合格|達標", said_in(page)), path.name
            assert "本報告也不表示網站符合《網站無障礙規範》" in said_in(page)


def test_each_sites_page_gives_a_verdict_on_every_code_in_both_editions(written: Path) -> None:
    page = tree(written / "zh" / "site-social.html")
    assert [said_in(h2) for h2 in page.css("h2")] == [
        "《網站無障礙規範》110.07",
        "《網站無障礙規範》115.11",
        "標章預檢",
    ]
    verdicts = [
        {
            said_in(row.css_first("th")).split()[0]: said_in(row.css_first("td")).split()[0]
            for row in table.css("tr")[1:]
        }
        for table in page.css("table")[::2]
    ]
    assert [len(found) for found in verdicts] == [26, 23]
    assert all(found["HM1110100C"] == "找到缺失" for found in verdicts)
    assert verdicts[1]["HM1130105C"] == "沒有找到缺失"


def test_the_badge_pre_test_stands_by_itself_and_counts_nowhere_else(written: Path) -> None:
    said = text(written / "zh" / "site-social.html")
    assert "元素的 style 屬性使用絕對單位設定大小。 CS2140401C" in said
    assert "使用絕對單位" not in text(written / "zh" / "index.html")
    bureau = tree(written / "zh" / "bureau-social.html")
    assert "使用絕對單位" not in said_in(bureau)
    assert hrefs(bureau, "#pretest ~ p a") == ["site-social.html#pretest"]


def test_a_run_that_audited_no_page_claims_nothing_of_the_codes(tmp_path: Path) -> None:
    figures = tuple(replace(site, pages_audited=0) for site in sample.record().sites)
    write_site(replace(sample.record(), sites=figures), sample.county(), tmp_path / "r", "zh-Hant-TW")
    assert "檢測碼" not in text(tmp_path / "r" / "index.html")


def test_a_bureaus_page_folds_one_dead_target_on_three_pages(written: Path) -> None:
    page = tree(written / "zh" / "bureau-social.html")
    [entry] = [one for one in page.css(".entry") if "申請表下載" in said_in(one)]
    assert "共 3 個網頁" in said_in(entry)
    assert len(entry.css("a[href^=issue-]")) == 3


def test_a_bureau_with_nothing_to_mend_is_told_so_with_care(written: Path) -> None:
    said = text(written / "zh" / "bureau-health.html")
    assert "在本次讀取的網頁中，程式沒有找到需要貴單位改善的問題" in said
    assert "仍可能有須由人工才看得出的問題" in said


def test_an_issues_page_says_what_where_why_how_and_by_when(written: Path) -> None:
    said = text(issue_page(written / "zh", "2024 燈會專區"))
    for words in (
        "範例縣政府全球資訊網",
        "https://www.county.example/",
        "https://travel.county.example/2024-lantern",
        '<a href="https://travel.county.example/2024-lantern" class="more" target="_blank">2024 燈會專區</a>',
        "main > ul > li:nth-child(3) > a",
        "嚴重",
        "新發現",
        "民國115年11月26日",
        "民國115年11月23日",
        "沒有符合的歸屬規則；網站「縣政府全球資訊網」歸計畫處。",
        "為什麼重要",
        "如何改善",
    ):
        assert words in said


def test_a_dead_link_of_a_template_names_the_template_and_shows_its_pages_within_bounds(written: Path) -> None:
    path = issue_page(written / "zh", "線上申辦")
    page, said = tree(path), text(path)
    for words in (
        "網站「縣政府全球資訊網」的版型 連結「線上申辦」",
        "共 260 個網頁",
        "選單、網頁原始碼第 42 行",
        "轉址經過：https://service.county.example/permits → https://service.county.example/permits/index.html",
        "民眾看到的網頁標題是「查無此頁」。",
        "最近一次正常是 115/11/15。",
        "另有 240 個網頁",
        "另有 60 個網頁沒有列出。",
    ):
        assert words in said, words
    assert len(page.css("main > .pages li")) == 20
    assert len(page.css("details .pages li")) == 180
    assert hrefs(page, ".mends a") == [
        "https://www.county.example/ch2/permits.aspx?a=1&b=2",
        "https://archive.example/1",
    ]


def test_a_bureaus_page_names_the_template_and_proposes_a_mend_but_lists_no_pages_of_it(written: Path) -> None:
    page = tree(written / "zh" / "bureau-planning.html")
    [entry] = [one for one in page.css(".entry") if "線上申辦" in said_in(one)]
    said = said_in(entry)
    assert said.startswith("網站「縣政府全球資訊網」的版型")
    assert "共 260 個網頁" in said and "本機關網站有個網頁的標題和這個連結的文字相同" in said
    assert "page1.aspx" not in said


def test_a_link_of_a_template_that_stands_on_one_page_only_names_that_page(tmp_path: Path) -> None:
    link = replace(sample.link_in_template(), pages=(f"{sample.WWW}ch2/actives.aspx",))
    run = replace(sample.empty_record(), issues=tuple(sample.issues("broken-link", link)))
    write_site(run, sample.county(), tmp_path / "r", "zh-Hant-TW")
    for path in (issue_page(tmp_path / "r", "線上申辦"), tmp_path / "r" / "bureau-planning.html"):
        assert "活動訊息" in text(path) and "版型" not in "".join(map(said_in, tree(path).css(".kicker")))


def test_doubts_are_told_apart_by_what_to_do_about_them(written: Path) -> None:
    page = tree(written / "zh" / "unsure.html")
    assert [said_in(h3) for h3 in page.css("h3")] == [
        "無障礙缺失",
        "本週無法確認，下次巡檢再查",
        "請自行點開確認",
    ]
    assert "對方網站不讓程式讀取，或需要登入。連結很可能是好的，請用瀏覽器點開看看。" in text(
        written / "zh" / "unsure.html"
    )
    assert "失效連結" not in text(written / "zh" / "unsure.html"), "nothing here is known to be dead"


def test_limits_that_have_no_number_and_belong_to_no_site_are_named_in_words(tmp_path: Path) -> None:
    limits = (
        LimitHit("www", "trap_pages", 200, 99_800, f"{sample.WWW}calendar?m=1"),
        LimitHit("www", "host_failures", 0, 12, "https://down.example/"),
        LimitHit("", "network", 0, 0, ""),
    )
    write_site(replace(sample.record(), limits=limits), sample.county(), tmp_path / "r", "zh-Hant-TW")
    said = text(tmp_path / "r" / "run.html")
    for words in (
        "行事曆等沒有盡頭的網頁（同一系列的網頁數）：200 trap_pages 99,800",
        "一再連不上、這次不再試的主機 host_failures 12",
        "所有網站 本系統的網路斷線 network",
    ):
        assert words in said, words


def test_an_issue_on_three_thousand_pages_makes_no_larger_report_than_one_on_three_hundred(tmp_path: Path) -> None:
    sizes = []
    for pages in (300, 3000):
        run = replace(sample.empty_record(), issues=tuple(sample.issues("broken-link", sample.link_in_template(pages))))
        write_site(run, sample.county(), tmp_path / "r", "zh-Hant-TW")
        sizes.append(sum(path.stat().st_size for path in (tmp_path / "r").iterdir()))
    assert sizes[1] < sizes[0] + 500


def test_an_accessibility_issue_names_criterion_codes_of_both_editions_and_every_place(written: Path) -> None:
    folder = written / "zh"
    [path] = [p for p in folder.glob("issue-*.html") if "banner3.jpg" in p.read_text("utf-8")]
    said = text(path)
    assert "1.1.1" in said
    assert "《網站無障礙規範》115.11 相關檢測碼（115/11/30 起施行） HM1110100C img 必須有 alt 屬性" in said
    assert "《網站無障礙規範》110.07 相關檢測碼（110/07/01 起施行） HM1110100C" in said
    assert [said_in(one) for one in tree(path).css(".places pre")] == [
        f'<img src="/images/banner{n}.jpg" width="960" height="240">' for n in (1, 2, 3)
    ]


def test_an_accessibility_issue_is_shown_in_a_picture_with_what_was_measured_and_by_which_tools(written: Path) -> None:
    path = next(p for p in sorted((written / "zh").glob("issue-*.html")) if "#9a9a9a" in p.read_text("utf-8"))
    said, page = text(path), tree(path)
    assert "量測值：文字顏色 #9a9a9a、背景顏色 #ffffff、對比 2.81、至少應為 4.5:1" in said
    assert "somethingNew" not in said
    assert "檢測工具 Chromium" in said and "axe-core" in said
    image = page.css_first("figure img")
    assert image and image.attributes["alt"] == "網頁畫面：紅框標出有問題的地方。"
    assert (written / "zh" / str(image.attributes["src"])).read_bytes()[:2] == b"\xff\xd8"
    assert "115/11/23" in said_in(page.css_first("figcaption"))
    [link] = [p for p in (written / "zh").glob("issue-*.html") if "2024-lantern" in p.read_text("utf-8")]
    assert tree(link).css_first("figure") is None, "a dead link needs no picture"


def test_a_page_that_a_bureau_has_confirmed_is_named_with_until_when(written: Path) -> None:
    said = text(written / "zh" / "run.html")
    assert "單位已確認的網頁" in said
    assert "社會處 王小姐" in said and "116/05/31" in said


def test_the_runs_page_says_what_was_not_read_and_why(written: Path) -> None:
    said = text(written / "zh" / "run.html")
    for words in (
        "https://land.county.example/ 沒有在時限內回應。",
        "網站請程式不要讀取（robots.txt）。",
        "伺服器回應 500。",
        "是下載檔案，不是網頁。",
        "max_pages",
        "ValueError: year 0 is out of range",
        "axe-core 4.14.1",
    ):
        assert words in said


def test_the_runs_page_says_which_audits_are_from_before_and_where_a_second_look_differs(written: Path) -> None:
    said = text(written / "zh" / "run.html")
    assert "本次檢測：246 頁。" in said and "1,400 頁，115/11/16 起檢測" in said
    assert "沒有變動仍重新檢測：30 頁。其中 1 頁 axe-core 的結果與先前不同。" in said


def test_a_sick_run_says_on_every_page_not_to_rely_on_it(written: Path) -> None:
    for path in (written / "sick").glob("*.html"):
        assert "本次巡檢結果不可信" in text(path)
    assert "This run read 12 pages" in text(written / "sick" / "run.html")
    assert "本次巡檢結果不可信" not in text(written / "zh" / "index.html")


def test_every_way_a_page_can_stay_unread_can_be_reported(tmp_path: Path) -> None:
    fetches = tuple(replace(sample.record().not_read[0], outcome=outcome) for outcome in Outcome)
    write_site(replace(sample.record(), not_read=fetches), sample.county(), tmp_path / "r", "en")
    assert len(tree(tmp_path / "r" / "bureau-planning.html").css(".pages .said")) == len(Outcome)


def test_an_issue_of_a_check_that_is_no_more_is_still_reported(tmp_path: Path) -> None:
    [old, *_] = sample.record().issues
    run = replace(sample.empty_record(), issues=(replace(old, check_id="retired-check"),))
    write_site(run, sample.county(), tmp_path / "r", "zh-Hant-TW")
    assert "retired-check" in text(tmp_path / "r" / "bureau-social.html")


def test_a_report_written_anew_replaces_the_old_one_whole(tmp_path: Path) -> None:
    folder = tmp_path / "report"
    write_site(sample.record(), sample.county(), folder, "zh-Hant-TW")
    write_site(sample.empty_record(), sample.county(), folder, "zh-Hant-TW")
    assert not list(folder.glob("issue-*.html"))
    assert [path.name for path in tmp_path.iterdir()] == ["report"]


@contextmanager
def no_file_longer_than(size: int) -> Iterator[None]:
    """The operating system refuses longer ones, as a full disk would."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_a_disk_that_fills_up_leaves_the_old_report_whole(tmp_path: Path) -> None:
    folder = tmp_path / "report"
    write_site(sample.record(), sample.county(), folder, "zh-Hant-TW")
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    with no_file_longer_than(9_000), pytest.raises(OSError, match="File too large"):
        write_site(sample.empty_record(), sample.county(), folder, "zh-Hant-TW")
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
    assert [path.name for path in tmp_path.iterdir()] == ["report"]


def test_a_process_killed_between_the_two_renames_loses_no_report(tmp_path: Path) -> None:
    folder = tmp_path / "report"
    write_site(sample.record(), sample.county(), folder, "zh-Hant-TW")
    folder.rename(tmp_path / ".report.old")
    shutil.copytree(tmp_path / ".report.old", tmp_path / ".report.writing")
    with pytest.raises(FileNotFoundError):
        write_site(sample.record(), sample.county(), folder, "a language without a catalogue")
    assert (folder / "index.html").exists()
