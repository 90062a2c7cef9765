"""What a weekly job that was cut off goes on with, and what it leaves."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine

from records.database import open_database
from records.issues import RunState
from records.runs import begin_or_resume, latest_run, step
from schedules.weekly import is_crawled

MONDAY = datetime(2026, 11, 22, 18, tzinfo=UTC)


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    engine = open_database(f"sqlite:///{tmp_path / 'test.db'}")
    yield engine
    engine.dispose()


def test_a_run_that_was_crawled_and_not_reported_is_gone_on_with_for_a_day(engine: Engine) -> None:
    assert not is_crawled(engine, MONDAY)
    with engine.begin() as connection:
        run, _ = begin_or_resume(connection, MONDAY)
    assert not is_crawled(engine, MONDAY)
    for state in (RunState.CRAWLED, RunState.JUDGED):
        with engine.begin() as connection:
            step(connection, run.id, state, MONDAY)
        assert is_crawled(engine, MONDAY + timedelta(hours=23))
        assert not is_crawled(engine, MONDAY + timedelta(hours=25))
    with engine.begin() as connection:
        step(connection, run.id, RunState.CLOSED, MONDAY)
    assert not is_crawled(engine, MONDAY)


def test_a_crawl_that_was_cut_off_is_gone_on_with_for_two_days_and_then_abandoned(engine: Engine) -> None:
    with engine.begin() as connection:
        first, _ = begin_or_resume(connection, MONDAY)
        same, is_resumed = begin_or_resume(connection, MONDAY + timedelta(days=2))
        assert (same.id, is_resumed) == (first.id, True)
        later, is_resumed = begin_or_resume(connection, MONDAY + timedelta(days=7))
        assert (later.id, is_resumed) == (first.id + 1, False)
        old = latest_run(connection, before=later.id)
        assert old is not None
        assert old.state is RunState.ABANDONED
