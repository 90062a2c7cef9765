"""Files tell days in their names, their addresses and their metadata; what they do not tell is not guessed."""

import io
import zipfile
from datetime import date
from urllib.parse import quote

import pypdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.extract.date_documents import document_dates, feed_dates
from crawler.extract.date_files import file_date
from crawler.extract.documents import PDF
from records.facts import DateKind, Precision

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://files.county.example/files/12_1050307_數字使用原則_12_1060728.pdf", date(2017, 7, 28)),
        ("https://land.county.example/files/32_1040414_2007-4-9-10-57-7-187.pdf", date(2015, 4, 14)),
        ("https://tourism.county.example/upload/27/2023103016473061787.jpg", date(2023, 10, 30)),
        ("https://county.example/home.jsp?id=316&act=view&dataserno=20210803000", date(2021, 8, 3)),
        ("/files_house/86_20220511164119839_" + quote("表單") + ".odt", date(2022, 5, 11)),
        ("/Download.ashx?u=LzAw&n=20190501.odt", date(2019, 5, 1)),
        ("/files/report_2019_05_01.pdf", date(2019, 5, 1)),
        ("/files/report-113.04.26.ods", date(2024, 4, 26)),
        ("/files/0991231.pdf", date(2010, 12, 31)),
        ("/upload/2019/05/07/a.png", date(2019, 5, 7)),
        ("/upload/20190507/a.png", date(2019, 5, 7)),
        ("/upload/20190501/a_1090101.png", date(2020, 1, 1)),
    ],
)
def test_the_name_of_a_file_tells_its_day_weakly(url: str, expected: date) -> None:
    found = file_date(url, TODAY)
    assert found is not None and (found.value, found.precision) == (expected, Precision.DAY)
    assert (found.kind, found.source, found.is_weak) == (DateKind.PUBLISHED, "file-name", True)


@pytest.mark.parametrize("url", ["/files/名冊(114年3月版).pdf", "/upload/2025/03/a.pdf", "/upload/202503/a.pdf"])
def test_a_month_is_all_that_some_names_tell(url: str) -> None:
    found = file_date(url, TODAY)
    assert found is not None and (found.value, found.precision) == (date(2025, 3, 1), Precision.MONTH)


@pytest.mark.parametrize(
    "url",
    """/bulletin_con.aspx?bull_id=1081103 /files/1151301.pdf /04-7222151.pdf /files/20300101.pdf /a1234567890.pdf
    /files/19700101.pdf /v3.11.2.pdf /a.pdf /?id=20210803 /files/2026-13-40.pdf /123/45/6.pdf http://[ %ff""".split(),  # noqa: SIM905
)
def test_numbers_in_addresses_that_are_no_days_are_none(url: str) -> None:
    assert file_date(url, TODAY) is None


@given(st.text(max_size=60) | st.text(alphabet="0123456789/_-.?=&年月", max_size=60))
def test_any_address_is_looked_at(url: str) -> None:
    found = file_date(url, TODAY)
    assert found is None or date(1995, 1, 1) <= found.value <= TODAY


def pdf(**stated: str) -> bytes:
    writer = pypdf.PdfWriter()
    writer.add_blank_page(100, 100)
    writer.add_metadata({f"/{name}": value for name, value in stated.items()})
    stream = io.BytesIO()
    writer.write(stream)
    return stream.getvalue()


