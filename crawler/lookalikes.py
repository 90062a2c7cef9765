"""Soft 404s: what a host answers, with 200, for addresses that do not exist. Learnt by asking it for one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from crawler.asking import ending
from crawler.extract.signature import signature
from crawler.extract.tree import parsed
from records.county import host_of
from records.crawl_store import CrawlStore, Task
from records.facts import Fetch, Mark


@dataclass(frozen=True)
class _Lie:
    led_to: str
    """Where the address that cannot exist was redirected; empty where it was answered in place."""
    signature: str


class Lookalikes:
    """Tells whether an answer is just what its host gives where there is nothing.

    Nothing can be told of a host that gives the same to everyone: one page whose scripts do the rest, or a door where
    everybody must log in first.
    """

    def __init__(self, store: CrawlStore) -> None:
        self._store = store
        self._lies: dict[tuple[str, str], _Lie] = {}
        """By host and by the ending of file names: servers give each kind to another program."""
        for control, led_to, seen in store.controls():
            lie = _Lie(led_to, str(seen.get("signature", "")))
            if Mark.LOGIN not in seen.get("marks", ()) and not self._is_all_there_is(control, lie):
                self._lies[host_of(control), ending(control)] = lie

    def _is_all_there_is(self, control: str, lie: _Lie) -> bool:
        """Whether the host's front page is answered in the same way."""
        front = front_page(control)
        known = self._store.last_answer(front)
        if known is None:
            return True
        led_to, said = known
        if lie.led_to:
            # A door, unless somebody got past it.
            others = self._store.answered_on(host_of(control))
            return led_to == lie.led_to != front and all(
                final == led_to or url == led_to for (url, final) in ((task.url, final) for task, final, _ in others)
            )
        return not lie.signature or self._says(front, said) == lie.signature

    def _says(self, url: str, seen: dict[str, object]) -> str:
        return str(seen.get("signature") or "") or self._store_signature(url)

    def _store_signature(self, url: str) -> str:
        html = self._store.html_of_page(url)
        return signature(parsed(html), url) if html else ""

    @property
    def liars(self) -> set[str]:
        """Hosts that answer well where there is nothing."""
        return {host for host, _ending in self._lies}

    def is_alike(self, url: str, led_to: str, said: str = "") -> bool:
        """`led_to`: where the address was redirected, if it was. `said`: the signature of what came, if it is known."""
        lie = self._lies.get((host_of(url), ending(url)))
        if lie is None or url == front_page(url):
            return False
        if lie.led_to:
            return led_to == lie.led_to
        return (said or self._store_signature(url)) == lie.signature

    def suspects(self) -> list[Task]:
        """What was asked once, and answered so."""
        return [
            task
            for host in sorted(self.liars)
            for task, led_to, seen in self._store.answered_on(host)
            if self.is_alike(task.url, led_to, str(seen.get("signature", "")))
        ]

    def marked(self, fetch: Fetch, said: str = "") -> Fetch:
        """The fetch of a second try, with what this tells of it."""
        if fetch.is_fine and self.is_alike(fetch.url, fetch.final_url, said or fetch.signature):
            return replace(fetch, marks=(*fetch.marks, Mark.AS_IF_LOST))
        return fetch


def front_page(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}/"
