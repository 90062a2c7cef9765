"""Hyperlinks in files that people download: PDF, OpenDocument (ODF), Office Open XML."""

from __future__ import annotations

import logging
import re
import time
import zipfile
from collections.abc import Callable, Iterator
from io import BytesIO
from itertools import islice
from posixpath import basename, dirname, join
from typing import Any, Final, NamedTuple
from urllib.parse import unquote

import pypdf
from pypdf.generic import ArrayObject, DictionaryObject

from crawler.extract.xml_elements import Element, elements

MOST_PAGES: Final = 2_000
MOST_LINKS: Final = 20_000
MOST_UNPACKED: Final = 50 * 1024 * 1024
"""Bytes, over all parts of a package that are read."""
MOST_PARTS: Final = 2_000
"""Parts of a package that are read."""
LONGEST_TEXT: Final = 200

PDF = "application/pdf"
_ODF = "application/vnd.oasis.opendocument."
_OOXML = "application/vnd.openxmlformats-officedocument."
_BY_EXTENSION = {
    "pdf": PDF,
    "odt": _ODF + "text",
    "ods": _ODF + "spreadsheet",
    "odp": _ODF + "presentation",
    "odg": _ODF + "graphics",
    "docx": _OOXML + "wordprocessingml.document",
    "xlsx": _OOXML + "spreadsheetml.sheet",
    "pptx": _OOXML + "presentationml.presentation",
    "ppsx": _OOXML + "presentationml.slideshow",
    "docm": "application/vnd.ms-word.document.macroenabled.12",
    "xlsm": "application/vnd.ms-excel.sheet.macroenabled.12",
    "pptm": "application/vnd.ms-powerpoint.presentation.macroenabled.12",
}
MEDIA_TYPES: frozenset[str] = frozenset(_BY_EXTENSION.values())
"""Of the documents that `document_links` reads."""
_SAY_NOTHING = frozenset(
    """application/octet-stream binary/octet-stream application/download application/x-download
    application/force-download application/x-force-download application/x-msdownload application/save
    application/zip application/x-zip application/x-zip-compressed application/unknown unknown/unknown""".split()  # noqa: SIM905
) | {""}
_OTHER_NAMES = {"application/x-pdf": PDF, "application/acrobat": PDF, "text/pdf": PDF}
logging.getLogger("pypdf").setLevel(logging.ERROR)
"""It warns of each oddity that it mends, and a crawl meets thousands."""
_EXTENSION = re.compile(rf"\.({'|'.join(_BY_EXTENSION)})(?=$|[?&#])", re.IGNORECASE)


class UnreadableDocument(Exception):
    """A document that is broken, cut short, encrypted or too large; says which in one English sentence."""


class DocumentLink(NamedTuple):
    href: str
    """As written."""
    text: str = ""
    """The words that are linked, at most 200 characters; PDF does not say which they are."""
    page: int = 0
    """From 1, in PDF and presentations; 0 where there are no pages, or none is known."""


def media_type_of(url: str, content_type: str, start: bytes) -> str:
    """Which of `MEDIA_TYPES` a file is; empty for none of them.

    A server that names no kind ("octet-stream", "zip") is overlooked: then the file's first bytes and the extension in
    its address tell. `start` may be empty where the bytes are not known yet.
    """
    media = content_type.partition(";")[0].strip().lower()
    media = _OTHER_NAMES.get(media, media)
    if media not in _SAY_NOTHING:
        return media if media in MEDIA_TYPES else ""
    named = _EXTENSION.findall(unquote(url[-2000:]))
    by_name = _BY_EXTENSION[named[-1].lower()] if named else ""
    if not start:
        return by_name
    if b"%PDF-" in start[:1024]:
        return PDF
    if not start.startswith(b"PK\x03\x04"):
        return ""
    # ODF 1.2 part 3, 3.3: the first file of the package is "mimetype", which is not compressed.
    told = start[38:138].partition(b"PK")[0].decode("latin-1") if start[30:38] == b"mimetype" else ""
    return told if told in MEDIA_TYPES else by_name if by_name != PDF else ""


def document_links(
    body: bytes, media_type: str, *, seconds: float = 10, clock: Callable[[], float] = time.monotonic
) -> list[DocumentLink]:
    """The hyperlinks of a document of one of `MEDIA_TYPES`, in its order, 20,000 at most; none to places in itself.

    Reads 2,000 pages of a PDF, unpacks 50 MB of a package, and stops with what it has after so many `seconds` by
    `clock`. Raises UnreadableDocument.
    """
    if media_type not in MEDIA_TYPES:
        raise UnreadableDocument("It is none of the kinds of document that are read.")
    ends = clock() + seconds
    read = _in_pdf if media_type == PDF else _in_odf if media_type.startswith(_ODF) else _in_ooxml
    try:
        found = (link for link in read(body, lambda: clock() >= ends) if link.href and not link.href.startswith("#"))
        return list(islice(found, MOST_LINKS))
    except UnreadableDocument:
        raise
    except Exception as error:
        # Parsers of such formats meet broken input with exceptions of any kind.
        raise UnreadableDocument(f"It is broken: {type(error).__name__}.") from error


_Late = Callable[[], bool]


# PDF (ISO 32000-2, 12.6.4.8: URI actions of link annotations)


