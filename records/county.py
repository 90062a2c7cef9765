"""The county as its configuration describes it: sites, bureaus, who owns what, and the limits of the patrol."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Annotated, Any, Literal, NamedTuple, Self, TypeVar
from urllib.parse import parse_qsl, urlsplit

from pydantic import BaseModel, ConfigDict, EmailStr, Field, ValidationError, field_validator, model_validator

from records.answers import Message
from records.bureaus import names_twice
from records.facts import Layer, PageKind
from records.standard import EDITIONS

Id = Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]*$")]
Days = Annotated[int, Field(ge=1, le=36500)]
UNKNOWN_BUREAU = "{file}:{line}: The bureau “{id}” is named here, but there is no [[bureau]] of this id."


class WrongValue(ValueError):
    """A value that means nothing; `message` says why."""

    def __init__(self, message: Message) -> None:
        super().__init__(message.text)
        self.message = message


class ConfigurationError(Exception):
    """The configuration cannot be used. Each mistake is one sentence that starts with "file:line"."""

    def __init__(self, mistakes: Sequence[Message]) -> None:
        super().__init__("\n".join(str(mistake) for mistake in mistakes))
        self.mistakes = tuple(mistakes)


class Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


S = TypeVar("S", bound=Section)


class AddressRule(Section):
    """Matches an address by host, by path prefix, and by query parameters; what is left out matches all."""

    host: str = ""
    path: str = ""
    query: str = ""
    """For instance "topsn=714": each parameter named must be in the address with this value."""
    file: str = ""
    """How the name of the file begins, which is the last part of the path: for instance "12_"."""

    @model_validator(mode="after")
    def names_something(self) -> Self:
        if not self.names_an_address:
            raise WrongValue(
                Message("{file}:{line}: The rule matches nothing: give at least one of host, path, query and file.")
            )
        return self

    @property
    def names_an_address(self) -> bool:
        return bool(self.host or self.path or self.query or self.file)

    def matches(self, url: str) -> bool:
        parts = urlsplit(url)
        if self.host and self.host.lower() not in (parts.netloc.lower(), (parts.hostname or "")):
            return False
        if not parts.path.lower().startswith(self.path.lower()):
            return False
        if not parts.path.rpartition("/")[2].lower().startswith(self.file.lower()):
            return False
        return set(parse_qsl(self.query)) <= set(parse_qsl(parts.query))

    def __str__(self) -> str:
        names = ("host", "path", "query", "file", "section")
        return " ".join(f"{name}={value}" for name in names if (value := getattr(self, name, "")))


class FreshnessLimits(NamedTuple):
    kind: PageKind
    stale_after_days: int | None
    entries_after_days: int | None


class OwnerRule(AddressRule):
    bureau: Id
    section: str = ""
    """A step of the path from the home page, as pages show it; asked after the rules that go by the address alone."""

    @model_validator(mode="after")
    def names_something(self) -> Self:
        if not (self.names_an_address or self.section):
            words = "{file}:{line}: The rule matches nothing: give at least one of host, path, query, file and section."
            raise WrongValue(Message(words))
        return self


class FreshnessRule(AddressRule):
    """What holds for some pages: each value is that of the first rule that matches and gives it."""

    site: str = ""
    """Id of the site whose pages it matches."""
    only: PageKind | None = None
    """Matches pages of this kind alone."""
    kind: PageKind | None = None
    """The pages are of this kind, whatever they look like. Not together with `only`."""
    stale_after_days: Days | Literal["never"] | None = None
    entries_after_days: Days | Literal["never"] | None = None

    @model_validator(mode="after")
    def names_something(self) -> Self:
        if not (self.names_an_address or self.site or self.only):
            words = "{file}:{line}: The rule matches nothing: give at least one of host, path, query, site and only."
            raise WrongValue(Message(words))
        if self.kind and self.only:
            words = "{file}:{line}: “only” picks pages by their kind and “kind” gives them one: write two rules."
            raise WrongValue(Message(words))
        if not (self.kind or self.stale_after_days or self.entries_after_days):
            words = "{file}:{line}: The rule says nothing: give kind, stale_after_days or entries_after_days."
            raise WrongValue(Message(words))
        return self

    def is_for(self, url: str, site_id: str) -> bool:
        return self.site in ("", site_id) and self.matches(url)


class LinkRule(Section):
    """How links to some targets are judged otherwise than by our own rules. The first rule that matches decides."""

    host: str = ""
    """Host of the target, with its port unless it is the usual one; "*.example.gov.tw" matches all below it."""
    pattern: str = ""
    """A regular expression that is found in the target's address."""
    fine: tuple[int, ...] = ()
    """HTTP statuses that count as a good answer there."""
    skip: bool = False
    """Do not ask for these targets, and say nothing of them."""
    reason: str = ""
    """Who decided so, and why."""
    until: date | None = None
    """The last day on which the rule holds; a rule that skips must have one."""

    @model_validator(mode="after")
    def is_whole(self) -> Self:
        if not (self.host or self.pattern):
            raise WrongValue(
                Message("{file}:{line}: The rule for links matches nothing: give at least one of host and pattern.")
            )
        if self.skip and not (self.reason and self.until):
            raise WrongValue(
                Message(
                    "{file}:{line}: A rule that skips links needs a reason, and a last day such as until = 2027-01-31."
                )
            )
        try:
            re.compile(self.pattern)
        except re.error as error:
            words = "{file}:{line}: “{pattern}” is not a regular expression: {reason}"
            raise WrongValue(Message(words, {"pattern": self.pattern, "reason": str(error)})) from None
        return self

    def matches(self, url: str, today: date) -> bool:
        if self.until is not None and today > self.until:
            return False
        if self.host and not _is_host(host_of(url), self.host.lower()):
            return False
        return not self.pattern or re.search(self.pattern, url) is not None


