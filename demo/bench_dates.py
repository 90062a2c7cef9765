"""Measure the reader of dates beside htmldate and dateparser, on the labelled set, all in one run: `make bench-dates`.

The set is that of tests/dates: page fragments labelled by hand, in six kinds of noise. The others are no part of
SitePatrol: they are installed on first use, and run in processes of their own, by the Python of their own folder.
"""

from __future__ import annotations

import json
import os
import platform
import statistics
import subprocess
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple, TypeVar

from checks.registry import load_checks
from checks.runner import judge
from crawler.extract.content import page_content
from crawler.extract.dates import page_dates
from demo.bench import Rival, install
from demo.county import County
from records.contents import packed, unpacked
from records.facts import DateKind, Page
from records.names import read_names
from tests.dates.labelled_pages import NOISES, NONE, TODAY, LabelledPage, as_answer, labelled_pages

LIMIT_SECONDS = 1800
ROUNDS = 5
OF_PAGES = (DateKind.PUBLISHED, DateKind.UPDATED)
"""What the others are asked for: they know of one date a page. "none" is asked of all that has no other kind."""

HTMLDATE = """
import json, sys, time
from htmldate import find_date
asked = json.load(open(sys.argv[1], encoding="utf-8"))
find_date("<html><body><p>2020-01-01</p></body></html>")
said, seconds = [], []
for one in asked:
    started = time.process_time()
    try:
        found = find_date(one["html"], original_date=one["is_published"], extensive_search=sys.argv[3] == "extensive",
                          max_date=one["today"])
    except Exception:
        found = None
    seconds.append(time.process_time() - started)
    said.append(found or "none")
json.dump([said, seconds], open(sys.argv[2], "w"))
"""
DATEPARSER = """
import json, sys, time
from datetime import datetime
from dateparser.search import search_dates
from lxml import html
asked = json.load(open(sys.argv[1], encoding="utf-8"))
said, seconds = [], []
for one in asked:
    settings = {"RELATIVE_BASE": datetime.fromisoformat(one["today"]), "PREFER_DATES_FROM": "past"}
    started = time.process_time()
    try:
        text = html.fromstring(one["html"]).text_content()
        found = search_dates(text, languages=["zh", "en"], settings=settings)
    except Exception:
        found = None
    seconds.append(time.process_time() - started)
    said.append(found[0][1].date().isoformat() if found else "none")
json.dump([said, seconds], open(sys.argv[2], "w"))
"""


class Guesser(NamedTuple):
    """A library that finds one date of a page, and the program that asks it."""

    rival: Rival
    program: str
    mode: str = ""


def _library(name: str, packages: tuple[str, ...]) -> Rival:
    return Rival(name, packages, lambda *_: [], int)


_HTMLDATE = _library("htmldate 1.11.0", ("htmldate==1.11.0",))
GUESSERS = {
    "htmldate 1.11.0, fast": Guesser(_HTMLDATE, HTMLDATE, "fast"),
    "htmldate 1.11.0, extensive": Guesser(_HTMLDATE, HTMLDATE, "extensive"),
    "dateparser 1.5.0, first found": Guesser(
        _library("dateparser 1.5.0", ("dateparser==1.5.0", "lxml==6.1.3")), DATEPARSER
    ),
}


class Score(NamedTuple):
    exact: int
    wrong: int
    unknown: int
    milliseconds: float
    """CPU, the median page's."""

    def row(self) -> str:
        total = self.exact + self.wrong + self.unknown
        shares = " | ".join(f"{count / total:.1%}" for count in (self.exact, self.wrong, self.unknown))
        return f"{shares} | {self.milliseconds:.2f}"


def score(pages: Sequence[LabelledPage], said: Sequence[str], seconds: Sequence[float]) -> Score:
    """A day is exact that agrees as far as the answer goes: 2026-11-01 with 2026-11."""
    verdicts = Counter(_verdict(page.fragment.answer, one) for page, one in zip(pages, said, strict=True))
    return Score(
        verdicts["exact"], verdicts["wrong"], verdicts["unknown"], statistics.median(seconds) * 1000 if seconds else 0
    )


def _verdict(answer: str, said: str) -> str:
    if said == answer or (answer != NONE and said.startswith(answer)):
        return "exact"
    return "unknown" if said == NONE else "wrong"


