"""Every form in which the county's pages write a date is read back, and nothing else is."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.extract.date_forms import ROC, YEARS_AHEAD, date_at, fold, machine_date, number, span_at
from crawler.extract.dates import page_dates
from records.facts import Precision

TODAY = date(2026, 11, 22)


def read(text: str) -> date | None:
    """The date that fills the whole text."""
    reading = date_at(fold(text), 0, TODAY)
    return reading.value if reading and reading.end == len(text) else None


def in_chinese(number: int, *, short: bool = False) -> str:
    """Below 1,000: 115 is 一百一十五, in short 一百十五."""
    digits = "零一二三四五六七八九"
    hundreds, tens, ones = number // 100, number // 10 % 10, number % 10
    text = f"{digits[hundreds]}百" if hundreds else ""
    if tens:
        text += ("" if tens == 1 and (short or not hundreds) else digits[tens]) + "十"
    elif hundreds and ones:
        text += "零"
    return text + (digits[ones] if ones else "")


def each_digit(number: int, zero: str = "○") -> str:
    return "".join(f"{zero}一二三四五六七八九"[int(digit)] for digit in str(number))


MONTHS = (
    "January February March April May June July August September October November December".split()  # noqa: SIM905
)
WIDE = str.maketrans("0123456789/-.", "０１２３４５６７８９／－．")

WRITTEN: dict[str, Callable[[date], str]] = {
    "民國Y年M月D日": lambda d: f"民國{d.year - ROC}年{d.month}月{d.day}日",
    "中華民國 Y 年 0M 月 0D 日": lambda d: f"中華民國 {d.year - ROC} 年 {d.month:02} 月 {d.day:02} 日",
    "Y年M月D日": lambda d: f"{d.year - ROC}年{d.month}月{d.day}日",
    "Y/0M/0D": lambda d: f"{d.year - ROC}/{d.month:02}/{d.day:02}",
    "Y-0M-0D": lambda d: f"{d.year - ROC}-{d.month:02}-{d.day:02}",
    "Y.M.D": lambda d: f"{d.year - ROC}.{d.month}.{d.day}",
    "0YY/0M/0D": lambda d: f"{d.year - ROC:03}/{d.month:02}/{d.day:02}",
    "Y / M / D": lambda d: f"{d.year - ROC} / {d.month} / {d.day}",
    "民國Y/M/D": lambda d: f"民國{d.year - ROC}/{d.month}/{d.day}",
    "full-width": lambda d: f"{d.year - ROC}/{d.month:02}/{d.day:02}".translate(WIDE),
    "full-width 年": lambda d: f"民國{d.year - ROC}年{d.month}月{d.day}日".translate(WIDE),
    "YYYMMDD": lambda d: f"{d.year - ROC:03}{d.month:02}{d.day:02}",
    "一百一十五年": lambda d: f"{in_chinese(d.year - ROC)}年{in_chinese(d.month)}月{in_chinese(d.day)}日",
    "一百十五年": lambda d: (
        f"中華民國{in_chinese(d.year - ROC, short=True)}年{in_chinese(d.month)}月{in_chinese(d.day)}日"
    ),
    "一一五年": lambda d: f"民國{each_digit(d.year - ROC)}年{in_chinese(d.month)}月{in_chinese(d.day)}日",
    "YYYY-MM-DD": lambda d: d.isoformat(),
    "YYYY/M/D": lambda d: f"{d.year}/{d.month}/{d.day}",
    "YYYY.MM.DD": lambda d: f"{d.year}.{d.month:02}.{d.day:02}",
    "YYYY年M月D日": lambda d: f"{d.year}年{d.month}月{d.day}日",
    "西元YYYY年M月D日": lambda d: f"西元{d.year}年{d.month}月{d.day}日",
    "二○二六年": lambda d: f"{each_digit(d.year)}年{in_chinese(d.month)}月{in_chinese(d.day)}日",
    "YYYYMMDD": lambda d: f"{d.year}{d.month:02}{d.day:02}",
    "Y(YYYY)年": lambda d: f"{d.year - ROC}({d.year})年{d.month}月{d.day}日",
    "YYYY年(民國Y年)": lambda d: f"{d.year}年（民國{d.year - ROC}年）{d.month}月{d.day}日",
    "Month D, YYYY": lambda d: f"{MONTHS[d.month - 1]} {d.day}, {d.year}",
    "Mon. D YYYY": lambda d: f"{MONTHS[d.month - 1][:3]}. {d.day} {d.year}",
    "D Month YYYY": lambda d: f"{d.day} {MONTHS[d.month - 1]} {d.year}",
    "DD-Mon-YYYY": lambda d: f"{d.day:02}-{MONTHS[d.month - 1][:3]}-{d.year}",
    "www, DD Mon YYYY": lambda d: f"{d:%a}, {d.day:02} {MONTHS[d.month - 1][:3]} {d.year}",
}


@pytest.mark.parametrize("form", WRITTEN)
@given(day=st.dates(date(ROC + 84, 1, 1), TODAY + timedelta(days=400)))
def test_a_date_written_in_each_form_reads_back(form: str, day: date) -> None:
    assert read(WRITTEN[form](day)) == day


@pytest.mark.parametrize("form", WRITTEN)
@given(day=st.dates(date(ROC + 84, 1, 1), TODAY))
def test_a_page_says_the_same_day_in_each_form(form: str, day: date) -> None:
    for html in (f"<p>更新日期：{WRITTEN[form](day)}</p>", f"<dl><dt>更新日期<dd>{WRITTEN[form](day)}</dl>"):
        assert [(one.value, one.is_weak) for one in page_dates(html, today=TODAY)] == [(day, False)]


@pytest.mark.parametrize("form", WRITTEN)
@given(day=st.dates(date(ROC + 84, 1, 1), TODAY), digit=st.sampled_from("0123456789"))
def test_a_date_that_runs_on_in_digits_is_none(form: str, day: date, digit: str) -> None:
    text = WRITTEN[form](day) + digit
    if not text.endswith("日" + digit):
        reading = date_at(fold(text), 0, TODAY)
        assert reading is None or reading.value != day or reading.end == len(text)


@given(st.integers(1, 999))
def test_chinese_numerals_are_numbers(value: int) -> None:
    assert number(in_chinese(value)) == number(in_chinese(value, short=True)) == number(each_digit(value)) == value


@pytest.mark.parametrize(
    ("text", "value", "precision"),
    [
        ("115年11月", date(2026, 11, 1), Precision.MONTH),
        ("民國115年11月份", date(2026, 11, 1), Precision.MONTH),
        ("2026/11", date(2026, 11, 1), Precision.MONTH),
        ("115-11", date(2026, 11, 1), Precision.MONTH),
        ("November 2026", date(2026, 11, 1), Precision.MONTH),
        ("115年", date(2026, 1, 1), Precision.YEAR),
        ("2026年", date(2026, 1, 1), Precision.YEAR),
        ("民國元年1月1日", date(1912, 1, 1), Precision.DAY),
        ("115年元月3日", date(2026, 1, 3), Precision.DAY),
        ("民國百零二年八月廿五日", date(2013, 8, 25), Precision.DAY),
        ("38年5月20日", date(1949, 5, 20), Precision.DAY),
        ("115年11/3", date(2026, 11, 3), Precision.DAY),
        ("0115/11/03", date(2026, 11, 3), Precision.DAY),
        ("31/12/2018", date(2018, 12, 31), Precision.DAY),
        ("12/31/2018", date(2018, 12, 31), Precision.DAY),
    ],
)
def test_other_forms_say_as_much_as_they_say(text: str, value: date, precision: Precision) -> None:
    reading = date_at(text, 0, TODAY)
    assert reading is not None and (reading.value, reading.precision, reading.end) == (value, precision, len(text))


@pytest.mark.parametrize(
    "text",
    """115年度 113學年度 115年級 民國0年1月1日 民國2026年11月3日 115(2025)年11月3日 089-32-6141 04-7222151
    (04)7531234 192.168.1.1 1.2.3 10.0.1 12/05/03 20-11-03 2026-02-30 115年2月29日 115/13/01 115/00/10
    1970-01-01 1900/1/1 0001/01/01 9999/12/31 200/1/1 150年1月1日 11511031 202611031 115/11/031
    115.11.03.5 03/04/2018 115年11月10:30 115年11月3件 113年5月份第2週 115年11月上旬 元年1月1日
    1120012345 115年11月3號函""".split(),  # noqa: SIM905
)
def test_what_only_looks_like_a_date_is_none(text: str) -> None:
    assert date_at(text, 0, TODAY) is None


def test_years_are_bounded_by_today() -> None:
    last = TODAY.year + YEARS_AHEAD
    assert date_at(f"{last - ROC}/1/1", 0, TODAY) is not None
    assert date_at(f"{last + 1 - ROC}/1/1", 0, TODAY) is None
    assert date_at(f"{last + 1}-01-01", 0, TODAY) is None


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("115/5/1~115/5/31", (5, 1), (5, 31)),
        ("115/5/1～5/31", (5, 1), (5, 31)),
        ("115年5月12日至14日", (5, 12), (5, 14)),
        ("115年5月1日(星期五)上午9時起至5月31日止", (5, 1), (5, 31)),
        ("2026-05-01 09:00 ~ 2026-05-03 17:00", (5, 1), (5, 3)),
        ("115.5.1-115.5.3", (5, 1), (5, 3)),
        ("115年5月至7月", (5, 1), (7, 1)),
    ],
)
def test_ranges_are_read_with_what_they_leave_out(text: str, first: tuple[int, int], last: tuple[int, int]) -> None:
    span = span_at(fold(text), 0, TODAY)
    assert span is not None and span.last is not None
    assert (span.first.value, span.last.value) == (date(2026, *first), date(2026, *last))


def test_a_range_of_hours_is_one_day() -> None:
    span = span_at(fold("115年12月5日（六）09:00－12:00"), 0, TODAY)
    assert span is not None and span.last is None


@pytest.mark.parametrize("text", ["115/5/31~115/5/1", "115/5/1-35"])
def test_a_range_whose_end_makes_no_sense_is_none(text: str) -> None:
    assert span_at(text, 0, TODAY) is None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2026-11-03", date(2026, 11, 3)),
        ("2026-11-02T18:00:00Z", date(2026, 11, 3)),
        ("2026-11-03T00:30:00+08:00", date(2026, 11, 3)),
        ("2026-11-03 10:00:00", date(2026, 11, 3)),
        ("2026/11/3 下午 02:30:00", date(2026, 11, 3)),
        ("107-12-31", date(2018, 12, 31)),
        ("20261103", date(2026, 11, 3)),
        ("Tue, 03 Nov 2026 10:00:00 GMT", date(2026, 11, 3)),
        ("0001-01-01T00:00:00", None),
        ("9999-12-31T23:59:59-12:00", None),
        ("yesterday", None),
        ("2026-11-03 and more", None),
        ("", None),
    ],
)
def test_dates_for_machines_are_days_in_taipei(text: str, value: date | None) -> None:
    reading = machine_date(text, TODAY)
    assert (reading.value if reading else None) == value


@given(st.text(max_size=40))
def test_folding_keeps_every_place_and_reading_never_raises(text: str) -> None:
    folded = fold(text)
    assert len(folded) == len(text)
    for at in range(len(folded)):
        span_at(folded, at, TODAY)
    machine_date(text, TODAY)


@given(st.text(alphabet="0123456789一二三十百○年月日/-. 民國(至~)", max_size=30))
def test_what_is_read_ends_where_it_says_and_lies_within_bounds(text: str) -> None:
    reading = date_at(text, 0, TODAY)
    if reading is not None:
        assert 0 < reading.end <= len(text)
        assert ROC < reading.value.year <= TODAY.year + YEARS_AHEAD
