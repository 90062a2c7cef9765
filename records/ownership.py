"""What bears on who owns a page: what the page says of itself, and to whom a person has given it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import astuple, dataclass
from datetime import datetime
from enum import StrEnum


class MarkKind(StrEnum):
    LABEL = "label"
    """發布單位, 維護單位, 承辦單位, 資料提供單位."""
    META = "meta"
    """DC.Publisher, DC.Creator, DC.Contributor."""
    CRUMB = "crumb"
    """A step of the path from the home page."""


@dataclass(frozen=True)
class OwnerMark:
    """A name by which a page may say who keeps it."""

    kind: MarkKind
    label: str
    """As the page writes it: "發布單位", "DC.Publisher"; empty for steps."""
    name: str


@dataclass(frozen=True)
class Assignment:
    """A page, or one issue, given to a bureau by a person."""

    subject: str
    """The page's canonical address, or the issue's fingerprint."""
    bureau: str
    """Its id; empty: what was assigned before is no longer so."""
    reason: str
    actor: str
    at: datetime


def marks_to_json(marks: Iterable[OwnerMark]) -> list[tuple[str, str, str]] | None:
    return [astuple(mark) for mark in marks] or None
