"""Audits in the database: what a run may carry over from those before it, and what it brings itself."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import UTC, datetime
from typing import NamedTuple

from sqlalchemy import Connection, Subquery, delete, func, select

from records import tables
from records.audits import Audit, AuditsOfRun
from records.crawl_store import address_id
from records.facts import Layer, Outcome
from records.rows import insert_new
from records.trial_store import packed_trials

AUDIT_MINUTES = "audit_minutes"
"""The limit that stands for the time that audits may take."""


class PageToSee(NamedTuple):
    """A page of the run that the browser may look at."""

    id: int
    url: str
    site_id: str
    depth: int
    version_id: int
    looks: int
    """See `crawler.extract.looks`; 0 where it is not known."""


class Part(NamedTuple):
    """A style sheet or script that a page or another part names."""

    url: str
    version_id: int | None
    """Of those of our own that the run has read."""
    body_hash: bytes | None


class LastAudit(NamedTuple):
    run_id: int
    at: float
    """POSIX seconds."""
    inputs: int
    ran: frozenset[str]
    template: int
    version_id: int
    """Of the page as it was then."""

    @property
    def was_tried(self) -> bool:
        """Whether probes ran."""
        return not self.ran <= {Layer.AXE, Layer.STATIC}


def pages_to_see(connection: Connection, run_id: int) -> list[PageToSee]:
    """HTML pages that this run read and did not audit yet, site by site."""
    p, a, f, v, c, u = (
        table.c
        for table in (tables.page, tables.address, tables.frontier, tables.version, tables.content, tables.audit)
    )
    audited = select(u.address_id).where(u.run_id == run_id)
    query = (
        select(p.address_id, a.url, p.site_id, f.depth, p.version_id, func.coalesce(c.looks, 0))
        .join_from(tables.page, tables.address, p.address_id == a.id)
        .join(tables.frontier, (f.run_id == p.run_id) & (f.address_id == p.address_id))
        .join(tables.version, v.id == p.version_id)
        .outerjoin(tables.content, c.version_id == p.version_id)
        .where(p.run_id == run_id, v.media == "html", v.is_login == 0, p.address_id.not_in(audited))
        .order_by(p.site_id, f.depth, a.url)
    )
    return [PageToSee(*row) for row in connection.execute(query)]


def parts_of(connection: Connection, run_id: int, elements: Iterable[str]) -> Mapping[int, list[Part]]:
    """Parts that the pages and parts of this run name by these elements, by the version that names them."""
    p, k, a, v = tables.page.c, tables.link.c, tables.address.c, tables.version.c
    named, theirs = tables.page.alias(), tables.version.alias()
    query = (
        select(p.version_id, a.url, named.c.version_id, theirs.c.body_hash)
        .join_from(tables.page, tables.link, k.version_id == p.version_id)
        .join(tables.version, v.id == p.version_id)
        .join(tables.address, a.id == k.target_id)
        .outerjoin(named, (named.c.run_id == p.run_id) & (named.c.address_id == k.target_id))
        .outerjoin(theirs, theirs.c.id == named.c.version_id)
        .where(p.run_id == run_id, v.media.in_(["html", "css"]), k.element.in_(list(elements)))
    )
    found: dict[int, list[Part]] = {}
    for by, *part in connection.execute(query):
        found.setdefault(by, []).append(Part(*part))
    return found


def _newest_before(run_id: int) -> Subquery:
    """(page, run) of each page's newest audit that ran to its end before this run."""
    u = tables.audit.c
    return (
        select(u.address_id, func.max(u.run_id).label("run_id"))
        .where(u.run_id < run_id, u.outcome == Outcome.ANSWERED)
        .group_by(u.address_id)
        .subquery()
    )