class HostRule(Section):
    """Limits of our own for one host, whether it holds a site or not."""

    name: str = Field(min_length=1)
    """Host, with its port unless it is the usual one; "*.example.gov.tw" matches all below it."""
    delay_seconds: float | None = Field(default=None, ge=0)
    concurrency: int | None = Field(default=None, ge=1, le=32)


class CountySection(Section):
    name: str = Field(min_length=1)
    name_en: str = ""
    language: Literal["zh-Hant-TW", "en"] = "zh-Hant-TW"
    catch_all: Id
    """The bureau that hears of pages that no rule gives to another."""
    contact_name: str = ""
    contact_phone: str = ""
    contact_mail: EmailStr
    """The operator: hears of every run, and of sick runs alone."""


class Crawl(Section):
    """Limits of the crawl; a limit that bites is named on the run's page."""

    user_agent: str = "SitePatrol/0.1 (weekly site check of the county's IT division)"
    obey_robots: bool = True
    delay_seconds: float = Field(default=0.5, ge=0)
    """Between two requests to one host."""
    concurrency_per_host: int = Field(default=2, ge=1, le=32)
    max_depth: int = Field(default=20, ge=0)
    max_pages: int = Field(default=20000, ge=1)
    """Per site."""
    max_body_mb: float = Field(default=20, gt=0)
    timeout_seconds: float = Field(default=30, gt=0)
    max_minutes: float = Field(default=600, gt=0)
    retry_pause_seconds: float = Field(default=20, ge=0)
    """Before a failed address is tried again at the end of the run; three times as long before the third try."""
    trap_pages: int = Field(default=200, ge=2)
    """Pages read of one shape (addresses alike but for digits) before those that say nothing new count as a trap."""
    fresh_days: float = Field(default=3, ge=0)
    """For so long a target of others that answered well is not asked again. One that failed always is."""
    ca_file: str = ""
    """A PEM file of certificate authorities to trust beside the system's, for instance the county's own."""
    browser_pages: int = Field(default=2, ge=1, le=32)
    """Pages that the browser audits at once."""
    allow_private: tuple[str, ...] = ()
    """Private or loopback hosts that links may lead to, beside the hosts of the sites."""


KIND_DAYS: Mapping[PageKind, int | None] = {
    PageKind.NEWS_LIST: None,
    PageKind.NEWS: None,
    PageKind.PERSONNEL: 180,
    PageKind.STATISTICS: 400,
    PageKind.LAW: None,
    PageKind.PLAN: 550,
    PageKind.BUDGET: 400,
    PageKind.ABOUT: 730,
    PageKind.ARCHIVE: None,
}
"""Days after which pages of a kind are out of date; None: never by their age alone. Others: `stale_after_days`.

Ours, not a rule's text: 政府網站服務管理規範 asks each body to set its own periods (guide 8.3). What stands in a list
of news stays as it was written; the list itself has `entries_after_days`.
"""


