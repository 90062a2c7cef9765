"""Mail addresses and telephone numbers are faulted only where nobody could write or call."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.extract.contacts import is_mail, is_phone


@pytest.mark.parametrize(
    "written",
    [
        "a@b.gov.tw",
        "a@b.gov.tw?subject=你好&body=x%0Ay",
        "a%40b.gov.tw",
        " a@b.gov.tw ",
        "%20a@b.gov.tw",
        "a@b.tw,c@d.tw",
        "a@b.tw;c@d.tw;",
        "?subject=x",
        "?to=a@b.tw",
        "a+news@b.tw",
        "王小明@b.tw",
        "a@彰化.tw",
        "Wang <a@b.tw>",
        "%E7%8E%8B%3Ca@b.tw%3E",
    ],
)
def test_a_mail_program_can_use_these(written: str) -> None:
    assert is_mail(written)


@pytest.mark.parametrize(
    "written",
    ["", " ", "a", "a＠b.tw", "a b@b.tw", "a@b", "a@", "@b.tw", "a@b.tw c@d.tw", "a@b..tw", "a@@b.tw", "a[at]b.tw",
     "//a@b.tw", "http://b.tw/", "a@b.tw,c", "mailto:a@b.tw", "a@b.tw。", "a@b_c.tw"],
)  # fmt: skip
def test_a_mail_program_can_use_none_of_these(written: str) -> None:
    assert not is_mail(written)


@pytest.mark.parametrize(
    "written",
    ["04-7222151", "047222151", "(04)722-2151", "04 722 2151", "+886-4-7222151", "+886 (0)4 7222151", "886.4.7222151",
     "04-7222151#123", "04-7222151,123", "04-7222151;ext=123", "04-7222151轉123", "04-7222151%20ext.%20123",
     "04-7222151分機123", "04-7222151 x12", "110", "119", "1999", "1922", "0800-000-123", "0912345678", "4128-118",
     "+1-202-555-0100", "*21#", "04–7222151", "002+8613800138000"],
)  # fmt: skip
def test_a_telephone_can_dial_these(written: str) -> None:
    assert is_phone(written)


@pytest.mark.parametrize(
    "written",
    [
        "",
        "#123",
        "12",
        "０４－７２２２１５１",
        "04-722215O",
        "電話04-7222151",
        "0800-CALLME",
        "1" * 21,
        "%E4%B8%AD",
        "//",
    ],
)
def test_a_telephone_can_dial_none_of_these(written: str) -> None:
    assert not is_phone(written)


@given(st.text(max_size=60))
def test_anything_may_be_asked(written: str) -> None:
    assert is_mail(written) in (True, False)
    assert is_phone(written) in (True, False)
