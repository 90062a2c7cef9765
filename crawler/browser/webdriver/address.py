"""Where a WebDriver or a Selenium Grid answers, and whether it does. Its password is never said."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit

import aiohttp

from crawler.browser.failures import BrowserMissing
from records.answers import Message

STATUS_SECONDS = 20


@dataclass(frozen=True)
class Address:
    """The address of a WebDriver, and what it asks to be let in."""

    url: str
    """Without user and password."""
    user: str = ""
    password: str = field(default="", repr=False)

    def __str__(self) -> str:
        return self.url

    @property
    def is_on_loopback(self) -> bool:
        host = urlsplit(self.url).hostname or ""
        try:
            return ipaddress.ip_address(host).is_loopback
        except ValueError:
            return host == "localhost"


def read_address(text: str) -> Address:
    """An address as the configuration gives it: http(s)://user:password@host:port/path."""
    parts = urlsplit(text)
    bare = parts._replace(netloc=parts.netloc.rpartition("@")[2], fragment="")
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    return Address(bare.geturl().rstrip("/"), user, password)


async def check_answers(address: Address) -> None:
    """Ask a WebDriver for its status. Raises BrowserMissing, with one sentence, where that is of no use."""
    known = {"Authorization": aiohttp.encode_basic_auth(address.user, address.password)} if address.user else {}
    timeout = aiohttp.ClientTimeout(STATUS_SECONDS)
    try:
        async with (
            aiohttp.ClientSession(headers=known, timeout=timeout) as session,
            session.get(f"{address}/status", allow_redirects=False) as answer,
        ):
            if answer.status in (401, 403):
                raise _missing("The WebDriver at {address} does not take its user and password.", address)
            status = (await answer.json(content_type=None))["value"]
            is_ready, nodes = bool(status["ready"]), status.get("nodes")
    except (aiohttp.ClientError, TimeoutError, OSError):
        words = "No WebDriver answers at {address}: start it, or mend “webdriver” in the configuration."
        raise _missing(words, address) from None
    except (ValueError, KeyError, TypeError, AttributeError):
        words = "What answers at {address} is no WebDriver: mend “webdriver” in the configuration."
        raise _missing(words, address) from None
    if not is_ready and nodes == []:
        raise _missing("The Selenium Grid at {address} has no machine yet: start one.", address)


def _missing(words: str, address: Address) -> BrowserMissing:
    return BrowserMissing(Message(words, {"address": str(address)}))
