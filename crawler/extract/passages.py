"""What a page says, beside its dates, that bears on whether it still holds: marks, promises, names, years, contacts.

Each sign is read only where it speaks of the page itself. Unknown is an answer: what might be another thing's is left.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Final
from unicodedata import normalize
from urllib.parse import SplitResult, urlsplit

from crawler.extract.addresses import Target, resolve
from crawler.extract.closed import closed_controls
from crawler.extract.date_forms import ROC, fold
from crawler.extract.date_labels import LABELS, UNRELATED_BEFORE
from crawler.extract.main_part import LONGEST, Line, emptiness, main_lines, own_lines, said_lines
from crawler.extract.old_names import outdated_names
from crawler.extract.page_kinds import breadcrumb
from crawler.extract.pages import lang
from crawler.extract.regions import region_of
from crawler.extract.tree import Tree
from crawler.extract.unit_contacts import unit_contacts
from crawler.extract.visible import HARD, Element, VisibleText, within
from records.facts import Passage, Region, Sign
from records.names import OldName

MOST: Final = 20
"""Passages of one sign, but for contacts."""
SHORT_LINE: Final = 60
"""Characters of a line that may be a mark; a longer one is prose."""
LITTLE_TEXT: Final = 80
"""Characters of a main part whose one line says what the whole page is."""
BESIDE_A_MARK: Final = 20
"""Characters beside a line that says what the whole page is; with more, the line may speak of them."""
BESIDE_A_TITLE: Final = 12
"""Characters of a page that its title alone may judge: with more it has a text, and the title is its subject's."""

_MAIN = (None, Region.MAIN)


def page_passages(
    shown: VisibleText, tree: Tree, url: str, title: str, names: Sequence[OldName]
) -> tuple[Passage, ...]:
    """The passages of a page, in the order of their signs. Never raises.

    `shown` is the visible text of `tree`; `url` the page's address, `title` what its `<title>` says; `names` are those
    that no longer hold.
    """
    lines = main_lines(shown, tree)
    own = own_lines(lines)
    heading = next((shown.of(found) for found in shown.headings if found.tag == "h1"), "")[:LONGEST]
    titles = tuple(dict.fromkeys(name for name in (heading, title[:LONGEST]) if name))
    unfinished = tuple(_unfinished(shown, tree, titles, lines, own))
    readers: tuple[Iterator[Passage], ...] = (
        _closed(shown, titles, lines),
        _archived(shown, titles, own),
        _promises(shown, own),
        iter(unfinished),
        iter(()) if unfinished else emptiness(shown, tree, url, title, lines, own),
        outdated_names(shown, title[:LONGEST], names),
        unit_contacts(shown),
        _year_label(titles),
        _copyright(shown),
        _impossible_dates(shown),
        _bare_dates(shown),
        _counterpart(shown, tree, url, title),
    )
    found = tuple(passage for reader in readers for passage in islice(reader, 50))
    if not any(passage.sign is Sign.CLOSED for passage in found) and (words := closed_controls(tree)):
        return (_passage(Sign.CLOSED, words), *found)
    return found


def _passage(sign: Sign, text: str, value: str = "") -> Passage:
    return Passage(sign, " ".join(text.replace(HARD, " ").split())[:LONGEST], value)


def _parts(name: str) -> list[str]:
    """The parts of a title, which often names its site as well."""
    return [part.strip(_EDGES) for part in _DIVIDERS.split(name) if part.strip(_EDGES)]


_EDGES = " .。!！?？…~～*※＊-—–_'\"“”"
_DIVIDERS = re.compile(r"\s*[|｜»›>＞]\s*|\s+[-–—_:：]+\s*|\s*::+\s*|(?<=[\u3400-\u9fff])[-–—_](?=[\u3400-\u9fff])")


# Over, or kept on purpose

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


def _closed(shown: VisibleText, titles: Sequence[str], lines: Sequence[Line]) -> Iterator[Passage]:
    """By a mark in the title or heading, beside it, in a line of its own that speaks of this page, or as its status."""
    for name in titles:
        mark = _OVER_IN_BRACKETS.search(name) or _OVER_AT_END.search(name)
        if mark or _OVER_ALONE.fullmatch(name):
            yield _passage(Sign.CLOSED, name)
            return
    near = {index + step for index, line in enumerate(lines) if line.is_heading for step in (-1, 1)}
    alone = [line for line in lines if len(line.text) <= SHORT_LINE and line.unlinked and not line.is_heading]
    marks = [line for line in alone if _OVER_IN_BRACKETS.fullmatch(line.text) or _says_it_is_over(line.text)]
    if len(marks) == 1 and (lines.index(marks[0]) in near or not _is_entry(shown, marks[0])):
        yield _passage(Sign.CLOSED, marks[0].text)
        return
    for line in lines:
        if not line.unlinked or line.text.endswith(("?", "？")):
            continue
        if (sentence := _OVER_SENTENCE.match(line.text)) and not _is_entry(shown, line):
            yield _passage(Sign.CLOSED, line.text[: sentence.end() + 40])
            return
    states = [found for pair in zip(lines, [*lines[1:], None], strict=False) if (found := _status(*pair))]
    if len(states) == 1:
        yield _passage(Sign.CLOSED, states[0])


