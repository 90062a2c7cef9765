"""Which part of a page an element stands in: by landmarks, roles, and what id and class call it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from selectolax.lexbor import LexborNode

from records.facts import Region

_BY_TAG = {
    "nav": Region.MENU,
    "aside": Region.MENU,
    "header": Region.HEADER,
    "footer": Region.FOOTER,
    "main": Region.MAIN,
}
_BY_ROLE = {
    "navigation": Region.MENU,
    "menu": Region.MENU,
    "menubar": Region.MENU,
    "complementary": Region.MENU,
    "search": Region.HEADER,
    "banner": Region.HEADER,
    "contentinfo": Region.FOOTER,
    "main": Region.MAIN,
}
_WHOLE = "(?:(?:site|page|top|main|base|global|fix|web|the)-?)?"
_PART = "(?:-?(?:wrapper|wrap|area|box|block|inner|container|content|top|bottom|main|bar|row|left|right|[0-9]++))*+"
_NAMES = {
    Region.FOOTER: rf"{_WHOLE}(?:foot|footer|fatfooter|copyright){_PART}",
    Region.HEADER: rf"{_WHOLE}(?:head|header|banner|topbar){_PART}",
    Region.MENU: r"[a-z0-9-]*menu[a-z0-9-]*|(?:[a-z0-9]+-)*nav(?:-[a-z0-9]+)*|navbar[a-z-]*|navigation"
    r"|breadcrumbs?|path|side|side-?bar[a-z-]*|toplink",
    Region.MAIN: r"main-?(?:content)?|page-?content|contents?(?:-?(?:area|wrap|wrapper|main))?|article|cp",
}
_BY_NAME = re.compile("|".join(f"(?P<{region}>{names})" for region, names in _NAMES.items()))


def region_of(node: LexborNode, known: dict[int, Region | None]) -> Region:
    """The region of an element. `known` remembers what was found for one tree; begin with an empty one.

    A menu in the footer is footer; a header or footer inside the main part belongs to the main part, as in HTML-AAM.
    """
    return _region(node, known) or Region.MAIN


def own_region(tag: str | None, attributes: Mapping[str, str | None]) -> Region | None:
    """What an element's own tag, role, id and class say of its region, if anything."""
    role = attributes.get("role")
    if role and (named := _BY_ROLE.get(role.strip().lower())):
        return named
    if tag is not None and (named := _BY_TAG.get(tag)):
        return named
    for name in (attributes.get("id"), *(attributes.get("class") or "").split()):
        if name and (named := _named(name)):
            return named
    return None


def region_along(path: Iterable[tuple[str, Mapping[str, str | None]]]) -> Region:
    """The region of what stands at the end of a path of (tag, attributes), from the outermost element inwards."""
    region: Region | None = None
    for tag, attributes in path:
        if tag in CONTAINERS:
            region = nested(region, own_region(tag, attributes))
    return region or Region.MAIN


@lru_cache(maxsize=4096)
def _named(name: str) -> Region | None:
    match = _BY_NAME.fullmatch(name[:80].lower().replace("_", "-"))
    return Region(match.lastgroup or "") if match else None


def nested(outer: Region | None, own: Region | None) -> Region | None:
    """The region of an element that calls itself `own` and stands in `outer`."""
    if own is None or outer is Region.FOOTER:
        return outer
    if outer is Region.MAIN and own in (Region.HEADER, Region.FOOTER):
        return Region.MAIN
    return own


CONTAINERS = frozenset(
    ("nav", "aside", "header", "footer", "main", "div", "section", "article", "ul", "ol", "dl", "table", "td", "form")
)
"""Elements whose own name says what stands in them."""
_TOPS = frozenset(("body", "head", "html"))


def _region(node: LexborNode, known: dict[int, Region | None]) -> Region | None:
    climbed: list[LexborNode] = []
    region: Region | None = None
    at = node.parent
    while at is not None and (tag := at.tag) not in _TOPS:
        if tag in CONTAINERS:
            if at.mem_id in known:
                region = known[at.mem_id]
                break
            climbed.append(at)
        at = at.parent
    for inner in reversed(climbed):
        region = nested(region, own_region(inner.tag, inner.attributes))
        known[inner.mem_id] = region
    return region
