"""The benchmark's site is what the figures say it is, and each checker's own account is understood."""

from __future__ import annotations

import http.client
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from demo.bench import LINKS, OTHERS_A_PAGE, RIVALS, Figures, Shape, Site, measure, median, page, path_of, site

PAGES = 300
COUNT = {rival.name.split()[0]: rival.count for rival in RIVALS}


@pytest.fixture(scope="module")
def small() -> Iterator[Site]:
    with site(Shape(3, has_etags=True)) as served:
        yield served


def links(html: bytes) -> list[str]:
    return re.findall(r'href="([^"]+)"', html.decode())


def answer(served: Site, path: str, method: str = "GET", **fields: str) -> tuple[int, bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", served.port, timeout=5)
    connection.request(method, path, headers=fields)
    reply = connection.getresponse()
    body = reply.read()
    connection.close()
    return reply.status, body


def test_every_page_has_as_many_links_as_the_figures_say() -> None:
    assert {len(links(page(number, PAGES))) for number in range(PAGES)} == {LINKS}


@pytest.mark.parametrize("pages", [1, 2, 7, PAGES])
def test_every_page_can_be_reached_from_the_first(pages: int) -> None:
    numbers = {path_of(number): number for number in range(pages)}
    reached, waiting = {"/"}, ["/"]
    while waiting:
        new = {link for link in links(page(numbers[waiting.pop()], pages)) if link in numbers} - reached
        reached |= new
        waiting += new
    assert reached == set(numbers)


def test_no_two_pages_name_the_same_address_of_the_second_host() -> None:
    named = [link for number in range(5) for link in links(page(number, 5, "http://b")) if link.startswith("http://b/")]
    assert len(named) == len(set(named)) == 5 * OTHERS_A_PAGE


def test_the_site_counts_different_addresses_and_requests(small: Site) -> None:
    small.asked()
    for path in ("/", "/p/1", "/p/1", "/p/3"):
        answer(small, path)
    assert small.asked() == (2, 4)
    assert small.asked() == (0, 0)


def test_the_site_answers_as_a_server_should(small: Site) -> None:
    assert answer(small, "/p/2") == (200, page(2, 3))
    assert answer(small, "/p/2", "HEAD") == (200, b"")
    assert answer(small, "/p/2", **{"If-None-Match": '"/p/2"'}) == (304, b"")
    assert answer(small, "/p/3")[0] == 404


@pytest.mark.parametrize(
    ("name", "printed"),
    [
        ("LinkChecker", "That's it. 93 links in 4 URLs checked. 0 warnings found."),
        ("linkinator", '{"links": [{"url": "a"}, {"url": "b"}, {"url": "c"}, {"url": "d"}, {"url": "a"}]}'),
        ("lychee", "1,300 Total (in 190ms) 4 Unique 1,300 OK 0 Errors"),
    ],
)
def test_what_a_checker_says_of_itself_is_read(name: str, printed: str) -> None:
    assert COUNT[name](printed) == 4
    with pytest.raises(ValueError):
        COUNT[name]("Traceback")


def test_a_crawl_that_broke_off_is_no_figure(small: Site, tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match=r"broken did not finish(.|\n)*out of luck"):
        measure("broken", [sys.executable, "-c", "raise SystemExit('out of luck')"], small, tmp_path, int)


def test_a_process_is_measured_with_what_it_used(small: Site, tmp_path: Path) -> None:
    figures = measure("four", [sys.executable, "-c", "print(4)"], small, tmp_path, int)
    assert figures.said == 4
    assert figures.cpu_seconds > 0
    assert figures.peak_mb > 1


def test_the_median_is_taken_of_each_figure_alone() -> None:
    runs = [Figures(4, 4, 4, seconds, 10 - seconds, 1) for seconds in (1.0, 2.0, 9.0)]
    assert median(runs) == Figures(4, 4, 4, 2.0, 8.0, 1)
