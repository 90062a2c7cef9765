"""Dates in the names and addresses of files: what upload programs and clerks write there. Weak, whatever they say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, time
from typing import Final
from urllib.parse import parse_qsl, unquote, urlsplit

from crawler.extract.date_candidates import EARLIEST_PAGE
from crawler.extract.date_forms import ROC, Reading, date_at, fold
from records.facts import DateKind, PageDate, Precision

LONGEST_ADDRESS: Final = 2_000
MOST_FIELDS: Final = 50

_DIGITS = re.compile(r"(?<![\d.])\d{7,20}(?!\d)")
_PARTED = re.compile(r"(?<![\d.])\d{2,4} ?[年./-] ?\d{1,2}(?:(?: ?[月./-]) ?\d{1,2}|月)(?!\d)日?")
_BETWEEN_DIGITS = re.compile(r"(?<=\d)_(?=\d)")
_FOLDERS = re.compile(r"/(?P<y>20\d\d)/(?P<m>\d{1,2})(?:/(?P<d>\d{1,2}))?(?=/)|/(?P<run>20\d{6}|20\d{4})(?=/)")
_SERIALS = re.compile(r"(?:serial|serno|sn|date|time|stamp)", re.IGNORECASE)
_FILES = re.compile(r"\.[a-z0-9]{2,4}$", re.IGNORECASE)


def file_date(url: str, today: date) -> PageDate | None:
    """The day on which a file was put up, by its name ("…_1060728.pdf", 民國), its serial number, or its folder's name.

    The newest where a name has several: of "12_1050307_…_1060728.pdf" the first is the document's own. None after
    `today`, and none before 1995. It says something of a file, never of a page. Never raises.
    """
    url = url[:LONGEST_ADDRESS]
    try:
        parts = urlsplit(url)
        fields = parse_qsl(parts.query, max_num_fields=MOST_FIELDS)
    except ValueError:
        parts, fields = urlsplit(""), []
    path = fold(unquote(parts.path or url))
    names = [path.rpartition("/")[2]]
    names += [fold(value).replace("\\", "/").rpartition("/")[2] for _, value in fields if _FILES.search(value)]
    serials = [fold(value) for key, value in fields if _SERIALS.search(key)]
    for readings in (
        [found for name in names for found in _in_name(name, today)],
        [found for serial in serials for found in _in_digits(serial, today, is_serial=True)],
        list(_in_folders(path, today)),
    ):
        likely = [one for one in readings if EARLIEST_PAGE <= one[0].value <= today]
        if likely:
            reading, text = max(likely, key=lambda one: (one[0].precision is Precision.DAY, one[0].value))
            return PageDate(DateKind.PUBLISHED, reading.value, reading.precision, "file-name", text, is_weak=True)
    return None


_Found = tuple[Reading, str]


def _in_name(name: str, today: date) -> Iterator[_Found]:
    yield from _in_digits(name, today)
    name = _BETWEEN_DIGITS.sub("-", name)
    for match in _PARTED.finditer(name):
        reading = date_at(name, match.start(), today)
        if reading is not None and reading.precision is not Precision.YEAR:
            yield reading, name[match.start() : reading.end]


def _in_digits(text: str, today: date, *, is_serial: bool = False) -> Iterator[_Found]:
    """20231030, 20231030164730…, 1060728; of serial numbers 20210803000, too."""
    for match in _DIGITS.finditer(text):
        digits = match[0]
        rest = digits[8:]
        if len(digits) == 7:
            year, month_and_day = int(digits[:3]) + ROC, digits[3:]
        elif not rest or (len(rest) >= 6 and _is_clock(rest)) or (is_serial and len(rest) < 6):
            year, month_and_day = int(digits[:4]), digits[4:8]
        else:
            continue
        try:
            value = date(year, int(month_and_day[:2]), int(month_and_day[2:]))
        except ValueError:
            continue
        if year <= today.year:
            yield Reading(value, Precision.DAY, match.end()), digits


def _is_clock(digits: str) -> bool:
    try:
        time(int(digits[:2]), int(digits[2:4]), int(digits[4:6]))
    except ValueError:
        return False
    return True


def _in_folders(path: str, today: date) -> Iterator[_Found]:
    """/2019/05/01/, /2019/05/, /20190501/, /201905/."""
    for match in _FOLDERS.finditer(path):
        run = match["run"] or f"{match['y']}{int(match['m']):02}{int(match['d'] or 0):02}".removesuffix("00")
        try:
            value = date(int(run[:4]), int(run[4:6]), int(run[6:] or 1))
        except ValueError:
            continue
        yield Reading(value, Precision.DAY if run[6:] else Precision.MONTH, match.end()), match[0].strip("/")