class Freshness(Section):
    """Periods in days. Defaults are ours (see KIND_DAYS)."""

    stale_after_days: Days = 365
    """For pages whose kind has no period of its own."""
    kind_days: dict[PageKind, Days | Literal["never"]] = {}
    entries_after_days: Days = 90
    """How old the newest entry of a list of news may be."""
    translation_days: Days = 180
    """How much older than the Chinese page its translation may be."""
    names_file: str = ""
    """A CSV file of outdated names of the county's own, beside those that come with the program."""
    directory_file: str = ""
    """A CSV file of units with their phone numbers and mail addresses."""
    rule: tuple[FreshnessRule, ...] = ()


class Accessibility(Section):
    """How pages are audited in the browser. Defaults are ours."""

    layers: tuple[Layer, ...] = tuple(Layer)
    """Ways of looking for barriers: "axe", "static", "probes"."""
    viewport: tuple[int, int] = (1280, 800)
    """Width and height of the browser's window, in CSS pixels; [390, 844] is a phone's."""
    dismiss: tuple[str, ...] = ()
    """CSS selectors of buttons that close a consent or greeting layer: clicked, where they are, before a page is
    audited."""
    probe_pages: int = Field(default=3, ge=1)
    """Pages of each template that the probes try; home pages and pages with open issues of theirs come beside."""
    audit_weeks: int = Field(default=8, ge=1)
    """After so many weeks a page is audited anew, whatever has or has not changed."""
    audit_minutes: float = Field(default=480, gt=0)
    """For all audits of a run; what is left over keeps its last audit or stays without one. The run's page says so."""
    sample: float = Field(default=0.02, ge=0, le=1)
    """Share of the unchanged pages that are audited all the same: that shows whether carrying over can be trusted."""
    webdriver: str = Field(default="", repr=False)
    """Address of a WebDriver or a Selenium Grid whose browsers make the audits, maybe with user:password@ before its
    host; empty: our own browser makes them."""
    webdriver_sessions: int = Field(default=2, ge=1, le=64)
    """Browsers that audit there at once."""
    webdriver_browser: Literal["chrome", "firefox"] = "chrome"

    @field_validator("webdriver")
    @classmethod
    def is_web_address(cls, address: str) -> str:
        if address and not _is_web_address(address):
            words = "{file}:{line}: “{name}” is not the address of a WebDriver; write it whole, for instance http://grid.example.gov.tw:4444"
            raise WrongValue(Message(words))
        return address


def _is_web_address(address: str) -> bool:
    try:
        parts = urlsplit(address)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and (parts.port or 1) > 0
    except ValueError:
        return False


class Due(Section):
    """Working days to mend an issue, by severity. Defaults are ours."""

    critical: int = Field(default=1, ge=1)
    serious: int = Field(default=3, ge=1)
    moderate: int = Field(default=5, ge=1)
    minor: int = Field(default=10, ge=1)


class Escalation(Section):
    """Working days after an issue's due date. Defaults are ours."""

    reminder: int = Field(default=3, ge=0)
    supervisor: int = Field(default=7, ge=0)
    rollup: int = Field(default=20, ge=0)
    rollup_to: tuple[EmailStr, ...] = ()
    """Who gets the monthly roll-up; empty: the supervisors of all bureaus."""

    @model_validator(mode="after")
    def goes_up(self) -> Self:
        if not self.reminder <= self.supervisor <= self.rollup:
            words = "{file}:{line}: Of reminder, supervisor and rollup none may come earlier than the one before it."
            raise WrongValue(Message(words))
        return self


class Mail(Section):
    sender: EmailStr
    reply_to: EmailStr | None = None
    bounces_to: EmailStr | None = None
    """The envelope's sender, to which what cannot be delivered comes back; else `sender`."""
    smtp_host: str = ""
    """Empty: mails are only written to a folder."""
    smtp_port: int = Field(default=25, ge=1, le=65535)
    security: Literal["none", "starttls", "tls"] = "starttls"
    user: str = ""
    password_env: str = ""
    """Name of the environment variable that holds the password: the password itself never stands in this file."""
    password_file: str = ""
    """Or a file that holds it and nothing else; relative to the configuration file."""
    timeout_seconds: float = Field(default=60, gt=0)
    """To wait for each answer of the mail server."""
    hour: int = Field(default=8, ge=0, le=11)
    """Bureaus' mails go out on working days from this hour on, until noon."""
    max_mb: float = Field(default=5, gt=0)
    """Size of one mail; lists that would make it larger are left out, and the mail says where they are."""
    report_url: str = ""
    """Where the folder of reports can be opened, for instance on the intranet; empty: nowhere."""
    bounces_box: str = ""
    """Mailbox (mbox file, Maildir or folder of .eml files) with what came back; relative to the configuration file."""
    answers_box: str = ""
    """Mailbox with bureaus' replies; empty: what they answer is for people alone."""