def ours(pages: Sequence[LabelledPage]) -> tuple[list[str], list[float]]:
    """What the reader says of each page, and the CPU seconds that it took, parsing included."""
    said, seconds = [], []
    for page in pages:
        started = time.process_time()
        dates = page_dates(page.html, today=TODAY)
        seconds.append(time.process_time() - started)
        said.append(as_answer(dates, page.fragment.kind))
    return said, seconds


def theirs(guesser: Guesser, pages: Sequence[LabelledPage]) -> tuple[list[str], list[float]]:
    with tempfile.TemporaryDirectory() as folder:
        asked, answered = Path(folder) / "asked.json", Path(folder) / "answered.json"
        asked.write_text(
            json.dumps(
                [
                    {
                        "html": page.html,
                        "is_published": page.fragment.kind is DateKind.PUBLISHED,
                        "today": str(TODAY),
                    }
                    for page in pages
                ]
            ),
            encoding="utf-8",
        )
        python = str(guesser.rival.folder / "bin" / "python")
        command = [python, "-c", guesser.program, str(asked), str(answered), guesser.mode]
        subprocess.run(command, check=True, timeout=LIMIT_SECONDS, stderr=subprocess.DEVNULL)
        said, seconds = json.loads(answered.read_text())
        return said, seconds


def county_pages() -> Iterator[str]:
    """The demo county's pages, as they are served on the day of the set."""
    county = County(TODAY)
    for site in county.sites.values():
        for section, page in site.pages.values():
            yield county.html(site, section, page)


def measure_cost() -> None:
    """Print what the demo county's pages cost: read once when they have changed, judged every week."""
    pages = list(county_pages())
    names = read_names(None)
    checks = [check for check in load_checks().values() if check.reads is Page]

    def read(html: str) -> bytes:
        return packed(page_content(html, "https://county.example/1", title="", today=TODAY, names=names).content)

    def judged(said: bytes) -> None:
        list(judge(checks, [Page("https://county.example/1", read_on=TODAY, content=unpacked(said))]))

    size = statistics.median(map(len, pages))
    print(f"\nOn {len(pages)} pages of the demo county (median {size:,.0f} characters), CPU of a page:\n")
    print("| | median, ms | 95 % below | at most |\n|---|---|---|---|")
    print(f"| its dates, parsing included | {_cost(lambda html: page_dates(html, today=TODAY), pages)} |")
    print(f"| a changed page: all that is read out of it, and kept | {_cost(read, pages)} |")
    kept = list(map(read, pages))
    print(f"| an unchanged page: judged by {len(checks)} checks from what was kept | {_cost(judged, kept)} |")


T = TypeVar("T")


def _cost(work: Callable[[T], object], pages: Sequence[T]) -> str:
    """Of each page the median of the rounds; of these a row of a table."""
    costs = []
    for page in pages:
        rounds = []
        for _ in range(ROUNDS):
            started = time.process_time()
            work(page)
            rounds.append(time.process_time() - started)
        costs.append(statistics.median(rounds) * 1000)
    costs.sort()
    return f"{statistics.median(costs):.2f} | {costs[len(costs) * 95 // 100]:.2f} | {costs[-1]:.2f}"


def main() -> None:
    load = ", ".join(f"{of:.1f}" for of in os.getloadavg())
    machine = f"{platform.machine()}, {os.cpu_count()} cores, load before {load}"
    print(f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC, Python {platform.python_version()}, {machine}", flush=True)
    pages = list(labelled_pages())
    head = "| | exact | wrong | unknown | CPU of a page, ms |\n|---|---|---|---|---|"
    print(f"\nAll kinds of dates, {len(pages):,} pages:\n\n{head}")
    said, seconds = ours(pages)
    print(f"| SitePatrol | {score(pages, said, seconds).row()} |")
    for noise in NOISES:
        chosen = [index for index, page in enumerate(pages) if page.noise == noise]
        of_noise = score([pages[i] for i in chosen], [said[i] for i in chosen], [seconds[i] for i in chosen])
        print(f"| SitePatrol, {noise} | {of_noise.row()} |")
    asked = [page for page in pages if page.fragment.kind in OF_PAGES]
    print(f"\nOnly when a page was published or updated, {len(asked):,} pages:\n\n{head}")
    print(f"| SitePatrol | {score(asked, *ours(asked)).row()} |", flush=True)
    for name, guesser in GUESSERS.items():
        if install(guesser.rival):
            print(f"| {name} | {score(asked, *theirs(guesser, asked)).row()} |", flush=True)
    measure_cost()


if __name__ == "__main__":
    main()