def _says_it_is_over(text: str) -> bool:
    """Whether a clause of a short line that asks nothing says so."""
    is_question = text.endswith(("?", "？"))
    return not is_question and any(_OVER_ALONE.fullmatch(_bare(clause)) for clause in (text, *_CLAUSES.split(text)))


def _bare(text: str) -> str:
    return text.strip(_EDGES + "★☆[]【】()（）<>〈〉《》「」●◎■◆▲")


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


def _archived(shown: VisibleText, titles: Sequence[str], own: Sequence[Line]) -> Iterator[Passage]:
    steps = breadcrumb(shown)
    for name in (*(part for title in titles for part in _parts(title)), *steps):
        if _KEPT_ALONE.fullmatch(_bare(name)) or _KEPT_IN_BRACKETS.search(name):
            yield _passage(Sign.ARCHIVED, name)
            return
    for line in own:
        if len(line.text) > SHORT_LINE or _is_entry(shown, line):
            continue
        if _KEPT_ALONE.fullmatch(_bare(line.text)) or _KEPT_SENTENCE.match(line.text):
            yield _passage(Sign.ARCHIVED, line.text)
            return


# Promises

_NUMERALS = {numeral: value for value, numeral in enumerate("〇一二三四五六七八九十")} | {
    "兩": 2,
    "半": 0,
    "雙": 2,
    "隔": 2,
}
_RHYTHM_WORDS = (
    r"(?:(?:每|逐|按)(?:隔)?(?P<count> ?\d{1,2} ?|[一二兩三四五六七八九十半雙])?(?:個)?(?P<unit>工作日|上班日|日"
    r"|天|週|周|星期|月|季|年度|年|學期)"
    r"|(?P<english>daily|weekly|biweekly|monthly|quarterly|half-?yearly|semi-?annually|yearly|annually)"
    r"|every (?P<many>\d{1,2} )?(?P<period>day|week|month|quarter|year)s?"
    r"|(?P<bare>\d{1,2}|[一二兩三四五六](?=個)) ?(?:個)?(?P<bare_unit>天|日|週|周|月|季|年)(?![初底中旬\d]))"
)
_BY_UNIT = {
    "日": 1, "天": 1, "工作日": 3, "上班日": 3, "週": 7, "周": 7, "星期": 7, "月": 31, "季": 92, "學期": 183, "年": 366,
    "年度": 366, "day": 1, "week": 7, "month": 31, "quarter": 92, "year": 366,
    "daily": 1, "weekly": 7, "biweekly": 14, "monthly": 31, "quarterly": 92, "yearly": 366, "annually": 366,
    "halfyearly": 183, "semiannually": 183,
}  # fmt: skip
_RHYTHM_LABEL = re.compile(
    rf"(?:^|(?<=[\s{HARD}●•※*◎(（、．.)）]))(?:(?:詮釋)?資料(?:集)?|內容|網頁|本?頁面?|資訊)?(?:之|的)?"
    r"(?:(?:更新|維護|發布)(?:頻率|週期|周期)|更新(?:時間)?(?=[:：] ?[每逐按])|(?:update|updating) frequency"
    r"|frequency of updates?|accrual periodicity)"
    rf"[ \n]*[:：]?[ \n]*{_RHYTHM_WORDS}",
    re.IGNORECASE,
)
_THIS = (
    r"(?:(?:本|此|以上|以下|上述)(?:統計)?(?:表|頁|網頁|頁面|專區|單元|資料集|資料|清單|名單|數據|資訊|內容"
    r"|統計)(?:內容|資料|數據|資訊)?)"
)
_THINGS = r"(?:(?:相關|統計)?(?:網頁|頁面|資料集|資料|數據|資訊|內容|統計)(?:內容|資料|數據|資訊)?)"
_UPDATED = (
    r"(?:將|約|定期|皆|均|原則上?|係|於|為|固定|由本[府局處所])*" + _RHYTHM_WORDS + r"的?(?:\d{1,2}月)?"
    r"(?:[一二三四五六日天](?:[、及和,][一二三四五六日天]){0,5}|(?:結束|終了)後\S{0,6}?內|\d{1,2} ?日"
    r"|月?[初底中]|第[一二三四]?\d?[週周季個]\S{0,3})?(?:以?[前後])?"
    r"(?:定期|固定|進行|持續|滾動)*(?:更新|updated?)(?:一次|1次|乙次)?"
    r"(?:本[頁表]|(?:前|上)[一1]?[月季年週]?份?)?(?:統計)?(?:資料|數據|內容|資訊)?"
)
_RHYTHM_LINE = re.compile(
    rf"[※*●◎■(（【\s]*(?:註|備註|說明)?[:：]?(?:\d[.、])?(?:{_THIS}|{_THINGS})?{_UPDATED}[)）】。.!！\s]*"
    r"|(?:this|the) (?:page|table|list|data(?:set)?)s? (?:is|are) updated "
    + _RHYTHM_WORDS.replace("?P<", "?P<e_")
    + r"[.\s]*|updated "
    + _RHYTHM_WORDS.replace("?P<", "?P<u_")
    + r"[.\s]*",
    re.IGNORECASE,
)
_RHYTHM_CLAUSE = re.compile(_THIS + _UPDATED)
"""In prose it must say that it speaks of this page."""
_CLAUSES = re.compile(r"[,，。；;！!()（）、]")
_RHYTHM_HINTS = ("更新", "頻率", "週期", "周期", "update", "Update", "frequency", "Frequency")


