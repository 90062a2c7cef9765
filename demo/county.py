"""The demo county 禾湖縣: what its sites answer on a given day, with any of their faults mended.

`pages/<site>/` holds a `site.toml` and one TOML file for each section of its menu. A page is a table of a few lines;
its texts are Jinja templates, in which `fault("some-id")` is true until that fault is mended, and
`fault("some-id", bad, good)` gives the one or the other. Ages are given in days, so that dates never rot.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import cache, cached_property
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit
from zoneinfo import ZoneInfo

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from pydantic import BaseModel, ConfigDict

from demo.attachments import attachment, media_types
from demo.dates import fullwidth, written
from demo.exchange import Answer, Request, key, redirect
from demo.neighbours import Neighbours
from demo.traps import calendar_day, calendar_days
from demo.truth import at_port, truth

folder = Path(__file__).parent
mended_age = 12
"""Days since the update of a page that was stale and has been mended."""
static_types = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}


class Source(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Page(Source):
    path: str
    title: str
    """May name a year: a Jinja template that knows `today` and nothing else."""
    updated: int
    """Days ago."""
    published: int | None = None
    """Days ago; pages that have it are news."""
    body: str = ""
    unit: str = ""
    template: str = "article"
    stale: str = ""
    """Id of the fault that `updated` is; mended, the page is twelve days old."""
    undated: str = ""
    """Id of the fault that the page shows no date of its own."""
    stamp: str = ""
    """The lines that state the page's dates, where they differ from the site's usual ones."""
    picture: str = ""
    """Path of a photograph beside the text."""
    files: tuple[str, ...] = ()
    """Names of attachments."""
    hyperlinks: dict[str, str] = {}
    """Where a hyperlink inside an attachment leads, by the attachment's name."""
    lost: dict[str, str] = {}
    """Attachments that are offered but gone: name by fault id. Mended, they are there."""
    lang: str = "zh-Hant-TW"
    document_title: str = "{{ page.title }}-{{ site.full_name }}"
    viewport: str = "width=device-width, initial-scale=1"
    head: str = ""
    charset: str = "utf-8"
    listed: bool = True
    """In menus, lists and the site map page."""
    mapped: bool = True
    """In sitemap.xml."""

    def on(self, today: date) -> Page:
        if "{{" not in self.title:
            return self
        return self.model_copy(update={"title": compiled(self.title).render(today=today)})


class SideLink(Source):
    title: str
    href: str


class Section(Source):
    """One file: an entry of the site's menu. Its first page is where the entry leads."""

    title: str
    menu: bool = True
    unit: str = ""
    side: tuple[SideLink, ...] = ()
    page: tuple[Page, ...]

    def on(self, today: date) -> Section:
        return self.model_copy(update={"page": tuple(page.on(today) for page in self.page)})

    @property
    def listed(self) -> list[Page]:
        return [page for page in self.page if page.listed]

    @property
    def news(self) -> list[Page]:
        return newest_first(self.listed) if self.menu else []


class Site(Source):
    id: str
    host: str
    name: str
    full_name: str
    name_en: str
    tagline: str
    home: str
    sitemap_page: str
    stamp: str
    unit: str
    address: str
    phone: str
    fax: str
    mail: str
    robots: str = ""
    sitemap_parts: int = 0
    """0: one sitemap; otherwise sitemap.xml is an index of so many."""
    files: tuple[str, ...] = ()
    """Further attachments, beside those of the pages."""
    images: tuple[str, ...] = ()
    sheets: dict[str, str] = {}
    """Style sheets of this site alone, by their path."""
    feed: str = ""
    """Further items of the RSS feed."""
    generated: dict[str, str] = {}
    """Pages without end: a regular expression for their addresses, and the page that each of them is."""
    redirects: dict[str, str] = {}
    gone: tuple[str, ...] = ()
    copyright: str = "{{ today.year }}"
    """Years in the footer."""
    lastmod: str = ""
    """When the sitemap says that a page was last changed; empty: it does not say."""
    sections: tuple[Section, ...]

    @cached_property
    def pages(self) -> dict[Any, tuple[Section, Page]]:
        return {key(page.path): (section, page) for section in self.sections for page in section.page}

    @cached_property
    def news(self) -> list[Page]:
        return newest_first(page for section in self.sections for page in section.news)

    def page_at(self, path: str) -> tuple[Section, Page] | None:
        if found := self.pages.get(key(path)):
            return found
        for pattern, original in self.generated.items():
            if re.fullmatch(pattern, path, re.IGNORECASE):
                section, page = self.pages[key(original)]
                return section, page.model_copy(update={"path": path})
        return None

    def on(self, today: date) -> Site:
        """The site with the titles that its pages have on a day."""
        fields = {name: getattr(self, name) for name in type(self).model_fields}
        return Site.model_validate(fields | {"sections": [section.on(today) for section in self.sections]})

    @property
    def origin(self) -> str:
        return f"http://{self.host}:8610"

    @cached_property
    def pictures(self) -> frozenset[str]:
        return frozenset(self.images) | {page.picture for _, page in self.pages.values() if page.picture}


