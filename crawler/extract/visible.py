"""The text of a page as a visitor sees it, in one string, and what stands where in it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from selectolax.lexbor import LexborNode

from crawler.extract.date_labels import CLOCKS, ITEMS, OTHERS
from crawler.extract.regions import nested, own_region
from crawler.extract.tree import Tree
from records.facts import Region

HARD = "\x02"
"""In the text, the end of a table's row, a list, a section: what stands before it does not speak of what follows."""

_SKIPPED = frozenset(
    """audio button canvas del iframe math noscript object option s script select strike style svg template textarea
    video""".split()  # noqa: SIM905
)
"""Struck-out text (del, s) is there to be seen as withdrawn."""
_BLOCKS = frozenset(
    """address article aside blockquote body br caption center dd details dialog dir div dl dt fieldset figcaption
    figure footer form h1 h2 h3 h4 h5 h6 header hr li main menu nav ol p pre section summary table tbody td tfoot th
    thead tr ul""".split()  # noqa: SIM905
)
_HARD_BLOCKS = frozenset(
    "article aside dl footer header main nav ol section table tbody thead tr ul".split()  # noqa: SIM905
)
_LANDMARKS = frozenset(("aside", "footer", "header", "main", "nav"))
_TOLD_BY_NAME = frozenset("article aside div dl footer form header li main nav ol section table td ul".split())  # noqa: SIM905
_READ = _TOLD_BY_NAME | {"a", "b", "em", "i", "label", "p", "span", "strong", "time", "tr"}
"""Elements whose attributes are worth the time to read them."""


class _Kind(NamedTuple):
    """What is known of a tag before its element is looked at."""

    is_skipped: bool
    is_read: bool
    is_block: bool
    is_hard: bool
    is_landmark: bool
    is_told: bool
    is_item: bool


class _Kinds(dict[str, _Kind]):
    def __missing__(self, tag: str) -> _Kind:
        kind = _Kind(
            tag in _SKIPPED or tag[0] == "-", tag in _READ, tag in _BLOCKS, tag in _HARD_BLOCKS, tag in _LANDMARKS,
            tag in _TOLD_BY_NAME, tag in ("li", "tr", "article"),
        )  # fmt: skip
        if len(self) < 500:
            self[tag] = kind
        return kind


_KINDS = _Kinds()
LONGEST_CLOCK = 120
"""Characters of an element, blanks included, that shows no more than the reader's own day."""
_HIDDEN_STYLE = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|text-decoration(?:-line)?\s*:[^;]{0,40}line-through", re.IGNORECASE
)
_NOTHING: Mapping[str, str | None] = {}


@dataclass(slots=True)
class Element:
    """An element of the page, and the stretch of the visible text that it holds."""

    tag: str
    parent: Element | None
    attributes: Mapping[str, str | None]
    start: int
    end: int
    region: Region | None
    is_linked: bool
    """Whether it stands in a link."""
    is_other: bool
    """Whether it stands among other articles."""
    is_item: bool
    """Whether it is an entry of a list."""

    @property
    def is_aside(self) -> bool:
        """Whether what stands here speaks of something other than the page."""
        return self.is_linked or self.is_other or self.region is Region.MENU


@dataclass(slots=True)
class VisibleText:
    """Blanks are squeezed; a line break stands between blocks, `HARD` where one matter ends.

    What no visitor reads is left out: scripts, controls, hidden elements, struck-out text; and elements that show the
    reader's own day.
    """

    text: str = ""
    starts: list[int] = field(default_factory=list)
    """Where each run of text begins: a text that no tag interrupts."""
    owners: list[Element] = field(default_factory=list)
    """The element of each run."""
    links: list[Element] = field(default_factory=list)
    headings: list[Element] = field(default_factory=list)
    dated: list[Element] = field(default_factory=list)
    """`<time>`, and elements with `itemprop`."""

    def owner(self, at: int) -> Element:
        return self.owners[bisect_right(self.starts, at) - 1]

    def starts_run(self, at: int) -> bool:
        index = bisect_right(self.starts, at) - 1
        return index >= 0 and self.starts[index] == at

    def of(self, element: Element) -> str:
        return self.text[element.start : element.end].strip(f" \n{HARD}")


def within(elements: Sequence[Element], outer: Element) -> Sequence[Element]:
    """Those of the elements, which are in the order of the page, that begin within another."""
    first = bisect_left(elements, outer.start, key=_start)
    return elements[first : bisect_left(elements, outer.end, lo=first, key=_start)]


