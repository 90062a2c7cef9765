"""The dates that a page states of itself: by the labels in its text, by microdata, `<meta>` and JSON-LD.

Label first: a date counts because the page says what it is, never because it looks like one. Unknown is an answer, and
a wrong date is far worse than none. Left out on purpose:

- dates without a label; labels in links, controls, menus and boxes of other articles; entries of lists;
- a label to which the page gives several dates, unless all but one stand in the footer;
- ranges, where one day is asked for; of the range of an event or a deadline the last day counts.

"網站更新日期" is the site's date. It counts as the page's (source "label:site") only where the page has no date of its
own. A label in the footer (source "label:footer") counts unless the main part has one of the same kind.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice
from typing import Final

from crawler.extract.date_forms import Reading, date_at, fold, machine_date, span_at
from crawler.extract.date_labels import (
    EVENT_AROUND,
    LABELS,
    PROPERTIES,
    SUFFIXES,
    TIME_CLASSES,
    UNRELATED_BEFORE,
    UTILITIES,
    Label,
    Trust,
)
from crawler.extract.date_metadata import metadata_dates
from crawler.extract.tree import Tree, parsed
from crawler.extract.visible import HARD, Element, VisibleText, visible_text, within
from records.facts import DateKind, PageDate, Region

READER: Final = 1
"""Raise it whenever dates are read differently: stored pages are then read anew."""

OF_ONE_DAY = frozenset((DateKind.PUBLISHED, DateKind.UPDATED, DateKind.REVIEWED, DateKind.PRINTED))
"""Kinds that are never a range; all but the last date the page itself."""
OF_SEVERAL_DAYS = frozenset((DateKind.EVENT, DateKind.DEADLINE))
MOST_DATES = 300
"""Of one reader; what has more is a list, and the rest of it would say no more."""


def page_dates(html: str | Tree, *, today: date) -> tuple[PageDate, ...]:
    """The dates that a page states, those in its text first, in the order of the page. Never raises.

    `today` (in Taipei) bounds what years can be meant, and tells a clock from a date.
    """
    tree = parsed(html)
    shown = visible_text(tree)
    readers = (_labelled(shown, today), _suffixed(shown, today), _in_microdata(shown, today))
    found = [candidate for reader in readers for candidate in islice(reader, MOST_DATES)]
    own = [candidate for candidate in found if not _is_teaser(shown, candidate, found)]
    stated = [*_settled(shown, own), *metadata_dates(tree, today)]
    return tuple({(one.kind, one.value, one.source): one for one in reversed(stated)}.values())[::-1]


@dataclass(frozen=True, slots=True)
class _Candidate:
    kind: DateKind
    reading: Reading
    source: str
    start: int
    """Of label and date, in the visible text."""
    end: int
    words: str
    """The label's."""
    element: Element


# Labels

_LABEL = re.compile("|".join(f"(?P<l{index}>{label.words})" for index, label in enumerate(LABELS)), re.IGNORECASE)
_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")
_FIRST_HAN = frozenset("".join(_HAN.findall("".join(label.words for label in LABELS))))
_BEFORE_HAN = frozenset(" |｜/／·•・‧()（）[]【】「」『』:：<>＜＞《》〈〉*※◎●■□▲△◆◇★☆○〇–—-－～~;；»›→▶►")
_BEFORE_ENGLISH = re.compile(r"(?:^|[|(\[·•;:,/>»–—-]) *$")
_PLACES = re.compile(
    rf"[{re.escape(''.join(_BEFORE_HAN))}\n{HARD}](?=[{''.join(_FIRST_HAN)}])|[|(\[·•;:,/>»–—\n{HARD}-] *(?=[a-zA-Z])"
)
"""Where a label can begin within a run of text."""
_HINT = r"\((?:民國|西元|[ymd年月日/. -]{2,12})\)|\(?[a-z][a-z ]{3,24}\)?(?=[ \n]*:)"
"""Between label and date: "(民國)", "(yyy/mm/dd)", the label said again in English."""
_GAP = re.compile(
    rf"[ \n]*(?:{_HINT})?[ \n]*(?P<mark>[:|/>\])】」》=_.-]*)[ \n:|/>\])】」》=_-]{{0,6}}(?:(?:on|at|於) ?)?",
    re.IGNORECASE,
)
_FROM = re.compile(r"(?:自?即日起|自|從|由)? ?(?:至|到|迄|~+|-)? ?")
_FURTHER = re.compile(r" ?(?:,|及|和|與|暨) ?")
_CLOCK_GOES_ON = re.compile(r" ?\(?(?:星期|週|周|\d{1,2}:)")
_NUMERAL = re.compile(r"[\d〇○◯零一二三四五六七八九十百廿]")
_LINES = re.compile(f"[\n{HARD}]")
LONGEST_LINE = 200
"""Characters; in a longer line a label counts only near its beginning, for the rest is prose."""
FARTHEST = 64
"""Characters from a label's beginning to its date's."""
WINDOW = 160
"""Characters behind a label in which its date must end."""


