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
from records.outbox import Delivery, Letter, eml_of, letters, mark, put_off, tidy
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
    waiting: list[Letter] = field(default_factory=list)
    """Their time has not come: a working morning, or another try."""
    unknown: list[Letter] = field(default_factory=list)
    """Were being sent when an earlier process was killed or the line broke: a person must look whether they arrived."""


def post(engine: Engine, county: County, folder: Path, now: Callable[[], datetime], *, really: bool) -> Posting:
    """Write every queued notice to `folder` as .eml; with `really`, hand those whose time has come to the mail server.

    A letter is marked just before its text is handed over and again after, so that a process killed in between leaves
    "unknown" and never a second mail; killed earlier, it leaves what can be sent again.
    Raises CannotSend if sending is asked for and not configured.
    """
    password = _password(county) if really else ""
    posting = Posting()
    with engine.begin() as connection:
        tidy(connection, now())
        queued = letters(connection, Delivery.QUEUED)
        posting.unknown = letters(connection, Delivery.UNKNOWN)
    folder.mkdir(parents=True, exist_ok=True)
    for letter in queued:
        with engine.connect() as connection:
            eml = eml_of(connection, letter)
        path = folder / f"run-{letter.run_id}-{letter.recipient}-{letter.kind}.eml"
        if path not in posting.written:
            path.write_bytes(eml)
            posting.written.append(path)
        if letter.not_before > now():
            posting.waiting.append(letter)
        elif really:
            _send(engine, county, letter, eml, password, now, posting)
    return posting


def _send(
    engine: Engine,
    county: County,
    letter: Letter,
    eml: bytes,
    password: str,
    now: Callable[[], datetime],
    posting: Posting,
) -> None:
    def handing_over() -> None:
        with engine.begin() as connection:
            mark(connection, letter.id, Delivery.SENDING, now())

    try:
        deliver(eml, letter.address, county.mail, password, handing_over)
    except DeliveryFailed as error:
        with engine.begin() as connection:
            if error.permanent:
                state = Delivery.UNKNOWN if error.uncertain else Delivery.FAILED
                mark(connection, letter.id, state, now(), str(error))
            else:
                put_off(connection, letter, now(), str(error))
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
    if mail.password_file:
        return _from_file(Path(mail.password_file))
    password = os.environ.get(mail.password_env) if mail.password_env else None
    if not password:
        raise CannotSend(
            Message(
                "The mail server wants a password: set password_env in [mail] "
                "and put the password into that environment variable."
            )
        )
    return password


def _from_file(path: Path) -> str:
    try:
        password = path.read_text("utf-8").strip()
    except (OSError, UnicodeDecodeError):
        password = ""
    if not password:
        words = "The mail server wants a password, and none can be read from {path} (password_file in [mail])."
        raise CannotSend(Message(words, {"path": str(path)}))
    return password
