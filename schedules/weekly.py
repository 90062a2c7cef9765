"""The weekly job: crawl, judge, report, send, under one lock. Each step also stands alone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import Engine

from checks.judgement import judge_run
from crawler.patrol import crawl
from crawler.pictures import take_pictures
from crawler.progress import Progress
from records.county import County
from records.database import saying_what_failed
from records.issues import RunRecord, RunState
from records.runs import latest_run
from reports.closing import close_run
from reports.posting import Posting, post
from schedules.lock import only_run

GOES_ON_FOR = timedelta(days=1)


@dataclass(frozen=True)
class Week:
    """What a weekly job did."""

    record: RunRecord
    posting: Posting


def weekly(
    engine: Engine, county: County, folder: Path, now: Callable[[], datetime], progress: Progress, *, send: bool
) -> Week:
    """Run all four steps, with pictures of new barriers before the third; goes on where a weekly job was cut off that
    had crawled everything less than a day ago.

    `folder`: holds the lock, gets reports/ and mail/. `send`: hand mails to the mail server; else they are but written.
    Raises RunUnderWay if another run holds the lock, StoreError where the database cannot be written.
    """
    with only_run(folder), saying_what_failed(str(engine.url.database)):
        if not is_crawled(engine, now()):
            crawl(engine, county, now, progress)
        if judge_run(engine, county, now()).state is RunState.JUDGED:
            take_pictures(engine, county, now, progress)
        record = close_run(engine, county, folder / "reports", now())
        posting = post(engine, county, folder / "mail", now, really=send)
    return Week(record, posting)


def is_crawled(engine: Engine, now: datetime) -> bool:
    """Whether the newest run was crawled to its end within the last day, and never reported."""
    with engine.connect() as connection:
        run = latest_run(connection)
    waits = run is not None and run.state in (RunState.CRAWLED, RunState.JUDGED)
    return waits and run is not None and now - run.started_at <= GOES_ON_FOR
