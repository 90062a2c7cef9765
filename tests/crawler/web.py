"""A real web server for tests, on loopback: each path answers what a test gives it."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Answer = tuple[int, Mapping[str, str], bytes]


def html(text: str, status: int = 200, **headers: str) -> Answer:
    return status, {"Content-Type": "text/html; charset=utf-8", **headers}, text.encode()


def page(*hrefs: str, title: str = "頁") -> Answer:
    links = "".join(f'<p><a href="{href}">連結 {n}</a></p>' for n, href in enumerate(hrefs))
    return html(f"<!doctype html><html lang=zh-Hant-TW><title>{title}</title><body><main>{links}</main>")


def redirect(to: str, status: int = 302) -> Answer:
    return status, {"Location": to}, b""


class Web:
    """`routes`: what a path answers, or a function of the handler that answers by itself or returns an answer."""

    def __init__(self, routes: Mapping[str, Answer | Callable[[Any], Answer | None]], host: str) -> None:
        self.routes = dict(routes)
        self.asked: list[tuple[float, str]] = []
        """(monotonic seconds, path with query) of every request."""
        web = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                web.asked.append((time.monotonic(), self.path))
                route = web.routes.get(self.path) or web.routes.get(self.path.partition("?")[0], html("沒有", 404))
                answer = route(self) if callable(route) else route
                if answer is None:
                    return
                status, headers, body = answer
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                pass

        class Server(ThreadingHTTPServer):
            daemon_threads = True
            request_queue_size = 64

            def handle_error(self, *_: object) -> None:
                """A client that hangs up is no error of ours."""

        self._server = Server((host, 0), Handler)
        self.address = f"http://{host}:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()

    def count(self, path: str) -> int:
        return sum(asked == path for _, asked in self.asked)

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


@contextmanager
def serving(routes: Mapping[str, Answer | Callable[[Any], Answer | None]], host: str = "127.0.0.1") -> Iterator[Web]:
    web = Web(routes, host)
    try:
        yield web
    finally:
        web.close()
