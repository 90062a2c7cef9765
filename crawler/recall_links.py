"""Recall the links of a stored run of which more is to be said than that they lead somewhere."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from itertools import chain, groupby
from typing import Any
from urllib.parse import unquote, urlsplit

from sqlalchemy import Connection, RowMapping, Select, func, or_, select

from crawler.asking import FILES
from crawler.extract.addresses import canonical
from crawler.extract.anchors import names_a_place
from crawler.extract.links import places_of
from crawler.reading import UNASKED, by_rules
from records import tables
from records.answers import Place
from records.county import County, Site
from records.crawl_store import fetch_of, text_of
from records.facts import Fetch, Likeness, Link, Offer, Outcome, Region
from records.issues import RunKind
from records.runs import TAIPEI

IN_HEAD = frozenset(
    """stylesheet script icon apple-touch-icon manifest modulepreload preload og alternate search help license author
    copyright contents index start""".split()  # noqa: SIM905
)
"""Elements that a template puts into its pages, wherever they stand."""
TO_READ = frozenset({"a", "area", "onclick", "made", "document", "feed", "iframe", "frame"})
"""Elements behind which something is to be read: of such an archive may be of use."""
RUNS_BACK = 6
MANY = 500
"""Values in one IN (…) of a query."""
SHORTEST_TITLE = 4
"""Characters of a link's text by which a page of ours may be meant."""
_TITLE_END = re.compile(r"\s*(?:[-|–—－_:：]|::+)\s*")


def linked(connection: Connection, county: County, run_id: int) -> Iterator[Link]:
    """Links that lead to no simple good answer, page by page; then those of templates, once for each site.

    Of links that lead where they should nothing is said: a county has millions.
    """
    return _Linked(connection, county, run_id).links()


@dataclass
class _Template:
    row: RowMapping
    pages: list[str] = field(default_factory=list)


