"""The whole weekly job over the demo county, held against what its truth foretells."""

from __future__ import annotations

import email
import email.policy
import os
import random
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.message import EmailMessage
from pathlib import Path

import pytest
from sqlalchemy import Engine

from checks.ledger import hear
from checks.registry import load_checks, pretest_ids
from checks.runner import judge
from crawler.patrol import crawl
from crawler.progress import Progress
from crawler.recall import facts
from demo.county import County as DemoCounty
from demo.server import Served, serve
from demo.truth import Entry, Truth, county_toml, truth
from records.county import County, parse_county
from records.database import open_database
from records.facts import Layer
from records.issues import RunRecord, RunState, Status
from records.kinds import layer_of
from records.runs import TAIPEI, clock_from
from reports.owners import owners_of
from schedules.weekly import Week, weekly

pytestmark = pytest.mark.timeout(900)
MONDAY = datetime(2026, 11, 23, 2, tzinfo=TAIPEI)


@dataclass
class Patrol:
    """The demo county, served and configured, and the weeks of patrol over it so far."""

    served: Served
    county: County
    engine: Engine
    folder: Path
    week: int = 0

    def run(self, *mended: str) -> Week:
        """One more week later, with these faults mended."""
        now = MONDAY + timedelta(weeks=self.week)
        self.week += 1
        self.served.county = DemoCounty(now.date(), mended=frozenset(mended))
        return weekly(self.engine, self.county, self.folder, clock_from(now), Progress(), send=False)


@pytest.fixture(scope="module")
def patrol(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Patrol]:
    folder = tmp_path_factory.mktemp("demo")
    with serve(DemoCounty(MONDAY.date()), 0) as served:
        engine = open_database(f"sqlite:///{folder / 'sitepatrol.db'}")
        yield Patrol(served, parse_county(county_toml(served.port, served.ca_file)), engine, folder)
        engine.dispose()


@pytest.fixture(scope="module")
def first_week(patrol: Patrol) -> Week:
    return patrol.run()


@pytest.fixture(scope="module")
def known(patrol: Patrol) -> Truth:
    return truth(patrol.served.port)


Key = tuple[str, str, str]


def foretold(entries: tuple[Entry, ...]) -> set[Key]:
    return {(entry.check, entry.page, entry.detail) for entry in entries}


def reported(record: RunRecord) -> set[Key]:
    """Open issues; the badge pre-test is no part of them."""
    issues = (issue for issue in record.issues if issue.status is Status.OPEN and issue.check_id not in pretest_ids())
    return {(issue.check_id, issue.page_url, issue.finding.detail) for issue in issues}


def test_the_run_is_healthy_and_closed(first_week: Week) -> None:
    assert first_week.record.illnesses == ()
    assert first_week.record.crashes == ()
    assert first_week.record.not_audited == ()
    assert all(site.seen["axe"] == site.seen["static"] == site.pages_audited for site in first_week.record.sites)


def test_every_fault_is_found_and_nothing_else(first_week: Week, known: Truth) -> None:
    found, wanted = reported(first_week.record), foretold(known.fault)
    assert sorted(wanted - found) == [], "missed"
    assert sorted(found - wanted) == [], "invented"


def test_what_no_program_can_tell_is_left_to_a_person_and_nothing_else(first_week: Week, known: Truth) -> None:
    unsure = {(check_id, answer.page_url, answer.detail) for check_id, answer in first_week.record.unsure}
    wanted = foretold(known.unsure)
    assert sorted(wanted - unsure) == [], "missed"
    assert sorted(unsure - wanted) == [], "invented"


def test_each_fault_is_sent_to_its_own_bureau(patrol: Patrol, first_week: Week, known: Truth) -> None:
    of = owners_of(first_week.record, patrol.county).of_answer
    owners = {
        (issue.check_id, issue.page_url, issue.finding.detail): of(issue.check_id, issue.finding).bureau.id
        for issue in first_week.record.issues
    }
    wrong = [
        (entry.id, bureau, entry.bureau)
        for entry in known.fault
        if (bureau := owners[entry.check, entry.page, entry.detail]) != entry.bureau
    ]
    assert wrong == []
    letters = {path.name: read_mail(path) for path in first_week.posting.written}
    for entry in known.fault:
        mail = letters[f"run-1-{entry.bureau}-weekly.eml"]
        assert mail["To"].addresses[0].addr_spec == patrol.county.bureaus[entry.bureau].mail


def read_mail(path: Path) -> EmailMessage:
    message = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    return message


def test_there_is_one_mail_for_each_bureau_with_something_to_mend_and_those_for_operator_and_county(
    first_week: Week, known: Truth
) -> None:
    bureaus = {entry.bureau for entry in known.fault}
    expected = {f"run-1-{bureau}-weekly.eml" for bureau in bureaus} | {
        "run-1-operator-operator.eml",
        "run-1-county-rollup.eml",
    }
    assert {path.name for path in first_week.posting.written} == expected


