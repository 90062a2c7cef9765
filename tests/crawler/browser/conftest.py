"""One Chromium for the tests of a file, and the processes that it is made of."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from crawler.browser.chromium import Browser

OURS = "127.0.0.1"
THEIRS = "127.0.0.2"
"""Allowed, but out of scope."""


@pytest.fixture(scope="module")
def runner() -> Iterator[asyncio.Runner]:
    with asyncio.Runner() as runner:
        yield runner


@pytest.fixture(scope="module")
def browser(runner: asyncio.Runner) -> Iterator[Browser]:
    browser = Browser(
        allowed_hosts=frozenset({OURS, THEIRS}),
        in_scope=lambda url: urlsplit(url).hostname == OURS,
        load_seconds=20,
        axe_seconds=20,
    )
    runner.run(browser.__aenter__())
    yield browser
    runner.run(browser.__aexit__(None, None, None))


def chromium_processes(kind: str = "") -> list[int]:
    """Process ids of our own Chromium: of its main processes, or of those of a kind, such as "renderer"."""
    parents, found = {}, []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            parents[int(folder.name)] = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
            words = (folder / "cmdline").read_text().replace("\0", " ").split()
        except (FileNotFoundError, ProcessLookupError):
            continue
        kinds = [word for word in words if word.startswith("--type=")]
        if kinds == [f"--type={kind}"] or (not kind and not kinds and "--headless" in words):
            found.append(int(folder.name))
    return [process for process in found if _descends(process, parents)]


def _descends(process: int, parents: dict[int, int]) -> bool:
    while process in parents and process != os.getpid():
        process = parents[process]
    return process == os.getpid()
