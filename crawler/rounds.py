"""Work through the frontier: ask what waits, read what is ours, and try again at the end what failed."""

from __future__ import annotations

import asyncio
import logging
from collections import Counter
from collections.abc import Callable, Coroutine
from dataclasses import replace
from datetime import datetime
from urllib.parse import urljoin, urlsplit

from sqlalchemy.exc import DatabaseError

from crawler.asking import HTML, Answer, Asker, Want, ending
from crawler.extract.addresses import Target, canonical, resolve
from crawler.extract.decoding import decode
from crawler.extract.lost import parked, says_lost
from crawler.extract.pages import looks_like_login, title
from crawler.extract.signature import signature
from crawler.extract.sitemaps import read_sitemap
from crawler.extract.tree import parsed
from crawler.lookalikes import Lookalikes
from crawler.politeness import SILENT, GivenUp, Hosts
from crawler.progress import Progress
from crawler.reading import Reader, by_rules, keeps
from crawler.robots import Robots
from records.county import County, Site, host_of
from records.crawl_store import CrawlStore, Kind, State, Task, address_id
from records.facts import Fetch, Mark, Outcome

AT_ONCE = 32
"""Requests under way."""
OTHERS_AT_ONCE = 16
"""Of these, to hosts that hold no site: some never answer, and must not take the room that the county's own need."""
WAIT_SECONDS = 0.05
COUNT_QUEUE_EVERY = 500
MAX_SITEMAPS = 100
"""Files read for each site."""
MAX_TRIES = 2
MAX_TRIES_OF_SILENT = 3
"""Where it may be a passing fault of the server or the network."""
FINAL = frozenset({Outcome.ROBOTS, Outcome.PRIVATE_ADDRESS, Outcome.MALFORMED, Outcome.TOO_LARGE})
"""Outcomes that a second try would only repeat."""
ASKED_ONCE = frozenset({Kind.CONTROL, Kind.PROPOSAL})
MAX_CONTROLS = 3
"""Addresses that cannot exist, asked of each host: servers treat ".aspx" and a bare folder in different ways."""
NETWORK_LOST = 30
"""Failures in a row, of three hosts or more, after which we ask whether our own network is down."""
FOR_HEAD = frozenset("avi css gif ico jpeg jpg js json mov mp3 mp4 ogg png svg webp wmv woff woff2".split())  # noqa: SIM905
"""Endings of addresses whose headers say enough. A document is asked for itself: it may be empty, or cut short."""


