"""After the crawl: read what the pages say, and set our own clock for each."""

from __future__ import annotations

import hashlib
import logging
from array import array
from collections import Counter
from collections.abc import Iterator, Sequence, Set
from datetime import date
from pathlib import Path
from typing import Final

from sqlalchemy.exc import DatabaseError

from crawler.asking import Want
from crawler.clock import Lines, says_the_same, volatile_shapes
from crawler.extract.addresses import Target, resolve
from crawler.extract.content import READER, PageReading, page_content
from crawler.extract.date_documents import document_dates, feed_dates
from crawler.extract.date_forms import machine_date
from crawler.extract.decoding import decode
from crawler.extract.sitemaps import read_sitemap
from crawler.extract.tree import parsed
from crawler.extract.visible import visible_text
from crawler.politeness import GivenUp
from crawler.reading import by_rules
from crawler.rounds import Rounds
from records.contents import packed
from records.county import County
from records.crawl_store import CrawlStore, UnreadVersion
from records.facts import Content, Entry
from records.names import OldName, read_names
from records.ownership import marks_to_json
from records.runs import TAIPEI

SECOND_LOOKS: Final = 20
"""Pages of a site that are asked twice more in a run, to learn what changes by itself."""


def names_for(county: County) -> tuple[OldName, ...]:
    """The outdated names to look for. Raises ConfigurationError where the county's own file of them cannot be used."""
    named = county.freshness.names_file
    return read_names(Path(named) if named else None)


def read_contents(store: CrawlStore, county: County) -> None:
    """Read what new versions of pages and documents say."""
    names = names_for(county)
    reader = _generation(names)
    for version in store.unread_versions(reader):
        try:
            content, lines, looks, owner = _content(version, county, names)
        except Exception:
            # What it says stays unread: the judge then knows nothing of the page's age, and says so.
            logging.getLogger(__name__).exception("content of %s", version.url)
            continue
        store.add_content(version.id, reader, packed(content), lines.tobytes(), looks, marks_to_json(owner))
    store.flush()


def _content(version: UnreadVersion, county: County, names: Sequence[OldName]) -> PageReading:
    today = version.read_at.astimezone(TAIPEI).date()
    match version.media:
        case "html":
            html = version.body.decode(version.encoding, "replace")
            return page_content(html, version.url, title=version.title, today=today, names=names)
        case "document":
            return PageReading(Content(dates=document_dates(version.body, version.url, today)), array("I"), 0, ())
    return PageReading(Content(entries=tuple(_dated_addresses(version, county, today))), array("I"), 0, ())


def _dated_addresses(version: UnreadVersion, county: County, today: date) -> Iterator[Entry]:
    """What sitemaps and feeds say of the days of pages of ours."""
    lastmods = read_sitemap(version.body).lastmods
    said = [(url, reading.value) for url, written in lastmods.items() if (reading := machine_date(written, today))]
    for written, day in said or [(url, stated.value) for url, stated in feed_dates(version.body, today)]:
        target = resolve(version.url, written)
        if isinstance(target, Target) and (site := county.site_of(target.url)) is not None:
            yield Entry(day, "", by_rules(target.url, site))


async def set_clocks(rounds: Rounds) -> None:
    """Tell pages whose text has changed from those in which but a counter or a clock has gone on.

    Of those of which that is not known yet some are asked twice more, and what the two answers differ in is learnt. A
    text that comes back after another (a server under repair may answer with 200) has its old clock back.
    """
    store = rounds.store
    store.start_clocks()
    volatile = store.volatile_shapes()
    asked = Counter[str]()
    for page in store.changed_pages():
        known = volatile.setdefault(page.site_id, set())
        new = _unpacked(page.new)
        is_same = _is_same(page.old, new, known)
        if not is_same and asked[page.site_id] < SECOND_LOOKS and not rounds.is_network_lost:
            asked[page.site_id] += 1
            learnt = await _volatile_in(rounds, page.url) - known
            if learnt:
                store.add_volatile(page.site_id, learnt)
                known |= learnt
                is_same = _is_same(page.old, new, known)
        store.set_clock(page, is_same=is_same, is_back=not is_same and _is_same(page.before, new, known))
    store.flush()


def _is_same(old: bytes | None, new: Lines, volatile: Set[int]) -> bool:
    return old is not None and says_the_same(_unpacked(old), new, volatile)


def _unpacked(lines: bytes) -> Lines:
    return array("I", lines)


async def _volatile_in(rounds: Rounds, url: str) -> set[int]:
    """Shapes of the lines that differ for no other reason than that the page was asked for again."""
    looks = []
    try:
        for _ in range(2):
            answer = await rounds.ask(url, Want.PAGE)
            if answer.fetch.status != 200 or not answer.is_whole or answer.fetch.hops:
                return set()
            html = decode(answer.body, answer.headers.get("Content-Type") or "")[0]
            looks.append(visible_text(parsed(html)))
        return volatile_shapes(*looks)
    except DatabaseError:
        raise
    except GivenUp:
        return set()
    except Exception:
        # Nothing is learnt of this page: it counts as changed.
        logging.getLogger(__name__).exception("second look at %s", url)
        return set()


def _generation(names: Sequence[OldName]) -> int:
    """A number of this reader and the names it looks for: where either is another, pages are read anew."""
    said = repr((READER, *names)).encode()
    return int.from_bytes(hashlib.blake2b(said, digest_size=4).digest(), "big") >> 1
