"""Laws over any weeks: what runs see, what people answer, what is killed. Real database, judge, closing and outbox."""

from __future__ import annotations

import email
import email.policy
import os
import re
import shutil
import socket
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, RowMapping, event, select

import checks.recheck
from checks.judgement import judge_run
from checks.people import CannotDo, acknowledge, claim, give, waive
from checks.recheck import recheck
from crawler.progress import Progress
from records import tables
from records.county import County, parse_county
from records.database import open_database
from records.issue_store import known_issues
from records.issues import Issue, Run, RunState, Status
from records.runs import TAIPEI, begin_recheck, latest_run, step
from records.waivers import Ground, Scope
from reports.closing import close_run
from reports.posting import post
from tests.made_runs import BLIND, CLEAN, FOUND, GONE, LOOKS, PAGES, SITE, Fate, write_run

FIRST_MONDAY = datetime(2026, 9, 14, 2, tzinfo=TAIPEI)
CONFIGURATION = f"""
[county]
name = "縣"
catch_all = "it"
contact_mail = "operator@county.example"
[mail]
sender = "it@county.example"
smtp_host = "127.0.0.1"
smtp_port = PORT
security = "none"
[escalation]
reminder = 1
supervisor = 2
rollup = 3
rollup_to = ["magistrate@county.example"]
[[site]]
id = "site"
name = "site"
start = ["{SITE}/"]
[[bureau]]
id = "it"
name = "IT"
mail = "it@county.example"
[[bureau]]
id = "social"
name = "社會處"
mail = "social@county.example"
supervisor_mail = "social-head@county.example"
[[bureau]]
id = "health"
name = "衛生局"
mail = "health@county.example"
deputies = ["health-deputy@county.example"]
supervisor_mail = "health-head@county.example"
[[owner]]
path = "/a"
bureau = "social"
[[owner]]
path = "/b"
bureau = "health"
"""


class Killed(BaseException):
    """The process is no more."""


@dataclass(frozen=True)
class Week:
    fates: Mapping[str, Fate]
    login: bool
    """Whether the home page is a login form, so that the run is sick."""
    killed_at: tuple[int, ...]
    """Before which statement to the database it is killed, at each start; in the end it is not."""
    greylisted: frozenset[str]
    days: int
    """Until the next patrol by our clock, which somebody may set back."""


@dataclass(frozen=True)
class Word:
    """What a person does about one of the issues that there are."""

    what: str
    issue: int
    fates: Mapping[str, Fate]
    """What a recheck sees."""


often_faulty = st.sampled_from([*Fate, *[Fate.FAULTY] * 4])
fates = st.fixed_dictionaries({path: often_faulty for path in PAGES})
is_login = st.integers(0, 5).map(lambda number: number == 5)
killed_at = st.lists(st.integers(1, 220), max_size=2).map(tuple)
greylisted = st.frozensets(st.sampled_from(["social", "health", "social-head"]), max_size=2)
weeks = st.builds(Week, fates, is_login, killed_at, greylisted, st.sampled_from([7, 7, 7, 7, 1, -3]))
words = st.builds(Word, st.sampled_from(["ack", "waive", "claim", "assign", "recheck"]), st.integers(0, 5), fates)
stories = st.lists(st.tuples(st.lists(words, max_size=2), weeks), min_size=4, max_size=6)

Name = tuple[str, str]
"""Check and path: of each there is at most one issue."""


@dataclass(frozen=True)
class Mail:
    """As it was taken."""

    address: str
    run_id: int
    kind: str
    numbers: frozenset[int]
    """Of the issues that it names."""


def mail_to(address: str, eml: bytes) -> Mail:
    message = email.message_from_bytes(eml, policy=email.policy.default)
    text = message.get_body(("plain",)).get_content()  # type: ignore[union-attr]
    kind = message["List-Id"].strip("<>").partition(".")[0]
    return Mail(address, int(message["X-SitePatrol-Run"]), kind, frozenset(map(int, re.findall(r"#(\d+)", text))))


class Postmaster:
    def __init__(self) -> None:
        self.taken: list[Mail] = []
        self.greylisted: frozenset[str] = frozenset()

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: list[str]) -> str:
        if address.partition("@")[0] in self.greylisted:
            return "450 come again later"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        self.taken += [mail_to(address, envelope.original_content) for address in envelope.rcpt_tos]
        return "250 OK"


