"""A real web server for tests, on loopback: each path answers what a test gives it."""

from __future__ import annotations

import ssl
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Answer = tuple[int, Mapping[str, str], bytes]
Route = Answer | Callable[[Any], Answer | None]


def html(text: str, status: int = 200, **headers: str) -> Answer:
    return status, {"Content-Type": "text/html; charset=utf-8", **headers}, text.encode()


def page(*hrefs: str, title: str = "頁") -> Answer:
    links = "".join(f'<p><a href="{href}">連結 {n}</a></p>' for n, href in enumerate(hrefs))
    return html(f"<!doctype html><html lang=zh-Hant-TW><title>{title}</title><body><main>{links}</main>")


def redirect(to: str, status: int = 302) -> Answer:
    return status, {"Location": to}, b""


def plain(text: str, status: int = 200, **headers: str) -> Answer:
    return status, {"Content-Type": "text/plain; charset=utf-8", **headers}, text.encode()


@dataclass(frozen=True)
class Request:
    at: float
    """Monotonic seconds."""
    method: str
    path: str
    """With its query."""
    headers: Mapping[str, str]
    """By their names in small letters."""


class Web:
    """`routes`: what a path answers, or a function of the handler that answers by itself or returns an answer.

    HEAD is answered as GET is, without the body. `tls`: what the server shows its visitors; none for plain HTTP.
    """

    def __init__(self, routes: Mapping[str, Route], host: str, tls: ssl.SSLContext | None = None) -> None:
        self.routes = dict(routes)
        self.asked: list[tuple[float, str]] = []
        """(monotonic seconds, path with query) of every request."""
        self.requests: list[Request] = []
        self.most_at_once = 0
        """Requests whose answers were being worked out at the same time, at most."""
        self._under_way = 0
        self._lock = threading.Lock()
        web = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            disable_nagle_algorithm = True

            def do_GET(self) -> None:
                headers = {name.lower(): value for name, value in self.headers.items()}
                web.asked.append((time.monotonic(), self.path))
                web.requests.append(Request(web.asked[-1][0], self.command, self.path, headers))
                route = web.routes.get(self.path) or web.routes.get(self.path.partition("?")[0], html("沒有", 404))
                with web._one_more():
                    answer = route(self) if callable(route) else route
                if answer is None:
                    return
                status, given, body = answer
                self.send_response(status)
                for name, value in given.items():
                    self.send_header(name, value)
                if "Content-Length" not in given and status != 304:
                    self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                if self.command != "HEAD":
                    self.wfile.write(body)

            do_HEAD = do_GET

            def log_message(self, *_: object) -> None:
                pass

        class Server(ThreadingHTTPServer):
            daemon_threads = True
            request_queue_size = 64

            def finish_request(self, request: Any, client_address: Any) -> None:
                if tls is None:
                    Handler(request, client_address, self)
                    return
                request.settimeout(10)
                with tls.wrap_socket(request, server_side=True) as secured:
                    Handler(secured, client_address, self)

            def handle_error(self, *_: object) -> None:
                """A client that hangs up is no error of ours."""

        self._server = Server((host, 0), Handler)
        self.port: int = self._server.server_port
        self.address = f"{'http' if tls is None else 'https'}://{host}:{self.port}"
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()

    @contextmanager
    def _one_more(self) -> Iterator[None]:
        with self._lock:
            self._under_way += 1
            self.most_at_once = max(self.most_at_once, self._under_way)
        try:
            yield
        finally:
            with self._lock:
                self._under_way -= 1

    def count(self, path: str, method: str = "") -> int:
        """How often the path, with its query, was asked for; by any method if none is given."""
        return sum(each.path == path and method in ("", each.method) for each in self.requests)

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


@contextmanager
def serving(routes: Mapping[str, Route], host: str = "127.0.0.1", tls: ssl.SSLContext | None = None) -> Iterator[Web]:
    web = Web(routes, host, tls)
    try:
        yield web
    finally:
        web.close()
