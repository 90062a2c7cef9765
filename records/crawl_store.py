"""The crawl's side of the database: the frontier it works through, and the facts that it leaves behind.

Facts are written in batches. A page's facts, the addresses it led to and the mark that it is done go in one
transaction, so that a crawl killed at any instant finds each page either done with all its facts or not begun.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from enum import IntEnum
from typing import Any

from sqlalchemy import Connection, Engine, Table, bindparam, delete, func, select, update
from sqlalchemy.dialects import postgresql, sqlite

from records import tables
from records.county import County
from records.facts import Audit, Fetch, Outcome, PageDate
from records.issues import LimitHit

BATCH_PAGES = 100
QUEUE_PER_HOST = 64
RECENT_ADDRESSES = 50_000


class Kind(IntEnum):
    PAGE = 1
    """An address of our own: read, stored, and its links followed."""
    TARGET = 2
    """An address that a page points at: asked whether it answers."""
    TOO_DEEP = 3
    """A page of ours beyond the limit of depth: asked like a target, and not read."""


class State(IntEnum):
    QUEUED = 0
    TAKEN = 1
    AGAIN = 2
    """Failed once; tried again when all others are done."""
    DONE = 3
    TOO_MANY = 4
    TOO_LATE = 5


@dataclass(frozen=True, slots=True)
class Task:
    """One address on the frontier."""

    id: int
    url: str
    host: str
    site_id: str
    """Empty for targets that no site holds."""
    kind: Kind
    depth: int
    tries: int = 0


@dataclass(frozen=True, slots=True)
class LinkRow:
    """A link as the store keeps it."""

    target_id: int
    url: str
    ordinal: int
    href: str
    element: str
    text: str
    region: str
    flaw: str
    """Why the address is malformed, so that there is nothing to ask; empty where it is not."""


@dataclass(frozen=True, slots=True)
class Version:
    """A page's content, stored once however many runs see it."""

    id: int
    address_id: int
    body: bytes
    body_hash: bytes
    encoding: str
    title: str
    is_login: bool
    reader: int
    """Which generation of link reading its links stem from."""


def address_id(url: str) -> int:
    """A signed 64-bit hash of the canonical address: its id in every table."""
    return int.from_bytes(hashlib.blake2b(url.encode(), digest_size=8).digest(), "big", signed=True)


