"""A word whose letters are set apart by blanks: “公 告”, “W e l c o m e”.

## Why it matters

A screen reader says single letters in place of the word, a search does not find it, and a machine cannot translate it.

## How to fix it

Take the blanks out. If the word is to be as wide as those above and below it, let the style sheet do it
(letter-spacing, text-align-last): ask the vendor.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from checks.drawn import drawn
from checks.registry import check
from records.answers import Answer, Finding, Message, Place, Severity, Unsure
from records.rendering import Rendering

HAN = "\u3400-\u9fff"
BLANK = "[ \u3000\xa0]"
SPREAD_HAN = re.compile(
    rf"(?<![{HAN}A-Za-z0-9])(?<![{HAN}]{BLANK})[{HAN}](?:{BLANK}{{1,8}}[{HAN}])+(?![{HAN}A-Za-z0-9])"
)
SPREAD_LATIN = re.compile(r"(?<!\S)[A-Za-z](?:[ \xa0]{1,4}[A-Za-z]){3,40}(?!\S)")
WORDS = re.compile(
    "公告|通知|說明|注意|附件|附註|備註|備考|姓名|地址|住址|電話|傳真|手機|信箱|網址|日期|時間|地點|主旨|依據|事由|單位"
    "|部門|機關|職稱|職務|職等|性別|年齡|生日|學歷|經歷|縣長|局長|處長|科長|主任|秘書|首頁|目錄|目次|簡介|表格|項目|名稱"
    "|類別|編號|序號|數量|單價|金額|總計|合計|小計|備查|申請|受理|審核|核定|查詢|搜尋|登入|下載|聯絡|活動|新聞|消息|業務"
    "|服務|政策"
)
"""Words that officials spread over the width of a column."""
ONE_BY_ONE = frozenset(
    "一二三四五六七八九十百千零〇甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥年月日時分秒元角號樓春夏秋冬是否有無"
    "男女大中小上下左右前後東西南北高低多少優良可差正反同異父母子女金木水火土天地人第至到及與和或之的等請在於為從"
)
"""What mostly stands alone: numbers, dates, choices, days of the week, words that join others."""


@check(
    title="Letters set apart",
    severity=Severity.MODERATE,
    wcag=("1.3.2",),
    codes=("CS1130202E",),
    passes=(
        drawn("<p>公告</p><table><tr><td>姓名</td><td>王小明</td></tr></table>"),
        drawn("<p>□ 是　□ 否　男　女　年　月　日　大　中　小</p>"),
        drawn("<p>日 一 二 三 四 五 六</p><p>A B C D E F G H</p>"),
        drawn("<p>第 3 條　本辦法</p><p>主旨：受理申請</p>"),
        drawn('<h1 style="letter-spacing: 1em">公告</h1>'),
    ),
    fails=(
        drawn("<h1>公　告</h1>"),
        drawn("<table><tr><td>姓&nbsp;&nbsp;名</td><td>王小明</td></tr></table>"),
        drawn("<h1>禾 湖 縣 政 府 公 告</h1>"),
        drawn("<p>W e l c o m e</p>"),
    ),
    unsure=(drawn("<p>處　務</p>"),),
)
def letters_apart(page: Rendering) -> Iterator[Answer]:
    found, doubtful = list[Place](), list[Place]()
    for line in page.lines:
        for spread in (*SPREAD_HAN.finditer(line.raw), *SPREAD_LATIN.finditer(line.raw)):
            word = "".join(spread[0].split())
            is_certain = _is_a_word(word)
            if is_certain is None:
                continue
            said = Message("Take the blanks out: “{text}”.", {"text": word})
            (found if is_certain else doubtful).append(page.place(line.block, said))
    if found:
        message = Message("Blanks set the letters of a word apart.")
        yield Finding(page.page_url, message, places=tuple(found))
    if doubtful:
        message = Message("Do blanks set the characters of a word apart?")
        yield Unsure(page.page_url, message, places=tuple(doubtful))


def _is_a_word(word: str) -> bool | None:
    """None: it is none; False: it may be one."""
    if word.isascii():
        letters = word.lower()
        is_list = list(letters) == sorted(letters)
        return True if not is_list and re.search("[aeiou]", letters) and len(set(letters)) > 2 else None
    if WORDS.fullmatch(word):
        return True
    strangers = sum(character not in ONE_BY_ONE for character in word)
    if strangers <= len(word) / 2:
        return None
    return len(word) > 3
