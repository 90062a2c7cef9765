"""Ask an address over HTTP: redirects hop by hop, never a private host, never more than was wanted."""

from __future__ import annotations

import asyncio
import email.utils
import errno
import ssl
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import IntEnum
from types import TracebackType
from typing import Self
from urllib.parse import quote_from_bytes, urlsplit

import aiohttp
from aiohttp.http_exceptions import ContentLengthError
from multidict import CIMultiDict, CIMultiDictProxy
from yarl import URL

from crawler import tls
from crawler.extract.addresses import Target, resolve
from crawler.guard import GuardedResolver, PrivateAddress, check_literal
from crawler.politeness import GivenUp, Hosts
from records.county import County, host_of
from records.facts import Fetch, Hop, Mark, Outcome, TlsFlaw

MAX_REDIRECTS = 20
"""As browsers do."""
REDIRECTS = frozenset({301, 302, 303, 307, 308})
START = 512 * 1024
"""Bytes of a stranger's page that are read: enough for what it says, and for all that RFC 9309 asks of robots.txt."""
CHUNK = 64 * 1024
LARGEST_HEADER = 256 * 1024
"""Bytes; browsers take as much."""
MAX_CONTEXTS = 200
HTML = ("text/html", "application/xhtml+xml", "")
FILES = frozenset(
    """7z avi csv doc docx gif gz jpeg jpg json mov mp3 mp4 odp ods odt ogg pdf png ppt pptx rar rtf svg tar txt webp
    wmv xls xlsx xml zip""".split()  # noqa: SIM905
)
"""Endings of addresses of files that are no web pages."""
NO_HEADERS = CIMultiDictProxy(CIMultiDict[str]())


class Want(IntEnum):
    ANSWER = 0
    """Whether it answers; HEAD is enough where that says yes."""
    PAGE = 1
    """As much of an HTML page as shows what it is; of anything else nothing."""
    WHOLE = 2
    """All of it, up to the configured limit, if `keeps` says so of its media type."""


@dataclass(frozen=True, slots=True)
class Answer:
    fetch: Fetch
    url: str
    """Where redirects led in the end."""
    body: bytes = b""
    is_whole: bool = False
    headers: Mapping[str, str] = field(default_factory=lambda: NO_HEADERS)


@dataclass(frozen=True, slots=True)
class _Question:
    url: str
    """What was asked for in the first place: later hops answer for it."""
    want: Want
    keeps: Callable[[str, str], bool]


