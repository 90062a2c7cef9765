from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from crawler.browser.chromium import find_chromium
from reports.site import write_site
from tests.reports import sample


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Reports of runs of every kind: zh/, en/, sick/, empty/, hostile/."""
    folder = tmp_path_factory.mktemp("reports")
    county = sample.county()
    write_site(sample.record(), county, folder / "zh", "zh-Hant-TW", None, sample.picture_of)
    write_site(sample.record(), county, folder / "en", "en", None, sample.picture_of)
    write_site(sample.sick_record(), county, folder / "sick", "zh-Hant-TW")
    write_site(sample.empty_record(), county, folder / "empty", "zh-Hant-TW")
    write_site(sample.hostile_record(), county, folder / "hostile", "zh-Hant-TW")
    return folder
