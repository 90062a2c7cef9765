"""One way to read XML, safe against files built to exhaust the parser: no tree, no entities, no network."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html.entities import name2codepoint
from typing import Final, NamedTuple

from lxml import etree  # type: ignore[import-untyped]

_NAMED: Final = {**name2codepoint, "apos": 39}
LONGEST_TEXT: Final = 10_000
"""Characters of an element's text that are kept."""
DEEPEST: Final = 256
"""Elements within one another. lxml's own limit of this kind does not hold where it builds no tree."""
MOST_ELEMENTS: Final = 1_000_000
"""Some four seconds of work."""
_STEP = 65_536
"""Bytes given to the parser at once, so that whoever has read enough can stop."""

_XML_ENCODING = re.compile(r"\A\ufeff?<\?xml[^>]*>")
_REFERENCE = re.compile(
    rb"<!\[CDATA\[.*?(?:\]\]>|\Z)|<!ENTITY(?:[^\"'>]|\"[^\"]*\"|'[^']*')*+>?"
    rb"|&(?!#[0-9]{1,7};|#x[0-9a-fA-F]{1,6};)(?:([a-zA-Z][a-zA-Z0-9]{0,30});)?",
    re.DOTALL,
)
"""What is made plain before lxml sees it. Its settings alone do not keep entities from being expanded, and after the
first error in a document it leaves out even "&amp;"."""


class Element(NamedTuple):
    name: str
    """Local: without its namespace."""
    parent: str
    """Local name of the element that holds it; empty for the root."""
    root: str
    """Local name of the document's outermost element."""
    attributes: Mapping[str, str]
    """By local name."""
    text: str
    """Its own and its descendants', as written, at most 10,000 characters."""


def elements(content: bytes, most: int = MOST_ELEMENTS) -> Iterator[Element]:
    """Each element of an XML document when it ends, so inner ones before outer ones and the root last.

    Never raises: of a broken document, or one of more than `most` elements, come those that ended before the break, and
    never its root if it is cut short. Entities that a document declares itself are left out; those of HTML are read,
    and a bare "&" is taken for one.
    """
    if content.startswith((b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<")):
        text = content.decode("utf-16-be" if content.startswith(b"\0") else "utf-16", "replace")
        content = _XML_ENCODING.sub("", text, count=1).encode("utf-8", "replace")
    content = _REFERENCE.sub(_plain_reference, content)
    target = _Target(most)
    # "internal": else lxml leaves "&#38;" as it is in attributes. Other references are gone by now.
    parser = etree.XMLParser(target=target, recover=True, resolve_entities="internal", no_network=True, huge_tree=False)
    try:
        for at in range(0, len(content), _STEP):
            parser.feed(content[at : at + _STEP])
            ended, target.ended = target.ended, []
            yield from ended
    except (etree.LxmlError, SyntaxError, ValueError, LookupError):
        yield from target.ended


def _plain_reference(match: re.Match[bytes]) -> bytes:
    """Numbers for XML's and HTML's names, nothing for other names and for declarations; a bare "&" is one."""
    whole = match[0]
    if whole.startswith(b"<![CDATA["):
        return whole
    if whole == b"&":
        return b"&#38;"
    code = _NAMED.get((match[1] or b"").decode(), 0)
    return b"&#%d;" % code if code else b""


class _Open:
    __slots__ = ("attributes", "length", "name", "pieces")

    def __init__(self, name: str, attributes: Mapping[str, str]) -> None:
        self.name, self.attributes = name, attributes
        self.pieces: list[str] = []
        self.length = 0

    def take(self, text: str) -> None:
        if text and self.length < LONGEST_TEXT:
            self.pieces.append(text[: LONGEST_TEXT - self.length])
            self.length += len(self.pieces[-1])


class _TooMuch(ValueError):
    """There is no reason to read on."""


class _Target:
    """What lxml calls while it parses."""

    def __init__(self, most: int) -> None:
        self.left = most
        self.open = [_Open("", {})]
        self.ended: list[Element] = []
        self.root = ""

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        self.left -= 1
        if self.left < 0 or len(self.open) > DEEPEST:
            raise _TooMuch
        self.root = self.root or _local(tag)
        self.open.append(_Open(_local(tag), {_local(name): value for name, value in attributes.items()}))

    def data(self, text: str) -> None:
        self.open[-1].take(text)

    def end(self, _tag: str) -> None:
        if len(self.open) > 1:
            closed = self.open.pop()
            text = "".join(closed.pieces)
            self.open[-1].take(text)
            self.ended.append(Element(closed.name, self.open[-1].name, self.root, closed.attributes, text))

    def close(self) -> None:
        """Called at the end; lxml asks for it."""


def _local(name: str) -> str:
    return name.rpartition("}")[2]
