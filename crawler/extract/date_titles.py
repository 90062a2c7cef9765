"""Dates at a page's title, which stand there without a label: before it, alone beside or below it, alone above it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from datetime import date
from typing import Final, NamedTuple

from crawler.extract.date_candidates import EARLIEST_PAGE, Candidate, contradicts_weekday
from crawler.extract.date_forms import ROC, Reading, date_at, fold, past_time
from crawler.extract.date_labels import DATE_LIKE, EVENT_AROUND, NAMES_A_LIST, YEAR_IN_TITLE
from crawler.extract.tree import Tree
from crawler.extract.visible import HARD, Element, VisibleText, within
from records.facts import DateKind, Precision, Region

MOST_HEADINGS: Final = 200
LONGEST_TITLE: Final = 200
NEAR: Final = 80
"""Characters behind a date in which the place of an event is named."""
RUNS_BELOW: Final = 4
"""Texts below the title of which one may be the date: with a subtitle, the unit, the author before it."""
RUNS_LOOKED_AT: Final = 12
"""Texts among which no second one may be a date: many are a list."""
SHORTEST_TITLE: Final = 6
"""Characters of a link that names another article."""
LONGEST_BETWEEN: Final = 30
"""Characters of a text that stands between title and date."""


class Title(NamedTuple):
    heading: Element | None
    """The one that names the page."""
    text: str
    """The heading's, or else of `<title>`; folded."""
    document_title: str
    year: int | None
    """The one year that the title names."""


def page_title(shown: VisibleText, tree: Tree) -> Title:
    """What names the page: the h1 of its main part, else its only h2, else its only h3; else `<title>`."""
    node = tree.css_first("title")
    of_document = " ".join(fold((node.text() if node else "")[: LONGEST_TITLE * 4]).split())[:LONGEST_TITLE]
    own = [heading for heading in shown.headings[:MOST_HEADINGS] if _may_name(shown, heading)]
    heading = None
    for tag, is_above in (("h1", False), ("h2", False), ("h1", True), ("h3", False)):
        same = [other for other in own if other.tag == tag and (other.region is Region.HEADER) is is_above]
        if same:
            named = [other for other in same if fold(shown.of(other)) in of_document]
            is_sure = len(same) == 1 or tag == "h1"
            heading = same[0] if is_sure else named[0] if len(named) == 1 else None
            break
    text = fold(shown.of(heading)) if heading else of_document
    named_years = {_gregorian(match[1]) for match in YEAR_IN_TITLE.finditer(text)}
    return Title(heading, text, of_document, named_years.pop() if len(named_years) == 1 else None)


def _may_name(shown: VisibleText, heading: Element) -> bool:
    if heading.is_aside or heading.region is Region.FOOTER or within(shown.links, heading):
        return False
    return 2 <= heading.end - heading.start <= LONGEST_TITLE


def _gregorian(year: str) -> int:
    return int(year) if len(year) == 4 else int(year) + ROC


def title_dates(shown: VisibleText, today: date, title: Title) -> Iterator[Candidate]:
    """The day at the title, weakly: as that of publishing, or of the event where its hour or place is named.

    Titles that name a list or an office have none: what stands there is another article's day, or a clock.
    A day not before `today` is none: it may be a clock, and nothing is published later.
    """
    heading = title.heading
    if heading is None or NAMES_A_LIST.search(title.text):
        return
    for start, stop in ((heading.start, heading.end), *_runs_near(shown, heading)):
        text = fold(shown.text[start:stop])
        opening = 1 if text[:1] in _OPENING else 0
        reading = _day(text, opening, today)
        if reading is None:
            continue
        rest = text[past_time(text, reading.end) :].lstrip(_CLOSING)
        if _GOES_ON.match(rest) if start == heading.start else (not rest or _IS_UNIT.match(rest)):
            at, end = start + opening, start + reading.end
            is_event = _HOUR.search(text, reading.end) or EVENT_AROUND.search(fold(shown.text[end : end + NEAR]))
            kind = DateKind.EVENT if is_event else DateKind.PUBLISHED
            owner = shown.owner(at)
            yield Candidate(kind, reading.value, None, reading.precision, "text", at, end, at, "", owner, is_weak=True)
            return