class _Linked:
    def __init__(self, connection: Connection, county: County, run_id: int) -> None:
        self._connection = connection
        self._county = county
        self._run_id = run_id
        self._sites = {site.id: site for site in county.site}
        started = connection.execute(select(tables.run.c.started_at).where(tables.run.c.id == run_id)).scalar_one()
        self._today: date = datetime.fromtimestamp(started, TAIPEI).date()

    def links(self) -> Iterator[Link]:
        rows = self._connection.execute(self._query().execution_options(yield_per=1000)).mappings()
        templates: dict[tuple[Any, ...], _Template] = {}
        waiting: list[list[RowMapping]] = []
        for (_version, _page), group in groupby(rows, key=lambda row: (row["version_id"], row["page_url"])):
            own: list[RowMapping] = []
            for row in group:
                if row["is_plain"] and not names_a_place(row["fragment"]):
                    continue
                if row["site_id"] in self._sites and _is_template(row):
                    key = row["site_id"], row["target_id"], row["fragment"], row["element"]
                    templates.setdefault(key, _Template(row)).pages.append(row["page_url"])
                else:
                    own.append(row)
            if own:
                waiting.append(own)
            if sum(map(len, waiting)) >= MANY:
                yield from self._told(waiting)
                waiting = []
        yield from self._told(waiting)
        folded = list(templates.values())
        for start in range(0, len(folded), MANY):
            yield from self._told_of_templates(folded[start : start + MANY])

    def _query(self) -> Select[Any]:
        p, k, v, n = tables.page.c, tables.link.c, tables.version.c, tables.anchor.c
        source, target = tables.address.alias(), tables.address.alias()
        f = tables.fetch.c
        plain = (
            select(f.address_id)
            .where(f.run_id == self._run_id)
            .group_by(f.address_id)
            .having(func.max(f.is_plain) == 1, func.min(f.is_plain) >= 0)
        )
        is_there = (
            select(n.is_there)
            .where(n.run_id == self._run_id, n.address_id == k.target_id, n.fragment == k.fragment)
            .scalar_subquery()
        )
        is_asked = or_(target.c.url.startswith("http:"), target.c.url.startswith("https:"))
        columns = (k.target_id, k.ordinal, k.href, k.element, k.text, k.region, k.flaw, k.fragment)
        return (
            select(
                p.version_id,
                p.site_id,
                v.media,
                source.c.url.label("page_url"),
                target.c.url,
                is_there.label("is_there"),
                k.target_id.in_(plain).label("is_plain"),
                *columns,
            )
            .join_from(tables.page, tables.link, k.version_id == p.version_id)
            .join(tables.version, v.id == p.version_id)
            .join(source, source.c.id == p.address_id)
            .join(target, target.c.id == k.target_id)
            .where(p.run_id == self._run_id)
            .where(
                or_(
                    k.flaw != "",
                    is_asked & k.element.not_in(UNASKED) & k.target_id.not_in(plain),
                    (k.fragment != "") & (func.coalesce(is_there, 0) == 0),
                )
            )
            .order_by(source.c.url, k.ordinal)
        )

    def _told(self, pages: list[list[RowMapping]]) -> Iterator[Link]:
        """Of some pages, each with its rows: their targets are looked up together."""
        seen = self._seen(chain.from_iterable(pages))
        for of_page in pages:
            rows = [row for row in of_page if not seen[row["target_id"]].is_left_out]
            places: dict[int, Place] = {}
            if rows and rows[0]["media"] == "html":
                places = places_of(self._html(rows[0]["version_id"]), {row["ordinal"] for row in rows})
            for row in rows:
                # What a script made stands nowhere in the page as it was served.
                place = places.get(row["ordinal"], Place())
                yield self._link(row, seen[row["target_id"]], place, row["page_url"], ())

    def _told_of_templates(self, templates: list[_Template]) -> Iterator[Link]:
        seen = self._seen([template.row for template in templates])
        places: dict[int, dict[int, Place]] = {}
        for template in templates:
            row, target = template.row, seen[template.row["target_id"]]
            if not target.is_left_out:
                version = row["version_id"]
                if version not in places:
                    of_version = {other.row["ordinal"] for other in templates if other.row["version_id"] == version}
                    places[version] = places_of(self._html(version), of_version)
                place = places[version].get(row["ordinal"], Place())
                page_url = start_of(self._sites[row["site_id"]])
                yield self._link(row, target, place, page_url, tuple(template.pages))

    def _link(self, row: RowMapping, target: _Target, place: Place, page_url: str, pages: tuple[str, ...]) -> Link:
        said = {name: row[name] for name in ("url", "href", "text", "element", "fragment", "flaw")}
        return Link(
            page_url,
            **said,
            selector=place.selector,
            snippet=place.snippet,
            region=Region(row["region"]),
            line=place.line,
            pages=pages,
            has_place=None if row["is_there"] is None else bool(row["is_there"]),
            tries=target.tries,
            earlier=target.earlier,
            last_fine=target.last_fine,
            offers=self._offers(row, target),
        )

    def _html(self, version_id: int) -> str:
        v, b = tables.version.c, tables.body.c
        query = select(b.content, v.encoding).join_from(tables.version, tables.body, b.hash == v.body_hash)
        content, encoding = self._connection.execute(query.where(v.id == version_id)).one()
        return text_of(content, encoding)

    # Targets

    def _seen(self, links: Iterable[RowMapping]) -> dict[int, _Target]:
        rows = list(links)
        urls = {row["target_id"]: row["url"] for row in rows if not row["flaw"]}
        tries = tries_of(self._connection, self._run_id, urls)
        bad = [id for id in urls if not any(look.is_fine for look in tries.get(id, ()))]
        earlier, last_fine = self._before(bad)
        seen = {
            row["target_id"]: _Target((Fetch(row["url"], Outcome.MALFORMED, error=row["flaw"]),))
            for row in rows
            if row["flaw"]
        }
        for id, url in urls.items():
            rule = self._county.link_rule(url, self._today)
            looks = tries.get(id, ())
            is_left_out = rule is not None and any(look.status in rule.fine for look in looks)
            seen[id] = _Target(looks, earlier.get(id, ()), last_fine.get(id), is_left_out)
        return seen

    def _before(self, targets: list[int]) -> tuple[dict[int, tuple[Fetch, ...]], dict[int, datetime]]:
        """The last HTTP try of each of the runs before, the newest first; and when each target was last fine."""
        f, a = tables.fetch.c, tables.address.c
        earlier: dict[int, dict[int, Fetch]] = {}
        fine: dict[int, datetime] = {}
        for start in range(0, len(targets), MANY):
            query = (
                select(tables.fetch, a.url)
                .join_from(tables.fetch, tables.address, a.id == f.address_id)
                .where(f.run_id.in_(self._weekly_runs))
                .where(f.address_id.in_(targets[start : start + MANY]), f.via == "http")
                .order_by(f.run_id.desc(), f.attempt)
            )
            for row in self._connection.execute(query).mappings():
                earlier.setdefault(row["address_id"], {})[row["run_id"]] = fetch_of(row)
            answered = (f.outcome == Outcome.ANSWERED) & (f.status < 400) & (f.is_plain >= 0)
            last = (
                select(f.address_id, func.max(f.at))
                .where(f.run_id.in_(self._runs), f.address_id.in_(targets[start : start + MANY]), answered)
                .group_by(f.address_id)
            )
            for id, at in self._connection.execute(last):
                fine[id] = datetime.fromtimestamp(at, TAIPEI)
        return {id: tuple(by_run.values()) for id, by_run in earlier.items()}, fine

    @cached_property
    def _runs(self) -> list[int]:
        """Every run before this one: the table of fetches can be asked for a run and an address at once."""
        return list(self._connection.scalars(select(tables.run.c.id).where(tables.run.c.id < self._run_id)))

    @cached_property
    def _weekly_runs(self) -> list[int]:
        """The last weekly ones. A recheck follows too soon to show that a fault lasts."""
        r = tables.run.c
        weekly = select(r.id).where(r.id < self._run_id, r.kind == RunKind.WEEKLY)
        return list(self._connection.scalars(weekly.order_by(r.id.desc()).limit(RUNS_BACK)))

    # Proposals

    def _offers(self, row: RowMapping, target: _Target) -> tuple[Offer, ...]:
        url: str = row["url"]
        if row["flaw"] or not target.tries or (any(look.is_fine for look in target.tries) and not target.is_lost):
            return ()
        offers = []
        secure = "https" + url[4:]
        if url.startswith("http:") and secure in self._secure:
            offers.append(Offer(secure, Likeness.HTTPS))
        name = _file_name(url)
        if (known := self._files.get(name)) and known != url:
            offers.append(Offer(known, Likeness.FILE_NAME))
        text = _squeezed(row["text"])
        if row["element"] in ("a", "area") and len(text) >= SHORTEST_TITLE:
            titled = self._titles.get(text)
            if titled and titled != url and titled != row["page_url"]:
                offers.append(Offer(titled, Likeness.TITLE))
        is_gone = target.tries[-1].status in (404, 410) or target.tries[-1].outcome is Outcome.NO_SUCH_HOST
        if is_gone and row["element"] in TO_READ:
            when = target.last_fine.strftime("%Y%m%d") if target.last_fine else "2"
            offers.append(Offer(f"https://web.archive.org/web/{when}/{url}", Likeness.ARCHIVED))
        return tuple(offers)

    @cached_property
    def _secure(self) -> set[str]:
        f, a = tables.fetch.c, tables.address.c
        query = select(a.url).join_from(tables.fetch, tables.address, a.id == f.address_id)
        fine = (f.run_id == self._run_id) & (f.is_plain == 1) & a.url.startswith("https:")
        return set(self._connection.scalars(query.where(fine)))

    @cached_property
    def _titles(self) -> dict[str, str]:
        """Pages of ours by the first part of their title, where only one has it."""
        p, v, a = tables.page.c, tables.version.c, tables.address.c
        query = (
            select(v.title, a.url)
            .join_from(tables.page, tables.version, v.id == p.version_id)
            .join(tables.address, a.id == p.address_id)
            .where(p.run_id == self._run_id, v.media == "html", v.title != "")
        )
        return _unique((_squeezed(_TITLE_END.split(title)[0]), url) for title, url in self._connection.execute(query))

    @cached_property
    def _files(self) -> dict[str, str]:
        """Files of ours by their name, where there is but one of it."""
        fr, f, a = tables.frontier.c, tables.fetch.c, tables.address.c
        query = (
            select(a.url)
            .join_from(tables.frontier, tables.fetch, (f.run_id == fr.run_id) & (f.address_id == fr.address_id))
            .join(tables.address, a.id == fr.address_id)
            .where(fr.run_id == self._run_id, fr.site_id != "", f.is_plain == 1)
        )
        return _unique((name, url) for url in self._connection.scalars(query) if (name := _file_name(url)))


