"""Names that no longer hold: agencies renamed, people who left, places moved, addresses and systems given up."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from importlib import resources
from io import StringIO
from pathlib import Path
from typing import Final

from records.answers import Message
from records.county import ConfigurationError

COLUMNS: Final = ("old", "new", "since", "kind", "source", "note")
SHORTEST: Final = 2
"""Characters of an old name; a shorter one would be found in any text."""


class NameKind(StrEnum):
    AGENCY = "agency"
    """In full: it is found wherever it stands."""
    SHORT = "short"
    """Of an agency; found only where a word can begin, for "資訊科技部" is not 科技部."""
    PERSON = "person"
    ADDRESS = "address"
    DOMAIN = "domain"
    SYSTEM = "system"


@dataclass(frozen=True)
class OldName:
    old: str
    new: str
    """What it is called now, or who has taken over."""
    since: date
    """The first day on which the old name no longer held."""
    kind: NameKind = NameKind.AGENCY
    source: str = ""
    """The law or announcement behind it."""
    note: str = ""


def read_names(path: Path | None) -> tuple[OldName, ...]:
    """The names that come with the program, and those of the county's own file of the same columns, if there is one.

    A name that the county gives goes before ours. Raises ConfigurationError, which names every mistake with file and
    line.
    """
    found = {name.old: name for name in _shipped()}
    if path is not None:
        found |= {name.old: name for name in parse_names(csv_text(path), str(path))}
    return tuple(found.values())


def parse_names(text: str, file: str = "names.csv") -> tuple[OldName, ...]:
    """The names of a CSV text; `file` stands for it in sentences. Raises ConfigurationError."""
    mistakes: list[Message] = []
    names: list[OldName] = []
    for line, row in csv_rows(text, file, COLUMNS[:3]):
        values: dict[str, str | int] = {"file": file, "line": line, "old": row["old"], "since": row["since"]}
        try:
            since = date.fromisoformat(row["since"])
        except ValueError:
            words = "{file}:{line}: “{since}” is not a day such as 2023-08-22."
            mistakes.append(Message(words, values))
            continue
        kind = row.get("kind") or NameKind.AGENCY
        if kind not in tuple(NameKind):
            words = "{file}:{line}: “{kind}” is no kind of name; there are {kinds}."
            mistakes.append(Message(words, {**values, "kind": kind, "kinds": ", ".join(NameKind)}))
        elif len(row["old"]) < SHORTEST or "|" in row["old"] + row["new"]:
            words = "{file}:{line}: The old name “{old}” must have at least two characters, and no name may hold “|”."
            mistakes.append(Message(words, values))
        elif not row["new"] or row["new"] == row["old"]:
            mistakes.append(Message("{file}:{line}: Say what “{old}” is called now.", values))
        else:
            names.append(
                OldName(row["old"], row["new"], since, NameKind(kind), row.get("source", ""), row.get("note", ""))
            )
    if mistakes:
        raise ConfigurationError(mistakes)
    return tuple(names)


def csv_text(path: Path) -> str:
    """The text of a file that the configuration names. Raises ConfigurationError where it cannot be read."""
    try:
        return path.read_text("utf-8-sig")
    except FileNotFoundError:
        raise ConfigurationError([Message("{file}:1: There is no such file.", {"file": str(path)})]) from None
    except (OSError, UnicodeDecodeError) as error:
        words = "{file}:1: The file cannot be read as UTF-8 text: {reason}"
        raise ConfigurationError([Message(words, {"file": str(path), "reason": str(error)})]) from None


def csv_rows(text: str, file: str, needed: Sequence[str]) -> Iterator[tuple[int, dict[str, str]]]:
    """(line, values by column) of each row that is not empty; blanks around values are dropped.

    Raises ConfigurationError where the header lacks a column that is needed, or the text is no CSV.
    """
    reader = csv.DictReader(StringIO(text, newline=""), restval="", strict=True)
    try:
        columns = [(name or "").strip() for name in reader.fieldnames or ()]
        if missing := [name for name in needed if name not in columns]:
            words = "{file}:1: The first line must name the columns; missing: {missing}."
            raise ConfigurationError([Message(words, {"file": file, "missing": ", ".join(missing)})])
        reader.fieldnames = columns
        for row in reader:
            values = {name: value.strip() for name, value in row.items() if isinstance(value, str)}
            if any(values.values()):
                yield reader.line_num, values
    except csv.Error as error:
        where: dict[str, str | int] = {"file": file, "line": max(reader.line_num, 1), "reason": str(error)}
        raise ConfigurationError([Message("{file}:{line}: This is not CSV: {reason}", where)]) from None


@cache
def _shipped() -> tuple[OldName, ...]:
    return parse_names(resources.files("records").joinpath("names.csv").read_text("utf-8"), "records/names.csv")
