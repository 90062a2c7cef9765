"""References of a page: everything in it that makes a browser, or a visitor, go and fetch something else."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import islice
from urllib.parse import unquote

from selectolax.lexbor import LexborNode

from crawler.extract.addresses import Elsewhere, Malformed, Target, resolve
from crawler.extract.regions import region_of
from crawler.extract.source_lines import SourceLines
from crawler.extract.stylesheet import addresses_in
from crawler.extract.tree import Tree, parsed
from records.answers import Place
from records.facts import Region

LONGEST_TEXT = 200
LONGEST_SNIPPET = 500
MOST_ASKED = 20
"""References to one target that are asked for words, while none has any."""


@dataclass(slots=True)
class Found:
    """A reference as it stands in the page. The same place of a target by the same kind of element is found once."""

    href: str
    """As written."""
    target: Target | Malformed | Elsewhere
    element: str
    """The tag; "stylesheet", "icon", "alternate"… for `<link>`; "css", "onclick", "og" (a picture for social media),
    "cite", "longdesc" and "background" for what stands there."""
    text: str
    """The words a visitor sees, or hears where there are none to see: at most 200 characters, blanks squeezed."""
    region: Region
    ordinal: int
    """Which of the page's references it is, from 0: names it to `place_of`."""
    count: int = 1
    """How many times the page has it."""


def links(html: str | Tree, url: str, encoding: str = "utf-8") -> list[Found]:
    """The references of the page `url`, in the order of the page. Snippets are had from `place_of`, when one is needed.

    What stands in comments, `<template>` and `<noscript>` is no content and not read; "nofollow" is overlooked, for the
    county reads its own sites. `encoding` is the page's.
    """
    tree = parsed(html)
    base = _base(tree, url, encoding)
    regions: dict[int, Region | None] = {}
    found: dict[tuple[object, ...], Found] = {}
    for ordinal, (node, element, href) in enumerate(_references(tree)):
        target = resolve(base, href, encoding)
        key = (href.strip() if type(target) is Elsewhere else target, element)
        before = found.get(key)
        if before is None:
            found[key] = Found(href, target, element, _text(node, element), region_of(node, regions), ordinal)
        else:
            if not before.text and before.count <= MOST_ASKED:
                before.text = _text(node, element)
            before.count += 1
    return list(found.values())


def place_of(html: str | Tree, ordinal: int) -> Place:
    """Where a page's reference stands: a CSS path, its element's HTML (at most 500 characters), and its tag's line.

    The line is 0 where it could not be told, and where a tree is given, which does not know its source.
    Raises IndexError where the page has no such reference.
    """
    found = places_of(html, {ordinal})
    if not found:
        raise IndexError(f"the page has no reference number {ordinal}")
    return found[ordinal]


def places_of(html: str | Tree, ordinals: Collection[int]) -> dict[int, Place]:
    """The same for many references at once, by their numbers; without those that the page has not."""
    tree = parsed(html)
    lines = SourceLines(html, tree) if isinstance(html, str) else None
    wanted = set(ordinals)
    return {
        at: Place(_selector(node), _snippet(node), line=lines.line_of(node) if lines else 0)
        for at, (node, _, _) in enumerate(_references(tree))
        if at in wanted
    }


# The elements, and their attributes that hold addresses

_SOURCES = {
    "a": ("href",),
    "area": ("href",),
    "img": ("src",),
    "source": ("src",),
    "script": ("src",),
    "iframe": ("src",),
    "frame": ("src",),
    "embed": ("src",),
    "object": ("data",),
    "video": ("src", "poster"),
    "audio": ("src",),
    "track": ("src",),
}
_LINK_TYPES = re.compile(
    r"(?<![\w-])(stylesheet|apple-touch-icon|icon|alternate|canonical|next|prev|manifest|modulepreload|preload|prefetch"
    r"|help|license|search|author|start|contents|index|copyright|up|first|last)(?![\w-])",
    re.IGNORECASE,
)
"""Those that name something to fetch; `dns-prefetch`, `preconnect`, `schema.DC`, `profile`… do not."""
_REFRESH = re.compile(r"\s*[\d.]*\s*[;,]?\s*(?:url\s*=)?\s*(['\"]?)(.+?)\1\s*", re.IGNORECASE | re.DOTALL)
_PICTURE = re.compile(r"og:image(?::(?:secure_)?url)?|twitter:image(?::src)?", re.IGNORECASE)
_ABSOLUTE = re.compile(r"https?://", re.IGNORECASE)
_CANDIDATE = re.compile(r"[\s,]*+(\S++)")


