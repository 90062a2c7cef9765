"""When nobody answers any more, it is our own network that is down: the crawl ends, and the run is sick."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

from sqlalchemy import Engine

from checks.judgement import judge_run
from records.issues import RunState
from records.judgement_store import read_record
from tests.crawler.crawled import Crawled, county, now
from tests.crawler.web import page, serving

STRANGERS = ("127.0.0.21", "127.0.0.22", "127.0.0.23")


@contextmanager
def closed_ports() -> Iterator[list[str]]:
    """Addresses of strangers at which nobody listens."""
    with ExitStack() as stack:
        found = []
        for host in STRANGERS:
            nobody = stack.enter_context(socket.socket())
            nobody.bind((host, 0))
            found.append(f"http://{host}:{nobody.getsockname()[1]}")
        yield found


def hang_up(visit: Any) -> None:
    visit.close_connection = True


def allowing() -> str:
    return f"allow_private = {list(STRANGERS)}\nobey_robots = false"


def test_a_network_that_goes_down_in_the_middle_ends_the_crawl_and_makes_the_run_sick(engine: Engine) -> None:
    with closed_ports() as dead, serving({}) as web:

        class Lost(dict[str, Any]):
            """After some requests nothing is answered any more."""

            def get(self, path: str, otherwise: Any = None) -> Any:
                if len(web.requests) > 4:
                    return hang_up
                return super().get(path, otherwise)

        strangers = [f"{dead[number % 3]}/{number}" for number in range(60)]
        web.routes = Lost({"/": page(*strangers, *(f"/{number}" for number in range(30)))})
        settled = county(web.address, crawl=f"{allowing()}\ndelay_seconds = 0.05")
        crawled = Crawled(engine, settled)
        assert "network" in crawled.limits
    run = judge_run(engine, settled, now())
    assert run.state is RunState.SICK
    with engine.connect() as connection:
        assert "network-lost" in {illness.name for illness in read_record(connection, run).illnesses}


def test_dead_strangers_alone_are_no_sign_of_it(engine: Engine) -> None:
    with closed_ports() as dead, serving({}) as web:
        web.routes["/"] = page(*(f"{dead[number % 3]}/{number}" for number in range(60)))
        assert "network" not in Crawled(engine, county(web.address, crawl=allowing())).limits
