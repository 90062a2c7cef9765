"""Who owns which pages: explain one address, look over all, take lists out and in."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from commands.console import (
    CONFIG,
    ByOption,
    ConfigOption,
    NowOption,
    Place,
    Refusal,
    _,
    clock,
    is_web_address,
    out,
    refusing_politely,
    words,
)
from crawler.extract.addresses import canonical
from crawler.reading import by_rules
from records.county import read_county
from records.ownership_store import assignments, owner_marks
from reports.owner_audit import Audit, audit, explained, exported, imported
from reports.owners import Owners, site_of
from reports.sheets import csv_bytes
from schedules.lock import only_run

MOST_NAMES = 40

owners_app = typer.Typer(help=_("Who owns which pages."), no_args_is_help=True)


def add_to(app: typer.Typer) -> None:
    app.command(help=_("Say which bureau owns an address, and by which rule."))(owner)
    app.add_typer(owners_app, name="owners")


def owner(
    url: Annotated[str, typer.Argument(help=_("The address, as it stands in a report."))], config: ConfigOption = CONFIG
) -> None:
    with refusing_politely():
        county = read_county(config)
        owners = Owners(county)
        if Place.has_database(config, county) and is_web_address(url):
            place = Place(config)
            url = by_rules(canonical(url), site_of(url, county))
            with place.storing(), place.engine.connect() as connection:
                owners = Owners(county, owner_marks(connection, [url]), assignments(connection))
        found = owners.of_page(url)
        out.print(f"{words.name(found.bureau)} <{found.bureau.mail}>", markup=False, soft_wrap=True)
        for message in explained(found):
            out.print(words.say(message), markup=False, soft_wrap=True)


@owners_app.command(
    "audit", help=_("Look over all pages: by owner and rule, names nobody has, rules that decide nothing.")
)
def audit_all(config: ConfigOption = CONFIG) -> None:
    with refusing_politely():
        place = Place(config)
        with place.storing(), place.engine.connect() as connection:
            found = audit(connection, place.county)
        _show(found, place)


def _show(found: Audit, place: Place) -> None:
    table = Table(title=_("Pages by owner and rule"))
    for column in (_("Bureau"), _("Rule"), _("Pages")):
        table.add_column(column, overflow="fold")
    for bureau in place.county.bureau:
        rules = found.by_bureau[bureau.id]
        for rule, count in rules.most_common() or [("–", 0)]:
            table.add_row(words.name(bureau), rule, str(count))
    out.print(table, markup=False)
    if found.unknown:
        names = Table(title=_("Names on pages that no bureau has: add them to its aliases"))
        for column in (_("Name"), _("Pages"), _("For instance")):
            names.add_column(column, overflow="fold")
        for name, (count, example) in list(found.unknown.items())[:MOST_NAMES]:
            names.add_row(name, str(count), example)
        out.print(names, markup=False)
    for rule in found.idle_rules:
        out.print(_("This rule decides for no page: {rule}", rule=rule), markup=False, soft_wrap=True)
    for id, said in found.without_contact.items():
        sentence = _("No address of {bureau} works: {said}", bureau=words.name(place.county.bureaus[id]), said=said)
        out.print(sentence, markup=False, soft_wrap=True)


@owners_app.command("export", help=_("Write every page with its owner and rule to a CSV file."))
def export(path: Annotated[Path, typer.Argument(help=_("The file."))], config: ConfigOption = CONFIG) -> None:
    with refusing_politely():
        place = Place(config)
        with place.storing(), place.engine.connect() as connection:
            rows = list(exported(connection, place.county))
        path.write_bytes(csv_bytes(rows))
        out.print(_("{count} pages written to {path}.", count=len(rows) - 1, path=str(path)), markup=False)


@owners_app.command(
    "import", help=_("Give pages to bureaus by a CSV file: address, bureau, reason; an empty bureau takes back.")
)
def import_(
    path: Annotated[Path, typer.Argument(help=_("The file."))],
    by: ByOption = "",
    config: ConfigOption = CONFIG,
    now: NowOption = "",
) -> None:
    with refusing_politely():
        if not by.strip():
            raise Refusal(_("Say who gives the pages to these bureaus: --by."))
        place = Place(config)
        with only_run(place.folder), place.storing(), place.engine.begin() as connection:
            changes = imported(connection, place.county, path, by.strip(), clock(now)())
        out.print(_("{count} pages changed hands.", count=changes))
