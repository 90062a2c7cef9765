"""Words by which a page says that what it tells of is over, or that it is kept on purpose."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from crawler.extract.main_part import Line
from crawler.extract.page_kinds import breadcrumb
from crawler.extract.passage_words import (
    CLAUSES,
    SHORT_LINE,
    bare,
    parts_of,
    passage,
)
from crawler.extract.visible import HARD, Element, VisibleText, within
from records.facts import Passage, Sign

_OVER = (
    r"(?:(?:報名|申請|徵件|收件|受理|活動|招標|徵才|投票|登記|預約)?已(?:經)?"
    r"(?:截止|結束|額滿|停止(?:受理|辦理|報名|申請)?|停辦|取消|過期|下架)(?:報名|申請|收件|受理)?"
    r"|(?:報名|申請|徵件|收件|受理|投票|登記)截止|截止(?:報名|申請|收件)|活動(?:結束|取消|停辦)"
    r"|停止(?:受理|報名|申請)|額滿|結案|closed|expired|ended|cancel+ed)"
)
_OVER_IN_BRACKETS = re.compile(rf"[\[【(（<〈《「『]\s*{_OVER}\s*[!！.。]?\s*[\]】)）>〉》」』]", re.IGNORECASE)
_OVER_AT_END = re.compile(
    r"[\s\-–—_:：!！~～*※]*(?:報名|申請|徵件|收件|受理|活動)?已(?:經)?(?:截止|結束|額滿|停止受理|停辦"
    r"|取消)[!！.。)）~～*※]*$"
)
_OVER_ALONE = re.compile(
    r"(?:本\S{1,8}?)?(?:報名|申請|徵件|收件|受理|活動|招標|徵才|投票|登記)?(?:業)?已(?:經)?"
    r"(?:截止|結束|額滿|停止(?:受理|報名|申請)?|停辦|取消)(?:報名|申請|收件|受理)?(?:[,，]\s*(?:感謝|謝謝)\S{0,20})?"
)
_OVER_SENTENCE = re.compile(
    r"[※*●◎■◆▲【(（\s]*(?:(?:報名|活動|收件|受理)(?=業?已)|(?:本|此)(?:次|項|屆|梯次|年度)?(?:活動|案|課程"
    r"|研習|徵件|徵選|甄選|計畫|補助|職缺"
    r"|公告|系統|項目|服務|網頁|頁面"
    r"|展覽|比賽|競賽|講座|招標案)?)(?:報名|申請|受理|收件|徵件)?(?:業)?已(?:經)?(?:於[^，。]{2,20})?"
    r"(?:截止|結束|額滿|停止受理|停辦|取消|圓滿落幕|圓滿結束)(?=[,，。.!！;；、】)）\s]|$|受理|收件|報名|申請)"
)
_STATUS = re.compile(
    rf"(?:(?:報名|申請|活動|受理|招標|案件|公告|徵才|目前)?狀[態況])\s*[:：]?[ \n]*(?P<said>{_OVER})(?=[\s{HARD}]|$)",
    re.IGNORECASE,
)


def closing_marks(shown: VisibleText, titles: Sequence[str], lines: Sequence[Line]) -> Iterator[Passage]:
    """By a mark in the title or heading, beside it, in a line of its own that speaks of this page, or as its status."""
    for name in titles:
        mark = _OVER_IN_BRACKETS.search(name) or _OVER_AT_END.search(name)
        if mark or _OVER_ALONE.fullmatch(name):
            yield passage(Sign.CLOSED, name)
            return
    near = {index + step for index, line in enumerate(lines) if line.is_heading for step in (-1, 1)}
    alone = [line for line in lines if len(line.text) <= SHORT_LINE and line.unlinked and not line.is_heading]
    marks = [line for line in alone if _OVER_IN_BRACKETS.fullmatch(line.text) or _says_it_is_over(line.text)]
    if len(marks) == 1 and (lines.index(marks[0]) in near or not _is_entry(shown, marks[0])):
        yield passage(Sign.CLOSED, marks[0].text)
        return
    for line in lines:
        if not line.unlinked or line.text.endswith(("?", "？")):
            continue
        if (sentence := _OVER_SENTENCE.match(line.text)) and not _is_entry(shown, line):
            yield passage(Sign.CLOSED, line.text[: sentence.end() + 40])
            return
    states = [found for pair in zip(lines, [*lines[1:], None], strict=False) if (found := _status(*pair))]
    if len(states) == 1:
        yield passage(Sign.CLOSED, states[0])


def _says_it_is_over(text: str) -> bool:
    """Whether a clause of a short line that asks nothing says so."""
    is_question = text.endswith(("?", "？"))
    return not is_question and any(_OVER_ALONE.fullmatch(bare(clause)) for clause in (text, *CLAUSES.split(text)))


def _status(line: Line, following: Line | None) -> str:
    if line.is_heading or len(line.text) > SHORT_LINE:
        return ""
    said = line.text if following is None or len(following.text) > SHORT_LINE else f"{line.text}\n{following.text}"
    match = _STATUS.match(said)
    return match[0] if match else ""


def _is_entry(shown: VisibleText, line: Line) -> bool:
    """Whether a line stands in an entry of a list. What holds the page's heading, or most of its text, is none."""
    element: Element | None = line.owner
    for _ in range(6):
        if element is None:
            return False
        if element.is_item:
            is_page = any(heading.tag == "h1" for heading in within(shown.headings, element))
            return not is_page and (element.end - element.start) * 2 < len(shown.text)
        element = element.parent
    return False