def test_the_demo_county_is_large_enough(first_week: Week, known: Truth) -> None:
    assert sum(site.pages_read for site in first_week.record.sites) >= 60
    assert len(known.fault) >= 40
    assert len(known.decoy) >= 20


@pytest.fixture
def two_sites(tmp_path: Path) -> Iterator[Patrol]:
    """Two of the sites alone, and without probes, so that several weeks do not take long."""
    with serve(DemoCounty(MONDAY.date()), 0) as served:
        county = parse_county(county_toml(served.port, served.ca_file))
        sites = tuple(site for site in county.site if site.id in ("social", "land"))
        engine = open_database(f"sqlite:///{tmp_path / 'sitepatrol.db'}")
        looks = county.accessibility.model_copy(update={"layers": (Layer.AXE, Layer.STATIC)})
        yield Patrol(served, county.model_copy(update={"site": sites, "accessibility": looks}), engine, tmp_path)
        engine.dispose()


def flips(week: Week) -> dict[Key, Status]:
    told = (flip for flip in week.record.flips if flip.issue.check_id not in pretest_ids())
    return {(flip.issue.check_id, flip.issue.page_url, flip.issue.finding.detail): flip.new for flip in told}


def test_over_the_weeks_issues_open_close_and_reopen_on_evidence_alone(two_sites: Patrol) -> None:
    social = [entry for entry in truth(two_sites.served.port).fault if entry.site == "social"]
    mended = {next(entry.id for entry in social if entry.check == check) for check in ("broken-link", "stale-page")}
    gone = foretold(tuple(entry for entry in social if entry.id in mended))

    unsure = truth(two_sites.served.port).unsure
    lasting = foretold(tuple(entry for entry in unsure if entry.later and entry.site in ("social", "land")))

    first = two_sites.run()
    assert set(flips(first).values()) == {Status.OPEN}
    second = flips(two_sites.run())
    assert second == dict.fromkeys(lasting, Status.OPEN), "the same facts twice flip nothing but what had to last"
    assert flips(two_sites.run(*mended)) == dict.fromkeys(gone, Status.FIXED)
    fourth = two_sites.run()
    assert flips(fourth) == dict.fromkeys(gone, Status.OPEN)

    two_sites.served.take_down("127.10.0.3")
    fifth = two_sites.run()
    assert any(illness.name == "not-read:land" for illness in fifth.record.illnesses)
    assert flips(fifth) == {}, "a host that is down closes nothing"
    assert reported(fifth.record) == reported(fourth.record)
    assert fifth.record.run.state is RunState.SICK
    letters = {path.name for path in two_sites.folder.glob("mail/run-5-*")}
    assert letters == {"run-5-operator-sick.eml"}, "a sick run mails no bureau"


def test_whatever_is_mended_every_fault_that_needs_no_audit_is_found_and_none_invented(tmp_path: Path) -> None:
    """Once, without audits; SITEPATROL_TRIALS=10 does it ten times, with links that scripts make."""
    trials = int(os.environ.get("SITEPATROL_TRIALS", "0"))
    for trial in range(trials or 1):
        seed = secrets.randbelow(10**6)
        print(f"trial {trial}: seed {seed}", flush=True)
        luck = random.Random(seed)
        with serve(DemoCounty(MONDAY.date()), 0) as served:
            known = truth(served.port)
            mended = frozenset(id for id in sorted(known.ids) if luck.random() < 0.5)
            served.county = DemoCounty(MONDAY.date(), mended=mended)
            county = parse_county(county_toml(served.port, served.ca_file))
            county = county.model_copy(update={"crawl": county.crawl.model_copy(update={"timeout_seconds": 6.0})})
            engine = open_database(f"sqlite:///{tmp_path / str(trial)}.db")
            run = crawl(engine, county, clock_from(MONDAY), Progress(), audit=bool(trials))
            with engine.connect() as connection:
                heard = hear(judge(load_checks().values(), facts(connection, county, run.id)))
            engine.dispose()
        by_scripts = () if trials else ("dead-link-by-script",)
        audited = {check.id for check in load_checks().values() if layer_of(check.reads)}
        faults = [entry for entry in known.fault if entry.check not in audited]
        wanted = foretold(tuple(entry for entry in faults if entry.id not in mended and entry.id not in by_scripts))
        answers = ((check_id, answer.page_url, answer.detail) for check_id, answer in heard.found.values())
        found = {key for key in answers if key[0] not in audited | pretest_ids()}
        assert sorted(wanted - found) == [], "missed"
        assert sorted(found - wanted) == [], "invented"
        print(f"trial {trial}: {len(wanted)} faults of {len(faults)}, all found, none invented", flush=True)
