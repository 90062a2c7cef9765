"""Recall a run's pages with all that bears on whether they still hold: their own words, and what stands elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import Final
from urllib.parse import unquote, urlsplit

from sqlalchemy import Connection, RowMapping, func, or_, select

from crawler.extract.addresses import canonical
from crawler.extract.date_files import file_date
from crawler.reading import by_rules
from crawler.recall_contacts import contradictions
from records import tables
from records.contents import unpacked
from records.county import County
from records.crawl_store import address_id
from records.directory import read_directory
from records.facts import (
    Attachment,
    Contact,
    Content,
    Counterpart,
    DateKind,
    NewerForm,
    Page,
    PageDate,
    PageKind,
    Passage,
    Precision,
    Region,
    Review,
    Sign,
    Sitemap,
    SitemapEntry,
    YearPage,
)
from records.runs import TAIPEI

SHOWS = frozenset({PageKind.HOME, PageKind.NEWS_LIST})
"""Kinds of pages that show what is current."""
PAGED: Final = re.compile(r"(?:^|&)(?:p|pg|page|pn|pageno|currentpage|pageindex)=(?!0*[0-3](?:&|$))\d", re.IGNORECASE)
"""Pages of a list from the fourth on: what stands there is no more shown as current."""
MOST_ON_SHOW: Final = 5
"""Places that are named at which a page is shown."""
LEAST_TEXT: Final = 20
"""Characters of its own that a page must have for our clock to say anything of it."""
MOST_ENTRIES: Final = 200
"""Of a sitemap whose pages are asked what they say themselves."""
FORMS: Final = re.compile(
    "(?:申請|報名|登記|申報|推薦|委託|同意|切結|異動|變更)(?:書|表|單)|表單|application|form(?![a-z])"
)
"""In names of files that people fill in: of those only the newest is right. Minutes and tables come in series."""


def pages(connection: Connection, county: County, run_id: int, *, starts_at_homes: bool = True) -> Iterator[Page]:
    """Pages whose content was read; of others nothing can be said.

    `starts_at_homes`: whether the sites' start addresses are their home pages, whatever they look like.
    """
    yield from _Pages(connection, county, run_id, starts_at_homes).all()


def content_of(connection: Connection, version_id: int) -> Content:
    """What a page version says; nothing where it was not read."""
    c = tables.content.c
    said = connection.scalar(select(c.said).where(c.version_id == version_id))
    return unpacked(said) if said else Content()


def page_of(connection: Connection, county: County, url: str) -> Page | None:
    """A page as the newest run that read it saw it; None where none did. Raises ValueError if it is no address."""
    url = by_rules(canonical(url), county.site_of(url))
    p = tables.page.c
    run_id = connection.scalar(select(func.max(p.run_id)).where(p.address_id == address_id(url)))
    if run_id is None:
        return None
    return next((page for page in pages(connection, county, run_id) if page.url == url), None)


class _Pages:
    def __init__(self, connection: Connection, county: County, run_id: int, starts_at_homes: bool) -> None:
        self._connection, self._county, self._run_id = connection, county, run_id
        self._years: dict[tuple[str, str], list[YearPage]] = {}
        self._counterparts: dict[str, Content] = {}
        self._shows: set[int] = set()
        """Versions of the pages that show what is current."""
        self._contacts: list[tuple[str, Passage]] = []
        starts = ((site, address) for site in county.site for address in site.start if starts_at_homes)
        self._homes = {by_rules(canonical(address), site) for site, address in starts}

    def all(self) -> Iterator[Page]:
        self._survey()
        named = self._county.freshness.directory_file
        directory = read_directory(Path(named)) if named else {}
        contacts = contradictions(self._contacts, directory)
        for row in self._rows():
            yield self._page(row, unpacked(row["said"]), contacts)

    def _rows(self) -> Iterator[RowMapping]:
        p, v, a, c, k = tables.page.c, tables.version.c, tables.address.c, tables.content.c, tables.clock.c
        query = (
            select(a.id, a.url, v.id.label("version_id"), v.title, c.said, p.read_at, p.site_id, k.same_since)
            .join_from(tables.page, tables.version, p.version_id == v.id)
            .join(tables.address, a.id == p.address_id)
            .join(tables.content, c.version_id == v.id)
            .outerjoin(tables.clock, (k.address_id == p.address_id) & (k.version_id == p.version_id))
            .where(p.run_id == self._run_id, v.media == "html")
            .order_by(a.url)
        )
        yield from self._connection.execute(query.execution_options(yield_per=50)).mappings()

    def _survey(self) -> None:
        """What pages say that bears on other pages."""
        wanted: set[str] = set()
        for row in self._rows():
            url, content = row["url"], unpacked(row["said"])
            if self._kind(url, content) in SHOWS and not PAGED.search(urlsplit(url).query):
                self._shows.add(row["version_id"])
            for passage in content.passages:
                if passage.sign is Sign.COUNTERPART:
                    wanted.add(passage.value)
                elif passage.sign is Sign.CONTACT:
                    self._contacts.append((url, passage))
            self._note_years(row["site_id"], url, content, is_read=True)
        for site_id, url, content in self._known_before():
            self._note_years(site_id, url, content, is_read=False)
        if wanted:
            self._counterparts = {row["url"]: unpacked(row["said"]) for row in self._rows() if row["url"] in wanted}

    def _note_years(self, site_id: str, url: str, content: Content, *, is_read: bool) -> None:
        for passage in content.passages:
            if passage.sign is Sign.YEAR_LABEL and passage.value.isdigit():
                labelled = self._years.setdefault((site_id, passage.text), [])
                labelled.append(YearPage(url, int(passage.value), is_read))

    def _known_before(self) -> Iterator[tuple[str, str, Content]]:
        """(site, address, content) of pages that an earlier run read, and this one neither read nor found gone."""
        k, a, c, p, f = tables.clock.c, tables.address.c, tables.content.c, tables.page.c, tables.fetch.c
        read = select(p.address_id).where(p.run_id == self._run_id)
        gone = select(f.address_id).where(f.run_id == self._run_id, f.status.in_([404, 410]))
        query = (
            select(a.url, c.said)
            .join_from(tables.clock, tables.address, a.id == k.address_id)
            .join(tables.content, c.version_id == k.version_id)
            .where(k.address_id.not_in(read), k.address_id.not_in(gone))
        )
        for url, said in self._connection.execute(query.execution_options(yield_per=50)):
            if (site := self._county.site_of(url)) is not None:
                yield site.id, url, unpacked(said)

    def _kind(self, url: str, content: Content) -> PageKind:
        recognised = PageKind.HOME if url in self._homes else content.kind
        return self._county.freshness_of(url, recognised).kind

    def _page(self, row: RowMapping, content: Content, contacts: Mapping[str, tuple[Contact, ...]]) -> Page:
        url = row["url"]
        limits = self._county.freshness_of(url, PageKind.HOME if url in self._homes else content.kind)
        years = (
            found
            for passage in content.passages
            if passage.sign is Sign.YEAR_LABEL
            for found in self._years.get((row["site_id"], passage.text), ())
            if found.url != url
        )
        # Of a page whose text is put there by scripts, or that has none, it says nothing that we see it unchanged.
        same_since = row["same_since"] if content.text_length >= LEAST_TEXT else None
        return Page(
            url=url,
            title=row["title"],
            site_id=row["site_id"],
            read_on=_day(row["read_at"]),
            content=self._with_feeds(url, content),
            kind=limits.kind,
            stale_after_days=limits.stale_after_days,
            entries_after_days=limits.entries_after_days,
            unchanged_since=_day(same_since) if same_since is not None else None,
            clocks=_clocks(content, _day(same_since)) if same_since is not None else (),
            on_show_at=self._on_show.get(row["id"], ()),
            review=self._review(row),
            years=tuple(dict.fromkeys(years)),
            attachments=self._attachments.get(row["version_id"], ()),
            newer_forms=self._newer_forms.get(url, ()),
            contacts=contacts.get(url, ()),
            counterpart=self._counterpart(content),
            translation_days=self._county.freshness.translation_days,
        )

    def _with_feeds(self, url: str, content: Content) -> Content:
        """The content, with the day that a feed gives for a page which gives none itself."""
        day = self._feeds.get(url)
        if day is None or any(stated.kind in CLAIMS for stated in content.dates):
            return content
        stated = PageDate(DateKind.PUBLISHED, day, Precision.DAY, "rss", day.isoformat(), is_weak=True)
        return replace(content, dates=(*content.dates, stated))

    @cached_property
    def _feeds(self) -> dict[str, date]:
        sources = _dated_sources(self._connection, self._run_id, is_sitemap=False)
        return {entry.url: entry.date for _url, content, _read_on in sources for entry in content.entries}

    @cached_property
    def _on_show(self) -> dict[int, tuple[str, ...]]:
        k, p, a = tables.link.c, tables.page.c, tables.address.c
        query = (
            select(a.url, k.target_id)
            .join_from(tables.page, tables.link, k.version_id == p.version_id)
            .join(tables.address, a.id == p.address_id)
            .where(p.run_id == self._run_id, k.region == Region.MAIN, k.element.in_(["a", "area"]))
            .where(k.target_id != p.address_id)
        )
        found: dict[int, set[str]] = {}
        for versions in batched(self._shows, 500):
            for url, target_id in self._connection.execute(query.where(p.version_id.in_(versions))):
                found.setdefault(target_id, set()).add(url)
        return {id: tuple(sorted(urls))[:MOST_ON_SHOW] for id, urls in found.items()}

    def _review(self, row: RowMapping) -> Review | None:
        counting = [review for review in self._reviews.get(row["id"], ()) if _day(row["read_at"]) <= review.until]
        return max(counting, key=_on) if counting else None

    @cached_property
    def _reviews(self) -> dict[int, list[Review]]:
        r = tables.review.c
        found: dict[int, list[Review]] = {}
        for id, by, on, until in self._connection.execute(select(r.address_id, r.by, r.on, r.until).order_by(r.id)):
            found.setdefault(id, []).append(Review(by, date.fromisoformat(on), date.fromisoformat(until)))
        return found

    def _counterpart(self, content: Content) -> Counterpart | None:
        for passage in content.passages:
            if passage.sign is Sign.COUNTERPART and (other := self._counterparts.get(passage.value)):
                return Counterpart(passage.value, other.dates, other.lang.startswith("zh"))
        return None

    # Files

    @cached_property
    def _files(self) -> list[tuple[int, str, str, str, str]]:
        """(page version, page, its site, file, words of the link) of all links to files of documents."""
        k, p, a = tables.link.c, tables.page.c, tables.address.c
        target, file = tables.address.alias("target"), tables.address.alias("file")
        endings = [
            func.lower(file.c.url).like(f"%.{end}")
            for end in ("pdf", "od_", "doc", "doc_", "xls", "xls_", "ppt", "ppt_")
        ]
        query = (
            select(p.version_id, a.url, p.site_id, target.c.url.label("file"), k.text)
            .join_from(tables.page, tables.link, k.version_id == p.version_id)
            .join(tables.address, a.id == p.address_id)
            .join(target, target.c.id == k.target_id)
            .where(p.run_id == self._run_id, k.region == Region.MAIN, k.element == "a")
            .where(k.target_id.in_(select(file.c.id).where(or_(*endings))))
            .order_by(a.url, k.ordinal)
        )
        return [tuple(row) for row in self._connection.execute(query)]

    @cached_property
    def _attachments(self) -> dict[int, tuple[Attachment, ...]]:
        p, v, a, c = tables.page.c, tables.version.c, tables.address.c, tables.content.c
        query = (
            select(a.url, c.said, p.read_at)
            .join_from(tables.page, tables.version, p.version_id == v.id)
            .join(tables.address, a.id == p.address_id)
            .join(tables.content, c.version_id == v.id)
            .where(p.run_id == self._run_id, v.media == "document")
        )
        dates: dict[str, tuple[PageDate, ...]] = {}
        for url, said, read_at in self._connection.execute(query):
            named = file_date(url, _day(read_at))
            dates[url] = (*unpacked(said).dates, *([named] if named else []))
        found: dict[int, dict[str, Attachment]] = {}
        for version_id, _page, _site, url, text in self._files:
            if url in dates:
                found.setdefault(version_id, {}).setdefault(url, Attachment(url, text, dates[url]))
        return {id: tuple(files.values()) for id, files in found.items()}

    @cached_property
    def _newer_forms(self) -> dict[str, tuple[NewerForm, ...]]:
        """Files that bear the same name but for a date in it, by the pages that still lead to the older ones."""
        groups: dict[tuple[str, str, str], dict[str, tuple[date, str, str]]] = {}
        pages_of: dict[str, set[str]] = {}
        for _version, page, site_id, url, text in self._files:
            stem = re.sub(r"\d+", "#", unquote(urlsplit(url).path).rpartition("/")[2].lower())
            generic = FORMS.sub("", re.sub(r"\W|[\d_#]|\.\w+$", "", stem))
            words = re.sub(r"[\d\s]+", "", text) if len(generic) < 4 else ""
            if not FORMS.search(stem) and not FORMS.search(words):
                continue
            named = file_date(url, self._read_on)
            if named is not None:
                groups.setdefault((site_id, stem, words), {}).setdefault(url, (named.value, page, text))
                pages_of.setdefault(url, set()).add(page)
        found: dict[str, list[NewerForm]] = {}
        for files in groups.values():
            newest_url, (newest, newest_page, _text) = max(files.items(), key=_version_of)
            for url, (version, _page, text) in files.items():
                if version < newest:
                    for page in pages_of[url] - pages_of[newest_url]:
                        form = NewerForm(url, text, version, newest_url, newest_page, newest)
                        found.setdefault(page, []).append(form)
        return {page: tuple(forms) for page, forms in found.items()}

    @cached_property
    def _read_on(self) -> date:
        p = tables.page.c
        latest = self._connection.scalar(select(func.max(p.read_at)).where(p.run_id == self._run_id))
        return _day(latest or 0.0)


def sitemaps(connection: Connection, run_id: int) -> Iterator[Sitemap]:
    """Every sitemap of the run that gives days of change, with what our own clock says of its pages."""
    k, a, p, c = tables.clock.c, tables.address.c, tables.page.c, tables.content.c
    clocks = (
        select(a.url, k.first_at, k.same_since, c.said)
        .join_from(tables.clock, tables.address, a.id == k.address_id)
        .join(tables.page, (p.address_id == k.address_id) & (p.version_id == k.version_id) & (p.run_id == run_id))
        .join(tables.content, c.version_id == k.version_id)
    )
    for url, content, read_on in _dated_sources(connection, run_id, is_sitemap=True):
        days = {entry.url: entry.date for entry in content.entries}
        known: dict[str, tuple[date | None, bool, date | None]] = {}
        for ids in batched((address_id(named) for named in days), 500):
            for named, first_at, since, said in connection.execute(clocks.where(k.address_id.in_(ids))):
                page = unpacked(said) if len(known) < MOST_ENTRIES else Content()
                clock = _day(since) if page.text_length >= LEAST_TEXT or len(known) >= MOST_ENTRIES else None
                known[named] = clock, since > first_at, _newest(page)
        entries = (SitemapEntry(named, day, *known.get(named, ())) for named, day in days.items())
        yield Sitemap(url, read_on, tuple(entries))


def _newest(content: Content) -> date | None:
    days = (one.last_day for one in content.dates if one.kind in CLAIMS and not one.is_weak)
    return max(days, default=None)


def _dated_sources(connection: Connection, run_id: int, *, is_sitemap: bool) -> Iterator[tuple[str, Content, date]]:
    """Sitemaps or feeds: (address, content, the day on which it was read)."""
    p, v, a, c, k = tables.page.c, tables.version.c, tables.address.c, tables.content.c, tables.link.c
    of_sitemap = select(k.ordinal).where(k.version_id == v.id, k.element == "sitemap").exists()
    query = (
        select(a.url, c.said, p.read_at)
        .join_from(tables.page, tables.version, p.version_id == v.id)
        .join(tables.address, a.id == p.address_id)
        .join(tables.content, c.version_id == v.id)
        .where(p.run_id == run_id, v.media == "feed", of_sitemap if is_sitemap else ~of_sitemap)
        .order_by(a.url)
    )
    for url, said, read_at in connection.execute(query).all():
        if (content := unpacked(said)).entries:
            yield url, content, _day(read_at)


CLAIMS: Final = frozenset({DateKind.PUBLISHED, DateKind.UPDATED, DateKind.REVIEWED})


def _clocks(content: Content, same_since: date) -> tuple[str, ...]:
    """Dates later than the last change that we saw: they go on by themselves."""
    latest = same_since + timedelta(days=1)
    found = (stated.text for stated in content.dates if stated.kind in CLAIMS and stated.value > latest)
    return tuple(dict.fromkeys(found))


def _day(at: float) -> date:
    return datetime.fromtimestamp(at, TAIPEI).date()


def batched(ids: Iterable[int], size: int) -> Iterator[tuple[int, ...]]:
    left = iter(ids)
    while batch := tuple(islice(left, size)):
        yield batch


def _on(review: Review) -> date:
    return review.on


def _version_of(item: tuple[str, tuple[date, str, str]]) -> date:
    return item[1][0]
