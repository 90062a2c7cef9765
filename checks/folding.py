"""Fold what a template repeats: one cause, one issue, with all its pages.

What stands in a menu, header or footer comes from the template of its site. So does what stands in the same words on
many pages. Everything else is the page's own, and stays one issue a rule and page. See decision 20.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from html import unescape
from typing import NamedTuple

from checks.registry import Check
from records.answers import Answer, Place, Verdict
from records.facts import Region
from records.kinds import SEEN_BY

TEMPLATE = frozenset((Region.MENU, Region.HEADER, Region.FOOTER))
MANY_PAGES = 5
"""Pages of one site on which the same element stands, from which on it comes from the template."""
KEY_LENGTH = 120
WORDS_LENGTH = 40
PASSING = frozenset(("active", "current", "selected", "show", "open", "hover", "focus", "collapsed", "on"))
"""Classes that say how an element is at the moment."""
LEFT_OUT = re.compile(r"id|style|nonce|value|for|data-.*|on.*|aria-(?!label$|hidden$).*|tabindex|width|height")
"""Attributes that are other on every page, or say nothing of what the element is."""
START_TAG = re.compile(r"<([a-zA-Z][\w:-]*)((?:[^<>\"']|\"[^\"]*\"|'[^']*')*)>?")
ATTRIBUTE = re.compile(r"([\w:@.-]+)(?:\s*=\s*(\"[^\"]*\"|'[^']*'|[^\s\"'>]+))?")
TAG = re.compile(r"<[^>]*>?")
LONG_NUMBER = re.compile(r"[0-9]{3,}|[0-9a-f]{8}-[0-9a-f-]{27,}|[0-9a-f]{16,}", re.I)


Alike = tuple[str, str, str]
"""Check, what it says, and the words that stand there."""


class Cause(NamedTuple):
    """What one mend would mend: places with the same cause are one issue."""

    check_id: str
    kind: type[Answer]
    site: str
    """Address of the site's start page."""
    rule: str
    detail: str
    key: str


def folded(
    verdicts: Iterable[Verdict], checks: Mapping[str, Check], start_of: Callable[[str], str | None]
) -> list[Verdict]:
    """The verdicts, with what templates repeat taken out of those of pages, and one more for each site's check.

    `start_of`: the start page of the site that holds a page; None where no site does.
    """
    known = list(verdicts)
    looked_at = [at for at, verdict in enumerate(known) if _is_of_the_browser(verdict.check_id, checks)]
    repeated = _repeated(known[at] for at in looked_at)
    gathered: dict[Cause, list[tuple[Answer, Place]]] = defaultdict(list)
    for at in looked_at:
        verdict = known[at]
        start = start_of(verdict.page_url)
        if start is None:
            continue
        kept = []
        for answer in verdict.answers:
            shared = {place for place in answer.places if _is_shared(verdict.check_id, answer, place, repeated)}
            for place in shared:
                cause = Cause(verdict.check_id, type(answer), start, answer.rule, answer.detail, element_key(place))
                gathered[cause].append((answer, replace(place, page_url=verdict.page_url)))
            if not shared:
                kept.append(answer)
            elif own := tuple(place for place in answer.places if place not in shared):
                kept.append(replace(answer, places=own))
        known[at] = replace(verdict, answers=tuple(kept))
    return known + list(_verdicts(gathered))


def _is_of_the_browser(check_id: str, checks: Mapping[str, Check]) -> bool:
    return check_id in checks and checks[check_id].reads in SEEN_BY


def _is_shared(check_id: str, answer: Answer, place: Place, repeated: Mapping[Alike, set[str]]) -> bool:
    return place.region in TEMPLATE or len(repeated[_alike(check_id, answer, place)]) >= MANY_PAGES


def _repeated(verdicts: Iterable[Verdict]) -> dict[Alike, set[str]]:
    """Pages, at most MANY_PAGES, by what stands on them in the same words."""
    pages: dict[Alike, set[str]] = defaultdict(set)
    for verdict in verdicts:
        for answer in verdict.answers:
            for place in answer.places:
                found = pages[_alike(verdict.check_id, answer, place)]
                if len(found) < MANY_PAGES:
                    found.add(verdict.page_url)
    return pages


def _alike(check_id: str, answer: Answer, place: Place) -> Alike:
    return check_id, f"{answer.rule} {answer.detail}", place.cause or place.snippet


def _verdicts(gathered: Mapping[Cause, list[tuple[Answer, Place]]]) -> Iterator[Verdict]:
    by_check: dict[tuple[str, str], list[Answer]] = defaultdict(list)
    for cause, found in gathered.items():
        first = found[0][0]
        one_a_page = {place.page_url: place for _, place in reversed(found)}
        places = tuple(one_a_page[url] for url in sorted(one_a_page))
        detail = " ".join(filter(None, (cause.detail, cause.key)))
        answer = replace(first, page_url=cause.site, detail=detail, places=places)
        by_check[cause.check_id, cause.site].append(answer)
    for (check_id, site), answers in by_check.items():
        yield Verdict(check_id, site, tuple(answers))


def element_key(place: Place) -> str:
    """What an element is, whatever its id, its place and the numbers in it: two weeks apart it has the same key.

    >>> element_key(Place(snippet='<a id="m17" class="nav-link active" href="/news.aspx?id=20260">最新消息 (12)</a>'))
    '<a class=nav-link href=/news.aspx?id=#>最新消息 (#)'
    """
    if place.cause:
        return place.cause[:KEY_LENGTH]
    start = START_TAG.match(place.snippet)
    if start is None:
        return place.snippet[:KEY_LENGTH]
    words = unescape(TAG.sub(" ", place.snippet[start.end() :]))
    said = " ".join(re.sub(r"\d+", "#", words).split())[:WORDS_LENGTH]
    attributes = sorted(filter(None, map(_attribute, ATTRIBUTE.finditer(start[2]))))
    return f"<{' '.join([start[1].lower(), *attributes])}>{said}"[:KEY_LENGTH]


def _attribute(found: re.Match[str]) -> str:
    name, value = found[1].lower(), unescape((found[2] or "").strip("\"'"))
    if LEFT_OUT.fullmatch(name):
        return ""
    if name == "class":
        value = " ".join(sorted(one for one in value.split() if one not in PASSING and not LONG_NUMBER.search(one)))
    if name in ("href", "src", "action"):
        value = re.sub(r"^https?://[^/]*", "", value)
    value = LONG_NUMBER.sub("#", value)
    return f"{name}={value}" if value else name
