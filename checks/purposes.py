"""What a field asks of the person who fills it in, by its label, in the words of HTML's autocomplete (WCAG 1.3.5)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from checks.fields import kind, plain
from records.rendering import Element

ASKER = r"您|你|我|本人|申請[人者]|聯絡人?|連絡人?|報名[人者]|會員|使用者|陳情人|民眾|投訴人|訂閱者?"
WHOSE = rf"(?:請?(?:輸入|填寫|填入))?(?:{ASKER})?的?"
YOUR = r"(?:(?:please)?enter)?(?:your|my|contact|applicant)?"
PATTERNS = {
    "name": rf"{WHOSE}(?:真實|中文|英文)?(?:姓名|大名)|{YOUR}(?:full)?name",
    "given-name": r"名字?|first(?:name)?|given(?:name)?|forename",
    "family-name": r"姓氏?|last(?:name)?|family(?:name)?|surname",
    "email": rf"{WHOSE}(?:電子郵件|電子信箱|e-?mail|信箱)(?:信箱|地址|位址|帳號)?(?:e-?mail)?|{YOUR}email(?:address)?",
    "tel": rf"{WHOSE}(?:聯絡|連絡|行動|住家|市內|公司|室內)?(?:電話|手機)(?:號碼|手機)?"
    rf"|{YOUR}(?:(?:mobile|cell|home|day|daytime|work|tele)?phone|mobile|tel|telephone)(?:no|number)?",
    "street-address": rf"{WHOSE}(?:通訊|聯絡|連絡|戶籍|居住|住家|現居|郵寄)?(?:地址|住址)"
    rf"|{YOUR}(?:street|home|mailing|postal|residential)?address(?:line)?[123]?",
    "postal-code": r"郵遞區號|zip(?:code)?|post(?:al)?code",
    "bday": rf"{WHOSE}(?:出生年月日|出生日期|生日)|{YOUR}(?:dateofbirth|birthday|birthdate|dob)",
    "username": r"(?:使用者|會員|登入)(?:帳號|名稱)|帳號|user(?:name|id)|login(?:name|id)?|accountname",
}
PURPOSES = {purpose: re.compile(pattern) for purpose, pattern in PATTERNS.items()}
MOST_OF_LOGIN = 3
WRITTEN = frozenset(("text", "email", "tel", "date", "number", "textarea", "search"))


def purpose(field: Element) -> str:
    """The purpose of a field that is written into: "name", "email"…; empty where its name does not say so plainly."""
    if kind(field) == "password":
        return "current-password"
    if kind(field) not in WRITTEN:
        return ""
    said = plain(field.name)
    return next((purpose for purpose, pattern in PURPOSES.items() if pattern.fullmatch(said)), "")


def is_login(asked: Sequence[Element]) -> bool:
    """Whether these fields, all that one form has to be written into, are an account, a password, perhaps a code."""
    return len(asked) <= MOST_OF_LOGIN and sum(kind(field) == "password" for field in asked) == 1
