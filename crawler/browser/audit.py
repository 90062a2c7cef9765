"""One page's audit: go there, wait until it has settled, let axe-core look at it."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Collection, Set
from contextlib import suppress
from dataclasses import dataclass
from typing import NamedTuple, TypeVar
from urllib.parse import urldefrag, urlsplit

from crawler.browser.axe import read_results, script
from crawler.browser.driver import Answer, Navigation, Visitor
from crawler.browser.failures import Failure, Navigated
from crawler.browser.rendering import draw
from crawler.browser.trying import try_page
from records.facts import AxeResult, Layer, Outcome
from records.rendering import Box
from records.trials import NAMES, Trial

T = TypeVar("T")

PICTURE_MARGIN = 60
"""CSS pixels around an element that a picture shows."""
PICTURE_SIZE = (800, 500)
LARGEST_PICTURE = 200_000
"""Bytes."""
HTML = ("text/html", "application/xhtml+xml")
ERROR_PAGES = ("chrome-error:", "about:neterror", "about:certerror")
"""How the addresses of browsers' own pages begin where no answer came."""
NAVIGATIONS = 4
"""How often a page may lead on by itself (meta refresh, scripts) before it is given up."""


LINKS = """
[...document.querySelectorAll("a[href], area[href]")].slice(0, 3000)
    .filter(link => typeof link.href === "string" && /^https?:/.test(link.href))
    .map(link => [link.href, (link.innerText || link.title || "").trim().slice(0, 200)])
"""

Links = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Looking:
    """How pages are looked at."""

    layers: Set[Layer] = frozenset(Layer)
    tries: Callable[[str, str], bool] = lambda url, drawn: True
    """Whether the probes try a page, drawn so."""
    dismiss: tuple[str, ...] = ()
    """Selectors of what closes a layer over a page: clicked first, where they are."""


WHOLLY = Looking()


class Seen(NamedTuple):
    """What one visit brought."""

    results: tuple[AxeResult, ...] = ()
    links: Links = ()
    """(address, text) of those that the page has by then."""
    drawn: str = ""
    trials: tuple[Trial, ...] = ()
    ran: tuple[str, ...] = ()
    """Names of what ran to its end; see `records.kinds.SEEN_BY`."""


async def audit(
    page: Visitor,
    url: str,
    in_scope: Callable[[str], bool],
    load_seconds: float,
    axe_seconds: float,
    looking: Looking,
) -> Seen:
    """Look for barriers on the page at `url`, or on the page in scope that it leads on to. Raises Failure."""
    layers = looking.layers

    async def seen() -> Seen:
        await _dismiss(page, looking.dismiss, load_seconds)
        results: tuple[AxeResult, ...] = ()
        if Layer.AXE in layers:
            results = read_results(await page.evaluate("sitepatrol.audit()", axe_seconds), url)
        links = await page.evaluate(LINKS, load_seconds)
        drawn = await draw(page, axe_seconds) if Layer.STATIC in layers else ""
        ran = [layer for layer in (Layer.AXE, Layer.STATIC) if layer in layers]
        return Seen(results, tuple((str(address), str(text)) for address, text in links), drawn, ran=tuple(ran))

    async def load_anew() -> None:
        await at_rest(page, url, in_scope, load_seconds, nothing)

    async def nothing() -> None:
        await page.evaluate("sitepatrol.forget()", load_seconds)
        await _dismiss(page, looking.dismiss, load_seconds)

    found = await at_rest(page, url, in_scope, load_seconds, seen)
    if Layer.PROBES in layers and looking.tries(url, found.drawn):
        trials = await try_page(page, url, load_anew)
        found = found._replace(trials=trials, ran=(*found.ran, *(NAMES[type(trial)] for trial in trials)))
    with suppress(Failure, Navigated):
        await nothing()
    return found


async def _dismiss(page: Visitor, selectors: tuple[str, ...], seconds: float) -> None:
    """Close what a site lays over its pages at the first visit. Raises Failure and Navigated."""
    if selectors and await page.evaluate(f"sitepatrol.dismiss({json.dumps(selectors)})", seconds):
        await page.settle(seconds)


