"""A form field whose label says nothing of what belongs into it: 請輸入, 欄位, text, field 1.

## Why it matters

A screen reader reads the label and the kind of field: “請輸入，編輯區”. Enter what? Who sees the page may guess from
what stands around the field; who hears field after field cannot.

## How to fix it

Name what is asked for: “申請人姓名” instead of “請輸入”, “查詢年度” instead of “請選擇”. The name may stand in a
label, in aria-label or in title; where there are several, the one for screen readers counts. Forms usually come from
the system: then it is the vendor's job.
"""

import re
from collections.abc import Iterator

from checks.drawn import drawn
from checks.fields import CHOSEN, fields, kind, plain
from checks.registry import check
from records.answers import Answer, Finding, Message, Severity
from records.rendering import Rendering

VAGUE = re.compile(
    r"請?(?:輸入|填寫|填入|選擇|選取|點選|勾選)(?:文字|內容|資料|欄位|選項|此欄)?|(?:表單)?(?:欄位|選項|標籤|元件)"
    r"|文字方塊|文字欄位?|輸入[框欄]位?|下拉式?選單|資料|必須"
    r"|(?:(?:form)?field|text(?:box|field|area)?|input(?:box|field)?|editbox|label|select(?:box)?|dropdown|combobox"
    r"|checkbox|radio(?:button)?|control|form|element)"
    r"|(?:please|pls)?(?:enter|type|fillin|select|choose|input)(?:text|here|avalue|value|one|anoption|something)?"
    r"|value|data|untitled|undefined|null|none|todo|tbd|test|xxx+|click(?:here)?|here"
)
"""The whole name, in small letters, without marks, spaces and numbers."""
NUMBER = re.compile(r"\d+")


@check(
    title="Vague label",
    severity=Severity.MODERATE,
    wcag=("2.4.6",),
    codes=("GN2240601E",),
    passes=(
        drawn('<label for="a">請輸入姓名</label><input id="a"><label for="b">年度</label><select id="b"></select>'),
        drawn('<fieldset><legend>評分</legend><label><input type="radio" name="r">1</label></fieldset>'),
        drawn(
            '<label for="a">Text of your message</label><textarea id="a"></textarea><input type="submit" value="Go">'
        ),
        drawn("<p>姓名 <input></p>"),
        drawn('<label for="a">內容</label><textarea id="a"></textarea>'),
    ),
    fails=(
        drawn('<label for="a">請輸入：</label><input id="a">'),
        drawn('<select title="請選擇"><option>114</option></select>'),
        drawn('<label for="a">Field 2</label><input id="a">'),
        drawn('<p>Name <input aria-label="*"></p>'),
    ),
)
def vague_label(page: Rendering) -> Iterator[Answer]:
    for field in fields(page):
        name = field.name.strip()
        words = plain(name)
        said_without = words if kind(field) in CHOSEN else NUMBER.sub("", words)
        if name and (not said_without or VAGUE.fullmatch(said_without)):
            message = Message("The label of a field does not say what belongs into it.")
            said = Message("In place of “{text}”, name what is asked for here.", {"text": name})
            yield Finding(page.page_url, message, places=(page.place(field, said),))
