"""Pages without end on the county's own sites, as its content management makes them without anybody's will."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from urllib.parse import parse_qsl, urlsplit

first_year, last_year = 1920, 2199
"""The calendar's: 102,268 days, each a page of its own."""


def calendar_day(path: str) -> date | None:
    """The day that an address of the calendar asks for; None where it names none of its days."""
    query = dict(parse_qsl(urlsplit(path).query.lower()))
    try:
        day = date(int(query["y"]), int(query["m"]), int(query["d"]))
    except (KeyError, ValueError):
        return None
    return day if first_year <= day.year <= last_year else None


def calendar_days(day: date) -> Iterator[date]:
    """The days to which the page of a day links: those of its month, and the ends of the neighbouring ones."""
    start = day.replace(day=1)
    end = (start + timedelta(31)).replace(day=1)
    for number in range(start.toordinal() - 1, end.toordinal() + 1):
        if first_year <= date.fromordinal(number).year <= last_year:
            yield date.fromordinal(number)