@dataclass
class Story:
    """A county over weeks, and beside it what its runs have seen, kept another way."""

    engine: Engine
    county: County
    folder: Path
    postmaster: Postmaster
    now: datetime = FIRST_MONDAY
    looks: dict[Name, list[tuple[int, str]]] = field(default_factory=lambda: defaultdict(list))
    """(run, what it saw of the issue) of healthy runs and rechecks."""
    openings: dict[int, dict[int, datetime]] = field(default_factory=dict)
    """When each issue was opened, by its number, as each run was closed."""
    log: list[RowMapping] = field(default_factory=list)
    steps: dict[Any, Any] = field(default_factory=dict)

    def issues(self) -> dict[Name, Issue]:
        with self.engine.connect() as connection:
            found = [(issue.check_id, issue.page_url.removeprefix(SITE), issue) for issue in known_issues(connection)]
        return {(check, path): issue for check, path, issue in found if check in LOOKS}

    def patrol(self, week: Week) -> None:
        with self.engine.begin() as connection:
            run_id = (connection.scalar(select(tables.run.c.id).order_by(tables.run.c.id.desc()).limit(1)) or 0) + 1
            write_run(connection, run_id, week.fates, self.now, week.login)
        self.postmaster.greylisted = week.greylisted
        for killed_at in (*week.killed_at, 0):
            with suppress(Killed), killing(self.engine, killed_at):
                judge_run(self.engine, self.county, self.now)
                close_run(self.engine, self.county, self.folder / "reports", self.now)
                post(self.engine, self.county, self.folder / "mail", lambda: self.now, really=True)
                post(self.engine, self.county, self.folder / "mail", lambda: self.morning, really=True)
        with self.engine.connect() as connection:
            run = latest_run(connection)
        assert run is not None and run.id == run_id and run.state in (RunState.CLOSED, RunState.SICK)
        assert run.state is RunState.SICK or not week.login
        if run.state is RunState.CLOSED:
            self._see(run_id, week.fates)
        self.openings[run_id] = {issue.number: issue.opened_at for issue in self.issues().values()}
        self.hold(run.state is RunState.SICK, run_id)
        self.now += timedelta(days=week.days)

    @property
    def morning(self) -> datetime:
        return self.now + timedelta(days=2, hours=7)

    def _see(self, run_id: int, fates: Mapping[str, Fate], only: Name | None = None) -> None:
        for check, by_fate in LOOKS.items():
            for path, fate in fates.items():
                if only in (None, (check, path)):
                    self.looks[check, path].append((run_id, by_fate.get(fate, BLIND)))

    def hear(self, word: Word) -> None:
        """Two days before the next patrol."""
        known = sorted(self.issues().items())
        if not known:
            return
        name, issue = known[word.issue % len(known)]
        at = self.now - timedelta(days=2)
        by = ("王小姐", "因為", at)
        with suppress(CannotDo), self.engine.begin() as connection:
            match word.what:
                case "ack":
                    acknowledge(connection, issue.number, *by)
                case "claim":
                    claim(connection, issue.number, *by)
                case "assign":
                    give(connection, issue.number, "health", *by)
                case "waive":
                    until = (at + timedelta(days=10)).date()
                    waive(connection, self.county, issue.number, Scope.PAGE, Ground.ACCEPTED, until, *by)
        if word.what == "recheck":
            self._look_again(name, issue, word.fates, at)
        self.hold(False, None)

    def _look_again(self, name: Name, issue: Issue, fates: Mapping[str, Fate], at: datetime) -> None:
        def crawl_again(engine: Engine, *_: object, **__: object) -> Run:
            with engine.begin() as connection:
                run = begin_recheck(connection, at)
                write_run(connection, run.id, {name[1]: fates[name[1]]}, at)
                step(connection, run.id, RunState.CRAWLED, at)
            self._see(run.id, fates, name)
            return run

        with pytest.MonkeyPatch.context() as patch, suppress(CannotDo):
            patch.setattr(checks.recheck, "crawl_again", crawl_again)
            recheck(self.engine, self.county, issue.number, "王小姐", "因為", lambda: at, Progress())

    # The laws

    def hold(self, is_sick: bool, run_id: int | None) -> None:
        with self.engine.connect() as connection:
            log = connection.execute(select(tables.flip).order_by(tables.flip.c.id)).mappings().all()
            steps = connection.execute(select(tables.step)).mappings().all()
        assert log[: len(self.log)] == self.log, "the log is only added to"
        new, self.log = log[len(self.log) :], list(log)
        assert not (is_sick and new), "a sick run flips nothing"
        self._no_issue_is_lost(log)
        names = {issue.fingerprint: name for name, issue in self.issues().items()}
        for flip in new:
            if flip["new"] == Status.FIXED and flip["fingerprint"] in names:
                self._is_clean(names[flip["fingerprint"]], flip["run_id"])
        taken = {(row["fingerprint"], row["opened_at"], row["kind"]): dict(row) for row in steps}
        assert taken.items() >= self.steps.items(), "a step is taken once, and stays on record"
        for key in taken.keys() - self.steps.keys():
            assert not is_sick and self.looks[names[key[0]]][-1] == (run_id, FOUND), "none goes up unseen"
        self.steps = taken
        self._none_is_mailed_twice()

    def _no_issue_is_lost(self, log: Sequence[RowMapping]) -> None:
        issues = self.issues()
        for name, looks in self.looks.items():
            assert name in issues or not any(what == FOUND for _, what in looks), f"{name} is lost"
            if looks[-1][1] == FOUND:
                assert issues[name].status is not Status.FIXED
        for issue in issues.values():
            flips = [(flip["old"], flip["new"]) for flip in log if flip["fingerprint"] == issue.fingerprint]
            assert [None, *(new for _, new in flips)] == [*(old for old, _ in flips), issue.status]

    def _is_clean(self, name: Name, run_id: int) -> None:
        """Law 1: what was closed by a run was looked at by it, and of a barrier by a second one before."""
        looks = self.looks[name]
        [last] = [what for run, what in looks if run == run_id]
        if last == GONE:
            return
        assert last == CLEAN, (name, looks)
        since = looks[max((place for place, (_, what) in enumerate(looks) if what == FOUND), default=0) :]
        needed = 2 if name[0] == "accessibility" else 1
        assert len({run for run, what in since if what == CLEAN and run <= run_id}) >= needed, (name, looks)

    def _none_is_mailed_twice(self) -> None:
        sent = Counter((mail.run_id, mail.kind, mail.address) for mail in self.postmaster.taken)
        assert set(sent.values()) <= {1}, sent
        told = Counter(
            (number, self.openings[mail.run_id][number])
            for mail in self.postmaster.taken
            if mail.kind == "supervisor" and mail.address.startswith(("social-head@", "health-head@"))
            for number in mail.numbers
        )
        assert set(told.values()) <= {1}, told


