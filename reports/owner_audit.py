"""Who owns which pages, by which rule, and what is amiss with names, rules and addresses; as CSV out and in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, func, select

from crawler.extract.addresses import canonical
from crawler.reading import by_rules
from records import tables
from records.answers import Message
from records.county import ConfigurationError, County
from records.names import csv_rows, csv_text
from records.outbox import broken_addresses
from records.ownership import Assignment, MarkKind
from records.ownership_store import assign, assignments, owner_marks
from reports.owners import Owners, Ownership
from reports.sheets import Cell

COLUMNS: Final = ("address", "bureau", "reason")
"""That an imported file must have; what is exported has more, for people to read."""
EXPORTED: Final = ("address", "bureau", "bureau_name", "rule", "reason", "by")
UNKNOWN_BUREAU = Message("{file}:{line}: The bureau “{id}” is named here, but there is no [[bureau]] of this id.")


@dataclass
class Audit:
    by_bureau: dict[str, Counter[str]] = field(default_factory=dict)
    """How many pages each bureau has, by rule."""
    unknown: dict[str, tuple[int, str]] = field(default_factory=dict)
    """Names in pages' labels that no bureau has: on how many pages, and one of these; the most frequent first."""
    idle_rules: list[str] = field(default_factory=list)
    """Rules of the configuration that decide for no page."""
    without_contact: dict[str, str] = field(default_factory=dict)
    """Bureaus of which no address works, by id, and what was said of the last mail."""


def audit(connection: Connection, county: County) -> Audit:
    """Of the pages that were read, each as it was read last."""
    pages = _pages(connection, county)
    marks = owner_marks(connection, pages)
    owners = Owners(county, marks, assignments(connection))
    found = Audit({bureau.id: Counter() for bureau in county.bureau})
    for page in pages:
        owner = owners.of_page(page)
        found.by_bureau[owner.bureau.id][owner.rule] += 1
        for name in {mark.name for mark in marks.get(page, ()) if mark.kind is MarkKind.LABEL}:
            if owners.names.bureau_of(name) is None:
                count, example = found.unknown.get(name, (0, page))
                found.unknown[name] = count + 1, example
    found.unknown = dict(sorted(found.unknown.items(), key=lambda item: (-item[1][0], item[0])))
    deciding = {rule.partition(":")[0] for rules in found.by_bureau.values() for rule in rules}
    rules = ((f"owner {number}", rule) for number, rule in enumerate(county.owner, 1))
    found.idle_rules = [f"{name}: {rule}" for name, rule in rules if name not in deciding]
    broken = broken_addresses(connection)
    for bureau in county.bureau:
        addresses = (bureau.mail, *bureau.deputies)
        if all(address in broken for address in addresses):
            found.without_contact[bureau.id] = broken[bureau.mail]
    return found


def exported(connection: Connection, county: County) -> Iterator[list[Cell]]:
    """A heading, then each page with its owner, why, and what a person has said of it."""
    pages = _pages(connection, county)
    given = assignments(connection)
    owners = Owners(county, owner_marks(connection, pages), given)
    yield list(EXPORTED)
    for page in pages:
        owner: Ownership = owners.of_page(page)
        said = given.get(page)
        yield [page, owner.bureau.id, owner.bureau.name, owner.rule, *((said.reason, said.actor) if said else ("", ""))]


def imported(connection: Connection, county: County, path: Path, actor: str, at: datetime) -> int:
    """Take over what a file says against the rules, and return how many pages changed hands.

    A page whose bureau is the one that it has is left as it is; an empty bureau takes back what was assigned. Raises
    ConfigurationError, which names every mistake with its line; then nothing is changed.
    """
    rows = list(csv_rows(csv_text(path), str(path), COLUMNS))
    mistakes = [mistake for line, row in rows for mistake in _mistakes(line, row, county, str(path))]
    if mistakes:
        raise ConfigurationError(mistakes)
    wanted = {_address(row["address"], county): row for _, row in rows}
    given = assignments(connection)
    owners = Owners(county, owner_marks(connection, wanted), given)
    changes = 0
    for address, row in wanted.items():
        is_as_it_is = owners.of_page(address).bureau.id == row["bureau"]
        if is_as_it_is or (not row["bureau"] and address not in given):
            continue
        assign(connection, Assignment(address, row["bureau"], row["reason"], row.get("by") or actor, at))
        changes += 1
    return changes


def _mistakes(line: int, row: dict[str, str], county: County, file: str) -> Iterator[Message]:
    where: dict[str, str | int] = {"file": file, "line": line}
    try:
        site = county.site_of(row["address"])
    except ValueError:
        site = None
    if site is None:
        words = "{file}:{line}: No site of the configuration holds the address “{address}”."
        yield Message(words, {**where, "address": row["address"]})
    if row["bureau"] and row["bureau"] not in county.bureaus:
        yield Message(UNKNOWN_BUREAU.text, {**where, "id": row["bureau"]})


def _address(written: str, county: County) -> str:
    return by_rules(canonical(written), county.site_of(written))


def _pages(connection: Connection, county: County) -> list[str]:
    """Pages of the sites, each of the newest run that read it."""
    p, v, a, k = tables.page.c, tables.version.c, tables.address.c, tables.clock.c
    newest = select(func.max(p.run_id)).join_from(tables.page, tables.run, tables.run.c.id == p.run_id)
    weekly = newest.where(tables.run.c.kind == "weekly").scalar_subquery()
    query = (
        select(a.url)
        .join_from(tables.page, tables.version, v.id == p.version_id)
        .join(tables.address, a.id == p.address_id)
        .join(tables.clock, k.address_id == p.address_id)
        .where(p.run_id == weekly, v.media == "html")
        .order_by(a.url)
    )
    return [url for url in connection.scalars(query) if county.site_of(url)]


def explained(owner: Ownership) -> Iterable[Message]:
    """What decided, and what was asked before and did not."""
    yield owner.why
    yield from owner.passed
