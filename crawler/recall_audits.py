"""Recall what the browser saw of a run's pages: in that run, or in an earlier one whose audit still holds."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Select, select

from crawler.browser.rendering import read_rendering
from records import tables
from records.audits import Audit
from records.facts import AxeNode, AxeOutcome, AxeResult, Outcome, Region
from records.kinds import SEEN_BY, Fact
from records.trial_store import unpacked_trials


def audited_facts(connection: Connection, run_id: int) -> Iterator[Fact]:
    """What axe-core said of every page, the page as it stood, and what trying it has shown."""
    for audit in audits(connection, run_id):
        yield from audit.standing
        if audit.drawn:
            yield read_rendering(audit.drawn, audit.url)
        yield from audit.trials


def pages_seen(connection: Connection, run_id: int) -> Mapping[str, set[str]]:
    """Addresses of the pages on which each layer or probe ran to its end, by the names of `records.kinds.SEEN_BY`."""
    seen: dict[str, set[str]] = {name: set() for name in SEEN_BY.values()}
    ended = _of_run(run_id, "ran").where(tables.audit.c.outcome == Outcome.ANSWERED)
    for url, ran in connection.execute(ended):
        for name in ran.split(","):
            if name in seen:
                seen[name].add(url)
    return seen


def audits(connection: Connection, run_id: int) -> Iterator[Audit]:
    """Every page's audit, in the order of the addresses. Not the links that scripts made."""
    columns = ("outcome", "error", "results", "engine", "browser", "at", "ran", "drawn", "trials")
    rows = connection.execute(_of_run(run_id, *columns).execution_options(yield_per=50)).mappings()
    for row in rows:
        yield Audit(
            row["url"],
            Outcome(row["outcome"]),
            row["error"],
            tuple(_axe_result(result) for result in json.loads(zlib.decompress(row["results"]))),
            row["engine"],
            row["browser"],
            datetime.fromtimestamp(row["at"], UTC),
            ran=tuple(filter(None, row["ran"].split(","))),
            drawn=zlib.decompress(row["drawn"]).decode() if row["drawn"] else "",
            trials=tuple(unpacked_trials(row["trials"])),
        )


def pages_carried(connection: Connection, run_id: int) -> set[str]:
    """Addresses of the pages that this run did not look at: an audit of an earlier run still holds."""
    c, a, u = tables.carried.c, tables.address.c, tables.audit.c
    anew = select(u.address_id).where(u.run_id == run_id, u.address_id == c.address_id, u.outcome == Outcome.ANSWERED)
    query = select(a.url).join_from(tables.carried, tables.address, a.id == c.address_id)
    return set(connection.scalars(query.where(c.run_id == run_id, ~anew.exists())))


def _of_run(run_id: int, *columns: str) -> Select[Any]:
    u, a, c = tables.audit.c, tables.address.c, tables.carried.c
    carried = select(c.address_id).where(c.run_id == run_id, c.address_id == u.address_id, c.from_run == u.run_id)
    return (
        select(a.url, *(u[name] for name in columns))
        .join_from(tables.audit, tables.address, a.id == u.address_id)
        .where((u.run_id == run_id) | carried.exists())
        .order_by(a.url)
    )


def _axe_result(content: dict[str, Any]) -> AxeResult:
    nodes = tuple(_axe_node(node) for node in content["nodes"])
    return AxeResult(
        **content | {"outcome": AxeOutcome(content["outcome"]), "tags": tuple(content["tags"]), "nodes": nodes}
    )


def _axe_node(node: dict[str, Any]) -> AxeNode:
    region = Region(node.get("region", Region.MAIN))
    return AxeNode(**node | {"region": region, "measured": tuple(map(tuple, node.get("measured", ())))})
