"""Recall all that is known of one target of links: every try in every run, and who links to it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, select

from crawler.extract.addresses import canonical
from crawler.reading import by_rules
from crawler.recall_links import tries_of
from records import tables
from records.county import County
from records.crawl_store import address_id
from records.facts import Fetch, Link, Region
from records.runs import TAIPEI, latest_run

MOST_RUNS = 20
MOST_LINKS = 200


@dataclass(frozen=True)
class Target:
    url: str
    """Canonical."""
    tries: tuple[tuple[int, tuple[Fetch, ...]], ...]
    """(run, its tries in their order) pairs, the newest run first; at most 20."""
    links: tuple[Link, ...]
    """Links to it of the newest run, with this run's tries; at most 200."""
    count: int
    """How many links of the newest run lead to it."""
    last_fine: datetime | None
    """When it last answered well."""


def target(connection: Connection, county: County, url: str) -> Target | None:
    """What is known of an address that links lead to; None if no run ever met it. Raises ValueError if it is none."""
    found = by_rules(canonical(url), county.site_of(url))
    id = address_id(found)
    f, a, k = tables.fetch.c, tables.address.c, tables.link.c
    if connection.scalar(select(a.url).where(a.id == id)) is None:
        return None
    runs = connection.scalars(
        select(f.run_id).where(f.address_id == id).distinct().order_by(f.run_id.desc()).limit(MOST_RUNS)
    )
    tries = tuple((run, tries_of(connection, run, [id]).get(id, ())) for run in runs)
    fine = max(
        (look.at.astimezone(TAIPEI) for _, looks in tries for look in looks if look.is_fine and look.at), default=None
    )
    newest = latest_run(connection)
    here = tries[0][1] if tries and newest is not None and tries[0][0] == newest.id else ()
    earlier = tuple(looks[-1] for _, looks in tries[bool(here) :] if looks)
    pages = tables.page.c
    query = (
        select(a.url, k.href, k.text, k.element, k.region, k.fragment)
        .join_from(tables.page, tables.link, k.version_id == pages.version_id)
        .join(tables.address, a.id == pages.address_id)
        .where(pages.run_id == (newest.id if newest else 0), k.target_id == id)
    )
    count = connection.scalar(select(func.count()).select_from(query.subquery())) or 0
    rows = connection.execute(query.order_by(a.url).limit(MOST_LINKS)).all()
    links = tuple(
        Link(row.url, found, row.href, row.text, row.element, region=Region(row.region), tries=here,
             fragment=row.fragment, earlier=earlier, last_fine=fine)
        for row in rows
    )  # fmt: skip
    return Target(found, tries, links, count, fine)