class Store(Section):
    folder: str = "sitepatrol"
    """For the database, reports and mails; relative to the configuration file."""
    database: str = ""
    """A SQLAlchemy address; empty: SQLite in the folder."""


class Site(Section):
    id: Id
    name: str = Field(min_length=1)
    name_en: str = ""
    start: tuple[str, ...] = Field(min_length=1)
    scope: tuple[str, ...] = ()
    """Address prefixes that belong to the site; empty: all of each start address's host."""
    sitemaps: tuple[str, ...] = ()
    """Beside those that robots.txt names."""
    exclude: tuple[str, ...] = ()
    """Regular expressions; an address in which one is found is not fetched as a page."""
    drop_query: tuple[str, ...] = ()
    """Query parameters that do not tell one page from another, for instance session ids and print variants."""
    ignore_case: bool = False
    """IIS serves /A.aspx and /a.aspx alike: take them for one page."""
    bureau: Id | None = None
    template_bureau: Id | None = None
    """Who owns menus, headers and footers that stand on the pages of more than one bureau; else `bureau`."""
    delay_seconds: float | None = Field(default=None, ge=0)
    concurrency: int | None = Field(default=None, ge=1, le=32)
    max_pages: int | None = Field(default=None, ge=1)
    badge_edition: Literal["110.07", "115.11"] | None = None
    """The edition of 網站無障礙規範 by which its badge was granted: spot checks go by it while the badge holds."""
    badge_date: date | None = None
    """The day on which it was granted."""
    badge_level: Literal["A", "AA", "AAA"] = "AA"
    important: tuple[str, ...] = ()
    """Addresses of pages that must never be down, beside the start pages: their bureau hears at once."""

    @model_validator(mode="after")
    def has_a_possible_badge(self) -> Self:
        if self.badge_date and self.badge_edition and self.badge_date < EDITIONS[self.badge_edition]:
            words = "{file}:{line}: Edition {edition} is in force from {since} on; no badge was granted by it on {day}."
            since, day = EDITIONS[self.badge_edition].isoformat(), self.badge_date.isoformat()
            raise WrongValue(Message(words, {"edition": self.badge_edition, "since": since, "day": day}))
        return self

    @field_validator("start", "scope", "sitemaps", "important")
    @classmethod
    def web_addresses(cls, addresses: tuple[str, ...]) -> tuple[str, ...]:
        for address in addresses:
            if not _is_web_address(address):
                words = "{file}:{line}: “{address}” is not a web address; write it whole, for instance https://www.example.gov.tw/"
                raise WrongValue(Message(words, {"address": address}))
        return addresses

    @field_validator("exclude")
    @classmethod
    def patterns(cls, patterns: tuple[str, ...]) -> tuple[str, ...]:
        for pattern in patterns:
            try:
                re.compile(pattern)
            except re.error as error:
                words = "{file}:{line}: “{pattern}” is not a regular expression: {reason}"
                raise WrongValue(Message(words, {"pattern": pattern, "reason": str(error)})) from None
        return patterns

    def prefixes(self) -> Iterator[tuple[str, str]]:
        """(host with port, path prefix) pairs, lower case; http and https are one."""
        for address in self.scope or self.start:
            parts = urlsplit(address)
            yield host_of(address), (parts.path or "/").lower() if self.scope else "/"

    def excludes(self, url: str) -> bool:
        return any(re.search(pattern, url) for pattern in self.exclude)


class Bureau(Section):
    id: Id
    name: str = Field(min_length=1)
    name_en: str = ""
    aliases: tuple[str, ...] = ()
    """Other names by which pages call it, and names of its sections that do not begin with its own."""
    mail: EmailStr
    """Of the desk, not of a person: persons change."""
    deputies: tuple[EmailStr, ...] = ()
    """Further addresses to which its mails go."""
    cc: tuple[EmailStr, ...] = ()
    supervisor_mail: EmailStr | None = None
    language: Literal["zh-Hant-TW", "en"] | None = None
    format: Literal["html", "text"] = "html"
    """"html": as a page and as text; "text": as text alone."""


