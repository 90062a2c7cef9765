"""Keep the crawl off private addresses that the configuration does not name (design §8)."""

from __future__ import annotations

import asyncio
import ipaddress
import socket

from aiohttp.abc import AbstractResolver, ResolveResult
from aiohttp.resolver import ThreadedResolver


class PrivateAddress(Exception):
    """The host is, or resolves to, an address that is not on the public internet."""


def is_private(address: str) -> bool:
    """Whether an IP address in text form is private, loopback, link-local, multicast or reserved (RFC 6890)."""
    found = ipaddress.ip_address(address.split("%")[0])
    mapped = getattr(found, "ipv4_mapped", None)
    return not (mapped or found).is_global or found.is_multicast


def check_literal(host: str, allowed: frozenset[str]) -> None:
    """Raise PrivateAddress if the host is a private IP address written out, in whatever notation sockets accept."""
    if host in allowed:
        return
    try:
        address = str(ipaddress.ip_address(host.strip("[]")))
    except ValueError:
        try:
            address = socket.inet_ntoa(socket.inet_aton(host))
        except OSError:
            return
    if is_private(address):
        raise PrivateAddress(host)


class GuardedResolver(AbstractResolver):
    """Resolves names, and refuses those that lead to private addresses: checked at the moment of connecting."""

    def __init__(self, allowed: frozenset[str]) -> None:
        self._allowed = allowed
        self._resolver: ThreadedResolver | None = None

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        if self._resolver is None:
            self._resolver = ThreadedResolver(asyncio.get_running_loop())
        found = await self._resolver.resolve(host, port, family)
        if host not in self._allowed:
            for result in found:
                if is_private(result["host"]):
                    raise PrivateAddress(host)
        return found

    async def close(self) -> None:
        if self._resolver is not None:
            await self._resolver.close()