def _in_pdf(body: bytes, is_late: _Late) -> Iterator[DocumentLink]:
    if b"%PDF-" not in body[:1024]:
        raise UnreadableDocument("It is no PDF file.")
    if b"%%EOF" not in body[-4096:]:
        raise UnreadableDocument("It is cut short: the end of the PDF file is missing.")
    reader = pypdf.PdfReader(BytesIO(body), strict=False)
    if reader.is_encrypted and not reader.decrypt(""):
        raise UnreadableDocument("It is encrypted, and opens with a password only.")
    for number, page in enumerate(islice(reader.pages, MOST_PAGES), 1):
        if is_late():
            return
        annotations = page.get("/Annots")
        annotations = annotations.get_object() if annotations is not None else None
        if isinstance(annotations, ArrayObject):
            for annotation in islice(annotations, MOST_LINKS):
                yield from _of_annotation(annotation.get_object(), number)


def _of_annotation(annotation: Any, page: int) -> Iterator[DocumentLink]:
    if not isinstance(annotation, DictionaryObject) or annotation.get("/Subtype") != "/Link":
        return
    action = annotation.get("/A")
    action = action.get_object() if action is not None else None
    if isinstance(action, DictionaryObject) and action.get("/S") == "/URI" and (uri := action.get("/URI")) is not None:
        words = annotation.get("/Contents")
        yield DocumentLink(_text(uri.get_object()), _short(_text(words.get_object())) if words else "", page)


def _text(value: object) -> str:
    if isinstance(value, bytes):
        try:
            return value.decode().strip()
        except UnicodeDecodeError:
            return value.decode("big5hkscs", "replace").strip()
    return value.strip() if isinstance(value, str) else ""


def _short(text: str) -> str:
    return " ".join(text.split())[:LONGEST_TEXT]


# Packages: zip files of XML


class _Package:
    def __init__(self, body: bytes, is_late: _Late) -> None:
        if body.startswith(b"\xd0\xcf\x11\xe0"):
            raise UnreadableDocument("It is encrypted with a password, or an older file under a newer name.")
        try:
            self._zip = zipfile.ZipFile(BytesIO(body))
        except zipfile.BadZipFile as error:
            raise UnreadableDocument("It is broken or cut short: the package cannot be opened.") from error
        self.names = frozenset(self._zip.namelist())
        self._left, self._is_late = MOST_UNPACKED, is_late

    def read(self, name: str) -> bytes:
        if name not in self.names:
            return b""
        with self._zip.open(name) as part:
            content = part.read(self._left + 1)
        self._left -= len(content)
        if self._left < 0:
            raise UnreadableDocument("It unpacks to more than 50 MB.")
        return content

    def elements(self, name: str) -> Iterator[Element]:
        """Those of one part, whole or not at all; none once it is late."""
        if self._is_late():
            return
        is_whole = False
        for count, element in enumerate(elements(self.read(name), MOST_UNPACKED)):
            if count % 10_000 == 9_999 and self._is_late():
                return
            is_whole = not element.parent
            yield element
        if not is_whole:
            raise UnreadableDocument(f"It is broken: {basename(name)} ends early.")


def _in_odf(body: bytes, is_late: _Late) -> Iterator[DocumentLink]:
    package = _Package(body, is_late)
    if b"encryption-data" in package.read("META-INF/manifest.xml"):
        raise UnreadableDocument("It is encrypted, and opens with a password only.")
    if "content.xml" not in package.names:
        raise UnreadableDocument("It is broken: content.xml is missing.")
    for part in ("content.xml", "styles.xml"):
        if part in package.names:
            for element in package.elements(part):
                href = element.attributes.get("href", "").strip()
                if element.name == "a" and href:
                    # ODF 1.2 part 3, 3.7: "../" leads out of the package, into the folder that holds the file.
                    yield DocumentLink(href.removeprefix("../"), _short(element.text))


_RELATIONS = re.compile(r"(?:word|xl|ppt)/(?:[\w-]+/)?_rels/[^/]+\.rels")
_SLIDE = re.compile(r"ppt/slides/slide(\d{1,6})\.xml")


def _in_ooxml(body: bytes, is_late: _Late) -> Iterator[DocumentLink]:
    package = _Package(body, is_late)
    if "[Content_Types].xml" not in package.names:
        raise UnreadableDocument("It is broken: its table of contents is missing.")
    relations = sorted(filter(_RELATIONS.fullmatch, package.names), key=_in_order)
    for name in relations[:MOST_PARTS]:
        targets = {
            element.attributes.get("Id", ""): element.attributes.get("Target", "").strip()
            for element in package.elements(name)
            if element.attributes.get("TargetMode") == "External"
            and element.attributes.get("Type", "").endswith("/hyperlink")
        }
        if targets:
            part = join(dirname(dirname(name)), basename(name).removesuffix(".rels"))
            slide = _SLIDE.fullmatch(part)
            words = _words(package, part)
            page = int(slide[1]) if slide else 0
            yield from (DocumentLink(href, words.get(id, ""), page) for id, href in targets.items())


def _in_order(name: str) -> tuple[str, bool, int, str]:
    """The body before foot notes, slide 2 before slide 10."""
    number = re.search(r"(\d{1,9})\.xml\.rels$", name)
    return dirname(name), not name.endswith("/document.xml.rels"), int(number[1]) if number else 0, name


def _words(package: _Package, part: str) -> dict[str, str]:
    """What is linked, by the relation's id."""
    words: dict[str, str] = {}
    pending: list[str] = []
    for element in package.elements(part) if part in package.names else ():
        id = element.attributes.get("id", "")
        if element.name == "hyperlink" and id:
            words.setdefault(id, _short(element.text or element.attributes.get("display", "")))
        elif element.name == "hlinkClick" and id:
            pending.append(id)
        elif element.name == "r" and pending:
            for one in pending:
                words.setdefault(one, _short(element.text))
            pending.clear()
    return words
