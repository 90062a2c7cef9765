"""Every entry of a feed is found with where it leads and what it is called."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.extract.feeds import MOST_ITEMS, Feed, FeedItem, read_feed

RSS2 = """<?xml version="1.0" encoding="utf-8"?><rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel>
<title>最新消息</title><link>http://a.tw/</link><atom:link href="http://a.tw/rss" rel="self"/>
<image><title>圖</title><link>http://a.tw/</link></image>
<item><title> 公告
 一</title><link> http://a.tw/1?a=1&amp;b=2 </link><enclosure url="http://a.tw/1.pdf" type="application/pdf"/></item>
<item><title><![CDATA[<b>公告</b>二]]></title><guid>http://a.tw/2</guid></item>
<item><title>三</title><guid isPermaLink="false">3</guid></item></channel></rss>"""
RSS1 = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">
<channel rdf:about="http://a.tw/"><title>消息</title><link>http://a.tw/</link></channel>
<item rdf:about="http://a.tw/1"><title>一</title><link>http://a.tw/1</link></item></rdf:RDF>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>消息</title><link rel="self" href="http://a.tw/atom"/>
<entry><title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">第<b>一</b>則</div></title>
<link href="1"/><link rel="enclosure" href="1.pdf"/><link rel="edit" href="1/edit"/>
<source><title>別處</title><link href="http://b.tw/"/></source></entry></feed>"""


@pytest.mark.parametrize(
    ("body", "feed"),
    [
        (
            RSS2,
            Feed(
                "最新消息",
                (
                    FeedItem("http://a.tw/1?a=1&b=2", "公告 一"),
                    FeedItem("http://a.tw/1.pdf", "公告 一"),
                    FeedItem("http://a.tw/2", "公告二"),
                ),
            ),
        ),
        (RSS1, Feed("消息", (FeedItem("http://a.tw/1", "一"),))),
        (ATOM, Feed("消息", (FeedItem("1", "第一則"), FeedItem("1.pdf", "第一則")))),
        ("<rss/>", Feed("", ())),
        ("<rss><channel><title>x</title></channel></rss>", Feed("x", ())),
    ],
)
def test_each_kind_of_feed_is_read(body: str, feed: Feed) -> None:
    assert read_feed(body.encode()) == feed


def test_a_feed_in_big5_is_read() -> None:
    body = '<?xml version="1.0" encoding="big5"?>' + RSS1
    assert read_feed(body.encode("big5")) == read_feed(RSS1.encode())


@pytest.mark.parametrize(
    "body", [b"", b"x", b"<html><title>x</title></html>", b"<urlset><url><loc>x</loc></url></urlset>"]
)
def test_what_is_no_feed_is_none(body: bytes) -> None:
    assert read_feed(body) is None


def test_a_broken_feed_is_read_up_to_the_break() -> None:
    assert read_feed(RSS2.encode()[: RSS2.encode().index(b"<guid>")]) == Feed(
        "最新消息", (FeedItem("http://a.tw/1?a=1&b=2", "公告 一"), FeedItem("http://a.tw/1.pdf", "公告 一"))
    )


def test_entities_and_files_are_not_followed() -> None:
    body = b"<!DOCTYPE r [<!ENTITY a '" + b"z" * 999 + b"'><!ENTITY f SYSTEM 'file:///etc/passwd'>]>"
    feed = read_feed(
        body + b"<rss><channel><item><title>&f;&a;</title><link>http://a.tw/&f;</link></item></channel></rss>"
    )
    assert feed is not None and "root:" not in repr(feed) and "zzz" not in repr(feed)


def test_an_endless_feed_is_cut() -> None:
    started = time.process_time()
    feed = read_feed(b"<rss><channel>" + b"<item><link>x</link></item>" * 400_000)
    assert feed is not None and len(feed.items) == MOST_ITEMS
    assert time.process_time() - started < 5


@given(
    st.lists(st.sampled_from(["<rss>", "<item>", "</item>", "<link>", "</link>", "<title>", "x", "&", "<entry", ">"]))
)
def test_anything_is_read(pieces: list[str]) -> None:
    read_feed("".join(pieces).encode())
