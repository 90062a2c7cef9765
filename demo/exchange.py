"""One request and one answer of the demo county's servers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum, auto
from urllib.parse import parse_qsl, unquote, urlsplit


@dataclass(frozen=True)
class Request:
    host: str
    """The address that was asked, without port."""
    method: str
    path: str
    """As sent, with its query."""
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    """Names in lower case."""
    port: int = 8610
    at: float = 0.0
    """Seconds of the monotonic clock."""

    @property
    def user_agent(self) -> str:
        return self.headers.get("user-agent", "")


class Ending(Enum):
    """What comes after the body of an answer."""

    WHOLE = auto()
    """Nothing: the next request, if any."""
    CLOSE = auto()
    """The connection is closed, be it too early."""
    RESET = auto()
    """The connection breaks."""
    DRIP = auto()
    """A byte each half second, for ever."""
    FLOOD = auto()
    """The body over and over, in chunks without a last one, as fast as it is read."""


@dataclass(frozen=True)
class Answer:
    status: int = 200
    body: bytes = b""
    content_type: str = "text/html; charset=utf-8"
    headers: Mapping[str, str] = field(default_factory=dict)
    pause: float = 0.0
    """Seconds to wait before the first byte."""
    cut: bool = False
    """Break the connection instead of answering."""
    announced: int | None = None
    """Content-Length, where it is not the body's."""
    ending: Ending = Ending.WHOLE


def redirect(address: str, status: int = 301, headers: Mapping[str, str] | None = None) -> Answer:
    return Answer(status, headers={"Location": address, **(headers or {})})


def key(address: str) -> tuple[str, tuple[tuple[str, str], ...]]:
    """What tells one page from another on an IIS host: neither letter case nor the order of parameters does.

    `print` asks for the same page without its frame, and `q` for the same results of whatever was searched.
    """
    parts = urlsplit(address)
    query = ((name.casefold(), value) for name, value in parse_qsl(parts.query, keep_blank_values=True))
    return unquote(parts.path).casefold(), tuple(sorted(pair for pair in query if pair[0] not in ("print", "q")))