def _start(element: Element) -> int:
    return element.start


def visible_text(tree: Tree) -> VisibleText:
    """Read a tree's visible text, in one walk and without recursion: a page may be nested as deep as it pleases."""
    walk = _Walk()
    if tree.body is not None:
        walk.through(tree.body)
    walk.seen.text = "".join(walk.pieces)
    return walk.seen


class _Walk:
    def __init__(self) -> None:
        self.seen = VisibleText()
        self.pieces: list[str] = []
        self.length = 0
        self.gap = ""
        """What is due before the next run: nothing, a blank, a line break, a hard break."""

    def through(self, body: LexborNode) -> None:
        element = Element("body", None, _NOTHING, 0, 0, None, False, False, False)
        above: list[tuple[LexborNode, Element]] = []
        node = body.first_child
        while node is not None:
            entered = self._enter(node, element)
            if entered is not None and (child := node.first_child) is not None:
                above.append((node, element))
                node, element = child, entered
                continue
            if entered is not None and entered is not element:
                self._leave(entered)
            following = node.next
            while following is None and above:
                node, outer = above.pop()
                if element is not outer:
                    self._leave(element)
                following, element = node.next, outer
            node = following

    def _enter(self, node: LexborNode, parent: Element) -> Element | None:
        """The element to go down into, which is the parent where the tag says nothing ("<b>").

        None for a text, which is taken in, and for what is not shown.
        """
        text = node.text_content
        if text is not None:
            self._take(text, parent)
            return None
        tag = node.tag or "-"
        kind = _KINDS[tag]
        if kind.is_skipped:
            return None
        attributes = node.attributes if kind.is_read else _NOTHING
        told = _UNTOLD
        if attributes:
            told = _told_by_names(attributes.get("id"), attributes.get("class"))
            if _is_hidden(attributes) or (told.is_clock and len(node.text()) <= LONGEST_CLOCK):
                return None
        elif not kind.is_block:
            return parent
        if kind.is_block:
            self._break(kind.is_hard)
        region = parent.region
        if kind.is_landmark or (attributes and kind.is_told):
            region = nested(region, own_region(tag, attributes))
        element = Element(
            tag,
            parent,
            attributes,
            self.length + len(self.gap),
            0,
            region,
            parent.is_linked or (tag == "a" and "href" in attributes),
            parent.is_other or (told.is_other and node.css_first("h1, main") is None),
            told.is_item or kind.is_item,
        )
        self._note(element)
        return element

    def _note(self, element: Element) -> None:
        if element.tag == "a":
            self.seen.links.append(element)
        elif element.tag in ("h1", "h2", "h3"):
            self.seen.headings.append(element)
        elif element.tag == "time" or "itemprop" in element.attributes:
            self.seen.dated.append(element)

    def _leave(self, element: Element) -> None:
        element.end = self.length
        kind = _KINDS[element.tag]
        if kind.is_block:
            self._break(kind.is_hard)

    def _break(self, is_hard: bool) -> None:
        if self.pieces and self.gap != HARD:
            self.gap = HARD if is_hard else "\n"

    def _take(self, raw: str, owner: Element) -> None:
        words = raw.split()
        if not words:
            self.gap = self.gap or (" " if raw and self.pieces else "")
            return
        if not self.gap and raw[0].isspace() and self.pieces:
            self.gap = " "
        if self.gap:
            self.pieces.append(self.gap)
            self.length += len(self.gap)
        self.gap = " " if raw[-1].isspace() else ""
        self.seen.starts.append(self.length)
        self.seen.owners.append(owner)
        self.pieces.append(" ".join(words))
        self.length += len(self.pieces[-1])


class _Told(NamedTuple):
    is_clock: bool
    is_other: bool
    is_item: bool


_UNTOLD = _Told(False, False, False)


@lru_cache(maxsize=4096)
def _told_by_names(identifier: str | None, classes: str | None) -> _Told:
    names = f"{identifier or ''} {classes or ''}"[:200]
    return _Told(bool(CLOCKS.search(names)), bool(OTHERS.search(names)), bool(ITEMS.search(names)))


def _is_hidden(attributes: Mapping[str, str | None]) -> bool:
    return "hidden" in attributes or bool((style := attributes.get("style")) and _HIDDEN_STYLE.search(style))
