"""The judge's side of the database: a run's answers, issues over all runs, flips; and a run's record for reports."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Select, Subquery, case, delete, func, insert, select

from records import tables
from records.answer_json import from_json, to_json
from records.answers import Answer, Finding, Message, Unsure, Verdict, fingerprint
from records.audit_store import AUDIT_MINUTES, audits_of_run
from records.audits import Audit
from records.crawl_store import NETWORK, Kind, State
from records.facts import Fetch, Outcome, Via
from records.issue_store import flips_since, history, issues_told, log_flips, mended_since, write_issues
from records.issues import Flip, Illness, Issue, LimitHit, Run, RunRecord, RunState, SiteFigures, Status
from records.outbox import last_told
from records.ownership_store import assignments, owner_marks
from records.reviews import reviews_on
from records.rows import batches, insert_new
from records.runs import TAIPEI, latest_run, moment
from records.steps import steps_taken
from records.tallies import closed_runs, tallies_of
from records.waivers import waivers_on

NOT_ASKED = "not-asked"
"""The rule of doubts that no person can settle: a limit of the run bit, and the limits say so once instead."""
MENDED_LATELY: Final = timedelta(days=91)
RUNS_OF_TREND: Final = 25
"""Runs before this one: half a year."""


def write_judgement(
    connection: Connection,
    run_id: int,
    answers: Iterable[tuple[str, Answer]],
    crashes: Iterable[Verdict],
    changed: Sequence[Issue],
    flips: Sequence[Flip],
    illnesses: Iterable[Illness],
    at: datetime,
) -> None:
    """Write what the judge said of a run, in place of what it may have said before.

    `changed`: issues as they are now. Flips are added to the log, whatever an earlier judgement of the run left there.
    """
    for table in (tables.answer, tables.crash, tables.illness):
        connection.execute(delete(table).where(table.c.run_id == run_id))
    for some in batches(_answer_rows(run_id, answers)):
        connection.execute(insert(tables.answer), some)
    told = [{"run_id": run_id, "check_id": v.check_id, "page_url": v.page_url, "error": v.error or ""} for v in crashes]
    insert_new(connection, tables.crash, told)
    ill = [{"run_id": run_id, "name": illness.name, "message": asdict(illness.message)} for illness in illnesses]
    insert_new(connection, tables.illness, ill)
    write_issues(connection, changed)
    log_flips(connection, flips, at, run_id)


def _answer_rows(run_id: int, answers: Iterable[tuple[str, Answer]]) -> Iterator[dict[str, Any]]:
    for ordinal, (check_id, answer) in enumerate(answers):
        row = {"run_id": run_id, "ordinal": ordinal, "check_id": check_id, "page_url": answer.page_url}
        sure = {"fingerprint": fingerprint(check_id, answer), "sure": isinstance(answer, Finding)}
        yield row | sure | {"content": to_json(answer)}


def read_record(connection: Connection, run: Run) -> RunRecord:
    """All that reports need of one run."""
    previous = latest_run(connection, [RunState.CLOSED], before=run.id)
    issues = issues_told(connection, run, previous)
    flips = flips_since(connection, run, previous, issues)
    fixed_now = {flip.issue.fingerprint for flip in flips if flip.new is Status.FIXED}
    told = tuple(i for i in issues.values() if i.status is not Status.FIXED or i.fingerprint in fixed_now)
    answers, crashes, illnesses = tables.answer.c, tables.crash.c, tables.illness.c
    unsure = connection.execute(
        select(answers.check_id, answers.content)
        .where(answers.run_id == run.id, answers.sure == 0)
        .order_by(answers.ordinal)
    )
    doubts = [(check_id, from_json(Unsure, content)) for check_id, content in unsure]
    not_read, not_audited = pages_not_read(connection, run.id), _not_audited(connection, run.id)
    crashed = connection.execute(select(tables.crash).where(crashes.run_id == run.id)).mappings()
    ill = connection.execute(select(illnesses.name, illnesses.message).where(illnesses.run_id == run.id))
    day = run.started_at.astimezone(TAIPEI).date()
    trend_days = closed_runs(connection, run.id - 1, RUNS_OF_TREND)
    hits = connection.execute(select(tables.limit_hit).where(tables.limit_hit.c.run_id == run.id)).mappings()
    record = RunRecord(
        run=run,
        previous=previous,
        sites=site_figures(connection, run.id),
        issues=told,
        flips=flips,
        unsure=tuple((check_id, answer) for check_id, answer in doubts if answer.rule != NOT_ASKED),
        crashes=tuple(Verdict(row["check_id"], row["page_url"], error=row["error"]) for row in crashed),
        not_read=not_read,
        not_audited=not_audited,
        limits=tuple(LimitHit(**{k: v for k, v in row.items() if k != "run_id"}) for row in hits),
        illnesses=tuple(Illness(name, Message(**message)) for name, message in ill),
        titles=_titles(connection, run.id),
        versions=connection.scalar(select(tables.run.c.versions).where(tables.run.c.id == run.id)) or {},
        marks=owner_marks(connection, _pages_told(told, doubts, not_read, not_audited)),
        assigned=assignments(connection),
        steps=steps_taken(connection),
        history=history(connection, told),
        waivers=waivers_on(connection, day),
        told=last_told(connection, run.id),
        trend=tallies_of(connection, trend_days),
        trend_days=trend_days,
        mended=mended_since(connection, run.started_at - MENDED_LATELY),
        audits=audits_of_run(connection, run.id),
        reviews=reviews_on(connection, day),
    )
    return record


def _pages_told(
    issues: Iterable[Issue],
    doubts: Iterable[tuple[str, Unsure]],
    not_read: Iterable[Fetch],
    not_audited: Iterable[Audit],
) -> Iterator[str]:
    """Every page of which a report will name the owner, some of them often."""
    answers: list[Answer] = [issue.finding for issue in issues]
    answers += [answer for _, answer in doubts]
    for answer in answers:
        yield answer.page_url
        yield from (place.page_url for place in answer.places if place.page_url)
    yield from (fetch.url for fetch in not_read)
    yield from (audit.url for audit in not_audited)


def site_figures(connection: Connection, run_id: int) -> tuple[SiteFigures, ...]:
    """What the run did on each site, in the order of their ids."""
    f, p, k, u = tables.frontier.c, tables.page.c, tables.link.c, tables.audit.c
    of_run = select(p.site_id, func.count()).where(p.run_id == run_id).group_by(p.site_id)
    with_links = of_run.join_from(tables.page, tables.link, p.version_id == k.version_id)
    with_audits = of_run.join_from(tables.page, tables.audit, (u.run_id == p.run_id) & (u.address_id == p.address_id))
    c = tables.carried.c
    with_carried = of_run.join_from(
        tables.page, tables.carried, (c.run_id == p.run_id) & (c.address_id == p.address_id)
    )
    pages = of_run.join_from(tables.page, tables.version, p.version_id == tables.version.c.id)
    read = _counts(connection, pages.where(tables.version.c.media == "html"))
    links = _counts(connection, with_links)
    audited = Counter(_counts(connection, with_audits.where(u.outcome == Outcome.ANSWERED)))
    audited.update(_counts(connection, with_carried))
    failed = _counts(connection, _failed(run_id))
    seen = _seen(connection, run_id)
    ours = select(f.site_id).where(f.run_id == run_id, f.site_id != "").distinct().order_by(f.site_id)
    return tuple(
        SiteFigures(
            site, read.get(site, 0), failed.get(site, 0), links.get(site, 0), audited[site], dict(seen.get(site, {}))
        )
        for site in connection.scalars(ours)
    )


def _seen(connection: Connection, run_id: int) -> dict[str, Counter[str]]:
    """Pages that each layer and each probe saw, in this run or in the one whose audit still holds, by site."""
    p, u, c = tables.page.c, tables.audit.c, tables.carried.c
    carried = select(c.from_run).where(c.run_id == run_id, c.address_id == p.address_id)
    query = (
        select(p.site_id, u.ran, func.count())
        .join_from(tables.page, tables.audit, u.address_id == p.address_id)
        .where(p.run_id == run_id, u.outcome == Outcome.ANSWERED)
        .where((u.run_id == run_id) | (u.run_id == carried.scalar_subquery()))
        .group_by(p.site_id, u.ran)
    )
    found: dict[str, Counter[str]] = {}
    for site, ran, count in connection.execute(query):
        for name in filter(None, ran.split(",")):
            found.setdefault(site, Counter())[name] += count
    return found


def _counts(connection: Connection, query: Select[Any]) -> dict[str, int]:
    """Of rows (site id, count)."""
    return {site: count for site, count in connection.execute(query)}


def _last_fetch(run_id: int) -> Subquery:
    t = tables.fetch.c
    return (
        select(t.address_id, func.max(t.attempt).label("attempt"))
        .where(t.run_id == run_id, t.via == Via.HTTP)
        .group_by(t.address_id)
        .subquery()
    )


def _unread(run_id: int) -> Select[Any]:
    """A query over the last HTTP tries of our own pages that did not bring the page."""
    t, f, a = tables.fetch.c, tables.frontier.c, tables.address.c
    last = _last_fetch(run_id)
    failed = (t.outcome != Outcome.ANSWERED) | (t.status >= 400)
    return (
        select(a.url, f.site_id, t.outcome, t.status, t.final_url, t.content_type, t.error, t.at)
        .join_from(tables.fetch, last, (t.address_id == last.c.address_id) & (t.attempt == last.c.attempt))
        .join(tables.frontier, (f.run_id == t.run_id) & (f.address_id == t.address_id))
        .join(tables.address, a.id == t.address_id)
        .where(t.run_id == run_id, f.kind == Kind.PAGE, f.state == State.DONE, failed)
        .order_by(a.url)
    )


def _failed(run_id: int) -> Select[Any]:
    """Pages that gave no usable answer, by site. One that is gone, or that robots.txt keeps us from, has answered."""
    unread = _unread(run_id).subquery()
    silent = unread.c.outcome.not_in([Outcome.ANSWERED, Outcome.ROBOTS])
    refused = unread.c.status.in_([401, 403, 429]) | (unread.c.status >= 500)
    return select(unread.c.site_id, func.count()).where(silent | refused).group_by(unread.c.site_id)


def pages_not_read(connection: Connection, run_id: int) -> tuple[Fetch, ...]:
    return tuple(
        Fetch(url, Outcome(outcome), status, final, kind, error, at=moment(at))
        for url, _site, outcome, status, final, kind, error, at in connection.execute(_unread(run_id))
    )


def _not_audited(connection: Connection, run_id: int) -> tuple[Audit, ...]:
    u, a = tables.audit.c, tables.address.c
    query = (
        select(a.url, u.outcome, u.error, u.engine, u.browser, u.at)
        .join_from(tables.audit, tables.address, u.address_id == a.id)
        .where(u.run_id == run_id, u.outcome != Outcome.ANSWERED)
        .order_by(a.url)
    )
    return tuple(
        Audit(url, Outcome(outcome), error, (), engine, browser, moment(at))
        for url, outcome, error, engine, browser, at in connection.execute(query)
    )


def _titles(connection: Connection, run_id: int) -> dict[str, str]:
    a, p, v = tables.address.c, tables.page.c, tables.version.c
    query = (
        select(a.url, v.title)
        .join_from(tables.page, tables.version, p.version_id == v.id)
        .join(tables.address, a.id == p.address_id)
        .where(p.run_id == run_id)
    )
    return dict(connection.execute(query).all())


def pages_gone(connection: Connection, run_id: int) -> set[str]:
    """Pages of ours that are no more: each try was answered so (404, 410), or led to another page of ours."""
    t, a, f, p = tables.fetch.c, tables.address.c, tables.frontier.c, tables.page.c
    ours = (
        select(a.url)
        .join_from(tables.fetch, tables.address, a.id == t.address_id)
        .join(tables.frontier, (f.run_id == t.run_id) & (f.address_id == t.address_id))
        .where(t.run_id == run_id, f.kind.in_([Kind.PAGE, Kind.PART]))
        .group_by(a.url)
    )
    said_gone = func.sum(case((t.status.in_([404, 410]), 1), else_=0)) == func.count()
    read = select(a.url).join_from(tables.page, tables.address, a.id == p.address_id).where(p.run_id == run_id)
    led_on = func.sum(case((t.final_url.in_(read), 1), else_=0)) == func.count()
    gone = set(connection.scalars(ours.having(said_gone, func.count() > 1)))
    return gone | set(connection.scalars(ours.having(led_on)))


def is_network_lost(connection: Connection, run_id: int) -> bool:
    """Whether the crawl ended because no host answered any more."""
    h = tables.limit_hit.c
    return connection.scalar(select(h.limit).where(h.run_id == run_id, h.limit == NETWORK)) is not None


def audits_left_out(connection: Connection, run_id: int) -> int:
    """Pages that were to be audited and for which the run's time did not suffice."""
    h = tables.limit_hit.c
    query = select(func.sum(h.count)).where(h.run_id == run_id, h.limit == AUDIT_MINUTES)
    return connection.scalar(query) or 0


