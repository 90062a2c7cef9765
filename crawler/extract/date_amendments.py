"""What the words around a deadline or an event do to it: put it off, take it back, or call it an example.

Those behind it count as far as the next date, for there they speak of another day.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from typing import Final

from crawler.extract.date_candidates import Candidate
from crawler.extract.date_forms import Reading, date_at, end_of_period_at, ends_on, fold, rest_of_range
from crawler.extract.date_labels import (
    DATE_LIKE,
    IF,
    IS_EXAMPLE,
    IS_OPEN,
    IS_OVER,
    IS_PUT_OFF,
    OVER_IN_FRONT,
    PUT_OFF_TO,
    TOLD_LATER,
)
from crawler.extract.visible import HARD, VisibleText
from records.facts import DateKind, Precision

AMENDED: Final = frozenset((DateKind.DEADLINE, DateKind.EVENT, DateKind.VALID_UNTIL))
BEFORE: Final = 60
"""Characters before a date in which "例如" stands."""
BEHIND: Final = 80
LONGEST_DATE: Final = 40
LONGEST_CONDITION: Final = 12

_SENTENCE_ENDS: Final = re.compile(f"[。;!?\n{HARD}]")


def amended(shown: VisibleText, found: Iterable[Candidate], today: date) -> Iterator[Candidate]:
    """The candidates as the words around them leave them.

    What was put off ends on the later day; where no day is given, it is weak. Examples, and what the page itself calls
    over, are left out: "報名截止日：9月30日（已截止）" promises nothing any more.
    """
    for one in found:
        still = _amended(shown, one, today) if one.kind in AMENDED else one
        if still is not None:
            yield still


def _amended(shown: VisibleText, one: Candidate, today: date) -> Candidate | None:
    before = _SENTENCE_ENDS.split(fold(shown.text[max(one.at - BEFORE, 0) : one.at]))[-1]
    in_front = fold(shown.text[max(one.start - LONGEST_CONDITION, 0) : one.start])
    if IS_EXAMPLE.search(before) or OVER_IN_FRONT.search(in_front):
        return None
    window = fold(shown.text[one.end : one.end + BEHIND + LONGEST_DATE]).partition(HARD)[0]
    following = DATE_LIKE.search(window, 0, BEHIND)
    near = window[: following.start() if following else BEHIND]
    if _is_over(near):
        return None
    is_weak = one.is_weak or bool(
        IS_OPEN.match(near) or IS_PUT_OFF.search(near) or TOLD_LATER.search(near.partition("\n")[0])
    )
    if (put_off := PUT_OFF_TO.search(near)) and (later := _day_at(window, put_off.end(), one, today)):
        return _put_off(one, later)
    return replace(one, is_weak=is_weak)


def _is_over(near: str) -> bool:
    """Whether it says so of this day, and not of what happens once it is over ("逾期不再受理")."""
    return any(
        not IF.search(_SENTENCE_ENDS.split(near[max(match.start() - LONGEST_CONDITION, 0) : match.start()])[-1])
        for match in IS_OVER.finditer(near)
    )


def _day_at(window: str, at: int, one: Candidate, today: date) -> Reading | None:
    at += window.startswith(" ", at)
    known = Reading(one.last, one.precision, 0)
    return date_at(window, at, today) or end_of_period_at(window, at, today) or rest_of_range(window, at, known)


def _put_off(one: Candidate, later: Reading) -> Candidate:
    """With its new last day; weak where that is none that comes later."""
    last = ends_on(later)
    if last <= one.last:
        return replace(one, is_weak=True)
    end = one.end + later.end
    if one.kind is DateKind.EVENT and one.until != one.value:
        return replace(one, until=last, precision=Precision.DAY, end=end)
    is_range = one.until is not None and one.until != one.value
    until = last if one.until is not None else None
    return replace(one, value=one.value if is_range else last, until=until, precision=Precision.DAY, end=end)