_MARKS = (b"onclick", b"style", b"javascript:", b"<svg", b"background", b"cite", b"longdesc")
_SELDOM = "[onclick], [style], style, [href^='javascript:' i], svg, [background], [cite], [longdesc]"
"""Where to look for references in a page that has one of the marks; others are spared the time."""


def _references(tree: Tree) -> Iterator[tuple[LexborNode, str, str]]:
    """Each reference's node, kind of element, and address as written."""
    root = tree.root
    if root is None:
        return
    source = tree.raw_html.lower()
    seldom = {node.mem_id for node in tree.css(_SELDOM)} if any(mark in source for mark in _MARKS) else ()
    has_svg = seldom and b"<svg" in source
    for node in root.traverse():
        tag = node.tag
        if tag in _SOURCES:
            attributes = node.attributes
            for name in _SOURCES[tag]:
                if (href := attributes.get(name)) is not None:
                    yield node, tag, href
            if tag in ("img", "source"):
                yield from ((node, tag, href) for href in _candidates(attributes.get("srcset")))
        elif tag in _READERS:
            yield from ((node, element, href) for element, href in _READERS[tag](node.attributes))
        if seldom and node.mem_id in seldom:
            yield from ((node, element, href) for element, href in _seldom(node))
        if has_svg and tag in _DRAWN:
            yield from ((node, element, href) for element, href in _of_drawn(node))


def _candidates(srcset: str | None) -> Iterator[str]:
    """The addresses of a srcset (https://html.spec.whatwg.org/#parse-a-srcset-attribute)."""
    at = 0
    while srcset and (match := _CANDIDATE.match(srcset, at)):
        yield match[1].rstrip(",")
        at = match.end()
        if not match[1].endswith(","):
            comma = srcset.find(",", at)
            at = comma + 1 if comma >= 0 else len(srcset)


def _of_link(attributes: dict[str, str | None]) -> Iterator[tuple[str, str]]:
    href = attributes.get("href")
    known = _LINK_TYPES.search(attributes.get("rel") or "")
    if known and href is not None:
        yield known[1].lower(), href
    if known and (images := attributes.get("imagesrcset")):
        yield from ((known[1].lower(), image) for image in _candidates(images))


def _of_input(attributes: dict[str, str | None]) -> Iterator[tuple[str, str]]:
    if (attributes.get("type") or "").lower() == "image" and (source := attributes.get("src")) is not None:
        yield "input", source


def _of_form(attributes: dict[str, str | None]) -> Iterator[tuple[str, str]]:
    if (attributes.get("method") or "get").lower() == "get" and (action := attributes.get("action")):
        yield "form", action


def _of_meta(attributes: dict[str, str | None]) -> Iterator[tuple[str, str]]:
    if (attributes.get("http-equiv") or "").strip().lower() != "refresh":
        name = attributes.get("property") or attributes.get("name") or ""
        content = (attributes.get("content") or "").strip()
        if _PICTURE.fullmatch(name.strip()) and _ABSOLUTE.match(content):
            yield "og", content
        return
    match = _REFRESH.fullmatch(attributes.get("content") or "")
    if match and not re.fullmatch(r"[\d.;,\s]*", match[2]):
        yield "meta", match[2]


_READERS = {"link": _of_link, "input": _of_input, "form": _of_form, "meta": _of_meta}


# References that few pages have

_CITING = frozenset(("blockquote", "q", "del", "ins"))
_DRAWN = frozenset(("a", "image", "use"))
_LITERAL = r"(?:'([^'\\\n]+)'|\"([^\"\\\n]+)\")"
_LOCATION = r"(?:(?:window|self|top|parent|document|this)\s*\.\s*)*+location"
_GOING = re.compile(
    r"\s*(?:javascript:\s*)?(?:return\s+|void\s+)?(?:"
    rf"{_LOCATION}(?:\s*\.\s*href)?\s*=\s*{_LITERAL}"
    rf"|{_LOCATION}\s*\.\s*(?:assign|replace)\s*\(\s*{_LITERAL}\s*\)"
    rf"|(?:window\s*\.\s*)?open\s*\(\s*{_LITERAL}\s*(?:,\s*(?:'[^']*+'|\"[^\"]*+\"|\w++)\s*)*+\)"
    r")\s*(?:;\s*)*+(?:return(?:\s+(?:true|false))?\s*;?\s*)?",
    re.IGNORECASE,
)
"""A script that does nothing but go to an address that stands in it."""
LONGEST_SCRIPT = 3_000


