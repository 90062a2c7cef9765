"""Take in what came back: reports of failed delivery (RFC 3464), each marked at the letter that it is about."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage, Message
from pathlib import Path

from sqlalchemy import Connection

from records.outbox import Delivery, Letter, letters_of, mark
from reports.mailboxes import messages_in


@dataclass(frozen=True)
class Failure:
    """What a report says of one recipient."""

    message_id: str
    """Of the mail that could not be delivered."""
    addresses: tuple[str, ...]
    """By which the recipient is known: as we wrote it, and as the last server did."""
    said: str


def take_in(connection: Connection, box: Path, at: datetime) -> list[Letter]:
    """Mark the letters that came back, and return those that were not known to have. Raises NoMailbox.

    What is no report, is about no mail of ours, or tells of a mere delay is left alone. To read it twice does no harm.
    """
    bounced = []
    for message in messages_in(box):
        for failure in failures(message):
            for letter in _meant(connection, failure):
                if letter.state in (Delivery.SENT, Delivery.UNKNOWN, Delivery.SENDING):
                    mark(connection, letter.id, Delivery.BOUNCED, at, failure.said)
                    bounced.append(letter)
    return bounced


def failures(message: EmailMessage) -> Iterator[Failure]:
    """What a report of failed delivery says; nothing of any other message."""
    if message.get_content_type() != "multipart/report" or message.get_param("report-type") != "delivery-status":
        return
    parts = [part for part in message.walk() if not part.is_multipart() or part.get_content_type() == "message/rfc822"]
    message_id = next(filter(None, map(_original_id, parts)), "")
    if not message_id:
        return
    for part in message.walk():
        if part.get_content_type() == "message/delivery-status" and isinstance(blocks := part.get_payload(), list):
            for block in blocks:
                if isinstance(block, Message) and str(block.get("Action", "")).strip().lower() == "failed":
                    yield Failure(message_id, _addresses(block), _said(block))


def _original_id(part: Message) -> str:
    """The Message-ID of the mail that a part of a report returns, whole or by its headers."""
    payload = part.get_payload()
    if part.get_content_type() == "message/rfc822" and isinstance(payload, list) and payload:
        returned = payload[0]
        return str(returned.get("Message-ID", "")).strip() if isinstance(returned, Message) else ""
    if part.get_content_type() == "text/rfc822-headers":
        for line in str(part.get_payload()).splitlines():
            if line.lower().startswith("message-id:"):
                return line.partition(":")[2].strip()
    return ""


def _addresses(block: Message) -> tuple[str, ...]:
    named = (str(block.get(name, "")).rpartition(";")[2].strip().lower() for name in
             ("Original-Recipient", "Final-Recipient"))  # fmt: skip
    return tuple(dict.fromkeys(filter(None, named)))


def _said(block: Message) -> str:
    said = (str(block.get(name, "")) for name in ("Status", "Diagnostic-Code"))
    return " ".join(" ".join(said).split())[:400]


def _meant(connection: Connection, failure: Failure) -> list[Letter]:
    """The letters that a failure is about: by address, or the only one, for a server may forward to another address."""
    of_mail = letters_of(connection, failure.message_id)
    by_address = [letter for letter in of_mail if letter.address.lower() in failure.addresses]
    return by_address or (of_mail if len(of_mail) == 1 else [])
