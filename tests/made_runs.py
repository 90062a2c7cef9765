"""Runs of a small site, written into the database as their crawl would have left them."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection

from crawler.extract.content import page_content
from records import tables
from records.contents import packed
from records.crawl_store import Kind, State, address_id
from records.facts import AxeNode, AxeOutcome, AxeResult, Outcome, Region, Via
from records.issues import RunKind, RunState
from records.rows import insert_new

SITE = "https://www.county.example"
PAGES = ("/", "/a", "/b")


class Fate(StrEnum):
    """What a run sees of a page."""

    FAULTY = "faulty"
    """A dead link and pale letters."""
    LINK_DEAD = "link dead"
    CLEAN = "clean"
    DOUBTFUL = "doubtful"
    """The link's server turns programs away, and the browser's audit crashed."""
    UNREAD = "unread"
    GONE = "gone"


FOUND, CLEAN, BLIND, GONE = "found", "clean", "blind", "gone"
LOOKS: Mapping[str, Mapping[Fate, str]] = {
    "broken-link": {Fate.FAULTY: FOUND, Fate.LINK_DEAD: FOUND, Fate.CLEAN: CLEAN, Fate.GONE: GONE},
    "accessibility": {Fate.FAULTY: FOUND, Fate.LINK_DEAD: CLEAN, Fate.CLEAN: CLEAN, Fate.GONE: GONE},
}
"""What a look at a page says of the issue that it may have of a check; what is not named is blind."""


def write_run(
    connection: Connection, run_id: int, fates: Mapping[str, Fate], at: datetime, login: bool = False
) -> None:
    """A run that was crawled to its end. `login`: the home page is a login form."""
    moment, weekly = at.timestamp(), {"kind": RunKind.WEEKLY, "versions": {}}
    run = {"id": run_id, "state": RunState.CRAWLED, "started_at": moment, "crawled_at": moment}
    insert_new(connection, tables.run, [run | weekly])
    for path, fate in fates.items():
        is_login = login and path == "/"
        for table, row in _facts(run_id, path, Fate.CLEAN if is_login else fate, moment, is_login):
            insert_new(connection, table, [row])


def _facts(run_id: int, path: str, fate: Fate, moment: float, login: bool) -> Iterator[tuple[Any, dict[str, Any]]]:
    url = SITE + path
    id = address_id(url)
    key = {"run_id": run_id, "address_id": id}
    yield tables.address, {"id": id, "url": url}
    yield tables.frontier, key | _asked("www.county.example", "site", Kind.PAGE, int(path != "/"))
    if fate is Fate.UNREAD:
        yield tables.fetch, _fetch(key, 1, Outcome.TIMED_OUT, None, moment)
        return
    if fate is Fate.GONE:
        for attempt in (1, 2):
            yield tables.fetch, _fetch(key, attempt, Outcome.ANSWERED, 410, moment)
        return
    yield tables.fetch, _fetch(key, 1, Outcome.ANSWERED, 200, moment)
    has_link = fate in (Fate.FAULTY, Fate.LINK_DEAD, Fate.DOUBTFUL)
    version = address_id(f"{url}#{has_link}{login}")
    yield from _version(version, id, path, login)
    yield tables.page, key | {"version_id": version, "site_id": "site", "read_at": moment}
    audited = fate is not Fate.DOUBTFUL
    done = {"outcome": Outcome.ANSWERED, "ran": "axe"} if audited else {"outcome": Outcome.CRASHED, "ran": ""}
    results = [asdict(_barrier(url))] if fate is Fate.FAULTY else []
    seen = {"results": zlib.compress(json.dumps(results).encode()), "error": "", "at": moment}
    yield tables.audit, key | done | seen | {"engine": "axe", "browser": "Chromium", "template": 0, "inputs": 0}
    if has_link:
        yield from _link(run_id, version, path, 403 if fate is Fate.DOUBTFUL else 404, moment)


def _version(id: int, address: int, path: str, login: bool) -> Iterator[tuple[Any, dict[str, Any]]]:
    text = (
        f"<!doctype html><html lang=zh-Hant-TW><title>頁 {path}</title><main><h1>頁 {path}</h1>"
        "<p>為便利民眾申辦，請於上班時間洽詢承辦窗口，備齊文件即可辦理。</p><p>更新日期：115年9月1日</p></main>"
    )
    content, lines, *_ = page_content(text, SITE + path, title=f"頁 {path}", today=date(2026, 9, 14))
    digest = id.to_bytes(8, "big", signed=True)
    yield tables.body, {"hash": digest, "content": zlib.compress(text.encode()), "size": len(text)}
    said = {"media": "html", "encoding": "utf-8", "title": f"頁 {path}", "is_login": int(login)}
    yield tables.version, {"id": id, "address_id": address, "body_hash": digest} | said | READ
    yield tables.content, {"version_id": id, "said": packed(content), "lines": lines.tobytes(), "looks": 0}


READ = {"reader": 2, "content_reader": 1}


def _link(run_id: int, version: int, path: str, status: int, moment: float) -> Iterator[tuple[Any, dict[str, Any]]]:
    target = f"https://gone.example{path}"
    id = address_id(target)
    key = {"run_id": run_id, "address_id": id}
    yield tables.address, {"id": id, "url": target}
    yield tables.frontier, key | _asked("gone.example", "", Kind.TARGET, 1)
    for attempt in (1, 2):
        yield tables.fetch, _fetch(key, attempt, Outcome.ANSWERED, status, moment + attempt)
    words = {"href": target, "element": "a", "text": "表單", "region": Region.MAIN, "flaw": "", "fragment": ""}
    yield tables.link, {"version_id": version, "target_id": id, "ordinal": 0} | words


def _asked(host: str, site: str, kind: Kind, depth: int) -> dict[str, Any]:
    task = {"host": host, "site_id": site, "kind": kind, "depth": depth, "state": State.DONE}
    return task | {"tries": 1, "not_before": 0.0}


def _fetch(key: dict[str, Any], attempt: int, outcome: Outcome, status: int | None, at: float) -> dict[str, Any]:
    how = {"attempt": attempt, "via": Via.HTTP, "outcome": outcome, "status": status, "final_url": ""}
    seen = {"content_type": "text/html", "error": "", "at": at, "is_plain": int(status == 200), "seen": None}
    return key | how | seen


def _barrier(url: str) -> AxeResult:
    node = AxeNode("main > p", f"<p>{url}</p>", "對比不足", "Too little contrast")
    tags = ("wcag2aa", "wcag143")
    return AxeResult(url, "color-contrast", AxeOutcome.VIOLATION, "serious", "對比", "Contrast", tags, (node,))
