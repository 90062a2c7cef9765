"""The demo county over the wire: its sites are whole, and its bad hosts are as bad as they say."""

from __future__ import annotations

import http.client
import os
import re
import signal
import subprocess
import sys
import zipfile
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from io import BytesIO
from urllib.parse import urldefrag, urljoin, urlsplit

import pytest
from selectolax.lexbor import LexborHTMLParser
from w3lib.url import canonicalize_url

from demo import neighbours
from demo.county import County, sites
from demo.server import PortTaken, Served, serve
from demo.truth import county_toml, truth
from records.county import parse_county

TODAY = date(2026, 11, 23)
REFERENCES = "a[href], area[href], link[href], img[src], iframe[src], script[src], input[src]"


class Reply:
    def __init__(self, answer: http.client.HTTPResponse) -> None:
        self.status, self.headers, self.body = answer.status, answer.headers, answer.read()

    @property
    def kind(self) -> str:
        return self.headers.get_content_type()


def ask(address: str, method: str = "GET", headers: dict[str, str] | None = None) -> Reply:
    parts = urlsplit(address)
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=5)
    try:
        connection.request(method, f"{parts.path}?{parts.query}" if parts.query else parts.path, headers=headers or {})
        return Reply(connection.getresponse())
    finally:
        connection.close()


def follow(address: str) -> Reply:
    for _ in range(8):
        reply = ask(address)
        if reply.status not in (301, 302):
            return reply
        address = urljoin(address, reply.headers["Location"])
    return reply


def references(address: str, reply: Reply) -> set[str]:
    text = reply.body.decode(errors="replace")
    match reply.kind:
        case "text/html":
            found = written_in(text)
        case "application/xml" | "application/rss+xml":
            found = re.findall(r"<(?:loc|link)>(.*?)</", text)
        case "text/css":
            found = re.findall(r'url\("(.*?)"\)', text)
        case "application/pdf":
            found = re.findall(r"/URI \((.*?)\)", text)
        case "application/vnd.oasis.opendocument.text":
            content = zipfile.ZipFile(BytesIO(reply.body)).read("content.xml").decode()
            found = re.findall(r'xlink:href="(.*?)"', content)
        case _:
            return set()
    whole = (urldefrag(urljoin(address, reference.strip()))[0] for reference in found)
    return {canonicalize_url(reference) for reference in whole if re.match(r"http://127\.[\d.]+:\d+/", reference)}


def written_in(html: str) -> list[str]:
    tree = LexborHTMLParser(html)
    for hidden in tree.css("template, noscript"):
        hidden.decompose()
    found = [node.attributes.get("href") or node.attributes.get("src") or "" for node in tree.css(REFERENCES)]
    sets = (node.attributes.get("srcset") or "" for node in tree.css("[srcset]"))
    found += [candidate.split()[0] for each in sets for candidate in each.split(",")]
    found += re.findall(r"""\.href ?= ?['"](.*?)['"]""", html)
    return found + [url for node in tree.css("style") for url in re.findall(r'url\("(.*?)"\)', node.text())]


def walk(served: Served) -> tuple[dict[str, int], set[tuple[str, str]]]:
    """The final status of every address of the sites and of the agency, and every (page, target) on the way."""
    queue = [f"http://{host}:{served.port}/" for host in served.county.sites]
    queue.append(f"http://127.10.0.5:{served.port}/sitemap.xml?page=1")
    statuses: dict[str, int] = {}
    links: set[tuple[str, str]] = set()
    while queue:
        address = queue.pop()
        if address in statuses:
            continue
        reply = follow(address)
        statuses[address] = reply.status
        if reply.status != 200 or urlsplit(address).hostname not in served.county.sites:
            continue
        for target in references(address, reply):
            if re.search(r"/private/|calendar\.aspx\?|gallery/gallery/", target):
                continue
            if urlsplit(target).hostname in (*served.county.sites, neighbours.agency):
                links.add((address, target))
                queue.append(target)
    return statuses, links


def test_every_page_is_reached_and_nothing_is_lost_but_what_the_truth_names(served: Served) -> None:
    statuses, links = walk(served)
    gone = [entry for entry in truth(served.port).fault if entry.rule == "gone"]
    starts = {site.start[0] for site in parse_county(county_toml(served.port)).site}
    site_wide = {entry.detail: entry.page for entry in gone if entry.page in starts}
    lost = {(site_wide.get(target, page), target) for page, target in links if statuses[target] in (404, 410)}
    assert lost == {(entry.page, entry.detail) for entry in gone}
    pages = {f"http://{site.host}:{served.port}{page.path}" for site in sites() for _, page in site.pages.values()}
    assert pages - statuses.keys() == {f"http://127.10.0.1:{served.port}/00home/search.aspx"}  # only asked with ?q=


