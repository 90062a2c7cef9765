"""Words by which a page says that it is not ready, holds filling in the place of text, or was a test."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from crawler.extract.main_part import Line, said_lines
from crawler.extract.passage_words import (
    CLAUSES,
    EDGES,
    SHORT_LINE,
    SITE_NAME,
    bare,
    is_own,
    parts_of,
    passage,
)
from crawler.extract.regions import region_of
from crawler.extract.tree import Tree
from crawler.extract.visible import Element, VisibleText
from records.facts import Passage, Region, Sign

LITTLE_TEXT: Final = 80
"""Characters of a main part whose one line says what the whole page is."""
BESIDE_A_MARK: Final = 20
"""Characters beside a line that says what the whole page is; with more, the line may speak of them."""
BESIDE_A_TITLE: Final = 12
"""Characters of a page that its title alone may judge: with more it has a text, and the title is its subject's."""

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


def unfinished_marks(
    shown: VisibleText, tree: Tree, titles: Sequence[str], lines: Sequence[Line], own: Sequence[Line]
) -> Iterator[Passage]:
    """At most one passage of each sign: in title or heading, or as the one thing that the page has to say.

    Most titles count only where the page has hardly any text: works on a road are 施工中, too.
    """
    length = sum(len(line.text) for line in own)
    few = [line.text for line in own if not _is_cell(line)] if length <= LITTLE_TEXT else []
    said = sum(len(line.text) for line in said_lines(lines))
    alone = [bare(text) for text in few if said - len(text) <= BESIDE_A_MARK]
    is_titled = said <= BESIDE_A_TITLE
    parts = [part for title in titles for part in (title.strip(EDGES), *parts_of(title))]
    alternatives = (
        [] if length else [bare((node.attributes.get("alt") or "")[:80]) for node in tree.css("img[alt]")[:20]]
    )
    clauses = [clause.strip() for text in few for clause in CLAUSES.split(bare(text))]
    in_question = (*(parts if is_titled else ()), *alone, *alternatives)
    is_in_work = (part for part in in_question if _IN_WORK.fullmatch(part[: SHORT_LINE + 1]))
    part = next(is_in_work, None) or next((clause for clause in clauses if _CLAUSE_IN_WORK.fullmatch(clause)), None)
    if part is not None:
        yield passage(Sign.UNDER_CONSTRUCTION, part)
    filler = _FILLER.search(shown.text) if any(word in shown.text for word in _FILLER_WORDS) else None
    if filler is not None and is_own(shown.owner(filler.start())) and shown.starts_run(filler.start()):
        yield passage(Sign.PLACEHOLDER, shown.text[filler.start() : filler.end() + 60])
    else:
        # Beside a control, the same words tell what to write into it.
        short = [] if _has_controls(tree) or _tells_of_sites(titles) else [
            bare(line.text) for line in own if len(line.text) <= SHORT_LINE and not _is_cell(line)
        ]  # fmt: skip
        fillers = (
            part
            for part in (*parts, *short)
            if _FILLER_LINE.fullmatch(part) and (part in alone or not _MASK.fullmatch(part))
        )
        pages = (part for part in (*parts, *alone) if _FILLER_PAGE.fullmatch(part))
        if part := next(fillers, None) or next(pages, None):
            yield passage(Sign.PLACEHOLDER, part)
    for name in (*(name for title in titles for name in _whole_names(title)), *alone):
        is_trial = _TRIAL.fullmatch(name) and (is_titled or name in alone or _SURELY_TRIAL.search(name))
        if is_trial or (name in titles and _TRIAL_MARK.match(name)):
            yield passage(Sign.TEST, name)
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
    first, *others = parts_of(title) or [""]
    return [title, title.strip(EDGES), *([first] if others and all(map(SITE_NAME.search, others)) else [])]


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
