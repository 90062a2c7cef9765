"""The outbox: every notice, written in the transaction that closes its run, and what became of it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import Connection, select, update

from records import tables
from records.crawl_store import insert_new
from records.issues import Notice

EXPIRES_AFTER = timedelta(days=6)
"""A mail that could not go out for so long never does: next week's says it anew."""


class Delivery(StrEnum):
    QUEUED = "queued"
    SENDING = "sending"
    """Handed to the mail server, whose answer we do not have."""
    SENT = "sent"
    FAILED = "failed"
    """The mail server will not take it."""
    UNKNOWN = "unknown"
    """We were killed while sending: a person must look whether it arrived. It is never sent again by itself."""
    EXPIRED = "expired"


@dataclass(frozen=True)
class Letter:
    """A notice in the outbox."""

    id: int
    notice: Notice
    state: Delivery
    error: str


def put(connection: Connection, notices: Iterable[Notice], at: datetime) -> None:
    """Queue notices; one that this run has for the same recipient and kind stays as it is."""
    rows = [
        {
            "run_id": notice.run_id,
            "recipient": notice.recipient,
            "kind": notice.kind,
            "to": notice.to,
            "message_id": notice.message_id,
            "eml": notice.eml,
            "sha256": hashlib.sha256(notice.eml).hexdigest(),
            "state": Delivery.QUEUED,
            "at": at.timestamp(),
            "error": "",
        }
        for notice in notices
    ]
    insert_new(connection, tables.notice, rows)


def letters(connection: Connection, *states: Delivery) -> list[Letter]:
    """Notices in these states, in the order in which they were queued."""
    c = tables.notice.c
    rows = connection.execute(select(tables.notice).where(c.state.in_(states)).order_by(c.id)).mappings()
    return [
        Letter(
            row["id"],
            Notice(row["run_id"], row["recipient"], row["kind"], row["to"], row["message_id"], row["eml"]),
            Delivery(row["state"]),
            row["error"],
        )
        for row in rows
    ]


def mark(connection: Connection, id: int, state: Delivery, at: datetime, error: str = "") -> None:
    values: dict[str, object] = {"state": state, "error": error[:500]}
    if state is Delivery.SENT:
        values["sent_at"] = at.timestamp()
    connection.execute(update(tables.notice).where(tables.notice.c.id == id).values(values))


def tidy(connection: Connection, now: datetime) -> None:
    """Before sending: what was being sent when we were killed becomes unknown, what waited too long expires."""
    c = tables.notice.c
    connection.execute(update(tables.notice).where(c.state == Delivery.SENDING).values(state=Delivery.UNKNOWN))
    late = (c.state == Delivery.QUEUED) & (c.at < (now - EXPIRES_AFTER).timestamp())
    connection.execute(update(tables.notice).where(late).values(state=Delivery.EXPIRED))
