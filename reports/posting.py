"""Post what is in the outbox: to a folder always, to the mail server when asked."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from sqlalchemy import Engine

from records.answers import Message
from records.county import County
from records.outbox import Delivery, Letter, letters, mark, tidy
from reports.sending import DeliveryFailed, deliver


class CannotSend(Exception):
    """The configuration does not say how to send; `message` names what is missing."""

    def __init__(self, message: Message) -> None:
        super().__init__(str(message))
        self.message = message


@dataclass
class Posting:
    """What became of the outbox's notices this time."""

    written: list[Path] = field(default_factory=list)
    sent: list[Letter] = field(default_factory=list)
    failed: list[tuple[Letter, str]] = field(default_factory=list)
    unknown: list[Letter] = field(default_factory=list)
    """Were being sent when an earlier process was killed or the line broke: a person must look whether they arrived."""


def post(engine: Engine, county: County, folder: Path, now: Callable[[], datetime], *, really: bool) -> Posting:
    """Write every queued notice to `folder` as .eml; with `really`, hand it to the mail server as well.

    Each notice is marked before it is handed over and again after, so that a process killed in between leaves
    "unknown" and never a second mail. Raises CannotSend if sending is asked for and not configured.
    """
    password = _password(county) if really else ""
    posting = Posting()
    with engine.begin() as connection:
        tidy(connection, now())
        queued = letters(connection, Delivery.QUEUED)
        posting.unknown = letters(connection, Delivery.UNKNOWN)
    folder.mkdir(parents=True, exist_ok=True)
    for letter in queued:
        notice = letter.notice
        path = folder / f"run-{notice.run_id}-{notice.recipient}-{notice.kind}.eml"
        path.write_bytes(notice.eml)
        posting.written.append(path)
        if really:
            _send(engine, county, letter, password, now, posting)
    return posting


def _send(
    engine: Engine, county: County, letter: Letter, password: str, now: Callable[[], datetime], posting: Posting
) -> None:
    with engine.begin() as connection:
        mark(connection, letter.id, Delivery.SENDING, now())
    try:
        deliver(letter.notice, county.mail, password)
    except DeliveryFailed as error:
        state = Delivery.FAILED if error.permanent else Delivery.QUEUED
        if error.uncertain:
            state = Delivery.UNKNOWN
        with engine.begin() as connection:
            mark(connection, letter.id, state, now(), str(error))
        posting.failed.append((letter, str(error)))
        return
    with engine.begin() as connection:
        mark(connection, letter.id, Delivery.SENT, now())
    posting.sent.append(letter)


def _password(county: County) -> str:
    mail = county.mail
    if not mail.smtp_host:
        raise CannotSend(
            Message("No mail server is configured: set smtp_host in the section [mail], or leave out --send.")
        )
    if not mail.user:
        return ""
    password = os.environ.get(mail.password_env) if mail.password_env else None
    if not password:
        raise CannotSend(
            Message(
                "The mail server wants a password: set password_env in [mail] "
                "and put the password into that environment variable."
            )
        )
    return password
