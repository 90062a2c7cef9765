"""The dates that a page states of itself: by the labels in its text, by microdata, `<meta>` and JSON-LD.

Label first: a date counts because the page says what it is, hardly ever because it looks like one. Unknown is an
answer, and a wrong date is far worse than none. Left out on purpose:

- labels in links, controls, menus and boxes of other articles; entries of lists;
- a label to which the page gives several dates, unless all but one stand in the footer;
- ranges, where one day is asked for.

Without a label count only a date at the title, a deadline in clear words, and the lines that laws are dated by (source
"text": `date_titles`, `date_prose`). Weak are the first and the last of these, years that only the page's own date
gives, words like "三天前", dates beside which another weekday stands, and until when a permit or a rule holds. What the
words around a deadline or an event change in it, `date_amendments` reads.

"網站更新日期" is the site's date. It counts as the page's (source "label:site") only where the page has no date of its
own. A label in the footer (source "label:footer") counts unless the main part has one of the same kind.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import islice
from typing import NamedTuple

from crawler.extract.date_amendments import amended
from crawler.extract.date_candidates import Candidate, Context, contradicts_weekday, days_of, span_of_days
from crawler.extract.date_forms import (
    Reading,
    Span,
    date_at,
    day_at,
    fold,
    machine_date,
    number,
    past_time,
    rest_of_range,
    span_at,
)
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
from crawler.extract.date_prose import law_dates, prose_dates
from crawler.extract.date_titles import Title, page_title, title_dates
from crawler.extract.tree import Tree, parsed
from crawler.extract.visible import HARD, Element, VisibleText, visible_text, within
from records.facts import DateKind, PageDate, Precision, Region

OF_ONE_DAY = frozenset((DateKind.PUBLISHED, DateKind.UPDATED, DateKind.REVIEWED, DateKind.PRINTED))
"""Kinds that are never a range; all but the last date the page itself."""
OF_SEVERAL_DAYS = frozenset((DateKind.EVENT, DateKind.DEADLINE))
MOST_DATES = 300
"""Of one reader; what has more is a list, and the rest of it would say no more."""
MOST_LINES = 50
"""Dates whose line in the source is sought."""


def page_dates(html: str | Tree, *, today: date, url: str = "") -> tuple[PageDate, ...]:
    """The dates that a page states, those in its text first, in the order of the page. Never raises.

    `today` (in Taipei) bounds what years can be meant, tells a clock from a date, and is what "三天前" counts from.
    Of a tree that was parsed before, the lines in its source are not known. `url` may tell that a page is a law's.
    """
    tree = parsed(html)
    return dates_shown(visible_text(tree), tree, html if isinstance(html, str) else "", today=today, url=url)


def dates_shown(shown: VisibleText, tree: Tree, source: str, *, today: date, url: str = "") -> tuple[PageDate, ...]:
    """The same for a page whose visible text was read before. `source`: its HTML, empty where it is not at hand."""
    yearless: list[_Yearless] = []
    readers = (_labelled(shown, today, yearless), _suffixed(shown, today), _in_microdata(shown, today))
    found = list(amended(shown, (one for reader in readers for one in islice(reader, MOST_DATES)), today))
    settled = list(_settled(one for one in found if not _is_teaser(shown, one, found)))
    metadata = list(metadata_dates(tree, today))
    title = page_title(shown, tree)
    context = _context(settled, metadata, title)
    further = [
        *amended(shown, islice(_completed(shown, yearless, context, today), MOST_DATES), today),
        *amended(shown, islice(prose_dates(shown, today, context), MOST_DATES), today),
        *law_dates(shown, today, title, url),
        *title_dates(shown, today, title),
    ]
    settled += _added(shown, further, settled, metadata)
    places = _Places(source, shown)
    stated = [
        *(_stated(shown, one, places) for one in sorted(settled, key=lambda candidate: candidate.start)),
        *(replace(one, line=places.line_in_head(one.text)) for one in metadata),
    ]
    return tuple({(one.kind, one.value, one.until, one.source): one for one in reversed(stated)}.values())[::-1]


def _context(settled: Iterable[Candidate], metadata: Iterable[PageDate], title: Title) -> Context:
    own = [one for one in settled if one.source != "label:site" and not one.is_weak]
    dated = {
        kind: value
        for kind, value, precision in (
            *((one.kind, one.value, one.precision) for one in metadata),
            *((one.kind, one.value, one.precision) for one in reversed(own)),
        )
        if kind in (DateKind.PUBLISHED, DateKind.UPDATED) and precision is Precision.DAY
    }
    published = dated.get(DateKind.PUBLISHED)
    return Context(published or dated.get(DateKind.UPDATED), published is not None, title.year)


def _added(
    shown: VisibleText, further: list[Candidate], settled: list[Candidate], metadata: list[PageDate]
) -> Iterator[Candidate]:
    """What stands without a label or a year, as far as nothing better says the same or something else."""
    known = {(one.kind, one.last) for one in settled} | {(one.kind, one.until or one.value) for one in metadata}
    kinds = {kind for kind, _ in known if kind in OF_ONE_DAY}
    for one in further:
        if one.kind in kinds or (one.kind, one.last) in known or _is_teaser(shown, one, further):
            continue
        known.add((one.kind, one.last))
        yield one


def _stated(shown: VisibleText, one: Candidate, places: _Places) -> PageDate:
    text = " ".join(shown.text[one.start : one.end].replace(HARD, " ").split())
    line = places.line_of(one.at, one.end)
    return PageDate(one.kind, one.value, one.precision, one.source, text, one.until, line, one.is_weak)


class _Places:
    """In which lines of the source (from 1) dates stand: told where the source has their words as often as the page."""

    def __init__(self, source: str, shown: VisibleText) -> None:
        self._source, self._shown = source, shown
        start = source.find("<body")
        self._body = max(start, 0)
        self._ends: list[int] | None = None
        self._left = MOST_LINES

    def line_of(self, at: int, end: int) -> int:
        """Of words of the visible text; 0 where it cannot be told."""
        words, text = self._shown.text[at:end], self._shown.text
        if not words or not self._may_seek() or (count := self._source.count(words, self._body)) == 0:
            return 0
        before = text.count(words, 0, at)
        if count != 1 and count != before + text.count(words, at):
            return 0
        place = self._body - 1
        for _ in range(1 if count == 1 else before + 1):
            place = self._source.find(words, place + 1)
        return self._line(place)

    def line_in_head(self, words: str) -> int:
        """Of a value in the metadata; the first where it stands several times."""
        return self._line(self._source.find(words)) if words and self._may_seek() and words in self._source else 0

    def _may_seek(self) -> bool:
        self._left -= 1
        return self._left >= 0 and bool(self._source)

    def _line(self, place: int) -> int:
        if self._ends is None:
            self._ends = [match.end() for match in _LINE_END.finditer(self._source)]
        return bisect_right(self._ends, place) + 1


_LINE_END = re.compile(r"\r\n|\r|\n")


# Labels

_LABEL = re.compile("|".join(f"(?P<l{index}>{label.words})" for index, label in enumerate(LABELS)), re.IGNORECASE)
_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")
_FIRST_HAN = frozenset("".join(_HAN.findall("".join(label.words for label in LABELS))))
_BEFORE_HAN = frozenset(" |｜/／·•・‧()（）[]【】「」『』:：<>＜＞《》〈〉*※◎●■□▲△◆◇★☆○〇–—-－～~;；»›→▶►")
_BEFORE_ENGLISH = re.compile(r"(?:^|[|(\[·•;:,/>»–—-]) *$")
_PLACES = re.compile(
    rf"[{re.escape(''.join(_BEFORE_HAN))},，、.．\n{HARD}](?=[{''.join(_FIRST_HAN)}])"
    rf"|[|(\[·•;:,/>»–—\n{HARD}-] *(?=[a-zA-Z])"
)
"""Where a label can begin within a run of text."""
_HINT = r"\((?:民國|西元|[ymd年月日/. -]{2,12})\)|\(?[a-z][a-z ]{3,24}\)?(?=[ \n]*:)"
"""Between label and date: "(民國)", "(yyy/mm/dd)", the label said again in English."""
_NUMERALS = "一二三四五六七八九十壹貳參肆伍陸柒捌玖拾"
_ENUMERATED = re.compile(rf"(?:^|[ 　。;；:：])[(（]?[\d{_NUMERALS}]{{1,3}}[)）]?[、.．,] ?$")
"""What numbers a line: "一、", "2."."""
_COLON = re.compile(r"[ \n]*[:：]")
_GAP = re.compile(
    rf"[ \n]*(?:{_HINT})?[ \n]*(?P<mark>[:|/>\])】」》=_.→►▶-]*)[ \n:|/>\])】」》=_→►▶-]{{0,6}}"
    r"(?:(?:on|at|於|为|為|是) ?)?",
    re.IGNORECASE,
)
_FROM = re.compile(r"(?:(?P<now>自?即日(?:起|開始)?)|自|從|由)? ?(?:至|到|迄|~+|-)? ?")
_FROM_THEN_ON = re.compile(r" ?(?:\([^()\d]{1,4}\)|(?:星期|週)[一二三四五六日])? ?(?:起(?![訖迄])|開始)")
_BEGINS = re.compile(r" ?(?:起(?![訖迄])|開始)")
_RELATIVE = re.compile(
    r"(?:(?P<n>\d{1,3}|[一二兩两三四五六七八九十]{1,3}) ?[天日] ?[以之]?前|(?P<days>\d{1,3}) ?days? ago"
    r"|(?P<before>大前天|前天|昨[天日]|yesterday)|(?P<now>\d{1,2} ?(?:分鐘|分钟|秒鐘?|minutes?|seconds?) ?(?:前|ago)))",
    re.IGNORECASE,
)
_DAYS_BEFORE = {"大前天": 3, "前天": 2}
_FURTHER = re.compile(r" ?(?:,|及|和|與|暨) ?")
_FURTHER_DAYS = re.compile(r"(?: ?[,及和與~-] ?\d{1,2}){0,20} ?[,及和與~-] ?(?P<last>\d{1,2}) ?日")
"""Behind a day without its 日: "12月1、2、3日"."""
_CLOCK_GOES_ON = re.compile(r" ?\(?(?:星期|週|周|\d{1,2}:)")
_NUMERAL = re.compile(r"[\d〇○◯零一二三四五六七八九十百廿壹貳參肆伍陸柒捌玖拾]|昨|前天|yesterday", re.IGNORECASE)
_LINES = re.compile(f"[\n{HARD}]")
LONGEST_LINE = 200
"""Characters; in a longer line a label counts only near its beginning, for the rest is prose."""
FARTHEST = 64
"""Characters from a label's beginning to its date's."""
WINDOW = 160
"""Characters behind a label in which its date must end."""


class _Yearless(NamedTuple):
    """A label and the day behind it that is written without a year."""

    match: re.Match[str]
    label: Label
    element: Element
    is_open: bool
    at: int
    """Where the day begins, behind the label."""


def _labelled(shown: VisibleText, today: date, yearless: list[_Yearless]) -> Iterator[Candidate]:
    for match in _labels(shown):
        element = shown.owner(match.start())
        label = LABELS[int((match.lastgroup or "l0")[1:])]
        if not element.is_aside and _begins_here(shown, match, label):
            candidate = _value_of(shown, match, label, element, today, yearless)
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


def _begins_here(shown: VisibleText, match: re.Match[str], label: Label) -> bool:
    """Whether a label can begin here: not in the middle of a word or of prose, not behind a word that changes it.

    Behind a comma only with a colon of its own.
    """
    at = match.start()
    before = shown.text[max(at - LONGEST_LINE, 0) : at]
    line = _LINES.split(before)[-1]
    if not line:
        return True
    if len(line) == LONGEST_LINE or UNRELATED_BEFORE.search(line[-24:]):
        return False
    if _HAN.match(shown.text, at):
        if line[-1] in ",，、" and label.trust is not Trust.CONTEXT and _COLON.match(shown.text, match.end()):
            return True
        return line[-1] in _BEFORE_HAN or shown.starts_run(at) or bool(_ENUMERATED.search(line))
    return bool(_BEFORE_ENGLISH.search(line)) or (shown.starts_run(at) and not line[-1].isalnum())


def _value_of(
    shown: VisibleText,
    match: re.Match[str],
    label: Label,
    element: Element,
    today: date,
    yearless: list[_Yearless],
) -> Candidate | None:
    """The label with the date that follows it, if one does."""
    window = fold(shown.text[match.end() : match.end() + WINDOW])
    gap = _GAP.match(window)
    if gap is None or (label.trust is Trust.COLON and not gap["mark"]):
        return None
    at, is_open = gap.end(), False
    may_be_range = label.kind not in OF_ONE_DAY or label.trust is Trust.CONTEXT
    if may_be_range and (leading := _FROM.match(window, at)):
        at, is_open = leading.end(), bool(leading["now"])
    span = span_at(window, at, today)
    if span is None:
        if reading := _of_time_element(shown, match.end(), match.end() + at, today):
            found = _of_day(label.kind, reading, "time", match, element, at=match.end() + at)
            return _believed(shown, found, label, today)
        if label.kind in OF_ONE_DAY - {DateKind.PRINTED} and (past := _relative(window, at, today)):
            past = past._replace(end=match.end() + past.end)
            found = _of_day(label.kind, past, "label", match, element, at=match.end() + at)
            return _believed(shown, replace(found, is_weak=True), label, today)
        if may_be_range and day_at(window, at):
            yearless.append(_Yearless(match, label, element, is_open, at))
        return None
    if not may_be_range and (span.last is not None or _is_enumerated(window, span.end, today)):
        return None
    return _of_span(shown, match, label, element, today, window, at, span, is_open=is_open)


def _of_day(
    kind: DateKind, reading: Reading, source: str, match: re.Match[str], element: Element, at: int
) -> Candidate:
    start, end = match.start(), max(reading.end, match.end())
    return Candidate(kind, reading.value, None, reading.precision, source, start, end, at, match[0], element)


def _of_span(
    shown: VisibleText, match: re.Match[str], label: Label, element: Element, today: date, window: str, at: int,
    span: Span, *, is_open: bool, is_weak: bool = False,
) -> Candidate | None:  # fmt: skip
    """The label with the span that stands in the window behind it, where it has a sense."""
    end = span.end
    if label.kind in OF_SEVERAL_DAYS and not is_open:
        span = _with_further(window, span, today)
        end = span.end
    is_single = span.last is None and not is_open
    is_from = is_single and bool(_FROM_THEN_ON.match(window, end))
    begins = is_from or (is_single and bool(_BEGINS.match(window, past_time(window, end))))
    if begins and label.kind in (DateKind.DEADLINE, DateKind.VALID_UNTIL):
        return None
    is_weak = (
        is_weak
        or label.trust is Trust.THING
        or (is_from and label.kind not in OF_ONE_DAY)
        or _said_otherwise(window, span, today)
        or contradicts_weekday(window, at, span.first)
        or (span.last is not None and contradicts_weekday(window, at, span.last))
    )
    first, last = days_of(span, is_open=is_open)
    if label.kind is DateKind.VALID_UNTIL:
        first, last = last or first, None
    precision = (span.last or span.first).precision
    found = Candidate(
        label.kind, first, last, precision, "label", match.start(), match.end() + end, match.end() + at, match[0],
        element, is_weak,
    )  # fmt: skip
    found_as = _believed(shown, found, label, today)
    return None if found_as is None or (found_as.kind in OF_ONE_DAY and last is not None) else found_as


def _said_otherwise(window: str, span: Span, today: date) -> bool:
    """Whether another day follows in brackets: "115年11月3日(2025年11月3日)"."""
    bracket = _BRACKET.match(window, span.end)
    other = date_at(window, bracket.end(), today) if bracket else None
    return other is not None and other[:2] != (span.last or span.first)[:2] and other.precision is Precision.DAY


_BRACKET = re.compile(r" ?[(\[] ?")


def _with_further(window: str, span: Span, today: date) -> Span:
    """Of days in a row ("12月5日、12月12日") the span from the first to the last."""
    if span.last is None and (days := _FURTHER_DAYS.match(window, span.end)):
        try:
            until = span.first._replace(value=span.first.value.replace(day=int(days["last"])), end=days.end())
        except ValueError:
            return span
        return Span(span.first, until) if until.value > span.first.value else span
    for _ in range(MOST_FURTHER):
        further = _FURTHER.match(window, past_time(window, span.end))
        if further is None or span.first.precision is not Precision.DAY:
            break
        last = date_at(window, further.end(), today) or rest_of_range(window, further.end(), span.last or span.first)
        if last is None or last.value <= (span.last or span.first).value:
            break
        span = Span(span.first, last)
    return span


MOST_FURTHER = 20


def _completed(shown: VisibleText, yearless: Iterable[_Yearless], context: Context, today: date) -> Iterator[Candidate]:
    """Labelled days without a year, in the year that the page's own date or its title gives."""
    for match, label, element, is_open, at in yearless:
        window = fold(shown.text[match.end() : match.end() + WINDOW])
        span = span_of_days(window, at, context)
        if span is not None:
            found = _of_span(shown, match, label, element, today, window, at, span[0], is_open=is_open, is_weak=span[1])
            if found is not None and found.kind not in OF_ONE_DAY:
                yield found