def newest_first(pages: Iterable[Page]) -> list[Page]:
    published = [(page.published, page) for page in pages if page.published is not None]
    return [page for _, page in sorted(published, key=lambda pair: pair[0])]


@cache
def sites() -> tuple[Site, ...]:
    """Every site of the county, read from its folder; the portal first."""
    found = (read_site(path.parent) for path in (folder / "pages").glob("*/site.toml"))
    return tuple(sorted(found, key=lambda site: site.host))


@cache
def sites_on(today: date) -> tuple[Site, ...]:
    return tuple(site.on(today) for site in sites())


def read_site(place: Path) -> Site:
    files = sorted(path for path in place.glob("*.toml") if path.name != "site.toml")
    tree = tomllib.loads((place / "site.toml").read_text("utf-8"))
    return Site.model_validate(tree | {"sections": [tomllib.loads(path.read_text("utf-8")) for path in files]})


@cache
def static_files() -> dict[str, Path]:
    """Style sheets, scripts and drawings that every site has, by their path."""
    place = folder / "pages" / "static"
    return {f"/{file.relative_to(place).as_posix()}": file for file in place.rglob("*.*")}


environment = Environment(
    loader=FileSystemLoader(folder / "templates"), undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
)
environment.filters |= {"written": written, "fullwidth": fullwidth}
environment.globals |= {"calendar_day": calendar_day, "calendar_days": calendar_days}


@cache
def compiled(text: str) -> Template:
    return environment.from_string(text)


def taipei_today() -> date:
    return datetime.now(ZoneInfo("Asia/Taipei")).date()


