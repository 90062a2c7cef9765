"""By which names the pages of the county call its bureaus."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from unicodedata import normalize

_OUR = re.compile("^本[府縣]")
_SECTION = re.compile(r"[\u4e00-\u9fff]{0,14}(?:科|課|室|股|組|隊|所|中心|館|站|處|會)$")
"""What may follow a bureau's name: one of its sections."""


class BureauNames:
    """Bureaus by their names and aliases. `county`: the county government's own name, which pages put before them."""

    def __init__(self, names: Iterable[tuple[str, str]], county: str = "") -> None:
        """`names`: (name, bureau id) pairs; the first bureau of a name has it."""
        self._county = plain(county)
        self._ids: dict[str, str] = {}
        for name, id in names:
            if known := plain(name):
                self._ids.setdefault(known, id)
        self._longest_first = sorted(self._ids, key=len, reverse=True)

    def bureau_of(self, written: str) -> str | None:
        """The id of the bureau that a page names, or of that whose section it names; None where it is none of ours.

        >>> names = BureauNames([("社會處", "social"), ("文化局", "culture")], "禾湖縣政府")
        >>> [names.bureau_of(text) for text in ("禾湖縣政府 社會處", "社會處社會救助科", "社會處長王大明", "文化部")]
        ['social', 'social', None, None]
        """
        name = plain(written)
        if self._county and name != self._county:
            name = name.removeprefix(self._county)
        if name in self._ids:
            return self._ids[name]
        for known in self._longest_first:
            if name.startswith(known) and _SECTION.fullmatch(name[len(known) :]):
                return self._ids[known]
        return None


def unit_name(written: str) -> str:
    """A unit's name without blanks, and without the "本府" that its own pages put before it.

    >>> unit_name("本府 社會處")
    '社會處'
    """
    return _OUR.sub("", "".join(normalize("NFKC", written).split()))


def plain(name: str) -> str:
    """The same in small letters."""
    return unit_name(name).casefold()


def names_twice(named: Mapping[str, Iterable[str]]) -> dict[str, tuple[str, str]]:
    """Names, as the second bureau writes them, that two bureaus have: {name: (bureau, other bureau)}."""
    owners: dict[str, str] = {}
    twice = {}
    for id, names in named.items():
        for name in names:
            if (first := owners.setdefault(plain(name), id)) != id:
                twice[name] = first, id
    return twice