def _labelled(shown: VisibleText, today: date) -> Iterator[_Candidate]:
    for match in _labels(shown):
        element = shown.owner(match.start())
        if not element.is_aside and _begins_here(shown, match.start()):
            label = LABELS[int((match.lastgroup or "l0")[1:])]
            candidate = _value_of(shown, match, label, element, today)
            if candidate is not None and not _heads_a_column(shown, match.end(), candidate, today):
                yield candidate


def _labels(shown: VisibleText) -> Iterator[re.Match[str]]:
    """The words that are a label's, sought only where one can begin: that is ten times as fast as everywhere."""
    text = shown.text
    starts = [at for at in shown.starts if text[at] in _FIRST_HAN or text[at].isascii()]
    done = 0
    for at in sorted({*starts, *(place.end() for place in _PLACES.finditer(text))}):
        if at < done or not (shown.dated or _NUMERAL.search(text, at, at + FARTHEST)):
            continue
        if match := _LABEL.match(text, at):
            done = match.end()
            yield match


def _begins_here(shown: VisibleText, at: int) -> bool:
    """Whether a label can begin here: not in the middle of a word or of prose, not behind a word that changes it."""
    before = shown.text[max(at - LONGEST_LINE, 0) : at]
    line = _LINES.split(before)[-1]
    if not line:
        return True
    if len(line) == LONGEST_LINE or UNRELATED_BEFORE.search(line[-24:]):
        return False
    if _HAN.match(shown.text, at):
        return line[-1] in _BEFORE_HAN or shown.starts_run(at)
    return bool(_BEFORE_ENGLISH.search(line)) or (shown.starts_run(at) and not line[-1].isalnum())


def _value_of(
    shown: VisibleText, match: re.Match[str], label: Label, element: Element, today: date
) -> _Candidate | None:
    """The label with the date that follows it, if one does."""
    window = fold(shown.text[match.end() : match.end() + WINDOW])
    gap = _GAP.match(window)
    if gap is None or (label.trust is Trust.COLON and not gap["mark"]):
        return None
    at, source = gap.end(), "label"
    if label.kind not in OF_ONE_DAY and (leading := _FROM.match(window, at)):
        at = leading.end()
    span = span_at(window, at, today)
    if span is None:
        reading, source = _of_time_element(shown, match.end(), match.end() + at, today), "time"
    elif label.kind in OF_ONE_DAY and (span.last is not None or _is_enumerated(window, span.end, today)):
        return None
    else:
        reading = span.last or span.first
    if reading is None:
        return None
    end = match.end() + reading.end if source == "label" else reading.end
    candidate = _Candidate(label.kind, reading, source, match.start(), end, match[0], element)
    return _believed(shown, candidate, label, today)


def _is_enumerated(window: str, end: int, today: date) -> bool:
    further = _FURTHER.match(window, end)
    return further is not None and date_at(window, further.end(), today) is not None


def _of_time_element(shown: VisibleText, start: int, stop: int, today: date) -> Reading | None:
    """The date of a `<time datetime>` whose own words are no date ("三天前")."""
    for element in shown.dated:
        if element.tag == "time" and start <= element.start <= stop:
            reading = machine_date(element.attributes.get("datetime") or "", today)
            return reading._replace(end=element.end) if reading else None
    return None


