"""The hyperlinks of downloadable files are found with their words and pages; what cannot be read is said so."""

import io
import zipfile
from collections.abc import Iterator

import pypdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf.annotations import Link

from crawler.extract.documents import (
    MEDIA_TYPES,
    MOST_UNPACKED,
    PDF,
    DocumentLink,
    UnreadableDocument,
    document_links,
    media_type_of,
)

ODT = "application/vnd.oasis.opendocument.text"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"


def pdf(*pages: tuple[str, ...], password: str | None = None) -> bytes:
    writer = pypdf.PdfWriter()
    for number, addresses in enumerate(pages):
        writer.add_blank_page(200, 200)
        for address in addresses:
            writer.add_annotation(number, Link(rect=(10, 10, 90, 20), url=address))
    if password is not None:
        writer.encrypt(password, "owner", algorithm="AES-256")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def package(parts: dict[str, str], *, plain: int = 0) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, (name, text) in enumerate(parts.items()):
            archive.writestr(name, text, zipfile.ZIP_STORED if number < plain else zipfile.ZIP_DEFLATED)
    return out.getvalue()


def odt(body: str, **parts: str) -> bytes:
    content = f'<d xmlns:text="t" xmlns:xlink="x" xmlns:draw="w">{body}</d>'
    return package({"mimetype": ODT, "content.xml": content, **parts}, plain=1)


def ooxml(parts: dict[str, str]) -> bytes:
    return package({"[Content_Types].xml": "<Types/>", **parts})


def relations(*entries: tuple[str, str], kind: str = "hyperlink", mode: str = "External") -> str:
    schema = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    lines = (
        f'<Relationship Id="{id}" Type="{schema}/{kind}" Target="{to}" TargetMode="{mode}"/>' for id, to in entries
    )
    return f"<Relationships>{''.join(lines)}</Relationships>"


def test_the_links_of_a_pdf_are_found_with_their_pages() -> None:
    body = pdf(("http://a.tw/1", "mailto:a@b.tw"), (), ("http://a.tw/中文?a=1",))
    assert document_links(body, PDF) == [
        DocumentLink("http://a.tw/1", "", 1),
        DocumentLink("mailto:a@b.tw", "", 1),
        DocumentLink("http://a.tw/中文?a=1", "", 3),
    ]


def test_what_is_only_written_in_a_pdf_is_no_link() -> None:
    writer = pypdf.PdfWriter()
    writer.add_blank_page(200, 200)
    writer.add_metadata({"/Title": "http://a.tw/", "/URI": "http://a.tw/"})
    out = io.BytesIO()
    writer.write(out)
    assert document_links(out.getvalue(), PDF) == []


def test_a_pdf_that_opens_without_a_password_is_read_though_it_is_encrypted() -> None:
    assert [link.href for link in document_links(pdf(("http://a.tw/",), password=""), PDF)] == ["http://a.tw/"]


def test_the_links_of_opendocument_are_found_with_their_words() -> None:
    body = odt(
        '<text:p><text:a xlink:href="http://a.tw/?a=1&amp;b=2">線上<text:span>填寫</text:span></text:a></text:p>'
        '<draw:a xlink:href="../附件.odt"/><text:a xlink:href="#第一章">內</text:a><draw:image xlink:href="1.png"/>',
        **{"styles.xml": '<d xmlns:text="t" xmlns:xlink="x"><text:a xlink:href="http://a.tw/foot">頁尾</text:a></d>'},
    )
    assert document_links(body, ODT) == [
        DocumentLink("http://a.tw/?a=1&b=2", "線上填寫"),
        DocumentLink("附件.odt", ""),
        DocumentLink("http://a.tw/foot", "頁尾"),
    ]


def test_the_links_of_a_word_file_are_its_external_relations() -> None:
    body = ooxml(
        {
            "word/_rels/document.xml.rels": relations(("r1", "http://a.tw/1"), ("r2", "http://a.tw/2")),
            "word/_rels/footnotes.xml.rels": relations(("r1", "http://a.tw/foot")),
            "word/_rels/settings.xml.rels": relations(("r1", "file:///C:/x.dotx"), kind="attachedTemplate"),
            "word/_rels/comments.xml.rels": relations(("r1", "media/1.png"), mode="Internal"),
            "word/document.xml": '<w:d xmlns:w="w" xmlns:r="r"><w:hyperlink r:id="r1"><w:r><w:t>線上</w:t></w:r><w:r>'
            "<w:t>申辦</w:t></w:r></w:hyperlink></w:d>",
        },
    )
    assert document_links(body, DOCX) == [
        DocumentLink("http://a.tw/1", "線上申辦"),
        DocumentLink("http://a.tw/2", ""),
        DocumentLink("http://a.tw/foot", ""),
    ]