def test_sitemaps_name_pages_that_are_there_and_one_is_an_index(served: Served) -> None:
    index = ask(f"http://127.10.0.5:{served.port}/sitemap.xml")
    parts = [node.text() for node in LexborHTMLParser(index.body).css("sitemap loc")]
    assert len(parts) == 2
    named = {node.text() for part in parts for node in LexborHTMLParser(ask(part).body).css("url loc")}
    assert f"http://127.10.0.5:{served.port}/node/401" in named
    assert ask(f"http://127.10.0.5:{served.port}/sitemap.xml?page=nonsense").status == 200
    for address in sorted(named):
        assert ask(address).status == 200, address


def test_a_page_that_only_the_sitemap_names_is_linked_nowhere(served: Served) -> None:
    for site in sites():
        for _, page in site.pages.values():
            assert b"/node/401" not in ask(f"http://{site.host}:{served.port}{page.path}").body


def test_iis_addresses_do_not_care_for_letter_case_or_order(served: Served) -> None:
    plain = ask(f"http://127.10.0.2:{served.port}/06service/service01_con.aspx?data_id=18899&topsn=4594")
    other = ask(f"http://127.10.0.2:{served.port}/06Service/Service01_Con.aspx?TopSn=4594&Data_ID=18899")
    assert plain.status == other.status == 200
    assert "急難救助" in other.body.decode()


def test_a_lost_page_answers_404_in_the_look_of_its_site(served: Served) -> None:
    reply = ask(f"http://127.10.0.3:{served.port}/no/such/page.aspx?id=1")
    assert reply.status == 404
    assert "找不到您要的網頁" in reply.body.decode()


def test_a_withdrawn_attachment_answers_410(served: Served) -> None:
    address = canonicalize_url(f"http://127.10.0.3:{served.port}/files/32_1000101_地籍謄本規費.pdf")
    assert ask(address).status == 410


def test_the_big5_page_is_big5(served: Served) -> None:
    reply = ask(f"http://127.10.0.1:{served.port}/main/main_act/main.asp?act_id=420&main_id=35992")
    assert "環湖自行車道" in reply.body.decode("big5")
    assert reply.headers.get_content_charset() is None


def test_head_answers_what_get_answers_without_a_body(served: Served) -> None:
    address = f"http://127.10.0.1:{served.port}/05open/open01.aspx?cate_id=1"
    head, get = ask(address, "HEAD"), ask(address)
    assert head.status == get.status == 200
    assert head.body == b""
    assert int(head.headers["Content-Length"]) == len(get.body)


def test_a_connection_carries_many_requests(served: Served) -> None:
    connection = http.client.HTTPConnection("127.10.0.4", served.port, timeout=5)
    for path in ("/00home/index.aspx", "/no-such", "/robots.txt"):
        connection.request("GET", path)
        first = connection.sock
        connection.getresponse().read()
        assert connection.sock is first
    connection.close()


def test_many_visitors_at_once_are_all_served(served: Served) -> None:
    addresses = [f"http://127.10.0.{host}:{served.port}/robots.txt" for host in (1, 2, 3, 4, 5)] * 20
    with ThreadPoolExecutor(20) as pool:
        assert {reply.status for reply in pool.map(ask, addresses)} == {200}


@pytest.mark.parametrize("ending", ["odt", "ods", "docx"])
def test_office_attachments_are_whole_zips(served: Served, ending: str) -> None:
    for site in sites():
        for name in served.county.files(site):
            if name.endswith(ending):
                reply = ask(canonicalize_url(f"http://{site.host}:{served.port}/files/{name}"))
                assert zipfile.ZipFile(BytesIO(reply.body)).testzip() is None


def test_pdf_attachments_and_pictures_begin_as_they_should(served: Served) -> None:
    pdf = ask(canonicalize_url(f"http://127.10.0.1:{served.port}/files/12_總預算案.pdf"))
    assert pdf.kind == "application/pdf" and pdf.body.startswith(b"%PDF-")
    picture = ask(f"http://127.10.0.1:{served.port}/upload/27/lake-festival.png")
    assert picture.kind == "image/png" and picture.body.startswith(b"\x89PNG")


def test_visitor_counters_move(served: Served) -> None:
    address = f"http://127.10.0.1:{served.port}/07other/main.aspx?main_id=6"
    assert ask(address).body != ask(address).body


