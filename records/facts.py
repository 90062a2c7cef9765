"""Facts: what the crawl saw. They are frozen, and hold no opinion about what is wrong."""

from __future__ import annotations

import warnings
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bs4 import BeautifulSoup


class Outcome(StrEnum):
    """How one attempt to fetch an address ended. Closed: a fetch always has exactly one."""

    ANSWERED = "answered"
    """An HTTP answer came back, whatever its status."""
    REFUSED = "refused"
    """The host refused the connection."""
    TIMED_OUT = "timed-out"
    NO_SUCH_HOST = "no-such-host"
    """DNS knows no such name."""
    TLS_FAILED = "tls-failed"
    DROPPED = "dropped"
    """The connection broke before the answer was whole."""
    TOO_LARGE = "too-large"
    """The body passed the configured limit, and was not kept."""
    TOO_MANY_REDIRECTS = "too-many-redirects"
    """More than a visitor's browser follows, or round and round."""
    ROBOTS = "robots"
    """robots.txt asks robots to keep out."""
    OUT_OF_SCOPE = "out-of-scope"
    """A redirect led from a page of ours to an address that no site of ours holds."""
    PRIVATE_ADDRESS = "private-address"
    """A private, loopback or link-local address that the configuration does not name."""
    MALFORMED = "malformed"
    """Not an address that can be fetched."""
    NOT_REACHED = "not-reached"
    """A limit (depth, pages, time) bit before its turn came, or its host had failed too often to be asked further."""
    DOWNLOAD = "download"
    """The browser was given a file instead of a page."""
    ERROR_PAGE = "error-page"
    """The browser was given a status of 400 or above instead of the page: there was nothing to audit."""
    CRASHED = "crashed"
    """Our own side failed on it: the browser's page crashed, or a parser raised."""


class Via(StrEnum):
    HTTP = "http"
    BROWSER = "browser"


class TlsFlaw(StrEnum):
    """What is wrong with a host's certificate or protocol."""

    EXPIRED = "expired"
    """Or not valid yet."""
    WRONG_NAME = "wrong-name"
    UNTRUSTED = "untrusted"
    """Signed by itself, or by nobody whom we know."""
    INCOMPLETE_CHAIN = "incomplete-chain"
    """The server leaves out an intermediate certificate. Browsers fetch it themselves, and so did we."""
    TOO_OLD = "too-old"
    """It speaks only protocols that browsers gave up (RFC 8996)."""


class Mark(StrEnum):
    """Something about an answer that its status does not tell."""

    EMPTY = "empty"
    """Not one byte."""
    CUT_SHORT = "cut-short"
    """Fewer bytes than announced."""
    WRONG_KIND = "wrong-kind"
    """A web page, where the address is named like a file."""
    SAYS_LOST = "says-lost"
    """Its title or heading says that the page does not exist."""
    PARKED = "parked"
    """The domain is for sale, or parked at a service for such."""
    LOGIN = "login"
    """It asks for a password, and shows hardly anything else."""
    AS_IF_LOST = "as-if-lost"
    """Answered just as an address of the same host that cannot exist."""


@dataclass(frozen=True)
class Hop:
    """One redirect: an address that answered with another."""

    url: str
    status: int


@dataclass(frozen=True)
class Fetch:
    """One attempt to get an address."""

    url: str
    outcome: Outcome
    status: int | None = None
    """The last HTTP status, when one came back."""
    final_url: str = ""
    """Where redirects led; empty when there were none."""
    content_type: str = ""
    """Media type, lower case, without parameters."""
    error: str = ""
    """The failure in the words of the library that met it, for operators."""
    via: Via = Via.HTTP
    at: datetime | None = None
    """When, with a time zone (UTC)."""
    hops: tuple[Hop, ...] = ()
    """The redirects on the way, in their order."""
    title: str = ""
    """Of an HTML page of others; those of our own are with the page."""
    signature: str = ""
    """What a visitor reads there, without digits and echoes of the address, as 16 hexadecimal digits (HTML only)."""
    marks: tuple[Mark, ...] = ()
    tls: TlsFlaw | None = None
    retry_after: float | None = None
    """Seconds that the server asks us to wait (RFC 9110 §10.2.3)."""

    @property
    def is_fine(self) -> bool:
        """Whether a whole answer came that is no error."""
        return self.outcome is Outcome.ANSWERED and 200 <= (self.status or 0) < 400


class DateKind(StrEnum):
    PUBLISHED = "published"
    UPDATED = "updated"
    REVIEWED = "reviewed"
    DEADLINE = "deadline"
    EVENT = "event"
    VALID_UNTIL = "valid-until"
    PRINTED = "printed"


class Precision(StrEnum):
    DAY = "day"
    MONTH = "month"
    YEAR = "year"


