"""Read what came back for an address of our own: store it, and offer the addresses that it names to the frontier."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable, Iterator, Sequence, Set
from datetime import datetime

from sqlalchemy.exc import DatabaseError

from crawler.asking import HTML, Answer
from crawler.extract import feeds
from crawler.extract.addresses import Elsewhere, Malformed, Target, canonical, resolve
from crawler.extract.decoding import decode
from crawler.extract.documents import MEDIA_TYPES, UnreadableDocument, document_links, media_type_of
from crawler.extract.links import links
from crawler.extract.pages import looks_like_login, title
from crawler.extract.shell import is_shell
from crawler.extract.sitemaps import read_sitemap
from crawler.extract.stylesheet import addresses_in
from crawler.extract.tree import Tree, parsed
from crawler.progress import Progress
from crawler.traps import Traps
from records.county import County, Site, host_of
from records.crawl_store import CrawlStore, Kind, LinkRow, State, Task, Version, address_id
from records.facts import Fetch, Outcome, Region
from records.runs import TAIPEI

READER = 2
"""Raise it when links are read differently: pages known from earlier runs are then read anew."""
TO_PAGES = frozenset(
    ["a", "area", "iframe", "frame", "meta", "alternate", "canonical", "next", "prev", "start", "contents", "index",
     "onclick", "feed", "sitemap", "made"]
)  # fmt: skip
"""Elements that lead to pages; what others point at is a part of a page: asked for, never read as one."""
TO_PARTS = frozenset({"stylesheet", "css", "script"})
UNASKED = frozenset({"form", "cite", "longdesc"})
"""A form's address without what a visitor fills in is no link, and what nobody can follow misleads nobody."""
FEEDS = frozenset({"application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/xml", "text/xml"})
SCRIPTS = frozenset({"text/javascript", "application/javascript", "application/x-javascript", "text/ecmascript"})
MADE = 1_000_000
"""Ordinals from here on are of links that scripts made."""


def keeps(media: str, url: str) -> bool:
    """Whether the body of an address of ours is wanted: it may name further addresses."""
    return media in (*HTML, "text/css", *SCRIPTS) or media in FEEDS or media_type_of(url, media, b"") in MEDIA_TYPES


def by_rules(url: str, site: Site | None) -> str:
    """The address by which the site's own rules know a page."""
    if site is not None and (site.drop_query or site.ignore_case):
        return canonical(url, drop_query=site.drop_query, ignore_case=site.ignore_case)
    return url


