"""Lists for spreadsheets: CSV that Excel opens in Chinese, and ODS (政府文件標準格式 is ODF)."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from xml.sax.saxutils import escape

from reports.words import clean

Cell = str | int
LONGEST = 2000
"""Characters of one cell."""
FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
"""What a cell must not begin with: a spreadsheet would take what stands behind it for a formula."""

_MIME = "application/vnd.oasis.opendocument.spreadsheet"
_MANIFEST = f"""<?xml version="1.0" encoding="UTF-8"?>
<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.3">
<manifest:file-entry manifest:full-path="/" manifest:version="1.3" manifest:media-type="{_MIME}"/>
<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>
</manifest:manifest>
"""
_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.3">
<office:body><office:spreadsheet><table:table table:name="{name}">
"""
_TAIL = "</table:table></office:spreadsheet></office:body></office:document-content>\n"
_FIXED_TIME = (1980, 1, 1, 0, 0, 0)
"""The same rows give the same bytes."""


def csv_bytes(rows: Iterable[Sequence[Cell]]) -> bytes:
    """UTF-8 with a byte order mark, without which Excel takes it for Big5; no cell is a formula."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    for row in rows:
        writer.writerow([_harmless(_fit(cell)) for cell in row])
    return text.getvalue().encode("utf-8-sig")


def ods_bytes(rows: Iterable[Sequence[Cell]], name: str) -> bytes:
    """A sheet of this name (OpenDocument 1.3); texts are typed as such, so that none is a formula."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(_entry("mimetype", zipfile.ZIP_STORED), _MIME)
        archive.writestr(_entry("META-INF/manifest.xml"), _MANIFEST)
        with archive.open(_entry("content.xml"), "w") as content:
            for piece in _content(rows, name):
                content.write(piece.encode())
    return file.getvalue()


def _content(rows: Iterable[Sequence[Cell]], name: str) -> Iterator[str]:
    yield _HEAD.format(name=escape(clean(name), {'"': "&quot;"}))
    for row in rows:
        yield "<table:table-row>" + "".join(map(_cell, row)) + "</table:table-row>\n"
    yield _TAIL


def _cell(cell: Cell) -> str:
    kind = f'office:value-type="float" office:value="{cell}"' if isinstance(cell, int) else 'office:value-type="string"'
    return f"<table:table-cell {kind}><text:p>{escape(str(_fit(cell)))}</text:p></table:table-cell>"


def _fit(cell: Cell) -> Cell:
    return cell if isinstance(cell, int) else clean(cell, LONGEST)


def _harmless(cell: Cell) -> Cell:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA) else cell


def _entry(name: str, compression: int = zipfile.ZIP_DEFLATED) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _FIXED_TIME)
    entry.compress_type = compression
    return entry
