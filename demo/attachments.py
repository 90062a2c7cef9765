"""Real small files for visitors to download, and pictures to look at, made by code."""

from __future__ import annotations

import io
import math
import random
import re
import struct
import zipfile
import zlib
from collections.abc import Callable
from datetime import date
from functools import cache
from html import escape

media_types = {
    "csv": "text/csv; charset=utf-8",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "odt": "application/vnd.oasis.opendocument.text",
    "pdf": "application/pdf",
    "png": "image/png",
    "txt": "text/plain; charset=utf-8",
}


@cache
def attachment(name: str, link: str = "") -> bytes:
    """A file of the kind that its name's ending says, with its own name as its text. KeyError for other endings.

    `link`: where a hyperlink in it leads; PDF and ODT alone can have one.
    """
    title, _, ending = name.rpartition(".")
    if link:
        return linking_makers[ending.lower()](title, link)
    return makers[ending.lower()](title)


def saved_on(title: str) -> date | None:
    """The day (民國) in a file's name, on which it was also saved: 31_1040414_低收入戶申請表."""
    found = re.search(r"_(\d{3})(\d\d)(\d\d)_", title)
    return date(int(found[1]) + 1911, int(found[2]), int(found[3])) if found else None


def pdf(title: str, link: str = "") -> bytes:
    text = title.encode("utf-16-be").hex().upper()
    drawing = f"BT /F1 18 Tf 72 760 Td <{text}> Tj ET".encode()
    annotation = (
        b" /Annots [ << /Type /Annot /Subtype /Link /Rect [72 750 523 785] /Border [0 0 1]"
        b" /A << /Type /Action /S /URI /URI (%s) >> >> ]" % link.encode("ascii")
    )
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R /Lang (zh-Hant-TW) >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        b" /Resources << /Font << /F1 5 0 R >> >>%s >>" % (annotation if link else b""),
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(drawing), drawing),
        b"<< /Type /Font /Subtype /Type0 /BaseFont /MSung-Light /Encoding /UniCNS-UTF16-H /DescendantFonts [6 0 R] >>",
        b"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /MSung-Light /FontDescriptor 7 0 R"
        b" /CIDSystemInfo << /Registry (Adobe) /Ordering (CNS1) /Supplement 0 >> >>",
        b"<< /Type /FontDescriptor /FontName /MSung-Light /Flags 6 /FontBBox [-160 -249 1015 1071]"
        b" /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>",
    ]
    saved = saved_on(title)
    if saved:
        objects.append(b"<< /Producer (Writer) /ModDate (D:%s093000+08'00') >>" % f"{saved:%Y%m%d}".encode())
    out = bytearray(b"%PDF-1.5\n")
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    info = b" /Info %d 0 R" % len(objects) if saved else b""
    out += b"trailer\n<< /Size %d /Root 1 0 R%s >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, info, table)
    return bytes(out)


def open_document(kind: str, title: str, body: str) -> bytes:
    media_type = media_types[{"text": "odt", "spreadsheet": "ods"}[kind]]
    spaces = " ".join(
        f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{prefix}:1.0"' for prefix in ("office", "text", "table")
    )
    spaces += ' xmlns:xlink="http://www.w3.org/1999/xlink"'
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<office:document-content {spaces} office:version="1.3">'
        f"<office:body><office:{kind}>{body}</office:{kind}></office:body></office:document-content>"
    )
    manifest = (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.3">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{media_type}"/>'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
    )
    members = {"mimetype": media_type, "content.xml": content, "META-INF/manifest.xml": manifest}
    if saved := saved_on(title):
        members["meta.xml"] = (
            '<?xml version="1.0" encoding="UTF-8"?>\n<office:document-meta '
            'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
            'xmlns:dc="http://purl.org/dc/elements/1.1/" office:version="1.3">'
            f"<office:meta><dc:date>{saved}T09:30:00</dc:date></office:meta></office:document-meta>"
        )
    return zipped(members)


def odt(title: str, link: str = "") -> bytes:
    body = f"<text:h text:outline-level='1'>{escape(title)}</text:h>"
    if link:
        body += f'<text:p><text:a xlink:type="simple" xlink:href="{escape(link)}">線上填寫</text:a></text:p>'
    return open_document("text", title, body)


