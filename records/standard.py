"""網站無障礙規範: its codes, by edition, and which edition holds when."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources

EDITIONS = {"110.07": date(2021, 7, 1), "115.11": date(2026, 11, 30)}
"""In force since (115.11: order 數位政府字第11540006711號, 2026-05-29). A badge keeps the edition of its day."""


@dataclass(frozen=True)
class Code:
    code: str
    criterion: str
    """The WCAG success criterion, for instance "1.4.10"."""
    level: str
    """The criterion's: "A", "AA", "AAA"."""
    kind: str
    """"C": checkable by software (檢測碼). "E": judged by a person (稽核評量碼)."""
    editions: tuple[str, ...]
    description: str
    description_en: str
    rules: tuple[str, ...]
    """Rules of axe-core that look at the same thing, fully or in part."""


def edition_in_force(day: date) -> str:
    """The edition that binds on this day (Asia/Taipei).

    >>> edition_in_force(date(2026, 11, 29)), edition_in_force(date(2026, 11, 30))
    ('110.07', '115.11')
    """
    return max((edition for edition, since in EDITIONS.items() if since <= day), default="110.07")


@cache
def codes() -> tuple[Code, ...]:
    """Every published code of both editions, in the order of the annex.

    The same number need not mean the same in both: HM1130103C asks for fieldset and legend in 110.07, for optgroup in
    115.11.
    """
    table = resources.files("records").joinpath("moda_codes.csv").read_text("utf-8")
    lines = (line for line in table.splitlines() if not line.startswith("#"))
    return tuple(_code(row) for row in csv.DictReader(lines))


def _code(row: dict[str, str]) -> Code:
    return Code(
        code=row["code"],
        criterion=row["wcag_success_criterion"],
        level=row["level"],
        kind=row["kind"],
        editions=tuple(edition for edition in EDITIONS if row[f"in_{edition.replace('.', '_')}"] == "1"),
        description=row["description_zh"],
        description_en=row["description_en"],
        rules=tuple(row["axe_rule_ids"].split()),
    )


def codes_for(rule: str) -> dict[str, tuple[str, ...]]:
    """Candidate codes at A and AA for a rule of axe-core, by edition, machine-checkable ones first.

    A rule that the table does not name has none: a code is never guessed from a criterion, nor from the other edition.
    """
    named = _by_rule().get(rule, [])
    return {edition: tuple(one.code for one in named if edition in one.editions) for edition in EDITIONS}


def codes_of(*named: str) -> dict[str, tuple[str, ...]]:
    """These codes by the editions in which they are; none for one that no edition has.

    "HM1130103C@110.07" names a code in one edition alone: there its number means what is asked for, in the other not.
    """
    pairs = [(one, only) for code, _, only in (name.partition("@") for name in named) if (one := _by_code().get(code))]
    return {
        edition: tuple(one.code for one, only in pairs if edition in one.editions and only in ("", edition))
        for edition in EDITIONS
    }


@cache
def _by_code() -> dict[str, Code]:
    return {one.code: one for one in codes()}


@cache
def _by_rule() -> dict[str, list[Code]]:
    found: dict[str, list[Code]] = {}
    for one in sorted(codes(), key=lambda one: one.kind):
        for rule in one.rules if one.level != "AAA" else ():
            found.setdefault(rule, []).append(one)
    return found
