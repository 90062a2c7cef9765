"""What we ask of others holds for our own pages and mails: all layers look at them, and find nothing."""

from __future__ import annotations

import asyncio
import base64
from collections.abc import Iterator
from pathlib import Path

import pytest

from checks.echoes import without_echoes
from checks.registry import load_checks, pretest_ids
from checks.runner import judge
from crawler.browser.chromium import Browser
from crawler.browser.rendering import read_rendering
from records.answers import Finding
from records.audits import Audit
from records.facts import AxeOutcome, Outcome
from records.kinds import Fact
from tests.crawler.web import Answer, html, serving
from tests.reports import sample
from tests.reports.test_mail import body, images, mails

PAGES = ("index", "work", "run", "unsure", "bureau-social", "site-social")
MEDIA = {".html": "text/html; charset=utf-8", ".css": "text/css", ".jpg": "image/jpeg"}


def files(folder: Path, prefix: str) -> Iterator[tuple[str, Answer]]:
    for path in folder.iterdir():
        if path.suffix in MEDIA:
            yield f"{prefix}/{path.name}", (200, {"Content-Type": MEDIA[path.suffix]}, path.read_bytes())


def letters() -> Iterator[tuple[str, Answer]]:
    for notice in mails(sample.record()).values():
        shown = body(notice, "html")
        for name, image in images(notice).items():
            data = base64.b64encode(image).decode()
            shown = shown.replace(f"cid:{name.strip('<>')}", f"data:image/jpeg;base64,{data}")
        yield f"/mail/{notice.recipient}", html(shown)


def facts(audit: Audit) -> Iterator[Fact]:
    yield from (result for result in audit.results if result.outcome is AxeOutcome.VIOLATION)
    yield read_rendering(audit.drawn, audit.url)
    yield from audit.trials


@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_layer_finds_fault_with_our_reports_and_mails(written: Path, language: str) -> None:
    checks = {id: check for id, check in load_checks().items() if id not in pretest_ids()}
    issue = next(
        path.stem for path in sorted((written / language).glob("issue-*.html")) if b"<figure" in path.read_bytes()
    )
    routes = dict(files(written / language, f"/{language}"))
    wanted = [f"/{language}/{page}.html" for page in (*PAGES, issue)]
    if language == "zh":
        routes |= dict(letters())
        wanted += [path for path in routes if path.startswith("/mail/")]

    async def audits(address: str) -> list[Audit]:
        async with Browser(allowed_hosts=frozenset({"127.0.0.1"})) as browser:
            return [audit async for audit in browser.audits(address + path for path in wanted)]

    with serving(routes) as web:
        seen = asyncio.run(audits(web.address))
    assert {audit.outcome for audit in seen} == {Outcome.ANSWERED} and len(seen) == len(wanted)
    found = [
        (verdict.check_id, answer.rule, verdict.page_url.rpartition("/")[2], place.snippet)
        for audit in seen
        for verdict in without_echoes(judge(checks.values(), facts(audit)), checks)
        for answer in verdict.answers
        if isinstance(answer, Finding)
        for place in answer.places
    ]
    print(*found, sep="\n")
    assert found == []