class Asker:
    """`async with Asker(…) as asker`. Every request waits for its host's turn; the caller has taken the first one's.

    `now`: the clock that facts are stamped by. `may_ask`: whether robots.txt allows an address.
    """

    def __init__(
        self,
        county: County,
        hosts: Hosts,
        now: Callable[[], datetime],
        may_ask: Callable[[str], Awaitable[bool]],
    ) -> None:
        self._limits = county.crawl
        self._allowed = county.allowed_hosts()
        self._hosts = hosts
        self._now = now
        self._may_ask = may_ask
        self._contexts: dict[str, ssl.SSLContext | None] = {}
        """Hosts that leave out intermediate certificates, and what completes their chains; None where nothing does."""
        self._session: aiohttp.ClientSession

    async def __aenter__(self) -> Self:
        self._resolver = GuardedResolver(self._allowed)
        connector = aiohttp.TCPConnector(
            limit=0, resolver=self._resolver, ssl=tls.context(self._limits.ca_file), ttl_dns_cache=300
        )
        self._session = aiohttp.ClientSession(
            connector=connector,
            cookie_jar=aiohttp.DummyCookieJar(),
            timeout=aiohttp.ClientTimeout(total=self._limits.timeout_seconds),
            headers={
                "User-Agent": self._limits.user_agent,
                "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
                "Accept-Language": "zh-TW,zh;q=0.9,en;q=0.5",
            },
            max_line_size=LARGEST_HEADER,
            max_field_size=LARGEST_HEADER,
        )
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._session.close()

    async def ask(
        self,
        url: str,
        want: Want,
        *,
        headers: Mapping[str, str] = NO_HEADERS,
        keeps: Callable[[str, str], bool] = lambda media, url: True,
        obeys: bool = True,
    ) -> Answer:
        """Ask once, following redirects. Never raises for what the other side does.

        `headers`: further ones, for the first request. `keeps`: with WHOLE, whether a body of this media type and
        address is wanted at all. `obeys`: whether robots.txt is asked before a redirect is followed; false for
        robots.txt itself.
        """
        question = _Question(url, want, keeps)
        at, hops, cookies = url, list[Hop](), dict[str, dict[str, str]]()
        seen, crumbs = {(url, 0)}, 0
        while True:
            host = host_of(at)
            try:
                answer = await self._ask_here(question, at, {**headers, **_cookie(cookies.get(host, {}))})
            except BaseException:
                self._hosts.leave(host)
                raise
            status, location = answer.fetch.status, answer.headers.get("Location")
            self._hosts.leave(host, answer.fetch)
            if answer.fetch.outcome is not Outcome.ANSWERED or status not in REDIRECTS or not location:
                return _led(answer, hops)
            hops.append(Hop(at, status))
            crumbs += _keep_cookies(answer.headers, cookies.setdefault(host, {}))
            target = resolve(at, _readable(location))
            if not isinstance(target, Target):
                return _led(_ended(answer, Outcome.MALFORMED, f"redirects to {location[:200]!r}"), hops)
            # An address seen before is asked again if it has given a new cookie since: many want one, and then answer.
            if (target.url, crumbs) in seen or len(hops) > MAX_REDIRECTS:
                return _led(_ended(answer, Outcome.TOO_MANY_REDIRECTS), hops)
            seen.add((target.url, crumbs))
            at, headers = target.url, NO_HEADERS
            if obeys and not await self._may_ask(at):
                return _led(Answer(self._fetch(question, Outcome.ROBOTS), at), hops)
            try:
                await self._hosts.turn(host_of(at))
            except GivenUp:
                return _led(Answer(self._fetch(question, Outcome.NOT_REACHED), at), hops)

    async def _ask_here(self, question: _Question, at: str, headers: Mapping[str, str]) -> Answer:
        if question.want is Want.ANSWER:
            head = await self._request("HEAD", question, at, headers)
            if head.fetch.is_fine and not head.fetch.marks and head.headers.get("Content-Length") != "0":
                return head
            # HEAD never condemns: many servers know only GET.
            told = head.fetch if head.fetch.status in (429, 503) else None
            self._hosts.leave(host_of(at), told)
            try:
                await self._hosts.turn(host_of(at))
            except GivenUp:
                self._hosts.enter(host_of(at))  # for the caller to leave
                return Answer(self._fetch(question, Outcome.NOT_REACHED), at)
        return await self._request("GET", question, at, headers)

    async def _request(self, method: str, question: _Question, at: str, headers: Mapping[str, str]) -> Answer:
        parts = urlsplit(at)
        name = parts.hostname or ""
        try:
            check_literal(name, self._allowed)
            try:
                return await self._exchange(method, question, at, headers)
            except (aiohttp.ClientError, OSError) as error:
                if parts.netloc in self._contexts or not _is(error, tls.lacks_issuer):
                    raise
                completed = await self._complete(name, parts.port or 443)
                if len(self._contexts) >= MAX_CONTEXTS:
                    self._contexts.clear()
                self._contexts[parts.netloc] = completed
                if completed is None:
                    raise
                return await self._exchange(method, question, at, headers)
        except (aiohttp.ClientError, OSError, PrivateAddress, ValueError) as error:
            said = f"{type(error).__name__}: {error}"[:300]
            return Answer(self._fetch(question, outcome_of(error), error=said, flaw=_tls_flaw(error)), at)

    async def _exchange(self, method: str, question: _Question, at: str, headers: Mapping[str, str]) -> Answer:
        completed = self._contexts.get(urlsplit(at).netloc)
        asked = self._session.request(
            method, URL(at, encoded=True), headers=headers, allow_redirects=False, ssl=completed or True
        )
        async with asked as response:
            status, got = response.status, response.headers
            media = (got.get("Content-Type") or "").partition(";")[0].strip().lower()
            flaw = TlsFlaw.INCOMPLETE_CHAIN if completed else None
            pause = _retry_after(got, self._now()) if status in (429, 503) else None
            seen = self._fetch(question, Outcome.ANSWERED, status, media, flaw=flaw, retry_after=pause)
            if status == 200 and media in HTML[:2] and ending(at) in FILES:
                seen = replace(seen, marks=(Mark.WRONG_KIND,))
            if method == "HEAD" or status in REDIRECTS or status == 304:
                return Answer(seen, at, headers=got)
            return await self._read(response, question, seen, at)

    async def _read(self, response: aiohttp.ClientResponse, question: _Question, seen: Fetch, at: str) -> Answer:
        got = response.headers
        said = got.get("Content-Length") or ""
        announced = int(said) if said.isascii() and said.isdigit() else None
        is_kept = question.want is Want.WHOLE and question.keeps(seen.content_type, at)
        most = int(self._limits.max_body_mb * 1024 * 1024)
        if not is_kept:
            # What is said to be short is read to its end, which tells whether it was cut short.
            is_long = announced is not None and announced > START
            most = CHUNK if is_long and question.want is not Want.PAGE else START
        too_large = Answer(replace(seen, outcome=Outcome.TOO_LARGE), at, headers=got)
        if is_kept and announced is not None and announced > most:
            response.close()
            return too_large
        body = bytearray()
        try:
            async for chunk in response.content.iter_chunked(CHUNK):
                body += chunk
                if len(body) > most:
                    response.close()
                    return too_large if is_kept else Answer(seen, at, bytes(body[:most]), headers=got)
        except aiohttp.ClientPayloadError as error:
            # aiohttp tells only in words whether the connection was reset, or closed before its time.
            if announced is None or "ConnectionResetError" in str(error):
                raise
            if not _is(error, lambda each: isinstance(each, ContentLengthError)):
                # It was packed in a way that we cannot undo, or badly: what browsers make of it is theirs to say.
                return Answer(seen, at, headers=got)
            return Answer(replace(seen, marks=(*seen.marks, Mark.CUT_SHORT)), at, bytes(body), headers=got)
        if not body and seen.status == 200:
            seen = replace(seen, marks=(*seen.marks, Mark.EMPTY))
        return Answer(seen, at, bytes(body), True, got)

    async def _complete(self, name: str, port: int) -> ssl.SSLContext | None:
        async def issuer(address: str) -> bytes:
            check_literal(urlsplit(address).hostname or "", self._allowed)
            async with self._session.get(URL(address, encoded=True), allow_redirects=False) as response:
                body = bytearray()
                async for chunk in response.content.iter_chunked(CHUNK):
                    body += chunk
                    if len(body) > CHUNK:
                        return b""
                return bytes(body) if response.status == 200 else b""

        try:
            found = (await self._resolver.resolve(name, port))[0]
            limits = self._limits
            ip = (found["host"], port)
            return await tls.completed(name, ip, limits.ca_file, limits.timeout_seconds, issuer)
        except (aiohttp.ClientError, OSError, PrivateAddress, ValueError, IndexError):
            return None

    def _fetch(
        self,
        question: _Question,
        outcome: Outcome,
        status: int | None = None,
        media: str = "",
        *,
        error: str = "",
        flaw: TlsFlaw | None = None,
        retry_after: float | None = None,
    ) -> Fetch:
        seen = (question.url, outcome, status, "", media, error)
        return Fetch(*seen, at=self._now(), tls=flaw, retry_after=retry_after)