def test_every_request_is_logged_with_who_asked(served: Served) -> None:
    ask(f"http://127.10.0.2:{served.port}/robots.txt?log", headers={"User-Agent": "Tester/1"})
    request = next(request for request in reversed(served.requests) if request.path == "/robots.txt?log")
    assert (request.host, request.method, request.user_agent) == ("127.10.0.2", "GET", "Tester/1")
    assert request.at > 0


def test_a_wary_host_refuses_robots_and_a_closed_one_everybody(served: Served) -> None:
    wary = f"http://{neighbours.wary}:{served.port}/vaccine/schedule"
    assert ask(wary).status == 403
    assert ask(wary, headers={"User-Agent": "Mozilla/5.0"}).status == 403
    assert ask(wary, headers={"User-Agent": "Mozilla/5.0", "Sec-Fetch-Mode": "navigate"}).status == 200
    browser = {"User-Agent": "Mozilla/5.0", "Sec-Fetch-Mode": "navigate"}
    assert ask(f"http://{neighbours.closed}:{served.port}/", headers=browser).status == 403


@pytest.mark.parametrize(("path", "status"), [("/statistics", 405), ("/head404/prices", 404), ("/head500/income", 500)])
def test_a_host_without_head_is_fine_by_get(served: Served, path: str, status: int) -> None:
    address = f"http://{neighbours.headless}:{served.port}{path}"
    assert ask(address, "HEAD").status == status
    assert ask(address).status == 200


def test_a_flaky_host_fails_once_and_then_is_fine() -> None:
    with serve(County(TODAY), port=0) as served:
        busy = f"http://{neighbours.flaky}:{served.port}/queue/apply"
        assert [ask(busy).status, ask(busy).status] == [503, 200]
        reset = f"http://{neighbours.flaky}:{served.port}/reset/jobs"
        with pytest.raises(ConnectionError):
            ask(reset)
        assert ask(reset).status == 200


def test_a_dropping_host_drops_and_an_absent_one_refuses(served: Served) -> None:
    with pytest.raises(ConnectionError):
        ask(f"http://{neighbours.dropping}:{served.port}/api/")
    with pytest.raises(ConnectionRefusedError):
        ask(f"http://{neighbours.absent}:{served.port}/")


def test_an_answer_that_never_comes_does_not_hold_up_the_end() -> None:
    with serve(County(TODAY), port=0) as served:
        connection = http.client.HTTPConnection(neighbours.slow, served.port, timeout=0.5)
        connection.request("GET", "/never/courses")
        with pytest.raises(TimeoutError):
            connection.getresponse()
        connection.close()


def test_redirects_go_round_in_a_loop_or_end_well(served: Served) -> None:
    assert follow(f"http://{neighbours.agency}:{served.port}/loop/1").status == 301
    assert follow(f"http://{neighbours.agency}:{served.port}/old/1").status == 200


def test_a_county_can_be_changed_while_it_is_served_and_a_host_taken_down() -> None:
    with serve(County(TODAY), port=0) as served:
        lost = canonicalize_url(f"http://127.10.0.2:{served.port}/files/31_1090301_家庭應計算人口範圍說明.odt")
        assert ask(lost).status == 404
        served.county = County(TODAY, mended={"dead-income-form"})
        assert ask(lost).status == 200
        served.take_down("127.10.0.2")
        with pytest.raises(ConnectionRefusedError):
            ask(lost)
        assert ask(f"http://127.10.0.3:{served.port}/robots.txt").status == 200


def test_a_host_that_is_down_from_the_start_refuses() -> None:
    with serve(County(TODAY, down={"127.10.0.5"}), port=0) as served, pytest.raises(ConnectionRefusedError):
        ask(f"http://127.10.0.5:{served.port}/")


def test_a_port_in_use_is_one_clear_sentence(served: Served) -> None:
    with pytest.raises(PortTaken, match=rf"127\.10\.0\.1:{served.port} cannot be used"), serve(County(), served.port):
        pass


def command(*arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "demo", *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def test_the_command_prints_its_addresses_and_ends_at_an_interrupt() -> None:
    with command("--port", "0", "--today", "2028-02-29", "--mend", "dead-node") as process:
        assert process.stdout is not None
        address = process.stdout.readline().split()[0]
        assert "117年2月29日" in follow(address.replace("127.10.0.5", "127.10.0.1")).body.decode()
        os.kill(process.pid, signal.SIGINT)
        assert process.wait(10) == 0


@pytest.mark.parametrize("mistake", [("--mend", "no-such-fault"), ()])
def test_the_command_says_in_one_line_what_is_wrong_and_exits_with_2(served: Served, mistake: tuple[str, ...]) -> None:
    with command("--port", str(served.port), *mistake) as process:
        _, complaint = process.communicate(timeout=20)
        assert process.returncode == 2
        assert len(complaint.splitlines()) == 1
