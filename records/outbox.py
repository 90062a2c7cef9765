"""The outbox: every notice, written in the transaction that closes its run, and what became of it at each address."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, RowMapping, Select, func, insert, select, update

from records import tables
from records.issues import Notice
from records.rows import insert_new

EXPIRES_AFTER = timedelta(days=6)
"""A mail that could not go out for so long never does: next week's says it anew."""
PAUSES = (timedelta(minutes=15), timedelta(hours=1), timedelta(hours=4))
"""Before the second try, the third, and each further one."""
SUPERSEDED = "A later mail says it anew."


class Delivery(StrEnum):
    QUEUED = "queued"
    SENDING = "sending"
    """Handed to the mail server, whose answer we do not have."""
    SENT = "sent"
    FAILED = "failed"
    """The mail server will not take it."""
    BOUNCED = "bounced"
    """It was taken, and came back."""
    UNKNOWN = "unknown"
    """We were killed while sending: a person must look whether it arrived. It is never sent again by itself."""
    EXPIRED = "expired"


@dataclass(frozen=True)
class Letter:
    """A notice in the outbox, on its way to one address."""

    id: int
    notice_id: int
    run_id: int
    recipient: str
    kind: str
    address: str
    message_id: str
    state: Delivery
    tries: int
    not_before: datetime
    """When it may go, at the earliest (UTC)."""
    error: str


def put(connection: Connection, notices: Iterable[Notice], at: datetime) -> None:
    """Queue notices; one that this run has for the same recipient and kind stays as it is.

    What still waits of an earlier run, for the same recipient and of the same kind, goes out no more.
    """
    for notice in notices:
        row = {"run_id": notice.run_id, "recipient": notice.recipient, "kind": notice.kind}
        if connection.execute(select(tables.notice.c.id).filter_by(**row)).first():
            continue
        _supersede(connection, notice)
        said = {"message_id": notice.message_id, "eml": notice.eml, "sha256": hashlib.sha256(notice.eml).hexdigest()}
        new = insert(tables.notice).values(**row, **said, at=at.timestamp()).returning(tables.notice.c.id)
        id = connection.execute(new).scalar_one()
        when = (notice.not_before or at).timestamp()
        waiting = {"notice_id": id, "state": Delivery.QUEUED, "tries": 0, "not_before": when, "error": ""}
        addresses = dict.fromkeys((*notice.to, *notice.cc))
        insert_new(connection, tables.delivery, [waiting | {"address": address} for address in addresses])


def _supersede(connection: Connection, notice: Notice) -> None:
    d, n = tables.delivery.c, tables.notice.c
    earlier = select(n.id).where(n.recipient == notice.recipient, n.kind == notice.kind, n.run_id < notice.run_id)
    waiting = (d.state == Delivery.QUEUED) & d.notice_id.in_(earlier)
    connection.execute(update(tables.delivery).where(waiting).values(state=Delivery.EXPIRED, error=SUPERSEDED))


def last_told(connection: Connection, run_id: int) -> dict[str, datetime]:
    """When the last weekly notice to each bureau before a run was written (UTC), by its id."""
    n = tables.notice.c
    query = select(n.recipient, func.max(n.at)).where(n.run_id < run_id, n.kind == "weekly").group_by(n.recipient)
    return {recipient: datetime.fromtimestamp(at, UTC) for recipient, at in connection.execute(query)}


def letters(connection: Connection, *states: Delivery) -> list[Letter]:
    """Those in these states, in the order in which they were queued."""
    query = _letters().where(tables.delivery.c.state.in_(states))
    return [_letter(row) for row in connection.execute(query).mappings()]


def letter(connection: Connection, id: int) -> Letter | None:
    row = connection.execute(_letters().where(tables.delivery.c.id == id)).mappings().first()
    return _letter(row) if row else None


def letters_of(connection: Connection, message_id: str) -> list[Letter]:
    """Those of one notice."""
    query = _letters().where(tables.notice.c.message_id == message_id)
    return [_letter(row) for row in connection.execute(query).mappings()]


def _letters() -> Select[Any]:
    d, n = tables.delivery.c, tables.notice.c
    return (
        select(tables.delivery, n.run_id, n.recipient, n.kind, n.message_id)
        .join_from(tables.delivery, tables.notice, n.id == d.notice_id)
        .order_by(d.id)
    )


def _letter(row: RowMapping) -> Letter:
    values = {name: value for name, value in row.items() if name != "sent_at"}
    at = datetime.fromtimestamp(row["not_before"], UTC)
    return Letter(**{**values, "state": Delivery(row["state"]), "not_before": at})


def eml_of(connection: Connection, letter: Letter) -> bytes:
    """The mail as it goes out."""
    query = select(tables.notice.c.eml).where(tables.notice.c.id == letter.notice_id)
    eml: bytes = connection.execute(query).scalar_one()
    return eml


def broken_addresses(connection: Connection) -> dict[str, str]:
    """Addresses of which the last two mails failed or came back, and what was said of the last: no working contact."""
    d = tables.delivery.c
    query = select(d.address, d.state, d.error).where(d.state.in_([*_ENDED])).order_by(d.id.desc())
    last: dict[str, list[tuple[str, str]]] = {}
    for address, state, error in connection.execute(query):
        if len(ended := last.setdefault(address, [])) < 2:
            ended.append((state, error))
    failed = (Delivery.FAILED, Delivery.BOUNCED)
    return {
        address: ended[0][1]
        for address, ended in sorted(last.items())
        if len(ended) == 2 and all(state in failed for state, _ in ended)
    }


_ENDED = (Delivery.SENT, Delivery.FAILED, Delivery.BOUNCED)


def mark(connection: Connection, id: int, state: Delivery, at: datetime, error: str = "") -> None:
    values: dict[str, object] = {"state": state, "error": error[:500]}
    if state is Delivery.SENT:
        values["sent_at"] = at.timestamp()
    connection.execute(update(tables.delivery).where(tables.delivery.c.id == id).values(values))


def put_off(connection: Connection, letter: Letter, at: datetime, error: str) -> None:
    """It could not go out: it waits for another try."""
    pause = PAUSES[min(letter.tries, len(PAUSES) - 1)]
    values = {"state": Delivery.QUEUED, "error": error[:500], "tries": letter.tries + 1}
    change = update(tables.delivery).where(tables.delivery.c.id == letter.id)
    connection.execute(change.values(not_before=(at + pause).timestamp(), **values))


def tidy(connection: Connection, now: datetime) -> None:
    """Before sending: what was being sent when we were killed becomes unknown, what waited too long expires."""
    d, n = tables.delivery.c, tables.notice.c
    connection.execute(update(tables.delivery).where(d.state == Delivery.SENDING).values(state=Delivery.UNKNOWN))
    late = select(n.id).where(n.at < (now - EXPIRES_AFTER).timestamp())
    waiting = (d.state == Delivery.QUEUED) & d.notice_id.in_(late)
    connection.execute(update(tables.delivery).where(waiting).values(state=Delivery.EXPIRED))