def test_the_links_of_a_presentation_have_the_number_of_their_slide() -> None:
    words = '<a:r><a:rPr><a:hlinkClick r:id="r1"/></a:rPr><a:t>看更多</a:t></a:r>'
    slide = f'<p:s xmlns:p="p" xmlns:a="a" xmlns:r="r">{words}</p:s>'
    body = ooxml(
        {
            f"ppt/slides/{name}": text
            for number in (2, 10)
            for name, text in (
                (f"slide{number}.xml", slide),
                (f"_rels/slide{number}.xml.rels", relations(("r1", f"http://a.tw/{number}"))),
            )
        }
    )
    assert document_links(body, PPTX) == [
        DocumentLink("http://a.tw/2", "看更多", 2),
        DocumentLink("http://a.tw/10", "看更多", 10),
    ]


def test_the_links_of_a_sheet_are_found() -> None:
    body = ooxml(
        {
            "xl/worksheets/_rels/sheet1.xml.rels": relations(("r1", "http://a.tw/1")),
            "xl/worksheets/sheet1.xml": '<s xmlns:r="r"><hyperlink ref="A1" r:id="r1" display="統計"/></s>',
        }
    )
    assert document_links(body, XLSX) == [DocumentLink("http://a.tw/1", "統計")]


BOMB = "<d>" + " " * (MOST_UNPACKED + 1) + "</d>"
WHOLE = odt("<text:p>x</text:p>")


@pytest.mark.parametrize(
    ("body", "media_type", "said"),
    [
        (b"", PDF, "no PDF"),
        (b"<html>", PDF, "no PDF"),
        (b"%PDF-1.7\n%%EOF", PDF, "broken"),
        (pdf(("http://a.tw/",))[:-200], PDF, "cut short"),
        (pdf((), password="secret"), PDF, "encrypted"),
        (b"", ODT, "broken or cut short"),
        (WHOLE[:-40], ODT, "broken or cut short"),
        (WHOLE.replace(b"content.xml", b"contemt.xml"), ODT, "content.xml is missing"),
        (odt("<!--"), ODT, "ends early"),
        (odt("", **{"META-INF/manifest.xml": "<m><encryption-data/></m>"}), ODT, "encrypted"),
        (odt("", **{"styles.xml": BOMB}), ODT, "more than 50 MB"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 600, DOCX, "encrypted"),
        (WHOLE, DOCX, "table of contents"),
        (b"x", "text/plain", "none of the kinds"),
    ],
)
def test_what_cannot_be_read_is_said_in_a_sentence(body: bytes, media_type: str, said: str) -> None:
    with pytest.raises(UnreadableDocument, match=said) as caught:
        document_links(body, media_type)
    assert str(caught.value).endswith(".")


def test_a_document_that_takes_too_long_is_read_in_part() -> None:
    ticks: Iterator[float] = iter(range(100))
    body = pdf(*[(f"http://a.tw/{number}",) for number in range(9)])
    assert 0 < len(document_links(body, PDF, seconds=4, clock=lambda: next(ticks))) < 9


@pytest.mark.parametrize(
    ("url", "content_type", "start", "media_type"),
    [
        ("http://a.tw/x", "application/pdf; charset=x", b"", PDF),
        ("http://a.tw/x", "application/x-pdf", b"", PDF),
        ("http://a.tw/x.pdf", "application/octet-stream", b"", PDF),
        ("http://a.tw/x.PDF?a=1", "", b"", PDF),
        ("http://a.tw/get?file=x.odt&id=1", "application/download", b"", ODT),
        ("http://a.tw/get?id=1", "application/octet-stream", b"%PDF-1.4", PDF),
        pytest.param("http://a.tw/get?id=1", "application/octet-stream", WHOLE[:100], ODT, id="the start of ODF"),
        ("http://a.tw/x.docx", "application/zip", b"PK\x03\x04" + b"\0" * 50, DOCX),
        ("http://a.tw/%E4%B8%AD.xlsx", "application/octet-stream", b"PK\x03\x04", XLSX),
        ("http://a.tw/x.pdf", "text/html", b"", ""),
        ("http://a.tw/x.pdf", "application/octet-stream", b"<html>", ""),
        ("http://a.tw/x.zip", "application/zip", b"PK\x03\x04", ""),
        ("http://a.tw/x", "", b"", ""),
    ],
)
def test_a_document_is_known_though_its_server_does_not_say(
    url: str, content_type: str, start: bytes, media_type: str
) -> None:
    assert media_type_of(url, content_type, start) == media_type
    assert not media_type or media_type in MEDIA_TYPES


@given(st.binary(max_size=60), st.integers(0, 2000), st.sampled_from([PDF, ODT, DOCX]))
def test_damage_of_any_kind_is_met(noise: bytes, at: int, media_type: str) -> None:
    whole = pdf(("http://a.tw/",)) if media_type == PDF else WHOLE
    at %= len(whole)
    try:
        document_links(whole[:at] + noise + whole[at + len(noise) :], media_type)
    except UnreadableDocument as error:
        assert str(error)
