"""What stands in a page's main part, line by line, and whether it says anything at all."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Final
from urllib.parse import urlsplit

from selectolax.lexbor import LexborNode

from crawler.extract.pages import body_text
from crawler.extract.regions import region_of
from crawler.extract.shell import is_shell
from crawler.extract.tree import Tree
from crawler.extract.visible import HARD, Element, VisibleText
from records.facts import Passage, Region, Sign

LONGEST: Final = 200
"""Characters of a passage's words."""
LITTLE_TEXT: Final = 40
"""Characters beside its headings: a page with no more says what its picture or attachment says."""
BESIDE_THE_WORD: Final = 30
"""Characters that may stand beside the sentence that is all that a page says."""
MOST_OUTSIDE: Final = 200
"""Characters of a page that marks no main part: with more, its text may stand in what looks like a menu."""
BESIDE_A_PICTURE: Final = 20
"""Characters of a caption; a sentence says something."""
LONG_HEADING: Final = 40
"""Characters of a heading that says something by itself."""
LONG_ALTERNATIVE: Final = 40
"""Characters of a picture's alternative text from which on it says what the picture says."""
MANY_PICTURES: Final = 4
SMALLEST_PICTURE: Final = 200
"""Pixels."""
MOST_NODES: Final = 300

_OWN = (None, Region.MAIN)
_LANDMARK = "main, [role=main i]"
_SURELY_MAIN = f"{_LANDMARK}, #main, #main-content, #maincontent, #content, #page-content"
_FIELD = (
    r"(?:發[布佈]|公告|張貼|更新|最後|最近|修改|建立|上架|下架|點閱|點擊|瀏覽|人氣|累計|訪客|發文|資料|內容"
    r"|網頁|維護|提供|承辦|主辦"
    r"|聯絡|分類|類別|標籤|張貼|來源|單位|日期|時間|人數|人次|次數|數|人|主題|作者|文號|檢視|頁面|電話|傳真"
    r"|信箱|機關|科室|分機|本頁){1,5}"
)
_FIELD_ONLY = re.compile(rf"{_FIELD}\s*[:：]?")
_META = re.compile(
    rf"{_FIELD}\s*[:：].{{0,60}}|(?:友善)?列印.{{0,10}}|轉寄.{{0,10}}|分享.{{0,20}}|字[級體].{{0,12}}|[小中大 ]{{3,7}}"
    r"|回(?:上一?[頁層]|首頁|列表|頂端|到頂端).{0,6}|:+|[上下]一[則頁篇].{0,80}|首頁|home|(?:您|你)?(?:現在"
    r"|目前|所在).{0,4}位置.{0,100}"
    r"|首頁\s*[>＞»›/].{0,100}|跳到主要內容.{0,4}|第 ?\d+ ?頁.{0,30}|共 ?[1-9]\d* ?[筆頁].{0,30}"
    r"|[\d\s.,、:：/年月日\-]{1,40}"
    r"|facebook|line|twitter|plurk|x|email|print|share|back|top|[\W_]+",
    re.IGNORECASE,
)
_PATH = re.compile(r".{0,40}[>＞»›].{0,60}")


