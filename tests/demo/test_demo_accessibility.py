"""axe-core in a real browser finds in the demo county what truth.toml names, and nothing else."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Page, sync_playwright

import demo
from demo import neighbours
from demo.county import County, Site, sites
from demo.server import Served, serve
from demo.truth import Entry, truth

TODAY = date(2026, 11, 23)
AXE = Path(demo.__file__).parents[1] / "node_modules" / "axe-core" / "axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
RUN = "tags => axe.run(document, {runOnly: {type: 'tag', values: tags}, resultTypes: ['violations', 'incomplete']})"

Answers = set[tuple[str, str]]


@pytest.fixture(scope="module")
def tab() -> Iterator[Page]:
    executable = shutil.which("chromium") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=["--no-sandbox"])
        yield browser.new_page(viewport={"width": 1280, "height": 800}, locale="zh-TW")
        browser.close()


def answers(tab: Page, address: str) -> tuple[Answers, Answers]:
    """(page, rule) of axe's violations, and of what it leaves to a person."""
    tab.goto(address)
    tab.evaluate(AXE.read_text("utf-8"))
    found = tab.evaluate(RUN, TAGS)
    return {(address, rule["id"]) for rule in found["violations"]}, {
        (address, rule["id"]) for rule in found["incomplete"]
    }


def foretold(entries: tuple[Entry, ...], site: str = "") -> Answers:
    return {(e.page, e.detail) for e in entries if e.check == "accessibility" and site in ("", e.site)}


@pytest.mark.parametrize("site", sites(), ids=lambda site: site.id)
def test_axe_finds_what_the_truth_names_and_nothing_else(served: Served, tab: Page, site: Site) -> None:
    violations: Answers = set()
    incomplete: Answers = set()
    for _, page in site.pages.values():
        wrong, unsure = answers(tab, f"http://{site.host}:{served.port}{page.path}")
        violations |= wrong
        incomplete |= unsure
    expected = truth(served.port)
    assert violations == foretold(expected.fault, site.id)
    assert incomplete == foretold(expected.unsure, site.id)


def test_mended_pages_have_no_axe_finding(tab: Page) -> None:
    with serve(County(TODAY, mended=truth().ids), port=0) as served:
        expected = truth(served.port)
        for page in sorted({page for page, _ in foretold(expected.fault) | foretold(expected.unsure)}):
            assert answers(tab, page) == (set(), set())


def test_a_wary_host_opens_its_page_to_a_real_browser(served: Served, tab: Page) -> None:
    response = tab.goto(f"http://{neighbours.wary}:{served.port}/vaccine/schedule")
    assert response is not None and response.status == 200
