"""How dates are written: 民國 years in all their forms, Gregorian ones, English ones. What they mean is not asked here.

All readers expect folded text (see `fold`).
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, datetime
from typing import NamedTuple
from unicodedata import normalize

from records.facts import Precision
from records.runs import TAIPEI

ROC = 1911
"""民國 1 is 1912."""
FIRST_BARE_ROC = 70
"""The first year read as 民國 where neither 民國 nor 年 says so ("99/5/20"). No county had a web page before 民國 84;
below 70 a day, a month or a number is the likelier meaning."""
FIRST_WRITTEN_ROC = 30
"""The same where 年 and 月 are written ("38年5月20日"): laws and archives go back far."""
HALF_A_YEAR = 6
"""Months: a range whose end names no year ends in the next one if its month lies so far back."""
LEAP_YEAR = 2024
"""Any: 2月29日 is a day."""
YEARS_AHEAD = 15
"""Deadlines lie in the future, but no page means a year later than this."""
NULL_DATES = frozenset((date(1970, 1, 1),))
"""What systems show for "no date"; the others (0001, 1753, 1899, 1900, 9999) are out of bounds anyway."""


class Reading(NamedTuple):
    """A date as it is written at a place in a text."""

    value: date
    """The first day of the month or year where no more is said."""
    precision: Precision
    end: int
    """Where in the text it ends."""


class Span(NamedTuple):
    first: Reading
    last: Reading | None
    """Where it is a range: its last day."""

    @property
    def end(self) -> int:
        return (self.last or self.first).end


class Day(NamedTuple):
    """A day of a month, written without its year, at a place in a text."""

    month: int
    day: int
    end: int


def fold(text: str) -> str:
    """Full-width characters to half-width, all dashes to "-", all middle dots to ".", strange blanks to " ".

    One character stays one character, so that places in the folded text are places in the text.
    """
    return text.translate(_FOLDED)


def date_at(text: str, at: int, today: date) -> Reading | None:
    """The date that is written at this very place, if one is.

    Forms that say no more than digits do ("1151103", "115/11") are read too: ask only where a date must stand.
    """
    for form in _FORMS:
        if (match := form.match(text, at)) and (reading := _reading(match, today)):
            return reading
    return None


def span_at(text: str, at: int, today: date) -> Span | None:
    """The date or range of dates ("115/5/1~5/31") at this place; None where its end cannot be read, or comes first."""
    first = date_at(text, at, today)
    if first is None:
        return None
    joint = _JOINT.match(text, first.end)
    if joint is None:
        return Span(first, None)
    last = (
        date_at(text, joint.end(), today)
        or end_of_period_at(text, joint.end(), today)
        or rest_of_range(text, joint.end(), first)
    )
    if last is None:
        is_clear = _HOUR.match(text, joint.end()) or not text[joint.end() : joint.end() + 1].isdigit()
        return Span(first, None) if is_clear else None
    return Span(first, last) if last.value >= first.value else None


def end_of_period_at(text: str, at: int, today: date) -> Reading | None:
    """The last day of the year or month whose end is written at this place: 117年底, 117年12月底."""
    match = _END_OF_PERIOD.match(text, at)
    if match is None:
        return None
    try:
        year = _year(match["y"], match["era"], FIRST_WRITTEN_ROC)
        month = number(match["m"]) if match["m"] else 12
        return _bounded(date(year, month, monthrange(year, month)[1]), Precision.DAY, match.end(), today)
    except ValueError:
        return None


def day_at(text: str, at: int) -> Day | None:
    """The day that is written without a year at this place: 4月30日, 十二月五日, 12/5."""
    match = _DAY_OF_MONTH.match(text, at)
    try:
        month, day = (number(match["m"]), number(match["d"])) if match else (0, 0)
        date(LEAP_YEAR, month, day)
    except ValueError:
        return None
    return Day(month, day, match.end()) if match else None


def past_time(text: str, at: int) -> int:
    """Where the weekday and the time of day end that stand there: "(星期一)下午5時"; the place itself where none do."""
    match = _TIME_ONLY.match(text, at)
    return match.end() if match else at


def past_joint(text: str, at: int) -> int | None:
    """Where the word or sign ends that leads from the first day of a range to its last: "起至", "~"; None for none."""
    match = _JOINT.match(text, at)
    return match.end() if match else None


def ends_on(reading: Reading) -> date:
    """The last day of what was read: of the month or year, where no more is said."""
    first = reading.value
    if reading.precision is Precision.DAY:
        return first
    month = 12 if reading.precision is Precision.YEAR else first.month
    return date(first.year, month, monthrange(first.year, month)[1])


def weekday_at(text: str, start: int, end: int) -> int | None:
    """The weekday (Monday is 0) that stands with the date at this place: behind it, or before it in English."""
    if english := _ENGLISH_WEEKDAY.match(text, start):
        return _ENGLISH_WEEKDAYS.index(english[1].lower())
    match = _STATED_WEEKDAY.match(text, end)
    if match is None:
        return None
    if match["name"]:
        return _ENGLISH_WEEKDAYS.index(match["name"].lower())
    return min("一二三四五六日天".index(match["one"] or match["two"]), 6)


def machine_date(text: str, today: date) -> Reading | None:
    """A date meant for machines: ISO 8601, and what systems write in its place (民國, slashes, HTTP dates).

    An instant with an offset from UTC is the day in Taipei.
    """
    text = fold(text).strip()
    try:
        instant = datetime.fromisoformat(text)
    except ValueError:
        instant = None
    if instant is not None and instant.tzinfo is not None and len(text) > 10:
        try:
            return _bounded(instant.astimezone(TAIPEI).date(), Precision.DAY, len(text), today)
        except OverflowError:
            return None
    reading = date_at(text, 0, today)
    return reading if reading and _TIME_OF_DAY.fullmatch(text, reading.end) else None


# The forms

_HAN = "〇○◯零元一二三四五六七八九十百廿卅壹貳參肆伍陸柒捌玖拾佰"
_ERA = r"(?P<era>(?:中[華华])?民 ?[國国]|西元|公元)? ?"
_OTHER = r"(?:民國|西元|公元)? ?\d{2,4} ?年?"
_YEAR = rf"{_ERA}(?P<y>\d{{1,4}}|[{_HAN}]{{1,7}}) ?(?:\((?P<other>{_OTHER})\) ?年|年(?: ?\((?P<also>{_OTHER})\))?) ?"
_ENGLISH_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH_NAME = (
    r"(?P<name>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_WEEKDAY_NAME = r"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6}\.?,? ?)?"
_ORDINAL = r"(?:st|nd|rd|th)?"
_CLOSED = r"(?=[ \n\x02)\],;|。、」】]|$| ?[至到~-] ?\d{2,4} ?年)"

_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        # 中華民國115年11月3日, 民國 115 年 11 月 3 日, 一百一十五年十一月三日, 115(2026)年11月3日, 98年5月18
        rf"{_YEAR}(?P<m>\d{{1,2}}|[{_HAN}]{{1,3}}) ?月 ?"
        rf"(?P<d>\d{{1,2}}|[{_HAN}]{{1,3}})(?: ?(?:日|號(?!函))|(?=- ?\d{{1,2}} ?日)"
        r"|(?![\d/.:時分件人次個名元期號週周%-]| ?(?:[:時]|點(?![閱擊]))))",
        # 115年11月
        rf"{_YEAR}(?P<m>\d{{1,2}}|[{_HAN}]{{1,3}}) ?月"
        rf"(?:份(?!第)|(?!份)) ?(?![\d{_HAN}第上中下旬底初])",
        # 115年11/3
        rf"{_ERA}(?P<y>\d{{2,4}}) ?年 ?(?P<m>\d{{1,2}}) ?/ ?(?P<d>\d{{1,2}})(?! ?[\d/])",
        # 115/11/03, 107-12-31, 113.04.26, 2026/11/03, 115(2026)/11/3
        rf"{_ERA}(?P<y>\d{{2,4}}) ?(?:\((?P<other>{_OTHER})\) ?)?(?P<s>[/.-]) ?(?P<m>\d{{1,2}}) ?(?P=s) ?"
        r"(?P<d>\d{1,2})(?!\d| ?(?P=s) ?\d|\.\d)",
        # 20261103, 1151103, and with the time after it
        r"(?P<run>\d{7,8})(?:[ T]?\d{6}|[ T]?\d{4})?(?![\d]|[-/.]\d)",
        # 2026/11, 115-11
        rf"{_ERA}(?P<y>\d{{3,4}}) ?(?P<s>[/-]) ?(?P<m>\d{{1,2}})(?!\d| ?[/.:-] ?\d)",
        # November 3, 2026
        rf"{_WEEKDAY_NAME}{_MONTH_NAME} ?(?P<d>\d{{1,2}}){_ORDINAL},? ?(?P<g>\d{{4}})(?!\d)",
        # 3 November 2026, 03-Nov-2026
        rf"{_WEEKDAY_NAME}(?P<d>\d{{1,2}}){_ORDINAL}[ /-]?(?:of )?{_MONTH_NAME},?[ /-]?(?P<g>\d{{4}})(?!\d)",
        # 2026 Nov 3, 2026-Nov-03
        rf"(?P<g>\d{{4}})[ -]{_MONTH_NAME}[ -](?P<d>\d{{1,2}})(?!\d)",
        # November 2026
        rf"{_MONTH_NAME},? ?(?P<g>\d{{4}})(?!\d)",
        # 31/12/2018, 12/31/2018: only where the day cannot be a month
        r"(?P<one>\d{1,2})(?P<s>[/.-])(?P<two>\d{1,2})(?P=s)(?P<g>\d{4})(?!\d)",
        # 115年, 2026年
        rf"{_ERA}(?P<y>\d{{3,4}}|[{_HAN}]{{3,7}}) ?年{_CLOSED}",
    )
)

_WEEKDAY = r"(?: ?\(?(?:星期|週|周|禮拜)?[一二三四五六日天](?:[)、]|(?= |$))|\(?[a-z]{3}\.?\))?"
_HALF_DAY = r"(?:上午|下午|早上|中午|晚上|am|pm)?"
_CLOCK = rf"(?:[ T]*{_HALF_DAY} ?\d{{1,2}}(?::\d{{2}}(?::\d{{2}}(?:\.\d+)?)?|[時點](?:\d{{1,2}}分|半)?)"
_TIME = rf"{_WEEKDAY}{_CLOCK}(?:整|許)? ?{_HALF_DAY}(?: ?(?:gmt|utc|cst|z|[+-]\d{{2}}:?\d{{2}}))?)?"
_TIME_OF_DAY = re.compile(rf"{_TIME} *", re.IGNORECASE)
_TIME_ONLY = re.compile(_TIME, re.IGNORECASE)
_JOINT = re.compile(rf"{_TIME}(?:起|開始)?[ \n]?(?:~+|至|到|迄|-+|to |until )[ \n]?", re.IGNORECASE)
_REST = re.compile(
    rf"(?:(?P<m>\d{{1,2}}|[{_HAN}]{{1,3}}) ?(?P<s>[/月.-]) ?)?(?P<d>\d{{1,2}}|[{_HAN}]{{1,3}})(?P<day> ?日)?"
    r"(?![\d/.:-])"
)
_DAY_OF_MONTH = re.compile(
    rf"(?P<m>\d{{1,2}}|[{_HAN}]{{1,3}}) ?(?:月|(?<=\d)/(?=\d)) ?(?P<d>\d{{1,2}}|[{_HAN}]{{1,3}})"
    r"(?: ?[日號]|(?<=/\d)(?![\d/.%])|(?<=/\d\d)(?![\d/.%]))"
)
_ENGLISH_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_ENGLISH_WEEKDAY = re.compile(r"(mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6}\b", re.IGNORECASE)
_STATED_WEEKDAY = re.compile(
    r" ?(?:\( ?(?:星期|週|周|禮拜|礼拜)? ?(?P<one>[一二三四五六日天]) ?\)"
    r"|(?:星期|週|周|禮拜|礼拜)(?P<two>[一二三四五六日天])"
    r"|,? ?\(?(?P<name>mon|tue|wed|thu|fri|sat|sun)(?:[a-z]{0,6}\b))",
    re.IGNORECASE,
)
_HOUR = re.compile(r"\d{1,2}(?::\d{2}|[時點])")
_END_OF_PERIOD = re.compile(
    rf"{_ERA}(?P<y>\d{{2,4}}|[{_HAN}]{{1,7}}) ?年 ?(?:(?P<m>\d{{1,2}}|[{_HAN}]{{1,3}}) ?月)? ?底"
)
_REST_MONTH = re.compile(r"(?P<m>\d{1,2}) ?月(?! ?\d)")

_DIGITS = dict(
    zip("〇○◯零元一二三四五六七八九壹貳參肆伍陸柒捌玖", (0, 0, 0, 0, 1, *range(1, 10), *range(1, 10)), strict=True)
)
_TENS = {"十": 10, "拾": 10, "廿": 20, "卅": 30, "百": 100, "佰": 100}


def _reading(match: re.Match[str], today: date) -> Reading | None:
    said = match.groupdict()
    try:
        if said.get("run"):
            run = said["run"]
            year, month, day = _year(run[:-4], None, FIRST_BARE_ROC), int(run[-4:-2]), int(run[-2:])
        elif said.get("one"):
            year, (month, day) = int(said["g"]), _month_and_day(int(said["one"]), int(said["two"]))
        elif said.get("g"):
            year, month = int(said["g"]), _ENGLISH_MONTHS.index(said["name"][:3].lower()) + 1
            day = int(said["d"]) if said.get("d") else 0
        else:
            first = FIRST_BARE_ROC if said.get("s") else FIRST_WRITTEN_ROC
            year = _year(said["y"], said["era"], first)
            other = said.get("other") or said.get("also")
            if other and year != _other_year(other):
                return None
            month = number(said["m"]) if said.get("m") else 0
            day = number(said["d"]) if said.get("d") else 0
            if (month == 0 and said.get("m")) or (day == 0 and said.get("d")):
                return None
        precision = Precision.DAY if day else Precision.MONTH if month else Precision.YEAR
        return _bounded(date(year, month or 1, day or 1), precision, match.end(), today)
    except ValueError:
        return None


def _bounded(value: date, precision: Precision, end: int, today: date) -> Reading | None:
    if not ROC < value.year <= today.year + YEARS_AHEAD or value in NULL_DATES:
        return None
    return Reading(value, precision, end)


def number(written: str) -> int:
    """A whole number below 10,000 in digits or Chinese numerals: 一百一十五, 一百十五, 百零二, 一○四, 二○二六, 廿三.

    Raises ValueError where it is none.
    """
    if written.isdigit():
        return int(written)
    if not any(character in _TENS for character in written):
        return int("".join(str(_DIGITS[character]) for character in written))
    total, pending = 0, -1
    for character in written:
        if character in _TENS:
            weight = _TENS[character]
            total += weight if weight in (20, 30) else max(pending, 1) * weight if pending else 0
            pending = -1
        else:
            if pending > 0:
                raise ValueError(f"not a number: {written}")
            pending = _DIGITS[character]
    return total + max(pending, 0)


def _year(written: str, era: str | None, first_roc: int) -> int:
    year = number(written)
    if era and "民" in era:
        return year + ROC if 0 < year <= ROC else 0
    if era or year > ROC:
        return year
    return year + ROC if first_roc <= year else 0


def _other_year(written: str) -> int:
    year = int("".join(filter(str.isdigit, written)))
    return year if year > ROC else year + ROC


def _month_and_day(one: int, two: int) -> tuple[int, int]:
    if one == two or two > 12:
        return one, two
    if one > 12:
        return two, one
    raise ValueError("the day could be the month")


def rest_of_range(text: str, at: int, first: Reading) -> Reading | None:
    """The end of a range that leaves out its year, or its month too: "115/5/1~5/31", "5月12日~14日"."""
    match = _REST.match(text, at)
    if match and first.precision is Precision.DAY and (match["m"] or match["day"]):
        month = number(match["m"]) if match["m"] else first.value.month
        year = first.value.year + (first.value.month - month >= HALF_A_YEAR)
        try:
            return Reading(date(year, month, number(match["d"])), Precision.DAY, match.end())
        except ValueError:
            return None
    match = _REST_MONTH.match(text, at)
    if match and first.precision is Precision.MONTH and 1 <= int(match["m"]) <= 12:
        return Reading(date(first.value.year, int(match["m"]), 1), Precision.MONTH, match.end())
    return None


def _single(character: str) -> str:
    compatible = normalize("NFKC", character)
    return compatible if len(compatible) == 1 else character


_RANGES = ((0xA0, 0xA1), (0x2000, 0x2070), (0x2E80, 0x3000), (0x3000, 0x3040), (0xF900, 0xFB00), (0xFE10, 0xFFF0))
_FOLDED = {
    code: folded
    for start, stop in _RANGES
    for code in range(start, stop)
    if (folded := _single(chr(code))) != chr(code)
} | {
    ord(character): folded
    for folded, characters in {
        "-": "‐‑‒–—―−─－﹣",
        ".": "‧・·•．﹒",
        "~": "～〜∼﹏",
        " ": "\u200b\u200c\u200d\u2060\ufeff",
        "/": "∕⁄",
        ":": "：︰﹕∶",
        ",": "，、﹐",
    }.items()
    for character in characters
}