@contextmanager
def killing(engine: Engine, statement: int) -> Iterator[None]:
    """Be killed before a statement to the database, counted from 1; 0: not at all."""
    count = 0

    def tick(*_: object) -> None:
        nonlocal count
        count += 1
        if count == statement:
            raise Killed

    event.listen(engine, "before_cursor_execute", tick)
    try:
        yield
    finally:
        event.remove(engine, "before_cursor_execute", tick)


SLOW = [HealthCheck.too_slow]
UNSHRUNK = (Phase.explicit, Phase.reuse, Phase.generate)
"""A story takes seconds; to shrink one takes minutes."""


@pytest.fixture(scope="module")
def postmaster() -> Postmaster:
    return Postmaster()


@pytest.fixture(scope="module")
def county(postmaster: Postmaster) -> Iterator[County]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    controller = Controller(postmaster, hostname="127.0.0.1", port=port)
    controller.start()
    yield parse_county(CONFIGURATION.replace("PORT", str(port)))
    controller.stop()


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with its tables and nothing in them."""
    path = tmp_path_factory.mktemp("empty") / "empty.db"
    open_database(f"sqlite:///{path}").dispose()
    return path


@pytest.mark.timeout(900)
@settings(
    max_examples=int(os.environ.get("SITEPATROL_TRIALS", "20")),
    deadline=None,
    phases=UNSHRUNK,
    suppress_health_check=SLOW,
)
@given(stories)
def test_no_issue_is_lost_closed_unseen_mailed_twice_or_taken_up_twice(
    county: County, postmaster: Postmaster, empty: Path, story: list[tuple[list[Word], Week]]
) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "story.db"
        shutil.copy(empty, path)
        engine = open_database(f"sqlite:///{path}")
        postmaster.taken.clear()
        told = Story(engine, county, Path(folder), postmaster)
        try:
            for said, week in story:
                for word in said:
                    told.hear(word)
                told.patrol(week)
        finally:
            engine.dispose()
