"""What bureaus have confirmed: a page was read through and still holds."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Connection, insert, select

from records import tables
from records.crawl_store import address_id
from records.facts import Review


def add_review(connection: Connection, url: str, review: Review) -> None:
    """Record it for the page at a canonical address. Nothing that was recorded before is lost."""
    row = {"address_id": address_id(url), "by": review.by, "on": review.on.isoformat()}
    connection.execute(insert(tables.review), {**row, "until": review.until.isoformat()})


def reviews_on(connection: Connection, day: date) -> tuple[tuple[str, Review], ...]:
    """(address, review) of every page whose review counts on this day, by address; of several the newest."""
    r, a = tables.review.c, tables.address.c
    query = (
        select(a.url, r.by, r.on, r.until)
        .join_from(tables.review, tables.address, a.id == r.address_id)
        .where(r.on <= day.isoformat(), r.until >= day.isoformat())
        .order_by(a.url, r.on, r.id)
    )
    found = {
        url: Review(by, date.fromisoformat(on), date.fromisoformat(until))
        for url, by, on, until in connection.execute(query)
    }
    return tuple(found.items())