@dataclass(frozen=True)
class PageDate:
    """A date that a page states."""

    kind: DateKind
    value: date
    """The first day of the month or the year where the page says no more."""
    precision: Precision
    source: str
    """Where it was read: "label", "time", "meta:DC.Date", "json-ld"…"""
    text: str
    """The exact words, as they stand in the page."""


@dataclass(frozen=True)
class Page:
    """An HTML page of ours that answered 200, as it was served."""

    url: str
    """Canonical address."""
    html: str = field(repr=False)
    title: str = ""
    read_on: date = date.min
    """The day (Asia/Taipei) on which it was fetched: the only "today" that a check may know."""
    dates: tuple[PageDate, ...] = ()
    stale_after_days: int | None = 365
    """From the configuration; None where pages of this kind never go out of date."""

    @cached_property
    def soup(self) -> BeautifulSoup:
        from bs4 import BeautifulSoup, XMLParsedAsHTMLWarning

        with warnings.catch_warnings():
            # XHTML read as HTML, as browsers do where a server says text/html.
            warnings.simplefilter("ignore", XMLParsedAsHTMLWarning)
            return BeautifulSoup(self.html, "lxml")

    @property
    def page_url(self) -> str:
        return self.url


class Region(StrEnum):
    """Which part of a page something stands in."""

    MAIN = "main"
    MENU = "menu"
    HEADER = "header"
    FOOTER = "footer"


class Likeness(StrEnum):
    """Why an address may be what a broken link once led to."""

    HTTPS = "https"
    """The same address by https answers."""
    TITLE = "title"
    """A page of ours whose title is the link's text."""
    FILE_NAME = "file-name"
    """A page or file of ours of the same name, in another folder."""
    ARCHIVED = "archived"
    """A web archive may hold a copy."""


@dataclass(frozen=True)
class Offer:
    url: str
    why: Likeness


@dataclass(frozen=True)
class Link:
    """A reference on a page, and every attempt that this run made to fetch where it leads."""

    page_url: str
    url: str
    """Canonical absolute address of the target, without its fragment."""
    href: str = ""
    """As written in the page."""
    text: str = ""
    """The words a visitor sees (or the alternative text of an image in it)."""
    element: str = "a"
    selector: str = ""
    snippet: str = ""
    """The element's HTML, at most 500 characters."""
    region: Region = Region.MAIN
    line: int = 0
    """Line of the page's HTML, from 1; 0 where it is not known."""
    tries: tuple[Fetch, ...] = ()
    """In the order in which they were made; empty when the target was never asked."""
    pages: tuple[str, ...] = ()
    """Every page that has it, where it stands in a template (menu, header, footer, head) of the site; then `page_url`
    is the site's start."""
    fragment: str = ""
    """The place in the target that is meant, percent-decoded."""
    has_place: bool | None = None
    """Whether the target has that place; None where that is not known."""
    flaw: str = ""
    """Why it is no address that can be asked (see `crawler.extract.addresses.Flaw`)."""
    earlier: tuple[Fetch, ...] = ()
    """The last try of each of the runs before, the newest first; only where this run's tries failed."""
    last_fine: datetime | None = None
    """When the target last answered well, in any run (Asia/Taipei); only where this run's tries failed."""
    offers: tuple[Offer, ...] = ()
    """Addresses that may be what the link once led to, the likeliest first; only where it is broken."""


class AxeOutcome(StrEnum):
    VIOLATION = "violation"
    INCOMPLETE = "incomplete"


@dataclass(frozen=True)
class AxeNode:
    selector: str
    """CSS path; frames and shadow roots are joined by " >>> "."""
    html: str
    summary: str = ""
    """axe's own words on what to mend here, in zh-TW."""
    summary_en: str = ""


@dataclass(frozen=True)
class AxeResult:
    """What axe-core said of one rule on one page."""

    page_url: str
    rule: str
    outcome: AxeOutcome
    impact: str
    """"critical", "serious", "moderate", "minor"; empty where axe gives none."""
    help: str
    """The rule in one line, zh-TW."""
    help_en: str
    tags: tuple[str, ...]
    nodes: tuple[AxeNode, ...]


Fact = Page | Link | AxeResult


@dataclass(frozen=True)
class Audit:
    """One page's visit by the browser: how it went, and what axe said."""

    url: str
    outcome: Outcome
    """ANSWERED when axe ran to its end."""
    error: str = ""
    """Why it was not audited, in one sentence for the run's page."""
    results: tuple[AxeResult, ...] = ()
    engine: str = ""
    """For instance "axe-core 4.14.1"."""
    browser: str = ""
    at: datetime | None = None
    links: tuple[tuple[str, str], ...] = ()
    """(address, text) of the links that the page has once its scripts have run. Not kept with the audit."""
