"""Another look at one issue, now: by the same rules, and nothing else is touched."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine

from checks.judgement import judge_run
from checks.people import CannotDo, acknowledge, waive
from checks.recheck import Outcome, Recheck, recheck
from crawler.patrol import crawl
from crawler.progress import Progress
from records.county import County
from records.database import open_database
from records.issue_store import history, known_issues
from records.issues import Issue, RunState, Status
from records.runs import clock_from, latest_run
from records.waivers import Ground, Scope
from tests.crawler.crawled import county
from tests.crawler.web import Answer, Web, html, page, serving

MONDAY = datetime(2026, 11, 23, 2, tzinfo=UTC)
GREY = html("<!doctype html><html lang=zh-Hant-TW><title>公告</title><main><h1>公告</h1>"
            "<p id=grey style='color: #ccc; background: #fff'>看不清楚的字</p></main>")  # fmt: skip
CLEAR = html("<!doctype html><html lang=zh-Hant-TW><title>公告</title><main><h1>公告</h1><p>看得清楚的字</p></main>")
LOGIN = html("<!doctype html><title>登入</title><form method=post><label>密碼<input type=password></label></form>")


@pytest.fixture(scope="module")
def patrolled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Patrolled]:
    """One patrol for all tests: each has a page of its own, with a dead link of its own."""
    pages = {f"/{name}": page(f"/gone-{name}") for name in "abcdefgh"}
    engine = open_database(f"sqlite:///{tmp_path_factory.mktemp('recheck') / 'test.db'}")
    with serving({"/": page(*pages, "/grey"), **pages, "/grey": GREY}) as web:
        yield Patrolled(engine, web)
    engine.dispose()


class Patrolled:
    def __init__(self, engine: Engine, web: Web) -> None:
        self.engine, self.web = engine, web
        self.county: County = county(web.address, rest='[accessibility]\nlayers = ["axe"]\n')
        self.time = MONDAY
        self.week()

    def week(self) -> None:
        crawl(self.engine, self.county, clock_from(self.time), Progress())
        judge_run(self.engine, self.county, self.time + timedelta(hours=1))
        self.time += timedelta(days=7)

    def look(self, number: int) -> Recheck:
        now = clock_from(self.time - timedelta(days=5))
        return recheck(self.engine, self.county, number, "王小姐", "換了新連結", now, Progress())

    def issues(self) -> dict[str, Issue]:
        """By their target, or rule."""
        with self.engine.connect() as connection:
            return {
                issue.finding.detail.removeprefix(self.web.address): issue
                for issue in known_issues(connection)
                if issue.check_id in ("broken-link", "accessibility")
            }

    def log(self, number: int) -> list[tuple[Status | None, Status, str, str]]:
        with self.engine.connect() as connection:
            [issue] = [issue for issue in known_issues(connection) if issue.number == number]
            flips = history(connection, [issue])[issue.fingerprint]
        return [(flip.old, flip.new, flip.reason, flip.actor) for flip in flips]


OPEN, CLAIMED, FIXED = Status.OPEN, Status.CLAIMED, Status.FIXED


def test_a_mended_link_is_fixed_at_once_and_no_other_page_is_asked_for(patrolled: Patrolled) -> None:
    number = patrolled.issues()["/gone-a"].number
    patrolled.web.routes["/a"] = page("/b")
    before = len(patrolled.web.asked)
    assert patrolled.look(number).outcome is Outcome.FIXED
    found = patrolled.issues()
    assert (found["/gone-a"].status, found["/gone-b"].status) == (FIXED, OPEN)
    asked = {path for _, path in patrolled.web.asked[before:] if not path.startswith("/sitepatrol-")}
    assert asked == {"/a", "/robots.txt"}, "but for an address that cannot exist, to know how that is answered"
    assert patrolled.log(number) == [
        (None, OPEN, "found", ""),
        (OPEN, CLAIMED, "said to be mended", "王小姐"),
        (CLAIMED, FIXED, "not found any more", ""),
    ]


def test_a_target_that_answers_again_is_fixed_though_the_page_is_as_it_was(patrolled: Patrolled) -> None:
    patrolled.web.routes["/gone-b"] = page()
    assert patrolled.look(patrolled.issues()["/gone-b"].number).outcome is Outcome.FIXED


def test_what_is_still_there_is_open_again_at_its_age_and_counted(patrolled: Patrolled) -> None:
    before = patrolled.issues()["/gone-c"]
    seen = patrolled.look(before.number)
    assert (seen.outcome, seen.issue.status, seen.issue.reopened) == (Outcome.STILL_THERE, OPEN, 1)
    assert seen.issue.opened_at == before.opened_at
    assert [new for _, new, _, _ in patrolled.log(before.number)] == [OPEN, CLAIMED, OPEN]
    assert patrolled.log(before.number)[-1][2:] == ("still found", "")


def test_a_page_that_was_taken_down_is_fixed(patrolled: Patrolled) -> None:
    number = patrolled.issues()["/gone-d"].number
    del patrolled.web.routes["/d"]
    assert patrolled.look(number).outcome is Outcome.FIXED
    assert patrolled.log(number)[-1][2] == "page gone"


def test_what_a_browser_sees_looks_mended_first_and_is_fixed_by_the_next_look(patrolled: Patrolled) -> None:
    number = patrolled.issues()["color-contrast"].number
    patrolled.web.routes["/grey"] = CLEAR
    seen = patrolled.look(number)
    assert (seen.outcome, seen.issue.status) == (Outcome.LOOKS_MENDED, CLAIMED)
    assert patrolled.look(number).outcome is Outcome.FIXED


def test_what_makes_no_sense_is_refused_and_changes_nothing(patrolled: Patrolled) -> None:
    number = patrolled.issues()["/gone-e"].number
    with pytest.raises(CannotDo, match="no issue number 999"):
        patrolled.look(999)
    with patrolled.engine.begin() as connection:
        acknowledge(connection, number, "王小姐", "", MONDAY)
        said = (Scope.PAGE, Ground.ACCEPTED, (MONDAY + timedelta(days=90)).date(), "王小姐", "系統更新中")
        waive(connection, patrolled.county, number, *said, MONDAY)
    with pytest.raises(CannotDo, match="is waived"):
        patrolled.look(number)
    assert [new for _, new, _, _ in patrolled.log(number)] == [OPEN, Status.ACKNOWLEDGED, Status.WAIVED]


def test_what_stands_on_many_pages_is_left_to_the_weekly_patrol(
    patrolled: Patrolled, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("checks.recheck.MOST_PAGES", 0)
    number = patrolled.issues()["/gone-f"].number
    with pytest.raises(CannotDo, match="pages of a template"):
        patrolled.look(number)
    assert patrolled.issues()["/gone-f"].status is CLAIMED, "what was said stays on record"


def test_what_could_not_be_looked_at_is_left_to_the_next_weekly_run_which_goes_on_from_the_last(
    patrolled: Patrolled,
) -> None:
    web = patrolled.web
    fails: Answer = (500, {}, b"")
    for name, instead in (("g", fails), ("h", LOGIN)):
        web.routes[f"/{name}"] = instead
        seen = patrolled.look(patrolled.issues()[f"/gone-{name}"].number)
        assert (seen.outcome, seen.issue.status) == (Outcome.COULD_NOT_TELL, CLAIMED)
    with patrolled.engine.connect() as connection:
        latest = latest_run(connection)
    assert latest is not None and (latest.id, latest.state) == (1, RunState.JUDGED), "a recheck is no weekly run"
    web.routes |= {"/g": page("/gone-g", "/fails"), "/h": page("/gone-h"), "/fails": fails}
    patrolled.week()
    for name in "gh":
        issue = patrolled.issues()[f"/gone-{name}"]
        assert (issue.status, issue.reopened) == (OPEN, 1)


def test_a_server_is_not_blamed_because_somebody_looked_again_within_minutes(patrolled: Patrolled) -> None:
    """That a fault lasts is told by two weekly runs, not by a recheck soon after one."""
    assert "/fails" not in patrolled.issues()
    patrolled.web.routes["/c"] = page("/gone-c", "/fails")
    patrolled.look(patrolled.issues()["/gone-c"].number)
    assert "/fails" not in patrolled.issues()
    patrolled.week()
    assert patrolled.issues()["/fails"].status is OPEN