_HOUR = re.compile(r"\d ?[時點]")
"""The hour in words is when something takes place; what is published has it in digits."""
_IS_UNIT = re.compile(r" ?[|/.] ?[^\d|/.,:。]{2,12}$")
"""Behind a date in the same text: "|水資處"."""
_OPENING = ("(", "[", "【", "•", ".")
_CLOSING = ")]】"
_GOES_ON = re.compile(r"[ :_\]】)-]+(?=[^\d\s:_()-]).{3}")
"""Behind a date before a title: a blank or a sign, and words."""


def _day(text: str, at: int, today: date) -> Reading | None:
    reading = date_at(text, at, today)
    if reading is None or reading.precision is not Precision.DAY or text[at : reading.end].isdigit():
        return None
    is_likely = EARLIEST_PAGE <= reading.value < today and not contradicts_weekday(text, at, reading)
    return reading if is_likely else None


def _runs_near(shown: VisibleText, heading: Element) -> Iterator[tuple[int, int]]:
    """Where texts begin and end that may be the date of a heading: those of a few short ones below it, one above it."""
    following = bisect_left(shown.starts, heading.end)
    below = [_run(shown, index) for index in range(following, min(following + RUNS_LOOKED_AT, len(shown.starts)))]
    own = [fold(shown.text[start:stop]) for start, stop in below if _belongs(shown, shown.owner(start), heading)]
    if len({text for text in own if _IS_DATE.match(text)}) <= 1:
        for start, stop in below[:RUNS_BELOW]:
            if _belongs(shown, shown.owner(start), heading) and not _is_before_title(shown, stop):
                yield start, stop
            words = shown.text[start:stop]
            if len(words) > LONGEST_BETWEEN or _ASKS_FOR_DATE.search(words):
                break
    index = bisect_left(shown.starts, heading.start) - 1
    block = heading.parent
    if index >= 0 and block is not None and block.tag in ("div", "header", "section", "article", "hgroup"):
        start, stop = _run(shown, index)
        if start >= block.start and _belongs(shown, shown.owner(start), heading):
            yield start, stop


_IS_DATE = re.compile(rf"[(\[•.]?(?:{DATE_LIKE.pattern})[^\w]*$")
_ASKS_FOR_DATE = re.compile(r"(?:[:：]|日期?|[時时][間间]|期限|期間|[自至於迄]|date|time|on)\s*$", re.IGNORECASE)
"""Words behind which a date is theirs."""


def _is_before_title(shown: VisibleText, at: int) -> bool:
    """Whether what follows is a link that names another article."""
    index = bisect_left(shown.starts, at)
    if index >= len(shown.starts) or not shown.owners[index].is_linked:
        return False
    start, stop = _run(shown, index)
    return stop - start >= SHORTEST_TITLE


def _run(shown: VisibleText, index: int) -> tuple[int, int]:
    start = shown.starts[index]
    stop = shown.starts[index + 1] if index + 1 < len(shown.starts) else len(shown.text)
    return start, start + len(shown.text[start:stop].rstrip(f" \n{HARD}"))


def _belongs(shown: VisibleText, element: Element, heading: Element) -> bool:
    """Whether an element stands with the heading, and in no entry of a list between."""
    if element.is_aside or element.region not in (None, Region.MAIN, heading.region):
        return False
    at: Element | None = element
    while at is not None and not at.start <= heading.start < at.end:
        if at.tag == "tr":
            return False
        around = at.parent if at.is_item and at.parent is not None else at
        if any(link.end - link.start >= SHORTEST_TITLE for link in within(shown.links, around)):
            return False
        at = at.parent
    return True