def _seldom(node: LexborNode) -> Iterator[tuple[str, str]]:
    attributes = node.attributes
    if (code := attributes.get("onclick")) and (address := _goes_to(code)):
        yield "onclick", address
    if node.tag in ("a", "area") and (address := _goes_to(unquote((attributes.get("href") or "")[:LONGEST_SCRIPT]))):
        yield "onclick", address
    if style := attributes.get("style"):
        yield from (("css", address) for address in addresses_in(style))
    if node.tag == "style":
        yield from (("css", address) for address in addresses_in(node.text()))
    if background := attributes.get("background"):
        yield "background", background
    if node.tag in _CITING and (source := attributes.get("cite")):
        yield "cite", source
    if node.tag in ("img", "iframe", "frame") and (description := attributes.get("longdesc")):
        yield "longdesc", description


def _goes_to(code: str) -> str:
    match = _GOING.fullmatch(code[:LONGEST_SCRIPT])
    return next(filter(None, match.groups()), "").strip() if match else ""


def _of_drawn(node: LexborNode) -> Iterator[tuple[str, str]]:
    """What stands in `<svg>`: links by the older "xlink:href", images, and symbols that are fetched from a file."""
    tag, attributes = node.tag or "", node.attributes
    older = attributes.get("xlink:href")
    href = older if tag == "a" else attributes.get("href", older)
    if href is None or (tag == "a" and "href" in attributes) or (tag == "use" and href.startswith("#")):
        return
    yield tag, href


def _base(tree: Tree, url: str, encoding: str) -> str:
    node = tree.css_first("base[href]")
    target = resolve(url, node.attributes.get("href") or "", encoding) if node is not None else None
    return target.url if isinstance(target, Target) else url


# What a visitor sees of them

_SILENT = frozenset(("stylesheet", "script", "meta", "form", "css", "og", "background", "cite"))
_SPOKEN = ("aria-label", "alt", "title")
MOST_NODES = 300
"""In a link; what is wrapped round half a page is not read to its end."""


def _text(node: LexborNode, element: str) -> str:
    if element in _SILENT:
        return ""
    shown, pictured = _content(node) if element in ("a", "onclick") else ("", "")
    if not shown:
        attributes = node.attributes
        spoken = (" ".join((attributes.get(name) or "").split()) for name in _SPOKEN)
        shown = next(filter(None, spoken), pictured)
        if not shown and element == "onclick":
            shown = " ".join((attributes.get("value") or "").split())
    return shown[:LONGEST_TEXT]


def _content(node: LexborNode) -> tuple[str, str]:
    """The words in a link, and the alternative texts of its images."""
    child = node.first_child
    if child is None:
        return "", ""
    if child.next is None and (only := child.text_content) is not None:
        return " ".join(only.split()), ""
    words: list[str] = []
    pictured: list[str] = []
    for inner in islice(node.traverse(include_text=True), MOST_NODES):
        if text := inner.text_content:
            words.append(text)
        elif alternative := inner.attributes.get("alt"):
            pictured.append(alternative)
    return " ".join("".join(words).split()), " ".join(" ".join(pictured).split())


def _snippet(node: LexborNode) -> str:
    html = node.html or ""
    return html if len(html) <= LONGEST_SNIPPET else html[: LONGEST_SNIPPET - 1] + "…"


_IDENTIFIER = re.compile(r"[A-Za-z_][\w-]*", re.ASCII)


def _selector(node: LexborNode) -> str:
    """A CSS path down from the nearest ancestor with an id."""
    steps: list[str] = []
    at: LexborNode | None = node
    while at is not None and at.tag != "html" and len(steps) < 30:
        identifier = at.attributes.get("id")
        if identifier and _IDENTIFIER.fullmatch(identifier):
            steps.append(f"#{identifier}")
            break
        steps.append(_step(at))
        at = at.parent
    return " > ".join(reversed(steps))


def _step(node: LexborNode) -> str:
    before = after = 0
    sibling = node.prev
    while sibling is not None:
        before += sibling.tag == node.tag
        sibling = sibling.prev
    sibling = node.next
    while sibling is not None and not after:
        after += sibling.tag == node.tag
        sibling = sibling.next
    return f"{node.tag}:nth-of-type({before + 1})" if before or after else node.tag or "*"
