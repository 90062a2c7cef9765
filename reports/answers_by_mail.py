"""Bureaus' replies that call an issue mended: number in the subject, 已修正 as the first line."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.utils import parseaddr
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, insert, select

from records import tables
from records.county import County
from reports.mail import ANSWER
from reports.mailboxes import header, messages_in, text_of

_NUMBER: Final = re.compile(r"[#＃](\d{1,9})(?!\d)")
_SAYS_MENDED: Final = re.compile(rf"{ANSWER}|已修復|已改善|fixed\b", re.IGNORECASE)


@dataclass(frozen=True)
class Reply:
    message_id: str
    sender: str
    """Mail address."""
    number: int
    """Of the issue."""


def replies_to_act_on(connection: Connection, county: County) -> list[Reply]:
    """Replies that were not acted on before, of senders whom the configuration names. Raises NoMailbox.

    Answers of machines, and whatever else lies in the mailbox, are left alone. A sender's name can be forged: all that
    it brings about is that we look.
    """
    known = {address.lower() for bureau in county.bureau for address in (bureau.mail, *bureau.deputies, *bureau.cc)}
    known |= {bureau.supervisor_mail.lower() for bureau in county.bureau if bureau.supervisor_mail}
    settled = set(connection.scalars(select(tables.answer_by_mail.c.message_id)))
    found = {reply.message_id: reply for message in messages_in(Path(county.mail.answers_box))
             if (reply := reply_in(message)) and reply.sender in known}  # fmt: skip
    return [reply for id, reply in found.items() if id not in settled]


def reply_in(message: EmailMessage) -> Reply | None:
    """What a message asks for; None where it is no such reply."""
    if header(message, "Auto-Submitted").strip().lower() not in ("", "no"):
        return None
    number = _NUMBER.search(header(message, "Subject"))
    sender = parseaddr(header(message, "From"))[1].lower()
    if number is None or not sender or not _SAYS_MENDED.match(_first_line(text_of(message))):
        return None
    id = header(message, "Message-ID").strip() or hashlib.sha256(message.as_bytes()).hexdigest()
    return Reply(id[:300], sender, int(number[1]))


def settle_reply(connection: Connection, reply: Reply, said: str, at: datetime) -> None:
    """Record what came of it: it is not acted on again."""
    row = {"message_id": reply.message_id, "sender": reply.sender, "number": reply.number, "at": at.timestamp()}
    connection.execute(insert(tables.answer_by_mail), row | {"said": said[:500]})


def _first_line(text: str) -> str:
    lines = (line.strip() for line in text.splitlines()[:50])
    return next((line for line in lines if line and not line.startswith(">")), "")
