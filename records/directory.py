"""The county's directory: which numbers and mail addresses a unit has; and one spelling for each number."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final
from unicodedata import normalize

from records.answers import Message
from records.bureaus import unit_name
from records.county import ConfigurationError
from records.names import csv_rows, csv_text

COLUMNS: Final = ("unit", "phone", "mail")
FEWEST_DIGITS: Final = 7
"""Of a number that reaches one office; 1999 and 110 reach whoever is near."""
MOST_DIGITS: Final = 12
LONGEST: Final = 100
"""Characters of a number as written."""

_EXTENSION = re.compile(r"[,、(]?[#*轉转]+|[,、(]?(?:內線|分機|ext(?:ension)?\.?|x)[:.]?", re.IGNORECASE)
_INTERNATIONAL = re.compile(r"\(?(?:(?:\+|00)886[-)]?|886[-)](?=.{8}))(?:\(0\)|0)?")
_DIVIDERS = re.compile(r"[-.()/]")
_SEVERAL = re.compile(r"\d{5}[-/]\d{1,3}$")
"""04-7222151-3: three numbers."""
_DIGITS = re.compile(r"\d+")
_EXTENSION_DIGITS = re.compile(r"[#:.]*(\d{1,6})")
_MAIL = re.compile(r"[a-z0-9._%+-]{1,64}@[a-z0-9.-]{1,190}\.[a-z]{2,24}")


def read_directory(path: Path) -> dict[str, tuple[str, ...]]:
    """What each unit can be reached by: "tel:047222151#123", "mail:a@b.gov.tw"; by the unit's plain name.

    The file has the columns unit, phone and mail, and as many rows for a unit as it needs. Raises ConfigurationError,
    which names every mistake with file and line.
    """
    return parse_directory(csv_text(path), str(path))


def parse_directory(text: str, file: str = "directory.csv") -> dict[str, tuple[str, ...]]:
    """The same for a CSV text; `file` stands for it in sentences."""
    mistakes: list[Message] = []
    found: dict[str, dict[str, None]] = {}
    for line, row in csv_rows(text, file, COLUMNS):
        values: dict[str, str | int] = {"file": file, "line": line, "phone": row["phone"], "mail": row["mail"]}
        number, mail = phone_number(row["phone"]), mail_address(row["mail"])
        if not row["unit"]:
            mistakes.append(Message("{file}:{line}: Name the unit.", values))
        if row["phone"] and not number:
            mistakes.append(Message("{file}:{line}: “{phone}” is not one telephone number.", values))
        if row["mail"] and not mail:
            mistakes.append(Message("{file}:{line}: “{mail}” is not one mail address.", values))
        reached = found.setdefault(unit_name(row["unit"]), {})
        reached |= {said: None for said in (number and f"tel:{number}", mail and f"mail:{mail}") if said}
    if mistakes:
        raise ConfigurationError(mistakes)
    return {unit: tuple(reached) for unit, reached in found.items()}


def phone_number(written: str) -> str:
    """The digits of one number as it is dialled in Taiwan, its extension behind "#"; empty where it is none.

    >>> phone_number("(04)722-2151 分機123"), phone_number("+886-4-7222151"), phone_number("04-7222151、04-7222152")
    ('047222151#123', '047222151', '')
    """
    plain = "".join(normalize("NFKC", written[:LONGEST]).split())
    if abroad := _INTERNATIONAL.match(plain):
        plain = "0" + plain[abroad.end() :]
    number, *rest = _EXTENSION.split(plain, maxsplit=1)
    digits = _DIVIDERS.sub("", number)
    if not _DIGITS.fullmatch(digits) or _SEVERAL.search(number) or not FEWEST_DIGITS <= len(digits) <= MOST_DIGITS:
        return ""
    extension = _EXTENSION_DIGITS.match(rest[0]) if rest else None
    return f"{digits}#{extension[1].lstrip('0') or '0'}" if extension else digits


def mail_address(written: str) -> str:
    """The address in small letters; empty where it is none.

    >>> mail_address("Social@County.example")
    'social@county.example'
    """
    plain = normalize("NFKC", written[:300]).strip().lower()
    return plain if _MAIL.fullmatch(plain) else ""


def is_same_line(one: str, other: str) -> bool:
    """Whether two numbers, as `phone_number` spells them, may be one line: a missing area code contradicts none.

    >>> is_same_line("047222151#123", "7222151"), is_same_line("047222151", "047222152")
    (True, False)
    """
    one, other = (number.partition("#")[0] for number in (one, other))
    shorter, longer = sorted((one, other), key=len)
    return shorter == longer or (not shorter.startswith("0") and longer.startswith("0") and longer.endswith(shorter))