_KEPT = (
    r"(?:歷史(?:資料|公告|訊息|消息|專區|檔案|新聞|活動|網頁|頁面)|(?:已|已經)?(?:封存|停止適用|廢止|停止更新"
    r"|停止維護|失效)"
    r"|不再(?:更新|維護|適用)|典藏(?:資料|網頁|專區)?|過期(?:公告|訊息|資料)|舊(?:資料|網頁|版網站)|僅供參考|archived?)"
)
_KEPT_IN_BRACKETS = re.compile(
    rf"[\[【(（〈《「『]\s*{_KEPT}[^\]】)）〉》」』]{{0,12}}[\]】)）〉》」』]", re.IGNORECASE
)
_KEPT_ALONE = re.compile(rf"{_KEPT}(?:[,，、 ]?(?:僅供參考|不再更新))?", re.IGNORECASE)
_KEPT_SENTENCE = re.compile(
    r"[※*●◎■◆▲【(（\s]*(?:本|此|以下|本網站)?(?:網頁|頁面|頁|專區|單元|網站|要點|辦法|法規|計畫|公告|文件|表"
    r"|資料|內容|訊息|文章)?"
    r"(?:之?內容|資料)?(?:(?:為|係|屬|是)?(?:歷史|過期|舊)(?:資料|公告|訊息|檔案|網頁)"
    r"|(?:業已|業經|已經|已)(?:封存|停止適用|廢止|停止更新|停止維護|失效)|(?:自[^，。]{2,24}起)?(?:已)?(?:不再"
    r"|停止)(?:更新|維護|適用))"
)


def archive_marks(shown: VisibleText, titles: Sequence[str], own: Sequence[Line]) -> Iterator[Passage]:
    steps = breadcrumb(shown)
    for name in (*(part for title in titles for part in parts_of(title)), *steps):
        if _KEPT_ALONE.fullmatch(bare(name)) or _KEPT_IN_BRACKETS.search(name):
            yield passage(Sign.ARCHIVED, name)
            return
    for line in own:
        if len(line.text) > SHORT_LINE or _is_entry(shown, line):
            continue
        if _KEPT_ALONE.fullmatch(bare(line.text)) or _KEPT_SENTENCE.match(line.text):
            yield passage(Sign.ARCHIVED, line.text)
            return