def _readable(location: str) -> str:
    """A Location header in which bytes stand that are no UTF-8 (Big5, mostly), as browsers send them on: escaped."""
    if not any("\udc80" <= character <= "\udcff" for character in location):
        return location
    return quote_from_bytes(location.encode("utf-8", "surrogateescape"), safe="/:?#[]@!$&'()*+,;=%~-._")


def _cookie(kept: Mapping[str, str]) -> dict[str, str]:
    return {"Cookie": "; ".join(f"{name}={value}" for name, value in kept.items())} if kept else {}


def ending(url: str) -> str:
    """The file name's ending, without the dot, in small letters; empty where there is none."""
    name = urlsplit(url).path.rpartition("/")[2]
    return name.rpartition(".")[2].lower() if "." in name else ""


def _ended(answer: Answer, outcome: Outcome, error: str = "") -> Answer:
    return replace(answer, fetch=replace(answer.fetch, outcome=outcome, error=error))


def _led(answer: Answer, hops: list[Hop]) -> Answer:
    """The answer of the last hop, as the answer of the address that was asked for."""
    if not hops:
        return answer
    return replace(answer, fetch=replace(answer.fetch, final_url=answer.url, hops=tuple(hops)))


def _keep_cookies(headers: Mapping[str, str], kept: dict[str, str]) -> int:
    """Keep what Set-Cookie gives, for this chain of redirects alone; how many were new."""
    new = 0
    lines = headers.getall("Set-Cookie", []) if isinstance(headers, CIMultiDictProxy) else []
    for line in lines[:50]:
        name, equals, value = line.partition(";")[0].partition("=")
        if equals and kept.get(name.strip()) != value.strip():
            kept[name.strip()] = value.strip()[:4000]
            new += 1
    return new