class County:
    """The whole county on one day."""

    def __init__(
        self,
        today: date | None = None,
        mended: Set[str] = frozenset(),
        down: Set[str] = frozenset(),
        slow: Mapping[str, float] | None = None,
    ) -> None:
        """`mended`: ids of faults that are put right. `down`: host addresses on which nobody listens.

        `slow`: seconds by which each answer of a host is late.
        Raises ValueError for an id that truth.toml does not name.
        """
        if unknown := mended - truth().ids:
            raise ValueError(f"truth.toml names no fault {', '.join(sorted(unknown))}")
        self.today = today or taipei_today()
        self.mended = mended
        self.down = down
        self.slow = slow or {}
        self.asked: set[str] = set()
        """Ids of the faults that the pages rendered so far have asked for."""
        self.sites = {site.host: site for site in sites_on(self.today)}
        self._neighbours = Neighbours()
        self._visits: Counter[str] = Counter()

    @property
    def addresses(self) -> list[str]:
        """Every host that listens."""
        return [host for host in (*self.sites, *self._neighbours.addresses) if host not in self.down]

    def ago(self, days: int) -> date:
        return self.today - timedelta(days)

    def age(self, page: Page) -> int:
        """Days since the page was updated."""
        return mended_age if page.stale and not self.fault(page.stale) else page.updated

    def fault(self, id: str, bad: Any = True, mended: Any = False) -> Any:
        self.asked.add(id)
        return mended if id in self.mended else bad

    def answer(self, request: Request) -> Answer:
        site = self.sites.get(request.host)
        answer = self._neighbours.answer(request) if site is None else self._site(site, request)
        pause = answer.pause + self.slow.get(request.host, 0.0)
        return replace(answer, pause=pause)

    def _site(self, site: Site, request: Request) -> Answer:
        path = urlsplit(request.path).path
        for old, new in site.redirects.items():
            if key(old) == key(request.path):
                return redirect(at_port(new, request.port))
        if found := site.page_at(request.path):
            section, page = found
            self._visits[page.path] += 1
            text = at_port(self.html(site, section, page), request.port)
            content_type = "text/html; charset=utf-8" if page.charset == "utf-8" else "text/html"
            return Answer(body=text.encode(page.charset), content_type=content_type)
        if answer := self._file(site, unquote(path), request.port):
            return answer
        if answer := self._for_machines(site, request):
            return answer
        status = 410 if unquote(path) in site.gone else 404
        text = environment.get_template("error.html").render(self._context(site, None, None))
        return Answer(status, at_port(text, request.port).encode())

    def html(self, site: Site, section: Section, page: Page) -> str:
        context = self._context(site, section, page)
        texts = ("body", "head", "lang", "document_title", "viewport", "stamp")
        context |= {name: compiled(getattr(page, name)).render(context) for name in texts}
        return environment.get_template(f"{page.template}.html").render(context)

    def _context(self, site: Site, section: Section | None, page: Page | None) -> dict[str, Any]:
        context: dict[str, Any] = {
            "county": self,
            "site": site,
            "section": section,
            "page": page,
            "sites": self.sites.values(),
            "portal": sites_on(self.today)[0],
            "copyright": compiled(site.copyright).render(today=self.today, fault=self.fault),
            "today": self.today,
            "ago": self.ago,
            "fault": self.fault,
        }
        if page is None or section is None:
            return context
        context["updated"] = self.ago(self.age(page))
        context["published"] = None if page.published is None else self.ago(page.published)
        context["dated"] = not (page.undated and self.fault(page.undated))
        context["unit"] = page.unit or section.unit or site.unit
        context["visits"] = sum(page.path.encode()) % 9000 + self._visits[page.path]
        self.asked |= page.lost.keys()
        context["attachments"] = [*page.files, *page.lost.values()]
        context["standing"] = compiled(site.stamp)
        context["side"] = [(link.title, compiled(link.href).render(context)) for link in section.side]
        return context

    def files(self, site: Site) -> Iterator[str]:
        """Names of the attachments that are there."""
        yield from site.files
        for _, page in site.pages.values():
            yield from page.files
            yield from (name for id, name in page.lost.items() if id in self.mended)

    def _file(self, site: Site, path: str, port: int) -> Answer | None:
        name = path.rpartition("/")[2]
        if path in site.pictures or (path == f"/files/{name}" and name in self.files(site)):
            body = attachment(name, at_port(self._hyperlink(site, name), port))
            return Answer(body=body, content_type=media_types[name.rpartition(".")[2]])
        if path in site.sheets:
            text = compiled(site.sheets[path]).render(self._context(site, None, None))
            return Answer(body=at_port(text, port).encode(), content_type="text/css; charset=utf-8")
        if place := static_files().get(path):
            return Answer(body=place.read_bytes(), content_type=f"{static_types[place.suffix]}; charset=utf-8")
        return None

    def _hyperlink(self, site: Site, name: str) -> str:
        texts = (page.hyperlinks[name] for _, page in site.pages.values() if name in page.hyperlinks)
        return compiled(next(texts, "")).render(self._context(site, None, None))

    def _lastmod(self, site: Site, number: int, page: Page) -> str:
        updated = self.ago(self.age(page))
        values = {"today": self.today, "ago": self.ago, "fault": self.fault, "updated": updated, "number": number}
        return compiled(site.lastmod).render(values)

    def _for_machines(self, site: Site, request: Request) -> Answer | None:
        parts = urlsplit(request.path)
        context = self._context(site, None, None)
        pages = [page for _, page in site.pages.values() if page.mapped]
        match parts.path, parts.query:
            case "/robots.txt", _:
                kind, text = "text/plain", site.robots
            case "/rss.aspx" | "/rss.xml", _:
                context["feed"] = compiled(site.feed).render(context)
                kind, text = "application/rss+xml", environment.get_template("rss.xml").render(context)
            case "/sitemap.xml", "" if site.sitemap_parts:
                kind, text = "application/xml", environment.get_template("sitemap-index.xml").render(context)
            case "/sitemap.xml", query:
                numbers = {f"page={number + 1}": number for number in range(site.sitemap_parts)}
                if query in numbers:
                    pages = pages[numbers[query] :: site.sitemap_parts]
                context["lastmods"] = [self._lastmod(site, number, page) for number, page in enumerate(pages)]
                kind, text = "application/xml", environment.get_template("sitemap.xml").render(context, pages=pages)
            case _:
                return None
        return Answer(body=at_port(text, request.port).encode(), content_type=f"{kind}; charset=utf-8")
