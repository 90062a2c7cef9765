"""The catalogues are whole, and dates are said the county's way."""

from __future__ import annotations

import re
import unicodedata
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from records.answers import Message, Place, Severity
from records.facts import Outcome, Region
from reports.catalogue import ROOT, python_files, read, sources, spoken
from reports.grouping import Doubt
from reports.rendering import linked
from reports.words import (
    DOUBTS,
    LIMITS,
    LOCALE,
    OUTCOMES,
    SEVERITIES,
    VALUE_LENGTH,
    Words,
    clean,
    readable,
    roc_date,
    roc_date_short,
)

ZH, EN = Words("zh-Hant-TW"), Words("en")
CHINESE = LOCALE / "zh_Hant_TW" / "LC_MESSAGES" / "sitepatrol.po"


def test_every_string_of_the_source_is_in_the_chinese_catalogue() -> None:
    catalogue = read(CHINESE)
    assert [(string, file) for string, file in sources() if string not in catalogue] == []


def test_every_string_of_the_chinese_catalogue_is_translated_and_none_is_guessed() -> None:
    messages = [message for message in read(CHINESE) if message.id]
    assert [message.id for message in messages if not message.string or message.fuzzy] == []


def test_no_translation_loses_or_invents_a_name_to_fill_in() -> None:
    def names(text: str) -> set[str]:
        return set(re.findall(r"\{(\w*)\}", text))

    wrong = [str(m.id) for m in read(CHINESE) if names(str(m.id)) != names(str(m.string))]
    assert wrong == []


@pytest.mark.parametrize("file", list(python_files()), ids=lambda file: file.relative_to(ROOT).as_posix())
def test_what_code_says_to_people_can_be_gathered_for_translation(file: Path) -> None:
    if file.name != "words.py":
        assert None not in list(spoken(file))


def test_every_outcome_and_severity_has_words() -> None:
    assert set(OUTCOMES) == set(Outcome)
    assert set(SEVERITIES) == set(Severity)
    assert set(DOUBTS) == set(Doubt)


def test_limits_are_named_in_words() -> None:
    assert [ZH.limit(name) for name in LIMITS] == [
        "每個網站的網頁數",
        "從首頁起的點擊層數",
        "單一檔案大小（MB）",
        "整次巡檢的分鐘數",
        "瀏覽器檢測的總時間（分鐘）",
        "行事曆等沒有盡頭的網頁（同一系列的網頁數）",
        "一再連不上、這次不再試的主機",
        "本系統的網路斷線",
    ]
    assert ZH.limit("max_pages", 1236.0) == "每個網站的網頁數：1236"
    assert ZH.limit("network", 0.0) == "本系統的網路斷線"
    assert ZH.limit("a_new_limit") == "a_new_limit"


def test_english_says_the_english_value_where_there_is_one() -> None:
    message = Message("{help}", {"help": "圖片必須有替代文字", "help_en": "Images must have alternative text"})
    assert EN.say(message) == "Images must have alternative text"
    assert ZH.say(message) == "圖片必須有替代文字"


def test_places_are_explained_in_the_readers_language() -> None:
    place = Place(note="請加上 alt 屬性", note_en="Add an alt attribute")
    assert (ZH.note(place), EN.note(place)) == ("請加上 alt 屬性", "Add an alt attribute")
    assert EN.note(Place(note="只有中文")) == "只有中文"


def test_a_place_is_named_by_part_and_line_as_far_as_they_are_known() -> None:
    place = Place(region="menu", line=42)
    assert (ZH.where(place), EN.where(place)) == ("選單、網頁原始碼第 42 行", "menu, line 42 of the HTML")
    assert (ZH.where(Place(line=7)), ZH.where(Place(region="of a later version"))) == ("網頁原始碼第 7 行", "")
    assert [ZH.where(Place(region=region)) for region in Region] == ["主要內容", "選單", "頁首", "頁尾"]


