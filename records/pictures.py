"""Pictures of barriers: one for each open issue that has a place on a page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection, delete, select

from records import tables
from records.answers import Severity
from records.issues import Status


@dataclass(frozen=True)
class Wanted:
    """A picture that is still to be taken."""

    fingerprint: str
    page_url: str
    selector: str
    tag: str
    """Of the element, in small letters: another one in its place is not shown."""


@dataclass(frozen=True)
class Picture:
    fingerprint: str
    page_url: str
    taken_at: datetime
    """UTC."""
    image: bytes
    """JPEG: mail programs show it, as they do not show WebP."""
    width: int
    height: int
    """In CSS pixels."""


def wanted_pictures(connection: Connection, most: int) -> list[Wanted]:
    """Open issues of accessibility without a picture from the time that they have been open, the worst first."""
    i, p = tables.issue.c, tables.picture.c
    query = (
        select(i.fingerprint, i.severity, i.finding)
        .outerjoin_from(tables.issue, tables.picture, p.fingerprint == i.fingerprint)
        .where(i.status == Status.OPEN, p.taken_at.is_(None) | (p.taken_at < i.opened_at))
        .order_by(i.opened_at, i.fingerprint)
    )
    worst_first: dict[str, list[Wanted]] = {severity: [] for severity in Severity}
    for fingerprint, severity, finding in connection.execute(query):
        place = next((place for place in finding["places"] if place["selector"]), None)
        if place is None or not finding["wcag"]:
            continue
        tag = place["snippet"].removeprefix("<").split(">")[0].split(" ")[0].lower()
        page = place.get("page_url") or finding["page_url"]
        worst_first[severity].append(Wanted(fingerprint, page, place["selector"], tag))
    return [one for group in worst_first.values() for one in group][:most]


def add_picture(connection: Connection, picture: Picture) -> None:
    """Keep a picture in place of an older one of the same issue."""
    connection.execute(delete(tables.picture).where(tables.picture.c.fingerprint == picture.fingerprint))
    row = {name: getattr(picture, name) for name in ("fingerprint", "page_url", "image", "width", "height")}
    connection.execute(tables.picture.insert(), row | {"taken_at": picture.taken_at.timestamp()})


def picture_of(connection: Connection, fingerprint: str) -> Picture | None:
    p = tables.picture
    row = connection.execute(select(p).where(p.c.fingerprint == fingerprint)).mappings().first()
    return Picture(**{**row, "taken_at": datetime.fromtimestamp(row["taken_at"], UTC)}) if row else None
