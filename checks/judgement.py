"""Judge a stored run: give its facts to the checks, and carry its issues on. It can be done again at any time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from datetime import datetime

from sqlalchemy import Connection, Engine

from checks.echoes import without_echoes
from checks.folding import folded
from checks.ledger import Heard, hear, reconcile
from checks.monitors import RunFigures, diagnose
from checks.registry import Check, load_checks
from checks.runner import judge
from checks.waivers import Waivers
from crawler.recall import facts, pages_read, sources_read, unread_pages
from crawler.recall_audits import pages_carried, pages_seen
from crawler.recall_links import start_of
from records.answers import Answer, Verdict
from records.county import County
from records.facts import Link, Page, Sitemap
from records.issue_store import known_issues
from records.issues import Run, RunState
from records.judgement_store import (
    audits_left_out,
    hosts_asked,
    is_network_lost,
    login_sites,
    pages_gone,
    site_figures,
    write_judgement,
)
from records.kinds import SEEN_BY, Fact
from records.runs import TAIPEI, latest_run, step
from records.waivers import waivers_on

JUDGEABLE = (RunState.CRAWLED, RunState.JUDGED, RunState.CLOSED, RunState.SICK)


class NothingToJudge(Exception):
    """No run has been crawled to its end yet."""


def judge_run(engine: Engine, county: County, now: datetime) -> Run:
    """Judge the newest run that was crawled to its end, and return it.

    Monitors judge the run itself first. Of a sick run the answers are kept, and no issue flips.
    Raises NothingToJudge if there is no such run.
    """
    checks = load_checks()
    with engine.begin() as connection:
        run = latest_run(connection, JUDGEABLE)
        if run is None:
            raise NothingToJudge
        verdicts = verdicts_of(connection, county, run, checks)
        heard = hear(verdicts)
        illnesses = diagnose(run_figures(connection, county, run))
        found = {name: finding for name, (_, finding) in heard.found.items()}
        ledger = reconcile(
            known_issues(connection, found) if not illnesses else (),
            verdicts if not illnesses else (),
            checks,
            read=looked_at(connection, run),
            gone=pages_gone(connection, run.id),
            at=now,
            run_id=run.id,
            waivers=waivers_in_force(connection, county, run.started_at),
            carried=pages_carried(connection, run.id),
        )
        crashes = [verdict for verdict in verdicts if verdict.error is not None]
        write_judgement(connection, run.id, all_answers(heard), crashes, ledger.changed, ledger.flips, illnesses, now)
        if run.state is not RunState.CLOSED:
            step(connection, run.id, RunState.SICK if illnesses else RunState.JUDGED, now)
        return latest_run(connection, tuple(RunState)) or run


def verdicts_of(connection: Connection, county: County, run: Run, checks: Mapping[str, Check]) -> list[Verdict]:
    """All that the checks say of a run's facts, with what templates repeat folded."""
    unread = unread_pages(connection, run.id)
    verdicts = [Verdict("content", url, error="What the page says could not be read.") for url in sorted(unread)]
    verdicts += spoken(without_echoes(judge(checks.values(), facts(connection, county, run.id)), checks))
    return folded(verdicts, checks, lambda url: start_of(site) if (site := county.site_of(url)) else None)


def looked_at(connection: Connection, run: Run) -> Mapping[type[Fact], Set[str]]:
    """For each kind of fact, the pages of which a run saw all facts of that kind."""
    seen = pages_seen(connection, run.id)
    return {
        Page: pages_read(connection, run.id) - unread_pages(connection, run.id),
        Link: sources_read(connection, run.id),
        **{kind: seen[name] for kind, name in SEEN_BY.items()},
        Sitemap: sources_read(connection, run.id),
    }


def waivers_in_force(connection: Connection, county: County, at: datetime) -> Waivers:
    """The waivers that hold on the day of a moment (Asia/Taipei)."""

    def site_of(url: str) -> str:
        site = county.site_of(url)
        return site.id if site else ""

    return Waivers(waivers_on(connection, at.astimezone(TAIPEI).date()), site_of)


def spoken(verdicts: Iterator[Verdict]) -> Iterator[Verdict]:
    """Leave out silent verdicts: a county has millions of fine links."""
    return (verdict for verdict in verdicts if verdict.answers or verdict.error is not None)


def all_answers(heard: Heard) -> Iterator[tuple[str, Answer]]:
    yield from heard.found.values()
    yield from heard.unsure.values()


def run_figures(connection: Connection, county: County, run: Run) -> RunFigures:
    """What the monitors need to know."""
    healthy = latest_run(connection, [RunState.CLOSED, RunState.JUDGED], before=run.id)
    before = site_figures(connection, healthy.id) if healthy else ()
    configured = {site.id for site in county.site}
    asked, silent = hosts_asked(connection, run.id)
    return RunFigures(
        sites=tuple(site for site in site_figures(connection, run.id) if site.site_id in configured),
        pages_before={site.site_id: site.pages_read for site in before},
        login_sites=login_sites(connection, run.id),
        hosts_asked=asked,
        hosts_silent=silent,
        pages_to_audit=len(pages_read(connection, run.id)) - audits_left_out(connection, run.id),
        is_network_lost=is_network_lost(connection, run.id),
    )