def _is_host(host: str, name: str) -> bool:
    return host.endswith(name[1:]) if name.startswith("*.") else host == name


_ORIGIN = re.compile(r"(https?)://([^/?#@\\\[\]]+)(?=[/?#]|$)", re.IGNORECASE)


def host_of(url: str) -> str:
    """Host in lower case, with its port unless it is the scheme's own."""
    origin = _ORIGIN.match(url)
    return _host_of_origin(origin[0] if origin else url)


@lru_cache(maxsize=4096)
def _host_of_origin(url: str) -> str:
    parts = urlsplit(url)
    host = parts.hostname or ""
    port = parts.port
    if port is None or port == {"http": 80, "https": 443}.get(parts.scheme):
        return host
    return f"{host}:{port}"


class County(Section):
    county: CountySection
    crawl: Crawl = Crawl()
    freshness: Freshness = Freshness()
    accessibility: Accessibility = Accessibility()
    due: Due = Due()
    escalation: Escalation = Escalation()
    mail: Mail
    store: Store = Store()
    site: tuple[Site, ...] = Field(min_length=1)
    bureau: tuple[Bureau, ...] = Field(min_length=1)
    owner: tuple[OwnerRule, ...] = ()
    link: tuple[LinkRule, ...] = ()
    host: tuple[HostRule, ...] = ()

    @property
    def bureaus(self) -> dict[str, Bureau]:
        return {bureau.id: bureau for bureau in self.bureau}

    def site_of(self, url: str) -> Site | None:
        """The site that holds the address: the one with the longest matching path prefix."""
        here = self._prefixes_by_host.get(host_of(url))
        if here is None:
            return None
        path = (urlsplit(url).path or "/").lower() if len(here) > 1 or here[0][0] != "/" else "/"
        return next((site for prefix, site in here if path.startswith(prefix)), None)

    @cached_property
    def _prefixes_by_host(self) -> dict[str, list[tuple[str, Site]]]:
        """(path prefix, site) pairs of each host, the longest first."""
        found: dict[str, list[tuple[str, Site]]] = {}
        for site in self.site:
            for host, prefix in site.prefixes():
                found.setdefault(host, []).append((prefix, site))
        for pairs in found.values():
            pairs.sort(key=lambda pair: -len(pair[0]))
        return found

    def link_rule(self, url: str, today: date) -> LinkRule | None:
        """The rule that says how this target of a link is judged, if any."""
        return next((rule for rule in self.link if rule.matches(url, today)), None)

    def host_limits(self, host: str) -> tuple[float, int]:
        """(seconds between two requests, requests at once) for a host: its own rule's, its site's, the crawl's."""
        delay, concurrency = self.crawl.delay_seconds, self.crawl.concurrency_per_host
        for site in self.site:
            if any(host == name for name, _prefix in site.prefixes()):
                delay = delay if site.delay_seconds is None else site.delay_seconds
                concurrency = site.concurrency or concurrency
                break
        for rule in self.host:
            if _is_host(host, rule.name.lower()):
                delay = delay if rule.delay_seconds is None else rule.delay_seconds
                concurrency = rule.concurrency or concurrency
                break
        return delay, concurrency

    def freshness_of(self, url: str, recognised: PageKind) -> FreshnessLimits:
        """What kind of page this address is held to be, and how soon such a page goes out of date."""
        site = self.site_of(url)
        site_id = site.id if site else ""
        rules = [rule for rule in self.freshness.rule if rule.is_for(url, site_id)]
        kind = next((rule.kind for rule in rules if rule.kind), recognised)
        rules = [rule for rule in rules if rule.only in (None, kind)]
        usual: int | Literal["never"] | None = self.freshness.kind_days.get(
            kind, KIND_DAYS.get(kind, self.freshness.stale_after_days)
        )
        days = next((rule.stale_after_days for rule in rules if rule.stale_after_days), usual)
        of_lists = self.freshness.entries_after_days if kind is PageKind.NEWS_LIST else None
        entries = next((rule.entries_after_days for rule in rules if rule.entries_after_days), of_lists)
        return FreshnessLimits(kind, None if days == "never" else days, None if entries == "never" else entries)

    def allowed_hosts(self) -> frozenset[str]:
        """Host names (without ports) that may be asked though they are private: those that the configuration names."""
        named = [address for site in self.site for address in (*site.start, *site.scope, *site.sitemaps)]
        hosts = {urlsplit(address).hostname or "" for address in named}
        return frozenset(hosts | {host.lower() for host in self.crawl.allow_private})

    def time_limit(self) -> timedelta:
        return timedelta(minutes=self.crawl.max_minutes)