class Reader:
    """`renders`: whether a browser will read what is empty without one; else it is read as it is. `only`: addresses
    that are followed, where not all are.
    """

    def __init__(
        self,
        county: County,
        store: CrawlStore,
        now: Callable[[], datetime],
        progress: Progress,
        *,
        renders: bool,
        only: Set[str] | None = None,
    ) -> None:
        self.county, self.store, self.now, self.progress = county, store, now, progress
        self.traps = Traps(county.crawl.trap_pages)
        self._renders = renders
        self.only = only
        self._today = now().astimezone(TAIPEI).date()
        self._has_rules = any(site.drop_query or site.ignore_case for site in county.site)

    def offer(self, url: str, element: str, depth: int) -> None:
        """Put an address on the frontier, as what it is to us: a page, a part of one, or a target to ask for."""
        id = address_id(url)
        if self.store.is_recent(id):
            return
        site = self.county.site_of(url)
        kind, state = Kind.TARGET, State.QUEUED
        if site is not None and not site.excludes(url):
            if element in TO_PAGES:
                kind = Kind.PAGE if depth <= self.county.crawl.max_depth else Kind.TOO_DEEP
                if kind is Kind.PAGE and self.traps.is_trap(site.id, url):
                    state = State.TRAPPED
            elif element in TO_PARTS:
                kind = Kind.PART
        is_target = kind is Kind.TARGET
        rule = self.county.link_rule(url, self._today) if self.county.link and is_target else None
        if rule is None or not rule.skip:
            self.store.offer(Task(id, url, host_of(url), site.id if site else "", kind, depth), state)

    def _follow(self, url: str, element: str, depth: int) -> None:
        if self.only is None or url in self.only:
            self.offer(url, element, depth)

    def read(self, task: Task, answer: Answer) -> State:
        """Store the page that was got, and offer what it names. A page that cannot be read costs itself alone."""
        try:
            return self._read(task, answer)
        except DatabaseError:
            raise
        except Exception as error:
            logging.getLogger(__name__).exception("reading %s", task.url)
            said = f"{type(error).__name__}: {error}"
            self.store.add_fetch(task.id, task.tries + 2, Fetch(task.url, Outcome.CRASHED, error=said, at=self.now()))
            return State.DONE

    def _read(self, task: Task, answer: Answer) -> State:
        if answer.fetch.hops:
            moved = self._moved_to(answer.url, task)
            if moved is None:
                return State.DONE
            task = moved
        body = answer.body
        body_hash = hashlib.blake2b(body, digest_size=16).digest()
        version_id = _version_id(task.url, body_hash)
        known = self.store.known_links(version_id, READER)
        if known is None:
            content_type = answer.headers.get("Content-Type") or ""
            known = self._read_version(task, version_id, body, body_hash, content_type)
            if known is None:
                return State.SHELL
        self._found(task, version_id, known)
        if answer.fetch.content_type in HTML:
            self.traps.learn(task.site_id, task.url, body)
        self.store.note_validator(task.id, answer.headers, version_id)
        return State.DONE

    def read_sitemap(self, site: Site, answer: Answer, addresses: Sequence[str]) -> None:
        """Store a sitemap of ours as the source of the addresses that it names, and offer them as pages."""
        url = canonical(answer.url)
        task = Task(address_id(url), url, host_of(url), site.id, Kind.PART, 1)
        rows = self._rows_of_sitemap(addresses, url, site)
        body_hash = hashlib.blake2b(answer.body, digest_size=16).digest()
        version_id = _version_id(url, body_hash)
        if self.store.known_links(version_id, READER) is None:
            version = Version(version_id, task.id, answer.body, body_hash, "feed", "utf-8", "", False, READER)
            self.store.add_version(version, rows)
        self.store.offer(task, State.DONE)
        self.store.add_fetch(task.id, 1, answer.fetch)
        self.store.add_page(task, version_id, self.now())
        for row in rows:
            self._follow(row.url, "sitemap", depth=1)

    def _rows_of_sitemap(self, addresses: Sequence[str], url: str, site: Site | None) -> list[LinkRow]:
        rows: dict[str, LinkRow] = {}
        for ordinal, written in enumerate(addresses):
            target = resolve(url, written)
            if isinstance(target, Target) and site is not None and self.county.site_of(target.url) is site:
                address = by_rules(target.url, site)
                seen = (ordinal, written[:2000], "sitemap", "", Region.MAIN)
                rows.setdefault(address, LinkRow(address_id(address), address, *seen, ""))
        return list(rows.values())

    def reuse(self, task: Task, version_id: int) -> bool:
        """The server says that the page is as it was: take what was read then. False if that is not known any more."""
        known = self.store.known_links(version_id, READER)
        if known is None:
            return False
        self._found(task, version_id, known)
        if self.traps.watches(task.url):
            self.traps.learn(task.site_id, task.url, self.store.body_of(version_id))
        return True

    def read_rendered(self, task: Task, html: str) -> None:
        """A page as the browser made it."""
        body = html.encode("utf-8", "replace")
        body_hash = hashlib.blake2b(body, digest_size=16).digest()
        version_id = _version_id(task.url, body_hash)
        known = self.store.known_links(version_id, READER)
        if known is None:
            known = self._read_version(task, version_id, body, body_hash, "text/html; charset=utf-8", is_rendered=True)
        self._found(task, version_id, known or [])

    def read_made(self, page_url: str, made: Sequence[tuple[str, str]]) -> None:
        """Links, as (address, text), of a page once its scripts have run: keep those that it had not as served."""
        page = self.store.page_read(address_id(page_url))
        if page is None:
            return
        version_id, depth, served = page
        rows: dict[str, LinkRow] = {}
        for href, text in made:
            target = resolve(page_url, href)
            if isinstance(target, Target):
                address, flaw, fragment = self._identity(target)
                if address not in served and address not in rows:
                    row = (MADE + len(rows), href[:2000], "made", " ".join(text.split()), Region.MAIN)
                    rows[address] = LinkRow(address_id(address), address, *row, flaw, fragment)
        self.store.replace_made_links(version_id, MADE, list(rows.values()))
        for address in rows:
            self._follow(address, "a", depth + 1)

    def _found(self, task: Task, version_id: int, known: list[tuple[str, str]]) -> None:
        self.store.add_page(task, version_id, self.now())
        depth = task.depth + (task.kind is not Kind.PART)
        for url, element in known:
            self._follow(url, element, 1 if element == "sitemap" else depth)
        self.progress.read(task.site_id, len(known))

    def _moved_to(self, address: str, task: Task) -> Task | None:
        """The page of ours that a redirect led to, which is read in passing; None if it is none or was read already.

        To the site's rules it may be the very page that was asked for: a server may insist on its own capitals.
        """
        site = self.county.site_of(address)
        if site is None:
            return None
        url = by_rules(canonical(address), site)
        if url == task.url:
            return task
        moved = Task(address_id(url), url, host_of(url), site.id, Kind.PAGE, task.depth)
        if self.store.is_known(moved.id) or site.excludes(url):
            return None
        self.store.offer(moved, State.DONE)
        self.store.add_fetch(moved.id, 1, Fetch(url, Outcome.ANSWERED, 200, at=self.now()))
        return moved

    def _read_version(
        self,
        task: Task,
        version_id: int,
        body: bytes,
        body_hash: bytes,
        content_type: str,
        *,
        is_rendered: bool = False,
    ) -> list[tuple[str, str]] | None:
        """(address, element) of what it names; None for a page that the browser must read."""
        media, encoding, its_title, is_login = _media(content_type, task.url, body), "utf-8", "", False
        if media == "html":
            text, encoding = decode(body, content_type)
            tree = parsed(text)
            if self._renders and not is_rendered and is_shell(tree):
                return None
            its_title, is_login = title(tree), looks_like_login(tree)
            rows = list(self._rows(tree, task.url, encoding))
        else:
            rows = list(self._rows_of_file(media, body, content_type, task.url))
        version = Version(version_id, task.id, body, body_hash, media, encoding, its_title, is_login, READER)
        self.store.add_version(version, rows)
        return [(row.url, row.element) for row in rows if _is_asked(row)]

    def _rows(self, tree: Tree, url: str, encoding: str) -> Iterator[LinkRow]:
        for found in links(tree, url, encoding):
            if isinstance(found.target, Elsewhere) and not found.target.flaw:
                continue
            address, flaw, fragment = self._identity(found.target)
            seen = (found.ordinal, found.href, found.element, found.text, found.region)
            yield LinkRow(address_id(address), address, *seen, flaw, fragment)

    def _rows_of_file(self, media: str, body: bytes, content_type: str, url: str) -> Iterator[LinkRow]:
        found: list[tuple[str, str, str]] = []
        if media == "js":
            return
        if media == "css":
            found = [("css", address, "") for address in addresses_in(body.decode("utf-8", "replace"))]
        elif media == "feed":
            feed = feeds.read_feed(body)
            if feed is None:
                # A page links to a sitemap, or an issue stands on one: it is the same whichever way it was come by.
                yield from self._rows_of_sitemap(read_sitemap(body).addresses, url, self.county.site_of(url))
                return
            found = [("feed", item.href, item.text) for item in feed.items]
        else:
            try:
                kind = media_type_of(url, content_type, body[:200]) or ""
                found = [("document", one.href, one.text) for one in document_links(body, kind)]
            except UnreadableDocument as error:
                logging.getLogger(__name__).info("%s: %s", url, error)
        seen: set[tuple[str, str]] = set()
        for ordinal, (element, href, text) in enumerate(found):
            target = resolve(url, href)
            if isinstance(target, Elsewhere) and not target.flaw:
                continue
            address, flaw, fragment = self._identity(target)
            if (address, fragment) not in seen:
                seen.add((address, fragment))
                row = (ordinal, href[:2000], element, text[:200], Region.MAIN)
                yield LinkRow(address_id(address), address, *row, flaw, fragment)

    def _identity(self, target: Target | Malformed | Elsewhere) -> tuple[str, str, str]:
        """(address, flaw, fragment)."""
        if isinstance(target, Target):
            if not self._has_rules:
                return target.url, "", target.fragment
            return by_rules(target.url, self.county.site_of(target.url)), "", target.fragment
        return target.written, target.flaw or "", ""


def _version_id(url: str, body_hash: bytes) -> int:
    named = hashlib.blake2b(url.encode() + b" " + body_hash, digest_size=8).digest()
    return int.from_bytes(named, "big", signed=True)


def _media(content_type: str, url: str, body: bytes) -> str:
    media = content_type.partition(";")[0].strip().lower()
    if media in HTML:
        return "html"
    if media == "text/css":
        return "css"
    if media in SCRIPTS:
        return "js"
    return "feed" if media in FEEDS else "document"


def _is_asked(row: LinkRow) -> bool:
    return not row.flaw and row.element not in UNASKED and row.url.startswith(("http:", "https:"))