def last_audits(connection: Connection, run_id: int) -> Mapping[int, LastAudit]:
    """The newest audit that ran to its end, of any run before, by the page's id."""
    u, p = tables.audit.c, tables.page.c
    newest = _newest_before(run_id)
    query = (
        select(u.address_id, u.run_id, u.at, u.inputs, u.ran, u.template, p.version_id)
        .join_from(tables.audit, newest, (u.address_id == newest.c.address_id) & (u.run_id == newest.c.run_id))
        .join(tables.page, (p.address_id == u.address_id) & (p.run_id == u.run_id))
    )
    return {
        id: LastAudit(run, at, inputs, frozenset(ran.split(",")), template, version)
        for id, run, at, inputs, ran, template, version in connection.execute(query)
    }


def carry(connection: Connection, run_id: int, audits: Mapping[int, int]) -> None:
    """Let audits of earlier runs, by the page's id, count for this run."""
    rows = [{"run_id": run_id, "address_id": id, "from_run": origin} for id, origin in audits.items()]
    insert_new(connection, tables.carried, rows)


def audits_of_run(connection: Connection, run_id: int) -> AuditsOfRun:
    u, c, a = tables.audit.c, tables.carried.c, tables.address.c
    then = tables.audit.alias()
    held = (
        select(func.min(then.c.at), func.count())
        .join_from(tables.carried, then, (then.c.run_id == c.from_run) & (then.c.address_id == c.address_id))
        .where(c.run_id == run_id)
        .group_by(c.from_run)
        .order_by(c.from_run)
    )
    newest = _newest_before(run_id)
    twice = (
        select(a.url, u.results, then.c.results)
        .join_from(tables.audit, newest, newest.c.address_id == u.address_id)
        .join(then, (then.c.address_id == newest.c.address_id) & (then.c.run_id == newest.c.run_id))
        .join(tables.address, a.id == u.address_id)
        .where(u.run_id == run_id, u.outcome == Outcome.ANSWERED, u.inputs != 0, u.inputs == then.c.inputs)
        .order_by(a.url)
    )
    rechecked = [(url, _counts(now) == _counts(then)) for url, now, then in connection.execute(twice)]
    ended = (tables.audit.c.run_id == run_id, tables.audit.c.outcome == Outcome.ANSWERED)
    return AuditsOfRun(
        anew=connection.scalar(select(func.count()).select_from(tables.audit).where(*ended)) or 0,
        carried=tuple((datetime.fromtimestamp(at, UTC), count) for at, count in connection.execute(held)),
        rechecked=len(rechecked),
        differing=tuple(url for url, is_same in rechecked if not is_same),
    )


def _counts(results: bytes) -> dict[tuple[str, str], int]:
    """Elements by rule and outcome."""
    return {(one["rule"], one["outcome"]): len(one["nodes"]) for one in json.loads(zlib.decompress(results))}


def made_links(connection: Connection, version_id: int) -> list[tuple[str, str]]:
    """(address, text) of the links that scripts made when the version was audited."""
    k, a = tables.link.c, tables.address.c
    query = select(a.url, k.text).join_from(tables.link, tables.address, a.id == k.target_id)
    query = query.where(k.version_id == version_id, k.element == "made").order_by(k.ordinal)
    return [(url, text) for url, text in connection.execute(query)]


def add_audit(connection: Connection, run_id: int, audit: Audit, inputs: int, template: int) -> None:
    """Keep an audit, in place of one that was carried over. `inputs`: a number of all that it depended on."""
    assert audit.at is not None
    id = address_id(audit.url)
    said = json.dumps([asdict(result) for result in audit.results], ensure_ascii=False)
    row = {
        "run_id": run_id,
        "address_id": id,
        "outcome": audit.outcome,
        "error": audit.error[:500],
        "engine": audit.engine,
        "browser": audit.browser,
        "at": audit.at.timestamp(),
        "results": zlib.compress(said.encode("utf-8", "replace"), 6),
        "ran": ",".join(audit.ran),
        "drawn": zlib.compress(audit.drawn.encode("utf-8", "replace"), 6) if audit.drawn else None,
        "trials": packed_trials(audit.trials),
        "inputs": inputs,
        "template": template,
    }
    insert_new(connection, tables.audit, [row])
    if audit.outcome is Outcome.ANSWERED:
        c = tables.carried.c
        connection.execute(delete(tables.carried).where(c.run_id == run_id, c.address_id == id))
