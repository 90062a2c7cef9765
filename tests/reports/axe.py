"""axe-core on a page of our own."""

from __future__ import annotations

import os
from pathlib import Path

from playwright.sync_api import Page

ROOT = Path(__file__).parents[2]
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def axe_findings(page: Page) -> list[str]:
    """ "rule: element" for every violation, WCAG 2.0–2.2 A and AA and best practice."""
    folder = Path(os.environ.get("SITEPATROL_AXE") or ROOT / "node_modules" / "axe-core")
    page.evaluate((folder / "axe.min.js").read_text("utf-8"))
    found = page.evaluate("tags => axe.run({runOnly: tags, resultTypes: ['violations']})", TAGS)
    return [f"{rule['id']}: {node['html'][:200]}" for rule in found["violations"] for node in rule["nodes"]]