def _relative(window: str, at: int, today: date) -> Reading | None:
    """The day that "三天前", "昨天", "2 days ago" mean. Weeks, months and hours do not say which day it was."""
    match = _RELATIVE.match(window, at)
    if match is None:
        return None
    try:
        if match["before"]:
            days = _DAYS_BEFORE.get(match["before"], 1)
        else:
            days = 0 if match["now"] else number((match["n"] or match["days"]).translate(_TWO))
    except ValueError:
        return None
    return Reading(today - timedelta(days=days), Precision.DAY, match.end())


_TWO = str.maketrans("兩两", "二二")


def _is_enumerated(window: str, end: int, today: date) -> bool:
    if _FURTHER_DAYS.match(window, end):
        return True
    further = _FURTHER.match(window, end)
    return further is not None and date_at(window, further.end(), today) is not None


def _of_time_element(shown: VisibleText, start: int, stop: int, today: date) -> Reading | None:
    """The date of a `<time datetime>` whose own words are no date ("三天前")."""
    for element in shown.dated:
        if element.tag == "time" and start <= element.start <= stop:
            reading = machine_date(element.attributes.get("datetime") or "", today)
            return reading._replace(end=element.end) if reading else None
    return None


def _believed(shown: VisibleText, candidate: Candidate, label: Label, today: date) -> Candidate | None:
    """The candidate as far as its label's trust goes."""
    region = candidate.element.region
    if label.trust is Trust.SITE:
        return replace(candidate, source="label:site")
    if label.trust is not Trust.CONTEXT:
        return replace(candidate, source="label:footer") if region is Region.FOOTER else candidate
    before, after = shown.text[max(candidate.start - 60, 0) : candidate.start], shown.text[candidate.end :][:80]
    if EVENT_AROUND.search(before) or EVENT_AROUND.search(after):
        return replace(candidate, kind=DateKind.EVENT)
    is_clock = candidate.value == today and _CLOCK_GOES_ON.match(fold(after))
    is_doubtful = region in (Region.HEADER, Region.FOOTER) or is_clock or candidate.value > today
    return None if label.kind is DateKind.EVENT or is_doubtful else candidate


