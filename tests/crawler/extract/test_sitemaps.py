"""Sitemaps are read as far as they can be, and never further than is safe."""

import gzip

import pytest

from crawler.extract.sitemaps import Sitemap, read_sitemap

NS = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'


def test_addresses_of_pages_are_read() -> None:
    body = f"""<?xml version="1.0" encoding="UTF-8"?><urlset {NS} xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
    <!-- <url><loc>http://a.tw/no</loc></url> -->
    <url><image:image><image:loc>http://a.tw/i.png</image:loc></image:image><loc> http://a.tw/?a=1&amp;b=2 </loc></url>
    <url><loc><![CDATA[http://a.tw/中]]></loc></url></urlset>""".encode()
    expected = Sitemap(("http://a.tw/?a=1&b=2", "http://a.tw/中"))
    assert read_sitemap(body) == expected
    assert read_sitemap(gzip.compress(body)) == expected


def test_an_index_names_further_sitemaps() -> None:
    body = f"<sitemapindex {NS}><sitemap><loc>http://a.tw/s.xml.gz</loc></sitemap></sitemapindex>".encode()
    assert read_sitemap(body) == Sitemap((), ("http://a.tw/s.xml.gz",))


def test_a_sitemap_may_be_a_list_of_lines() -> None:
    assert read_sitemap("\ufeffhttp://a.tw/x\r\n\r\nhttps://a.tw/y\nnot this".encode()).addresses == (
        "http://a.tw/x",
        "https://a.tw/y",
    )


@pytest.mark.parametrize(
    "body", [b"", b"<html><loc>x</loc></html>", b"<!DOCTYPE html><p>x", b"<", b"\x1f\x8bx", b"<urlset/>", b"<?xml?>"]
)
def test_what_is_no_sitemap_has_no_addresses(body: bytes) -> None:
    assert read_sitemap(body)[:2] == ((), ())


def test_a_broken_sitemap_is_read_up_to_the_break() -> None:
    assert read_sitemap(b"<urlset><url><loc>http://a.tw/x</loc></url><url><loc>http").addresses == ("http://a.tw/x",)


def test_a_limit_that_bites_is_told() -> None:
    body = (
        b"<urlset>" + b"".join(b"<url><loc>http://a.tw/%d</loc></url>" % number for number in range(9)) + b"</urlset>"
    )
    assert read_sitemap(body, most=9) == Sitemap(tuple(f"http://a.tw/{number}" for number in range(9)))
    assert read_sitemap(body, most=8)[2] is True
    assert len(read_sitemap(body, most=8).addresses) == 8


def test_entities_and_files_are_not_followed() -> None:
    bomb = (
        b'<!ENTITY a "' + b"z" * 1000 + b'"><!ENTITY b "' + b"&a;" * 1000 + b'"><!ENTITY f SYSTEM "file:///etc/passwd">'
    )
    body = b"<!DOCTYPE x [" + bomb + b"]><urlset><url><loc>http://a.tw/&b;&f;</loc></url></urlset>"
    assert not any("root:" in address or "zzz" in address for address in read_sitemap(body).addresses)


def test_a_gzip_bomb_is_cut() -> None:
    sitemap = read_sitemap(gzip.compress(b"\n" * (60 * 1024 * 1024)))
    assert sitemap == Sitemap((), (), True)


def test_days_of_change_go_with_their_addresses_in_whatever_order_they_stand() -> None:
    body = (
        b"<urlset><url><loc>http://a.tw/1</loc><lastmod>2026-03-01</lastmod></url><url><loc>http://a.tw/2</loc></url>"
        b"<url><lastmod> 2026-03-03T08:00:00+08:00 </lastmod><loc>http://a.tw/3</loc></url></urlset>"
    )
    assert read_sitemap(body).lastmods == {"http://a.tw/1": "2026-03-01", "http://a.tw/3": "2026-03-03T08:00:00+08:00"}