def _promises(shown: VisibleText, own: Sequence[Line]) -> Iterator[Passage]:
    """Behind a label, where the page has but one such label (more are those of a list), or in a line of its own."""
    text = shown.text
    if not any(hint in text for hint in _RHYTHM_HINTS):
        return
    labelled = [match for match in islice(_RHYTHM_LABEL.finditer(text), MOST) if _is_own(shown.owner(match.start()))]
    if len(labelled) == 1 and (days := _days(labelled[0])):
        yield _passage(Sign.PROMISE, labelled[0][0], str(days))
        return
    for line in own if not labelled else ():
        match = _RHYTHM_LINE.fullmatch(line.text) if _is_short_and_unlinked(line) else None
        for clause in _CLAUSES.split(line.text[:LONGEST]):
            match = match or _RHYTHM_CLAUSE.fullmatch(clause.strip())
        if match and (days := _days(match)):
            yield _passage(Sign.PROMISE, match[0], str(days))
            return


def _is_own(owner: Element) -> bool:
    return owner.region in _MAIN and not owner.is_aside


def _is_short_and_unlinked(line: Line) -> bool:
    return len(line.text) <= SHORT_LINE and line.unlinked >= len(line.text.replace(" ", ""))


def _days(match: re.Match[str]) -> int:
    """The rhythm in days; 0 where it is none that can be told."""
    said = {name.removeprefix("e_").removeprefix("u_"): value for name, value in match.groupdict().items() if value}
    unit = (said.get("unit") or said.get("bare_unit") or said.get("english") or said.get("period") or "").lower()
    days = _BY_UNIT.get(unit.replace("-", ""), 0)
    count = (said.get("count") or said.get("bare") or said.get("many") or "").strip()
    if not count:
        return days
    if count == "半":
        return {"年": 183, "年度": 183, "月": 16}.get(unit, 0)
    return days * (int(count) if count.isdecimal() else _NUMERALS[count])


# Unfinished pages