def hosts_asked(connection: Connection, run_id: int) -> tuple[int, int]:
    """(hosts that were asked for anything, hosts of these that never gave an HTTP answer)."""
    t, f = tables.fetch.c, tables.frontier.c
    answered = func.sum(case((t.status.is_not(None), 1), else_=0))
    ours_to_say = t.outcome.not_in([Outcome.ROBOTS, Outcome.PRIVATE_ADDRESS, Outcome.MALFORMED])
    by_host = (
        select(f.host, answered.label("answered"))
        .join_from(tables.fetch, tables.frontier, (f.run_id == t.run_id) & (f.address_id == t.address_id))
        .where(t.run_id == run_id, ours_to_say)
        .group_by(f.host)
        .subquery()
    )
    row = connection.execute(select(func.count(), func.sum(case((by_host.c.answered == 0, 1), else_=0)))).one()
    return row[0] or 0, row[1] or 0


def login_sites(connection: Connection, run_id: int) -> set[str]:
    """Sites whose start page is a login."""
    p, f = tables.page.c, tables.frontier.c
    query = _logins(run_id, p.site_id).join(
        tables.frontier, (f.run_id == p.run_id) & (f.address_id == p.address_id) & (f.depth == 0)
    )
    return set(connection.scalars(query))


def login_pages(connection: Connection, run_id: int) -> set[str]:
    """Addresses where the run was shown a login in place of a page."""
    query = _logins(run_id, tables.address.c.url).join(tables.address, tables.address.c.id == tables.page.c.address_id)
    return set(connection.scalars(query))


def _logins(run_id: int, column: ColumnElement[str]) -> Select[Any]:
    p, v = tables.page.c, tables.version.c
    of_run = select(column).select_from(tables.page).join(tables.version, p.version_id == v.id)
    return of_run.where(p.run_id == run_id, v.is_login == 1)