def read_county(path: Path) -> County:
    """Read a configuration file.

    Raises ConfigurationError, which names every mistake with its line, if the file is missing or cannot be used.
    """
    try:
        text = path.read_text("utf-8-sig")
    except FileNotFoundError:
        words = "{file}:1: There is no such file; copy config/county.example.toml and fill it in."
        raise ConfigurationError([Message(words, {"file": str(path)})]) from None
    except (OSError, UnicodeDecodeError) as error:
        words = "{file}:1: The file cannot be read as UTF-8 text: {reason}"
        raise ConfigurationError([Message(words, {"file": str(path), "reason": str(error)})]) from None
    county = parse_county(text, str(path))
    crawl, ca_file = _with_files(county.crawl, path, text, "crawl", "ca_file")
    freshness, others = _with_files(county.freshness, path, text, "freshness", "names_file", "directory_file")
    mail, password_file = _with_files(county.mail, path, text, "mail", "password_file")
    boxes = {name: str(path.parent / box) for name in ("bounces_box", "answers_box") if (box := getattr(mail, name))}
    mail = mail.model_copy(update=boxes)
    if missing := ca_file + others + password_file:
        raise ConfigurationError(missing)
    return county.model_copy(update={"crawl": crawl, "freshness": freshness, "mail": mail})


def _with_files(section: S, path: Path, text: str, table: str, *names: str) -> tuple[S, list[Message]]:
    """The section with the files it names found beside the configuration, and a sentence for each that is none."""
    found, missing = dict[str, str](), list[Message]()
    for name in names:
        if written := getattr(section, name):
            file = path.parent / written
            if file.is_file():
                found[name] = str(file)
                continue
            values: dict[str, str | int] = {"file": str(path), "line": line_of(text, (table, name)), "name": name}
            words = "{file}:{line}: “{name}” names {path}, which is no file."
            missing.append(Message(words, {**values, "path": str(file)}))
    return section.model_copy(update=found), missing


def parse_county(text: str, name: str = "county.toml") -> County:
    """The same for text; `name` stands for the file in sentences."""
    try:
        tree = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        where = re.search(r"line (\d+)", str(error))
        line = int(where[1]) if where else len(text.splitlines())
        words = "{file}:{line}: This is not TOML: {reason}"
        raise ConfigurationError([Message(words, {"file": name, "line": line, "reason": str(error)})]) from None
    mistakes: list[tuple[int, Message]] = []
    county = None
    try:
        county = County.model_validate(tree)
    except ValidationError as error:
        mistakes = [(line_of(text, wrong["loc"]), _mistake(wrong)) for wrong in error.errors()]
    mistakes += [(line_of(text, loc), mistake) for loc, mistake in _contradictions(tree)]
    if mistakes or county is None:
        mistakes.sort(key=lambda mistake: mistake[0])
        raise ConfigurationError(
            [Message(said.text, {**said.values, "file": name, "line": line}) for line, said in mistakes]
        )
    return county


def line_of(text: str, loc: Sequence[str | int]) -> int:
    """The line (from 1) where a pydantic location such as ("site", 2, "start", 0) stands; the nearest known one."""
    tables: dict[tuple[str | int, ...], int] = {}
    counts: dict[tuple[str | int, ...], int] = {}
    here: tuple[str | int, ...] = ()
    for number, line in enumerate(text.splitlines(), 1):
        if header := re.match(r"\s*(\[\[?)\s*([\w.-]+)\s*\]", line):
            here = tuple(header[2].split("."))
            if header[1] == "[[":
                counts[here] = counts.get(here, -1) + 1
                here = (*here, counts[here])
            tables.setdefault(here, number)
        elif key := re.match(r"\s*([\w-]+)\s*=", line):
            tables.setdefault((*here, key[1]), number)
    path = tuple(loc)
    while path and path not in tables:
        path = path[:-1]
    return tables.get(path, 1)


