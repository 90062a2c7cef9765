"""The same page in the other language."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import SplitResult, urlsplit

from crawler.extract.addresses import Target, resolve
from crawler.extract.pages import lang
from crawler.extract.passage_words import (
    HAN,
    MOST,
    passage,
)
from crawler.extract.tree import Tree
from crawler.extract.visible import VisibleText
from records.facts import Passage, Region, Sign

_LANGUAGES = {"zh": "zh", "en": "en"}
_TO_ENGLISH = re.compile(r"english(?: version)?|en|eng|英文版?|英語版?", re.IGNORECASE)
_TO_CHINESE = re.compile(
    r"(?:回)?(?:正體|繁體)?中文版?|正體|繁體|chinese(?: version)?|traditional chinese|zh|tw|中", re.IGNORECASE
)
_TONGUE = r"(?:tw|zh|zh-tw|zh-hant|cht|ch\d?|chinese|en|eng|english)"
_FRONT = re.compile(
    rf"(?:/{_TONGUE})?/?|(?:/[\w-]{{1,12}}){{0,2}}/(?:index|home|default|main)\d{{0,2}}(?:\.\w{{2,5}})?", re.IGNORECASE
)
_LANGUAGE_PARAMETER = re.compile(r"(?:^|&)(?:lang|l|language|locale|hl|ui)=[\w-]*", re.IGNORECASE)


def counterparts(shown: VisibleText, tree: Tree, url: str, title: str) -> Iterator[Passage]:
    """By `<link rel=alternate hreflang>`, or by a link to the other language that leads to more than a home page."""
    own = _language(tree, title)
    if not own:
        return
    for node in tree.css("link[rel][hreflang][href]")[:MOST]:
        if "alternate" not in (node.attributes.get("rel") or "").lower().split():
            continue
        language = (node.attributes.get("hreflang") or "").strip().lower().partition("-")[0]
        found = _address(url, node.attributes.get("href"))
        if language in _LANGUAGES and language != own and found and _is_counterpart(url, found):
            yield passage(Sign.COUNTERPART, node.attributes.get("hreflang") or "", found)
            return
    wanted = _TO_ENGLISH if own == "zh" else _TO_CHINESE
    for link in shown.links[:60]:
        if link.region in (Region.HEADER, Region.MENU, None) and link.end - link.start <= 20:
            words = shown.of(link)
            if not wanted.fullmatch(words.strip("[]()（） ")):
                continue
            found = _address(url, link.attributes.get("href"))
            if found and _is_counterpart(url, found):
                yield passage(Sign.COUNTERPART, words, found)
                return


def _language(tree: Tree, title: str) -> str:
    declared = lang(tree).lower().partition("-")[0]
    if declared in ("zh", "en"):
        # Templates are copied with their language: what the title is written in counts for more.
        return "zh" if HAN.search(title) else declared
    return "" if declared else "zh" if HAN.search(title) else ""


def _address(url: str, href: str | None) -> str:
    target = resolve(url, href or "")
    return target.url if isinstance(target, Target) else ""


def _is_counterpart(url: str, found: str) -> bool:
    """Whether an address is more than the other language's home page, unless this page is a home page itself."""
    try:
        here, there = urlsplit(url), urlsplit(found)
    except ValueError:
        return False
    if found == url:
        return False
    return not _is_front(there) or _is_front(here) or (here.path == there.path and here.hostname == there.hostname)


def _is_front(parts: SplitResult) -> bool:
    query = _LANGUAGE_PARAMETER.sub("", parts.query).strip("&")
    return not query and _FRONT.fullmatch(parts.path) is not None