_PAGE_WORDS = r"(?:網頁|頁面|頁|單元|專區|網站|系統|內容|資料|功能|項目|服務|主題網|子網站|資訊)"
_STILL = r"(?:目前|現正|正在|尚在|仍在|持續|刻正|正|尚|陸續|積極)"
_WORKED_ON = r"(?:建置|建構|建設|施工|製作|籌備|規劃|準備|編輯|改版|整理|彙整|維護|更新|測試|開發|整建)中"
_MARKS = r"[,，。、!！~～…. ]"
_POLITE = (
    r"(?:造成|若有|如有|帶來|不便|敬請|請|懇請|感謝|謝謝|暫停|將|即將|儘快|盡快|近期|完成後|尚未開放|網頁尚未開放"
    r"|稍[後候]|期待)"
)
_IN_WORK = re.compile(
    rf"(?:(?:很|非常)?抱歉|對不起|不好意思)?{_MARKS}*"
    rf"(?:(?:(?:本|此|該)?{_PAGE_WORDS}{{1,2}}{_STILL}{{0,2}}(?:進行)?{_WORKED_ON}|{_STILL}{{0,2}}(?:建置"
    rf"|建構|製作|籌備|改版)中)"
    rf"(?:{_MARKS}+{_POLITE}[^,，。、!！~～…. ]{{0,24}})*|{_WORKED_ON}){_MARKS}*"
    r"|敬請期待|coming soon|(?:this |the )?(?:web ?)?(?:page"
    r"|site)?(?: is)?(?: currently)? ?under (?:construction|development)"
    r"|尚未(?:建置|開放|啟用)(?:完成)?|(?:內容|資料)?待(?:補充?|更新|建置)|內容(?:籌備中|準備中)",
    re.IGNORECASE,
)
_CLAUSE_IN_WORK = re.compile(rf"(?:本|此|該){_PAGE_WORDS}{{1,2}}{_STILL}{{0,2}}{_WORKED_ON}")
_FILLER = re.compile(
    r"lorem ipsum dolor sit amet|(?:這|此)(?:是|裡是)(?:一個)?(?:範例|示範|預設)(?:文字|內容|頁面|網頁|段落)"
    r"|這是(?:您|你)的(?:第一篇|首篇)文章|this is an example page\. it[’']s different"
    r"|welcome to wordpress\. this is your first post|no front page content has been created yet|尚未(?:有"
    r"|建立)(?:任何)?首頁內容",
    re.IGNORECASE,
)
_FILLER_LINE = re.compile(
    r"(?:(?:範例|示範|預設|假)(?:文字|內文|內容|標題|文章)|(?:內文){2,}|(?:文字){3,}"
    r"|(?:標題|內容|內文)(?:文字)?請?(?:置於此|放這裡|待補|待填)|請?(?:在此|於此|在這裡)(?:輸入|填入|填寫"
    r"|新增|編輯|放置)(?:標題|文字|內文|內容)+"
    r"|請(?:輸入|填入)(?:標題|內文|文字|內容)|[○〇Ｏo×xX]{3,}(?:標題|內容|內文|公告)?)"
    r"(?:[,，、 ]?請?(?:替換|更換|修改|刪除|取代))?",
    re.IGNORECASE,
)
_FILLER_PAGE = re.compile(
    r"(?:your )?(?:text|title|content) (?:goes )?here|hello world|sample (?:page|text)|dummy text"
    r"|placeholder(?: text)?|click here to edit|(?:apache2? )?(?:ubuntu|debian) default page(?:: it works)?"
    r"|welcome to nginx|it works|iis windows(?: server)?",
    re.IGNORECASE,
)
"""In English they may stand in any manual: only as a title, or as all that a page says."""
_ONE_TRIAL = (
    r"(?:(?:測試|測式)+(?:用|中|頁面?|網頁|資料|公告|文章|標題|內容|訊息|新聞|活動|檔案|連結|文字"
    r"|帳號)*\s?[\d一二三四五六七八九十a-z]{0,4}"
    r"|(?:this is (?:a |just a |only a )?)?test(?:ing)?(?: ?(?:page|title|content|data|news|post|article"
    r"|only))?[_-]?\d{0,4}"
    r"|[aA]{3,}\d{0,4}|asdf\w{0,8}|qwer\w{0,6}|[xX]{3,}|[zZ]{3,}|123(?:4(?:56?)?)?|abc123|哈{3,}|啊{3,})"
)
_TRIAL_MARK = re.compile(r"[【\[(（〔]\s?測試(?:用|中|文章|公告)?\s?[】\])）〕]")
_TRIAL = re.compile(
    rf"{_ONE_TRIAL}(?:[\s,，、_-]{_ONE_TRIAL}){{0,5}}"
    r"(?:[,，、\s(（]{0,3}(?:上線前)?請?(?:勿刪|勿刪除|勿理會|不要刪除?|忽略|可刪除?|刪除)[)）]?)?",
    re.IGNORECASE,
)


def _unfinished(
    shown: VisibleText, tree: Tree, titles: Sequence[str], lines: Sequence[Line], own: Sequence[Line]
) -> Iterator[Passage]:
    """At most one passage of each sign: in title or heading, or as the one thing that the page has to say.

    Most titles count only where the page has hardly any text: works on a road are 施工中, too.
    """
    length = sum(len(line.text) for line in own)
    few = [line.text for line in own if not _is_cell(line)] if length <= LITTLE_TEXT else []
    said = sum(len(line.text) for line in said_lines(lines))
    alone = [_bare(text) for text in few if said - len(text) <= BESIDE_A_MARK]
    is_titled = said <= BESIDE_A_TITLE
    parts = [part for title in titles for part in (title.strip(_EDGES), *_parts(title))]
    alternatives = (
        [] if length else [_bare((node.attributes.get("alt") or "")[:80]) for node in tree.css("img[alt]")[:20]]
    )
    clauses = [clause.strip() for text in few for clause in _CLAUSES.split(_bare(text))]
    in_question = (*(parts if is_titled else ()), *alone, *alternatives)
    is_in_work = (part for part in in_question if _IN_WORK.fullmatch(part[: SHORT_LINE + 1]))
    part = next(is_in_work, None) or next((clause for clause in clauses if _CLAUSE_IN_WORK.fullmatch(clause)), None)
    if part is not None:
        yield _passage(Sign.UNDER_CONSTRUCTION, part)
    filler = _FILLER.search(shown.text) if any(word in shown.text for word in _FILLER_WORDS) else None
    if filler is not None and _is_own(shown.owner(filler.start())) and shown.starts_run(filler.start()):
        yield _passage(Sign.PLACEHOLDER, shown.text[filler.start() : filler.end() + 60])
    else:
        # Beside a control, the same words tell what to write into it.
        short = [] if _has_controls(tree) or _tells_of_sites(titles) else [
            _bare(line.text) for line in own if len(line.text) <= SHORT_LINE and not _is_cell(line)
        ]  # fmt: skip
        fillers = (
            part
            for part in (*parts, *short)
            if _FILLER_LINE.fullmatch(part) and (part in alone or not _MASK.fullmatch(part))
        )
        pages = (part for part in (*parts, *alone) if _FILLER_PAGE.fullmatch(part))
        if part := next(fillers, None) or next(pages, None):
            yield _passage(Sign.PLACEHOLDER, part)
    for name in (*(name for title in titles for name in _whole_names(title)), *alone):
        is_trial = _TRIAL.fullmatch(name) and (is_titled or name in alone or _SURELY_TRIAL.search(name))
        if is_trial or (name in titles and _TRIAL_MARK.match(name)):
            yield _passage(Sign.TEST, name)
            break


