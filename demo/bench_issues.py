"""Measure a run with a hundred thousand issues: judging, folding, reporting, rendering: `make bench-issues`.

The facts are made, not crawled: a county of 30 bureaus with a site each. What is timed is `judge` and `report`, in a
process of their own that has the database from the disk; a week before, the same county was judged and reported, so
that every issue is known.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
import zlib
from collections.abc import Iterator
from dataclasses import asdict
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from crawler.extract.content import page_content
from records import tables
from records.contents import packed
from records.county import County, parse_county
from records.crawl_store import Kind, State, address_id
from records.database import open_database
from records.facts import AxeNode, AxeOutcome, AxeResult, Layer, Outcome, Region, Via
from records.issues import RunState
from records.rows import insert_new

BUREAUS = 30
LINKS, RULES = 10, 6
"""Dead links and broken rules of axe-core on each page; with the date that it lacks, 17 issues a page."""
SHARED_BY = 4
"""Pages of a site that have the same dead link."""
ISSUES_A_PAGE = LINKS + RULES + 1
MONDAY = datetime(2026, 11, 22, 18, tzinfo=UTC)
TAGS = {
    "image-alt": ("wcag2a", "wcag111"),
    "color-contrast": ("wcag2aa", "wcag143"),
    "link-name": ("wcag2a", "wcag244", "wcag412"),
    "label": ("wcag2a", "wcag412"),
    "html-has-lang": ("wcag2a", "wcag311"),
    "target-size": ("wcag22aa", "wcag258"),
}


def configuration() -> str:
    text = """
