"""Dates in sentences: deadlines in clear words, and the lines by which laws are dated. All else is left alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from crawler.extract.date_candidates import (
    Candidate,
    Context,
    contradicts_weekday,
    days_of,
    span_of_days,
)
from crawler.extract.date_forms import Span, date_at, fold, past_time, span_at
from crawler.extract.date_labels import (
    BEFOREHAND,
    CHANGED,
    CLOSES_BEFORE,
    CLOSES_BEHIND,
    CLOSES_IN_ENGLISH,
    CONDITION,
    DATE_LIKE,
    ENACTED,
    HAPPENS,
    IS_DUE,
    LAW_NAMES,
    NO_DEADLINE_BEFORE,
    NO_DEADLINE_BEHIND,
    OF_ANOTHER_YEAR,
    REPEALED,
    SUBMITTED,
    TRADITIONAL,
)
from crawler.extract.date_titles import Title
from crawler.extract.visible import HARD, VisibleText
from records.facts import DateKind, Precision, Region

BEFORE: Final = 24
BEHIND: Final = 28
"""Characters around a date in which the words stand that make it a deadline."""
LONG_BEFORE: Final = 100
"""The same in English."""
MOST_PLACES: Final = 2_000
"""Looked at in one page."""

_SENTENCE_ENDS = re.compile(f"[。;!?\n{HARD}]")
_NOW = re.compile(r"自?即日(?:起|開始)?(?:至|到|迄|~+|-)? ?$")
_UNTIL = re.compile(r"(?:至|到|迄|~) ?$")
_FORE = re.compile(r"日? ?(?:以|之)?前")
_STOP = re.compile(r" ?(?:為?止|截止|截稿|截標)")
_DAY_IN_BRACKETS = re.compile(r"[今昨明於] ?\((\d{1,2})\) ?日|(?<![\d)年月])\((\d{1,2})\) ?日")


def prose_dates(shown: VisibleText, today: date, context: Context) -> Iterator[Candidate]:
    """Deadlines in sentences: 請於X前報名, X截止, 截止日為X, 即日起至X受理; and "今(17)日" in dated news, as an event.

    Years that are left out are the context's. What is told of the past, of plans and statistics is none.
    """
    text = fold(shown.text).translate(TRADITIONAL)
    for count, match in enumerate(DATE_LIKE.finditer(text)):
        if count >= MOST_PLACES:
            break
        at = match.start() + len(match[0]) - len(match[0].lstrip(" "))
        span, is_doubtful = span_at(text, at, today), False
        if span is None and (completed := span_of_days(text, at, context)):
            span, is_doubtful = completed
        if span is None or (span.last or span.first).precision is not Precision.DAY:
            continue
        element = shown.owner(at)
        if element.is_aside or element.region in (Region.HEADER, Region.FOOTER):
            continue
        before = _SENTENCE_ENDS.split(text[max(at - BEFORE, 0) : at])[-1]
        if is_doubtful and OF_ANOTHER_YEAR.search(before):
            continue
        stop = past_time(text, span.end)
        behind = _SENTENCE_ENDS.split(text[stop : stop + BEHIND], maxsplit=1)[0]
        found = _deadline(before, text[max(at - LONG_BEFORE, 0) : at], behind, span)
        if found is None:
            continue
        kind, is_open, is_uncertain = found
        first, last = days_of(span, is_open=is_open)
        is_wrong_weekday = contradicts_weekday(text, at, span.first) or (
            span.last is not None and contradicts_weekday(text, span.first.end, span.last)
        )
        yield Candidate(
            kind, first, last, Precision.DAY, "text", at, span.end, at, "", element,
            is_doubtful or is_uncertain or is_wrong_weekday,
        )  # fmt: skip
    if context.dated is not None:
        yield from _days_in_brackets(shown, text, context.dated)


def _deadline(before: str, long_before: str, behind: str, span: Span) -> tuple[DateKind, bool, bool] | None:
    """What the words around a span make of it: its kind, whether it has no beginning, whether that is doubtful."""
    if NO_DEADLINE_BEFORE.search(before) or NO_DEADLINE_BEHIND.match(behind):
        return None
    around = before + " " + behind
    is_open = bool(_NOW.search(before))
    if CLOSES_BEFORE.search(before):
        return DateKind.DEADLINE, is_open, False
    if CLOSES_BEHIND.match(behind) or CLOSES_IN_ENGLISH.search(long_before):
        return DateKind.DEADLINE, is_open, False
    if fore := _FORE.match(behind):
        is_due = IS_DUE.search(before)
        is_condition = CONDITION.match(behind, fore.end()) and not is_due and "未" not in before
        if span.last is not None or is_condition or BEFOREHAND.search(before):
            return None
        is_asked = SUBMITTED.search(behind, fore.end())
        return (DateKind.DEADLINE, False, not is_due or not is_asked) if is_due or is_asked else None
    if not (_STOP.match(behind) or is_open):
        return None
    if span.last is None and not is_open and not _UNTIL.search(before):
        return None
    if HAPPENS.search(around) and not SUBMITTED.search(around):
        return DateKind.EVENT, is_open, False
    if SUBMITTED.search(around):
        return DateKind.DEADLINE, is_open, False
    return (DateKind.DEADLINE, True, True) if is_open else None


def _days_in_brackets(shown: VisibleText, text: str, dated: date) -> Iterator[Candidate]:
    for match in _DAY_IN_BRACKETS.finditer(text):
        day = int(match[1] or match[2])
        near = (dated + timedelta(days=step) for step in sorted(range(-10, 11), key=abs))
        value = next((one for one in near if one.day == day), None)
        element = shown.owner(match.start())
        if value is not None and not element.is_aside:
            yield Candidate(
                DateKind.EVENT, value, None, Precision.DAY, "text", match.start(), match.end(), match.start(), "",
                element, is_weak=True,
            )  # fmt: skip


# Laws

_LAW_LINE = re.compile(
    rf"(?:^|(?<=[\n{HARD}]))[(]?(?:(?P<number>\d{{1,2}}|[一二三四五六七八九十]{{1,3}})[.)、,] ?)?"
    r"(?=中華民國|民國|\d{2,3} ?年)"
)
_NUMBER = re.compile(r"[^。;]{0,40}?字 ?第 ?[\d\w]{3,20} ?號")
_LAW_PAGES = re.compile(r"/Law[A-Z]\w{3,20}\b|/(?:law|laws)/", re.IGNORECASE)


def law_dates(shown: VisibleText, today: date, title: Title, url: str) -> Iterator[Candidate]:
    """Of a law's page, by the lines of its history: when it was enacted, when it was changed last; weakly.

    A line is a day, an authority, a number, and a verb; where the verb is left out, the first numbered line enacts.
    """
    if not (LAW_NAMES.search(title.text) or _LAW_PAGES.search(url)):
        return
    text = fold(shown.text).translate(TRADITIONAL)
    enacted: list[Candidate] = []
    changed: list[Candidate] = []
    for place in _LAW_LINE.finditer(text):
        at = place.end()
        reading = date_at(text, at, today)
        element = shown.owner(at)
        if reading is None or reading.precision is not Precision.DAY or reading.value > today or element.is_aside:
            continue
        rest = _SENTENCE_ENDS.split(text[reading.end : reading.end + 160], maxsplit=1)[0]
        is_numbered = _NUMBER.match(rest)
        if REPEALED.search(rest) or not (is_numbered or (place["number"] and len(rest) < 60)):
            continue
        stands = Candidate(
            DateKind.PUBLISHED, reading.value, None, Precision.DAY, "text", at, reading.end, at, "", element,
            is_weak=True,
        )  # fmt: skip
        if CHANGED.search(rest):
            changed.append(replace(stands, kind=DateKind.UPDATED))
        elif ENACTED.search(rest) or place["number"] in ("1", "一"):
            enacted.append(stands)
        elif place["number"]:
            changed.append(replace(stands, kind=DateKind.UPDATED))
    if enacted:
        yield min(enacted, key=lambda one: one.value)
    if changed:
        yield max(changed, key=lambda one: one.value)