_MASK = re.compile(r"[○〇Ｏo×xX]{3,}")
"""In an example it stands for somebody's name."""
_SURELY_TRIAL = re.compile(
    r"測[試式](?:用|中|頁|網頁|資料|公告|文章|標題|內容|訊息|新聞|檔案|連結|文字|帳號)|勿|刪除|忽略"
    r"|test(?:ing)? ?(?:page|title|content|data|post|article|only)",
    re.IGNORECASE,
)
"""Names that no article's subject has; 測試, AAA and 123 may well be one's."""
_OF_SITES = re.compile(r"範例|示範|教學|手冊|說明|網頁|無障礙|格式")


def _tells_of_sites(titles: Sequence[str]) -> bool:
    """Whether the page shows others how to write or fill something in."""
    return any(map(_OF_SITES.search, titles))


def _has_controls(tree: Tree) -> bool:
    fields = tree.css("input:not([type=hidden i]):not([type=image i]):not([type=submit i]):not([type=search i])")
    known: dict[int, Region | None] = {}
    controls = (*tree.css("textarea, select")[:20], *fields[:20])
    return any(region_of(node, known) is Region.MAIN for node in controls)


_CELLS = frozenset(("td", "th", "dt", "dd"))


def _is_cell(line: Line) -> bool:
    element: Element | None = line.owner
    for _ in range(6):
        if element is None or element.tag in _CELLS:
            break
        element = element.parent
    return element is not None and element.tag in _CELLS


def _whole_names(title: str) -> list[str]:
    """A title as a whole, and without the site's name: "test - 禾湖縣政府", but not "test - a module of Python"."""
    first, *others = _parts(title) or [""]
    return [title, title.strip(_EDGES), *([first] if others and all(map(_SITE_NAME.search, others)) else [])]


_SITE_NAME = re.compile(r"政府|公所|[局處所網]$|[縣市鄉鎮]|government|county|bureau|office", re.IGNORECASE)


_FILLER_WORDS = (
    "ipsum",
    "IPSUM",
    "範例",
    "示範",
    "預設",
    "這是您的",
    "這是你的",
    "example page",
    "WordPress",
    "ront page",
    "首頁內容",
)


# Years

_HAN_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_YEAR_WORDS = (
    r"(?:\d{2,4}|[一二]?百[一二三四五六七八九十〇○零]{1,4}|一[〇○零一二][〇○零一二三四五六七八九]"
    r"|二[〇○零]{1}[〇○零一二三四五六七八九]{2})"
)
_YEAR = re.compile(
    rf"(?P<era>(?:中華)?民國|西元|公元)? ?(?<!\d)(?P<first>{_YEAR_WORDS})(?!\d) ?(?:[(（]\d{{2,4}}[)）] ?)?(?:年度?)?"
    rf"(?: ?(?:[-~至到]|及|、|,) ?(?:民國)? ?(?P<last>{_YEAR_WORDS})(?!\d))? ?(?P<unit>學年度?|會計年度|年度"
    rf"|年)(?P<after>.?)"
)
_BEFORE_YEAR = re.compile(r"(?:^|[\s(（\[【「『《〈:：,，、|｜>＞_/-]|[縣市鄉鎮區府局處所會署])$")
"""What stands before a bare "113年": not 建校, 屆滿 and the like, which count years."""
_AFTER_YEAR = re.compile(
    r"(?:\s*(?:\d{1,2}(?: ?[-~至] ?\d{1,2})?|[一二三四五六七八九十]{1,2}) ?月|[\s(（]*第?[一二三四1234] ?季"
    r"|[\s(（]*[上下]半年|校慶"
    r"|[代來慶以前後期級資齡保間老紀歷起底初])"
)