def insert_new(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows; leave alone those whose key is there."""
    if rows:
        dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
        connection.execute(dialect.insert(table).on_conflict_do_nothing(), rows)


class CrawlStore:
    """The frontier and the facts of one run. One writer at a time.

    Raises sqlalchemy.exc.DatabaseError where the database cannot be written; what was flushed before stays.
    """

    def __init__(self, engine: Engine, run_id: int) -> None:
        self.run_id = run_id
        self._connection = engine.connect()
        self._queues: dict[str, deque[Task]] = {}
        self._hosts: deque[str] = deque()
        self._offered: list[tuple[Task, State]] = []
        self._recent: set[int] = set()
        self._rows: dict[Table, list[dict[str, Any]]] = {}
        self._done: list[dict[str, Any]] = []
        self._resume()

    def _resume(self) -> None:
        rows, c = tables.frontier, tables.frontier.c
        taken = (c.run_id == self.run_id) & (c.state == State.TAKEN)
        self._connection.execute(update(rows).where(taken).values(state=State.QUEUED))
        waiting = select(c.host).where(c.run_id == self.run_id, c.state == State.QUEUED).distinct()
        for host in self._connection.scalars(waiting):
            self._wait_for(host)
        self._connection.commit()

    def close(self) -> None:
        self.flush()
        self._connection.close()

    # The frontier

    def offer(self, task: Task, state: State = State.QUEUED) -> None:
        """Put an address on the frontier unless this run has it already."""
        if task.id in self._recent:
            return
        if len(self._recent) >= RECENT_ADDRESSES:
            self._recent.clear()
        self._recent.add(task.id)
        self._offered.append((task, state))

    def is_recent(self, id: int) -> bool:
        """Whether the address was offered lately: then offering it again can be spared."""
        return id in self._recent

    def take(self, now: float, may_ask: Callable[[str], bool]) -> Task | None:
        """The next task of a host that may be asked now; hosts take turns."""
        for _ in range(2):
            for _ in range(len(self._hosts)):
                host = self._hosts[0]
                self._hosts.rotate(-1)
                if not may_ask(host):
                    continue
                queue = self._queues[host]
                if not queue:
                    self._refill(host, now)
                if queue:
                    return queue.popleft()
            if not self._offered:
                return None
            self.flush()
        return None

    def has_waiting(self) -> bool:
        """Whether tasks wait, now or for their pause to pass."""
        if self._offered:
            self.flush()
        return bool(self._hosts)

    def retry_all(self) -> bool:
        """Queue the failed ones once more; whether there were any."""
        self.flush()
        c = tables.frontier.c
        again = (c.run_id == self.run_id) & (c.state == State.AGAIN)
        hosts = list(self._connection.scalars(select(c.host).where(again).distinct()))
        self._connection.execute(update(tables.frontier).where(again).values(state=State.QUEUED))
        self._connection.commit()
        for host in hosts:
            self._wait_for(host)
        return bool(hosts)

    def leave_rest(self, state: State) -> None:
        """Mark all that still waits as left out."""
        self.flush()
        c = tables.frontier.c
        waiting = (c.run_id == self.run_id) & c.state.in_([State.QUEUED, State.TAKEN, State.AGAIN])
        self._connection.execute(update(tables.frontier).where(waiting).values(state=state))
        self._connection.commit()
        self._hosts.clear()
        self._queues.clear()

    def queue_length(self) -> int:
        """How many addresses wait, or are under way."""
        self.flush()
        c = tables.frontier.c
        waiting = [State.QUEUED, State.TAKEN, State.AGAIN]
        return self._connection.scalar(select(func.count()).where(c.run_id == self.run_id, c.state.in_(waiting))) or 0

    def pages_by_site(self) -> dict[str, int]:
        """Pages of this run that were read so far."""
        c = tables.page.c
        rows = self._connection.execute(
            select(c.site_id, func.count()).where(c.run_id == self.run_id).group_by(c.site_id)
        )
        return {site: count for site, count in rows}

    def _wait_for(self, host: str) -> None:
        if host not in self._queues:
            self._queues[host] = deque()
            self._hosts.append(host)

    def _refill(self, host: str, now: float) -> None:
        self.flush()
        c, a = tables.frontier.c, tables.address.c
        mine = (c.run_id == self.run_id) & (c.host == host) & (c.state == State.QUEUED)
        query = (
            select(c.address_id, a.url, c.host, c.site_id, c.kind, c.depth, c.tries)
            .join_from(tables.frontier, tables.address, c.address_id == a.id)
            .where(mine, c.not_before <= now)
            .order_by(c.tries, c.depth)
            .limit(QUEUE_PER_HOST)
        )
        found = [
            Task(id, url, at, site, Kind(kind), depth, tries)
            for id, url, at, site, kind, depth, tries in self._connection.execute(query)
        ]
        if found:
            self._set_state([{"id": task.id, "new": State.TAKEN, "n": task.tries, "later": 0.0} for task in found])
            self._queues[host].extend(found)
        elif not self._connection.scalar(select(c.address_id).where(mine).limit(1)):
            del self._queues[host]
            self._hosts.remove(host)
        self._connection.commit()

    def _set_state(self, changes: list[dict[str, Any]]) -> None:
        c = tables.frontier.c
        change = (
            update(tables.frontier)
            .where(c.run_id == self.run_id, c.address_id == bindparam("id"))
            .values(state=bindparam("new"), tries=bindparam("n"), not_before=bindparam("later"))
        )
        self._connection.execute(change, changes)

    # Facts

    def known_links(self, version_id: int, reader: int) -> list[tuple[str, str]] | None:
        """(address, element) of the links of a page version that this reader has read before; None if it has not."""
        v, k, a = tables.version.c, tables.link.c, tables.address.c
        if self._connection.scalar(select(v.reader).where(v.id == version_id)) != reader:
            return None
        query = (
            select(a.url, k.element)
            .join_from(tables.link, tables.address, k.target_id == a.id)
            .where(k.version_id == version_id, k.flaw == "")
        )
        return [(url, element) for url, element in self._connection.execute(query)]

    def is_known(self, id: int) -> bool:
        """Whether this run has the address on its frontier."""
        self.flush()
        c = tables.frontier.c
        here = select(c.state).where(c.run_id == self.run_id, c.address_id == id)
        return self._connection.scalar(here) is not None

    def add_page(self, task: Task, version_id: int, at: datetime) -> None:
        row = {
            "run_id": self.run_id,
            "address_id": task.id,
            "version_id": version_id,
            "site_id": task.site_id,
            "read_at": at.timestamp(),
        }
        self._add(tables.page, row)

    def add_version(self, version: Version, links: Sequence[LinkRow]) -> None:
        """Store a page's content, and what was read out of it, once."""
        packed = zlib.compress(version.body, 1)
        self._add(tables.body, {"hash": version.body_hash, "content": packed, "size": len(version.body)})
        row = {
            name: getattr(version, name)
            for name in ("id", "address_id", "body_hash", "encoding", "title", "is_login", "reader")
        }
        self._add(tables.version, row | {"dates_reader": 0})
        for link in links:
            self._add(tables.address, {"id": link.target_id, "url": link.url})
            row = {
                name: getattr(link, name)
                for name in ("target_id", "ordinal", "href", "element", "text", "region", "flaw")
            }
            self._add(tables.link, row | {"version_id": version.id})

    def add_fetch(self, id: int, attempt: int, fetch: Fetch) -> None:
        assert fetch.at is not None
        row = {
            "run_id": self.run_id,
            "address_id": id,
            "attempt": attempt,
            "via": fetch.via,
            "outcome": fetch.outcome,
            "status": fetch.status,
        }
        said = {
            "final_url": fetch.final_url,
            "content_type": fetch.content_type,
            "error": fetch.error[:500],
            "at": fetch.at.timestamp(),
        }
        self._add(tables.fetch, row | said)

    def finish(self, task: Task, state: State = State.DONE, not_before: float = 0.0) -> None:
        """The task has been tried; AGAIN puts it off until `not_before` (POSIX seconds) or later."""
        self._done.append({"id": task.id, "new": state, "n": task.tries + 1, "later": not_before})
        if len(self._done) >= BATCH_PAGES:
            self.flush()

    def _add(self, table: Table, row: dict[str, Any]) -> None:
        self._rows.setdefault(table, []).append(row)

    def flush(self) -> None:
        """Write all that was gathered, in one transaction."""
        if not (self._rows or self._done or self._offered or self._connection.in_transaction()):
            return
        offered, self._offered = self._offered, []
        rows, self._rows = self._rows, {}
        done, self._done = self._done, []
        try:
            insert_new(self._connection, tables.address, [{"id": task.id, "url": task.url} for task, _ in offered])
            insert_new(self._connection, tables.frontier, [self._frontier_row(task, state) for task, state in offered])
            for table, pending in rows.items():
                insert_new(self._connection, table, pending)
            if done:
                self._set_state(done)
            self._connection.commit()
        except BaseException:
            self._connection.rollback()
            raise
        for task, state in offered:
            if state is State.QUEUED:
                self._wait_for(task.host)

    def _frontier_row(self, task: Task, state: State) -> dict[str, Any]:
        row = {
            "run_id": self.run_id,
            "address_id": task.id,
            "host": task.host,
            "site_id": task.site_id,
            "kind": task.kind,
        }
        return {**row, "depth": task.depth, "state": state, "tries": task.tries, "not_before": 0.0}

    def undated_versions(self, reader: int) -> Iterator[tuple[int, str, datetime]]:
        """Page versions of this run whose dates this reader has not read: (id, HTML, when they were read)."""
        p, v, b = tables.page.c, tables.version.c, tables.body.c
        query = (
            select(v.id, b.content, v.encoding, p.read_at)
            .join_from(tables.page, tables.version, p.version_id == v.id)
            .join(tables.body, b.hash == v.body_hash)
            .where(p.run_id == self.run_id, v.dates_reader != reader)
            .order_by(v.id)
            .limit(BATCH_PAGES)
        )
        last = -(2**63)
        while rows := self._connection.execute(query.where(v.id > last)).all():
            for id, content, encoding, read_at in rows:
                yield id, zlib.decompress(content).decode(encoding, "replace"), datetime.fromtimestamp(read_at, UTC)
                last = id
            self.flush()

    def add_dates(self, version_id: int, reader: int, dates: Iterable[PageDate]) -> None:
        v, d = tables.version.c, tables.page_date.c
        self._connection.execute(delete(tables.page_date).where(d.version_id == version_id))
        self._connection.execute(update(tables.version).where(v.id == version_id).values(dates_reader=reader))
        for ordinal, date in enumerate(dates):
            row = {"version_id": version_id, "ordinal": ordinal, "kind": date.kind, "value": date.value.isoformat()}
            self._add(tables.page_date, {**row, "precision": date.precision, "source": date.source, "text": date.text})

    # The browser's part

    def pages_to_audit(self) -> list[str]:
        """Pages that this run read and did not audit yet, site by site: to change from one to another costs time."""
        p, a, f, u = tables.page.c, tables.address.c, tables.frontier.c, tables.audit.c
        audited = select(u.address_id).where(u.run_id == self.run_id)
        query = (
            select(a.url)
            .join_from(tables.page, tables.address, p.address_id == a.id)
            .join(tables.frontier, (f.run_id == p.run_id) & (f.address_id == p.address_id))
            .where(p.run_id == self.run_id, p.address_id.not_in(audited))
            .order_by(p.site_id, f.depth, a.url)
        )
        return list(self._connection.scalars(query))

    def add_audit(self, audit: Audit) -> None:
        assert audit.at is not None
        results = zlib.compress(
            json.dumps([asdict(result) for result in audit.results], ensure_ascii=False).encode(), 6
        )
        row = {
            "run_id": self.run_id,
            "address_id": address_id(audit.url),
            "outcome": audit.outcome,
            "error": audit.error[:500],
        }
        row |= {"engine": audit.engine, "browser": audit.browser, "at": audit.at.timestamp(), "results": results}
        self._add(tables.audit, row)
        self.flush()

    def suspects(self, statuses: frozenset[int], outcomes: frozenset[Outcome]) -> list[tuple[str, int]]:
        """Addresses whose last HTTP try failed so and that the browser has not looked at: (address, tries so far)."""
        f, a = tables.fetch.c, tables.address.c
        last = (
            select(f.address_id, func.max(f.attempt).label("attempt"))
            .where(f.run_id == self.run_id)
            .group_by(f.address_id)
            .subquery()
        )
        query = (
            select(a.url, f.attempt)
            .join_from(tables.fetch, last, (f.address_id == last.c.address_id) & (f.attempt == last.c.attempt))
            .join(tables.address, a.id == f.address_id)
            .where(f.run_id == self.run_id, f.via == "http", f.status.in_(statuses) | f.outcome.in_(outcomes))
            .order_by(a.url)
        )
        return [(url, attempt) for url, attempt in self._connection.execute(query)]

    def note_limits(self, county: County) -> None:
        """Count what each limit of the configuration left out, by site, for the run's page."""
        self.flush()
        f, a, t = tables.frontier.c, tables.address.c, tables.fetch.c
        crawl = county.crawl
        pages = {site.id: site.max_pages or crawl.max_pages for site in county.site}
        found = select(f.site_id, func.count(), func.min(a.url)).join_from(
            tables.frontier, tables.address, f.address_id == a.id
        )
        fetched = found.join(tables.fetch, (f.run_id == t.run_id) & (f.address_id == t.address_id))
        for limit, value, query in (
            ("max_depth", crawl.max_depth, found.where(f.kind == Kind.TOO_DEEP)),
            ("max_pages", pages, found.where(f.state == State.TOO_MANY)),
            ("max_minutes", crawl.max_minutes, found.where(f.state == State.TOO_LATE)),
            ("max_body_mb", crawl.max_body_mb, fetched.where(t.outcome == Outcome.TOO_LARGE)),
        ):
            rows = self._connection.execute(query.where(f.run_id == self.run_id).group_by(f.site_id)).all()
            hits = [
                LimitHit(site, limit, value.get(site, 0) if isinstance(value, dict) else value, count, example)
                for site, count, example in rows
            ]
            insert_new(self._connection, tables.limit_hit, [{"run_id": self.run_id, **asdict(hit)} for hit in hits])
        self._connection.commit()

    def browser_versions(self) -> dict[str, str]:
        """{"axe-core": "4.14.1", …} as the run's audits name them."""
        u = tables.audit.c
        query = select(u.engine, u.browser).where(u.run_id == self.run_id, u.engine != "").distinct()
        named = [name for row in self._connection.execute(query) for name in row]
        return dict(name.rsplit(" ", 1) for name in named if " " in name)
