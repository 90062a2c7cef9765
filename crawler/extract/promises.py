"""How often a page promises to change."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from crawler.extract.main_part import LONGEST, Line
from crawler.extract.passage_words import (
    CLAUSES,
    MOST,
    SHORT_LINE,
    is_own,
    passage,
)
from crawler.extract.visible import HARD, VisibleText
from records.facts import Passage, Sign

_NUMERALS = {numeral: value for value, numeral in enumerate("〇一二三四五六七八九十")} | {
    "兩": 2,
    "半": 0,
    "雙": 2,
    "隔": 2,
}
_RHYTHM_WORDS = (
    r"(?:(?:每|逐|按)(?:隔)?(?P<count> ?\d{1,2} ?|[一二兩三四五六七八九十半雙])?(?:個)?(?P<unit>工作日|上班日|日"
    r"|天|週|周|星期|月|季|年度|年|學期)"
    r"|(?P<english>daily|weekly|biweekly|monthly|quarterly|half-?yearly|semi-?annually|yearly|annually)"
    r"|every (?P<many>\d{1,2} )?(?P<period>day|week|month|quarter|year)s?"
    r"|(?P<bare>\d{1,2}|[一二兩三四五六](?=個)) ?(?:個)?(?P<bare_unit>天|日|週|周|月|季|年)(?![初底中旬\d]))"
)
_BY_UNIT = {
    "日": 1, "天": 1, "工作日": 3, "上班日": 3, "週": 7, "周": 7, "星期": 7, "月": 31, "季": 92, "學期": 183, "年": 366,
    "年度": 366, "day": 1, "week": 7, "month": 31, "quarter": 92, "year": 366,
    "daily": 1, "weekly": 7, "biweekly": 14, "monthly": 31, "quarterly": 92, "yearly": 366, "annually": 366,
    "halfyearly": 183, "semiannually": 183,
}  # fmt: skip
_RHYTHM_LABEL = re.compile(
    rf"(?:^|(?<=[\s{HARD}●•※*◎(（、．.)）]))(?:(?:詮釋)?資料(?:集)?|內容|網頁|本?頁面?|資訊)?(?:之|的)?"
    r"(?:(?:更新|維護|發布)(?:頻率|週期|周期)|更新(?:時間)?(?=[:：] ?[每逐按])|(?:update|updating) frequency"
    r"|frequency of updates?|accrual periodicity)"
    rf"[ \n]*[:：]?[ \n]*{_RHYTHM_WORDS}",
    re.IGNORECASE,
)
_THIS = (
    r"(?:(?:本|此|以上|以下|上述)(?:統計)?(?:表|頁|網頁|頁面|專區|單元|資料集|資料|清單|名單|數據|資訊|內容"
    r"|統計)(?:內容|資料|數據|資訊)?)"
)
_THINGS = r"(?:(?:相關|統計)?(?:網頁|頁面|資料集|資料|數據|資訊|內容|統計)(?:內容|資料|數據|資訊)?)"
_UPDATED = (
    r"(?:將|約|定期|皆|均|原則上?|係|於|為|固定|由本[府局處所])*" + _RHYTHM_WORDS + r"的?(?:\d{1,2}月)?"
    r"(?:[一二三四五六日天](?:[、及和,][一二三四五六日天]){0,5}|(?:結束|終了)後\S{0,6}?內|\d{1,2} ?日"
    r"|月?[初底中]|第[一二三四]?\d?[週周季個]\S{0,3})?(?:以?[前後])?"
    r"(?:定期|固定|進行|持續|滾動)*(?:更新|updated?)(?:一次|1次|乙次)?"
    r"(?:本[頁表]|(?:前|上)[一1]?[月季年週]?份?)?(?:統計)?(?:資料|數據|內容|資訊)?"
)
_RHYTHM_LINE = re.compile(
    rf"[※*●◎■(（【\s]*(?:註|備註|說明)?[:：]?(?:\d[.、])?(?:{_THIS}|{_THINGS})?{_UPDATED}[)）】。.!！\s]*"
    r"|(?:this|the) (?:page|table|list|data(?:set)?)s? (?:is|are) updated "
    + _RHYTHM_WORDS.replace("?P<", "?P<e_")
    + r"[.\s]*|updated "
    + _RHYTHM_WORDS.replace("?P<", "?P<u_")
    + r"[.\s]*",
    re.IGNORECASE,
)
_RHYTHM_CLAUSE = re.compile(_THIS + _UPDATED)
"""In prose it must say that it speaks of this page."""
_RHYTHM_HINTS = ("更新", "頻率", "週期", "周期", "update", "Update", "frequency", "Frequency")


def promises(shown: VisibleText, own: Sequence[Line]) -> Iterator[Passage]:
    """Behind a label, where the page has but one such label (more are those of a list), or in a line of its own."""
    text = shown.text
    if not any(hint in text for hint in _RHYTHM_HINTS):
        return
    labelled = [match for match in islice(_RHYTHM_LABEL.finditer(text), MOST) if is_own(shown.owner(match.start()))]
    if len(labelled) == 1 and (days := _days(labelled[0])):
        yield passage(Sign.PROMISE, labelled[0][0], str(days))
        return
    for line in own if not labelled else ():
        match = _RHYTHM_LINE.fullmatch(line.text) if _is_short_and_unlinked(line) else None
        for clause in CLAUSES.split(line.text[:LONGEST]):
            match = match or _RHYTHM_CLAUSE.fullmatch(clause.strip())
        if match and (days := _days(match)):
            yield passage(Sign.PROMISE, match[0], str(days))
            return


def _is_short_and_unlinked(line: Line) -> bool:
    return len(line.text) <= SHORT_LINE and line.unlinked >= len(line.text.replace(" ", ""))


def _days(match: re.Match[str]) -> int:
    """The rhythm in days; 0 where it is none that can be told."""
    said = {name.removeprefix("e_").removeprefix("u_"): value for name, value in match.groupdict().items() if value}
    unit = (said.get("unit") or said.get("bare_unit") or said.get("english") or said.get("period") or "").lower()
    days = _BY_UNIT.get(unit.replace("-", ""), 0)
    count = (said.get("count") or said.get("bare") or said.get("many") or "").strip()
    if not count:
        return days
    if count == "半":
        return {"年": 183, "年度": 183, "月": 16}.get(unit, 0)
    return days * (int(count) if count.isdecimal() else _NUMERALS[count])
