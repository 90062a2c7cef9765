"""How what a page says is kept in the database: JSON, compressed."""

from __future__ import annotations

import zlib

from pydantic import TypeAdapter

from records.facts import Content

_CONTENT = TypeAdapter(Content)


def packed(content: Content) -> bytes:
    return zlib.compress(_CONTENT.dump_json(content, exclude_defaults=True), 1)


def unpacked(said: bytes) -> Content:
    return _CONTENT.validate_json(zlib.decompress(said))
