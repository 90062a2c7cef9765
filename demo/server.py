"""The demo county on loopback: one address for each host, one port for all."""

from __future__ import annotations

import socket
import ssl
import struct
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from socketserver import TCPServer
from tempfile import TemporaryDirectory
from threading import Event, Thread

from demo.certificates import authority
from demo.county import County
from demo.exchange import Answer, Ending, Request
from demo.neighbours import secure_hosts
from demo.truth import default_port


class PortTaken(Exception):
    """An address of the county is in use."""


class Host(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 128

    def __init__(self, served: Served, address: str, port: int, tls: ssl.SSLContext | None) -> None:
        self.served = served
        self.tls = tls
        super().__init__((address, port), Visit)

    def server_bind(self) -> None:
        """Bind without asking DNS for the address's name, which can take seconds."""
        TCPServer.server_bind(self)
        self.server_name, self.server_port = self.server_address[:2]  # type: ignore[assignment]

    def finish_request(self, request: object, client_address: object) -> None:
        assert isinstance(request, socket.socket)
        if self.tls is None:
            Visit(request, client_address, self)
            return
        request.settimeout(Visit.timeout)
        with self.tls.wrap_socket(request, server_side=True) as secured:
            Visit(secured, client_address, self)

    def shutdown_request(self, request: object) -> None:
        """Close at once: a shutdown before would send a FIN, and what is to be a reset would look like an end."""
        self.close_request(request)  # type: ignore[arg-type]

    def handle_error(self, request: object, client_address: object) -> None:
        """A visitor who hangs up is no error of ours."""


class Served:
    """The running county. Give it another `county`, and the next request is answered by that one."""

    def __init__(self, county: County, port: int) -> None:
        self.county = county
        self.requests: list[Request] = []
        """Every request so far, in the order of arrival."""
        self.stopping = Event()
        self._folder = TemporaryDirectory(prefix="demo-county-")
        self.ca_file = authority().write(Path(self._folder.name))
        """PEM of the authority that signed the certificates of the county's neighbours; gone after the end."""
        self._hosts: dict[str, Host] = {}
        self.port = port
        for address in county.addresses:
            try:
                host = Host(self, address, self.port, self._tls(address))
            except OSError as error:
                self.stop()
                raise PortTaken(
                    f"{address}:{self.port} cannot be used ({error.strerror}); choose another port"
                ) from None
            self.port = host.server_port
            self._hosts[address] = host
            Thread(target=host.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()

    def _tls(self, address: str) -> ssl.SSLContext | None:
        if address not in secure_hosts:
            return None
        return authority().server_context(secure_hosts[address], address, self.port, Path(self._folder.name))

    def take_down(self, address: str) -> None:
        """From now on nobody listens at this host address."""
        host = self._hosts.pop(address)
        host.shutdown()
        host.server_close()

    def stop(self) -> None:
        self.stopping.set()
        with ThreadPoolExecutor(len(self._hosts) or 1) as pool:
            list(pool.map(self.take_down, list(self._hosts)))
        self._folder.cleanup()


class Visit(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version = "Microsoft-IIS/10.0"
    sys_version = ""
    timeout = 30
    wbufsize = -1
    disable_nagle_algorithm = True
    server: Host

    def do_GET(self) -> None:
        served = self.server.served
        headers = {name.lower(): value for name, value in self.headers.items()}
        address, port = str(self.server.server_address[0]), self.server.server_port
        request = Request(address, self.command, self.path, headers, port, time.monotonic())
        served.requests.append(request)
        answer = served.county.answer(request)
        if answer.pause and served.stopping.wait(answer.pause):
            return
        if answer.cut:
            self._reset()
        else:
            self._send(answer)

    do_HEAD = do_GET

    def do_POST(self) -> None:
        """No form of the county takes anything."""
        self.close_connection = True
        self.send_error(405)

    def _send(self, answer: Answer) -> None:
        self.send_response(answer.status)
        self.send_header("Content-Type", answer.content_type)
        match answer.ending:
            case Ending.FLOOD:
                self.send_header("Transfer-Encoding", "chunked")
            case Ending.DRIP:
                self.send_header("Connection", "close")
            case _:
                length = len(answer.body) if answer.announced is None else answer.announced
                self.send_header("Content-Length", str(length))
        for name, value in answer.headers.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command == "HEAD":
            return
        if answer.ending is Ending.FLOOD:
            self._flood(answer.body)
        self.wfile.write(answer.body)
        if answer.ending is Ending.DRIP:
            self._drip()
        self.wfile.flush()
        if answer.ending is Ending.RESET:
            self._reset()
        if answer.ending is not Ending.WHOLE:
            self.close_connection = True

    def _flood(self, body: bytes) -> None:
        chunk = b"%x\r\n%s\r\n" % (len(body), body)
        while not self.server.served.stopping.is_set():
            self.wfile.write(chunk)

    def _drip(self) -> None:
        self.wfile.flush()
        while not self.server.served.stopping.wait(0.5):
            self.wfile.write(b" ")
            self.wfile.flush()

    def _reset(self) -> None:
        # Lingering for zero seconds makes the close a reset.
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.close_connection = True

    def log_message(self, format: str, *args: object) -> None:
        """The log is Served.requests."""


@contextmanager
def serve(county: County, port: int = default_port) -> Iterator[Served]:
    """Serve the county from threads of this process; port 0 takes a free one. Raises PortTaken."""
    served = Served(county, port)
    try:
        yield served
    finally:
        served.stop()
