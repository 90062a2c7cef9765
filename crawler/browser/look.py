"""A second look at where a link leads, as a visitor's browser sees it."""

from __future__ import annotations

import asyncio
import re
from contextlib import suppress

from playwright.async_api import Error as PlaywrightError
from playwright.async_api import Response

from crawler.browser.audit import web_address
from crawler.browser.failures import Failure, Navigated
from crawler.browser.tab import Tab, content_type
from records.facts import Fetch, Outcome

CHALLENGE_TITLES = re.compile(r"just a moment|attention required|checking your browser|請稍候|正在檢查您的瀏覽器", re.I)
ANSWER_SECONDS = 2


async def look(tab: Tab, url: str, seconds: float) -> Fetch:
    """Go to an address and tell how it answered. A file to download, and a page slow to end, count as answered.

    Raises Failure if it is no web address.
    """
    address, failure = web_address(url), None
    try:
        await tab.go(address, seconds)
    except Failure as error:
        failure = error
    response = await tab.response(ANSWER_SECONDS)
    if response is None or 300 <= response.status < 400:
        failure = failure or Failure(Outcome.DROPPED, "No answer came.")
        return Fetch(url, failure.outcome, error=str(failure))
    if response.status < 400 and await _breaks_off(response):
        return Fetch(url, Outcome.DROPPED, error="The connection broke before the answer was whole.")
    return Fetch(
        url,
        Outcome.ANSWERED,
        response.status,
        final_url="" if response.url == tab.asked else response.url,
        content_type=content_type(response),
        error=await _challenge(tab, response),
    )


async def _breaks_off(response: Response) -> bool:
    """Whether the connection breaks in the middle of the answer; of one that is slow to end nothing is known."""
    with suppress(TimeoutError, PlaywrightError):
        async with asyncio.timeout(ANSWER_SECONDS):
            await response.finished()
    failure = response.request.failure or ""
    return "ERR_CONNECTION" in failure or "ERR_EMPTY_RESPONSE" in failure


async def _challenge(tab: Tab, response: Response) -> str:
    """One sentence if the server does not answer with the page but asks for proof that a person is there."""
    if response.status not in (403, 429, 503):
        return ""
    title = ""
    with suppress(Failure, Navigated):
        await tab.settle(ANSWER_SECONDS)
        title = str(await tab.evaluate("document.title", ANSWER_SECONDS))
    if "cf-mitigated" in response.headers or CHALLENGE_TITLES.search(title):
        return "The server asks for proof that a person is there (a challenge page)."
    return ""
