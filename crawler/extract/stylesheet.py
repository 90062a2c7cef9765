"""Addresses in CSS: what `url()` and `@import` make a browser fetch (https://www.w3.org/TR/css-syntax-3/)."""

from __future__ import annotations

import re
from itertools import islice
from typing import Final

LONGEST: Final = 5_000_000
"""Characters of a style sheet that are read."""
MOST_ADDRESSES: Final = 10_000

_QUOTED = r"\"((?:[^\"\\\n]|\\.)*+)\"|'((?:[^'\\\n]|\\.)*+)'"
_TOKEN = re.compile(
    rf"/\*.*?(?:\*/|\Z)|@namespace[^;{{]*+|@import\s*+(?:{_QUOTED})"
    rf"|(?<![\w-])url\(\s*+(?:{_QUOTED}|((?:[^\s\"'()\\]|\\[0-9a-f]{{1,6}}\s?|\\.)++))\s*+\)"
    r"|\"(?:[^\"\\\n]|\\.)*+\"?|'(?:[^'\\\n]|\\.)*+'?",
    re.IGNORECASE | re.DOTALL,
)
"""What holds an address, and what may only look as if it did: comments, other strings, names of XML vocabularies."""
_ESCAPE = re.compile(r"\\(?:([0-9a-fA-F]{1,6})(?:\r\n|[ \t\r\n\f])?|(\r\n|[\n\r\f])|(.))", re.DOTALL)


def addresses_in(css: str) -> list[str]:
    """The addresses of a style sheet or a style attribute, each once, in its order, as written but for CSS's escapes.

    Left out are data:, and "#…", which names a part of the page itself. Never raises; reads 5,000,000 characters and
    finds 10,000 addresses at most.
    """
    if "(" not in css and "@" not in css:
        return []
    found = (next(filter(None, match.groups()), "") for match in _TOKEN.finditer(css[:LONGEST]))
    written = (_ESCAPE.sub(_unescaped, address).strip() for address in found if address)
    fetched = (address for address in written if address and not address.lower().startswith(("data:", "#")))
    return list(dict.fromkeys(islice(fetched, MOST_ADDRESSES)))


def _unescaped(match: re.Match[str]) -> str:
    if match[1]:
        code = int(match[1], 16)
        return chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd"
    return match[3] or ""