def ods(title: str) -> bytes:
    cell = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
    rows = [(title, "件數"), ("禾湖市", "128"), ("東埤鄉", "46")]
    lines = "".join(
        f"<table:table-row>{''.join(cell.format(escape(c)) for c in row)}</table:table-row>" for row in rows
    )
    return open_document("spreadsheet", title, f'<table:table table:name="統計">{lines}</table:table>')


def docx(title: str) -> bytes:
    package = "http://schemas.openxmlformats.org/package/2006"
    word = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    schema = "http://schemas.openxmlformats.org"
    return zipped(
        {
            "[Content_Types].xml": f'<Types xmlns="{package}/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/word/document.xml" ContentType="{word}"/></Types>',
            "_rels/.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" '
            f'Type="{schema}/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/>'
            "</Relationships>",
            "word/document.xml": f'<w:document xmlns:w="{schema}/wordprocessingml/2006/main"><w:body><w:p><w:r>'
            f"<w:t>{escape(title)}</w:t></w:r></w:p></w:body></w:document>",
        }
    )


def csv(title: str) -> bytes:
    return f"鄉鎮市,件數\r\n禾湖市,128\r\n東埤鄉,46\r\n{title},174\r\n".encode("utf-8-sig")


def txt(title: str) -> bytes:
    return f"{title}\r\n".encode()


def zipped(members: dict[str, str]) -> bytes:
    """A zip whose bytes are the same every time; the first member is stored plain, as OpenDocument asks of mimetype."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for number, (name, text) in enumerate(members.items()):
            entry = zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED if number else zipfile.ZIP_STORED
            archive.writestr(entry, text)
    return out.getvalue()


def png(name: str) -> bytes:
    """A landscape of the county, 480 by 270 pixels: sky, sun, hills, lake and fields; each name has its own."""
    width, height = 480, 270
    chance = random.Random(name)
    sky = chance.choice(
        [((250, 222, 190), (160, 196, 220)), ((214, 234, 244), (120, 176, 214)), ((252, 230, 214), (206, 160, 176))]
    )
    hills = [(138, 164, 158), (96, 138, 122), (62, 108, 92)]
    waves = [(chance.uniform(60, 130), chance.uniform(0, 6), chance.uniform(10, 26)) for _ in hills]
    shore = height * chance.uniform(0.6, 0.7)
    sun = chance.randrange(60, width - 60), chance.randrange(40, 90), chance.randrange(18, 30)
    field = chance.choice([(196, 178, 86), (128, 164, 74), (172, 190, 96)])
    rows = bytearray()
    tops = [
        [
            shore - 70 + 34 * layer + size * math.sin(x / length + phase) - 12 * math.sin(x / 31 + phase * 2)
            for x in range(width)
        ]
        for layer, (length, phase, size) in enumerate(waves)
    ]
    for y in range(height):
        rows.append(0)
        share = min(1.0, y / shore)
        air = tuple(int(high * (1 - share) + low * share) for high, low in zip(sky[1], sky[0], strict=True))
        for x in range(width):
            colour = air
            if (x - sun[0]) ** 2 + (y - sun[1]) ** 2 < sun[2] ** 2:
                colour = (255, 246, 222)
            for top, hill in zip(tops, hills, strict=True):
                if y > top[x]:
                    colour = hill
            if y > shore:
                ripple = 10 if (y + int(6 * math.sin(x / 23))) % 9 < 2 else 0
                colour = (104 + ripple, 158 + ripple, 186 + ripple)
            bank = height - 44 + 9 * math.sin(x / 70 + waves[0][1])
            if y > bank:
                furrow = 18 if int((x - width / 2) * 60 / (y - bank + 30)) % 9 < 2 else 0
                colour = (field[0] - furrow, field[1] - furrow, field[2] - furrow)
            rows += bytes(colour)
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(bytes(rows), 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
        for kind, content in chunks
    )


makers: dict[str, Callable[[str], bytes]] = {
    "csv": csv,
    "docx": docx,
    "ods": ods,
    "odt": odt,
    "pdf": pdf,
    "png": png,
    "txt": txt,
}
linking_makers: dict[str, Callable[[str, str], bytes]] = {"odt": odt, "pdf": pdf}
