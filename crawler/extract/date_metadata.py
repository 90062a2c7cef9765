"""Dates that pages state for machines: in <meta> and in JSON-LD."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

from crawler.extract.date_forms import ends_on, machine_date
from crawler.extract.date_labels import META, PAGE_TYPES, PROPERTIES
from crawler.extract.tree import Tree
from records.facts import DateKind, PageDate

LARGEST_JSON = 500_000
"""Characters; what goes beyond is cut, and so read no more."""


def metadata_dates(tree: Tree, today: date) -> Iterator[PageDate]:
    """What the page's metadata say of its dates, but for what contradicts itself. Never raises."""
    groups: dict[tuple[DateKind, str], list[PageDate]] = {}
    for found in (*_metas(tree, today), *_json_ld(tree, today)):
        groups.setdefault((found.kind, found.source), []).append(found)
    for group in groups.values():
        if len({found.value for found in group}) == 1:
            yield group[0]


def _metas(tree: Tree, today: date) -> Iterator[PageDate]:
    for node in tree.css("meta[content]"):
        attributes = node.attributes
        for name in ("name", "property", "itemprop", "http-equiv"):
            written = (attributes.get(name) or "").strip()
            kind = META.get(written.lower())
            if kind is not None:
                content = attributes.get("content") or ""
                if reading := machine_date(content, today):
                    yield PageDate(kind, reading.value, reading.precision, f"meta:{written}", content.strip())
                break


def _json_ld(tree: Tree, today: date) -> Iterator[PageDate]:
    for node in tree.css('script[type="application/ld+json" i]'):
        try:
            content = json.loads(node.text()[:LARGEST_JSON])
        except (ValueError, RecursionError):
            continue
        for thing in _things(content):
            types = thing.get("@type")
            names = (
                {types}
                if isinstance(types, str)
                else set(filter(_is_text, types))
                if isinstance(types, list)
                else set()
            )
            if any(name.endswith("Event") for name in names):
                yield from _event(thing, today)
            if names & PAGE_TYPES:
                for name, value in thing.items():
                    kind = PROPERTIES.get(name.lower())
                    if kind is not None and isinstance(value, str) and (reading := machine_date(value, today)):
                        yield PageDate(kind, reading.value, reading.precision, "json-ld", value)


def _event(thing: dict[str, Any], today: date) -> Iterator[PageDate]:
    start, end = thing.get("startDate"), thing.get("endDate")
    first = machine_date(start, today) if isinstance(start, str) else None
    last = machine_date(end, today) if isinstance(end, str) else None
    if first is not None and isinstance(start, str) and (last is None or last.value >= first.value):
        until = ends_on(last) if last is not None and last.value > first.value else None
        yield PageDate(DateKind.EVENT, first.value, first.precision, "json-ld", start, until)


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _things(content: Any) -> Iterator[dict[str, Any]]:
    """The objects that may be the page itself: at the top, in @graph, and its main entity. Lists' items are others."""
    for thing in content if isinstance(content, list) else [content]:
        if isinstance(thing, dict):
            yield thing
            for name in ("@graph", "mainEntity"):
                inner = thing.get(name)
                yield from (item for item in (inner if isinstance(inner, list) else [inner]) if isinstance(item, dict))