def _believed(shown: VisibleText, candidate: _Candidate, label: Label, today: date) -> _Candidate | None:
    """The candidate as far as its label's trust goes."""
    region = candidate.element.region
    if label.trust is Trust.SITE:
        return replace(candidate, source="label:site")
    if label.trust is not Trust.CONTEXT:
        return replace(candidate, source="label:footer") if region is Region.FOOTER else candidate
    before, after = shown.text[max(candidate.start - 60, 0) : candidate.start], shown.text[candidate.end :][:80]
    if EVENT_AROUND.search(before) or EVENT_AROUND.search(after):
        return replace(candidate, kind=DateKind.EVENT)
    is_clock = candidate.reading.value == today and _CLOCK_GOES_ON.match(fold(after))
    is_doubtful = region in (Region.HEADER, Region.FOOTER) or is_clock or candidate.reading.value > today
    return None if label.kind is DateKind.EVENT or is_doubtful else candidate


def _heads_a_column(shown: VisibleText, label_end: int, candidate: _Candidate, today: date) -> bool:
    """Whether the label heads a column of dates: no colon behind it, and below it lines that are dates and no more."""
    if "\n" not in shown.text[label_end : candidate.end] or shown.text[label_end:].lstrip(" \n")[:1] in (":", "："):
        return False
    above = ""
    for line in shown.text[candidate.end : candidate.end + 300].partition(HARD)[0].split("\n")[1:]:
        if machine_date(line, today) and not _LABEL.search(above):
            return True
        above = line
    return False


# Dates with their word behind them

_SUFFIX = "|".join(f"(?P<{kind}>{words})" for kind, words in SUFFIXES.items())
_SUFFIXED_LINE = re.compile(
    rf"(?:^|(?<=[\n{HARD}]))[(（【\[]?(?:(?:本(?:頁面|網頁|頁)(?:內容|資料)?)?(?:最後)?於)? ?"
    rf"(?P<date>[^\n{HARD}]{{4,24}}?) ?(?:{_SUFFIX})[)）】\]]?(?=[\n{HARD}]|$)",
    re.IGNORECASE,
)
_SUFFIXED_HEADING = re.compile(rf"[(（](?P<date>[^()（）]{{4,24}}?) ?(?:{_SUFFIX})[)）]$", re.IGNORECASE)
_ROC_MONTH = re.compile(r"(?P<year>1\d\d)(?P<month>0[1-9]|1[0-2])")


def _suffixed(shown: VisibleText, today: date) -> Iterator[_Candidate]:
    """Lines that are but a date and "更新", and headings that end in "(11409更新)"."""
    for match in _SUFFIXED_LINE.finditer(shown.text):
        yield from _suffix(shown, match, 0, today)
    for heading in shown.headings:
        text = shown.of(heading)
        if in_heading := _SUFFIXED_HEADING.search(text):
            yield from _suffix(shown, in_heading, shown.text.index(text, heading.start), today)


def _suffix(shown: VisibleText, match: re.Match[str], offset: int, today: date) -> Iterator[_Candidate]:
    element = shown.owner(offset + match.start())
    written = fold(match["date"])
    if match.re is _SUFFIXED_HEADING and (month := _ROC_MONTH.fullmatch(written)):
        written = f"{month['year']}/{month['month']}"
    reading = date_at(written, 0, today)
    if reading is not None and reading.end == len(written) and not element.is_aside:
        kind = next(kind for kind in SUFFIXES if match[kind])
        yield _Candidate(kind, reading, "label", offset + match.start(), offset + match.end(), match[kind], element)


# Microdata, and <time> whose class says what it is


def _in_microdata(shown: VisibleText, today: date) -> Iterator[_Candidate]:
    for element in shown.dated:
        kind = _kind_of(element)
        if kind is None or element.is_aside:
            continue
        stated = element.attributes.get("datetime") or element.attributes.get("content")
        visible = date_at(fold(shown.of(element)), 0, today)
        reading = machine_date(stated, today) if stated else visible
        if reading is not None and (visible is None or visible[:2] == reading[:2]):
            source = "time" if element.tag == "time" else "microdata"
            yield _Candidate(kind, reading, source, element.start, element.end, source, element)