def _retry_after(headers: Mapping[str, str], now: datetime) -> float | None:
    """Seconds (RFC 9110 §10.2.3): a number, or an HTTP date."""
    said = (headers.get("Retry-After") or "").strip()
    if said.isascii() and said.isdigit():
        return float(said[:6])
    with suppress(ValueError, TypeError, OverflowError):
        return max(0.0, email.utils.parsedate_to_datetime(said).timestamp() - now.timestamp()) if said else None
    return None


def _chain(error: BaseException) -> list[BaseException]:
    chain: list[BaseException] = []
    link: BaseException | None = error
    while link is not None and len(chain) < 10:
        chain.append(link)
        known = getattr(link, "certificate_error", None)
        link = known if isinstance(known, BaseException) and known not in chain else link.__cause__ or link.__context__
    return chain


def _is(error: BaseException, holds: Callable[[BaseException], bool]) -> bool:
    return any(holds(each) for each in _chain(error))


def _tls_flaw(error: BaseException) -> TlsFlaw | None:
    return next((flaw for each in _chain(error) if (flaw := tls.flaw_of(each))), None)


def outcome_of(error: BaseException) -> Outcome:
    """Which outcome an exception of the exchange stands for."""
    chain = _chain(error)
    for kind, outcome in KINDS:
        if any(isinstance(each, kind) for each in chain):
            return outcome
    for each in chain:
        if isinstance(each, OSError) and each.errno == errno.ECONNREFUSED:
            return Outcome.REFUSED
        if isinstance(each, OSError) and each.errno == errno.ETIMEDOUT:
            return Outcome.TIMED_OUT
    return Outcome.DROPPED


KINDS: tuple[tuple[type[BaseException] | tuple[type[BaseException], ...], Outcome], ...] = (
    (PrivateAddress, Outcome.PRIVATE_ADDRESS),
    ((TimeoutError, asyncio.TimeoutError), Outcome.TIMED_OUT),
    ((aiohttp.ClientSSLError, ssl.SSLError), Outcome.TLS_FAILED),
    (aiohttp.ClientConnectorDNSError, Outcome.NO_SUCH_HOST),
    ((aiohttp.InvalidURL, UnicodeError), Outcome.MALFORMED),
)
