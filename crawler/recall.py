"""Recall a stored run's facts, as checks read them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Connection, Select, func, select

from crawler.recall_audits import audited_facts, audits
from crawler.recall_links import linked, tries_of
from crawler.recall_pages import content_of, pages, sitemaps
from records import tables
from records.county import County
from records.crawl_store import Kind
from records.facts import (
    Fetch,
    Outcome,
    PageDate,
    Via,
)  # fmt: skip
from records.kinds import Fact


def facts(connection: Connection, county: County, run_id: int, *, starts_at_homes: bool = True) -> Iterator[Fact]:
    """Every fact of a run: pages (see there), sitemaps, then links, then what axe said."""
    yield from pages(connection, county, run_id, starts_at_homes=starts_at_homes)
    yield from sitemaps(connection, run_id)
    yield from linked(connection, county, run_id)
    yield from audited_facts(connection, run_id)


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


def unread_pages(connection: Connection, run_id: int) -> set[str]:
    """Addresses of pages that were got, but whose content our own program failed to read."""
    v = tables.version.c
    return set(connection.scalars(_read(run_id).where(v.media == "html", v.content_reader == 0)))


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
    """ANSWERED where the browser looked at it to its end."""
    ran: tuple[str, ...]
    """Which layers and probes did; see `records.kinds.SEEN_BY`."""


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
            ((), 0) if not is_read else (content_of(connection, version_id).dates, _count_links(connection, version_id))
        )
        audit = audited.get(url)
        seen = (last.final_url, last.outcome, last.status, dates, links, is_read)
        looked = (audit.outcome, audit.ran) if audit is not None else (Outcome.NOT_REACHED, ())
        yield Visit(url, *seen, *looked)


def _count_links(connection: Connection, version_id: int) -> int:
    return connection.scalar(select(func.count()).where(tables.link.c.version_id == version_id)) or 0
