"""What a page says, in one number: two pages that say the same have the same."""

from __future__ import annotations

import hashlib
import re
from functools import lru_cache
from typing import Final
from urllib.parse import unquote, unquote_plus

from crawler.extract.pages import body_text
from crawler.extract.tree import Tree

LONGEST: Final = 200_000
"""Characters of a page's text that count."""
SHORTEST_ECHO: Final = 3

_WITH_DIGITS = re.compile(r"(?<![A-Za-z0-9_-])[A-Za-z_-]*+\d[A-Za-z0-9_-]*+")
"""Dates, counters, names of servers, numbers of requests: they differ each time."""


def signature(tree: Tree, url: str) -> str:
    """16 hexadecimal digits of what a visitor reads on the page at `url`; empty where there is nothing to read.

    Left out is what differs between two answers of the same kind: words with digits, blanks, and the address itself,
    as a whole or in part, which error pages like to repeat.
    """
    text = body_text(tree, LONGEST)[:LONGEST]
    lowered = text.lower()
    for echo in _echoes(url):
        if echo in lowered:
            lowered = re.sub(rf"(?<![a-z0-9]){re.escape(echo)}(?![a-z0-9])", "", lowered)
    said = "".join(_WITH_DIGITS.sub("", lowered).split())
    return hashlib.blake2b(said.encode("utf-8", "replace"), digest_size=8).hexdigest() if said else ""


@lru_cache(maxsize=256)
def _echoes(url: str) -> tuple[str, ...]:
    """Parts of an address as an error page repeats them, the longest first."""
    url = url[:2000]
    before, _, query = url.partition("?")
    host_and_path = before.partition("://")[2]
    path = "/" + host_and_path.partition("/")[2]
    last = path.rstrip("/").rpartition("/")[2]
    values = [value for parameter in query.split("&")[:20] if (value := parameter.partition("=")[2])]
    parts = [
        url,
        before,
        host_and_path,
        f"{path}?{query}" if query else path,
        path,
        path.strip("/"),
        last,
        f"{last}?{query}",
        query,
        *values,
    ]
    spelt = {form.lower() for part in parts for form in (part, unquote(part), unquote_plus(part))}
    return tuple(sorted((form for form in spelt if len(form) >= SHORTEST_ECHO), key=_longest_first))


def _longest_first(form: str) -> tuple[int, str]:
    return -len(form), form
