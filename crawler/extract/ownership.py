"""Who a page says that keeps it: by labels in its text, by its metadata, by the path from the home page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import Final

from crawler.extract.page_kinds import breadcrumb
from crawler.extract.tree import Tree
from crawler.extract.visible import HARD, VisibleText
from records.facts import Region
from records.ownership import MarkKind, OwnerMark

MOST: Final = 30
"""Marks of one page: a list that names a unit for each of a thousand entries says nothing of its own."""
LONGEST: Final = 40
"""Characters of a name."""
MOST_WORDS: Final = 3
"""Parts of a name that blanks divide: "禾湖縣政府 社會處 社會救助科"."""

_LABEL = re.compile(
    rf"(?:^|(?<=[\s{HARD}　(（【〔*※●•．|｜/])|(?<=:::))"
    r"(?P<label>(?:資料|網頁|內容|資訊)?(?:發[布佈]|公[告布佈]|張貼|刊登|上稿)(?:單位|機關|處室|部門|科室|課室)"
    r"|(?:資料|網頁|內容|資訊)?維護(?:單位|機關|處室|部門|科室|課室)|(?:承辦|業務|權責)(?:單位|機關|處室|部門|科室|課室)"
    r"|資料提供(?:單位|機關|者)?|提供單位)[ 　]?(?:[:：]|\n)[ 　\n]*(?P<name>[^\n" + HARD + r"]{1,120})"
)
_PART = re.compile(r"[\u4e00-\u9fff（）()、及與A-Za-z.&'’-]+")
_IS_NO_NAME = re.compile(r"[:：\d]")
"""Behind the name of another label, or a date's."""
_OWN = (None, Region.MAIN)
_META = {"dc.publisher": "DC.Publisher", "dc.creator": "DC.Creator", "dc.contributor": "DC.Contributor"}


def owner_marks(shown: VisibleText, tree: Tree) -> tuple[OwnerMark, ...]:
    """What the page says, in its own order, labels first. What it says twice is named once. Never raises."""
    found = (*_labels(shown), *_metas(tree), *_crumbs(shown))
    return tuple(islice(dict.fromkeys(found), MOST))


def _labels(shown: VisibleText) -> Iterator[OwnerMark]:
    """Labels in the page's own part: not those of its menu, header or footer, nor of other articles that it shows."""
    for found in _LABEL.finditer(shown.text):
        owner = shown.owner(found.start("label"))
        if owner.region in _OWN and not owner.is_other and (name := _name(found["name"])):
            yield OwnerMark(MarkKind.LABEL, found["label"], name)


def _name(written: str) -> str:
    """The name at the beginning of what stands behind a label: it ends where a date or another label begins."""
    parts = []
    for part in written.split()[:MOST_WORDS]:
        plain = _PART.match(part)
        if plain is None or _IS_NO_NAME.match(part, plain.end()):
            break
        parts.append(plain[0].strip("、及與"))
        if plain.end() < len(part):
            break
    return "".join(parts)[:LONGEST]


def _metas(tree: Tree) -> Iterator[OwnerMark]:
    for node in tree.css("meta[name][content]"):
        label = _META.get((node.attributes.get("name") or "").strip().lower())
        name = " ".join((node.attributes.get("content") or "").split())[:LONGEST]
        if label and name:
            yield OwnerMark(MarkKind.META, label, name)


def _crumbs(shown: VisibleText) -> Iterator[OwnerMark]:
    for step in breadcrumb(shown):
        yield OwnerMark(MarkKind.CRUMB, "", step[:LONGEST])
