"""What the readers of a page's text hand over: dates that may be the page's, and what is known to complete them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from crawler.extract.date_forms import Day, Reading, Span, day_at, ends_on, past_joint, rest_of_range, weekday_at
from crawler.extract.visible import Element
from records.facts import DateKind, Precision

EARLIEST_PAGE: Final = date(1995, 1, 1)
"""No page of a county is older; what is dated earlier without a label tells of history."""


@dataclass(frozen=True, slots=True)
class Candidate:
    kind: DateKind
    value: date
    """The first day."""
    until: date | None
    """Of an interval, the last day."""
    precision: Precision
    source: str
    start: int
    """Of label and date, in the visible text."""
    end: int
    at: int
    """Where the date itself begins."""
    words: str
    """The label's."""
    element: Element
    is_weak: bool = False

    @property
    def last(self) -> date:
        return self.until or self.value


@dataclass(frozen=True, slots=True)
class Context:
    """What a page says of itself that tells the year of a date without one."""

    dated: date | None = None
    """The day on which it was published, or else updated, by its own label."""
    is_published: bool = True
    """Which of the two."""
    year: int | None = None
    """The year that its title names."""


_BACK: Final = timedelta(days=90)
"""What a page says of a day without a year lies not further back from its own date than this."""
_AHEAD: Final = timedelta(days=274)
_AHEAD_OF_UPDATE: Final = timedelta(days=90)
"""And not further ahead: of an update, what lies far ahead may as well come every year."""


def days_of(span: Span, *, is_open: bool) -> tuple[date, date | None]:
    """First and last day of a span; of one that is open at its beginning ("即日起至…") both are the last."""
    last = ends_on(span.last or span.first)
    if is_open:
        return last, last
    return span.first.value, last if span.last is not None and last > span.first.value else None


def contradicts_weekday(text: str, start: int, reading: Reading) -> bool:
    """Whether the text states another weekday with the day."""
    if reading.precision is not Precision.DAY:
        return False
    weekday = weekday_at(text, start, reading.end)
    return weekday is not None and weekday != reading.value.weekday()


def with_year(day: Day, context: Context, weekday: int | None) -> tuple[date, bool] | None:
    """A day that is written without its year, in the year that the page gives, and whether that is doubtful.

    It is certain only where a weekday stands with it that agrees; where one contradicts, there is no answer.
    """
    years = [context.dated.year + step for step in (-1, 0, 1)] if context.dated else [context.year or 0]
    for year in years:
        try:
            value = date(year, day.month, day.day)
        except ValueError:
            continue
        if context.dated:
            ahead = _AHEAD if context.is_published else _AHEAD_OF_UPDATE
            if not -_BACK <= value - context.dated <= ahead:
                continue
        if weekday is not None and weekday != value.weekday():
            return None
        return value, weekday is None
    return None


def span_of_days(text: str, at: int, context: Context) -> tuple[Span, bool] | None:
    """The day or range of days that is written there without a year, in the page's; and whether that is doubtful."""
    first = _completed(text, at, context)
    if first is None:
        return None
    reading, is_doubtful = first
    onward = past_joint(text, reading.end)
    if onward is None:
        return Span(reading, None), is_doubtful
    second = _completed(text, onward, context)
    last = second[0] if second else rest_of_range(text, onward, reading)
    if last is None:
        return Span(reading, None), is_doubtful
    if last.value < reading.value:
        return None
    return Span(reading, last), is_doubtful and (second is None or second[1])


def _completed(text: str, at: int, context: Context) -> tuple[Reading, bool] | None:
    day = day_at(text, at)
    dated = with_year(day, context, weekday_at(text, at, day.end)) if day else None
    return (Reading(dated[0], Precision.DAY, day.end), dated[1]) if day and dated else None
