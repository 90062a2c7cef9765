"""A page with known faults, one for each way in which axe-core reaches into a page: its silence would mean nothing."""

from __future__ import annotations

from urllib.parse import quote

from crawler.browser.axe import read_results
from crawler.browser.driver import Visitor

FAULTS = {
    "html-has-lang": "",
    "image-alt": "<img src='data:,'>",
    "color-contrast": "<p style='color: #ccc; background: #fff'>縣政府公告</p>",
    "button-name": "<div><template shadowrootmode='open'><button></button></template></div>",
    "select-name": "<iframe title='縣' srcdoc='<html lang=zh><title>縣</title><select></select>'></iframe>",
    "label": f"<iframe title='府' src='data:text/html,{quote('<html lang=zh><title>府</title><input>')}'></iframe>",
}
"""By the rule that must find each: in the page, drawn on it, in a shadow root, in a frame, in one of another origin."""

ADDRESS = "data:text/html;charset=utf-8," + quote(f"<!doctype html><title>縣</title>{''.join(FAULTS.values())}")


async def missed(page: Visitor, load_seconds: float, axe_seconds: float) -> list[str]:
    """The rules that should have found a fault and did not. Raises Failure and Navigated."""
    await page.go(ADDRESS, load_seconds)
    await page.settle(load_seconds)
    found = {result.rule for result in read_results(await page.evaluate("sitepatrol.audit()", axe_seconds), ADDRESS)}
    return sorted(FAULTS.keys() - found)
