"""The crawl's side of the database: the frontier it works through, and the facts that it leaves behind.

Facts are written in batches. A page's facts, the addresses it led to and the mark that it is done go in one
transaction, so that a crawl killed at any instant finds each page either done with all its facts or not begun.
"""

from __future__ import annotations

import hashlib
import zlib
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from enum import IntEnum
from typing import Any, NamedTuple

from sqlalchemy import (
    Connection,
    Engine,
    RowMapping,
    Select,
    Table,
    bindparam,
    case,
    delete,
    func,
    select,
    true,
    update,
)

from records import tables
from records.county import County
from records.facts import Fetch, Hop, Mark, Outcome, TlsFlaw, Via
from records.issues import LimitHit
from records.rows import insert_new

BATCH_PAGES = 100
QUEUE_PER_HOST = 64
RECENT_ADDRESSES = 50_000


NETWORK = "network"
"""The limit that stands for our own network being down."""


class Kind(IntEnum):
    PAGE = 1
    """An address of our own: read, stored, and its links followed."""
    TARGET = 2
    """An address that a page points at: asked whether it answers."""
    TOO_DEEP = 3
    """A page of ours beyond the limit of depth: asked like a target, and not read."""
    CONTROL = 4
    """An address that cannot exist: what its host answers there is how it looks when something does not exist."""
    PART = 5
    """A style sheet of ours: read for what it names, and no page."""
    PROPOSAL = 6
    """An address that may be proposed in place of a broken one: asked once."""


class State(IntEnum):
    QUEUED = 0
    TAKEN = 1
    AGAIN = 2
    """Failed once; tried again when all others are done."""
    DONE = 3
    TOO_MANY = 4
    TOO_LATE = 5
    TRAPPED = 6
    """One of endlessly many that say nothing new."""
    HOST_DOWN = 7
    """Its host had failed too often."""
    SHELL = 8
    """A page of ours that is empty until its scripts run: the browser is to read it."""


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
    validator: tuple[str, str, int] | None = None
    """(ETag, Last-Modified, page version) of the last time it was read, where its server gave either."""


class UnreadVersion(NamedTuple):
    id: int
    url: str
    media: str
    title: str
    body: bytes
    encoding: str
    read_at: datetime


class ChangedPage(NamedTuple):
    id: int
    url: str
    site_id: str
    version_id: int
    old: bytes | None
    """The lines of the version before (see crawler.clock); None where they are no more known."""
    new: bytes
    read_at: float
    """POSIX seconds, as are the other times."""
    before: bytes | None
    """The lines of the text that was there before that of `old`."""
    old_id: int
    same_since: float
    """Since when the text of `old` had stood."""
    before_since: float | None
    """Since when that of `before` had stood."""


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
    fragment: str = ""


@dataclass(frozen=True, slots=True)
class Version:
    """A page's content, stored once however many runs see it."""

    id: int
    address_id: int
    body: bytes
    body_hash: bytes
    media: str
    """"html", "css", "js", "feed", "document"."""
    encoding: str
    title: str
    is_login: bool
    reader: int
    """Which generation of link reading its links stem from."""


def address_id(url: str) -> int:
    """A signed 64-bit hash of the canonical address: its id in every table."""
    return int.from_bytes(hashlib.blake2b(url.encode(), digest_size=8).digest(), "big", signed=True)


def is_plain(fetch: Fetch) -> bool:
    """Whether it is a good answer about which nothing more is to be said."""
    return fetch.is_fine and not (fetch.hops or fetch.final_url or fetch.marks or fetch.tls)


def seen_of(fetch: Fetch) -> dict[str, Any] | None:
    """What the columns of the table have no room for; None where there is nothing of it."""
    seen = {
        "hops": [[hop.url, hop.status] for hop in fetch.hops],
        "title": fetch.title[:200],
        "signature": fetch.signature,
        "marks": list(fetch.marks),
        "tls": fetch.tls,
        "retry_after": fetch.retry_after,
    }
    return {name: value for name, value in seen.items() if value} or None


def text_of(content: bytes, encoding: str) -> str:
    """A stored body as text."""
    return zlib.decompress(content).decode(encoding, "replace")


