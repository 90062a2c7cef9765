"""Links as checks read them: one for each cause, with what is known of its target and what might take its place."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from pypdf import PdfWriter
from pypdf.annotations import Link as PdfLink
from sqlalchemy import Engine, select

from checks.verdicts import TargetVerdict, judged
from demo.certificates import Tls, authority
from records import tables
from records.facts import Likeness, Link, Region
from tests.crawler.crawled import Crawled, county, now
from tests.crawler.web import html, page, plain, serving


def to(crawled: Crawled, end: str) -> list[Link]:
    return [link for link in crawled.links if link.url.endswith(end)]


def test_a_dead_link_in_the_menu_of_forty_pages_is_one_link_with_forty_places(engine: Engine) -> None:
    menu = '<nav><a href="/gone">舊站</a></nav><main><a href="/lost">內容</a></main>'
    menu += '<footer><a href="/gone">舊站</a></footer>'
    with serving({f"/{n}": html(f'{menu}<a href="/{n + 1}">下</a>') for n in range(39)}) as web:
        web.routes |= {"/": html(f'{menu}<a href="/0">第一</a>'), "/39": html("<p>終")}
        crawled = Crawled(engine, county(web.address, crawl="max_depth = 50"))
        (gone,) = to(crawled, "/gone")
        assert (gone.page_url, len(gone.pages), gone.region) == (web.address + "/", 40, Region.MENU)
        assert (gone.text, gone.line) == ("舊站", 1)
        assert {link.page_url for link in to(crawled, "/lost")} == set(gone.pages)
        assert len(to(crawled, "/lost")) == 40


def test_what_a_template_puts_into_the_head_folds_too(engine: Engine) -> None:
    head = (
        "<head><link rel=stylesheet href=/lost.css><script src=/lost.js></script><link rel=icon href=/lost.ico></head>"
    )
    with serving({}) as web:
        web.routes |= {f"/{n}": html(f"{head}<p>{n}") for n in range(5)}
        web.routes["/"] = html(head + "".join(f"<a href=/{n}>{n}</a>" for n in range(5)))
        crawled = Crawled(engine, county(web.address))
        assert sorted((link.element, len(link.pages)) for link in crawled.links) == [
            ("icon", 6), ("script", 6), ("stylesheet", 6),
        ]  # fmt: skip


def test_a_start_that_is_no_front_page_stands_for_its_site(engine: Engine) -> None:
    with serving({"/zh-tw/": html('<nav><a href="/gone">舊</a></nav>')}) as web:
        (gone,) = Crawled(engine, county(web.address + "/zh-tw/")).links
        assert (gone.page_url, gone.pages) == (web.address + "/zh-tw/", (web.address + "/zh-tw/",))


def pdf(address: str) -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    writer.add_annotation(0, PdfLink(rect=(0, 0, 9, 9), url=address))
    with io.BytesIO() as saved:
        writer.write(saved)
        return saved.getvalue()


def odt(address: str) -> bytes:
    with io.BytesIO() as saved:
        with zipfile.ZipFile(saved, "w") as file:
            file.writestr("mimetype", "application/vnd.oasis.opendocument.text")
            file.writestr(
                "content.xml",
                '<o:document-content xmlns:o="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
                'xmlns:x="http://www.w3.org/1999/xlink" xmlns:t="urn:oasis:names:tc:opendocument:xmlns:text:1.0">'
                f'<t:p><t:a x:href="{address}">附件</t:a></t:p></o:document-content>',
            )
        return saved.getvalue()


def test_links_in_files_of_ours_are_found_with_the_file_as_their_page(engine: Engine) -> None:
    with serving({"/s.css": (200, {"Content-Type": "text/css"}, b"p { background: url(/gone/css.png) }")}) as web:
        gone = web.address + "/gone/"
        rss = f"<rss><channel><item><title>公告</title><link>{gone}rss</link></item></channel></rss>"
        web.routes |= {
            "/": html(
                '<link rel=stylesheet href=/s.css><link rel=alternate type="application/rss+xml" href=/rss.xml>'
                "<a href=/a.pdf>PDF</a><a href=/a.odt>ODT</a>"
            ),
            "/a.pdf": (200, {"Content-Type": "application/pdf"}, pdf(gone + "pdf")),
            "/a.odt": (200, {"Content-Type": "application/vnd.oasis.opendocument.text"}, odt(gone + "odt")),
            "/rss.xml": (200, {"Content-Type": "application/rss+xml"}, rss.encode()),
        }
        crawled = Crawled(engine, county(web.address))
        assert {(link.page_url.removeprefix(web.address), link.url.removeprefix(gone)) for link in crawled.links} == {
            ("/s.css", "css.png"), ("/rss.xml", "rss"), ("/a.pdf", "pdf"), ("/a.odt", "odt"),
        }  # fmt: skip
        assert all(judged(link).verdict is TargetVerdict.GONE for link in crawled.links)


def test_a_fragment_is_missed_only_where_the_page_has_no_such_place(engine: Engine) -> None:
    places = html('<h2 id="附件">附件</h2><a name="old">舊</a><p id=x>x')
    with serving({"/p": places}) as other, serving({"/p": places}) as web:
        there = ("#附件", "#%E9%99%84%E4%BB%B6", "#old", "#x", "#top", "#TOP", "#", "#!/x", "#page=3", "#:~:text=x")
        lost = ("#nowhere", "#%E7%84%A1")
        own = "".join(f'<a href="{fragment}">x</a>' for fragment in ("#here", "#not-here", "#top"))
        hrefs = [host + "/p" + fragment for host in (other.address, web.address) for fragment in (*there, *lost)]
        web.routes["/"] = html("<main><p id=here>" + own + "".join(f'<a href="{href}">x</a>' for href in hrefs))
        crawled = Crawled(engine, county(web.address))
        missed = {(link.url, link.fragment) for link in crawled.links if link.has_place is False}
        assert missed == {
            (web.address + "/", "not-here"),
            *((host + "/p", fragment) for host in (other.address, web.address) for fragment in ("nowhere", "無")),
        }
        assert {judged(link).verdict for link in crawled.links} == {TargetVerdict.MISSING_ANCHOR}


def test_a_place_that_scripts_could_make_is_not_missed(engine: Engine) -> None:
    with serving({"/p": html("<script>1</script><p>x")}) as other, serving({}) as web:
        web.routes["/"] = page(other.address + "/p#made")
        assert [link.has_place for link in Crawled(engine, county(web.address)).links] == [None]


def test_what_a_link_may_have_meant_is_offered(engine: Engine) -> None:
    with serving({}) as web:
        routes = {"/new/form-2026.odt": plain("x"), "/about/": html("<title>關於本府 - 縣政府</title><p>x")}
        links = '<a href="/old/form-2026.odt">表單</a><a href="/new/form-2026.odt">新</a><a href="/about/">本府</a>'
        web.routes |= {"/": html(f'<main>{links}<a href="/old/about.html">關於本府</a>'), **routes}
        crawled = Crawled(engine, county(web.address))
        offers = {
            link.url.removeprefix(web.address): {offer.why: offer.url for offer in link.offers}
            for link in crawled.links
        }
        assert offers["/old/form-2026.odt"][Likeness.FILE_NAME] == web.address + "/new/form-2026.odt"
        assert offers["/old/about.html"][Likeness.TITLE] == web.address + "/about/"
        archived = offers["/old/about.html"][Likeness.ARCHIVED]
        assert archived == f"https://web.archive.org/web/2/{web.address}/old/about.html"


def test_what_was_known_of_a_target_in_the_weeks_before_comes_with_it(engine: Engine) -> None:
    with serving({"/a": plain("好")}) as other, serving({}) as web:
        web.routes["/"] = page(other.address + "/a")
        configured = county(web.address)
        Crawled(engine, configured, lambda: now() - timedelta(14))
        other.routes["/a"] = plain("壞了", 500)
        Crawled(engine, configured, lambda: now() - timedelta(7))
        link = Crawled(engine, configured).link_to(other.address + "/a")
        assert [look.status for look in link.tries] == [500, 500, 500]
        assert [look.status for look in link.earlier] == [500, 200]
        assert link.last_fine is not None
        assert (now() - link.last_fine).days == 14
        assert judged(link).is_sure


def test_rules_for_links_say_what_is_fine_and_what_is_not_asked_for_until_when(engine: Engine) -> None:
    with serving({"/odd": plain("x", 418), "/private/1": plain("x", 404)}) as other, serving({}) as web:
        host = other.address.removeprefix("http://")
        web.routes["/"] = page(other.address + "/odd", other.address + "/private/1", other.address + "/gone")
        rules = f'''
            [[link]]
            host = "{host}"
            pattern = "/odd$"
            fine = [418]
            [[link]]
            pattern = "/private/"
            skip = true
            reason = "the computer room: inside only"
            until = '''
        good = Crawled(engine, county(web.address, rest=rules + (date.today() + timedelta(2)).isoformat()))
        assert other.count("/private/1") == 0
        assert {link.url for link in good.links if judged(link).verdict is not TargetVerdict.NOT_ASKED} == {
            other.address + "/gone"
        }
        over = Crawled(engine, county(web.address, rest=rules + (date.today() - timedelta(2)).isoformat()))
        assert {link.url for link in over.links} == {other.address + "/gone", other.address + "/private/1"}


def test_what_a_rule_skips_is_not_asked_and_so_stays_as_it_was(engine: Engine) -> None:
    with serving({}) as web:
        web.routes["/"] = page("http://intranet.invalid/x")
        rule = '[[link]]\nhost = "intranet.invalid"\nskip = true\nreason = "inside"\nuntil = 2999-01-01'
        links = Crawled(engine, county(web.address, rest=rule)).links
        assert [(judged(link).verdict, link.tries) for link in links] == [(TargetVerdict.NOT_ASKED, ())]


def test_the_day_on_which_a_rule_ends_is_that_of_taipei(engine: Engine) -> None:
    early = datetime(2026, 11, 22, 20, tzinfo=UTC)
    """Four in the morning of the 23rd in Taipei."""
    with serving({"/x": plain("好")}) as other, serving({}) as web:
        web.routes["/"] = page(other.address + "/x")
        rule = '[[link]]\npattern = "/x"\nskip = true\nreason = "inside"\nuntil = 2026-11-22'
        Crawled(engine, county(web.address, rest=rule), lambda: early)
        assert other.count("/x") == 1


@pytest.mark.timeout(30)
def test_a_page_with_hundreds_of_dead_links_is_told_in_a_moment(engine: Engine) -> None:
    with serving({"/robots.txt": plain("User-agent: *\nDisallow: /x")}) as web:
        web.routes["/"] = page(*(f"/x{n}" for n in range(500)))
        crawled = Crawled(engine, county(web.address))
        assert len(crawled.links) == 500
        assert crawled.seconds_to_recall < 1


def test_https_is_offered_where_it_answers(engine: Engine, tmp_path: Path) -> None:

    authority().write(tmp_path)
    context = authority().server_context(Tls.SOUND, "127.0.0.1", 1, tmp_path)
    with serving({"/a": plain("好")}, tls=context) as other, serving({}) as web:
        insecure = other.address.replace("https", "http") + "/a"
        web.routes["/"] = page(insecure, other.address + "/a")
        crawled = Crawled(engine, county(web.address, crawl=f'ca_file = "{tmp_path / "ca.pem"}"'))
        offers = [(offer.why, offer.url) for offer in crawled.link_to(insecure).offers]
        assert offers == [(Likeness.HTTPS, other.address + "/a")]


def test_a_host_without_https_is_asked_for_it_once(engine: Engine) -> None:
    with serving({}) as web:
        web.routes["/"] = page(*(f"/gone/{number}" for number in range(20)))
        Crawled(engine, county(web.address))
        asked = select(tables.address.c.url).join(tables.fetch, tables.fetch.c.address_id == tables.address.c.id)
        with engine.connect() as connection:
            tries = [url for url in connection.scalars(asked) if url.startswith("https:")]
        assert tries == [web.address.replace("http", "https") + "/gone/0"]


def test_https_is_tried_for_each_address_of_a_host_that_has_it(engine: Engine, tmp_path: Path) -> None:
    authority().write(tmp_path)
    context = authority().server_context(Tls.SOUND, "127.0.0.1", 1, tmp_path)
    with serving({"/b": plain("好"), "/c": plain("好")}, tls=context) as other, serving({}) as web:
        insecure = other.address.replace("https", "http")
        web.routes["/"] = page(*(insecure + path for path in ("/a", "/b", "/c")))
        crawled = Crawled(engine, county(web.address, crawl=f'ca_file = "{tmp_path / "ca.pem"}"'))
        offers = [offer.url for path in ("/a", "/b", "/c") for offer in crawled.link_to(insecure + path).offers]
        assert offers == [other.address + "/b", other.address + "/c"]