def _heads_a_column(shown: VisibleText, label_end: int, candidate: Candidate, today: date) -> bool:
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


def _suffixed(shown: VisibleText, today: date) -> Iterator[Candidate]:
    """Lines that are but a date and "更新", and headings that end in "(11409更新)"."""
    for match in _SUFFIXED_LINE.finditer(shown.text):
        yield from _suffix(shown, match, 0, today)
    for heading in shown.headings:
        text = shown.of(heading)
        if in_heading := _SUFFIXED_HEADING.search(text):
            yield from _suffix(shown, in_heading, shown.text.index(text, heading.start), today)


def _suffix(shown: VisibleText, match: re.Match[str], offset: int, today: date) -> Iterator[Candidate]:
    element = shown.owner(offset + match.start())
    written = fold(match["date"])
    if match.re is _SUFFIXED_HEADING and (month := _ROC_MONTH.fullmatch(written)):
        written = f"{month['year']}/{month['month']}"
    reading = date_at(written, 0, today)
    if reading is not None and reading.end == len(written) and not element.is_aside:
        kind = next(kind for kind in SUFFIXES if match[kind])
        start, end, at = (offset + place for place in (match.start(), match.end(), match.start("date")))
        yield Candidate(kind, reading.value, None, reading.precision, "label", start, end, at, match[kind], element)