def fetch_of(row: RowMapping) -> Fetch:
    """A fetch as it was stored; the row holds the table's columns, and the address as `url`."""
    said = {name: row[name] for name in ("url", "status", "final_url", "content_type", "error")}
    seen = row["seen"] or {}
    return Fetch(
        **said,
        outcome=Outcome(row["outcome"]),
        via=Via(row["via"]),
        at=datetime.fromtimestamp(row["at"], UTC),
        hops=tuple(Hop(url, status) for url, status in seen.get("hops", ())),
        title=seen.get("title", ""),
        signature=seen.get("signature", ""),
        marks=tuple(Mark(mark) for mark in seen.get("marks", ())),
        tls=TlsFlaw(seen["tls"]) if seen.get("tls") else None,
        retry_after=seen.get("retry_after"),
    )


def _links_of_version() -> Select[tuple[int, str | None, str | None]]:
    v, k, a = tables.version.c, tables.link.c, tables.address.c
    return (
        select(v.reader, a.url, k.element)
        .join_from(tables.version, tables.link, (k.version_id == v.id) & (k.flaw == ""), isouter=True)
        .outerjoin(tables.address, a.id == k.target_id)
        .where(v.id == bindparam("version"))
    )


_LINKS_OF_VERSION = _links_of_version()
"""A row (reader, None, None) for a version without links."""


