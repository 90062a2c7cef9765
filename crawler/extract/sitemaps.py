"""Sitemaps and sitemap indexes (https://www.sitemaps.org/protocol.html)."""

from __future__ import annotations

import re
import zlib
from collections.abc import Mapping
from itertools import islice
from typing import NamedTuple

from crawler.extract.xml_elements import elements

LARGEST = 50 * 1024 * 1024
"""Bytes once unpacked: the protocol's own limit."""
MOST_ADDRESSES = 50_000
"""The protocol's own limit."""

_END = re.compile(rb"</(?:[\w.-]+:)?(?:urlset|sitemapindex)\s*>")
"""Where it is lacking, the file was cut short."""
_ADDRESS = re.compile(rb"[Hh][Tt][Tt][Pp][Ss]?://\S+")


class Sitemap(NamedTuple):
    addresses: tuple[str, ...] = ()
    """Of pages, as written."""
    sitemaps: tuple[str, ...] = ()
    """Of further sitemaps, as written."""
    is_cut: bool = False
    """Whether a limit bit, so that the rest was left unread."""
    lastmods: Mapping[str, str] = {}
    """When pages are said to have been changed last, as written, by their addresses."""


def read_sitemap(body: bytes, most: int = MOST_ADDRESSES) -> Sitemap:
    """Read a sitemap or a sitemap index: XML, plain text with an address a line, either of them gzipped.

    Never raises: what is no sitemap has no addresses, and a broken one has those before the break.
    """
    content, is_cut = _unpacked(body)
    start = content.lstrip(b"\xef\xbb\xbf \t\r\n")[:9].lower()
    if not start.startswith(b"<"):
        return _of_text(content, most, is_cut)
    if start.startswith((b"<!doctype", b"<html")):
        return Sitemap()
    return _of_xml(content, most, is_cut)


def _unpacked(body: bytes) -> tuple[bytes, bool]:
    if not body.startswith(b"\x1f\x8b"):
        return body[:LARGEST], len(body) > LARGEST
    unpacker = zlib.decompressobj(wbits=31)
    try:
        content = unpacker.decompress(body, LARGEST)
    except zlib.error:
        return b"", True
    return content, bool(unpacker.unconsumed_tail)


def _of_text(content: bytes, most: int, is_cut: bool) -> Sitemap:
    starting = (found for found in _ADDRESS.finditer(content) if _starts_line(content, found.start()))
    addresses = [found[0].decode("utf-8", "replace") for found in islice(starting, most + 1)]
    return Sitemap(tuple(addresses[:most]), (), is_cut or len(addresses) > most)


def _starts_line(content: bytes, at: int) -> bool:
    near = content[max(at - 100, 0) : at]
    return not near.rpartition(b"\n")[2].strip(b"\xef\xbb\xbf \t")


def _of_xml(content: bytes, most: int, is_cut: bool) -> Sitemap:
    found: dict[str, list[str]] = {"url": [], "sitemap": []}
    count = 0
    here = {"loc": "", "lastmod": ""}
    lastmods: dict[str, str] = {}
    for element in elements(content):
        address = element.text.strip()
        if element.parent == "url" and element.name in here:
            here[element.name] = address[:2000]
        elif element.name == "url":
            if here["loc"] and here["lastmod"]:
                lastmods[here["loc"]] = here["lastmod"]
            here = {"loc": "", "lastmod": ""}
        if element.name == "loc" and element.parent in found and address:
            if count == most:
                return Sitemap(tuple(found["url"]), tuple(found["sitemap"]), True, lastmods)
            found[element.parent].append(address)
            count += 1
    is_cut = is_cut or (count > 0 and not _END.search(content[-1000:]))
    return Sitemap(tuple(found["url"]), tuple(found["sitemap"]), is_cut, lastmods)