# Microdata, and <time> whose class says what it is


def _in_microdata(shown: VisibleText, today: date) -> Iterator[Candidate]:
    for element in shown.dated:
        kind = _kind_of(element)
        if kind is None or element.is_aside:
            continue
        stated = element.attributes.get("datetime") or element.attributes.get("content")
        visible = date_at(fold(shown.of(element)), 0, today)
        reading = machine_date(stated, today) if stated else visible
        if reading is not None and (visible is None or visible[:2] == reading[:2]):
            source = "time" if element.tag == "time" else "microdata"
            start, end = element.start, element.end
            yield Candidate(kind, reading.value, None, reading.precision, source, start, end, start, source, element)


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


def _is_teaser(shown: VisibleText, candidate: Candidate, candidates: Iterable[Candidate]) -> bool:
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


def _settled(candidates: Iterable[Candidate]) -> Iterator[Candidate]:
    kept = sorted(_unambiguous(candidates), key=lambda candidate: candidate.start)
    in_main = {candidate.kind for candidate in kept if not candidate.source.startswith("label:")}
    has_own = any(one.source != "label:site" and one.kind in OF_ONE_DAY - {DateKind.PRINTED} for one in kept)
    for one in kept:
        if (one.source == "label:footer" and one.kind in in_main) or (one.source == "label:site" and has_own):
            continue
        yield one


def _unambiguous(candidates: Iterable[Candidate]) -> Iterator[Candidate]:
    """Labels to which the page gives one date; one in the main part goes before those of the footer.

    Of events and deadlines a page may tell of several.
    """
    groups: dict[tuple[DateKind, str], list[Candidate]] = {}
    for candidate in candidates:
        groups.setdefault((candidate.kind, "".join(candidate.words.lower().split())), []).append(candidate)
    for group in groups.values():
        main = [candidate for candidate in group if not candidate.source.startswith("label:")] or group
        if main[0].kind in OF_SEVERAL_DAYS or len({candidate.value for candidate in main}) == 1:
            yield from main