async def rendered(page: Visitor, url: str, in_scope: Callable[[str], bool], load_seconds: float) -> str:
    """The page's HTML once its scripts have run. Raises Failure."""

    async def serialized() -> str:
        return str(await page.evaluate("document.documentElement.outerHTML", load_seconds))

    return await at_rest(page, url, in_scope, load_seconds, serialized)


async def picture(
    page: Visitor, url: str, in_scope: Callable[[str], bool], load_seconds: float, selector: str, tag: str
) -> tuple[bytes, Box] | None:
    """A JPEG of an element of the page, marked and with what stands around it; None if it is not there, or is
    another. Raises Failure.
    """

    async def taken() -> tuple[bytes, Box] | None:
        asked = json.dumps([selector, tag, PICTURE_MARGIN, PICTURE_SIZE])
        sides = await page.evaluate(f"({script('picture.js')})(...{asked})", load_seconds)
        if sides is None:
            return None
        box = Box(*map(round, sides))
        image = await page.shoot(box, "jpeg")
        return (image, box) if len(image) <= LARGEST_PICTURE else None

    return await at_rest(page, url, in_scope, load_seconds, taken)


async def places(page: Visitor, url: str, fragments: Collection[str], load_seconds: float) -> set[str]:
    """Those of the fragments that name a place in the page once its scripts have run. Raises Failure."""

    async def found() -> set[str]:
        asked = json.dumps(sorted(fragments))
        there = f"{asked}.filter(name => document.getElementById(name) || document.getElementsByName(name).length)"
        return set(await page.evaluate(there, load_seconds))

    return await at_rest(page, url, lambda address: True, load_seconds, found)


async def at_rest(
    page: Visitor, url: str, in_scope: Callable[[str], bool], load_seconds: float, do: Callable[[], Awaitable[T]]
) -> T:
    """Go to the page, and do something there once it has loaded and leads on to no other. Raises Failure."""
    await page.go(web_address(url), load_seconds)
    seen = None
    for _ in range(NAVIGATIONS):
        try:
            if (last := await page.navigation()) != seen:
                seen = last
                _check_answer(await page.answer(load_seconds), in_scope)
            await page.settle(load_seconds)
            if (last := await page.navigation()) == seen:
                _check_place(last, await page.address(), in_scope)
                done = await do()
                last = await page.navigation()
                if seen is None or last is None or last.url == seen.url:
                    return done
        except Navigated:
            continue
    raise Failure(Outcome.TOO_MANY_REDIRECTS, "The page leads on to another again and again.")


def _check_answer(answer: Answer | None, in_scope: Callable[[str], bool]) -> None:
    if answer is None:
        return  # the browser stayed where it was (on a link to tel:, say), or shows an error of its own
    _check_scope(answer.url, in_scope)
    if answer.status >= 400:
        raise Failure(Outcome.ERROR_PAGE, f"The server answered the browser with status {answer.status}.")
    if answer.media_type and answer.media_type not in HTML:
        raise Failure(Outcome.DOWNLOAD, f"The server gave a file of type {answer.media_type} instead of a page.")


def _check_place(last: Navigation | None, address: str, in_scope: Callable[[str], bool]) -> None:
    if last and address.startswith(ERROR_PAGES):
        _check_scope(last.url, in_scope)
        raise Failure(Outcome.DROPPED, f"The page leads on to {last.url[:300]}, from which no answer came.")
    _check_scope(address, in_scope)


def _check_scope(url: str, in_scope: Callable[[str], bool]) -> None:
    if not in_scope(url):
        raise Failure(Outcome.OUT_OF_SCOPE, f"The page leads on to {url[:300]}, which is out of scope.")


def web_address(url: str) -> str:
    """The address without its fragment. Raises Failure if it is none that a browser may be sent to."""
    with suppress(ValueError):
        parts = urlsplit(url)
        if parts.hostname and parts.scheme in ("http", "https"):
            return urldefrag(url)[0]
    raise Failure(Outcome.MALFORMED, "This is not the address of a web page.")
