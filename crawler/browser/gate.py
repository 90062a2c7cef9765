"""The browser's only way to hosts that the configuration does not name: a proxy that connects to public addresses.

Playwright's request routes never see where a redirect leads, and a name that was checked may resolve to another address
when the browser asks again. Here the address that was checked is the one connected to: for pages and their redirects,
frames, scripts, workers and sockets alike.
"""

from __future__ import annotations

import asyncio
import socket
from collections import OrderedDict
from contextlib import suppress
from ipaddress import IPv4Address, IPv6Address
from types import TracebackType

from crawler.guard import is_private
from records.facts import Outcome

CONNECT_SECONDS = 20
OTHER_ADDRESS_SECONDS = 4
"""How long one of a host's addresses may keep the next from being tried."""
REMEMBERED = 1000

SUCCEEDED, NOT_ALLOWED, UNREACHABLE, COMMAND_UNKNOWN = 0, 2, 4, 7


class Refusal(Exception):
    """Why the gate did not connect."""

    def __init__(self, outcome: Outcome, sentence: str) -> None:
        super().__init__(sentence)
        self.outcome = outcome


class Gate:
    """A SOCKS5 proxy (RFC 1928: CONNECT, without a password) on a loopback port of its own."""

    def __init__(self) -> None:
        self._server: asyncio.Server | None = None
        self._visits: set[asyncio.Task[None]] = set()
        self._refusals: OrderedDict[tuple[str, int], Refusal] = OrderedDict()

    async def __aenter__(self) -> Gate:
        self._server = await asyncio.start_server(self._visit, "127.0.0.1", 0)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._server is not None
        self._server.close()
        for visit in self._visits:
            visit.cancel()
        await asyncio.gather(*self._visits, return_exceptions=True)
        await self._server.wait_closed()

    @property
    def address(self) -> str:
        """As in Chromium's --proxy-server."""
        assert self._server is not None
        return f"socks5://127.0.0.1:{self._server.sockets[0].getsockname()[1]}"

    def refusal(self, host: str, port: int) -> Refusal | None:
        """Why the last connection to there was not made; None if it was, or none was asked for."""
        return self._refusals.get((host, port))

    async def _visit(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        visit = asyncio.current_task()
        assert visit is not None
        self._visits.add(visit)
        try:
            with suppress(OSError, asyncio.IncompleteReadError):
                await self._serve(reader, writer)
        finally:
            self._visits.discard(visit)
            writer.close()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        _version, methods = await reader.readexactly(2)
        await reader.readexactly(methods)
        writer.write(b"\x05\x00")
        _version, command, _reserved, kind = await reader.readexactly(4)
        host = await _read_host(reader, kind)
        port = int.from_bytes(await reader.readexactly(2), "big")
        if command != 1:
            writer.write(_reply(COMMAND_UNKNOWN))
            return
        try:
            far_reader, far_writer = await _connect(host, port)
        except Refusal as refusal:
            self._remember(host, port, refusal)
            writer.write(_reply(NOT_ALLOWED if refusal.outcome is Outcome.PRIVATE_ADDRESS else UNREACHABLE))
            await writer.drain()
            return
        self._refusals.pop((host, port), None)
        try:
            writer.write(_reply(SUCCEEDED))
            await asyncio.gather(_pour(reader, far_writer), _pour(far_reader, writer))
        finally:
            far_writer.close()

    def _remember(self, host: str, port: int, refusal: Refusal) -> None:
        self._refusals[host, port] = refusal
        if len(self._refusals) > REMEMBERED:
            self._refusals.popitem(last=False)


async def _read_host(reader: asyncio.StreamReader, kind: int) -> str:
    if kind == 1:
        return str(IPv4Address(await reader.readexactly(4)))
    if kind == 4:
        return str(IPv6Address(await reader.readexactly(16)))
    length = (await reader.readexactly(1))[0]
    return (await reader.readexactly(length)).decode("ascii", "replace")


def _reply(code: int) -> bytes:
    return bytes((5, code, 0, 1)) + bytes(6)


async def _connect(host: str, port: int) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    """Raise Refusal if no public address of the host takes the connection."""
    try:
        async with asyncio.timeout(CONNECT_SECONDS):
            return await _connect_to_any(await public_addresses(host, port), port)
    except TimeoutError:
        raise Refusal(Outcome.TIMED_OUT, f"{host} did not take the connection within {CONNECT_SECONDS} s.") from None
    except ConnectionRefusedError:
        raise Refusal(Outcome.REFUSED, f"{host} refused the connection.") from None
    except OSError as error:
        raise Refusal(Outcome.DROPPED, f"No connection to {host}: {error.strerror or error}.") from None


async def public_addresses(host: str, port: int) -> list[str]:
    """Where a host is. Raises Refusal if one of its addresses is not public, or there is none."""
    try:
        found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except socket.gaierror as error:
        if error.errno == socket.EAI_AGAIN:
            raise Refusal(Outcome.TIMED_OUT, f"The name server gave no answer about {host}.") from None
        raise Refusal(Outcome.NO_SUCH_HOST, f"There is no host {host}.") from None
    except UnicodeError:
        raise Refusal(Outcome.NO_SUCH_HOST, f"{host} cannot be the name of a host.") from None
    addresses = [str(entry[4][0]) for entry in found]
    if any(is_private(address) for address in addresses):
        raise Refusal(Outcome.PRIVATE_ADDRESS, f"{host} is a private address, which the configuration does not name.")
    return addresses


async def _connect_to_any(addresses: list[str], port: int) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    for address in addresses[:-1]:
        with suppress(OSError):
            async with asyncio.timeout(OTHER_ADDRESS_SECONDS):
                return await asyncio.open_connection(address, port)
    return await asyncio.open_connection(addresses[-1], port)


async def _pour(source: asyncio.StreamReader, sink: asyncio.StreamWriter) -> None:
    while part := await source.read(65536):
        sink.write(part)
        await sink.drain()
    if sink.can_write_eof():
        sink.write_eof()
