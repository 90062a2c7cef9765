"""robots.txt (RFC 9309): what each host asks robots to leave alone, and how slowly to go."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from protego import Protego

LARGEST = 500 * 1024
"""Bytes that are read of it: RFC 9309 §2.5."""
MOST_HOSTS = 5000


@dataclass(frozen=True, slots=True)
class Rules:
    protego: Protego | None
    """None: all is allowed, or nothing."""
    allows_all: bool = True

    def allows(self, url: str, agent: str) -> bool:
        return self.protego.can_fetch(url, agent) if self.protego else self.allows_all

    def crawl_delay(self, agent: str) -> float:
        return (self.protego.crawl_delay(agent) or 0.0) if self.protego else 0.0

    @property
    def sitemaps(self) -> list[str]:
        return list(self.protego.sitemaps) if self.protego else []


NO_RULES = Rules(None)


def read_robots(status: int | None, body: bytes) -> Rules:
    """What an answer to /robots.txt means. `status`: None where no answer came.

    A host whose server fails on it is to be left alone (RFC 9309 §2.3.1.4). One that does not answer at all will not
    answer for its pages either: that is for them to say.
    """
    if status == 200:
        return Rules(Protego.parse(body[:LARGEST].decode("utf-8", "replace")))
    return Rules(None, allows_all=status is None or status < 500)


class Robots:
    """The rules of each host, asked for once. `ask` gets an address: (status, body)."""

    def __init__(self, ask: Callable[[str], Awaitable[tuple[int | None, bytes]]]) -> None:
        self._ask = ask
        self._known: dict[str, asyncio.Task[Rules]] = {}

    def known(self, url: str) -> Rules | None:
        """The rules for an address, if its host has been asked for them."""
        task = self._known.get(_origin(url))
        return task.result() if task is not None and task.done() else None

    async def rules(self, url: str) -> Rules:
        """The rules for an address; asks its host if need be."""
        origin = _origin(url)
        task = self._known.get(origin)
        if task is None:
            if len(self._known) >= MOST_HOSTS:
                self._known.clear()
            task = self._known[origin] = asyncio.create_task(self._read(origin))
        return await asyncio.shield(task)

    async def _read(self, origin: str) -> Rules:
        try:
            return read_robots(*await self._ask(f"{origin}/robots.txt"))
        except Exception:
            logging.getLogger(__name__).exception("robots.txt of %s", origin)
            return NO_RULES


def _origin(url: str) -> str:
    scheme, _, rest = url.partition("://")
    return f"{scheme}://{rest.partition('/')[0].partition('?')[0]}"
