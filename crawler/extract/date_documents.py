"""Dates that files carry for programs: metadata of PDF, OpenDocument and Office Open XML; entries of RSS and Atom."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime
from io import BytesIO
from typing import Any, Final

import pypdf

from crawler.extract.date_forms import machine_date
from crawler.extract.documents import MEDIA_TYPES, PDF, media_type_of
from crawler.extract.xml_elements import elements
from records.facts import DateKind, PageDate, Precision
from records.runs import TAIPEI

LARGEST_PART: Final = 1_000_000
"""Bytes of the part with the metadata; a larger one is not read."""
MOST_ITEMS: Final = 5_000
MOST_ELEMENTS: Final = 200_000


def document_dates(body: bytes, media_type_or_name: str, today: date) -> tuple[PageDate, ...]:
    """When a document says it was changed (UPDATED) and made (PUBLISHED), as days in Taipei; none after `today`.

    `media_type_or_name`: one of `documents.MEDIA_TYPES`, or a file's name or address. The day of making is weak: it is
    often that of the template. Sources: "pdf:ModDate", "xmp:ModifyDate", "odf:date", "ooxml:modified"…. Never raises:
    what is broken or encrypted has no dates.
    """
    media = (
        media_type_or_name if media_type_or_name in MEDIA_TYPES else media_type_of(media_type_or_name, "", body[:1024])
    )
    try:
        stated = list(_of_pdf(body) if media == PDF else _of_package(body) if media else ())
    except Exception:
        # Parsers of such formats meet broken input with exceptions of any kind.
        return ()
    found: dict[str, PageDate] = {}
    for source, text in stated:
        value = _pdf_day(text) if source.startswith("pdf:") else _day(text, today)
        if value is not None and value <= today:
            kind = DateKind.UPDATED if source in _CHANGED else DateKind.PUBLISHED
            found.setdefault(
                source,
                PageDate(kind, value, Precision.DAY, source, text.strip()[:40], is_weak=kind is DateKind.PUBLISHED),
            )
    return tuple(found.values())


_CHANGED = frozenset(("pdf:ModDate", "xmp:ModifyDate", "odf:date", "ooxml:modified"))
_XMP = {"ModifyDate": "xmp:ModifyDate", "CreateDate": "xmp:CreateDate"}
_PARTS = {
    "meta.xml": {"date": "odf:date", "creation-date": "odf:creation-date"},
    "docProps/core.xml": {"modified": "ooxml:modified", "created": "ooxml:created"},
}
"""ODF 1.2 part 1, 4.3; ISO/IEC 29500-2, 8.3. By the local names of elements."""


def _of_pdf(body: bytes) -> Iterator[tuple[str, str]]:
    """ISO 32000-2, 14.3.3: the information dictionary; XMP where that has none."""
    reader = pypdf.PdfReader(BytesIO(body), strict=False)
    if reader.is_encrypted and not reader.decrypt(""):
        return
    stated: Any = reader.metadata or {}
    has_any = False
    for name in ("/ModDate", "/CreationDate"):
        written = stated.get(name)
        if written is not None and isinstance(text := written.get_object(), str):
            has_any = True
            yield f"pdf:{name[1:]}", str(text)
    packet: Any = reader.root_object.get("/Metadata")
    if has_any or packet is None:
        return
    content = packet.get_object().get_data()
    if len(content) > LARGEST_PART:
        return
    for element in elements(content, MOST_ELEMENTS):
        for name, source in _XMP.items():
            if element.name == name:
                yield source, element.text
            elif name in element.attributes:
                yield source, element.attributes[name]


def _of_package(body: bytes) -> Iterator[tuple[str, str]]:
    with zipfile.ZipFile(BytesIO(body)) as package:
        for part, sources in _PARTS.items():
            if part not in package.NameToInfo or package.getinfo(part).file_size > LARGEST_PART:
                continue
            with package.open(part) as stream:
                content = stream.read(LARGEST_PART)
            for element in elements(content, MOST_ELEMENTS):
                if element.name in sources:
                    yield sources[element.name], element.text


_PDF_DATE = re.compile(r"\s*(?:D:)?(\d{4})(\d\d)(\d\d)(?:(\d\d)(\d\d)?(\d\d)?)?\s*(?:([-+])(\d\d)'?(\d\d)?|Z)?")


def _pdf_day(text: str) -> date | None:
    """ISO 32000-2, 7.9.4: D:20261103101112+08'00'. Without an offset it is taken for a day in Taipei."""
    match = _PDF_DATE.match(text)
    if match is None:
        return None
    try:
        numbers = [int(part or least) for part, least in zip(match.groups()[:6], (1, 1, 1, 0, 0, 0), strict=True)]
        written = datetime(*numbers)  # type: ignore[arg-type]  # Six numbers.
        if match[7]:
            offset = timedelta(hours=int(match[8]), minutes=int(match[9] or 0))
            written = written.replace(tzinfo=timezone(offset if match[7] == "+" else -offset)).astimezone(TAIPEI)
        elif match[0].rstrip().endswith("Z"):
            written = written.replace(tzinfo=UTC).astimezone(TAIPEI)
        return written.date()
    except (ValueError, OverflowError):
        return None


def _day(text: str, today: date) -> date | None:
    reading = machine_date(text[:100], today)
    return reading.value if reading is not None and reading.precision is Precision.DAY else None


# Feeds

_ITEMS = frozenset(("item", "entry"))
_STATED = {
    "pubDate": DateKind.PUBLISHED,
    "published": DateKind.PUBLISHED,
    "issued": DateKind.PUBLISHED,
    "date": DateKind.PUBLISHED,
    "updated": DateKind.UPDATED,
    "modified": DateKind.UPDATED,
}


def feed_dates(body: bytes, today: date) -> tuple[tuple[str, PageDate], ...]:
    """Of each entry of an RSS or Atom feed: the address that it leads to, as written, and what it says of its days.

    Source "rss"; none after `today`. Never raises; of a broken feed come the entries before the break, 5,000 at most.
    """
    found: list[tuple[str, PageDate]] = []
    link, stated = "", dict[DateKind, PageDate]()
    items = 0
    for element in elements(body, MOST_ELEMENTS):
        if element.parent in _ITEMS:
            if element.name == "link" and not link and element.attributes.get("rel", "alternate") == "alternate":
                link = (element.attributes.get("href") or element.text).strip()
            elif element.name == "guid" and not link and element.attributes.get("isPermaLink", "true") == "true":
                link = element.text.strip()
            elif (kind := _STATED.get(element.name)) and (value := _feed_day(element.text, today)):
                text = element.text.strip()[:40]
                stated.setdefault(kind, PageDate(kind, value, Precision.DAY, "rss", text))
        elif element.name in _ITEMS:
            if link:
                found += ((link, one) for one in stated.values())
            link, stated, items = "", {}, items + 1
            if items >= MOST_ITEMS:
                break
    return tuple(found)


def _feed_day(text: str, today: date) -> date | None:
    try:
        instant = parsedate_to_datetime(text[:100])
        value: date | None = (instant.astimezone(TAIPEI) if instant.tzinfo else instant).date()
    except (ValueError, TypeError, IndexError, OverflowError):
        value = _day(text, today)
    return value if value is not None and value <= today and value.year > 1970 else None
