"""In which line of a page's source an element stands, which parsers do not tell."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import Final

from selectolax.lexbor import LexborNode

from crawler.extract.tree import Tree

MOST_ALIKE: Final = 5_000
"""Start tags of one name that are compared."""

_MARKUP = re.compile(r"<(?:(!--)|([!?])|(/?)([a-zA-Z][^\s/>]*+))")
_LINE_END = re.compile(r"\r\n|\r|\n")
_COMMENT_END = re.compile(r"--!?>")
_REST = re.compile(r"(?:=\s*+(?:\"[^\"]*+\"|'[^']*+'|[^\s>\"'][^\s>]*+)|[^>])*+>")
_RAW = frozenset("script style textarea title xmp iframe noembed noframes noscript".split())  # noqa: SIM905
"""Elements whose content is text: tags in it are none."""


Attributes = tuple[tuple[str, str | None], ...]


class SourceLines:
    """Tells the lines of a tree's elements in its source; what it has counted for one, it knows for the next."""

    def __init__(self, source: str, tree: Tree) -> None:
        self._source = source
        self._tree = tree
        self._ends = [match.end() for match in _LINE_END.finditer(source)]
        self._tags: dict[str, list[tuple[int, str]]] | None = None
        self._known: dict[str, tuple[dict[Attributes, list[int]], dict[Attributes, list[int]]]] = {}

    def line_of(self, node: LexborNode) -> int:
        """The line, from 1, in which the start tag of one of the tree's elements begins.

        Told by counting the tags with the same attributes before it. The first of them where the parser made more or
        fewer of them than the source has; 0 where the source has none.
        """
        starts, elements = self._of(node.tag or "")
        key = tuple(node.attributes.items())
        alike, same = starts.get(key, []), elements.get(key, [])
        if not alike:
            return 0
        at = same.index(node.mem_id) if len(same) == len(alike) and node.mem_id in same else 0
        return bisect_right(self._ends, alike[at]) + 1

    def _of(self, name: str) -> tuple[dict[Attributes, list[int]], dict[Attributes, list[int]]]:
        """Of the elements of one name, by their attributes: where tags begin, and the elements' ids."""
        if name not in self._known:
            if self._tags is None:
                self._tags = {}
                for start, tag, text in _start_tags(self._source):
                    self._tags.setdefault(tag, []).append((start, text))
            tags = self._tags.get(name, [])[:MOST_ALIKE]
            starts: dict[Attributes, list[int]] = {}
            for (start, _), attributes in zip(tags, _attributes(tags), strict=False):
                starts.setdefault(tuple(attributes.items()), []).append(start)
            elements: dict[Attributes, list[int]] = {}
            for node in self._tree.css(name) if name.isalnum() else ():
                elements.setdefault(tuple(node.attributes.items()), []).append(node.mem_id)
            self._known[name] = starts, elements
        return self._known[name]


def _attributes(tags: list[tuple[int, str]]) -> list[dict[str, str | None]]:
    """Read as the parser reads them: each tag's attributes on an element that may stand anywhere."""
    together = Tree("<body>" + "".join(f"<wbr{text}" for _, text in tags))
    return [node.attributes for node in together.css("wbr")]


def _start_tags(source: str) -> Iterator[tuple[int, str, str]]:
    """Where each start tag begins, its name in lower case, and what follows its name up to the bracket.

    Nothing is found in comments, in scripts and other raw text, and in `<template>`.
    """
    at = templates = 0
    while match := _MARKUP.search(source, at):
        at = match.end()
        if match[1]:
            # "<!-->" and "<!--->" are comments, too.
            end = _COMMENT_END.search(source, at - 2)
            if end is None:
                return
            at = end.end()
            continue
        if match[2]:
            at = source.find(">", at) + 1
            if not at:
                return
            continue
        rest = _REST.match(source, at)
        if rest is None:
            return
        at = rest.end()
        name = match[4].lower()
        if name == "template":
            templates = max(templates - 1, 0) if match[3] else templates + 1
        elif not match[3]:
            if not templates:
                yield match.start(), name, rest[0]
            if name in _RAW:
                end = re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE).search(source, at)
                if end is None:
                    return
                at = end.start()
