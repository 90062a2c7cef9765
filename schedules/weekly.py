"""The weekly job: crawl, judge, report, send, under one lock. Each step also stands alone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import Engine

from checks.judgement import judge_run
from crawler.patrol import crawl
from crawler.progress import Progress
from records.county import County
from records.database import saying_what_failed
from records.issues import RunRecord
from reports.closing import close_run
from reports.posting import Posting, post
from schedules.lock import only_run


@dataclass(frozen=True)
class Week:
    """What a weekly job did."""

    record: RunRecord
    posting: Posting


def weekly(
    engine: Engine, county: County, folder: Path, now: Callable[[], datetime], progress: Progress, *, send: bool
) -> Week:
    """Run all four steps.

    `folder`: holds the lock, gets reports/ and mail/. `send`: hand mails to the mail server; else they are but written.
    Raises RunUnderWay if another run holds the lock, StoreError where the database cannot be written.
    """
    with only_run(folder), saying_what_failed(str(engine.url.database)):
        crawl(engine, county, now, progress)
        judge_run(engine, county, now())
        record = close_run(engine, county, folder / "reports", now())
        posting = post(engine, county, folder / "mail", now, really=send)
    return Week(record, posting)
