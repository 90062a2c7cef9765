"""Which numbers and mail addresses that pages give for units contradict the county's directory, or one another."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final

from records.bureaus import unit_name
from records.county import host_of
from records.directory import is_same_line
from records.facts import Contact, Passage

MOST_ELSEWHERE: Final = 5
"""Other pages that are named."""
SHORTEST_BOX: Final = 4
"""Letters of a mailbox's name by which another is known as its like."""
_NO_LETTERS = re.compile(r"[^a-z]")
_EVERYWHERE = re.compile(
    r"(?:人事|主計|會計|政風|秘書|行政|總務|資訊|研考|法制|企劃|綜合規劃|管理|服務)(?:處|科|課|室|組|股|中心)"
)
"""Names of units that every agency has: two of them need not be one."""


def contradictions(
    found: Iterable[tuple[str, Passage]], directory: Mapping[str, tuple[str, ...]]
) -> dict[str, tuple[Contact, ...]]:
    """By page: what it gives for a unit, where the directory gives none like it.

    Another extension of a listed line is one of the unit's desks, unless the directory gives it to another unit. None
    where the page gives a listed number as well, nor a line of another unit, to which it may lead on purpose; nor an
    address at a listed one's domain that may be a clerk's own.

    `found` are CONTACT passages with their pages. Of units that the directory does not name, what other pages of the
    same host give, where none agrees. What the directory leaves open (a unit without mail addresses) contradicts none.
    """
    given: dict[tuple[str, str, str], dict[str, list[str]]] = {}
    passages: list[tuple[str, Passage, str, str]] = []
    for url, passage in found:
        unit, _, said = passage.value.rpartition("|")
        if not unit or said.partition(":")[0] not in ("tel", "mail"):
            continue
        passages.append((url, passage, unit, said))
        given.setdefault(_office(url, unit, said), {}).setdefault(said, []).append(url)
    contradicting: dict[str, list[Contact]] = {}
    everybodys = {one for reached in directory.values() for one in reached}
    lines = {one.partition("#")[0] for one in everybodys}
    known = lines | {f"tel:{one[4 + length :]}" for one in lines if one.startswith("tel:0") for length in (2, 3)}
    right = {
        (url, unit_name(unit), said.partition(":")[0])
        for url, _, unit, said in passages
        if any(_is_of_kind(said, one) and _agrees(said, one) for one in directory.get(unit_name(unit), ()))
    }
    for url, passage, unit, said in passages:
        if (name := unit_name(unit)) in directory:
            listed = tuple(one for one in directory[name] if _is_of_kind(said, one))
            is_others = "#" in said and said not in listed and said in everybodys
            is_right = (url, name, said.partition(":")[0]) in right
            agrees = any(_agrees(said, one) for one in listed)
            if listed and (is_others if agrees else not is_right and said.partition("#")[0] not in known):
                contact = Contact(unit, said, listed, (), agrees, passage.text, passage.line)
                contradicting.setdefault(url, []).append(contact)
        elif not _EVERYWHERE.fullmatch(name):
            others = given[_office(url, unit, said)]
            if any(other != url for one, urls in others.items() if _agrees(said, one) for other in urls):
                continue
            own = {one for one, urls in others.items() if url in urls}
            elsewhere = [
                (other, one) for one, urls in others.items() if one not in own for other in urls if other != url
            ]
            if elsewhere:
                contradicting.setdefault(url, []).append(
                    Contact(unit, said, (), tuple(elsewhere[:MOST_ELSEWHERE]), False, passage.text, passage.line)
                )
    return {url: tuple(dict.fromkeys(contacts)) for url, contacts in contradicting.items()}


def _office(url: str, unit: str, said: str) -> tuple[str, str, str]:
    return host_of(url), unit_name(unit), said.partition(":")[0]


def _is_of_kind(said: str, other: str) -> bool:
    return said.partition(":")[0] == other.partition(":")[0]


def _agrees(said: str, other: str) -> bool:
    """Whether both may be right: a line's extensions are desks of one office, and its clerks have their own mail."""
    one, two = said.partition(":")[2], other.partition(":")[2]
    if not said.startswith("mail:"):
        return is_same_line(one, two)
    return one == two or (one.partition("@")[2] == two.partition("@")[2] and not _is_box(one, two))


def _is_box(one: str, other: str) -> bool:
    """Whether one address is named after the other, as an office's former box is: price@, landprice2015@."""
    shorter, longer = sorted((_NO_LETTERS.sub("", mail.partition("@")[0]) for mail in (one, other)), key=len)
    return len(shorter) >= SHORTEST_BOX and shorter in longer