[county]
name = "縣政府"
catch_all = "bureau-0"
contact_mail = "it@county.example"
[mail]
sender = "it@county.example"
"""
    for number in range(BUREAUS):
        text += f'[[bureau]]\nid = "bureau-{number}"\nname = "第{number}處"\nmail = "b{number}@county.example"\n'
        text += f'[[site]]\nid = "site-{number}"\nname = "第{number}處網站"\nbureau = "bureau-{number}"\n'
        text += f'start = ["{origin(number)}/"]\n'
    return text


def origin(site: int) -> str:
    return f"https://site-{site}.county.example"


def target(site: int, page: int, link: int) -> str:
    return f"https://gone.example/{site}/{page // SHARED_BY}/{link}"


def html(site: int, page: int) -> str:
    rows = "".join(f'<li><a href="{target(site, page, link)}">第 {link} 號附件</a></li>' for link in range(LINKS))
    text = "<p>為便利民眾申辦，本府各單位持續更新服務資訊，請於上班時間洽詢承辦窗口。</p>" * 6
    return (
        f"<!doctype html><html lang=zh-Hant-TW><head><meta charset=utf-8><title>第 {page} 頁</title></head>"
        f"<body><main><h1>第 {page} 頁</h1>{text}<ul>{rows}</ul></main></body></html>"
    )


def write_run(connection: Connection, run_id: int, pages: int, at: datetime) -> None:
    """The facts of one run, as its crawl would have left them."""
    moment = at.timestamp()
    run = {"id": run_id, "state": RunState.CRAWLED, "started_at": moment, "crawled_at": moment, "versions": {}}
    connection.execute(tables.run.insert(), run)
    for site in range(BUREAUS):
        rows: dict[Any, list[dict[str, Any]]] = {}
        for page in range(pages // BUREAUS):
            for table, row in facts_of(run_id, site, page, moment):
                rows.setdefault(table, []).append(row)
        for table, new in rows.items():
            insert_new(connection, table, new)


def facts_of(run_id: int, site: int, page: int, moment: float) -> Iterator[tuple[Any, dict[str, Any]]]:
    url = f"{origin(site)}/{page}" if page else f"{origin(site)}/"
    id, host = address_id(url), url.split("/")[2]
    key = {"run_id": run_id, "address_id": id}
    yield tables.address, {"id": id, "url": url}
    task = {"host": host, "site_id": f"site-{site}", "kind": Kind.PAGE, "depth": min(page, 1), "state": State.DONE}
    yield tables.frontier, key | task | {"tries": 1, "not_before": 0.0}
    yield tables.fetch, fetch(run_id, id, 1, 200, moment)
    yield tables.page, key | {"version_id": id, "site_id": f"site-{site}", "read_at": moment}
    text = html(site, page)
    content, lines, *_ = page_content(text, url, title=f"第 {page} 頁", today=date(2026, 11, 23))
    digest = id.to_bytes(8, "big", signed=True)
    yield tables.body, {"hash": digest, "content": zlib.compress(text.encode(), 1), "size": len(text)}
    said = {"media": "html", "encoding": "utf-8", "title": f"第 {page} 頁", "is_login": 0, "reader": 2}
    yield tables.version, {"id": id, "address_id": id, "body_hash": digest, "content_reader": 1} | said
    kept = {"said": packed(content), "lines": lines.tobytes(), "looks": 0, "owner": None}
    yield tables.content, {"version_id": id} | kept
    results = json.dumps([asdict(result) for result in audit(url)], ensure_ascii=False).encode()
    done = {"outcome": Outcome.ANSWERED, "error": "", "engine": "axe-core 4", "browser": "Chromium 1", "at": moment}
    yield tables.audit, key | done | {"results": zlib.compress(results), "ran": Layer.AXE}
    for link in range(LINKS):
        address = target(site, page, link)
        target_id = address_id(address)
        yield tables.address, {"id": target_id, "url": address}
        there = {"host": "gone.example", "site_id": "", "kind": Kind.TARGET, "depth": 1, "state": State.DONE}
        yield tables.frontier, {"run_id": run_id, "address_id": target_id} | there | {"tries": 2, "not_before": 0.0}
        for attempt in (1, 2):
            yield tables.fetch, fetch(run_id, target_id, attempt, 404, moment + attempt)
        words = {"href": address, "element": "a", "text": f"第 {link} 號附件", "region": Region.MAIN, "flaw": ""}
        yield tables.link, {"version_id": id, "target_id": target_id, "ordinal": link} | words | {"fragment": ""}


def fetch(run_id: int, id: int, attempt: int, status: int, at: float) -> dict[str, Any]:
    how = {"via": Via.HTTP, "outcome": Outcome.ANSWERED, "status": status, "final_url": ""}
    seen = {"content_type": "text/html", "error": "", "at": at, "is_plain": int(status == 200), "seen": None}
    return {"run_id": run_id, "address_id": id, "attempt": attempt} | how | seen


def audit(url: str) -> Iterator[AxeResult]:
    """Broken rules, each at two elements that no other page has: else they would be one issue of the template."""
    for rule, tags in TAGS.items():
        nodes = tuple(
            AxeNode(
                f"main > ul > li:nth-child({n}) > a",
                f'<a href="{url}?{n}" class="more">{rule} {url} {n}</a>',
                "請修正下列其中一項：\n  元素沒有 alt 屬性\n  aria-label 屬性不存在或為空值",
                "Fix any of the following:\n  Element does not have an alt attribute",
            )
            for n in range(2)
        )
        yield AxeResult(url, rule, AxeOutcome.VIOLATION, "serious", "元素必須有文字", "Elements need text", tags, nodes)


def county() -> County:
    return parse_county(configuration())


def judge_and_report(database: str, folder: Path, now: datetime) -> dict[str, float]:
    """Seconds of each step, and the largest memory."""
    from checks.judgement import judge_run
    from reports.closing import close_run

    engine = open_database(database)
    began = time.monotonic()
    judge_run(engine, county(), now)
    judged = time.monotonic()
    record = close_run(engine, county(), folder, now)
    done = time.monotonic()
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return {
        "issues": len(record.issues),
        "judge, s": judged - began,
        "report, s": done - judged,
        "CPU, s": usage.ru_utime + usage.ru_stime,
        "peak, MB": usage.ru_maxrss / 1024,
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--issues", type=int, default=100_000)
    parser.add_argument("--child", nargs=3, metavar=("DATABASE", "FOLDER", "NOW"), help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.child:
        database, folder, now = asked.child
        print(json.dumps(judge_and_report(database, Path(folder), datetime.fromisoformat(now))))
        return
    pages = -(-asked.issues // ISSUES_A_PAGE // BUREAUS) * BUREAUS
    print(f"{pages} pages, load {os.getloadavg()[0]:.1f}", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        database = f"sqlite:///{folder}/bench.db"
        for week in (1, 2):
            at = MONDAY + timedelta(weeks=week - 1)
            engine = open_database(database)
            with engine.begin() as connection:
                write_run(connection, week, pages, at)
            engine.dispose()
            given = [database, f"{folder}/reports", (at + timedelta(hours=1)).isoformat()]
            command = [sys.executable, "-m", "demo.bench_issues", "--child", *given]
            print(
                f"week {week}: {subprocess.run(command, check=True, capture_output=True, text=True).stdout}", flush=True
            )


if __name__ == "__main__":
    main()
