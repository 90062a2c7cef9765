"""By which day an issue should be mended, and on which mornings mails go out: by the working days of Taiwan."""

from __future__ import annotations

from datetime import date, datetime, timedelta
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
    return working_day_after(day_in_taipei(opened_at), days)


@cache
def working_day_after(day: date, days: int) -> date:
    """The working day so many working days after a day; for 0 the day itself."""
    return _calendar().get_nth_working_day(day, days) if days else day


NOON = 12


def working_morning(at: datetime, hour: int) -> datetime:
    """The first moment from `at` on that lies between this hour and noon of a working day (Asia/Taipei)."""
    here = at.astimezone(TAIPEI)
    if here.hour < NOON and _calendar().is_working_day(here.date()):
        return max(here, here.replace(hour=hour, minute=0, second=0, microsecond=0))
    tomorrow = (here + timedelta(days=1)).replace(hour=hour, minute=0, second=0, microsecond=0)
    while not _calendar().is_working_day(tomorrow.date()):
        tomorrow += timedelta(days=1)
    return tomorrow


@cache
def _calendar() -> HolidayBase:
    return country_holidays("TW")
