"""XML is read element by element, as far as it goes, and nothing in it makes the reader fetch or swell."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.extract.xml_elements import LONGEST_TEXT, elements


def test_elements_come_as_they_end_with_their_words() -> None:
    found = list(elements('<r xmlns:x="n"><x:a x:k="v">一<b>二</b>三</x:a></r>'.encode()))
    assert [(one.name, one.parent, one.text) for one in found] == [
        ("b", "a", "二"),
        ("a", "r", "一二三"),
        ("r", "", "一二三"),
    ]
    assert found[1].attributes == {"k": "v"}


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "big5"])
def test_a_document_in_each_encoding_is_read_and_its_entities_are_left_out(codec: str) -> None:
    document = f"<?xml version='1.0' encoding='{codec}'?><!DOCTYPE r [<!ENTITY a 'z>z'>]><r>中&a;&lt;</r>"
    assert [one.text for one in elements(document.encode(codec))] == ["中<"]


@pytest.mark.parametrize(
    ("document", "text"),
    [
        ("<r>?a=1&amp;b=2&lt;</r>", "?a=1&b=2<"),
        ("<r>?a=1&b=2&c</r>", "?a=1&b=2&c"),
        ("<r>一&nbsp;二&amp;三&who;四&#20116;&#x516d;</r>", "一\xa0二&三四五六"),
        ("<r><![CDATA[?a=1&amp;b=2&c&nbsp;<b>]]>&gt;</r>", "?a=1&amp;b=2&c&nbsp;<b>>"),
        ("<r><a></b>一&amp;二</a></r>", "一&二"),
    ],
)
def test_references_are_read_as_they_were_meant(document: str, text: str) -> None:
    assert list(elements(document.encode()))[-1].text == text


@pytest.mark.parametrize(
    ("written", "value"),
    [("?a=1&amp;b=2", "?a=1&b=2"), ("?a=1&b=2", "?a=1&b=2"), ("一&nbsp;&#20108;", "一\xa0二"), ("&q;z", "z")],
)
def test_references_in_attributes_are_read_too(written: str, value: str) -> None:
    document = f"<!DOCTYPE r [<!ENTITY q 'zz'>]><r a='{written}'/>"
    assert [one.attributes for one in elements(document.encode())] == [{"a": value}]


@pytest.mark.parametrize("body", [b"", b"<", b"<?xml?>", b"\xff\xfe", b"<?xml version='1.0' encoding='klingon'?><r/>"])
def test_what_is_no_xml_has_no_elements(body: bytes) -> None:
    assert [one.name for one in elements(body)] in ([], ["r"])


def test_a_document_cut_short_never_ends_its_root() -> None:
    assert [one.name for one in elements(b"<r><a>1</a><b>2")] == ["a"]


@pytest.mark.parametrize(
    "body",
    [
        b"<a>" * 500_000,
        b"<r>" + b"<a/>" * 500_000,
        b"<r>" + b"x" * 20_000_000 + b"</r>",
        b"<!DOCTYPE r [<!ENTITY a '" + b"z" * 9_000 + b"'><!ENTITY b '" + b"&a;" * 9_000 + b"'>]><r>" + b"&b;" * 999,
        b"<!DOCTYPE r [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><r>&a;</r>",
    ],
    ids=["nested", "many", "long", "entities", "file"],
)
def test_a_document_built_to_exhaust_the_reader_does_not(body: bytes) -> None:
    started = time.process_time()
    assert all(len(one.text) <= LONGEST_TEXT and "root:" not in one.text for one in elements(body))
    assert time.process_time() - started < 10


@given(
    st.lists(st.sampled_from(["<a>", "</a>", "<b k='", "'>", "</b>", "&x;", "&amp;", "<![CDATA[", "]]>", "<!--", "中"]))
)
def test_any_bytes_are_read(pieces: list[str]) -> None:
    list(elements("".join(pieces).encode()))