class CrawlStore:
    """The frontier and the facts of one run. One writer at a time.

    Raises sqlalchemy.exc.DatabaseError where the database cannot be written; what was flushed before stays.
    """

    def __init__(self, engine: Engine, run_id: int, fresh_since: float = float("inf")) -> None:
        """`fresh_since`: targets of others that answered well after this time (POSIX seconds) are not asked again."""
        self.run_id = run_id
        self._fresh_since = fresh_since
        self._connection = engine.connect()
        had = self._connection.scalar(select(tables.version.c.id).limit(1))
        self._had_versions = had is not None
        """Whether earlier runs, or this one before it was cut off, have left page versions."""
        self._queues: dict[str, deque[Task]] = {}
        self._hosts: deque[str] = deque()
        self._offered: list[tuple[Task, State]] = []
        self._recent: set[int] = set()
        self._written: set[int] = set()
        """Addresses that were stored lately."""
        self._rows: dict[Table, list[dict[str, Any]]] = {}
        self._done: list[dict[str, Any]] = []
        self._contents: list[dict[str, Any]] = []
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
        queued = [task for queue in self._queues.values() for task in queue]
        self._set_state([{"id": task.id, "new": state, "n": task.tries, "later": 0.0} for task in queued])
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
        c, a, v = tables.frontier.c, tables.address.c, tables.validator.c
        mine = (c.run_id == self.run_id) & (c.host == host) & (c.state == State.QUEUED)
        query = (
            select(
                c.address_id, a.url, c.host, c.site_id, c.kind, c.depth, c.tries, v.etag, v.last_modified, v.version_id
            )
            .join_from(tables.frontier, tables.address, c.address_id == a.id)
            .outerjoin(tables.validator, v.address_id == c.address_id)
            .where(mine, c.not_before <= now)
            .order_by(c.tries, c.depth)
            .limit(QUEUE_PER_HOST)
        )
        found = [
            Task(id, url, at, site, Kind(kind), depth, tries, (etag, changed, version) if version is not None else None)
            for id, url, at, site, kind, depth, tries, etag, changed, version in self._connection.execute(query)
        ]
        if found:
            found = self._without_fresh(found)
            self._set_state([{"id": task.id, "new": State.TAKEN, "n": task.tries, "later": 0.0} for task in found])
            self._queues[host].extend(found)
        elif not self._connection.scalar(select(c.address_id).where(mine).limit(1)):
            del self._queues[host]
            self._hosts.remove(host)
        self._connection.commit()

    def _without_fresh(self, tasks: list[Task]) -> list[Task]:
        """Take over what an earlier run saw not long ago of others' targets that answered well."""
        others = [task.id for task in tasks if task.kind is Kind.TARGET and not task.site_id and not task.tries]
        if not others or self._fresh_since == float("inf"):
            return tasks
        f = tables.fetch
        known = (f.c.is_plain == 1) & (f.c.at >= self._fresh_since) & (f.c.via == Via.HTTP)
        rows = self._connection.execute(
            select(f).where(f.c.run_id < self.run_id, f.c.address_id.in_(others), known)
        ).mappings()
        fresh = {row["address_id"]: {**row, "run_id": self.run_id, "attempt": 1} for row in rows}
        if fresh:
            insert_new(self._connection, f, list(fresh.values()))
            self._set_state([{"id": id, "new": State.DONE, "n": 1, "later": 0.0} for id in fresh])
        return [task for task in tasks if task.id not in fresh]

    def _set_state(self, changes: list[dict[str, Any]]) -> None:
        if not changes:
            return
        if self._connection.dialect.name == "sqlite":
            rows = [(change["new"], change["n"], change["later"], self.run_id, change["id"]) for change in changes]
            sql = "UPDATE frontier SET state = ?, tries = ?, not_before = ? WHERE run_id = ? AND address_id = ?"
            self._connection.exec_driver_sql(sql, rows)
            return
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
        if not self._had_versions:
            return None
        rows = self._connection.execute(_LINKS_OF_VERSION, {"version": version_id}).all()
        if rows and rows[0].reader != reader:
            # To be written anew in the transaction that this begins.
            self._connection.execute(delete(tables.link).where(tables.link.c.version_id == version_id))
            self._connection.execute(delete(tables.version).where(tables.version.c.id == version_id))
        if not rows or rows[0].reader != reader:
            return None
        named = ((row.url, row.element) for row in rows)
        return [(url, element) for url, element in named if url and url.startswith(("http:", "https:"))]

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
            for name in ("id", "address_id", "body_hash", "media", "encoding", "title", "is_login", "reader")
        }
        self._add(tables.version, row | {"content_reader": 0})
        self._add_links(version.id, links)

    def _add_links(self, version_id: int, links: Sequence[LinkRow]) -> None:
        rows = self._rows.setdefault(tables.link, [])
        for link in links:
            self._add_address(link.target_id, link.url)
            rows.append(
                {
                    "version_id": version_id,
                    "target_id": link.target_id,
                    "ordinal": link.ordinal,
                    "href": link.href,
                    "element": link.element,
                    "text": link.text,
                    "region": link.region,
                    "flaw": link.flaw,
                    "fragment": link.fragment,
                }
            )

    def _add_address(self, id: int, url: str) -> None:
        if id not in self._written:
            if len(self._written) >= RECENT_ADDRESSES:
                self._written.clear()
            self._written.add(id)
            self._add(tables.address, {"id": id, "url": url})

    def note_validator(self, id: int, headers: Mapping[str, str], version_id: int) -> None:
        """Keep what the server gives to ask by whether the page has changed (RFC 9110 §13.1), if it gives anything."""
        etag, changed = headers.get("ETag") or "", headers.get("Last-Modified") or ""
        if etag or changed:
            row = {"address_id": id, "etag": etag[:500], "last_modified": changed[:100], "version_id": version_id}
            self._add(tables.validator, row)

    def forget_validator(self, id: int) -> None:
        self._connection.execute(delete(tables.validator).where(tables.validator.c.address_id == id))

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
            "is_plain": -1 if Mark.AS_IF_LOST in fetch.marks else int(is_plain(fetch)),
            "seen": seen_of(fetch),
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
        if not (self._rows or self._done or self._contents or self._offered or self._connection.in_transaction()):
            return
        offered, self._offered = self._offered, []
        for task, _ in offered:
            self._add_address(task.id, task.url)
        rows, self._rows = self._rows, {}
        done, self._done = self._done, []
        contents, self._contents = self._contents, []
        try:
            if contents:
                self._write_contents(contents)
            insert_new(self._connection, tables.address, rows.pop(tables.address, []))
            insert_new(self._connection, tables.frontier, [self._frontier_row(task, state) for task, state in offered])
            for table, pending in rows.items():
                if table in (tables.validator, tables.page):
                    # What was read last counts.
                    pending = list({row["address_id"]: row for row in pending}.values())
                    gone = table.c.address_id.in_([row["address_id"] for row in pending])
                    mine = table.c.run_id == self.run_id if table is tables.page else true()
                    self._connection.execute(delete(table).where(gone, mine))
                insert_new(self._connection, table, pending)
            if done:
                self._set_state(done)
            self._connection.commit()
        except BaseException:
            self._connection.rollback()
            self._written.clear()
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

    def unread_versions(self, reader: int) -> Iterator[UnreadVersion]:
        """Versions, of this run and before it, whose content this reader has not read; no style sheets and scripts."""
        p, v, b, a, k = tables.page.c, tables.version.c, tables.body.c, tables.address.c, tables.clock.c
        of_run = select(p.version_id).where(p.run_id == self.run_id)
        # What a page said before is read with the same eyes, or everything would seem changed.
        before = select(k.version_id).join_from(tables.clock, tables.page, p.address_id == k.address_id)
        read_at = select(func.max(p.read_at)).where(p.version_id == v.id).correlate(tables.version).scalar_subquery()
        query = (
            select(v.id, a.url, v.media, v.title, b.content, v.encoding, read_at)
            .join_from(tables.version, tables.address, a.id == v.address_id)
            .join(tables.body, b.hash == v.body_hash)
            .where(v.id.in_(of_run) | v.id.in_(before.where(p.run_id == self.run_id)))
            .where(v.media.not_in(["css", "js"]), v.content_reader != reader)
            .order_by(v.id)
            .limit(BATCH_PAGES)
        )
        last = -(2**63)
        while rows := self._connection.execute(query.where(v.id > last)).all():
            for id, url, media, title, content, encoding, read_at in rows:
                at = datetime.fromtimestamp(read_at, UTC)
                yield UnreadVersion(id, url, media, title, zlib.decompress(content), encoding, at)
                last = id
            self.flush()

    def add_content(
        self,
        version_id: int,
        reader: int,
        said: bytes,
        lines: bytes,
        looks: int,
        owner: list[tuple[str, str, str]] | None,
    ) -> None:
        """Store what a version says, in place of what another reader read."""
        self._contents.append({"version": version_id, "by": reader})
        row = {"version_id": version_id, "said": said, "lines": lines, "looks": looks, "owner": owner}
        self._add(tables.content, row)

    def _write_contents(self, contents: list[dict[str, Any]]) -> None:
        v, c = tables.version.c, tables.content.c
        if self._had_versions:
            self._connection.execute(delete(tables.content).where(c.version_id == bindparam("version")), contents)
        self._connection.execute(
            update(tables.version).where(v.id == bindparam("version")).values(content_reader=bindparam("by")), contents
        )

    # Our own clock

    def start_clocks(self) -> None:
        """Start the clock of each page that no run has read before."""
        self.flush()
        p, k = tables.page.c, tables.clock
        fresh = (
            select(p.address_id, p.version_id, p.read_at, p.read_at)
            .join_from(tables.page, tables.version, tables.version.c.id == p.version_id)
            .outerjoin(k, k.c.address_id == p.address_id)
            .where(p.run_id == self.run_id, tables.version.c.media == "html", k.c.address_id.is_(None))
        )
        columns = ["address_id", "version_id", "first_at", "same_since"]
        self._connection.execute(k.insert().from_select(columns, fresh))
        self._connection.commit()

    def changed_pages(self) -> Iterator[ChangedPage]:
        """Pages whose version is another than their clock's. Their clocks must be set on the way."""
        p, k, a = tables.page.c, tables.clock.c, tables.address.c
        new, old, before = (tables.content.alias(name) for name in ("new", "old", "before"))
        columns = (p.read_at, before.c.lines, k.version_id, k.same_since, k.before_since)
        query = (
            select(p.address_id, a.url, p.site_id, p.version_id, old.c.lines, new.c.lines, *columns)
            .join_from(tables.page, tables.clock, k.address_id == p.address_id)
            .join(tables.address, a.id == p.address_id)
            .join(new, new.c.version_id == p.version_id)
            .outerjoin(old, old.c.version_id == k.version_id)
            .outerjoin(before, before.c.version_id == k.before_id)
            .where(p.run_id == self.run_id, p.version_id != k.version_id)
            .order_by(p.site_id, p.address_id)
            .limit(BATCH_PAGES)
        )
        while rows := self._connection.execute(query).all():
            yield from (ChangedPage(*row) for row in rows)
            self._connection.commit()

    def set_clock(self, page: ChangedPage, *, is_same: bool, is_back: bool) -> None:
        """Note the version that was read; the clock goes on if it says the same as the one before.

        `is_back`: it says what was said before that one, whose clock goes on then.
        """
        values: dict[str, Any] = {"version_id": page.version_id}
        if not is_same:
            since = page.before_since if is_back and page.before_since is not None else page.read_at
            values |= {"same_since": since, "before_id": page.old_id, "before_since": page.same_since}
        k = tables.clock
        self._connection.execute(update(k).where(k.c.address_id == page.id).values(values))

    def volatile_shapes(self) -> dict[str, set[int]]:
        """By site, shapes of lines that change by themselves."""
        found: dict[str, set[int]] = {}
        for site, shape in self._connection.execute(select(tables.volatile.c.site_id, tables.volatile.c.shape)):
            found.setdefault(site, set()).add(shape)
        return found

    def add_volatile(self, site_id: str, shapes: Iterable[int]) -> None:
        rows = [{"site_id": site_id, "shape": shape} for shape in shapes]
        insert_new(self._connection, tables.volatile, rows)

    # A second round

    def failed_without_tls(self) -> list[str]:
        """http addresses of which no try of this run was answered well."""
        self.flush()
        f, a, r = tables.fetch.c, tables.address.c, tables.frontier.c
        query = (
            select(a.url)
            .join_from(tables.fetch, tables.address, a.id == f.address_id)
            .join(tables.frontier, (r.run_id == f.run_id) & (r.address_id == f.address_id))
            .where(f.run_id == self.run_id, a.url.startswith("http:"), f.outcome != Outcome.ROBOTS)
            .where(r.kind.not_in([Kind.CONTROL, Kind.PROPOSAL]))
            .group_by(a.url)
            .having(func.max(case((f.status.between(200, 399), 1), else_=0)) == 0)
            .order_by(a.url)
        )
        return list(self._connection.scalars(query))

    def hosts_with_tls(self, *, but_for: frozenset[Outcome]) -> set[str]:
        """Hosts of which this run asked an https address, with another outcome than these."""
        self.flush()
        a, f, r = tables.address.c, tables.fetch.c, tables.frontier.c
        query = (
            select(r.host)
            .join_from(tables.frontier, tables.fetch, (f.run_id == r.run_id) & (f.address_id == r.address_id))
            .join(tables.address, a.id == r.address_id)
            .where(r.run_id == self.run_id, a.url.startswith("https:"), f.outcome.not_in(but_for))
            .distinct()
        )
        return set(self._connection.scalars(query))

    def controls(self) -> list[tuple[str, str, dict[str, Any]]]:
        """Addresses that cannot exist and were answered as if they did: (address, where that led, what was seen)."""
        self.flush()
        f, t, a = tables.frontier.c, tables.fetch.c, tables.address.c
        query = (
            select(a.url, t.final_url, t.seen)
            .join_from(tables.frontier, tables.fetch, (t.run_id == f.run_id) & (t.address_id == f.address_id))
            .join(tables.address, a.id == f.address_id)
            .where(f.run_id == self.run_id, f.kind == Kind.CONTROL, t.outcome == Outcome.ANSWERED, t.status == 200)
        )
        return [(url, final, seen or {}) for url, final, seen in self._connection.execute(query)]

    def answered_on(self, host: str) -> Iterator[tuple[Task, str, dict[str, Any]]]:
        """Addresses of a host that were answered well at their only try: (task, where that led, what was seen)."""
        self.flush()
        f, t, a = tables.frontier.c, tables.fetch.c, tables.address.c
        query = (
            select(f.address_id, a.url, f.host, f.site_id, f.kind, f.depth, f.tries, t.final_url, t.seen)
            .join_from(tables.frontier, tables.fetch, (t.run_id == f.run_id) & (t.address_id == f.address_id))
            .join(tables.address, a.id == f.address_id)
            .where(f.run_id == self.run_id, f.host == host, f.kind.not_in([Kind.CONTROL, Kind.PART]))
            .where(f.state == State.DONE, f.tries < 3, t.attempt == f.tries, t.outcome == Outcome.ANSWERED)
            .where(t.status.in_([200, 304]), t.is_plain >= 0)
            .where(t.content_type.in_(["text/html", "application/xhtml+xml", ""]))
        )
        for id, url, at, site, kind, depth, tries, final, seen in self._connection.execute(query).all():
            yield Task(id, url, at, site, Kind(kind), depth, tries), final, seen or {}

    def ask_again(self, tasks: Iterable[Task]) -> None:
        """Queue addresses that were done once more.

        On the frontier they stay done until then: a crawl that is cut off here finds out anew which they are.
        """
        for task in tasks:
            self._wait_for(task.host)
            self._queues[task.host].append(task)

    def last_answer(self, url: str) -> tuple[str, dict[str, Any]] | None:
        """(where that led, what was seen) of this run's last good answer for an address."""
        t = tables.fetch.c
        query = (
            select(t.final_url, t.seen)
            .where(t.run_id == self.run_id, t.address_id == address_id(url), t.outcome == Outcome.ANSWERED)
            .where(t.status < 400)
            .order_by(t.attempt.desc())
        )
        row = self._connection.execute(query).first()
        return (row.final_url, row.seen or {}) if row else None

    def left_out(self) -> set[int]:
        """Addresses that were on the frontier and not asked, for want of time or because their host was given up."""
        self.flush()
        c = tables.frontier.c
        out = select(c.address_id).where(c.run_id == self.run_id, c.state.in_([State.TOO_LATE, State.HOST_DOWN]))
        return set(self._connection.scalars(out))

    def html_of_page(self, url: str) -> str:
        """The HTML of a page that this run read; empty if it did not."""
        p, v, b = tables.page.c, tables.version.c, tables.body.c
        query = (
            select(b.content, v.encoding)
            .join_from(tables.page, tables.version, p.version_id == v.id)
            .join(tables.body, b.hash == v.body_hash)
            .where(p.run_id == self.run_id, p.address_id == address_id(url), v.media == "html")
        )
        row = self._connection.execute(query).first()
        return zlib.decompress(row.content).decode(row.encoding, "replace") if row else ""

    def body_of(self, version_id: int) -> bytes:
        """A page version's content, as it was served."""
        v, b = tables.version.c, tables.body.c
        query = select(b.content).join_from(tables.version, tables.body, b.hash == v.body_hash)
        return zlib.decompress(self._connection.scalars(query.where(v.id == version_id)).one())

    def places_meant(self) -> dict[tuple[int, str], set[str]]:
        """Fragments by (id, address) of the HTML pages that links of this run mean, where they were not looked for."""
        self.flush()
        p, k, a, t, n = tables.page.c, tables.link.c, tables.address.c, tables.fetch.c, tables.anchor.c
        meant = (
            select(k.target_id, a.url, k.fragment)
            .join_from(tables.page, tables.link, k.version_id == p.version_id)
            .join(tables.address, a.id == k.target_id)
            .where(p.run_id == self.run_id, k.fragment != "", k.flaw == "")
            .distinct()
        )
        known = select(n.address_id, n.fragment).where(n.run_id == self.run_id)
        looked_for = {(id, fragment) for id, fragment in self._connection.execute(known)}
        is_page = t.content_type.in_(["text/html", "application/xhtml+xml", ""]) & (t.status < 400)
        found: dict[tuple[int, str], set[str]] = {}
        for id, url, fragment in self._connection.execute(meant).all():
            if (id, fragment) not in looked_for:
                found.setdefault((id, url), set()).add(fragment)
        answered = select(t.address_id).where(t.run_id == self.run_id, is_page, t.outcome == Outcome.ANSWERED)
        for key in list(found):
            if self._connection.scalar(answered.where(t.address_id == key[0]).limit(1)) is None:
                del found[key]
        return found

    def add_place(self, id: int, fragment: str, is_there: bool) -> None:
        self._add(
            tables.anchor, {"run_id": self.run_id, "address_id": id, "fragment": fragment, "is_there": int(is_there)}
        )

    # The browser's part

    def shells(self) -> list[Task]:
        """Pages that are empty until their scripts run, and that the browser has not read yet."""
        self.flush()
        f, a = tables.frontier.c, tables.address.c
        query = (
            select(f.address_id, a.url, f.host, f.site_id, f.kind, f.depth, f.tries)
            .join_from(tables.frontier, tables.address, a.id == f.address_id)
            .where(f.run_id == self.run_id, f.state == State.SHELL)
        )
        rows = self._connection.execute(query)
        return [Task(id, url, host, site, Kind(kind), depth, tries) for id, url, host, site, kind, depth, tries in rows]

    def reading(self) -> Connection:
        """The store's connection, with all that was gathered written: for what other files of this floor ask and add.

        What is added there is written with the next `flush`.
        """
        self.flush()
        return self._connection

    def page_read(self, id: int) -> tuple[int, int, set[str]] | None:
        """(version, depth, addresses that it names as served) of a page that this run read."""
        p, f, k, a = tables.page.c, tables.frontier.c, tables.link.c, tables.address.c
        query = (
            select(p.version_id, f.depth)
            .join_from(tables.page, tables.frontier, (f.run_id == p.run_id) & (f.address_id == p.address_id))
            .where(p.run_id == self.run_id, p.address_id == id)
        )
        row = self._connection.execute(query).first()
        if row is None:
            return None
        named = (
            select(a.url)
            .join_from(tables.link, tables.address, a.id == k.target_id)
            .where(k.version_id == row.version_id, k.element != "made")
        )
        return row.version_id, row.depth, set(self._connection.scalars(named))

    def replace_made_links(self, version_id: int, first: int, links: Sequence[LinkRow]) -> None:
        """The links that scripts made on a page, which may differ from visit to visit. Ordinals begin at `first`."""
        k = tables.link.c
        self._connection.execute(delete(tables.link).where(k.version_id == version_id, k.ordinal >= first))
        self._add_links(version_id, links)

    def note_network_lost(self) -> None:
        """No host answered any more in the middle of the run."""
        hit = {"run_id": self.run_id, "site_id": "", "limit": NETWORK, "value": 0.0, "count": 0, "example": ""}
        self._add(tables.limit_hit, hit)
        self.flush()

    def suspects(self, statuses: frozenset[int], outcomes: frozenset[Outcome]) -> list[tuple[str, int]]:
        """Addresses whose last HTTP try failed so and that the browser has not looked at: (address, tries so far)."""
        f, a, r = tables.fetch.c, tables.address.c, tables.frontier.c
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
            .join(tables.frontier, (r.run_id == f.run_id) & (r.address_id == f.address_id))
            .where(f.run_id == self.run_id, f.via == "http", f.status.in_(statuses) | f.outcome.in_(outcomes))
            .where(r.kind.not_in([Kind.CONTROL, Kind.PROPOSAL]))
            .order_by(a.url)
        )
        return [(url, attempt) for url, attempt in self._connection.execute(query)]

    def note_limits(self, county: County) -> None:
        """Count what each limit of the configuration left out, by site, for the run's page."""
        self.flush()
        f, a, t = tables.frontier.c, tables.address.c, tables.fetch.c
        crawl = county.crawl
        pages = {site.id: site.max_pages or crawl.max_pages for site in county.site}
        found = (
            select(f.site_id, func.count(), func.min(a.url))
            .join_from(tables.frontier, tables.address, f.address_id == a.id)
            .where(f.kind.not_in([Kind.CONTROL, Kind.PROPOSAL]))
        )
        fetched = found.join(tables.fetch, (f.run_id == t.run_id) & (f.address_id == t.address_id))
        for limit, value, query in (
            ("max_depth", crawl.max_depth, found.where(f.kind == Kind.TOO_DEEP)),
            ("max_pages", pages, found.where(f.state == State.TOO_MANY)),
            ("max_minutes", crawl.max_minutes, found.where(f.state == State.TOO_LATE)),
            ("trap_pages", crawl.trap_pages, found.where(f.state == State.TRAPPED)),
            ("host_failures", 0, found.where(f.state == State.HOST_DOWN)),
            ("max_body_mb", crawl.max_body_mb, fetched.where(t.outcome == Outcome.TOO_LARGE)),
        ):
            rows = self._connection.execute(query.where(f.run_id == self.run_id).group_by(f.site_id)).all()
            hits = [
                LimitHit(site, limit, value.get(site, 0) if isinstance(value, dict) else value, count, example)
                for site, count, example in rows
            ]
            self.note_hits(hits)

    def note_hits(self, hits: Sequence[LimitHit]) -> None:
        """Say on the run's page that limits have bitten."""
        insert_new(self._connection, tables.limit_hit, [{"run_id": self.run_id, **asdict(hit)} for hit in hits])
        self._connection.commit()

    def browser_versions(self) -> dict[str, str]:
        """{"axe-core": "4.14.1", …} as the run's audits name them."""
        u = tables.audit.c
        query = select(u.engine, u.browser).where(u.run_id == self.run_id, u.engine != "").distinct()
        named = [name for row in self._connection.execute(query) for name in row]
        return dict(name.rsplit(" ", 1) for name in named if " " in name)
