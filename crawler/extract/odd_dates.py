"""Dates that are none, and dates without a word that tells what they are."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from itertools import islice
from typing import Final

from crawler.extract.date_forms import ROC
from crawler.extract.date_labels import LABELS, UNRELATED_BEFORE
from crawler.extract.passage_words import (
    HAN,
    MOST,
    is_own,
    passage,
)
from crawler.extract.visible import HARD, VisibleText
from records.facts import Passage, Sign

_TRIPLE = re.compile(
    r"(?P<y>\d\d{0,3}) ?(?P<s>[-/.年]) ?(?P<m>\d{1,2}) ?(?:(?P=s)|月) ?(?P<d>\d{1,2})(?! ?[./-]?\d)(?: ?日)?"
)
_NO_YEAR = re.compile(r"民國 ?0{1,3} ?年(?! ?\d)")
_WITHIN_A_NUMBER = re.compile(r"[\d./-]$")
_ERA = re.compile(r"民國 ?$")
_NULLS = frozenset(((1, 1, 1), (1753, 1, 1), (1900, 1, 1), (1970, 1, 1)))
"""What systems show where they have no date; behind a label of the page's own no day can be so early."""
_ANY_LABEL = re.compile(
    rf"(?:{'|'.join(label.words for label in LABELS)})[ \n]*[:：]?[)）】」\]]?[ \n:：]{{0,4}}(?:(?:中華)?民國 ?)?$",
    re.IGNORECASE,
)
LONGEST_LABEL: Final = 40
_BARE_DATE = re.compile(
    r"[(（\[【]?(?:中華)?(?:民國|西元)?\s*(?:\d{2,4}\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}\s*日?)"
    r"\s*(?:[(（]?(?:星期|週)?[一二三四五六日][)）]?)?\s*(?:\d{1,2}:\d{2}(?::\d{2})?)?[)）\]】]?"
)


def impossible_dates(shown: VisibleText) -> Iterator[Passage]:
    text = shown.text
    triples = (match for match in islice(_TRIPLE.finditer(text), 2_000) if not _is_possible(text, match))
    for match in (*triples, *islice(_NO_YEAR.finditer(text), MOST)):
        label = "" if shown.owner(match.start()).is_aside else _label_before(text, match.start())
        if label:
            yield passage(Sign.IMPOSSIBLE_DATE, label + match[0])


def _is_possible(text: str, match: re.Match[str]) -> bool:
    """Whether it may be a date, or may mean something else than year, month and day."""
    before = text[max(match.start() - 4, 0) : match.start()]
    if _WITHIN_A_NUMBER.search(before):
        return True
    year, month, day = int(match["y"]), int(match["m"]), int(match["d"])
    is_roc = _ERA.search(before) is not None
    if year == 0:
        return not (is_roc or (month, day) == (0, 0) or match["s"] == "年")
    if (year, month, day) in _NULLS and len(match["y"]) == 4:
        return False
    if len(match["y"]) < 3 and not is_roc and match["s"] != "年":
        return True
    if not 1 <= month <= 12:
        return False
    return 1 <= day <= calendar.monthrange(year if year > ROC else year + ROC, month)[1]


def _label_before(text: str, at: int) -> str:
    """The label, with what stands between it and the place; empty where none ends there."""
    window = text[max(at - LONGEST_LABEL, 0) : at].rpartition(HARD)[2]
    window = "\n".join(window.split("\n")[-2:])
    label = _ANY_LABEL.search(window)
    if label is None:
        return ""
    before = window[: label.start()]
    if before and (HAN.match(before[-1]) or before[-1].isalnum() or UNRELATED_BEFORE.search(before)):
        return ""
    return label[0]


def bare_dates(shown: VisibleText) -> Iterator[Passage]:
    """Dates that are all that their element says, without a label; not those of links and other articles."""
    count = 0
    stops = [*shown.starts[1:], len(shown.text)]
    for start, stop, owner in zip(shown.starts, stops, shown.owners, strict=False):
        if stop - start > 40 or not is_own(owner) or not _DIGIT.search(shown.text, start, min(stop, start + 8)):
            continue
        words = shown.text[start:stop].strip(f" \n{HARD}")
        if _BARE_DATE.fullmatch(words) and not _is_labelled(shown.text, start):
            yield passage(Sign.BARE_DATE, words)
            count += 1
            if count == MOST:
                return


_DIGIT = re.compile(r"\d")


def _is_labelled(text: str, at: int) -> bool:
    before = text[max(at - LONGEST_LABEL, 0) : at].rstrip(" \n")
    return before.endswith((":", "：")) or bool(_label_before(text, at)) or before.endswith(("~", "～", "至", "-"))