class Rounds:
    """The frontier of one run, worked through until nothing waits.

    `follow`: false leaves out sitemaps.
    """

    def __init__(
        self,
        county: County,
        store: CrawlStore,
        reader: Reader,
        hosts: Hosts,
        now: Callable[[], datetime],
        progress: Progress,
        *,
        follow: bool,
    ) -> None:
        self.county, self.store, self.reader, self.hosts = county, store, reader, hosts
        self.now, self.progress, self.follow = now, progress, follow
        self.broken: DatabaseError | None = None
        """Why the crawl had to be broken off."""
        self.is_network_lost = False
        self.lookalikes: Lookalikes | None = None
        """Known once everything has been asked: then second tries are held against what it tells."""
        self.asker = Asker(county, hosts, now, self.may_ask)
        self._robots = Robots(self._ask_robots)
        self._sites = {site.id: site for site in county.site}
        self._own_hosts = {host for site in county.site for host, _prefix in site.prefixes()}
        self._pages_taken = store.pages_by_site()
        self._deadline = now() + county.time_limit()
        self._running: set[asyncio.Task[None]] = set()
        self._others = 0
        self._changed = asyncio.Event()
        self._asked = 0
        self._controls: Counter[str] = Counter()
        self._silent_hosts: list[str] = []
        """Of the failures in a row since the last answer of any host."""
        self._is_asking_ourselves = False

    # What to ask

    def begin(self, revisit: list[str]) -> None:
        """Offer the start pages, and `revisit`: pages on which open issues stand, even if nothing links to them.

        A reader that follows only some addresses gets no start pages.
        """
        for site in self.county.site if self.reader.only is None else ():
            for address in site.start:
                self.reader.offer(by_rules(canonical(address), site), "a", depth=0)
                self._offer_control(address)
        for address in revisit:
            if self.county.site_of(address):
                self.reader.offer(address, "a", depth=1)
        if self.follow:
            self._start(self._read_sitemaps())

    async def run(self) -> None:
        """Until nothing waits, no failure is left to try again, or the run's time is over."""
        try:
            while self.broken is None:
                if self.now() >= self._deadline or self.is_network_lost:
                    self.hosts.is_over = True
                    self.store.leave_rest(State.TOO_LATE)
                while len(self._running) < AT_ONCE and (task := self._next()):
                    self._start(self._visit(task), task.host)
                if not self._running and not self.store.has_waiting() and not self.store.retry_all():
                    break
                await self._change()
        except DatabaseError as error:
            self.broken = self.broken or error
        finally:
            for running in self._running:
                running.cancel()
            await asyncio.gather(*self._running, return_exceptions=True)

    async def _change(self) -> None:
        self._changed.clear()
        timer = asyncio.get_running_loop().call_later(WAIT_SECONDS, self._changed.set)
        await self._changed.wait()
        timer.cancel()

    def _start(self, work: Coroutine[None, None, None], host: str = "") -> None:
        task = asyncio.create_task(work)
        self._running.add(task)
        is_other = bool(host) and host not in self._own_hosts
        self._others += is_other

        def ended(task: asyncio.Task[None]) -> None:
            self._running.discard(task)
            self._others -= is_other
            self._changed.set()
            if not task.cancelled() and isinstance(error := task.exception(), DatabaseError):
                self.broken = self.broken or error

        task.add_done_callback(ended)

    def _next(self) -> Task | None:
        while task := self.store.take(self.now().timestamp(), self._may_take):
            if self._admits(task):
                self.hosts.enter(task.host)
                return task
        return None

    def _may_take(self, host: str) -> bool:
        if host not in self._own_hosts and self._others >= OTHERS_AT_ONCE:
            return False
        return self.hosts.is_given_up(host) or self.hosts.may_ask(host)

    def _admits(self, task: Task) -> bool:
        """Whether the task is to be asked; if not, it is marked with why."""
        if self.hosts.is_given_up(task.host):
            self.store.finish(task, State.HOST_DOWN)
            return False
        site = self._sites.get(task.site_id)
        if site is None or task.kind is not Kind.PAGE:
            return True
        if self.reader.traps.is_trap(site.id, task.url):
            self.store.finish(task, State.TRAPPED)
            return False
        taken = self._pages_taken.get(site.id, 0)
        if not task.tries and taken >= (site.max_pages or self.county.crawl.max_pages):
            self.store.finish(task, State.TOO_MANY)
            return False
        self._pages_taken[site.id] = taken + (not task.tries)
        return True

    def _offer_control(self, url: str) -> None:
        """Have the host asked for an address that cannot exist, of the same kind as this one."""
        parts = urlsplit(url)
        end = ending(url)
        if len(end) > 5 or self._controls[parts.netloc] >= MAX_CONTROLS:
            return
        token = address_id(f"{parts.netloc} {self.store.run_id}") & 0xFFFFFFFF
        control = f"{parts.scheme}://{parts.netloc}/sitepatrol-{token:08x}{'.' + end if end else ''}"
        id = address_id(control)
        if not self.store.is_recent(id):
            self._controls[parts.netloc] += 1
            site = self.county.site_of(control)
            self.store.offer(Task(id, control, host_of(control), site.id if site else "", Kind.CONTROL, 0))

    # One address

    async def _visit(self, task: Task) -> None:
        """Ask it, in the turn that was taken of its host. What goes wrong on our own side costs this address alone."""
        try:
            answer = await self._answer(task)
        except DatabaseError:
            raise
        except GivenUp:
            answer = Answer(Fetch(task.url, Outcome.NOT_REACHED, at=self.now()), task.url)
        except Exception as error:
            logging.getLogger(__name__).exception("asking %s", task.url)
            said = f"{type(error).__name__}: {error}"
            answer = Answer(Fetch(task.url, Outcome.CRASHED, error=said, at=self.now()), task.url)
        self._end(task, answer)

    async def _answer(self, task: Task) -> Answer:
        rules = self._robots.known(task.url)
        if rules is None and self.county.crawl.obey_robots:
            self.hosts.leave(task.host)
            await self.may_ask(task.url)
            await self.hosts.turn(task.host)
        try:
            may_ask = await self.may_ask(task.url)
        except BaseException:
            self.hosts.leave(task.host)
            raise
        if may_ask:
            return await self._ask(task)
        self.hosts.leave(task.host)
        return Answer(Fetch(task.url, Outcome.ROBOTS, at=self.now()), task.url)

    async def may_ask(self, url: str) -> bool:
        """Whether robots.txt allows it."""
        limits = self.county.crawl
        if not limits.obey_robots:
            return True
        rules = self._robots.known(url)
        if rules is None:
            rules = await self._robots.rules(url)
            self.hosts.slow_down_to(host_of(url), rules.crawl_delay(limits.user_agent))
        return rules.allows(url, limits.user_agent)

    async def _ask_robots(self, address: str) -> tuple[int | None, bytes]:
        try:
            answer = await self.ask(address, Want.PAGE, obeys=False)
        except GivenUp:
            return None, b""
        return answer.fetch.status, answer.body

    async def ask(self, address: str, want: Want, *, obeys: bool = True) -> Answer:
        """Ask for something beside the frontier, in its host's turn."""
        await self.hosts.turn(host_of(address))
        return await self.asker.ask(address, want, obeys=obeys)

    async def _ask(self, task: Task) -> Answer:
        if task.kind in (Kind.PAGE, Kind.PART):
            headers = {}
            if task.validator is not None and not task.tries:
                etag, changed, _version = task.validator
                headers = {"If-None-Match": etag} if etag else {"If-Modified-Since": changed}
            return await self.asker.ask(task.url, Want.WHOLE, headers=headers, keeps=keeps)
        is_file = ending(task.url) in FOR_HEAD and task.kind is not Kind.CONTROL and not task.tries
        return await self.asker.ask(task.url, Want.ANSWER if is_file else Want.PAGE)

    def _end(self, task: Task, answer: Answer) -> None:
        """The task's try is over: store what came of it, and put a failure off for another try."""
        self.progress.asked(task.site_id)
        self._asked += 1
        self._listen(task, answer.fetch)
        # The mark that the task is done comes last: a batch may be written at any mark.
        fetch, state = answer.fetch, State.DONE
        is_ours = task.kind in (Kind.PAGE, Kind.PART)
        if not is_ours and answer.body and fetch.content_type in HTML:
            fetch = described(fetch, answer)
        if fetch.status == 304 and task.validator is not None:
            if not self.reader.reuse(task, task.validator[2]):
                self.store.forget_validator(task.id)
                self.store.finish(task, State.AGAIN)
                return
        elif self.lookalikes is not None and task.tries:
            fetch = self.lookalikes.marked(fetch, _signature(answer) if is_ours and answer.body else "")
        self.store.add_fetch(task.id, task.tries + 1, fetch)
        if is_ours and answer.is_whole and fetch.status == 200 and keeps(fetch.content_type, answer.url):
            state = self.reader.read(task, answer)
        self._finish(task, fetch, state)

    def _finish(self, task: Task, fetch: Fetch, state: State) -> None:
        if fetch.status in (200, 304) and fetch.content_type in HTML and task.kind not in ASKED_ONCE:
            self._offer_control(task.url)
        if state is State.DONE and (pause := self._pause_before_next(task, fetch)) is not None:
            assert fetch.at is not None
            self.store.finish(task, State.AGAIN, fetch.at.timestamp() + pause)
        else:
            self.store.finish(task, state)
        if self._asked % COUNT_QUEUE_EVERY == 0:
            self.progress.queue(self.store.queue_length())

    def _pause_before_next(self, task: Task, fetch: Fetch) -> float | None:
        """Seconds before the next try; None if there shall be none."""
        is_whole = not {Mark.EMPTY, Mark.CUT_SHORT, Mark.PARKED} & set(fetch.marks)
        if (fetch.is_fine and is_whole) or fetch.outcome in FINAL or task.kind in ASKED_ONCE:
            return None
        passing = fetch.outcome in SILENT or (fetch.status or 0) >= 500 or fetch.status == 429
        if task.tries + 1 >= (MAX_TRIES_OF_SILENT if passing else MAX_TRIES):
            return None
        return self.county.crawl.retry_pause_seconds * (3 if task.tries else 1)

    def _listen(self, task: Task, fetch: Fetch) -> None:
        """Notice when nobody answers any more: then it is our own network that is down."""
        if fetch.outcome not in SILENT:
            self._silent_hosts.clear()
            return
        self._silent_hosts.append(task.host)
        enough = len(self._silent_hosts) >= NETWORK_LOST and len(set(self._silent_hosts)) >= 3
        if enough and not self._is_asking_ourselves:
            self._is_asking_ourselves = True
            self._start(self._ask_ourselves())

    async def _ask_ourselves(self) -> None:
        """Ask the sites' own start pages: dead strangers in a row are no sign, but these are."""
        for site in self.county.site:
            try:
                answer = await self.ask(site.start[0], Want.ANSWER)
            except GivenUp:
                if self.hosts.is_over:
                    return
                continue
            if answer.fetch.outcome not in SILENT:
                self._silent_hosts.clear()
                self._is_asking_ourselves = False
                return
        logging.getLogger(__name__).warning("No host answers any more: the crawl ends here.")
        self.is_network_lost = True

    # Sitemaps

    async def _read_sitemaps(self) -> None:
        for site in self.county.site:
            waiting = list(site.sitemaps)
            for address in dict.fromkeys(urljoin(start, "/robots.txt") for start in site.start):
                if self.county.crawl.obey_robots:
                    rules = await self._robots.rules(address)
                    waiting += [urljoin(address, named) for named in rules.sitemaps]
            await self._read_sitemaps_of(site, waiting)

    async def _read_sitemaps_of(self, site: Site, waiting: list[str]) -> None:
        read: set[str] = set()
        while waiting and len(read) < MAX_SITEMAPS:
            target = resolve(site.start[0], waiting.pop(0))
            if not isinstance(target, Target) or target.url in read:
                continue
            read.add(target.url)
            try:
                answer = await self.ask(target.url, Want.WHOLE)
            except GivenUp:
                return
            if answer.fetch.status != 200:
                continue
            found = read_sitemap(answer.body)
            if self.county.site_of(answer.url) is not None:
                self.reader.read_sitemap(site, answer, found.addresses)
            waiting += [urljoin(answer.url, address) for address in found.sitemaps]


def _signature(answer: Answer) -> str:
    text, _encoding = decode(answer.body, answer.headers.get("Content-Type") or "")
    return signature(parsed(text), answer.url)


def described(fetch: Fetch, answer: Answer) -> Fetch:
    """The fetch, with what the HTML that came with it says of itself."""
    text, _encoding = decode(answer.body, answer.headers.get("Content-Type") or "")
    tree = parsed(text)
    its_title = title(tree)
    marks = set(fetch.marks)
    if says_lost(its_title, tree):
        marks.add(Mark.SAYS_LOST)
    if parked(tree, answer.url):
        marks.add(Mark.PARKED)
    if looks_like_login(tree):
        marks.add(Mark.LOGIN)
    return replace(fetch, title=its_title, signature=signature(tree, answer.url), marks=tuple(sorted(marks)))
