"""By which day an issue should be mended: working days of Taiwan, counted from the day after it was found."""

from __future__ import annotations

from datetime import date, datetime
from functools import cache

from holidays import HolidayBase, country_holidays

from records.answers import Severity
from records.county import County
from records.runs import TAIPEI


def day_in_taipei(moment: datetime) -> date:
    """The calendar day in Taiwan of a moment with a time zone."""
    return moment.astimezone(TAIPEI).date()


def due_date(opened_at: datetime, severity: Severity, county: County) -> date:
    """The last day on which mending it is in time: that many working days after the day it was opened.

    Working days are those of 政府行政機關辦公日曆表, as the `holidays` package knows it: weekends and national holidays
    do not count, Saturdays on which offices make up for a bridge day (until 2025) do.
    """
    days: int = getattr(county.due, severity.value)
    return _working_day_after(day_in_taipei(opened_at), days)


@cache
def _working_day_after(day: date, days: int) -> date:
    return _calendar().get_nth_working_day(day, days)


@cache
def _calendar() -> HolidayBase:
    return country_holidays("TW")
