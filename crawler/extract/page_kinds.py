"""What sort of page it is, by what it calls itself, where it says it stands, and its address. Unknown is an answer."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final
from urllib.parse import unquote, urlsplit

from crawler.extract.visible import HARD, Element, VisibleText
from records.facts import Entry, PageKind

K = PageKind
LONGEST: Final = 120
"""Characters of a heading or title that are looked at."""
MOST_STEPS: Final = 12
MOST_RUNS: Final = 400
"""Runs of text in which the path is looked for: it stands near the top."""
LONGEST_PATH: Final = 300
"""Characters."""

_NEWS = (
    r"(?:最新|焦點|即時|縣政|市政|縣府|本局|本處|本所|業務|一般|活動|重要|熱門|新聞)?"
    r"(?:消息|新聞|新聞稿|公告|公告事項|公告訊息|公布欄|公佈欄|活動訊息|活動快訊|訊息公告|新聞發布|快訊|訊息中心|活動消息)"
    r"|(?!徵才|招標|採購|標售|拍賣|人事|法院)[\u3400-\u9fff]{1,5}(?:新聞稿|新聞|最新消息|消息|活動訊息|訊息|快訊)"
    r"|news(?: ?(?:list|room|releases?|center))?|latest news|press releases?|what['’]?s new|announcements?|events?"
)
_NEWS_STEP = re.compile(rf"(?:{_NEWS})(?:列表|清單)?", re.IGNORECASE)
_WORDS: Final = {
    K.ARCHIVE: r"歷史(?:資料|公告|訊息|消息|專區|檔案|新聞|活動|網站)|封存|過期(?:公告|訊息|資料)|舊版網站"
    r"|\barchives?\b",
    K.PERSONNEL: r"(?:人員|職員|員工|同仁|主管)(?:名冊|通訊錄|一覽表?|名錄|介紹|簡介)|通訊錄|(?:業務|工作|人員)職掌"
    r"|分機(?:表|一覽)|(?:聯絡|各科室?|各課室?|單位)電話(?:一覽表?|表)?|首長(?:簡介|介紹)|\bstaff\b|\bdirectory\b",
    K.STATISTICS: r"統計(?:資料|報表|年報|月報|季報|表|數據|專區|資訊|圖表|通報|速報|資料庫|指標)?|\bstatistics\b",
    K.BUDGET: r"(?:預算|決算|概算)(?:書|案|表|資訊|公告)?|會計月報|財務(?:報表|報告)|公庫收支|\bbudgets?\b",
    K.LAW: r"自治條例|自治規則|條例|辦法|作業要點|要點|施行細則|細則|規程|準則|作業規定|法規(?:查詢|彙編|命令)?"
    r"|法令(?:規章)?|解釋令|\bregulations?\b|\bacts?\b|\blaws\b",
    K.PLAN: r"計畫書?|施政綱要|施政目標|施政報告|施政方針|白皮書|\bplans?\b",
    K.FAQ: r"常見問[題答](?:集)?|問答集|問與答|常見q ?& ?a|q ?& ?a|\bfaqs?\b",
    K.FORM: r"(?:表單|書表|表格|申請表|檔案|文件)下載(?:專區)?|下載專區|申請書表?|申請表格?|\bforms\b|\bdownloads?\b",
    K.SERVICE: r"(?:申請|辦理|申辦)(?:須知|流程|方式|作業|程序|服務|項目|說明|指南)"
    r"|服務(?:項目|內容|說明|流程|指南)|便民服務|作業流程|應備(?:證件|文件)"
    r"|(?:補助|津貼|獎勵金|慰問金|獎學金|優惠)(?:申請|說明)?|線上申辦",
    K.ABOUT: r"關於(?:我們|本[府局處所會站])|認識本?.{1,6}|(?:機關|單位|本[府局處所])(?:簡介|介紹)"
    r"|組織(?:架構|編制|職掌)圖?|(?:歷史)?沿革|交通(?:位置|指引)|地理位置|聯絡(?:我們|方式|資訊)|大事[記紀]"
    r"|隱私權.{0,8}|.{0,4}資訊安全政策|(?:政府網站)?資料開放宣告|著作權(?:聲明|宣告)|網站導覽|\babout(?: us)?\b"
    r"|\bcontact(?: us)?\b|\bprivacy.{0,12}|\bsite ?map\b",
}
_NAMED = re.compile(
    "(?=" + "|".join(f"(?P<{kind.name}>(?:{words})$)" for kind, words in _WORDS.items()) + ")", re.IGNORECASE
)
"""Chinese puts what a thing is at its name's end: "防汛計畫預算" is a budget, "預算常見問答" a list of questions."""
_SAYS_LITTLE = re.compile(
    r"(?:一覽表?|專區|列表|清單|總覽|資訊|查詢|公開|公告|相關|總表|[（(]\d{2,4}[^()（）]{0,8}[)）]|第 ?\d+ ?頁"
    r"|[\s】」])++$"
)
_DIVIDERS = re.compile(r"\s+[-–—]\s+|\s*[|｜»›>＞_]\s*|\s*::\s*|(?<=[\u3400-\u9fff])[-–—](?=[\u3400-\u9fff])")
_SITE = re.compile(r"(?:[縣市]政府|公所|全球資訊網|資訊網|入口網|[局處所]網站)$|^.{1,6}[縣市].{0,6}[局處所]$")