_AMENDED = re.compile(r"\{year\}\S{0,3}年度?\s*(?:修正|修訂|訂定|訂頒|制定|增訂|公布(?!欄))")
_ONE_OFF = re.compile(r"[震風水火]災|地震|颱風|豪雨|氣爆|疫情|海嘯")
"""What such a page is for comes once, and no later year's takes its place."""
_AUTHORITY = re.compile(r"^(?:[\u3400-\u9fff]{2,3}(?:[縣市]政府|縣)|本[府縣])(?=\{year\})")
_VERSION_AT_END = re.compile(
    r"[(\[【][^()\[\]【】{}]{0,20}(?:版|草案|稿|核定|修[正訂]|更新|公告|附件|下載|全文|pdf|new)[^()\[\]【】{}]{0,12}[)\]】]$",
    re.IGNORECASE,
)
"""Other brackets tell whose plan or which competition it is."""


def _year_label(titles: Sequence[str]) -> Iterator[Passage]:
    """The year that the heading, else the title, is named after; of several the last. No month, no season, no count.

    None of rules that were amended in it, nor of what comes once. The words are plain: the same thing's title of
    another year has the same, with 年 or 年度, with the county's name before it or a version behind it or without.
    """
    for title in titles:
        folded = fold(title)
        found = [
            (match, year)
            for match in islice(_YEAR.finditer(folded), MOST)
            if (year := _last_year(match)) and _is_label(folded, match)
        ]
        if not found:
            continue
        pieces, at = [], 0
        for match, _ in found:
            pieces += [title[at : match.start()], "{year}"]
            at = match.start("unit")
        words = _plain_label("".join(pieces) + title[at:])
        if not _AMENDED.search(words) and not _ONE_OFF.search(words):
            yield _passage(Sign.YEAR_LABEL, words, str(max(year for _, year in found)))
        return


def _plain_label(words: str) -> str:
    parts = [part for part in _parts(words) if "{year}" in part or not _SITE_NAME.search(part)]
    plain = "".join(normalize("NFKC", "-".join(parts)).split())
    plain = _VERSION_AT_END.sub("", _VERSION_AT_END.sub("", plain))
    plain = _AUTHORITY.sub("", plain)
    return re.sub(r"(?<=\{year\})(?:會計)?年度?", "年", re.sub(r"(?<=\{year\})學年度?", "學年度", plain))


def _last_year(match: re.Match[str]) -> int:
    year = _number(match["last"] or match["first"])
    if match["era"] in ("西元", "公元") or year >= 1990:
        return year if 1990 <= year <= 2100 else 0
    is_sure = match["era"] or match["unit"] != "年" or year >= 90
    return year + ROC if is_sure and 80 <= year <= 189 else 0


def _number(written: str) -> int:
    """A year in digits or Chinese numerals: 113, 一一三, 一百一十三, 百十三."""
    if written.isdecimal():
        return int(written)
    if "百" not in written:
        plain = written.translate(_HAN_DIGITS)
        return int(plain) if plain.isdecimal() else 0
    hundreds, _, rest = written.partition("百")
    tens, has_ten, ones = rest.rpartition("十")
    units = [part.translate(_HAN_DIGITS) or "0" for part in (hundreds or "1", tens or ("1" if has_ten else "0"), ones)]
    return sum(weight * int(unit) for weight, unit in zip((100, 10, 1), units, strict=True) if unit.isdecimal())


def _is_label(title: str, match: re.Match[str]) -> bool:
    if _AFTER_YEAR.match(title, match.end("unit")):
        return False
    if match["unit"] != "年":
        return True
    return match["era"] is not None or _BEFORE_YEAR.search(title[: match.start()]) is not None


_MARK = re.compile(r"©|[(（]c[)）]|copyright|版權所有|著作權所有", re.IGNORECASE)
_COPYRIGHT_YEAR = re.compile(r"(?<![\d./])(?P<year>(?:19|20)\d\d)(?!\d|[./-]\d{1,2}[./-]|年\d)")
_COPYRIGHT_ROC = re.compile(r"民國 ?(?P<year>\d{2,3}) ?年?(?!\d)(?! ?\d{1,2} ?月)")


_NO_YEAR_OF_MARK = re.compile(r"[自從於起獲]|since|榮|更新|瀏覽|最佳|建議|解析", re.IGNORECASE)
_SINCE = re.compile(r" ?年?(?:起|迄今|至今|成立|創立)")
_UNTIL_NOW = re.compile(r" ?[-–—~～至] ?+(?=$|\n|\x02)|[-–—~～至] ?+(?!\d)")
"""A range whose end a script writes."""
_BESIDE: Final = 30
"""Characters between the mark and its year."""


