"""Working days of Taiwan."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from records.answers import Severity
from reports.due import due_date
from tests.reports.sample import county

COUNTY = county()


def due(opened: str, severity: Severity) -> date:
    return due_date(datetime.fromisoformat(f"{opened}T10:00+08:00"), severity, COUNTY)


@pytest.mark.parametrize(
    ("opened", "severity", "last_day"),
    [
        ("2026-11-23", Severity.CRITICAL, date(2026, 11, 24)),
        ("2026-11-23", Severity.SERIOUS, date(2026, 11, 26)),
        ("2026-11-23", Severity.MODERATE, date(2026, 11, 30)),
        ("2026-11-23", Severity.MINOR, date(2026, 12, 7)),
        ("2026-11-21", Severity.CRITICAL, date(2026, 11, 23)),
    ],
)
def test_each_severity_has_its_working_days(opened: str, severity: Severity, last_day: date) -> None:
    assert due(opened, severity) == last_day


def test_the_lunar_new_year_does_not_count() -> None:
    assert due("2026-02-13", Severity.CRITICAL) == date(2026, 2, 23)
    assert due("2026-02-12", Severity.SERIOUS) == date(2026, 2, 24)


def test_a_holiday_on_a_saturday_gives_the_friday_before() -> None:
    assert due("2026-02-26", Severity.CRITICAL) == date(2026, 3, 2)


def test_a_saturday_on_which_offices_make_up_for_a_bridge_day_counts() -> None:
    assert due("2025-02-07", Severity.CRITICAL) == date(2025, 2, 8)


def test_the_new_year_of_the_next_calendar_is_known() -> None:
    assert due("2027-12-30", Severity.CRITICAL) == date(2028, 1, 3)


def test_the_day_of_opening_is_taiwans() -> None:
    late_on_monday_in_utc = datetime(2026, 11, 23, 20, tzinfo=UTC)
    assert due_date(late_on_monday_in_utc, Severity.CRITICAL, COUNTY) == date(2026, 11, 25)


def test_the_county_sets_the_number_of_days() -> None:
    patient = county("[due]\ncritical = 4\n")
    opened = datetime(2026, 11, 23, 2, tzinfo=UTC)
    assert due_date(opened, Severity.CRITICAL, patient) == date(2026, 11, 27)


@given(st.datetimes(datetime(2026, 1, 1), datetime(2031, 1, 1)), st.sampled_from(Severity))
def test_the_last_day_is_a_weekday_after_the_opening_and_never_earlier_for_less_severe_issues(
    opened: datetime, severity: Severity
) -> None:
    opened = opened.replace(tzinfo=UTC)
    last_day = due_date(opened, severity, COUNTY)
    assert last_day > opened.date()
    assert last_day.weekday() < 5
    assert last_day <= due_date(opened, Severity.MINOR, COUNTY)
