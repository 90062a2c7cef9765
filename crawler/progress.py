"""Show how the crawl goes: one line a site on a terminal, nothing where no one watches."""

from __future__ import annotations

import time
from collections import Counter
from types import TracebackType
from typing import Self

from rich.console import Console, Group
from rich.live import Live
from rich.table import Table
from rich.text import Text


class Progress:
    """What the crawl tells of itself while it runs; here nobody listens."""

    def asked(self, site: str) -> None:
        """An address was tried; `site` is empty where no site of ours holds it."""

    def read(self, site: str, links: int) -> None:
        """A page was read, and so many links on it."""

    def queue(self, length: int) -> None:
        """So many addresses wait."""

    def stage(self, name: str, total: int) -> None:
        """A stage begins: "crawl", "dates", "look" or "audit"; `total` steps, 0 where no one knows."""

    def advance(self) -> None:
        """One step of the stage is done."""


class Watched(Progress):
    """A live table on the terminal. `names`: site names by id; `words`: the labels, in the reader's language."""

    def __init__(self, console: Console, names: dict[str, str], words: dict[str, str]) -> None:
        self._names, self._words = names, words
        self._pages: Counter[str] = Counter()
        self._links: Counter[str] = Counter()
        self._asked: Counter[str] = Counter()
        self._queue = 0
        self._stage, self._done, self._total = "crawl", 0, 0
        self._began = time.monotonic()
        self._live = Live(get_renderable=self._table, console=console, refresh_per_second=2, transient=True)

    def __enter__(self) -> Self:
        self._live.__enter__()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._live.__exit__(kind, error, trace)

    def asked(self, site: str) -> None:
        self._asked[site] += 1

    def read(self, site: str, links: int) -> None:
        self._pages[site] += 1
        self._links[site] += links

    def queue(self, length: int) -> None:
        self._queue = length

    def stage(self, name: str, total: int) -> None:
        self._stage, self._done, self._total = name, 0, total

    def advance(self) -> None:
        self._done += 1

    def _table(self) -> Group:
        say = self._words
        table = Table(say["site"], *(say[name] for name in ("pages", "links", "asked")), box=None, pad_edge=False)
        for column in table.columns[1:]:
            column.justify = "right"
        for site, name in (*self._names.items(), ("", say["elsewhere"])):
            table.add_row(name, *(f"{count[site]:,}" for count in (self._pages, self._links, self._asked)))
        seconds = int(time.monotonic() - self._began)
        if self._total:
            state = f"{self._done:,} / {self._total:,}"
        else:
            state = f"{say['queue']} {self._queue:,}  {self._asked.total() / max(seconds, 1):,.1f}/s"
        return Group(table, Text(f"{say[self._stage]}  {state}  {seconds // 60}:{seconds % 60:02}"))
