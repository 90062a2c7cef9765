"""Which pages the browser looks at this week, in which order, and which audits of earlier weeks still hold.

An audit holds while nothing that it depended on has changed: the page but for digits and tokens in its words, its style
sheets and scripts, and the program that looks. A random part of such pages is audited all the same, so that this rule
itself is checked every week; and every page is audited anew after some weeks.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import IntEnum
from typing import Final

from records.audit_store import LastAudit, PageToSee, Part

PART_ELEMENTS: Final = ("stylesheet", "script", "css")
"""Elements of links whose targets make a page look and act as it does."""
DEEPEST: Final = 5
"""Style sheets that name style sheets, and so on."""

SLACK: Final = timedelta(days=1)
"""Weekly runs do not begin at the same second."""


class Turn(IntEnum):
    """Whose turn comes first, should time run out."""

    HOME = 0
    NEW = 1
    """Never audited, or changed since."""
    OPEN = 2
    """Issues are open on it, and its audit is due; or one was not found last time, and another look must agree."""
    DUE = 3
    SAMPLED = 4


@dataclass(frozen=True)
class Plan:
    audits: tuple[PageToSee, ...]
    """In the order in which they are to be made."""
    carried: Mapping[int, LastAudit]
    """Audits that hold, by the page's id; also for pages that are to be audited anew, until that is done."""
    inputs: Mapping[int, int]
    """A number of all that an audit of the page depends on, by the page's id; 0 where it is not known."""
    pages: Mapping[str, PageToSee] = field(default_factory=dict)
    """All of them, by their addresses."""
    last: Mapping[int, LastAudit] = field(default_factory=dict)
    """Each page's newest audit, whether it holds or not."""


def planned(
    pages: Sequence[PageToSee],
    parts: Mapping[int, list[Part]],
    last: Mapping[int, LastAudit],
    *,
    made_by: str,
    wanted: Collection[str],
    open_pages: Collection[str],
    confirming: Collection[str] = (),
    run_id: int,
    now: datetime,
    weeks: int,
    sample: float,
) -> Plan:
    """Sort a run's pages.

    `made_by`: all of the program and its settings that an audit depends on. `wanted`: names of what an audit must have
    run (`records.kinds.SEEN_BY`), but for probes, which run on a few pages of a template. `confirming`: pages of issues
    that one look has not found any more. `weeks`: after so many every
    page is audited anew. `sample`: share of unchanged pages that are audited all the same, drawn by lot from `run_id`.
    """
    turns: list[tuple[Turn, PageToSee]] = []
    carried: dict[int, LastAudit] = {}
    inputs: dict[int, int] = {}
    for page in pages:
        number = inputs[page.id] = _inputs(page, parts, made_by)
        before = last.get(page.id)
        if before is None or not number or before.inputs != number or not before.ran >= set(wanted):
            turns.append((Turn.HOME if page.depth == 0 else Turn.NEW, page))
            continue
        carried[page.id] = before
        if page.url in confirming:
            turns.append((Turn.OPEN, page))
        elif now - datetime.fromtimestamp(before.at, now.tzinfo) >= timedelta(weeks=weeks) - SLACK:
            turns.append((Turn.OPEN if page.url in open_pages else Turn.DUE, page))
        elif _is_drawn(page, run_id, sample):
            turns.append((Turn.SAMPLED, page))
    turns.sort(key=lambda one: (one[0], one[1].site_id, one[1].depth, one[1].url))
    return Plan(tuple(page for _, page in turns), carried, inputs, {page.url: page for page in pages}, last)


def _is_drawn(page: PageToSee, run_id: int, sample: float) -> bool:
    lot = hashlib.blake2b(f"{run_id} {page.url}".encode(), digest_size=4).digest()
    return int.from_bytes(lot, "big") < math.floor(sample * 2**32)


def _inputs(page: PageToSee, parts: Mapping[int, list[Part]], made_by: str) -> int:
    if not page.looks:
        return 0
    said = sorted(_said_of(parts.get(page.version_id, ()), parts, DEEPEST))
    whole = repr((page.looks, said, made_by)).encode()
    return int.from_bytes(hashlib.blake2b(whole, digest_size=8).digest(), "big", signed=True) or 1


def _said_of(named: Iterable[Part], parts: Mapping[int, list[Part]], deepest: int) -> set[str]:
    """What the parts are: their content where we have it, else their address alone."""
    said: set[str] = set()
    for part in named:
        said.add(f"{part.url} {part.body_hash.hex() if part.body_hash else ''}")
        if part.version_id is not None and deepest:
            said |= _said_of(parts.get(part.version_id, ()), parts, deepest - 1)
    return said
