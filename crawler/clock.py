"""Our own clock: since when a page's text has been the same.

A page's text is kept as numbers, three for each line: of its shape, digits left out; of the line as it stands; of the
line without the day of the fetch, for where a page shows that, it shows it every day. Two versions of a page say the
same if the lines of their main parts agree, one by one, as they stand or without that day. Left aside are lines whose
shapes are volatile: counters of visits and times of day in which two answers to the same request, one right after the
other, were seen to differ. Which they are is learnt for each site.
"""

from __future__ import annotations

import hashlib
import re
from array import array
from collections import Counter
from collections.abc import Iterator, Set
from datetime import date
from functools import lru_cache
from typing import Final, TypeAlias

from crawler.extract.date_forms import ROC, fold
from crawler.extract.visible import HARD, VisibleText
from records.facts import Region

MOST_LINES: Final = 5000
"""What comes after them counts as one line."""
LONGEST_LINE: Final = 500
"""Characters of a line that count towards its shape."""
MOST_VOLATILE: Final = 20
"""Shapes that are learnt from one page."""
_DIGITS = re.compile(r"[0-9０-９]+")
_WORD = re.compile(r"[^\W\d_]")
_COUNTS = re.compile(
    r"瀏覽|浏览|點[閱擊]|点[阅击]|人[次數数]|訪客|访客|訪問|造訪|參觀|累[計積]|在線|線上|流量|今[天日]|現在|目前|時間|时间|時刻"
    r"|更新|visit|view|hits?\b|counter|online|today|time|now|clock|updated|\d:\d\d",
    re.IGNORECASE,
)
"""Words of lines that count visits or tell the time: in others a number that changes is what the page has to say."""
_MAIN = (None, Region.MAIN)
Lines: TypeAlias = "array[int]"
"""Of each line three numbers of four bytes: its shape, the line, the line without the day of the fetch. The last bit of
the second says whether it counts: lines of menus, headers, footers and lists of other articles do not."""


def lines_of(shown: VisibleText, today: date) -> Lines:
    """`today`: the day (in Taipei) on which the page was fetched."""
    lines = array("I")
    clock = _written(today)
    for line, shape, start in _shaped(shown):
        owner = shown.owner(start)
        counts = owner.region in _MAIN and not owner.is_other
        timeless = clock.sub("", fold(line)) if _DIGITS.search(line) else line
        lines.extend((_number(shape), (_number(line) & ~1) | counts, _number(timeless)))
    return lines


def volatile_shapes(one: VisibleText, other: VisibleText) -> set[int]:
    """Shapes of the lines that count visits or tell the time, and differ between two answers to the same request."""
    here, there = dict(_lines_by_shape(one)), dict(_lines_by_shape(other))
    found = (
        _number(shape)
        for shape in here.keys() & there.keys()
        if here[shape] != there[shape] and _COUNTS.search(f"{shape} {here[shape]}")
    )
    return set(sorted(found)[:MOST_VOLATILE])


def says_the_same(old: Lines, new: Lines, volatile: Set[int]) -> bool:
    """Whether the main parts of two versions say the same, volatile lines left aside."""
    here, there = _counted(old, volatile), _counted(new, volatile)
    return _timeless(here - there, old) == _timeless(there - here, new)


def _counted(lines: Lines, volatile: Set[int]) -> Counter[int]:
    return Counter(
        line for shape, line in zip(lines[::3], lines[1::3], strict=True) if line & 1 and shape not in volatile
    )


def _timeless(some: Counter[int], lines: Lines) -> Counter[int]:
    """These lines without the day of the fetch."""
    timeless = dict(zip(lines[1::3], lines[2::3], strict=True)) if some else {}
    found = Counter[int]()
    for line, count in some.items():
        found[timeless[line]] += count
    return found


def _lines_by_shape(shown: VisibleText) -> Iterator[tuple[str, str]]:
    return ((shape, line) for line, shape, _start in _shaped(shown))


def _shaped(shown: VisibleText) -> Iterator[tuple[str, str, int]]:
    """(line, its shape, where it begins). The shape of a line without a word tells the words before it as well."""
    start = 0
    words = ""
    for number, line in enumerate(re.split(f"[\n{HARD}]", shown.text, maxsplit=MOST_LINES)):
        if line:
            shape = _DIGITS.sub("0", line[:LONGEST_LINE]) if number < MOST_LINES else "…"
            words = shape if _WORD.search(shape) else f"{words}\n{shape}"[-LONGEST_LINE:]
            yield line, words, start
        start += len(line) + 1


@lru_cache(maxsize=16)
def _written(day: date) -> re.Pattern[str]:
    """All the ways in which a page may write this day, with its weekday if that is there."""
    year = rf"(?:(?:西元|公元)? ?{day.year}|(?:(?:中華)?民國)? ?{day.year - ROC})"
    month, of_month = rf"0?{day.month}", rf"0?{day.day}"
    name = rf"{day:%b}[a-z]{{0,6}}\.?"
    return re.compile(
        rf"(?<![\d.])(?:{year} ?[-/.年] ?{month} ?[-/.月] ?{of_month}(?: ?日)?|{month} ?[/月] ?{of_month}(?: ?日)?"
        rf"|(?:{day.year}|{day.year - ROC}){day:%m%d}|(?:{name} {of_month}|{of_month} {name}),? {day.year})"
        r"(?![\d%.])(?:[ (]{0,2}(?:星期|週|周|禮拜)?[一二三四五六日天]\)?(?![\u4e00-\u9fff]))?",
        re.IGNORECASE,
    )


def _number(text: str) -> int:
    return int.from_bytes(hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=4).digest(), "big")
