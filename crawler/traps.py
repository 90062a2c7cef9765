"""Places where a crawl could go on for ever: calendars, lists by every combination of filters, paths that grow."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from dataclasses import dataclass, field
from urllib.parse import urlsplit

_DIGITS = re.compile(r"\d+")
_GROWING = re.compile(r"(/[^/]+|/[^/]+/[^/]+)\1{3}(?=/|$)")
"""The same segment, or pair of segments, four times in a row: relative links that lead ever deeper."""
ENDLESS = frozenset(
    """y m d yy mm dd ym ymd year month day date week from to start end page p pg pn pageno pageindex offset""".split()  # noqa: SIM905
)
"""Names of parameters for dates and for paging. Numbers elsewhere name things, of which there may be many alike: a
generated list of ten thousand permits is no trap."""
_DATE_IN_PATH = re.compile(r"/(?:19|20|21)\d\d/[01]?\d(?=/|$)")
FACETS = 12
"""So many different sets of parameters to one path, and it is a list to be filtered by any combination."""
_UNSAID = re.compile(rb"<[^>]*>|[\d\s]+")


def shape(url: str) -> str:
    """What many addresses of one kind have in common: path without digits, names of parameters without values."""
    parts = urlsplit(url)
    names = sorted({pair.partition("=")[0] for pair in parts.query.split("&")})
    return f"{_DIGITS.sub('#', parts.path)}?{'&'.join(names)}"


def is_growing(url: str) -> bool:
    return _GROWING.search(urlsplit(url).path) is not None


@dataclass(slots=True)
class _Shape:
    dull: int = 0
    """Pages in a row that said nothing new."""
    said: set[bytes] = field(default_factory=set)


class Traps:
    """Learns from the pages read which shapes of addresses lead nowhere new.

    Of dates and of paging, half of `most` pages are read without asking; as soon as half as many after them in a row
    differ from others in nothing but digits, the shape is a trap. A list with filters is one after `most` pages.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._read: Counter[tuple[str, str]] = Counter()
        self._shapes: dict[tuple[str, str], _Shape] = {}
        self._traps: set[tuple[str, str]] = set()
        self._filters: dict[tuple[str, str], set[str]] = {}
        """Sets of parameters, by site and path."""
        self._filtered: Counter[tuple[str, str]] = Counter()

    def is_trap(self, site_id: str, url: str) -> bool:
        if is_growing(url):
            return True
        if not self._traps:
            return False
        path, _, _names = (named := shape(url)).partition("?")
        return (site_id, named) in self._traps or (site_id, path) in self._traps

    def watches(self, url: str) -> bool:
        """Whether what the page says matters: its address speaks of dates or of paging."""
        names = shape(url).partition("?")[2].lower().split("&")
        return not ENDLESS.isdisjoint(names) or _DATE_IN_PATH.search(urlsplit(url).path) is not None

    def learn(self, site_id: str, url: str, body: bytes) -> None:
        """A page of this address was read."""
        named = shape(url)
        path, _, names = named.partition("?")
        if names:
            self._learn_filters((site_id, path), names)
        if not self.watches(url):
            return
        key = site_id, named
        self._read[key] += 1
        if self._read[key] * 2 <= self._most:
            return
        known = self._shapes.setdefault(key, _Shape())
        says = hashlib.blake2b(_UNSAID.sub(b"", body), digest_size=8).digest()
        known.dull = known.dull + 1 if says in known.said else 0
        if len(known.said) < self._most:
            known.said.add(says)
        if known.dull * 2 >= self._most:
            self._traps.add(key)

    def _learn_filters(self, key: tuple[str, str], names: str) -> None:
        sets = self._filters.setdefault(key, set())
        sets.add(names)
        self._filtered[key] += 1
        single = {name for each in sets for name in each.split("&")}
        # Some programs serve a whole site from one path: they have many parameters, and few of their combinations.
        is_combined = len(sets) >= max(FACETS, 2 * len(single))
        if is_combined and self._filtered[key] >= self._most:
            self._traps.add(key)
