"""Which rules axe-core is asked: read from its file, and as the engine itself says."""

from __future__ import annotations

import shutil

from playwright.sync_api import sync_playwright

from crawler.browser.axe import DOUBTFUL, OPTIONS, axe_source, rules_asked

ASKED = """
async options => {
    const answer = await axe.run(document, {runOnly: options.runOnly, rules: options.rules});
    return ["violations", "passes", "incomplete", "inapplicable"].flatMap(kind => answer[kind].map(rule => rule.id));
}
"""


def test_the_rules_named_as_asked_are_those_that_the_engine_runs() -> None:
    with sync_playwright() as playwright:
        executable = shutil.which("chromium") or shutil.which("google-chrome")
        browser = playwright.chromium.launch(executable_path=executable, args=["--no-sandbox"])
        page = browser.new_page()
        page.goto("data:text/html,<p>words")
        page.add_script_tag(content=axe_source().script)
        asked = page.evaluate(ASKED, OPTIONS)
        browser.close()
    assert rules_asked() == set(asked)
    assert set(DOUBTFUL) <= rules_asked()