def package(name: str, content: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as written:
        written.writestr(name, content)
    return stream.getvalue()


def odt(content: str) -> bytes:
    xmlns = 'xmlns:office="o" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:meta="m"'
    return package(
        "meta.xml", f"<office:document-meta {xmlns}><office:meta>{content}</office:meta></office:document-meta>"
    )


def docx(content: str) -> bytes:
    xmlns = 'xmlns:cp="c" xmlns:dcterms="http://purl.org/dc/terms/"'
    return package("docProps/core.xml", f"<cp:coreProperties {xmlns}>{content}</cp:coreProperties>")


def told(body: bytes, name: str) -> list[tuple[DateKind, str, str, bool]]:
    return [(one.kind, str(one.value), one.source, one.is_weak) for one in document_dates(body, name, TODAY)]


def test_a_pdf_tells_when_it_was_changed_and_made() -> None:
    body = pdf(ModDate="D:20261102200000+00'00'", CreationDate="D:20200101000000+08'00'")
    assert told(body, PDF) == [
        (DateKind.UPDATED, "2026-11-03", "pdf:ModDate", False),
        (DateKind.PUBLISHED, "2020-01-01", "pdf:CreationDate", True),
    ]
    assert told(pdf(ModDate="D:20261103"), "https://county.example/a.pdf") == [
        (DateKind.UPDATED, "2026-11-03", "pdf:ModDate", False)
    ]


@pytest.mark.parametrize("written", ["", "D:", "yesterday", "D:20261301", "D:20991231", "D:00000000000000Z"])
def test_a_pdf_that_tells_no_day_or_one_to_come_has_no_dates(written: str) -> None:
    assert told(pdf(ModDate=written), PDF) == []


def test_opendocument_and_office_files_tell_the_same() -> None:
    content = "<meta:creation-date>2019-05-01T09:00:00</meta:creation-date><dc:date>2026-11-03T10:11:12.5</dc:date>"
    assert told(odt(content), "申請書.odt") == [
        (DateKind.PUBLISHED, "2019-05-01", "odf:creation-date", True),
        (DateKind.UPDATED, "2026-11-03", "odf:date", False),
    ]
    created, modified = ("<dcterms:{0}>{1}Z</dcterms:{0}>".format(*of) for of in TIMES)
    content = created + modified
    assert told(docx(content), "申請書.docx") == [
        (DateKind.PUBLISHED, "2019-05-01", "ooxml:created", True),
        (DateKind.UPDATED, "2026-11-03", "ooxml:modified", False),
    ]


TIMES = (("created", "2019-05-01T09:00:00"), ("modified", "2026-11-02T20:00:00"))


@pytest.mark.parametrize(
    ("body", "name"),
    [
        (b"", "a.pdf"),
        (b"%PDF-1.7 broken", "a.pdf"),
        (b"PK\x03\x04 broken", "a.odt"),
        (b"<html>", "a.html"),
        (odt("<dc:date>soon</dc:date>"), "a.odt"),
        (package("meta.xml", "<a>" * 100_000), "a.odt"),
        (package("other.xml", "<a/>"), "a.docx"),
    ],
)
def test_documents_without_dates_have_none(body: bytes, name: str) -> None:
    assert document_dates(body, name, TODAY) == ()


@given(st.binary(max_size=300), st.sampled_from(["a.pdf", "a.odt", "a.docx", "a.txt", ""]), st.booleans())
def test_any_document_is_looked_at(noise: bytes, name: str, is_damaged: bool) -> None:
    body = pdf(ModDate="D:20261103")
    document_dates(body[: len(body) // 2] + noise + body[len(body) // 2 :] if is_damaged else noise, name, TODAY)


RSS = """<rss version="2.0"><channel><title>新聞</title><pubDate>Sun, 22 Nov 2026 00:00:00 GMT</pubDate>
<item><title>甲</title><link>https://county.example/n1</link><pubDate>Mon, 02 Nov 2026 20:00:00 GMT</pubDate></item>
<item><title>乙</title><link>/n2</link><pubDate>115/11/01</pubDate></item>
<item><title>丙</title><link>/n3</link><pubDate>soon</pubDate></item>
<item><title>丁</title><link>/n4</link><pubDate>Tue, 01 Dec 2026 20:00:00 +0800</pubDate></item></channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><updated>2026-11-22T00:00:00Z</updated>
<entry><link rel="self" href="/self"/><link href="/e1"/><published>2026-10-01T00:00:00Z</published>
<updated>2026-11-03T00:00:00+08:00</updated></entry></feed>"""


def test_the_entries_of_feeds_tell_their_days() -> None:
    def told(feed: str) -> list[tuple[str, DateKind, str]]:
        return [(link, one.kind, str(one.value)) for link, one in feed_dates(feed.encode(), TODAY)]

    assert told(RSS) == [
        ("https://county.example/n1", DateKind.PUBLISHED, "2026-11-03"),
        ("/n2", DateKind.PUBLISHED, "2026-11-01"),
    ]
    assert told(ATOM) == [("/e1", DateKind.PUBLISHED, "2026-10-01"), ("/e1", DateKind.UPDATED, "2026-11-03")]
    assert {one.source for _, one in feed_dates(RSS.encode(), TODAY)} == {"rss"}


@given(st.binary(max_size=200))
def test_any_feed_is_looked_at(noise: bytes) -> None:
    feed_dates(noise, TODAY)
    feed_dates(RSS.encode()[:200] + noise, TODAY)