@dataclass(frozen=True)
class _Target:
    tries: tuple[Fetch, ...]
    earlier: tuple[Fetch, ...] = ()
    last_fine: datetime | None = None
    is_left_out: bool = False
    """The configuration says that such an answer is fine there."""

    @property
    def is_lost(self) -> bool:
        return any(look.marks for look in self.tries)


def start_of(site: Site) -> str:
    """The address that stands for a site as a whole: what is said of its templates is said of this page."""
    return by_rules(canonical(site.start[0]), site)


def tries_of(connection: Connection, run_id: int, targets: Iterable[int]) -> dict[int, tuple[Fetch, ...]]:
    """A run's tries of each target, in their order."""
    t, a = tables.fetch.c, tables.address.c
    found: dict[int, tuple[Fetch, ...]] = {}
    wanted = sorted(targets)
    for start in range(0, len(wanted), MANY):
        query = (
            select(tables.fetch, a.url)
            .join_from(tables.fetch, tables.address, a.id == t.address_id)
            .where(t.run_id == run_id, t.address_id.in_(wanted[start : start + MANY]))
            .order_by(t.address_id, t.attempt)
        )
        for row in connection.execute(query).mappings():
            found[row["address_id"]] = (*found.get(row["address_id"], ()), fetch_of(row))
    return found


def _is_template(row: RowMapping) -> bool:
    return row["media"] == "html" and (row["region"] != Region.MAIN or row["element"] in IN_HEAD)


def _file_name(url: str) -> str:
    """The last segment of the path, if it names a file whose name says something; in small letters."""
    name = unquote(urlsplit(url).path.rpartition("/")[2]).casefold()
    stem, _, ending = name.rpartition(".")
    return name if ending in FILES and len(stem) >= SHORTEST_TITLE else ""


def _squeezed(text: str) -> str:
    return "".join(text.split()).casefold()


def _unique(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    found: dict[str, str] = {}
    twice = set()
    for key, value in pairs:
        if found.setdefault(key, value) != value:
            twice.add(key)
    return {key: value for key, value in found.items() if key and key not in twice}
