"""A number of what a page is and how it looks, whatever its counters and tokens: while it lasts, an audit holds."""

from __future__ import annotations

import hashlib
import re
from typing import Final

from crawler.extract.tree import Tree

_NUMBER: Final = re.compile(r"\d+")
_TOKEN: Final = re.compile(r"[\w+/=-]{24,}", re.ASCII)
_EXACT: Final = frozenset(("style", "class", "role", "type", "lang", "alt", "title", "tabindex", "width", "height",
                           "color", "bgcolor", "size", "colspan", "rowspan", "scope", "dir", "hidden"))  # fmt: skip
"""Attributes of which every digit counts."""
_IDLE: Final = frozenset(("nonce", "integrity", "value", "content"))
"""Attributes whose values no visitor meets, or that a visitor writes."""


def looks_of(tree: Tree) -> int:
    """A signed 64-bit number; the same for two pages that differ in digits of their words and in tokens alone."""
    said = hashlib.blake2b(digest_size=8)
    for node in tree.root.traverse(include_text=True) if tree.root is not None else ():
        tag = node.tag or ""
        if tag == "-text":
            within = node.parent.tag if node.parent is not None else ""
            words = node.text_content or ""
            said.update((words if within == "style" else _NUMBER.sub("#", _TOKEN.sub("#", words))).strip().encode())
        elif not tag.startswith(("-", "!")):
            said.update(f"<{tag}".encode())
            for name, value in sorted(node.attributes.items()):
                if name not in _IDLE:
                    said.update(f" {name}={_attribute(name, value or '')}".encode("utf-8", "replace"))
    return int.from_bytes(said.digest(), "big", signed=True)


def _attribute(name: str, value: str) -> str:
    if name in _EXACT or name.startswith("aria-"):
        return value
    return _NUMBER.sub("#", _TOKEN.sub("#", value))
