"""Places in a page that a fragment ("#x") can name
(https://html.spec.whatwg.org/multipage/browsing-the-web.html#scrolling-to-a-fragment)."""

from __future__ import annotations

import re
from collections.abc import Collection
from urllib.parse import unquote

from crawler.extract.tree import Tree

_NAMED = "a[name], map[name], area[name], img[name], form[name], object[name], embed[name], iframe[name], applet[name]"
"""The standard knows but `<a name>`; a browser of old went to others as well."""
_STATE = re.compile(r"[?&]?[^=&\s]{1,60}=.*", re.DOTALL)


def anchors(tree: Tree) -> frozenset[str]:
    """The ids of all elements, and the names of those that had names before there were ids."""
    ids = (node.attributes.get("id") for node in tree.css("[id]"))
    names = (node.attributes.get("name") for node in tree.css(_NAMED))
    return frozenset(filter(None, (*ids, *names)))


def names_a_place(fragment: str) -> bool:
    """Whether a fragment is meant for an element of the page.

    It is not where it is empty or "top", an application's route ("!/x", "/x"), or parameters for an application or for
    what shows a PDF (RFC 8118: "page=3&zoom=100", "tab=2").
    """
    if not fragment or fragment.lower() == "top" or fragment.startswith(("!", "/")):
        return False
    return not _STATE.fullmatch(fragment)


def has_anchor(found: Collection[str], fragment: str) -> bool:
    """Whether a browser finds the place: it looks for the fragment as written, then percent-decoded.

    `fragment` may be either; an element's id may itself be percent-encoded.
    """
    if fragment in found or ("%" in fragment and unquote(fragment) in found):
        return True
    return any("%" in name and unquote(name) == fragment for name in found)
