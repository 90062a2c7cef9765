"""How a visit to a page can fail, whichever program drives the browser."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final
from urllib.parse import urlsplit

from crawler.browser.gate import Refusal
from records.answers import Message
from records.facts import Outcome

GateRefusal = Callable[[str, int], Refusal | None]
"""Why the gate did not let the browser through to a host and port."""


class BrowserMissing(Exception):
    """No browser can be had. `message` says what to do, in one sentence."""

    def __init__(self, message: Message) -> None:
        super().__init__(str(message))
        self.message = message


class Failure(Exception):
    """Why a visit did not reach its end, in one sentence."""

    def __init__(self, outcome: Outcome, sentence: str) -> None:
        super().__init__(sentence)
        self.outcome = outcome


class ScriptFailure(Failure):
    """Our own script failed on the page, which is none the worse for it."""


class Navigated(Exception):
    """The page went elsewhere while something was asked of it."""


NET_ERROR: Final = re.compile(r"net::(ERR_\w+)")
_OUTCOMES: Final = (
    (re.compile(r"ERR_NAME_NOT_RESOLVED"), Outcome.NO_SUCH_HOST),
    (re.compile(r"ERR_CONNECTION_REFUSED"), Outcome.REFUSED),
    (re.compile(r"ERR_(CONNECTION_|DNS_)?TIMED_OUT|ERR_NAME_RESOLUTION_FAILED"), Outcome.TIMED_OUT),
    (re.compile(r"ERR_(CERT|SSL|BAD_SSL|TLS)_"), Outcome.TLS_FAILED),
    (re.compile(r"ERR_TOO_MANY_REDIRECTS"), Outcome.TOO_MANY_REDIRECTS),
    (re.compile(r"ERR_(INVALID_URL|DISALLOWED_URL_SCHEME|UNKNOWN_URL_SCHEME)"), Outcome.MALFORMED),
    (re.compile(r"ERR_UNSAFE_PORT"), Outcome.CRASHED),  # Chromium asks no server on such a port: nothing is known
)


def net_failure(name: str, url: str, refusal: GateRefusal) -> tuple[Outcome, str]:
    """What Chromium's network error means, for instance "ERR_CONNECTION_REFUSED", and one sentence on it.

    `url`: the address that was asked for last.
    """
    if name.startswith("ERR_SOCKS") and (refused := refusal(*host_and_port(url))):
        return refused.outcome, str(refused)
    outcome = next((outcome for pattern, outcome in _OUTCOMES if pattern.search(name)), Outcome.DROPPED)
    return outcome, f"The browser says {name} of {url[:300]}."


def host_and_port(url: str) -> tuple[str, int]:
    """Whom a web address asks."""
    parts = urlsplit(url)
    return parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80)
