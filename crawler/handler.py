"""The download handler: Scrapy's on aiohttp, behind the guard, with each failure told apart."""

from __future__ import annotations

import asyncio
import errno
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from urllib.parse import urlsplit

import aiohttp
from scrapy import Request
from scrapy.core.downloader.handlers._aiohttp import AiohttpDownloadHandler
from scrapy.crawler import Crawler
from scrapy.exceptions import DownloadCancelledError, DownloadTimeoutError, IgnoreRequest

from crawler.guard import GuardedResolver, PrivateAddress, check_literal
from records.facts import Outcome


class GuardedHandler(AiohttpDownloadHandler):
    """Asks only public addresses, and those that the setting ALLOWED_HOSTS names."""

    experimental = False

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._allowed: frozenset[str] = crawler.settings["ALLOWED_HOSTS"]
        connector = self._session.connector
        assert isinstance(connector, aiohttp.TCPConnector)
        # Scrapy builds the connector itself and takes no resolver; this is the one way in.
        connector._resolver = GuardedResolver(self._allowed)

    @asynccontextmanager
    async def _make_request(self, request: Request, timeout: float) -> AsyncIterator[aiohttp.ClientResponse]:  # type: ignore[override]
        check_literal(urlsplit(request.url).hostname or "", self._allowed)
        async with super()._make_request(request, timeout) as response:
            yield response


def outcome_of(error: BaseException) -> Outcome:
    """Which outcome an exception of the handler stands for."""
    chain: list[BaseException] = []
    link: BaseException | None = error
    while link is not None and len(chain) < 10:
        chain.append(link)
        link = link.__cause__ or link.__context__
    if isinstance(error, IgnoreRequest):
        # Scrapy's middlewares raise the same for robots.txt and for a body that unpacks beyond the limit.
        return Outcome.ROBOTS if "robots.txt" in str(error) else Outcome.TOO_LARGE
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
    (DownloadCancelledError, Outcome.TOO_LARGE),
    ((DownloadTimeoutError, TimeoutError, asyncio.TimeoutError), Outcome.TIMED_OUT),
    ((aiohttp.ClientSSLError, ssl.SSLError), Outcome.TLS_FAILED),
    (aiohttp.ClientConnectorDNSError, Outcome.NO_SUCH_HOST),
    ((aiohttp.InvalidURL, UnicodeError), Outcome.MALFORMED),
)
