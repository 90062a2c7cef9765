"""The demo county on loopback: one address for each host, one port for all."""

from __future__ import annotations

import socket
import struct
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread

from demo.county import County
from demo.exchange import Answer, Request
from demo.truth import default_port


class PortTaken(Exception):
    """An address of the county is in use."""


class Host(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 128

    def __init__(self, served: Served, address: str, port: int) -> None:
        self.served = served
        super().__init__((address, port), Visit)

    def handle_error(self, request: object, client_address: object) -> None:
        """A visitor who hangs up is no error of ours."""


class Served:
    """The running county. Give it another `county`, and the next request is answered by that one."""

    def __init__(self, county: County, port: int) -> None:
        self.county = county
        self.requests: list[Request] = []
        """Every request so far, in the order of arrival."""
        self.stopping = Event()
        self._hosts: dict[str, Host] = {}
        self.port = port
        for address in county.addresses:
            try:
                host = Host(self, address, self.port)
            except OSError as error:
                self.stop()
                raise PortTaken(
                    f"{address}:{self.port} cannot be used ({error.strerror}); choose another port"
                ) from None
            self.port = host.server_port
            self._hosts[address] = host
            Thread(target=host.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()

    def take_down(self, address: str) -> None:
        """From now on nobody listens at this host address."""
        host = self._hosts.pop(address)
        host.shutdown()
        host.server_close()

    def stop(self) -> None:
        self.stopping.set()
        for address in list(self._hosts):
            self.take_down(address)


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
        self.send_header("Content-Length", str(len(answer.body)))
        for name, value in answer.headers.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(answer.body)

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
