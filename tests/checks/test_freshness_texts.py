"""What pages say is held against them only where it is certain; the doubtful goes to a person, the rest is let be."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checks.freshness.broken_promise import GRACE_DAYS, broken_promise
from checks.freshness.contradicting_contact import contradicting_contact
from checks.freshness.empty_page import empty_page
from checks.freshness.lagging_translation import lagging_translation
from checks.freshness.old_attachment import old_attachment
from checks.freshness.old_footer_year import old_footer_year
from checks.freshness.old_year_page import old_year_page
from checks.freshness.outdated_name import outdated_name
from checks.freshness.stale_list import stale_list
from checks.freshness.superseded_form import superseded_form
from checks.freshness.unfinished_page import unfinished_page
from checks.registry import Check
from crawler.recall_contacts import contradictions
from records.answers import Answer, Finding, Unsure
from records.facts import (
    Attachment,
    Contact,
    Content,
    Counterpart,
    DateKind,
    Entry,
    NewerForm,
    Page,
    PageDate,
    PageKind,
    Passage,
    Precision,
    Review,
    Sign,
    YearPage,
)

TODAY = date(2026, 11, 23)
URL = "https://county.example/page"


def dated(day: date, source: str = "label", *, is_weak: bool = False, kind: DateKind = DateKind.UPDATED) -> PageDate:
    return PageDate(kind, day, Precision.DAY, source, f"更新日期：{day}", is_weak=is_weak)


def page(*said: Passage | PageDate | Entry, kind: PageKind = PageKind.OTHER) -> Page:
    content = Content(
        dates=tuple(one for one in said if isinstance(one, PageDate)),
        passages=tuple(one for one in said if isinstance(one, Passage)),
        entries=tuple(one for one in said if isinstance(one, Entry)),
    )
    return Page(URL, read_on=TODAY, content=content, kind=kind)


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def only(check: Check, fact: Page) -> Answer:
    [answer] = check.judge(fact)
    return answer


def silent(check: Check, fact: Page) -> bool:
    return not list(check.judge(fact))


# Names

NAME = Passage(Sign.OUTDATED_NAME, "向環保署申請", "環保署|環境部|2023-08-22")


@given(st.dates(date(2010, 1, 1), TODAY))
def test_an_old_name_counts_from_the_day_on_which_it_was_given_up(day: date) -> None:
    assert silent(outdated_name, page(NAME, dated(day))) == (day < date(2023, 8, 22))


def test_on_the_day_of_the_change_the_new_name_holds() -> None:
    assert silent(outdated_name, page(NAME, dated(date(2023, 8, 21))))
    assert isinstance(only(outdated_name, page(NAME, dated(date(2023, 8, 22)))), Finding)


def test_a_month_that_may_lie_before_the_change_is_taken_by_its_last_day() -> None:
    month = replace(dated(date(2023, 7, 1)), precision=Precision.MONTH)
    assert silent(outdated_name, page(NAME, month))


def test_a_page_of_news_may_use_the_name_of_its_day() -> None:
    assert silent(outdated_name, page(NAME, dated(date(2020, 1, 1), kind=DateKind.PUBLISHED), kind=PageKind.NEWS))


def test_weak_dates_blame_nobody_for_a_name() -> None:
    assert isinstance(only(outdated_name, page(NAME, dated(ago(10), is_weak=True))), Unsure)
    assert silent(outdated_name, page(NAME, dated(date(2020, 1, 1), is_weak=True)))


def test_each_old_name_is_a_finding_of_its_own_and_says_what_holds_now() -> None:
    other = Passage(Sign.OUTDATED_NAME, "科技部計畫", "科技部|國家科學及技術委員會|2022-07-27")
    answers = list(outdated_name.judge(page(NAME, other, dated(ago(10)))))
    assert [answer.detail for answer in answers] == ["環保署", "科技部"]
    assert answers[0].message.values["new"] == "環境部"
    assert answers[0].message.values["date"] == "2023-08-22"


@pytest.mark.parametrize("kind", [PageKind.ABOUT, PageKind.PERSONNEL])
def test_pages_that_tell_of_the_past_are_for_a_person_to_look_at(kind: PageKind) -> None:
    assert isinstance(only(outdated_name, page(NAME, dated(ago(10)), kind=kind)), Unsure)


# Contacts


def contact(unit: str, said: str) -> Passage:
    return Passage(Sign.CONTACT, f"承辦單位：{unit} 電話：{said}", f"{unit}|{said}")


DIRECTORY = {
    "社會處": ("tel:047000000#1070", "mail:social@county.example"),
    "社會救助科": ("tel:047000070#2101",),
    "教育處": ("tel:047000000#1080",),
}


def contradicted(*found: tuple[str, Passage]) -> dict[str, tuple[Contact, ...]]:
    return contradictions(found, DIRECTORY)


@pytest.mark.parametrize(
    ("unit", "said"),
    [
        ("社會處", "tel:047000000#1070"), ("社會處", "tel:047000000"), ("社會處", "tel:7000000"),
        ("社會處", "tel:047000000#1079"),
        ("本府社會處", "tel:047000000"), ("社會處", "mail:social@county.example"),
        ("社會救助科", "mail:aid@county.example"),
        ("人事室", "tel:047009999"), ("長青中心", "tel:047009999"),
        ("社會處", "mail:chen0123@county.example"), ("社會處", "tel:047000070"), ("社會處", "tel:7000070"),
        ("教育處", "tel:047000070#2101"),
    ],
)  # fmt: skip
def test_what_the_directory_gives_or_leaves_open_contradicts_nothing(unit: str, said: str) -> None:
    assert contradicted((URL, contact(unit, said))) == {}


@pytest.mark.parametrize(
    ("unit", "said"),
    [
        ("社會處", "tel:047000001"),
        ("社會處", "mail:social2015@county.example"),
        ("社會處", "mail:a@old.example"),
        ("本府 社會處", "tel:037000000"),
    ],
)
def test_what_the_directory_does_not_know_is_found(unit: str, said: str) -> None:
    [found] = contradicted((URL, contact(unit, said)))[URL]
    answer = only(contradicting_contact, replace(page(), contacts=(found,)))
    assert isinstance(answer, Finding)
    assert answer.detail == said
    assert str(answer.message.values["listed"]) in ("047000000#1070", "social@county.example")


def test_a_second_number_beside_the_listed_one_is_not_held_against_a_page() -> None:
    listed, second = (URL, contact("社會處", "tel:047000000")), (URL, contact("社會處", "tel:047000001"))
    assert contradicted(listed, second) == {}
    assert set(contradicted((URL + "2", listed[1]), second)) == {URL}


def test_the_words_tell_numbers_from_mail_addresses() -> None:
    said = ("tel:047000001", "mail:a@old.example")
    found = contradicted(*((URL, contact("社會處", one)) for one in said))[URL]
    answers = list(contradicting_contact.judge(replace(page(), contacts=found)))
    assert ["telephone number" in answer.message.text for answer in answers] == [True, False]
    assert ["mail address" in answer.message.text for answer in answers] == [False, True]


def test_an_extension_that_the_directory_gives_to_another_unit_is_for_a_person_to_look_at() -> None:
    [found] = contradicted((URL, contact("社會處", "tel:047000000#1080")))[URL]
    assert isinstance(only(contradicting_contact, replace(page(), contacts=(found,))), Unsure)


def test_pages_that_give_different_numbers_for_a_unit_nobody_lists_are_for_a_person_to_look_at() -> None:
    first, second = (URL, contact("長青中心", "tel:047000200")), (URL + "2", contact("長青中心", "tel:047000201"))
    found = contradicted(first, second)
    assert found[URL][0].elsewhere == ((URL + "2", "tel:047000201"),)
    assert isinstance(only(contradicting_contact, replace(page(), contacts=found[URL])), Unsure)
    assert contradicted(first, (URL + "2", contact("長青中心", "tel:047000200"))) == {}
    assert contradicted(first, ("https://other.example/", contact("長青中心", "tel:047000201"))) == {}
    assert (
        contradicted((URL, contact("人事室", "tel:047000200")), (URL + "2", contact("人事室", "tel:047000201"))) == {}
    )


def test_a_number_that_two_pages_share_is_not_held_against_them() -> None:
    agreed = [(URL + number, contact("長青中心", "tel:047000200")) for number in "12"]
    found = contradicted(*agreed, (URL + "3", contact("長青中心", "tel:047000201")))
    assert set(found) == {URL + "3"}


# Promises


@given(st.sampled_from([1, 7, 31, 92, 183, 366]), st.integers(0, 1200))
def test_a_promise_is_broken_after_half_its_period_again_and_a_fortnight(days: int, age: int) -> None:
    promise = Passage(Sign.PROMISE, "更新頻率", str(days))
    assert silent(broken_promise, page(promise, dated(ago(age)))) == (age <= days * 3 // 2 + GRACE_DAYS)


MONTHLY = Passage(Sign.PROMISE, "每月更新", "31")


def test_a_monthly_promise_that_is_silent_for_seventy_days_is_found() -> None:
    answer = only(broken_promise, page(MONTHLY, dated(ago(70))))
    assert isinstance(answer, Finding)
    assert answer.message.values["age"] == 70


def test_the_newest_of_dates_entries_and_reviews_keeps_a_promise() -> None:
    assert silent(broken_promise, page(MONTHLY, dated(ago(70)), Entry(ago(3), "十一月")))
    reviewed = replace(page(MONTHLY, dated(ago(70))), review=Review("民政處", ago(3), TODAY))
    assert silent(broken_promise, reviewed)
    assert isinstance(only(broken_promise, replace(reviewed, review=None)), Finding)


@pytest.mark.parametrize(
    ("text", "keeps"),
    [("115年10月人口統計", True), ("人口115.10", True), ("115年7月人口統計", False), ("115年13月", False)],
)
def test_a_file_of_a_late_month_keeps_a_promise(text: str, keeps: bool) -> None:
    fact = replace(page(MONTHLY, dated(ago(150))), attachments=(Attachment(URL + ".ods", text),))
    assert silent(broken_promise, fact) == keeps
    assert silent(broken_promise, replace(page(MONTHLY), attachments=fact.attachments))


def test_our_own_clock_proves_a_broken_promise_where_the_page_has_no_date() -> None:
    assert silent(broken_promise, page(MONTHLY))
    assert isinstance(only(broken_promise, replace(page(MONTHLY), unchanged_since=ago(70))), Finding)
    assert silent(broken_promise, replace(page(MONTHLY), unchanged_since=ago(20)))


def test_a_date_that_may_be_the_sites_only_makes_one_doubt_a_promise() -> None:
    assert isinstance(only(broken_promise, page(MONTHLY, dated(ago(70), "label:site"))), Unsure)


# Years


def year(value: int, text: str = "{year}年度補助") -> Passage:
    return Passage(Sign.YEAR_LABEL, text, str(value))


def test_an_earlier_year_on_show_beside_a_newer_one_is_found_and_says_which() -> None:
    old = replace(page(year(2024)), years=(YearPage(URL + "/115", 2026), YearPage(URL + "/114", 2025)))
    answer = only(old_year_page, replace(old, on_show_at=("https://county.example/",)))
    assert (answer.rule, answer.message.values["newer"]) == ("newer-there", 115)
    assert isinstance(answer, Finding)
    assert isinstance(only(old_year_page, old), Unsure)


def test_next_years_page_makes_this_years_no_older() -> None:
    assert silent(old_year_page, replace(page(year(2026)), years=(YearPage(URL, 2027),)))


@pytest.mark.parametrize("kind", [PageKind.NEWS, PageKind.ARCHIVE, PageKind.LAW, PageKind.BUDGET, PageKind.STATISTICS])
def test_what_is_kept_year_by_year_may_stand_beside_a_newer_one(kind: PageKind) -> None:
    assert silent(old_year_page, replace(page(year(2020), kind=kind), years=(YearPage(URL, 2026),), on_show_at=(URL,)))


def test_a_mark_of_history_settles_it() -> None:
    marked = replace(page(year(2020), Passage(Sign.ARCHIVED, "歷史資料")), years=(YearPage(URL, 2026),))
    assert silent(old_year_page, replace(marked, on_show_at=(URL,)))


@given(st.integers(2000, 2030))
def test_the_newest_plan_counts_as_old_from_the_second_year_on(value: int) -> None:
    assert silent(old_year_page, page(year(value), kind=PageKind.PLAN)) == (value > 2024)
    assert silent(old_year_page, page(year(value)))


def test_a_school_year_begins_in_august() -> None:
    aid = replace(page(year(2025, "{year}學年度補助"), kind=PageKind.SERVICE), read_on=date(2027, 3, 1))
    assert silent(old_year_page, aid)
    assert only(old_year_page, replace(aid, read_on=date(2027, 9, 1))).rule == "two-years"


# Lists


def news(*days: int) -> Page:
    entries = (Entry(ago(day), f"{day}天前的消息") for day in days)
    return replace(page(*entries, kind=PageKind.NEWS_LIST), entries_after_days=90)


@given(st.integers(0, 400))
def test_a_list_is_stale_once_its_newest_entry_is_older_than_it_may_be(age: int) -> None:
    assert silent(stale_list, news(age, age + 5, age + 9)) == (age <= 90)


@pytest.mark.parametrize(
    "query",
    [
        "?page=1",
        "?pn=3",
        "?type=2&PageNo=02",
        "/page/2",
        "?start=10",
        "?n=13&PageIdx=3",
        "/index/2",
        "/p/3",
        "/2026/06/",
        "/115/6",
        "?year=114",
    ],
)
def test_what_stands_behind_a_lists_first_page_is_older_and_may_be(query: str) -> None:
    assert silent(stale_list, replace(news(100, 110, 120), url=URL + query))


@pytest.mark.parametrize("heading", ["颱風快訊", "災害訊息", "停水公告", "防疫快訊"])
def test_lists_for_times_of_need_may_be_silent(heading: str) -> None:
    old = news(100, 110, 120)
    assert silent(stale_list, replace(old, content=replace(old.content, heading=heading)))
    assert silent(stale_list, replace(old, title=heading))


@pytest.mark.parametrize("query", ["?page=0", "?id=3", "?type=2"])
def test_other_parameters_leave_a_list_what_it_is(query: str) -> None:
    assert isinstance(only(stale_list, replace(news(100, 110, 120), url=URL + query)), Finding)


# Files and forms


def attached(text: str, *dates: PageDate) -> Page:
    return replace(page(), attachments=(Attachment(URL + ".pdf", text, dates),))


NAMED, INSIDE = dated(date(2019, 3, 1), "file-name", is_weak=True), dated(date(2019, 2, 27), "pdf:ModDate")


def test_a_file_that_name_and_properties_call_older_than_its_link_is_found() -> None:
    answer = only(old_attachment, attached("收費表（115年9月18日更新）", NAMED, INSIDE))
    assert isinstance(answer, Finding)
    assert answer.detail == URL + ".pdf"
    assert isinstance(only(old_attachment, attached("收費表（115年9月18日更新）", NAMED)), Unsure)


@pytest.mark.parametrize(
    "text",
    [
        "收費表",
        "115年度決算",
        "收費表（108年版）",
        "收費表（119年版）",
        "115/13更新",
        "收費表（115年更新前）",
        "3.5.2版",
        "第115版",
    ],
)
def test_a_link_that_names_no_day_of_its_file_or_the_files_own_claims_nothing(text: str) -> None:
    assert silent(old_attachment, attached(text, NAMED, INSIDE))


def test_a_version_may_be_finished_in_the_year_before_its_own() -> None:
    before = (dated(date(2025, 12, 20), "file-name"), dated(date(2025, 12, 18), "odf:date"))
    assert silent(old_attachment, attached("申請表（115年版）", *before))


def test_every_superseded_form_is_found_by_its_address_and_archives_may_keep_them() -> None:
    form = NewerForm(URL + ".odt", "申請表", date(2020, 3, 1), URL + "2.odt", URL + "/forms", date(2025, 3, 1))
    holder = replace(page(), newer_forms=(form,))
    answer = only(superseded_form, holder)
    assert answer.detail == URL + ".odt"
    assert answer.message.values["newer"] == "2025-03-01"
    assert silent(superseded_form, replace(holder, kind=PageKind.ARCHIVE))


# Translations


def english(own: PageDate, chinese: PageDate) -> Page:
    return replace(page(own), counterpart=Counterpart(URL, (chinese,)), translation_days=180)


@given(st.integers(0, 600))
def test_a_translation_may_follow_within_its_days(lag: int) -> None:
    assert silent(lagging_translation, english(dated(ago(lag)), dated(TODAY))) == (lag <= 180)


def test_dates_that_may_be_the_sites_only_make_one_compare_translations() -> None:
    assert isinstance(only(lagging_translation, english(dated(ago(400)), dated(TODAY, "label:footer"))), Unsure)
    assert isinstance(only(lagging_translation, english(dated(ago(400), "label:footer"), dated(TODAY))), Unsure)


def test_a_chinese_date_to_come_or_an_event_makes_no_translation_old() -> None:
    assert silent(lagging_translation, english(dated(ago(400)), dated(TODAY + timedelta(days=30))))
    assert silent(lagging_translation, english(dated(ago(400)), dated(TODAY, kind=DateKind.EVENT)))


# Footers, unfinished and empty pages


@given(st.integers(1990, 2030))
def test_a_footer_may_show_last_year_and_only_start_pages_are_judged(value: int) -> None:
    passage = Passage(Sign.COPYRIGHT, f"© {value}", str(value))
    assert silent(old_footer_year, page(passage, kind=PageKind.HOME)) == (value > 2024)
    assert silent(old_footer_year, page(passage, kind=PageKind.NEWS_LIST))


def test_a_page_is_unfinished_or_empty_once() -> None:
    unfinished = page(Passage(Sign.UNDER_CONSTRUCTION, "建置中"), Passage(Sign.TEST, "測試"))
    assert only(unfinished_page, unfinished).rule == "under-construction"
    empty = page(Passage(Sign.EMPTY_LIST, "查無資料"), Passage(Sign.ONLY_PICTURE, "圖"))
    assert only(empty_page, empty).rule == "empty-list"


@pytest.mark.parametrize("check", [unfinished_page, empty_page])
def test_what_is_no_content_is_neither(check: Check) -> None:
    said = page(Passage(Sign.TEST, "測試"), Passage(Sign.NO_TEXT, ""))
    assert silent(check, replace(said, content=replace(said.content, is_content=False)))


def test_what_a_script_may_fill_is_for_a_person_to_look_at() -> None:
    assert isinstance(only(empty_page, page(Passage(Sign.NO_TEXT, "", "scripts"))), Unsure)
    outside = only(empty_page, page(Passage(Sign.NO_TEXT, "", "outside")))
    assert isinstance(outside, Unsure) and "elsewhere" in outside.message.text
    assert isinstance(only(empty_page, page(Passage(Sign.NO_TEXT, ""))), Finding)
