"""What bureaus have confirmed: a page was read through and still holds."""

from __future__ import annotations

from sqlalchemy import Connection, insert

from records import tables
from records.crawl_store import address_id
from records.facts import Review


def add_review(connection: Connection, url: str, review: Review) -> None:
    """Record it for the page at a canonical address. Nothing that was recorded before is lost."""
    row = {"address_id": address_id(url), "by": review.by, "on": review.on.isoformat()}
    connection.execute(insert(tables.review), {**row, "until": review.until.isoformat()})
