"""All that is read out of a page for the checks of its freshness, in one reading of its text."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from typing import Final, NamedTuple

from crawler.clock import Lines, lines_of
from crawler.extract.dates import dates_shown
from crawler.extract.entries import page_entries
from crawler.extract.looks import looks_of
from crawler.extract.ownership import owner_marks
from crawler.extract.page_kinds import page_kind
from crawler.extract.pages import lang
from crawler.extract.passages import page_passages
from crawler.extract.tree import Tree, parsed
from crawler.extract.visible import VisibleText, visible_text
from records.facts import Content, Region
from records.names import OldName
from records.ownership import OwnerMark

READER: Final = 6
"""Raise it whenever pages are read differently: stored pages are then read anew."""
_OWN = (None, Region.MAIN)


class PageReading(NamedTuple):
    content: Content
    lines: Lines
    """For our own clock."""
    looks: int
    """See `looks_of`."""
    owner: tuple[OwnerMark, ...]
    """Who keeps it."""


def page_content(html: str, url: str, *, title: str, today: date, names: Sequence[OldName] = ()) -> PageReading:
    """What the page says, how it looks, and whose it is. `today` is the day (in Taipei) on which it was fetched."""
    tree = parsed(html)
    shown = visible_text(tree)
    entries = page_entries(shown, url, today)
    heading = next((shown.of(heading) for heading in shown.headings if heading.tag == "h1"), "")
    content = Content(
        kind=page_kind(url, title, heading, shown, entries),
        heading=heading[:200],
        lang=lang(tree).lower()[:20],
        text_length=_text_length(shown),
        is_content=not _is_no_content(tree),
        dates=dates_shown(shown, tree, html, today=today, url=url),
        passages=page_passages(shown, tree, url, title, names),
        entries=entries,
    )
    return PageReading(content, lines_of(shown, today), looks_of(tree), owner_marks(shown, tree))


def _text_length(shown: VisibleText) -> int:
    """Characters outside links, menus, headers, footers and boxes of other articles."""
    stretches = pairwise([*shown.starts, len(shown.text)])
    return sum(
        stop - start
        for owner, (start, stop) in zip(shown.owners, stretches, strict=True)
        if owner.region in _OWN and not (owner.is_linked or owner.is_other)
    )


def _is_no_content(tree: Tree) -> bool:
    """Frames, pages that send on, and pages that ask not to be found hold no content that could go out of date."""
    if tree.css_first("frameset") is not None:
        return True
    for meta in tree.css("meta"):
        named = {name: (meta.attributes.get(name) or "").strip().lower() for name in ("http-equiv", "name", "content")}
        if named["http-equiv"] == "refresh" or (named["name"] == "robots" and "noindex" in named["content"]):
            return True
    return False
