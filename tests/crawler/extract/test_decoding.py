"""A page reads right whether it says how it is encoded, says nothing, or says wrong."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.extract.decoding import decode

TEXT = "彰化縣政府社會處　發布日期：民國115年11月3日，請於期限內申請，逾期不予受理。裏恒碁"
SIMPLIFIED = "社会处发布日期：二〇二六年十一月三日，请民众注意，并依规定办理申请。国家发展委员会网站"


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "cp950", "big5hkscs"])
@pytest.mark.parametrize("content_type", ["", "text/html", "text/html; charset=utf-8"])
def test_a_page_reads_right_whatever_its_header_says(codec: str, content_type: str) -> None:
    assert decode(TEXT.encode(codec), content_type).text == TEXT


@pytest.mark.parametrize("label", ["big5", "Big5", "cp950", "x-x-big5", "big5-hkscs"])
def test_big5_is_read_under_each_of_its_names(label: str) -> None:
    assert decode(TEXT.encode("cp950"), f"text/html; charset={label}").text == TEXT
    body = f'<meta http-equiv="Content-Type" content="text/html; charset={label}">{TEXT}'
    assert decode(body.encode("cp950")).text == body


def test_the_header_goes_before_the_meta_element() -> None:
    body = f"<meta charset=gb2312>{TEXT}".encode("cp950")
    assert TEXT in decode(body, "text/html; charset=big5").text


def test_well_formed_utf8_is_believed_over_a_server_that_says_otherwise() -> None:
    assert decode(TEXT.encode(), "text/html; charset=iso-8859-1") == (TEXT, "utf-8")


def test_a_character_cut_in_two_does_not_turn_a_page_into_another_language() -> None:
    decoded = decode(TEXT.encode()[:-1] + "，更新日期".encode(), "")
    assert decoded.encoding == "utf-8"
    assert "發布日期：民國115年11月3日" in decoded.text and "更新日期" in decoded.text


def test_simplified_chinese_is_not_taken_for_big5() -> None:
    assert decode(SIMPLIFIED.encode("gb18030")).text == SIMPLIFIED


def test_a_declared_encoding_that_does_not_exist_is_overlooked() -> None:
    assert decode(TEXT.encode(), "text/html; charset=klingon").text == TEXT


@given(
    st.binary(max_size=200),
    st.sampled_from(["", "text/html; charset=big5", "text/html; charset=utf-16", "x;charset=zlib"]),
)
def test_any_bytes_are_read_and_can_be_read_again_by_the_encoding_named(body: bytes, content_type: str) -> None:
    decoded = decode(body, content_type)
    assert body.decode(decoded.encoding, "replace") == decoded.text
