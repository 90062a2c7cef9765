"""Waivers: what a person has said does not count, why, and until when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, RowMapping, insert, select

from records import tables


class Scope(StrEnum):
    PLACE = "place"
    """These very places of the page; another one of the same fault counts."""
    PAGE = "page"
    """The same fault anywhere on the page."""
    SITE = "site"
    """The same fault on every page of the site."""


class Ground(StrEnum):
    FALSE_ALARM = "false-alarm"
    ACCEPTED = "accepted"
    """It is wrong, and will stay so for a while."""
    NOT_OURS = "not-ours"
    """Nobody of the county can mend it."""


@dataclass(frozen=True)
class Waiver:
    fingerprint: str
    """Of the issue for which it was given."""
    check_id: str
    detail: str
    """The finding's: the target or the rule."""
    site_id: str
    scope: Scope
    ground: Ground
    reason: str
    actor: str
    at: datetime
    """When it was given (UTC)."""
    until: date
    """The last day on which it holds (Asia/Taipei)."""
    places: tuple[str, ...] = ()
    """What stood at the places waived, where these alone are."""

    @property
    def extent(self) -> tuple[str, ...]:
        """What it holds for: of two waivers of one extent the later one replaces the earlier."""
        if self.scope is Scope.SITE:
            return self.scope, self.site_id, self.check_id, self.detail
        return self.scope, self.fingerprint


def add_waiver(connection: Connection, waiver: Waiver) -> None:
    row = asdict(waiver) | {"at": waiver.at.timestamp(), "until": waiver.until.isoformat()}
    connection.execute(insert(tables.waiver), row | {"places": list(waiver.places)})


def waivers_on(connection: Connection, day: date) -> tuple[Waiver, ...]:
    """Those that hold on a day, the oldest first: of each extent the newest, if it lasts so long."""
    newest: dict[tuple[str, ...], Waiver] = {}
    for row in connection.execute(select(tables.waiver).order_by(tables.waiver.c.id)).mappings():
        waiver = _waiver(row)
        newest.pop(waiver.extent, None)
        newest[waiver.extent] = waiver
    return tuple(waiver for waiver in newest.values() if day <= waiver.until)


def _waiver(row: RowMapping) -> Waiver:
    said: Mapping[str, Any] = {name: value for name, value in row.items() if name != "id"}
    return Waiver(
        **{
            **said,
            "scope": Scope(row["scope"]),
            "ground": Ground(row["ground"]),
            "at": datetime.fromtimestamp(row["at"], UTC),
            "until": date.fromisoformat(row["until"]),
            "places": tuple(row["places"]),
        }
    )
