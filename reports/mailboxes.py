"""Read a mailbox that others fill: an mbox file, a Maildir, or a folder of .eml files. Nothing in it is changed."""

from __future__ import annotations

import email
import mailbox
from collections.abc import Iterator
from email.message import EmailMessage
from email.policy import default
from itertools import islice
from pathlib import Path
from typing import Final

from records.answers import Message

MOST: Final = 20_000
"""Messages read of one mailbox."""
LARGEST: Final = 2_000_000
"""Bytes of one message; what is larger is neither a reply nor a report of a failure."""


class NoMailbox(Exception):
    """`message` says what is wrong with it."""

    def __init__(self, message: Message) -> None:
        super().__init__(str(message))
        self.message = message


def messages_in(path: Path) -> Iterator[EmailMessage]:
    """Its messages, the oldest first as far as the mailbox tells. Raises NoMailbox where there is none at the path."""
    for raw in islice(_raw(path), MOST):
        message = email.message_from_bytes(raw, policy=default)
        if isinstance(message, EmailMessage):
            yield message


def _raw(path: Path) -> Iterator[bytes]:
    if path.is_file():
        box = mailbox.mbox(path, create=False)
        try:
            for key in box.iterkeys():
                yield from _bounded(box.get_bytes(key))
        finally:
            box.close()
    elif (path / "cur").is_dir():
        folder = mailbox.Maildir(path, create=False)
        for name in sorted(folder.keys()):
            yield from _bounded(folder.get_bytes(name))
    elif path.is_dir():
        for file in sorted(path.glob("*.eml")):
            if file.stat().st_size <= LARGEST:
                yield file.read_bytes()
    else:
        words = "{path} is no mailbox: neither an mbox file, nor a Maildir, nor a folder of .eml files."
        raise NoMailbox(Message(words, {"path": str(path)}))


def _bounded(raw: bytes) -> Iterator[bytes]:
    if len(raw) <= LARGEST:
        yield raw


def text_of(message: EmailMessage) -> str:
    """Its plain text; empty where it has none that can be read."""
    try:
        part = message.get_body(("plain",))
        return str(part.get_content()) if part is not None else ""
    except (KeyError, LookupError, ValueError, AttributeError):
        return ""


def header(message: EmailMessage, name: str) -> str:
    """One header as text; empty where it is missing or cannot be read."""
    try:
        return str(message.get(name, "") or "")
    except (ValueError, LookupError, AttributeError, IndexError, TypeError):
        return ""
