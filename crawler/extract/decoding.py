"""Bytes to text, as a browser would read them; and by what the bytes say where the page says nothing, or says wrong."""

from __future__ import annotations

from typing import NamedTuple

from w3lib.encoding import html_body_declared_encoding, http_content_type_encoding, read_bom

BIG5 = "big5hkscs"
"""Of Python's codecs the one nearest to the Big5 of browsers (https://encoding.spec.whatwg.org/#big5): it differs in
207 rare signs, cp950 in more than 5,000."""
MOST_BROKEN = 0.1
"""Of the characters beyond ASCII: a page in UTF-8 may hold a few that its server cut in two."""
COMMON = 0.75
"""Share of common characters (Big5's level 1, A4–C6) in what is taken for Big5. In Taiwanese prose it is above 0.97;
Simplified Chinese in GBK read as Big5 stays below."""
SAMPLE = 200_000
"""Bytes that are enough to tell."""


class Decoded(NamedTuple):
    text: str
    encoding: str
    """A Python codec with which the text can be had again: `body.decode(encoding, "replace")`."""


def decode(body: bytes, content_type: str = "") -> Decoded:
    """Read a page's bytes. Never raises.

    In the order of the HTML standard: byte order mark, charset of the HTTP header, of the page's own `<meta>`, and last
    the bytes themselves. A declared charset is overruled only where the bytes disprove it: UTF-8 that is not
    well-formed and reads well as Big5, and another charset over bytes that are well-formed UTF-8.
    """
    by_mark = {"utf-8": "utf-8-sig", "utf-16-le": "utf-16", "utf-16-be": "utf-16"}
    marked, _ = read_bom(body)
    if marked in by_mark:
        return _read(body, by_mark[marked])
    declared = http_content_type_encoding(content_type) or html_body_declared_encoding(body)
    if declared in ("utf-16", "utf-32", "utf-16-le", "utf-16-be", None):
        # A <meta> that can be read says UTF-16 in vain: the standard takes it for UTF-8.
        declared = ""
    if body.isascii() and declared:
        return _read(body, declared)
    try:
        return Decoded(body.decode(), "utf-8")
    except UnicodeDecodeError:
        return _read(body, declared if declared and declared != "utf-8" else _detected(body[:SAMPLE], bool(declared)))


def _read(body: bytes, encoding: str) -> Decoded:
    try:
        return Decoded(body.decode(encoding, "replace"), encoding)
    except (LookupError, UnicodeError):
        return Decoded(body.decode("utf-8", "replace"), "utf-8")


def _detected(sample: bytes, is_declared_utf8: bool) -> str:
    if _broken_share(sample, "utf-8") <= MOST_BROKEN:
        return "utf-8"
    if _broken_share(sample, BIG5) <= MOST_BROKEN and _common_share(sample) >= COMMON:
        return BIG5
    if not is_declared_utf8 and _broken_share(sample, "gb18030") <= MOST_BROKEN:
        return "gb18030"
    return "utf-8"


def _broken_share(sample: bytes, encoding: str) -> float:
    foreign = [character for character in sample.decode(encoding, "replace") if character > "\x7f"]
    return foreign.count("\ufffd") / len(foreign) if foreign else 0.0


def _common_share(sample: bytes) -> float:
    leads = common = at = 0
    while at + 1 < len(sample):
        if 0x81 <= sample[at] <= 0xFE and sample[at + 1] >= 0x40:
            leads += 1
            common += 0xA1 <= sample[at] <= 0xC6
            at += 1
        at += 1
    return common / leads if leads else 0.0