def _mistake(wrong: Any) -> Message:
    name = ".".join(str(part) for part in wrong["loc"] if not isinstance(part, int))
    values: dict[str, str | int] = {"name": name, "reason": str(wrong["msg"])}
    if isinstance(cause := wrong.get("ctx", {}).get("error"), WrongValue):
        return Message(cause.message.text, {**values, **cause.message.values})
    match wrong["type"]:
        case "missing":
            return Message("{file}:{line}: “{name}” is missing; add it.", values)
        case "extra_forbidden":
            return Message(
                "{file}:{line}: “{name}” is not a setting; see config/county.example.toml for those that there are.",
                values,
            )
        case "string_pattern_mismatch":
            return Message(
                "{file}:{line}: “{name}” may hold only small letters a–z, digits and -, and starts with a letter.",
                values,
            )
        case "greater_than_equal":
            return Message(
                "{file}:{line}: “{name}” must be at least {least}.", {**values, "least": str(wrong["ctx"]["ge"])}
            )
        case "greater_than":
            return Message(
                "{file}:{line}: “{name}” must be more than {least}.", {**values, "least": str(wrong["ctx"]["gt"])}
            )
    return Message("{file}:{line}: “{name}” does not hold what it should: {reason}", values)


def _contradictions(tree: dict[str, Any]) -> Iterator[tuple[Sequence[str | int], Message]]:
    """Mistakes between sections, looked for even where one section is broken, so that one reading names them all."""

    def tables(name: str) -> list[dict[str, Any]]:
        found = tree.get(name, [])
        return [table for table in found if isinstance(table, dict)] if isinstance(found, list) else []

    bureaus = {str(table.get("id")) for table in tables("bureau")}
    for name in ("bureau", "site"):
        seen: set[str] = set()
        for number, table in enumerate(tables(name)):
            if (id := str(table.get("id"))) in seen:
                yield (
                    (name, number, "id"),
                    Message("{file}:{line}: Two {name}s are called “{id}”; rename one.", {"name": name, "id": id}),
                )
            seen.add(id)
    for name in ("owner", "site"):
        for number, table in enumerate(tables(name)):
            for key in ("bureau", "template_bureau"):
                if key in table and (id := str(table[key])) not in bureaus:
                    yield (name, number, key), Message(UNKNOWN_BUREAU, {"id": id})
    freshness = tree.get("freshness")
    rules = freshness.get("rule", []) if isinstance(freshness, dict) else []
    sites = {str(table.get("id")) for table in tables("site")}
    for number, rule in enumerate(rules if isinstance(rules, list) else []):
        if isinstance(rule, dict) and (id := str(rule.get("site", ""))) and id not in sites:
            words = "{file}:{line}: The site “{id}” is named here, but there is no [[site]] of this id."
            yield ("freshness", "rule", number, "site"), Message(words, {"id": id})
    yield from _bureaus_at_odds(tables("bureau"))
    yield from _rules_at_odds(tables("owner"))
    county = tree.get("county")
    if isinstance(county, dict) and (id := str(county.get("catch_all", ""))) and id not in bureaus:
        yield ("county", "catch_all"), Message(UNKNOWN_BUREAU, {"id": id})


def _bureaus_at_odds(bureaus: list[dict[str, Any]]) -> Iterator[tuple[Sequence[str | int], Message]]:
    named = {str(table.get("id")): [str(table.get("name")), *_texts(table.get("aliases"))] for table in bureaus}
    for name, (first, second) in names_twice(named).items():
        number = next(number for number, table in enumerate(bureaus) if str(table.get("id")) == second)
        words = "{file}:{line}: “{name}” is a name of two bureaus, “{first}” and “{second}”; take it from one of them."
        yield ("bureau", number, "aliases"), Message(words, {"name": name, "first": first, "second": second})


def _rules_at_odds(rules: list[dict[str, Any]]) -> Iterator[tuple[Sequence[str | int], Message]]:
    """Two that match the very same addresses and name different bureaus: the second could never decide."""
    seen: dict[tuple[str, ...], tuple[int, str]] = {}
    for number, rule in enumerate(rules, 1):
        matches = tuple(str(rule.get(name, "")).lower() for name in ("host", "path", "query", "file", "section"))
        first, bureau = seen.setdefault(matches, (number, str(rule.get("bureau"))))
        if bureau != str(rule.get("bureau")):
            words = "{file}:{line}: Owner rule {number} matches just what rule {first} does, and names another bureau."
            yield ("owner", number - 1, "bureau"), Message(words, {"number": number, "first": first})


def _texts(value: Any) -> list[str]:
    return [text for text in value if isinstance(text, str)] if isinstance(value, list) else []
