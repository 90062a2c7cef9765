"""Scrapy's scheduler over the frontier table, so that a crawl killed at any instant goes on where it was."""

from __future__ import annotations

import asyncio
from collections import Counter, deque
from typing import TYPE_CHECKING, Self

from scrapy import Request, Spider
from scrapy.core.scheduler import BaseScheduler
from scrapy.crawler import Crawler
from scrapy.utils.reactor import CallLaterOnce
from sqlalchemy.exc import DatabaseError

from records.crawl_store import State

if TYPE_CHECKING:
    from crawler.spiders.patrol import PatrolSpider

WAIT_SECONDS = 0.2
OTHERS_AT_ONCE = 16
"""Requests under way to hosts that hold no site: half of Scrapy's CONCURRENT_REQUESTS (crawler.settings)."""


class FrontierScheduler(BaseScheduler):
    """Hosts take turns, each with at most its own number of requests under way.

    Requests that the spider makes itself (the next hop of a redirect, sitemaps) go first and are kept in memory:
    if they are lost, the task that they belong to is not done yet and is begun anew.
    """

    spider: PatrolSpider

    def __init__(self) -> None:
        self._urgent: deque[Request] = deque()
        self._busy: Counter[str] = Counter()
        self._timer: asyncio.TimerHandle | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls()

    def open(self, spider: Spider) -> None:
        from crawler.spiders.patrol import PatrolSpider

        assert isinstance(spider, PatrolSpider)
        self.spider = spider
        spider.scheduler = self

    def enqueue_request(self, request: Request) -> bool:
        self._urgent.append(request)
        return True

    def next_request(self) -> Request | None:
        if self._urgent:
            return self._urgent.popleft()
        spider = self.spider
        if spider.broken is not None:
            return None
        try:
            found = self._next_task()
            if found is None and not self._busy:
                self._ask_again_soon()
            return found
        except DatabaseError as error:
            spider.break_off(error)
            return None

    def _next_task(self) -> Request | None:
        spider = self.spider
        if spider.is_over_time():
            spider.store.leave_rest(State.TOO_LATE)
            return None
        while task := spider.store.take(spider.now().timestamp(), self._may_ask):
            if spider.admits(task):
                self._busy[task.host] += 1
                return spider.request_for(task)
        return None

    def _may_ask(self, host: str) -> bool:
        """Hosts of others, some of which never answer, must not take all the room that the county's own need."""
        own = self.spider.concurrency
        if self._busy[host] >= own.get(host, self.spider.default_concurrency):
            return False
        return host in own or sum(count for name, count in self._busy.items() if name not in own) < OTHERS_AT_ONCE

    def _ask_again_soon(self) -> None:
        """All that waits is put off for a moment; by itself the engine would look again only after five seconds."""
        engine = self.spider.crawler.engine
        if self._timer is None and engine is not None and engine._slot is not None:
            self._timer = asyncio.get_running_loop().call_later(WAIT_SECONDS, self._wake, engine._slot.nextcall)

    def _wake(self, nextcall: CallLaterOnce[None]) -> None:
        self._timer = None
        nextcall.schedule()

    def close(self, reason: str) -> None:
        if self._timer is not None:
            self._timer.cancel()

    def leave(self, host: str) -> None:
        """A task of this host has ended: the host may be given another."""
        self._busy[host] -= 1
        if not self._busy[host]:
            del self._busy[host]

    def has_pending_requests(self) -> bool:
        if self.spider.broken is not None:
            return False
        try:
            store = self.spider.store
            return bool(self._urgent or self._busy or store.has_waiting() or store.retry_all())
        except DatabaseError as error:
            self.spider.break_off(error)
            return False
