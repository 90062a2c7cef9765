"""Recall a stored run's facts, as checks read them."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import Connection, Select, func, select

from crawler.recall_links import linked, tries_of
from records import tables
from records.county import County
from records.crawl_store import Kind, text_of
from records.facts import (
    Audit,
    AxeNode,
    AxeOutcome,
    AxeResult,
    DateKind,
    Fact,
    Fetch,
    Outcome,
    Page,
    PageDate,
    Precision,
    Via,
)  # fmt: skip
from records.runs import TAIPEI


def facts(connection: Connection, county: County, run_id: int) -> Iterator[Fact]:
    """Every fact of a run: pages, then links, then what axe said."""
    yield from pages(connection, county, run_id)
    yield from linked(connection, county, run_id)
    for audit in audits(connection, run_id):
        yield from audit.results


def pages_read(connection: Connection, run_id: int) -> set[str]:
    """Addresses of the pages that the run read."""
    return set(connection.scalars(_read(run_id).where(tables.version.c.media == "html")))


def sources_read(connection: Connection, run_id: int) -> set[str]:
    """Addresses of all that the run read for links: pages, and files of ours that name addresses."""
    return set(connection.scalars(_read(run_id)))


def _read(run_id: int) -> Select[tuple[str]]:
    p, a, v = tables.page.c, tables.address.c, tables.version.c
    return (
        select(a.url)
        .join_from(tables.page, tables.address, p.address_id == a.id)
        .join(tables.version, v.id == p.version_id)
        .where(p.run_id == run_id)
    )


def undated_pages(connection: Connection, run_id: int) -> set[str]:
    """Addresses of pages that were read, but whose dates our own program failed to read."""
    v = tables.version.c
    return set(connection.scalars(_read(run_id).where(v.media == "html", v.dates_reader == 0)))


def audited_pages(connection: Connection, run_id: int) -> set[str]:
    """Addresses of the pages on which axe ran to its end."""
    return {audit.url for audit in audits(connection, run_id) if audit.outcome is Outcome.ANSWERED}


def pages(connection: Connection, county: County, run_id: int) -> Iterator[Page]:
    """Pages whose dates were read; of others nothing can be said."""
    p, v, a, b = tables.page.c, tables.version.c, tables.address.c, tables.body.c
    query = (
        select(a.url, v.id, v.title, v.encoding, b.content, p.read_at)
        .join_from(tables.page, tables.version, p.version_id == v.id)
        .join(tables.address, a.id == p.address_id)
        .join(tables.body, b.hash == v.body_hash)
        .where(p.run_id == run_id, v.dates_reader != 0)
        .order_by(a.url)
    )
    for row in connection.execute(query.execution_options(yield_per=50)).mappings():
        yield Page(
            url=row["url"],
            html=text_of(row["content"], row["encoding"]),
            title=row["title"],
            read_on=datetime.fromtimestamp(row["read_at"], TAIPEI).date(),
            dates=dates_of(connection, row["id"]),
            stale_after_days=county.stale_after(row["url"]),
        )


def dates_of(connection: Connection, version_id: int) -> tuple[PageDate, ...]:
    d = tables.page_date
    rows = connection.execute(select(d).where(d.c.version_id == version_id).order_by(d.c.ordinal)).mappings()
    return tuple(
        PageDate(
            DateKind(row["kind"]),
            date.fromisoformat(row["value"]),
            Precision(row["precision"]),
            row["source"],
            row["text"],
        )
        for row in rows
    )


def audits(connection: Connection, run_id: int) -> Iterator[Audit]:
    u, a = tables.audit.c, tables.address.c
    query = (
        select(tables.audit, a.url)
        .join_from(tables.audit, tables.address, a.id == u.address_id)
        .where(u.run_id == run_id)
        .order_by(a.url)
    )
    for row in connection.execute(query.execution_options(yield_per=50)).mappings():
        results = tuple(_axe_result(result) for result in json.loads(zlib.decompress(row["results"])))
        at = datetime.fromtimestamp(row["at"], UTC)
        yield Audit(row["url"], Outcome(row["outcome"]), row["error"], results, row["engine"], row["browser"], at)


def _axe_result(content: dict[str, Any]) -> AxeResult:
    nodes = tuple(AxeNode(**node) for node in content["nodes"])
    return AxeResult(
        **content | {"outcome": AxeOutcome(content["outcome"]), "tags": tuple(content["tags"]), "nodes": nodes}
    )


@dataclass(frozen=True)
class Visit:
    """A page of ours in one run: how its fetch ended, what it says, and what could not be done with it."""

    url: str
    final_url: str
    outcome: Outcome
    status: int | None
    dates: tuple[PageDate, ...]
    links: int
    is_read: bool
    audit: Outcome
    """ANSWERED where axe-core ran on it to its end."""


def visits(connection: Connection, run_id: int) -> Iterator[Visit]:
    """Every page of ours that the run tried, in the order of their addresses."""
    f, a, p, v = tables.frontier.c, tables.address.c, tables.page.c, tables.version.c
    query = (
        select(f.address_id, a.url, p.version_id, v.media)
        .join_from(tables.frontier, tables.address, a.id == f.address_id)
        .outerjoin(tables.page, (p.run_id == f.run_id) & (p.address_id == f.address_id))
        .outerjoin(tables.version, v.id == p.version_id)
        .where(f.run_id == run_id, f.kind == Kind.PAGE)
        .order_by(f.depth, a.url)
    )
    audited = {audit.url: audit for audit in audits(connection, run_id)}
    for id, url, version_id, media in connection.execute(query).all():
        looks = tries_of(connection, run_id, {id}).get(id, ())
        last = next((look for look in reversed(looks) if look.via is Via.HTTP), Fetch(url, Outcome.NOT_REACHED))
        is_read = media == "html"
        dates, links = (
            ((), 0) if not is_read else (dates_of(connection, version_id), _count_links(connection, version_id))
        )
        audit = audited.get(url)
        seen = (last.final_url, last.outcome, last.status, dates, links, is_read)
        yield Visit(url, *seen, audit.outcome if audit is not None else Outcome.NOT_REACHED)


def _count_links(connection: Connection, version_id: int) -> int:
    return connection.scalar(select(func.count()).where(tables.link.c.version_id == version_id)) or 0
