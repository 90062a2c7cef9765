"""The codes of 網站無障礙規範, and how each is checked."""

from __future__ import annotations

import json
from typing import Annotated

import typer
from rich.table import Table

from commands.console import Refusal, _, out, refusing_politely, words
from records.standard import EDITIONS, Code, codes
from reports.codes import Ways, ways
from reports.words import WAYS


def add_to(app: typer.Typer) -> None:
    app.command("codes", help=_("List the codes of 網站無障礙規範, and how each is checked."))(list_codes)


def list_codes(
    edition: Annotated[str, typer.Option(help=_("Only this edition: 110.07 or 115.11."))] = "",
    as_json: Annotated[bool, typer.Option("--json", help=_("Print one JSON document."))] = False,
) -> None:
    with refusing_politely():
        if edition not in ("", *EDITIONS):
            raise Refusal(_("There is no edition {edition}; choose 110.07 or 115.11.", edition=edition))
        editions = [edition] if edition else list(EDITIONS)
        known = {one: ways(one) for one in editions}
    found = [code for code in codes() if any(code in known[one] for one in editions)]
    if as_json:
        document = [
            _code_document(code, {one: known[one][code] for one in editions if code in known[one]}) for code in found
        ]
        print(json.dumps(document, ensure_ascii=False, indent=2))
        return
    table = Table(title=_("{count} codes of 網站無障礙規範", count=len(found)))
    for column in (_("Code"), _("Criterion"), _("Level"), "C/E", _("Editions"), _("What it asks for"), _("Checked by")):
        table.add_column(column, overflow="fold")
    for code in found:
        by = {one: _checked_by(known[one][code]) for one in editions if code in known[one]}
        alike = len(set(by.values())) == 1
        told = next(iter(by.values())) if alike else "\n".join(f"{one}: {way}" for one, way in by.items())
        asked = words.code(next(iter(by)), code.code)
        table.add_row(code.code, code.criterion, code.level, code.kind, words.listed(by), asked, told)
    out.print(table, markup=False)


def _checked_by(way: Ways) -> str:
    return words.listed([words.say(WAYS[name]) for name in way.names()])


def _code_document(code: Code, by_edition: dict[str, Ways]) -> dict[str, object]:
    """One code in the public JSON document of `sitepatrol codes --json`."""
    return {
        "code": code.code,
        "criterion": code.criterion,
        "level": code.level,
        "kind": code.kind,
        "description": code.description,
        "description_en": code.description_en,
        "editions": {
            edition: {"by": way.names(), "axe": way.rules, "ours": way.ours, "probe": way.probes}
            for edition, way in by_edition.items()
        },
    }
