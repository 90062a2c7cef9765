"""What a field asks for is read off its label, in Chinese and in English, and never guessed."""

import pytest

from checks.purposes import purpose
from records.rendering import Element


def field(name: str, type: str = "text") -> Element:
    return Element(0, -1, "input", {"type": type}, name=name)


@pytest.mark.parametrize(
    ("label", "meant"),
    [
        ("姓名", "name"),
        ("* 申請人姓名（必填）：", "name"),
        ("您的大名", "name"),
        ("Full name", "name"),
        ("First name *", "given-name"),
        ("Surname", "family-name"),
        ("電子郵件信箱", "email"),
        ("請輸入您的 E-mail", "email"),
        ("Your e-mail address", "email"),
        ("聯絡電話", "tel"),
        ("手機號碼", "tel"),
        ("Mobile number", "tel"),
        ("Telephone", "tel"),
        ("通訊地址", "street-address"),
        ("Address line 1", "street-address"),
        ("郵遞區號", "postal-code"),
        ("出生年月日", "bday"),
        ("Date of birth", "bday"),
        ("會員帳號", "username"),
        ("Username", "username"),
    ],
)
def test_labels_of_personal_fields(label: str, meant: str) -> None:
    assert purpose(field(label)) == meant


@pytest.mark.parametrize(
    "label",
    [
        "活動名稱",
        "承辦人",
        "姓名條",
        "機關電話簿",
        "File name",
        "Number",
        "名稱",
        "地點",
        "郵件主旨",
        "Street",
        "密碼提示",
        "",
    ],
)
def test_labels_that_only_resemble_them(label: str) -> None:
    assert purpose(field(label)) == ""


def test_a_password_is_one_whatever_it_is_called_and_a_box_to_tick_never_is_personal() -> None:
    assert purpose(field("PIN", "password")) == "current-password"
    assert purpose(field("電話", "checkbox")) == ""
