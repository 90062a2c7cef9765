"""Time the crawl alone, beside a plain Scrapy spider, on a site made for it: `make bench`.

The site answers from memory in a process of its own. Each crawl runs in a process of its own too, as a whole: start,
crawl and storing are all counted, as the kernel counts them (user and system seconds, largest resident size).
"""

from __future__ import annotations

import argparse
import asyncio
import multiprocessing
import os
import platform
import statistics
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from multiprocessing.connection import Connection
from pathlib import Path

LINKS = 30
PARAGRAPHS = 12


def page(number: int, pages: int) -> bytes:
    """A page of some 8 kB in the manner of a county site, with 30 links: a menu of ten, and twenty in the text."""
    menu = "".join(f'<li><a href="/p/{n}">選單項目 {n}</a></li>' for n in range(10))
    targets = [(number * 7 + step * step * 31 + 1) % pages for step in range(LINKS - 10)]
    rows = "".join(f'<li><a href="/p/{n}">第 {n} 號公告：申請須知與應備文件</a></li>' for n in targets)
    text = "<p>為便利民眾申辦，本府各單位持續更新服務資訊，請於上班時間洽詢承辦窗口。</p>" * PARAGRAPHS
    return (
        f"<!doctype html><html lang=zh-Hant-TW><head><meta charset=utf-8><title>第 {number} 頁</title></head><body>"
        f"<nav><ul>{menu}</ul></nav><main><h1>第 {number} 頁</h1>{text}<ul>{rows}</ul>"
        f"<p>更新日期：民國115年11月3日</p></main></body></html>"
    ).encode()


async def _serve(pages: int, ready: Connection) -> None:
    bodies = [page(number, pages) for number in range(pages)]

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while request := await reader.readuntil(b"\r\n\r\n"):
                path = request.split(b" ", 2)[1].decode()
                number = path.removeprefix("/p/")
                known = path == "/" or (number.isdigit() and int(number) < pages)
                body = bodies[int(number or 0) if number.isdigit() else 0] if known else b"no such page"
                status = b"200 OK" if known else b"404 Not Found"
                head = b"HTTP/1.1 %b\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: %d\r\n\r\n"
                writer.write(head % (status, len(body)) + body)
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()

    server = await asyncio.start_server(answer, "127.0.0.1", 0)
    ready.send(server.sockets[0].getsockname()[1])
    await server.serve_forever()


@contextmanager
def site(pages: int) -> Iterator[str]:
    """Serve so many pages on loopback; yields the address of the first."""
    here, there = multiprocessing.Pipe()
    process = multiprocessing.get_context("spawn").Process(target=_run_server, args=(pages, there), daemon=True)
    process.start()
    try:
        yield f"http://127.0.0.1:{here.recv()}/"
    finally:
        process.terminate()
        process.join()


def _run_server(pages: int, ready: Connection) -> None:
    asyncio.run(_serve(pages, ready))


def crawl_with_sitepatrol(address: str, folder: Path) -> int:
    """Crawl with all facts stored, no browser; returns how many pages were read."""
    from sqlalchemy import func, select

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
        concurrency_per_host = 16
        obey_robots = false
        [[bureau]]
        id = "it"
        name = "IT"
        mail = "it@county.example"
        [[site]]
        id = "bench"
        name = "bench"
        start = ["{address}"]
    """)
    engine = open_database(f"sqlite:///{folder / 'bench.db'}")
    crawl(engine, county, lambda: datetime.now(UTC), Progress(), browse=False)
    with engine.connect() as connection:
        return connection.scalar(select(func.count()).select_from(tables.page)) or 0


def crawl_with_plain_scrapy(address: str, folder: Path) -> int:
    """Scrapy's own link extractor, scheduler and filter of duplicates; nothing is stored."""
    import scrapy
    from scrapy.crawler import CrawlerProcess
    from scrapy.linkextractors import LinkExtractor

    class Plain(scrapy.Spider):
        name = "plain"
        start_urls = [address]  # noqa: RUF012
        extractor = LinkExtractor()
        pages = 0

        def parse(self, response):  # type: ignore[no-untyped-def]
            Plain.pages += 1
            for found in self.extractor.extract_links(response):
                yield scrapy.Request(found.url, self.parse)

    process = CrawlerProcess(
        {"LOG_ENABLED": False, "TELNETCONSOLE_ENABLED": False, "CONCURRENT_REQUESTS_PER_DOMAIN": 16}
    )
    process.crawl(Plain)
    process.start()
    return Plain.pages


CRAWLS = {"SitePatrol, facts stored": crawl_with_sitepatrol, "plain Scrapy, nothing stored": crawl_with_plain_scrapy}


def measure(name: str, address: str) -> tuple[int, float, float]:
    """(pages, CPU seconds, peak memory in MB) of one crawl in a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        own = [sys.executable, "-m", "demo.bench", "--only", name, "--address", address, "--folder", folder]
        pid = os.posix_spawn(sys.executable, own, os.environ)
        _, status, usage = os.wait4(pid, 0)
        if status:
            raise SystemExit(f"{name}: the crawl failed")
        pages = int((Path(folder) / "pages").read_text())
    return pages, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def main() -> None:
    ask = argparse.ArgumentParser(prog="make bench", description=__doc__)
    ask.add_argument("--pages", type=int, default=2000)
    ask.add_argument("--runs", type=int, default=3)
    ask.add_argument("--only", help=argparse.SUPPRESS)
    ask.add_argument("--address", help=argparse.SUPPRESS)
    ask.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    asked = ask.parse_args()
    if asked.only:
        (asked.folder / "pages").write_text(str(CRAWLS[asked.only](asked.address, asked.folder)))
        return
    machine = f"Python {platform.python_version()}, {os.cpu_count()} cores"
    print(f"{asked.pages} pages, {LINKS} links each; {asked.runs} runs in turn; {machine}")
    figures: dict[str, list[tuple[int, float, float]]] = {name: [] for name in CRAWLS}
    with site(asked.pages) as address:
        for _ in range(asked.runs):
            for name in CRAWLS:
                figures[name].append(measure(name, address))
    rates = {}
    for name, runs in figures.items():
        rate = rates[name] = statistics.median(pages / seconds for pages, seconds, _ in runs)
        memory = statistics.median(mb for _, _, mb in runs)
        print(f"{name:30} {runs[0][0]:6} pages  {rate:6.0f} pages per CPU-second  {memory:5.0f} MB at most")
    ours, plain = rates.values()
    print(f"SitePatrol does {ours / plain:.1f} times what plain Scrapy does")


if __name__ == "__main__":
    main()
