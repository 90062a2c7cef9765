"""An alternative text that says nothing of the picture: a file's name, an address, “圖片”, “photo”.

## Why it matters

Who cannot see the picture hears “DSC underscore zero zero four two dot j p g” and knows as little as before, but has
lost time. Where the picture is a link, nobody knows where it leads.

## How to fix it

Write in one sentence what the picture says to those who see it; where it is a link, write where it leads. If it is
only an ornament, leave the field 替代文字 empty.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from checks.drawn import drawn
from checks.pictures import file_name, stands_alone_in_a_control
from checks.registry import check
from records.answers import Answer, Finding, Message, Severity, Unsure
from records.rendering import Element, Rendering

FILE = re.compile(r"\S{1,200}\.(?:jpe?g|png|gif|svg|webp|bmp|tiff?|ico|avif|heic)", re.I)
ADDRESS = re.compile(r"(?:https?://|www\.|data:)\S{1,1000}", re.I)
PICTURE = r"(?:image|img|picture|pic|photo|photograph|graphic)"
PLACEHOLDER = re.compile(
    rf"(?:(?:this is )?(?:(?:an?|the|my|our) )?{PICTURE}s?|{PICTURE} (?:alt|description|text|here|title)"
    r"|placeholder|alt|(?:alt|alternative|alternate)[ -]?(?:text|tag|attribute)|untitled|no ?name|null|undefined|n/?a"
    r"|todo|tbd|test|x{2,9}|lorem ipsum.{0,200}|(?:insert|enter|add) .{0,40}(?:text|description)(?: here)?"
    r"|圖片?|圖檔|照片|相片|影像|圖像|圖片?說明|(?:圖片)?替代文字|文字說明|說明文字|未命名|無標題|無替代文字|無|測試"
    r"|請輸入.{0,20})[\W_]{0,9}\d{0,3}",
    re.I,
)
"""The whole of an alternative text."""
NUMBERED = re.compile(
    rf"(?:{PICTURE}|dscn?|dscf|pxl|mvimg|scan|screenshot|圖片?|照片|未命名)?[\W_]{{0,9}}\d[\d\W_]{{3,99}}", re.I
)
KIND_ALONE = re.compile(
    r"(?:(?:company|site|our|the) )?"
    r"(?:logo|icon|banner|chart|graph|diagram|map|poster|qr ?code|screenshot|button|arrow|illustration)s?"
    r"|標誌|商標|圖示|橫幅|圖表|統計圖|地圖|位置圖|海報|公告|封面|示意圖|截圖|按鈕|箭頭|插圖|流程圖|組織圖|架構圖"
    r"|(?:活動|現場)照片?",
    re.I,
)
WORDS = re.compile(r"[^\W_]")
PICTOGRAPHS = re.compile("[\u2190-\u21ff\u2300-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff]")
TEXT_LENGTH = 60


def _picture(alt: str, src: str = "a.jpg") -> Rendering:
    return drawn(f'<p><img src="/{src}" alt="{alt}" width="300" height="200"></p>')


@check(
    title="Meaningless alternative text",
    severity=Severity.SERIOUS,
    wcag=("1.1.1",),
    codes=("HM1110100E",),
    passes=(
        _picture("縣長為健走隊伍鳴笛起跑"),
        _picture("Organisation chart of the county government"),
        _picture(""),
        _picture("禾湖縣徽", "禾湖縣徽.png"),
        _picture("★"),
    ),
    fails=(
        _picture("DSC_0042.jpg"),
        _picture("圖片"),
        _picture("Photo 3"),
        _picture("20250312_1530"),
        _picture("news-banner_02", "news-banner_02.png"),
        drawn('<a href="/map"><img src="a.png" alt="-"></a>'),
    ),
    unsure=(_picture("logo"), _picture("活動照片"), _picture("***")),
)
def meaningless_alt_text(page: Rendering) -> Iterator[Answer]:
    found, doubtful = [], []
    for picture in (*page.roles("img"), *page.tags("area"), *page.tags("input")):
        if picture.tag == "input" and picture.get("type").lower() != "image":
            continue
        name = " ".join(picture.name.split())
        if not picture.is_exposed or not name:
            continue
        values = {"text": name[:TEXT_LENGTH]}
        if _is_meaningless(page, picture, name):
            said = Message("In place of “{text}”, write what the picture says to those who see it.", values)
            found.append(page.place(picture, said))
        elif KIND_ALONE.fullmatch(name) or not (WORDS.search(name) or PICTOGRAPHS.search(name)):
            doubtful.append(page.place(picture, Message("Is “{text}” all that there is to say of it?", values)))
    if found:
        message = Message("A picture's alternative text says nothing of what it shows.")
        yield Finding(page.page_url, message, places=tuple(found))
    if doubtful:
        message = Message("Does the alternative text say what the picture says?")
        yield Unsure(page.page_url, message, places=tuple(doubtful))


def _is_meaningless(page: Rendering, picture: Element, name: str) -> bool:
    if any(pattern.fullmatch(name) for pattern in (FILE, ADDRESS, PLACEHOLDER, NUMBERED)):
        return True
    stem = file_name(picture).rpartition(".")[0]
    if stem and name.casefold() == stem.casefold() and re.search(r"[\d_-]", stem) and " " not in stem:
        return True
    has_words = WORDS.search(name) or PICTOGRAPHS.search(name)
    return not has_words and stands_alone_in_a_control(page, picture)
