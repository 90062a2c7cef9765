"""Our own clock: since when a page's text has been the same.

A page's text is kept as two numbers for each line: of the line as it stands, and of its shape, digits left out. Two
versions of a page say the same if the lines of their main parts are the same. Left aside are

- the day of the fetch itself: where a page shows it, it shows it every day;
- lines whose shapes are volatile: those in which two answers to the same request, one right after the other, were seen
  to differ (visitor counters, times of day, tokens). Which they are is learnt for each site.
"""

from __future__ import annotations

import hashlib
import re
from array import array
from collections import Counter
from collections.abc import Set
from datetime import date
from functools import lru_cache
from typing import Final, TypeAlias

from crawler.extract.date_forms import ROC, fold
from crawler.extract.visible import HARD, VisibleText
from records.facts import Region

MOST_LINES: Final = 5000
LONGEST_LINE: Final = 500
"""Characters of a line that count towards its shape."""
_DIGITS = re.compile(r"[0-9０-９]+")
_MAIN = (None, Region.MAIN)
Lines: TypeAlias = "array[int]"
"""Four bytes of the shape and four of the line, by turns; the last bit of the line's says whether it counts: lines of
menus, headers, footers and lists of other articles do not."""


def lines_of(shown: VisibleText, today: date) -> Lines:
    """`today`: the day (in Taipei) on which the page was fetched."""
    lines = array("I")
    start = 0
    clock = _written(today)
    for line in re.split(f"[\n{HARD}]", shown.text)[:MOST_LINES]:
        if line:
            owner = shown.owner(start)
            counts = owner.region in _MAIN and not owner.is_other
            timeless = clock.sub("", fold(line)) if _DIGITS.search(line) else line
            lines.extend((_shape_of(line), (_number(timeless) & ~1) | counts))
        start += len(line) + 1
    return lines


@lru_cache(maxsize=16)
def _written(day: date) -> re.Pattern[str]:
    """All the ways in which a page may write this day, with its weekday if that is there."""
    year = rf"(?:(?:西元|公元)? ?{day.year}|(?:(?:中華)?民國)? ?{day.year - ROC})"
    month, of_month = rf"0?{day.month}", rf"0?{day.day}"
    name = rf"{day:%b}[a-z]{{0,6}}\.?"
    return re.compile(
        rf"(?<!\d)(?:(?:{year} ?[-/.年] ?)?{month} ?[-/.月] ?{of_month}(?: ?日)?"
        rf"|(?:{day.year}|{day.year - ROC}){day:%m%d}|(?:{name} {of_month}|{of_month} {name}),? {day.year})"
        r"(?!\d)(?:[ (]{0,2}(?:星期|週|周|禮拜)?[一二三四五六日天]\)?(?![\u4e00-\u9fff]))?",
        re.IGNORECASE,
    )


def _shape_of(line: str) -> int:
    """A number of a line with its digits left out."""
    return _number(_DIGITS.sub("0", line[:LONGEST_LINE]))


def _number(text: str) -> int:
    return int.from_bytes(hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=4).digest(), "big")


def says_the_same(old: Lines, new: Lines, volatile: Set[int]) -> bool:
    """Whether the main parts of two versions say the same, volatile lines left aside."""
    return _counted(old, volatile) == _counted(new, volatile)


def _counted(lines: Lines, volatile: Set[int]) -> Counter[int]:
    pairs = zip(lines[::2], lines[1::2], strict=True)
    return Counter(line for shape, line in pairs if line & 1 and shape not in volatile)


def differing(one: Lines, other: Lines) -> set[int]:
    """Shapes of the lines in which two answers to the same request differ, wherever they stand."""
    here, there = (Counter(zip(lines[::2], lines[1::2], strict=True)) for lines in (one, other))
    return {shape for shape, _line in (here - there) + (there - here)}