_DAY_OR_COUNT = r"[\d\s.,、:：/年月日\-民國上下午星期()（）]{1,40}"
_VERB = r"(?:發[布佈文]|公告|張貼|刊登|更新|修改|建立|上架|下架|點[閱擊選]|瀏覽|造訪|累計|維護|檢視|列印|到訪|參觀)"
_OWN_FIELD = (
    rf"(?:(?:本|網)?[頁站]面?|資料|內容|訊息|文章|最[後近新]|今日|共計?)*{_VERB}{{1,2}}(?:的|之)?"
    r"(?:單位|機關|科室|日期?|時間|人員?|者|人次|人數|次數|數|量|率)*|人氣|作者|標籤|分類|類別|資料來源|日期"
    r"|(?:published|posted|updated|last updated|author|views?|hits?)(?: on| date| by)?"
)
_OWN_FIELD_ONLY = re.compile(rf"(?:{_OWN_FIELD})\s*[:：]?", re.IGNORECASE)
_TOOL = re.compile(
    rf"(?:{_OWN_FIELD})\s*[:：].{{0,60}}|(?:{_OWN_FIELD})\s*{_DAY_OR_COUNT}|(?:友善)?列印.{{0,10}}|轉寄.{{0,10}}"
    r"|分享.{0,20}|字[級體].{0,12}|[小中大 ]{3,7}|回(?:上一?[頁層]|首頁|列表|頂端|到頂端).{0,6}|[上下]一[則頁篇].{0,80}"
    r"|首頁|home|(?:您|你)?(?:現在|目前|所在).{0,4}位置.{0,100}|首頁\s*[>＞»›/].{0,100}|跳到主要內容.{0,4}"
    r"|第 ?\d+ ?頁.{0,30}|共 ?[1-9]\d* ?[筆頁].{0,30}|facebook|line|twitter|plurk|email|print|share|back|top|[\W_]+"
    r"|(?:民國 ?)?\d{2,4} ?[-/.年] ?\d{1,2} ?[-/.月] ?\d{1,2} ?日?(?: ?\d{1,2}:\d{2}(?::\d{2})?)?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the main part."""

    start: int
    end: int
    text: str
    unlinked: int
    """Characters that are no link's."""
    owner: Element
    """Of its first words."""
    is_heading: bool
    ends_matter: bool
    """Whether a table's row, a list or a section ends with it."""


def main_lines(shown: VisibleText, tree: Tree) -> list[Line]:
    """The lines of the main part: where a page marks it, what stands in the mark; else all but menus and the like."""
    has_mark = tree.css_first(_LANDMARK) is not None or (
        any(owner.region is Region.MAIN for owner in shown.owners) and tree.css_first(_SURELY_MAIN) is not None
    )
    regions = (Region.MAIN,) if has_mark else _OWN
    text, found = shown.text, list[Line]()
    begin = end = unlinked = 0
    owner: Element | None = None
    starts = [heading.start for heading in shown.headings]

    def close() -> None:
        if owner is not None:
            nearest = bisect_right(starts, begin) - 1
            is_heading = nearest >= 0 and begin < shown.headings[nearest].end
            ends_matter = text[end : end + 1] == HARD
            found.append(Line(begin, end, text[begin:end].strip(), unlinked, owner, is_heading, ends_matter))

    for index, (start, element) in enumerate(zip(shown.starts, shown.owners, strict=True)):
        stop = shown.starts[index + 1] if index + 1 < len(shown.starts) else len(text)
        gap = text[stop - 1 : stop]
        stop -= gap in (" ", "\n", HARD)
        if element.region not in regions or element.is_other:
            close()
            owner = None
            continue
        if owner is not None and text[end : end + 1] in ("\n", HARD):
            close()
            owner = None
        if owner is None:
            begin, unlinked, owner = start, 0, element
        end = stop
        unlinked += 0 if element.is_linked else stop - start
    close()
    return found


def own_lines(lines: Sequence[Line]) -> list[Line]:
    """Those with words of the page's own: no headings, links, fields such as "點閱數：3", tools, paths."""
    found: list[Line] = []
    is_field = False
    for line in lines:
        is_value, is_field = (
            is_field and len(line.text) <= 40,
            not line.is_heading and bool(_FIELD_ONLY.fullmatch(line.text)),
        )
        if line.is_heading or is_field or is_value or line.unlinked * 2 < len(line.text):
            continue
        if len(line.text) <= 160 and (_META.fullmatch(line.text) or _PATH.fullmatch(line.text)):
            continue
        found.append(line)
    return found


def said_lines(lines: Sequence[Line]) -> list[Line]:
    """Those that a visitor may have come for: all but headings, the page's own dates and counts, and its tools.

    Unlike `own_lines` with telephone numbers, figures and links.
    """
    found: list[Line] = []
    is_field = False
    for line in lines:
        is_value = is_field
        is_field = not line.is_heading and len(line.text) <= 40 and bool(_OWN_FIELD_ONLY.fullmatch(line.text))
        if not (line.is_heading or is_field or is_value or (len(line.text) <= 160 and _TOOL.fullmatch(line.text))):
            found.append(line)
    return found


# Pages that say nothing

_EMPTY = re.compile(
    r"(?:很抱歉|抱歉|對不起)?[,，、!！ ]*(?:目前|現在|本(?:類別|單元|頁|項目|專區|分類)|此(?:類別|單元|分類)|暫時?|尚)*"
    r"(?:查無|沒有|無|尚無|暫無|並無|尚未有|未有|找不到)(?:任何|相關|符合(?:條件)?的?|可顯示的?|公告|最新|對應的?)*"
    r"(?:資料|訊息|消息|公告|內容|結果|項目|檔案|紀錄|記錄|活動|文章|新聞|資訊)(?:可?顯示|可供查詢)?"
    r"|(?:sorry[,.!]? )?(?:no|0) (?:data|records?|results?|items?|news|entries|documents?)(?: (?:found"
    r"|available|to display))?"
    r"|共 ?0 ?[筆則項].{0,6}|there (?:is|are) (?:currently )?no \w{1,20}(?: (?:available|at this time))?|nothing found",
    re.IGNORECASE,
)
_EDGES = " .。!！…~～※*（()）【】[]"
_SEARCH_PAGE = re.compile(r"搜尋|檢索|查詢|search", re.IGNORECASE)
_SEARCH_QUERY = re.compile(r"(?:^|&)(?:q|kw|keywords?|query|search\w*|s|page(?:no|num|index)?|pn|p)=", re.IGNORECASE)
_SEARCH_FIELD = "input[type=text i], input[type=search i], input:not([type]), select, textarea"
_SEE = re.compile(
    r"(?:請|敬請|煩請|詳細\S{0,6}|相關\S{0,6}|詳情|內容|全文|細節|餘){0,4}(?:參照|參閱|參考|詳見|詳如|詳閱|請見"
    r"|請看|如|見|詳|下載|點[選閱擊])"
    r"(?:下載|開啟|閱覽|檢視)?\s*[「『]?(?:本文|下方|以下|下列|如下|相關|後附|檢附|所附|附上|上方|之|的)*"
    r"(?:附件|附檔|附加檔案|夾檔|附表|附檔案|檔案|pdf檔?|連結檔案)(?:檔案|下載|說明|內容|所示|資料)?[」』]?"
    r"|please (?:refer to|see|download) the (?:attachments?|attached(?: files?)?)|see attach(?:ed|ments?)(?: files?)?",
    re.IGNORECASE,
)
_SUBJECT = re.compile(
    r"(?:主旨|公告事項|說明|依據|事由|摘要|內容)\s*[:：]\s*(?!.{0,12}(?:附件|附檔|附表))[\u3400-\u9fff\w]"
)
"""What stands behind it is what an official notice has to say, however short."""
_PICTURES_WANTED = re.compile(
    r"相簿|相片|照片|花絮|集錦|剪影|圖庫|圖片|影像|影音|藝廊|畫廊|海報|地圖|位置圖|路線圖|交通|組織|架構"
    r"|標[誌章]|識別|縣旗|縣徽|吉祥物|擷取|截圖|圖示"
    r"|photo|screenshot|gallery|album|\bmap\b|poster|logo|chart",
    re.IGNORECASE,
)
_ORNAMENT = re.compile(
    r"icon|logo|btn|button|bullet|spacer|blank|pixel|arrow|badge|counter|qr|loading|captcha|\.svg", re.IGNORECASE
)
_PICTURE_FILE = re.compile(r"\.(?:jpe?g|png|gif|webp|bmp)(?:$|[?#])", re.IGNORECASE)
_MEDIA = (
    "iframe, embed, object, video, audio, canvas, svg, form input:not([type=hidden i]), select, textarea, "
    "button, img, map"
)
_FILLED = (
    "script, [data-src], [data-url], [data-bind], [v-if], [v-for], [ng-repeat], [ng-bind], div[id]:empty, "
    "section[id]:empty, ul[id]:empty, tbody[id]:empty"
)


def emptiness(
    shown: VisibleText, tree: Tree, url: str, title: str, lines: Sequence[Line], own: Sequence[Line]
) -> Iterator[Passage]:
    """At most one passage of a page that says nothing, or no more than that something else says it.

    `value` is not empty where it cannot be told for sure: "scripts" may fill the page, text may stand "outside" its
    main part, or be "hidden" until it is asked for. Of a picture, `text` is its alternative text and its address.
    """
    for passage in _emptiness(shown, tree, url, title, lines, own):
        is_hidden = len(body_text(tree, len(shown.text) + MOST_OUTSIDE)) > len(shown.text) + MOST_OUTSIDE
        yield replace(passage, value=passage.value or ("hidden" if is_hidden else ""))


def _emptiness(
    shown: VisibleText, tree: Tree, url: str, title: str, lines: Sequence[Line], own: Sequence[Line]
) -> Iterator[Passage]:
    length = sum(line.unlinked for line in own)
    linked = sum(len(line.text) - line.unlinked for line in lines if not _META.fullmatch(line.text[:160]))
    if length > BESIDE_THE_WORD * 3:
        return
    for line in own:
        if _EMPTY.fullmatch(line.text.strip(_EDGES)):
            is_all = length - line.unlinked <= BESIDE_THE_WORD and linked <= LITTLE_TEXT
            if is_all and not _is_search(tree, url, title, lines):
                yield Passage(Sign.EMPTY_LIST, line.text[:LONGEST])
            return
    if any(_SUBJECT.match(line.text) for line in own):
        return
    for line in lines:
        see = None if line.is_heading else _SEE.search(line.text[:LONGEST])
        if see is None:
            continue
        is_alone = line in own or (not line.unlinked and len(see[0]) == len(line.text.strip(_EDGES)))
        if is_alone and length - (len(see[0]) if line in own else 0) <= BESIDE_THE_WORD:
            yield Passage(Sign.SEE_ATTACHMENT, line.text[:LONGEST])
            return
    if length > LITTLE_TEXT or linked > LITTLE_TEXT or is_shell(tree) or tree.css_first("frameset") is not None:
        return
    known: dict[int, Region | None] = {}
    media = _in_main(tree, _MEDIA, known)
    pictures = [node for node in media if node.tag == "img"]
    if not media and not said_lines(lines) and not any(len(line.text) > LONG_HEADING for line in lines):
        yield from _no_text(shown, tree, title, known)
    elif pictures and length <= BESIDE_A_PICTURE and all(node.tag in ("img", "map", "svg") for node in media):
        heading = " ".join((title, *(line.text for line in lines if line.is_heading)))
        yield from _only_picture(pictures, heading)


def _no_text(shown: VisibleText, tree: Tree, title: str, known: dict[int, Region | None]) -> Iterator[Passage]:
    if tree.css_first("meta[http-equiv=refresh i]") is not None:
        return
    has_landmark = tree.css_first(_LANDMARK) is not None
    doubt = ""
    if _says_outside(shown, title) or (not has_landmark and len(shown.text) > MOST_OUTSIDE):
        doubt = "outside"
    elif _in_main(tree, _FILLED, known):
        doubt = "scripts"
    yield Passage(Sign.NO_TEXT, "", doubt)


def _says_outside(shown: VisibleText, title: str) -> bool:
    """Whether anything but the site's name, paths and tools stands where no menu, header or footer is."""
    headings = [shown.of(heading) for heading in shown.headings]
    stops = [*shown.starts[1:], len(shown.text)]
    for start, stop, owner in zip(shown.starts, stops, shown.owners, strict=False):
        if owner.region is not None or owner.is_linked:
            continue
        words = shown.text[start:stop].strip(f" \n{HARD}")
        is_name = words in title or any(words in heading for heading in headings)
        if not is_name and not (len(words) <= 160 and (_TOOL.fullmatch(words) or _OWN_FIELD_ONLY.fullmatch(words))):
            return True
    return False


def _only_picture(pictures: Sequence[LexborNode], heading: str) -> Iterator[Passage]:
    shown = [node for node in pictures if _is_content(node)]
    if not 0 < len(shown) < MANY_PICTURES or _PICTURES_WANTED.search(heading):
        return
    alternatives = [" ".join((node.attributes.get("alt") or "").split()) for node in shown]
    if max(map(len, alternatives)) < LONG_ALTERNATIVE:
        words = f"{alternatives[0]} {shown[0].attributes.get('src') or ''}".strip()
        yield Passage(Sign.ONLY_PICTURE, words[:LONGEST])


def _is_content(node: LexborNode) -> bool:
    attributes = node.attributes
    names = f"{attributes.get('src')} {attributes.get('class')}"
    if _ORNAMENT.search(names[:500]):
        return False
    sizes = [
        int(size) for name in ("width", "height") if (size := attributes.get(name) or "").isdecimal() and len(size) < 6
    ]
    if (sizes and max(sizes) < SMALLEST_PICTURE) or _is_hidden(node):
        return False
    link = node.parent
    if link is not None and link.tag == "a" and (href := link.attributes.get("href")):
        return _PICTURE_FILE.search(href) is not None
    return True


def _is_hidden(node: LexborNode) -> bool:
    at: LexborNode | None = node
    for _ in range(50):
        if at is None:
            break
        if "hidden" in at.attributes:
            return True
        at = at.parent
    return False


def _in_main(tree: Tree, selector: str, known: dict[int, Region | None]) -> list[LexborNode]:
    has_landmark = tree.css_first(_LANDMARK) is not None
    nodes = islice(tree.css(selector), MOST_NODES)
    body = (node for node in nodes if not _in_head(node))
    return [node for node in body if region_of(node, known) is Region.MAIN and (not has_landmark or _is_within(node))]


def _in_head(node: LexborNode) -> bool:
    return node.parent is not None and node.parent.tag in ("head", "html")


def _is_within(node: LexborNode) -> bool:
    """Whether an element stands in what is marked as the main part: others may have no region at all."""
    at = node.parent
    for _ in range(200):
        if at is None:
            return False
        if at.tag == "main" or (at.attributes.get("role") or "").lower() == "main":
            return True
        at = at.parent
    return False


def _is_search(tree: Tree, url: str, title: str, lines: Sequence[Line]) -> bool:
    """Whether the page may be empty because nobody has asked it anything, or asked for too much."""
    query = urlsplit(url).query if url.isprintable() else ""
    heading = " ".join((title, *(line.text for line in lines if line.is_heading)))
    if _SEARCH_QUERY.search(query) or _SEARCH_PAGE.search(heading):
        return True
    return bool(_in_main(tree, _SEARCH_FIELD, {}))
