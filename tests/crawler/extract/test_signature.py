"""Two error pages of one server have one signature, whatever was asked for; two pages have two."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.extract.signature import signature
from crawler.extract.tree import parsed
from demo.bench import page


def of(html: str, url: str = "http://a.tw/") -> str:
    return signature(parsed(html), url)


ERROR = (
    "<title>@</title><h1>找不到網頁</h1><p>您要的 @ 不存在。時間：{} 要求編號 a{}f-3c</p><script>var u = '@'</script>"
)


@pytest.mark.parametrize("echo", [lambda url: url, lambda url: url[11:], lambda url: url.rpartition("/")[2]])
def test_error_pages_that_repeat_the_address_are_alike(echo) -> None:  # type: ignore[no-untyped-def]
    urls = ["http://a.tw/news/abc.aspx?id=xyz", "http://a.tw/qqq/ww.htm", "http://a.tw/x7f3b2/nothing-here"]
    assert len({of(ERROR.replace("@", echo(url)).format(n, n), url) for n, url in enumerate(urls)}) == 1


def test_an_address_is_known_again_when_it_is_decoded() -> None:
    pages = {of("<p>查無 /公告/消 息</p>", "http://a.tw/%E5%85%AC%E5%91%8A/%E6%B6%88%20%E6%81%AF"), of("<p>查無</p>")}
    assert len(pages) == 1


def test_pages_that_say_something_else_differ() -> None:
    assert of("<p>社會處公告</p>") != of("<p>民政處公告</p>")
    assert of("<p>news of today</p>", "http://a.tw/new") == of("<p>news of today</p>", "http://a.tw/old")


def test_dates_numbers_blanks_and_scripts_do_not_count() -> None:
    assert of("<p>瀏覽人次：1,024</p>") == of("<div>瀏覽\n人次： 2,048 </div><script>x</script><style>y</style>")


@pytest.mark.parametrize("html", ["", "<script>x</script>", "<img src=k>", "<p> 404 </p>"])
def test_a_page_with_nothing_to_read_has_none(html: str) -> None:
    assert of(html) == ""


@given(st.text(max_size=80), st.text(max_size=40))
def test_any_page_has_one_of_16_digits_or_none(html: str, url: str) -> None:
    assert len(of(html, url)) in (0, 16)


def test_it_costs_little() -> None:
    tree = parsed(page(3, 2000).decode())
    spent = []
    for number in range(20):
        started = time.process_time()
        signature(tree, f"http://a.tw/p/{number}/some-name.aspx?id={number}&kind=news")
        spent.append(time.process_time() - started)
    assert min(spent) < 0.002


@pytest.mark.timeout(20)
@pytest.mark.parametrize("html", ["a" * 2_000_000, "a-" * 500_000, "<b>a" * 100_000, "/x" * 500_000])
def test_a_page_built_to_exhaust_it_does_not(html: str) -> None:
    of(html, "http://a.tw/" + "/x" * 900)