def _copyright(shown: VisibleText) -> Iterator[Passage]:
    """The newest year beside a mark; none where a range is left open, or the year is that of something else."""
    newest, words = 0, ""
    for match in islice(_MARK.finditer(shown.text), MOST):
        if shown.owner(match.start()).region is not Region.FOOTER:
            continue
        line_end = re.search(f"[\n{HARD}]|$", shown.text[match.end() : match.end() + 80])
        begin, end = match.start(), match.end() + (line_end.start() if line_end else 0)
        before = re.split(f"[\n{HARD}]", shown.text[max(begin - 12, 0) : begin])[-1]
        said = before + shown.text[begin:end]
        mark = len(before), len(before) + len(match[0])
        found = [*_COPYRIGHT_YEAR.finditer(said)]
        if any(_is_open(shown, said, year.end(), begin - len(before)) for year in found):
            return
        beside = [year for year in found if _is_of_mark(said, year, mark)]
        rocs = (year for year in _COPYRIGHT_ROC.finditer(said) if _is_of_mark(said, year, mark))
        years = [int(year["year"]) for year in beside] + [int(year["year"]) + ROC for year in rocs]
        if years and max(years) > newest:
            newest, words = max(years), said
    if newest:
        yield _passage(Sign.COPYRIGHT, words, str(newest))


def _is_of_mark(said: str, year: re.Match[str], mark: tuple[int, int]) -> bool:
    """Whether the year stands beside the mark, and not behind words that make it another thing's."""
    between = said[mark[1] : year.start()] if year.start() >= mark[1] else said[year.end() : mark[0]]
    return len(between) <= _BESIDE and not _NO_YEAR_OF_MARK.search(between) and not _SINCE.match(said, year.end())


def _is_open(shown: VisibleText, said: str, at: int, begin: int) -> bool:
    """Whether a range without an end stands here, and not "2024 - 禾湖縣政府" in one run of text."""
    dash = _UNTIL_NOW.match(said, at)
    if dash is not None:
        return True
    spaced = re.match(r" [-–—~～至]", said[at:])
    # Where the text is broken off behind the dash, an element without words stands between.
    return spaced is not None and any(begin + at < start <= begin + at + 4 for start in shown.starts)


# Dates that are none, and dates without a word

_TRIPLE = re.compile(
    r"(?P<y>\d\d{0,3}) ?(?P<s>[-/.年]) ?(?P<m>\d{1,2}) ?(?:(?P=s)|月) ?(?P<d>\d{1,2})(?! ?[./-]?\d)(?: ?日)?"
)
_NO_YEAR = re.compile(r"民國 ?0{1,3} ?年(?! ?\d)")
_WITHIN_A_NUMBER = re.compile(r"[\d./-]$")
_ERA = re.compile(r"民國 ?$")
_NULLS = frozenset(((1, 1, 1), (1753, 1, 1), (1900, 1, 1), (1970, 1, 1)))
"""What systems show where they have no date; behind a label of the page's own no day can be so early."""
_ANY_LABEL = re.compile(
    rf"(?:{'|'.join(label.words for label in LABELS)})[ \n]*[:：]?[)）】」\]]?[ \n:：]{{0,4}}(?:(?:中華)?民國 ?)?$",
    re.IGNORECASE,
)
_HAN = re.compile(r"[\u3400-\u9fff]")
LONGEST_LABEL: Final = 40
_BARE_DATE = re.compile(
    r"[(（\[【]?(?:中華)?(?:民國|西元)?\s*(?:\d{2,4}\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}\s*日?)"
    r"\s*(?:[(（]?(?:星期|週)?[一二三四五六日][)）]?)?\s*(?:\d{1,2}:\d{2}(?::\d{2})?)?[)）\]】]?"
)


def _impossible_dates(shown: VisibleText) -> Iterator[Passage]:
    text = shown.text
    triples = (match for match in islice(_TRIPLE.finditer(text), 2_000) if not _is_possible(text, match))
    for match in (*triples, *islice(_NO_YEAR.finditer(text), MOST)):
        label = "" if shown.owner(match.start()).is_aside else _label_before(text, match.start())
        if label:
            yield _passage(Sign.IMPOSSIBLE_DATE, label + match[0])


def _is_possible(text: str, match: re.Match[str]) -> bool:
    """Whether it may be a date, or may mean something else than year, month and day."""
    before = text[max(match.start() - 4, 0) : match.start()]
    if _WITHIN_A_NUMBER.search(before):
        return True
    year, month, day = int(match["y"]), int(match["m"]), int(match["d"])
    is_roc = _ERA.search(before) is not None
    if year == 0:
        return not (is_roc or (month, day) == (0, 0) or match["s"] == "年")
    if (year, month, day) in _NULLS and len(match["y"]) == 4:
        return False
    if len(match["y"]) < 3 and not is_roc and match["s"] != "年":
        return True
    if not 1 <= month <= 12:
        return False
    return 1 <= day <= calendar.monthrange(year if year > ROC else year + ROC, month)[1]


