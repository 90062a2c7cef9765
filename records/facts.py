"""Facts: what the crawl saw. They are frozen, and hold no opinion about what is wrong."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


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
    """A date that a page or a document states."""

    kind: DateKind
    value: date
    """The first day of the month or the year where the page says no more; of a range its first day."""
    precision: Precision
    source: str
    """Where it was read: "label", "time", "meta:DC.Date", "json-ld", "text", "file-name", "pdf:ModDate"…"""
    text: str
    """The exact words, as they stand in the page."""
    until: date | None = None
    """The last day of a range; of one that only names its end, the same as `value`."""
    line: int = 0
    """Line of the page's source, from 1; 0 where it is not known."""
    is_weak: bool = False
    """Whether it rests on one weak source: nobody is blamed for it."""

    @property
    def last_day(self) -> date:
        """The last day that the words allow: never blame a month or a year earlier than its end."""
        day = self.until or self.value
        match self.precision:
            case Precision.DAY:
                return day
            case Precision.MONTH:
                return day.replace(day=calendar.monthrange(day.year, day.month)[1])
            case Precision.YEAR:
                return day.replace(month=12, day=31)


class Sign(StrEnum):
    """What a passage says that bears on whether its page still holds."""

    CLOSED = "closed"
    """已截止, 已結束, 已額滿: the page itself says that it is over."""
    ARCHIVED = "archived"
    """歷史資料, 停止適用, 僅供參考: kept on purpose."""
    PROMISE = "promise"
    """每月更新: how often it is promised to change; `value` in days."""
    UNDER_CONSTRUCTION = "under-construction"
    PLACEHOLDER = "placeholder"
    """Words that a designer or a system puts where the text shall come."""
    TEST = "test"
    """測試頁: somebody tried something and left it."""
    EMPTY_LIST = "empty-list"
    """查無資料, 目前無資料."""
    SEE_ATTACHMENT = "see-attachment"
    """The page says no more than that its attachment says it."""
    ONLY_PICTURE = "only-picture"
    NO_TEXT = "no-text"
    """Nothing stands in its main part."""
    OUTDATED_NAME = "outdated-name"
    """`value`: the old name, its successor and the day (ISO 8601) from which it holds, apart by "|"."""
    CONTACT = "contact"
    """`value`: a unit, and "tel:" with digits or "mail:" with an address, apart by "|"."""
    YEAR_LABEL = "year-label"
    """The title or heading names a year: `value` in the Gregorian calendar; `text` with {year} in its place."""
    COPYRIGHT = "copyright"
    """`value`: the newest year of the footer's copyright line."""
    IMPOSSIBLE_DATE = "impossible-date"
    """民國0年, 115/13/40: behind the label of a date stands what is none."""
    BARE_DATE = "bare-date"
    """A date and nothing else, without a label."""
    COUNTERPART = "counterpart"
    """`value`: the address of the same page in the other language."""


@dataclass(frozen=True)
class Passage:
    sign: Sign
    text: str
    """The exact words, at most 200 characters."""
    value: str = ""
    line: int = 0
    """Line of the page's source, from 1; 0 where it is not known."""


@dataclass(frozen=True)
class Entry:
    """A dated entry of a list."""

    date: date
    text: str
    url: str = ""


class PageKind(StrEnum):
    """What sort of page it is: how soon it goes out of date depends on it."""

    HOME = "home"
    NEWS_LIST = "news-list"
    NEWS = "news"
    SERVICE = "service"
    FORM = "form"
    PERSONNEL = "personnel"
    STATISTICS = "statistics"
    LAW = "law"
    PLAN = "plan"
    BUDGET = "budget"
    FAQ = "faq"
    ABOUT = "about"
    ARCHIVE = "archive"
    OTHER = "other"


@dataclass(frozen=True)
class Content:
    """What a page says, as far as its freshness can be judged by it. Read once for each version of the page."""

    kind: PageKind = PageKind.OTHER
    heading: str = ""
    lang: str = ""
    """As the page declares it, lower case."""
    text_length: int = 0
    """Characters outside links, menus and forms."""
    is_content: bool = True
    """False for frames, pages that send on, and pages that ask not to be found."""
    dates: tuple[PageDate, ...] = ()
    passages: tuple[Passage, ...] = ()
    entries: tuple[Entry, ...] = ()
    """Of a list, the newest fifty; of a sitemap or a feed, all that name a day."""


