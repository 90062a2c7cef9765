"""Mails: the right bureau, plain words, nothing smuggled in."""

from __future__ import annotations

import email
import email.policy
from dataclasses import replace
from datetime import datetime, timedelta
from email.message import EmailMessage

import pytest
from playwright.sync_api import Browser
from selectolax.lexbor import LexborHTMLParser

from records.issues import Notice, RunRecord
from records.pictures import Picture
from records.runs import TAIPEI
from reports.notices import PICTURES, SHOWN, in_one_line
from reports.words import Words
from tests.reports import sample
from tests.reports.axe import axe_findings

MONDAY_MORNING = datetime(2026, 11, 23, 8, 0, tzinfo=TAIPEI)


def mails(record: RunRecord) -> dict[str, Notice]:
    return {notice.recipient: notice for notice in sample.mails_of(record, sample.county(), MONDAY_MORNING)}


def read(notice: Notice) -> EmailMessage:
    message = email.message_from_bytes(notice.eml, policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    return message


def body(notice: Notice, kind: str = "plain") -> str:
    part = read(notice).get_body((kind,))
    assert part is not None
    content: str = part.get_content()
    return content.replace("\r\n", "\n")


def test_a_mail_goes_to_each_bureau_that_has_something_and_one_to_the_operator() -> None:
    found = [(n.recipient, n.kind, *n.to) for n in mails(sample.record()).values()]
    assert found == [
        ("planning", "weekly", "planning@county.example"),
        ("social", "weekly", "social@county.example"),
        ("traffic", "weekly", "traffic@county.example"),
        ("operator", "operator", "it@county.example"),
    ]


def test_from_a_sick_run_only_the_operator_hears_and_hears_why() -> None:
    [notice] = mails(sample.sick_record()).values()
    assert (notice.recipient, notice.kind, *notice.to) == ("operator", "sick", "it@county.example")
    assert read(notice)["Subject"] == "【網站巡檢】115/11/23 第 12 次巡檢結果不可信，未通知任何單位"
    for kind in ("plain", "html"):
        assert "This run read 12 pages; the run before it read 1648." in body(notice, kind)


def test_in_a_quiet_week_no_bureau_is_disturbed() -> None:
    assert list(mails(sample.empty_record())) == ["operator"]


def test_a_bureau_whose_issues_are_all_fixed_is_thanked() -> None:
    fixed = [issue for issue in sample.record().issues if issue.fixed_at]
    run = replace(
        sample.record(), issues=tuple(fixed), flips=tuple(f for f in sample.record().flips if f.issue in fixed)
    )
    assert "謝謝貴單位！" in body(mails(run)["social"])


def test_the_headers_are_those_of_an_automatic_mail_that_can_be_answered() -> None:
    message = read(mails(sample.record())["social"])
    assert dict(message.items()) == {
        "Date": "Mon, 23 Nov 2026 08:00:00 +0800",
        "Message-ID": "<sitepatrol-12-20261123T020000-weekly-social@county.example>",
        "From": "範例縣政府網站巡檢 <sitepatrol@county.example>",
        "Reply-To": "計畫處資訊科 <web@county.example>",
        "To": "社會處 <social@county.example>",
        "Subject": "【網站巡檢】社會處：新發現 5、逾期 3、尚未改善 1、已改善 2（115/11/23）",
        "In-Reply-To": "<social.sitepatrol@county.example>",
        "References": "<social.sitepatrol@county.example>",
        "Auto-Submitted": "auto-generated",
        "List-Id": "<weekly.sitepatrol.county.example>",
        "X-SitePatrol-Run": "12",
        "MIME-Version": "1.0",
        "Content-Type": message["Content-Type"],
        "Content-Language": "zh-Hant-TW",
    }
    assert [part.get_content_type() for part in message.walk()] == [
        "multipart/mixed",
        "multipart/alternative",
        "text/plain",
        "multipart/related",
        "text/html",
        "image/jpeg",
        "image/jpeg",
        "text/csv",
        "application/vnd.oasis.opendocument.spreadsheet",
    ]


def test_no_two_mails_share_a_message_id_and_the_same_run_gives_the_same_bytes() -> None:
    once, again = mails(sample.record()), mails(sample.record())
    next_week = replace(sample.record().run, id=13)
    other = mails(replace(sample.record(), run=next_week))
    ids = [notice.message_id for notice in (*once.values(), *other.values())]
    assert len(set(ids)) == len(ids)
    assert once == again


def test_each_line_fits_what_mail_servers_take() -> None:
    for record in (sample.record(), sample.hostile_record()):
        for notice in mails(record).values():
            assert all(len(line) <= 998 for line in notice.eml.split(b"\r\n"))
            assert b"\n" not in notice.eml.replace(b"\r\n", b"")
            assert notice.eml.isascii()


def test_the_text_stands_alone() -> None:
    said = body(mails(sample.record())["social"])
    for words in (
        "社會處同仁您好：",
        "民國115年11月23日的每週巡檢",
        "新發現 5 項，逾期 3 項，尚未改善 1 項，已改善 2 項。",
        "網頁：低收入戶及中低收入戶生活扶助\n   https://www.county.example/DTO/social/06service/service01_con.aspx",
        "位置：主要內容、<a href=",
        "建議處理：\n   - 請找到新網址並更新連結，或移除連結。",
        "看不見的人用報讀軟體聽網頁：聽到這裡是一片空白，或只聽到檔名。",
        "- 請在編輯器的「替代文字」欄寫出圖片要傳達的內容，例如「縣長頒獎給得獎學生」",
        "嚴重程度：嚴重，改善期限：115/11/26",
        "另有 2 個網頁有相同問題：",
        "請自行點開確認：2 項",
        "聯絡窗口：計畫處資訊科 04-0000000 分機 100 web@county.example",
    ):
        assert words in said, words
    assert "<p>" not in said and "&lt;" not in said


def test_the_engines_list_of_what_to_mend_is_said_in_one_line() -> None:
    note = "修正下列任一項即可：\n- 元素沒有文字\n- aria-label 為空\n下列各項都要修正：\n- 元素可用 Tab 到達"
    said = "修正下列任一項即可：元素沒有文字、aria-label 為空；下列各項都要修正：元素可用 Tab 到達"
    assert in_one_line(note, Words("zh-Hant-TW")) == said
    assert in_one_line("Fix any of:\n- no text\n- no label", Words("en")) == "Fix any of: no text, no label"


def test_thanks_come_first_then_new_then_overdue_then_the_rest() -> None:
    for kind in ("plain", "html"):
        said = body(mails(sample.record())["social"], kind)
        places = [
            said.index(words)
            for words in ("謝謝貴單位！", "本次新發現：5", "逾期：3", "尚未改善（仍在期限內）：1", "不算缺失")
        ]
        assert places == sorted(places)


def test_nothing_of_another_bureau_and_no_path_of_this_machine_is_in_a_mail() -> None:
    found = mails(sample.record())
    assert "2024 燈會專區" in body(found["planning"])
    for kind in ("plain", "html"):
        said = body(found["social"], kind)
        assert "燈會" not in said
        assert "file:" not in said


def test_a_bureau_reads_its_own_language() -> None:
    found = mails(sample.record())
    assert read(found["traffic"])["Subject"] == (
        "[Site patrol] Traffic Department: new 0, overdue 1, still open 0, fixed 0 (23 Nov 2026)"
    )
    assert "Severity: serious. Due 7 May 2026." in body(found["traffic"])
    assert read(found["traffic"])["Content-Language"] == "en"


def test_a_dead_link_of_a_template_names_the_template_three_pages_and_how_many_there_are() -> None:
    said = body(mails(sample.record())["planning"])
    start = said.index("〔網站「縣政府全球資訊網」的版型〕連結「線上申辦」")
    assert said[start:].split("\n")[1:13] == [
        "   共 260 個網頁，例如：",
        "   - https://www.county.example/ch2/page1.aspx",
        "   - https://www.county.example/ch2/page2.aspx",
        "   - https://www.county.example/ch2/page3.aspx",
        '   位置：選單、網頁原始碼第 42 行、<a href="//service.county.example/permits">線上申辦</a>',
        "   轉址經過：https://service.county.example/permits → https://service.county.example/permits/index.html",
        "   民眾看到的網頁標題是「查無此頁」。",
        "   最近一次正常是 115/11/15。",
        "   建議處理：",
        "   - 本機關網站有個網頁的標題和這個連結的文字相同：https://www.county.example/ch2/permits.aspx?a=1&b=2",
        "   - 請找到新網址並更新連結，或移除連結。",
        "   嚴重程度：嚴重，改善期限：115/11/26",
    ]
    assert "page4.aspx" not in said


def test_what_is_proposed_and_what_is_dead_can_be_clicked_in_the_html() -> None:
    page = LexborHTMLParser(body(mails(sample.record())["planning"], "html"))
    hrefs = [one.attributes["href"] or "" for one in page.css(".issues a")]
    assert "https://service.county.example/permits" in hrefs
    assert "https://www.county.example/ch2/permits.aspx?a=1&b=2" in hrefs
    assert sum("/ch2/page" in href for href in hrefs) == 3
    assert "網站「縣政府全球資訊網」的版型" in page.text()


def test_what_the_program_could_not_tell_is_counted_by_what_to_do_about_it() -> None:
    for kind in ("plain", "html"):
        planning, social = (body(mails(sample.record())[bureau], kind) for bureau in ("planning", "social"))
        assert "待人工確認：1 項" in planning
        assert "本週無法確認，下次巡檢再查：1 項" in planning
        assert "請自行點開確認：2 項" in social
        assert "本週無法確認" not in social


def test_the_badge_pre_test_is_one_line_with_a_count_and_brings_no_mail_by_itself() -> None:
    said = "標章預檢（另計，不算無障礙缺失）：貴單位維護版型的網站共有 1 項"
    for kind in ("plain", "html"):
        letter = body(mails(sample.record())["social"], kind)
        assert said in letter and "使用絕對單位" not in letter
    pretest = [one for one in sample.record().issues if one.check_id == "absolute-size"]
    assert set(mails(replace(sample.empty_record(), issues=tuple(pretest)))) == {"operator"}


def images(notice: Notice) -> dict[str, bytes]:
    found = [part for part in read(notice).walk() if part.get_content_maintype() == "image"]
    return {str(part["Content-ID"]): part.get_content() for part in found}


def test_the_mail_shows_each_new_or_overdue_barrier_in_its_html_and_needs_no_network() -> None:
    social = mails(sample.record())["social"]
    found = LexborHTMLParser(body(social, "html")).css("img")
    assert {f"<{str(one.attributes['src']).removeprefix('cid:')}>" for one in found} == images(social).keys()
    assert 1 <= len(found) <= PICTURES
    assert {str(one.attributes["alt"]) for one in found} == {"網頁畫面：紅框標出有問題的地方。"}
    assert all(image[:2] == b"\xff\xd8" for image in images(social).values())
    assert images(mails(sample.record())["planning"]) == {}, "dead links need no picture"


def test_pictures_fill_no_mailbox_and_give_way_to_the_full_list(monkeypatch: pytest.MonkeyPatch) -> None:
    barriers = (replace(sample.axe(sample.SOCIAL, "image-alt"), rule=f"rule-{n}") for n in range(PICTURES + 3))
    run = sample.with_new(*sample.issues("accessibility", *barriers))
    assert len(images(mails(run)["social"])) == PICTURES
    large = Picture("", sample.SOCIAL, sample.STARTED, b"\xff\xd8" * 80_000, 800, 500)
    monkeypatch.setattr(sample, "picture_of", lambda name: large)
    assert len(images(mails(run)["social"])) == 1
    small = sample.county("max_mb = 0.1\n", "[mail]\n")
    [notice] = [one for one in sample.mails_of(run, small, MONDAY_MORNING) if one.recipient == "social"]
    assert images(notice) == {} and "cid:" not in body(notice, "html")
    assert any(part.get_filename() for part in read(notice).walk())


def test_a_long_list_is_cut_and_the_rest_counted() -> None:
    dead = sample.issues(
        "broken-link", *(sample.link_to(sample.SOCIAL, f"https://gone.example/{n}", "x") for n in range(SHOWN + 7))
    )
    found = mails(sample.with_new(*dead))
    for kind in ("plain", "html"):
        said = body(found["social"], kind)
        assert "另有 7 項，請見報告" in said
        assert said.count("建議處理：") == SHOWN


def test_crawled_text_can_add_no_header_no_markup_and_no_control_character() -> None:
    for notice in mails(sample.hostile_record()).values():
        message = read(notice)
        assert "Bcc" not in message
        assert message["To"] == read(mails(sample.record())[notice.recipient])["To"]
        html = body(notice, "html")
        assert "<script" not in html and "<img" not in html.replace('<img src="cid:', "")
        assert 'href="javascript:' not in html
        for kind in ("plain", "html"):
            assert not {"\x00", "\x1b", "\u202e", "\r"} & set(body(notice, kind))


def test_a_title_of_ten_thousand_characters_does_not_fill_the_mail() -> None:
    run = replace(sample.record(), titles={url: "長" * 10_000 for url in sample.TITLES})
    assert len(body(mails(run)["social"])) < len(body(mails(sample.record())["social"])) + 2000


def test_a_county_name_with_a_line_break_does_not_break_the_mail() -> None:
    county = sample.county()
    county = county.model_copy(
        update={"county": county.county.model_copy(update={"name": "範例\r\nBcc: x@y.example\r\n縣"})}
    )
    for notice in sample.mails_of(sample.record(), county, MONDAY_MORNING):
        assert "Bcc" not in read(notice)


def test_the_operator_reads_what_was_scanned_who_is_told_and_what_failed() -> None:
    said = body(mails(sample.record())["operator"])
    for words in (
        "社會處：讀取網頁 1236、未讀取 2、無障礙檢測 1234、連結 31240",
        "衛生局 <health@county.example>",
        "沒有需要通知的事，不寄信。",
        "執行出錯的檢查：1 次",
        "ValueError: year 0 is out of range",
        "達到的上限：1 項",
    ):
        assert words in said, words


def test_the_date_is_the_moment_passed_in_said_in_taiwans_time() -> None:
    at = MONDAY_MORNING + timedelta(hours=20)
    [*_, notice] = sample.mails_of(sample.record(), sample.county(), at.astimezone(sample.STARTED.tzinfo))
    assert read(notice)["Date"] == "Tue, 24 Nov 2026 04:00:00 +0800"


@pytest.mark.parametrize(
    "record", [sample.record(), sample.sick_record(), sample.hostile_record()], ids=["run", "sick", "hostile"]
)
def test_the_html_has_no_axe_finding_and_fits_a_telephone(browser: Browser, record: RunRecord) -> None:
    page = browser.new_page()
    for notice in mails(record).values():
        page.set_content(body(notice, "html"))
        page.set_viewport_size({"width": 600, "height": 900})
        assert axe_findings(page) == [], notice.recipient
        page.set_viewport_size({"width": 320, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, notice.recipient
    page.close()