def test_of_the_addresses_in_a_sentence_only_a_web_address_called_url_becomes_a_link() -> None:
    web, script = "https://a.example/?a=1&b=<2>", "javascript:alert(1)"
    said = linked(Message("{title} & {url}", {"title": "https://b.example/", "url": web}), EN)
    assert said == (
        "https://b.example/ &amp; "
        '<a href="https://a.example/?a=1&amp;b=&lt;2&gt;" rel="noreferrer noopener">https://a.example/?a=1&amp;b=&lt;2&gt;</a>'
    )
    assert linked(Message("{url} {missing}", {"url": script}), EN) == "javascript:alert(1) {missing}"


def test_braces_in_crawled_values_stay_as_they_are() -> None:
    assert EN.say(Message("{text} and {url}", {"text": "{url.__class__}", "url": "{0}"})) == "{url.__class__} and {0}"
    assert EN.say(Message("{text} is {missing}", {"text": "this"})) == "this is {missing}"


def test_a_value_of_any_length_takes_bounded_room() -> None:
    assert len(EN.say(Message("{url}", {"url": "x" * 10_000}))) == VALUE_LENGTH


def test_iso_dates_in_sentences_are_said_the_countys_way() -> None:
    message = Message("{date}", {"date": "2026-11-23"})
    assert ZH.say(message) == "115/11/23"
    assert EN.say(message) == "23 Nov 2026"
    assert ZH.say(Message("{date}", {"date": "1911-12-31"})) == "1911-12-31"
    assert ZH.say(Message("{date}", {"date": "2026-13-45"})) == "2026-13-45"


def test_dates_are_said_in_both_languages() -> None:
    day = date(2026, 11, 23)
    assert (ZH.long_date(day), ZH.short_date(day)) == ("民國115年11月23日", "115/11/23")
    assert (EN.long_date(day), EN.short_date(day)) == ("23 November 2026", "23 Nov 2026")
    assert ZH.moment(datetime(2026, 11, 22, 18, 5, tzinfo=UTC)) == "115/11/23 02:05"


@given(st.dates(min_value=date(1912, 1, 1)))
def test_a_roc_date_can_be_read_back(day: date) -> None:
    year, month, dom = map(int, re.fullmatch(r"民國(\d+)年(\d+)月(\d+)日", roc_date(day)).groups())  # type: ignore[union-attr]
    assert date(year + 1911, month, dom) == day
    year, month, dom = map(int, roc_date_short(day).split("/"))
    assert date(year + 1911, month, dom) == day


@given(st.dates(max_value=date(1911, 12, 31)))
def test_before_the_republic_there_is_no_roc_date(day: date) -> None:
    with pytest.raises(ValueError, match="before the first year"):
        roc_date(day)


@given(st.dates(min_value=date(1912, 1, 1), max_value=date(9000, 1, 1)))
def test_short_roc_dates_of_one_century_sort_as_days_do(day: date) -> None:
    later = day + timedelta(days=1)
    if len(roc_date_short(day)) == len(roc_date_short(later)):
        assert roc_date_short(day) < roc_date_short(later)


@given(st.text(st.characters()), st.integers(1, 50))
def test_cleaned_text_is_one_short_line_without_control_characters(text: str, limit: int) -> None:
    line = clean(text, limit)
    assert len(line) <= limit
    assert not [c for c in line if unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp") or c in "\u202a\u202e\u2066"]
    assert clean(line, limit) == line


def test_cleaning_leaves_chinese_of_every_plane_and_private_characters_alone() -> None:
    assert clean("𠮷野家 \ue000 堃") == "𠮷野家 \ue000 堃"


def test_an_address_in_a_sentence_reads_as_people_write_it_and_stays_what_it_is() -> None:
    assert readable("http://a.tw/%E8%A1%A8.odt?q=%E8%A1%A8&r=%20%2F") == "http://a.tw/表.odt?q=表&r=%20%2F"
    assert readable("http://a.tw/%AA%ED") == "http://a.tw/%AA%ED", "Big5 stays as it is"
    said = Words("zh-Hant-TW").say(Message("{url}", {"url": "http://a.tw/%E2%80%AE%E8%A1%A8"}))
    assert said == "http://a.tw/表", "marks that turn the direction of writing do not get in this way"
