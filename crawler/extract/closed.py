"""Buttons and pictures by which a page says that it is over: a visitor sees them, though they are no text."""

from __future__ import annotations

import re
from typing import Final

from selectolax.lexbor import LexborNode

from crawler.extract.tree import Tree

MOST_CONTROLS: Final = 500
MOST_ABOVE: Final = 200
"""Elements around one that are looked at."""
LONGEST_WORDS: Final = 30
"""Characters; a longer one is no mark."""

_CONTROLS: Final = "button, input[type=button], input[type=submit], img[alt]"
_SAYS_OVER: Final = re.compile(
    r"已(?:經)?(?:截止|額滿|結束)(?!後|時|者)|(?:報名|申請|受理|收件)(?:截止|額滿)(?![日時期後])"
)
_ELSEWHERE: Final = frozenset(("a", "aside", "footer", "header", "nav"))


def closed_controls(tree: Tree) -> str:
    """The words of the one button or picture by which a page says 已截止, 已額滿 or 已結束; "" where there is none.

    None either where several say so, for they speak of the entries of a list, nor in links, menus, headers, footers.
    """
    said = [
        words
        for node in tree.css(_CONTROLS)[:MOST_CONTROLS]
        if (words := _words(node)) and len(words) <= LONGEST_WORDS and _SAYS_OVER.search(words)
        if not _is_elsewhere(node)
    ]
    return said[0] if len(said) == 1 else ""


def _words(node: LexborNode) -> str:
    if node.tag == "button":
        return " ".join(node.text().split())
    return " ".join((node.attributes.get("alt" if node.tag == "img" else "value") or "").split())


def _is_elsewhere(node: LexborNode) -> bool:
    above = node.parent
    for _ in range(MOST_ABOVE):
        if above is None:
            return False
        if above.tag in _ELSEWHERE:
            return True
        above = above.parent
    return True