def _label_before(text: str, at: int) -> str:
    """The label, with what stands between it and the place; empty where none ends there."""
    window = text[max(at - LONGEST_LABEL, 0) : at].rpartition(HARD)[2]
    window = "\n".join(window.split("\n")[-2:])
    label = _ANY_LABEL.search(window)
    if label is None:
        return ""
    before = window[: label.start()]
    if before and (_HAN.match(before[-1]) or before[-1].isalnum() or UNRELATED_BEFORE.search(before)):
        return ""
    return label[0]


def _bare_dates(shown: VisibleText) -> Iterator[Passage]:
    """Dates that are all that their element says, without a label; not those of links and other articles."""
    count = 0
    stops = [*shown.starts[1:], len(shown.text)]
    for start, stop, owner in zip(shown.starts, stops, shown.owners, strict=False):
        if stop - start > 40 or not _is_own(owner) or not _DIGIT.search(shown.text, start, min(stop, start + 8)):
            continue
        words = shown.text[start:stop].strip(f" \n{HARD}")
        if _BARE_DATE.fullmatch(words) and not _is_labelled(shown.text, start):
            yield _passage(Sign.BARE_DATE, words)
            count += 1
            if count == MOST:
                return


_DIGIT = re.compile(r"\d")


def _is_labelled(text: str, at: int) -> bool:
    before = text[max(at - LONGEST_LABEL, 0) : at].rstrip(" \n")
    return before.endswith((":", "：")) or bool(_label_before(text, at)) or before.endswith(("~", "～", "至", "-"))


# The same page in the other language

_LANGUAGES = {"zh": "zh", "en": "en"}
_TO_ENGLISH = re.compile(r"english(?: version)?|en|eng|英文版?|英語版?", re.IGNORECASE)
_TO_CHINESE = re.compile(
    r"(?:回)?(?:正體|繁體)?中文版?|正體|繁體|chinese(?: version)?|traditional chinese|zh|tw|中", re.IGNORECASE
)
_TONGUE = r"(?:tw|zh|zh-tw|zh-hant|cht|ch\d?|chinese|en|eng|english)"
_FRONT = re.compile(
    rf"(?:/{_TONGUE})?/?|(?:/[\w-]{{1,12}}){{0,2}}/(?:index|home|default|main)\d{{0,2}}(?:\.\w{{2,5}})?", re.IGNORECASE
)
_LANGUAGE_PARAMETER = re.compile(r"(?:^|&)(?:lang|l|language|locale|hl|ui)=[\w-]*", re.IGNORECASE)


def _counterpart(shown: VisibleText, tree: Tree, url: str, title: str) -> Iterator[Passage]:
    """By `<link rel=alternate hreflang>`, or by a link to the other language that leads to more than a home page."""
    own = _language(tree, title)
    if not own:
        return
    for node in tree.css("link[rel][hreflang][href]")[:MOST]:
        if "alternate" not in (node.attributes.get("rel") or "").lower().split():
            continue
        language = (node.attributes.get("hreflang") or "").strip().lower().partition("-")[0]
        found = _address(url, node.attributes.get("href"))
        if language in _LANGUAGES and language != own and found and _is_counterpart(url, found):
            yield _passage(Sign.COUNTERPART, node.attributes.get("hreflang") or "", found)
            return
    wanted = _TO_ENGLISH if own == "zh" else _TO_CHINESE
    for link in shown.links[:60]:
        if link.region in (Region.HEADER, Region.MENU, None) and link.end - link.start <= 20:
            words = shown.of(link)
            if not wanted.fullmatch(words.strip("[]()（） ")):
                continue
            found = _address(url, link.attributes.get("href"))
            if found and _is_counterpart(url, found):
                yield _passage(Sign.COUNTERPART, words, found)
                return


def _language(tree: Tree, title: str) -> str:
    declared = lang(tree).lower().partition("-")[0]
    if declared in ("zh", "en"):
        # Templates are copied with their language: what the title is written in counts for more.
        return "zh" if _HAN.search(title) else declared
    return "" if declared else "zh" if _HAN.search(title) else ""


def _address(url: str, href: str | None) -> str:
    target = resolve(url, href or "")
    return target.url if isinstance(target, Target) else ""


def _is_counterpart(url: str, found: str) -> bool:
    """Whether an address is more than the other language's home page, unless this page is a home page itself."""
    try:
        here, there = urlsplit(url), urlsplit(found)
    except ValueError:
        return False
    if found == url:
        return False
    return not _is_front(there) or _is_front(here) or (here.path == there.path and here.hostname == there.hostname)


def _is_front(parts: SplitResult) -> bool:
    query = _LANGUAGE_PARAMETER.sub("", parts.query).strip("&")
    return not query and _FRONT.fullmatch(parts.path) is not None