def _kind_of(element: Element) -> DateKind | None:
    kind = PROPERTIES.get((element.attributes.get("itemprop") or "").lower())
    if kind is not None or element.tag != "time":
        return kind
    if "pubdate" in element.attributes:
        return DateKind.PUBLISHED
    names = (element.attributes.get("class") or "").lower().split()
    return next((TIME_CLASSES[name] for name in names if name in TIME_CLASSES), None)


# Entries of lists

_DOCUMENT = re.compile(r"\.(?:pdf|od[tsp]|docx?|xlsx?|pptx?|zip|rar|7z|csv|txt|jpe?g|png)(?:$|[?#])", re.IGNORECASE)
_STEPS = (">", "＞", "»", "›", "/")
SHORTEST_TITLE = 6
LONGEST_ENTRY = 400
MOST_LINKS = 3
"""In an entry of a list; what has more is a row of a page's layout."""


def _is_teaser(shown: VisibleText, candidate: _Candidate, candidates: Iterable[_Candidate]) -> bool:
    """Whether the date stands in a list's entry that names another article and leads to it."""
    element: Element | None = candidate.element
    is_nearest = True
    while element is not None and element.tag not in ("body", "main", "form"):
        length = element.end - element.start
        if length > LONGEST_ENTRY:
            return False
        dated = sum(one.end - one.start for one in candidates if element.start <= one.start < element.end)
        has_more = length - dated > SHORTEST_TITLE
        if has_more and (element.is_item or is_nearest):
            titles = _titles(shown, element)
            if titles and element.is_item and len(titles) <= MOST_LINKS:
                return True
            leads = {title.attributes["href"] for title in titles if title.start < candidate.start}
            if len(leads) == 1 and sum(title.end - title.start for title in titles) * 2 >= length - dated:
                return True
        is_nearest = is_nearest and not has_more
        element = element.parent
    return False


def _titles(shown: VisibleText, element: Element) -> list[Element]:
    """Links in an element that may be titles of other articles; none where it has a heading that is no link."""
    headings = within(shown.headings, element)
    if any(heading.tag == "h1" or not within(shown.links, heading) for heading in headings):
        return []
    return [link for link in within(shown.links, element) if _is_title(shown, link)]


def _is_title(shown: VisibleText, link: Element) -> bool:
    """Whether a link is no tool, document, step of a path, or value of a field."""
    href, words = link.attributes.get("href"), shown.of(link)
    if href is None or href.startswith(("#", "javascript:")) or _DOCUMENT.search(href):
        return False
    if len(words) < SHORTEST_TITLE or UTILITIES.search(words) or link.region is Region.MENU:
        return False
    before, after = (
        shown.text[max(link.start - 4, 0) : link.start].rstrip(" \n"),
        shown.text[link.end :][:4].lstrip(" \n"),
    )
    return not before.endswith((":", "：", *_STEPS)) and not after.startswith(_STEPS)


# Which of them stand


def _settled(shown: VisibleText, candidates: Iterable[_Candidate]) -> Iterator[PageDate]:
    kept = sorted(_unambiguous(candidates), key=lambda candidate: candidate.start)
    in_main = {candidate.kind for candidate in kept if not candidate.source.startswith("label:")}
    has_own = any(one.source != "label:site" and one.kind in OF_ONE_DAY - {DateKind.PRINTED} for one in kept)
    for one in kept:
        if (one.source == "label:footer" and one.kind in in_main) or (one.source == "label:site" and has_own):
            continue
        text = " ".join(shown.text[one.start : one.end].replace(HARD, " ").split())
        yield PageDate(one.kind, one.reading.value, one.reading.precision, one.source, text)


def _unambiguous(candidates: Iterable[_Candidate]) -> Iterator[_Candidate]:
    """Labels to which the page gives one date; one in the main part goes before those of the footer.

    Of events and deadlines a page may tell of several.
    """
    groups: dict[tuple[DateKind, str], list[_Candidate]] = {}
    for candidate in candidates:
        groups.setdefault((candidate.kind, "".join(candidate.words.lower().split())), []).append(candidate)
    for group in groups.values():
        main = [candidate for candidate in group if not candidate.source.startswith("label:")] or group
        if main[0].kind in OF_SEVERAL_DAYS or len({candidate.reading.value for candidate in main}) == 1:
            yield from main