@dataclass(frozen=True)
class Review:
    """A bureau has read a page through and says that it still holds."""

    by: str
    on: date
    until: date
    """The last day for which its word counts."""


@dataclass(frozen=True)
class YearPage:
    """A page of the site with the same title for another year."""

    url: str
    year: int
    is_read: bool = True
    """False where only an earlier run has read it, and its server has not said that it is gone."""


@dataclass(frozen=True)
class Attachment:
    """A file of ours to which a page leads, with the dates of its name and its metadata."""

    url: str
    text: str
    """The link's."""
    dates: tuple[PageDate, ...] = ()


@dataclass(frozen=True)
class NewerForm:
    """A form on the page, and one of the same name and a later version that stands elsewhere."""

    url: str
    text: str
    version: date
    newer_url: str
    newer_page: str
    newer_version: date


@dataclass(frozen=True)
class Contact:
    """A number or mail address that the page gives for a unit, and what others give for it."""

    unit: str
    said: str
    listed: tuple[str, ...] = ()
    """In the county's directory; empty where it does not name the unit."""
    elsewhere: tuple[tuple[str, str], ...] = ()
    """(page, number or address) of other pages of ours that give something else for the unit."""
    is_desk: bool = False
    """Whether it is another extension of a listed line, one that the directory gives to another unit."""
    text: str = ""
    line: int = 0


@dataclass(frozen=True)
class Counterpart:
    """The same page in the other language."""

    url: str
    dates: tuple[PageDate, ...] = ()
    is_chinese: bool = True


@dataclass(frozen=True)
class Page:
    """An HTML page of ours that answered 200, and what it says."""

    url: str
    """Canonical address."""
    title: str = ""
    site_id: str = ""
    read_on: date = date.min
    """The day (Asia/Taipei) on which it was fetched: the only "today" that a check may know."""
    content: Content = Content()
    kind: PageKind = PageKind.OTHER
    """By the configuration, else as recognised."""
    stale_after_days: int | None = 365
    """From the configuration; None where pages of this kind never go out of date."""
    entries_after_days: int | None = None
    """Of a list: how old its newest entry may be. None where that does not matter."""
    unchanged_since: date | None = None
    """By our own clock: the day of the first fetch since which its text has been the same (Asia/Taipei)."""
    clocks: tuple[str, ...] = ()
    """Texts of its dates that change by themselves from fetch to fetch: clocks, not dates."""
    on_show_at: tuple[str, ...] = ()
    """Home pages and news lists that lead to it."""
    review: Review | None = None
    """The newest that still counts."""
    years: tuple[YearPage, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    newer_forms: tuple[NewerForm, ...] = ()
    contacts: tuple[Contact, ...] = ()
    counterpart: Counterpart | None = None
    translation_days: int | None = None
    """How much older than the Chinese page this one may be, where it is a translation."""

    @property
    def page_url(self) -> str:
        return self.url

    @property
    def dates(self) -> tuple[PageDate, ...]:
        """Those that the page states of itself, without clocks."""
        return tuple(stated for stated in self.content.dates if stated.text not in self.clocks)

    def signs(self, *wanted: Sign) -> tuple[Passage, ...]:
        return tuple(passage for passage in self.content.passages if passage.sign in wanted)


@dataclass(frozen=True)
class SitemapEntry:
    url: str
    lastmod: date
    unchanged_since: date | None = None
    """By our own clock: the day of the first fetch since which its text has been the same."""
    was_other: bool = False
    """Whether an earlier fetch had shown another text."""
    stated: date | None = None
    """The newest day by which the page itself says how old it is."""


@dataclass(frozen=True)
class Sitemap:
    """What one sitemap says of when its pages were last changed (sitemaps.org: lastmod)."""

    page_url: str
    """The sitemap's own address."""
    read_on: date
    entries: tuple[SitemapEntry, ...] = ()
    """Those with a lastmod that can be read."""


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
    region: Region = Region.MAIN
    measured: tuple[tuple[str, str], ...] = ()
    """Colours, their ratio, sizes: (name, value) pairs, named as axe-core names them."""


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


class Layer(StrEnum):
    """One way of looking for barriers."""

    AXE = "axe"
    """axe-core's rules."""
    STATIC = "static"
    """Our own checks of what the page is and shows."""
    PROBES = "probes"
    """Trying the page as its visitors do."""
