"""Lines of a page: the words between two edges of blocks or line breaks, whatever inline elements stand in them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from unicodedata import east_asian_width

if TYPE_CHECKING:
    from records.rendering import Element

BLOCKS = frozenset((
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog", "div", "dl",
    "dt", "fieldset", "figcaption", "figure", "footer", "form", "frameset", "h1", "h2", "h3", "h4", "h5", "h6",
    "header", "hgroup", "hr", "html", "legend", "li", "main", "menu", "nav", "ol", "p", "pre", "section", "summary",
    "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
))  # fmt: skip
"""Block boxes, as far as no style sheet says otherwise."""
BREAKS = frozenset(("br", "hr"))
WITHOUT_LINES = frozenset(("option", "textarea", "title", "svg", "canvas", "video", "audio", "object", "iframe"))


@dataclass(frozen=True, slots=True)
class Line:
    block: Element
    """The nearest block around it."""
    texts: tuple[Element, ...]
    """Its runs of words, in the order of the tree; one at least."""

    @property
    def raw(self) -> str:
        """Its words with the white space as it stands in the source, as far as `Element.text` keeps it."""
        return "".join(text.text for text in self.texts)

    @property
    def text(self) -> str:
        """Its words, white space squeezed."""
        return " ".join(self.raw.split())


def columns(text: str) -> int:
    """How wide a text is: characters of Chinese take two columns.

    >>> columns("公告 2025")
    9
    """
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in text)


def lines_of(elements: Sequence[Element]) -> Iterator[Line]:
    """The lines that eyes can find, in the order of the tree."""
    blocks: list[Element] = []
    texts: list[Element] = []
    for element in elements:
        around = blocks[element.parent] if element.parent >= 0 else element
        block = element if is_block(element) else around
        blocks.append(block)
        if element.tag == "#text":
            above = elements[element.parent]
            if not above.is_visible or above.tag in WITHOUT_LINES:
                continue
            if texts and blocks[texts[-1].ordinal] is not block:
                yield Line(blocks[texts[-1].ordinal], tuple(texts))
                texts = []
            texts.append(element)
        elif texts and (block is element or element.tag in BREAKS):
            yield Line(blocks[texts[-1].ordinal], tuple(texts))
            texts = []
    if texts:
        yield Line(blocks[texts[-1].ordinal], tuple(texts))


def is_block(element: Element) -> bool:
    display = element.style.get("display", "")
    if display:
        return not display.startswith("inline") and display != "contents"
    return element.tag in BLOCKS
