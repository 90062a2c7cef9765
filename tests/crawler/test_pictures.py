"""A picture of each new barrier, with its element marked."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine

from checks.judgement import judge_run
from crawler.patrol import crawl
from crawler.pictures import take_pictures
from crawler.progress import Progress
from records.issue_store import known_issues
from records.pictures import Picture, picture_of
from records.runs import clock_from
from tests.crawler.crawled import county
from tests.crawler.web import Web, html, serving

MONDAY = datetime(2026, 11, 23, 2, tzinfo=UTC)
PAGE = """<!doctype html><html lang=zh-Hant-TW><title>公告</title>
<main><h1>公告</h1><div style='height: 3000px'></div>{}</main>"""
GREY = "<p id=grey style='color: #ccc; background: #fff'>看不清楚的字</p>"


class Patrolled:
    def __init__(self, engine: Engine, web: Web) -> None:
        self.engine, self.web = engine, web
        self.county = county(web.address, rest='[accessibility]\nlayers = ["axe"]\n')

    def show(self, body: str, week: int = 0) -> None:
        """A patrol, with this on the only page."""
        self.web.routes["/"] = html(PAGE.format(body))
        now = clock_from(MONDAY + timedelta(weeks=week))
        crawl(self.engine, self.county, now, Progress())
        judge_run(self.engine, self.county, now())

    def pictures(self, week: int = 0) -> int:
        now = clock_from(MONDAY + timedelta(weeks=week, hours=1))
        return take_pictures(self.engine, self.county, now, Progress())

    def picture(self) -> Picture | None:
        with self.engine.connect() as connection:
            [issue] = [one for one in known_issues(connection) if one.finding.rule == "color-contrast"]
            return picture_of(connection, issue.fingerprint)


@pytest.fixture
def patrolled(engine: Engine) -> Iterator[Patrolled]:
    with serving({}) as web:
        yield Patrolled(engine, web)


def test_a_new_barrier_is_shown_with_a_frame_around_it_and_taken_once(patrolled: Patrolled) -> None:
    patrolled.show(GREY)
    assert patrolled.pictures() == 1
    picture = patrolled.picture()
    assert picture is not None and picture.page_url == f"{patrolled.web.address}/"
    assert picture.image[:2] == b"\xff\xd8" and len(picture.image) < 50_000
    assert 300 < picture.width <= 800 and 60 < picture.height <= 500
    assert patrolled.pictures() == 0


def test_a_barrier_that_came_back_is_shown_as_it_is_now(patrolled: Patrolled) -> None:
    patrolled.show(GREY)
    patrolled.pictures()
    first = patrolled.picture()
    for week in (1, 2):
        patrolled.show("<p id=grey>清楚的字</p>", week)
    patrolled.show(GREY, week=3)
    assert patrolled.pictures(week=3) == 1
    again = patrolled.picture()
    assert first and again and again.taken_at > first.taken_at + timedelta(days=20)


@pytest.mark.parametrize("instead", ["<ul id=grey><li>別的東西</ul>", "<p id=grey hidden>"])
def test_what_is_no_longer_there_gets_no_picture(patrolled: Patrolled, instead: str) -> None:
    patrolled.show(GREY)
    patrolled.web.routes["/"] = html(PAGE.format(instead))
    assert patrolled.pictures() == 0
    assert patrolled.picture() is None