_HOME_PATH = re.compile(
    r"/(?:(?:tw|zh|zh-tw|zh-hant|cht|ch\d?|chinese|en|eng|english)/?)?"
    r"|(?:/[\w-]+){0,2}/(?:\d\d)?home/(?:index|home|default)\d*\.\w+|(?:/(?:tw|zh-tw|ch\d?|en|eng))?/(?:index|home|default)\d*(?:\.\w+)?",
    re.IGNORECASE,
)
_PATHS: Final = (
    (K.NEWS, re.compile(r"news_?content|news_?detail|newsview|bulletin\d*_con\b|/news/\d", re.IGNORECASE)),
    (K.NEWS_LIST, re.compile(r"/(?:news|newslist|news_list|bulletin\d*(?:_list)?)(?:\.\w+|/)?$", re.IGNORECASE)),
    (K.LAW, re.compile(r"/law_?content|lawarticle", re.IGNORECASE)),
    (K.ARCHIVE, re.compile(r"/(?:archives?|history|old)/", re.IGNORECASE)),
    (K.FAQ, re.compile(r"/(?:faq|qa)(?:_\w+)?(?:\.\w+|/|$)", re.IGNORECASE)),
    (K.STATISTICS, re.compile(r"/statistics?(?:\.\w+|/|$)", re.IGNORECASE)),
    (K.ABOUT, re.compile(r"/(?:sitemap|about(?:us)?|privacy|contact(?:us)?)(?:\.\w+|/|$)", re.IGNORECASE)),
)  # fmt: skip
_PATH_NAMES = re.compile(r"bread-?_?crumb|crumbs|site-?_?path|麵包屑|導覽路徑|目前位置", re.IGNORECASE)
_PATH_BEGINS = re.compile(
    rf"(?:^|[\n{HARD}]|:::) ?(?:(?:您|你)?(?:現在|目前|所在)的?(?:所在)?(?:的?位置|位址)(?:為|是|在)?[:： \n]*"
    r"|(?=(?:首頁|home)\s*[>＞»›/]))",
    re.IGNORECASE,
)
_LATER_PAGE = re.compile(r"\s*[-–(（]?\s*第 ?\d{1,4} ?頁\s*[)）]?$")
"""Of a list, in its heading."""
_STEP = re.compile(rf"\s*[>＞»›/／\n{HARD}]+\s*")


def page_kind(url: str, title: str, heading: str, shown: VisibleText, entries: Sequence[Entry]) -> PageKind:
    """The page's kind; OTHER where its own words do not tell, or tell two. Never raises.

    `heading` is its h1; `entries` are the dated entries that it lists.
    """
    path = _path_of(url)
    if _HOME_PATH.fullmatch(path) and len(urlsplit(url).query) < 12:
        return K.HOME
    steps = [step for step in breadcrumb(shown) if step not in ("首頁", "Home", "home")]
    name = _LATER_PAGE.sub("", heading or _own_title(title))
    plain = "".join(name.split())
    above = [step for step in steps if "".join(step.split()) != plain]
    if any(_by_words(step) is K.ARCHIVE for step in (name, *above)):
        return K.ARCHIVE
    if any(_NEWS_STEP.fullmatch(form) for form in (name, _SAYS_LITTLE.sub("", name))):
        return K.NEWS if not entries and _of(path) is K.NEWS else K.NEWS_LIST
    if above and any(_NEWS_STEP.fullmatch(step) for step in above):
        return K.NEWS
    by_address = _of(path)
    if by_address is K.NEWS or (by_address is K.NEWS_LIST and entries):
        return by_address
    named = [_by_words(name), *(_by_words(step) for step in reversed(above))]
    told = next((kind for kind in named if kind is not None), None)
    return told or (by_address if by_address not in (None, K.NEWS_LIST) else None) or K.OTHER


def breadcrumb(shown: VisibleText) -> tuple[str, ...]:
    """The steps from the home page to this one, as the page shows them; empty where it shows none."""
    element = _path_element(shown)
    if element is not None:
        path = shown.text[element.start : element.end]
    else:
        begin = _PATH_BEGINS.search(shown.text[:8000])
        if begin is None:
            return ()
        path = re.split(f"[\n{HARD}]", shown.text[begin.end() : begin.end() + 200], maxsplit=1)[0]
    path = _PATH_BEGINS.sub("", path)
    return tuple(step.strip() for step in _STEP.split(path)[:MOST_STEPS] if step.strip() and ":::" not in step)


def _path_element(shown: VisibleText) -> Element | None:
    """The element that its names call the path to the page."""
    seen: set[int] = set()
    for owner in shown.owners[:MOST_RUNS]:
        element: Element | None = owner
        while element is not None and id(element) not in seen:
            seen.add(id(element))
            if (attributes := element.attributes) and element.end - element.start <= LONGEST_PATH:
                names = f"{attributes.get('id')} {attributes.get('class')} {attributes.get('aria-label')}"
                if _names_a_path(names[:200]):
                    return element
            element = element.parent
    return None


@lru_cache(maxsize=4096)
def _names_a_path(names: str) -> bool:
    return _PATH_NAMES.search(names) is not None


def _by_words(name: str) -> PageKind | None:
    """The kind that a name ends in; None for none."""
    words = " ".join(name.split())[-LONGEST:]
    for form in (words, _SAYS_LITTLE.sub("", words)):
        if form and (match := _NAMED.search(form)):
            return PageKind[next(kind for kind, found in match.groupdict().items() if found)]
    return None


def _own_title(title: str) -> str:
    """Of a title that names the site as well, the page's part; empty where that is not clear."""
    parts = [part.strip() for part in _DIVIDERS.split(title[:LONGEST]) if part.strip()]
    own = [part for part in parts if not _SITE.search(part)]
    return own[0] if own and (len(own) == 1 or own[0] == parts[0]) else ""


def _path_of(url: str) -> str:
    try:
        return unquote(urlsplit(url).path or "/")[:300]
    except ValueError:
        return ""


def _of(path: str) -> PageKind | None:
    return next((kind for kind, pattern in _PATHS if pattern.search(path)), None)
