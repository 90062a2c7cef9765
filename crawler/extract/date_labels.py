"""The words by which pages say what a date is. All that the reader of dates knows of language stands here.

Words are small regular expressions, those of a list apart by blanks. Simplified characters are for the pages' own
Simplified versions.
"""

from __future__ import annotations

import re
from enum import Enum, auto
from typing import NamedTuple

from records.facts import DateKind


class Trust(Enum):
    """What a label needs before it is believed."""

    PLAIN = auto()
    """Nothing more."""
    COLON = auto()
    """A colon or a closing bracket after it: the word alone is a verb as well."""
    CONTEXT = auto()
    """Says only that a date follows; what stands around it must tell which."""
    SITE = auto()
    """Speaks of the whole site."""


class Label(NamedTuple):
    kind: DateKind
    trust: Trust
    words: str


def _any(words: str) -> str:
    return f"(?:{'|'.join(words.split())})"


_WHEN = _any("日期時間 日期 時間 时间 日")
_PERIOD = _any("期限 期間 期程 起訖日期 起迄日期 起訖時間 起迄時間 起訖日 起迄日")
_THING = _any(
    """網頁 网页 頁面 页面 單元 单元 頁 文章 內文 文 資料集 詮釋資料 資料 资料 內容 内容 訊息 消息 資訊 信息 公告
    新聞 新闻 法規 條文"""
)
_SUBJECT = f"(?:本?{_THING}(?:內容|資料)?)?"
_LAST = _any("最後 最后 最近 最新 上次 上一次 末次") + "(?:一次)?的?"
_UPDATE = (
    _any("更新 異動 异动 修改 修正 修訂 修订 增修 編修 编修 編輯 编辑 維護 维护 變更 变更") + "(?:發布|发布|公布)?的?"
)
_PUBLISH_VERB = _any("發布 發佈 发布 發表 发表 張貼 张贴 刊登 上架 上版")
_PUBLISH = _any(
    """發布 發佈 发布 發表 发表 張貼 张贴 刊登 上架 上版 公發布 公布 公佈 公告 刊載 上稿 上傳 登載 登錄 貼文 發稿
    建立 建檔 新增 揭露"""
)
_REVIEW = _any("檢視 检视 審閱 审阅 檢核 覆核 複核 複檢 校閱 審視 查核")
_SITE = f"本?{_any('網站 网站 全站 本站 站台 全網')}(?:資料|內容)?"
_SUBMIT = _any("報名 申請 收件 投稿 受理 應徵 徵件 繳費 繳交 登記 投標 領標 徵求 甄選 遴選 填報 回覆 預約")
_ACTIVITY = _any(
    """活動 舉辦 辦理 展覽 展出 演出 開會 會議 上課 開課 課程 訓練 研習 考試 比賽 競賽 開幕 講座 施工 實施 執行
    研討會 宣導 典禮 開標"""
)
_ON = "(?: on| at)?"

LABELS = (
    # The whole site's
    Label(DateKind.UPDATED, Trust.SITE, f"{_SITE}(?:{_LAST})?{_any('更新 維護 维护 異動 修改')}{_WHEN}?"),
    Label(DateKind.UPDATED, Trust.SITE, f"{_LAST}{_SITE}更新{_WHEN}?"),
    Label(DateKind.UPDATED, Trust.SITE, f"(?:this )?(?:web ?)?site (?:was )?(?:last )?(?:updated|modified){_ON}"),
    # The page's
    Label(DateKind.UPDATED, Trust.PLAIN, f"{_SUBJECT}(?:{_LAST})?{_UPDATE}(?:{_WHEN}|於|于)"),
    Label(DateKind.UPDATED, Trust.PLAIN, f"{_SUBJECT}{_LAST}{_UPDATE}"),
    Label(DateKind.UPDATED, Trust.COLON, f"{_SUBJECT}{_UPDATE}"),
    Label(
        DateKind.UPDATED,
        Trust.PLAIN,
        "(?:this )?(?:page )?(?:content )?(?:was )?(?:last|recently) "
        "(?:updated?|modified|revised|edited|changed)(?: (?:date|time|on|at))?",
    ),
    Label(DateKind.UPDATED, Trust.PLAIN, "(?:updated?|modified|modification|revised|revision) (?:date|time)"),
    Label(DateKind.UPDATED, Trust.PLAIN, f"date (?:updated|modified|revised|of (?:last )?update)|updated{_ON}"),
    Label(DateKind.UPDATED, Trust.COLON, f"(?:modified|revised|update){_ON}"),
    Label(DateKind.PUBLISHED, Trust.PLAIN, f"{_SUBJECT}{_PUBLISH}的?(?:{_WHEN}|於|于)|(?:新聞|新闻|文章|訊息){_WHEN}"),
    Label(DateKind.PUBLISHED, Trust.COLON, f"{_SUBJECT}{_PUBLISH_VERB}"),
    Label(
        DateKind.PUBLISHED,
        Trust.PLAIN,
        "(?:date|time) (?:published|posted|created|issued|of (?:issue|publication))",
    ),
    Label(
        DateKind.PUBLISHED,
        Trust.PLAIN,
        "(?:publish(?:ed|ing)?|publication|post(?:ed|ing)?|issued?|creation|created) (?:date|time)",
    ),
    Label(DateKind.PUBLISHED, Trust.PLAIN, f"(?:published|posted){_ON}"),
    Label(DateKind.PUBLISHED, Trust.COLON, f"(?:issued|created){_ON}"),
    Label(
        DateKind.REVIEWED, Trust.PLAIN, f"{_SUBJECT}(?:{_LAST})?{_REVIEW}的?(?:{_WHEN}|於)|{_SUBJECT}{_LAST}{_REVIEW}"
    ),
    Label(
        DateKind.REVIEWED,
        Trust.PLAIN,
        "(?:this )?(?:page )?(?:was )?last (?:reviewed|checked)(?: (?:date|on))?|date (?:last )?reviewed|review date",
    ),
    # How long it holds
    Label(
        DateKind.VALID_UNTIL,
        Trust.PLAIN,
        f"{_any('下架 下版 停止適用 失效 公告截止 刊登截止 張貼截止 上架截止')}{_WHEN}?"
        f"|有效{_any('期限 日期 期間 期')}"
        f"|{_any('公告 張貼 刊登 刊載 上架 上版 適用 公開')}{_PERIOD}",
    ),
    Label(DateKind.VALID_UNTIL, Trust.PLAIN, f"valid (?:until|through|thru|till)|expir(?:y|ation) date|expires{_ON}"),
    Label(
        DateKind.DEADLINE,
        Trust.PLAIN,
        f"{_SUBMIT}?{_any('截止 截標 截稿 截收')}{_WHEN}?|{_SUBMIT}(?:{_PERIOD}|{_WHEN})",
    ),
    Label(
        DateKind.DEADLINE,
        Trust.PLAIN,
        "(?:(?:application|submission|registration) )?(?:deadline|closing date|due date)",
    ),
    # What it tells of
    Label(
        DateKind.EVENT,
        Trust.PLAIN,
        f"{_ACTIVITY}(?:{_PERIOD}|{_WHEN})|期程|event (?:date|time)s?|date of (?:the )?event",
    ),
    Label(DateKind.PRINTED, Trust.PLAIN, f"列印{_WHEN}|printed{_ON}|print date"),
    Label(DateKind.PUBLISHED, Trust.CONTEXT, "日期"),
    Label(DateKind.EVENT, Trust.CONTEXT, "時間|时间|日期[及、與/／]時間"),
)
"""In the order in which they are tried at a place; the longest words of a kind come first."""

_UNRELATED = _any(
    """下次 下一次 下回 預計 预计 預定 擬 今天 今日 現在 目前 本日 當前 系統 主機 伺服器 網路 列印 瀏覽 浏览 查詢 擷取
    下載 檔案 附件 附檔 軟體 程式 版本 驅動程式 病毒碼 活動 報名 申請 施行 生效 出生 到職 就職 任職 成立 設立 核准 核定
    登記 原 舊 前次 前一次
    next expected scheduled software file version firmware today'?s? current driver"""
)
UNRELATED_BEFORE = re.compile(rf"(?<![\u4e00-\u9fffa-z]){_UNRELATED} *$", re.IGNORECASE)
"""What makes another date of it when it stands before a label, even in an element of its own ("下次 更新日期")."""

EVENT_AROUND = re.compile(
    "(?:地 ?點|會 ?場|時 ?間|集合|主講|講 ?師|講題|報名方式|參加對象|venue|location) ?[:：]", re.IGNORECASE
)
"""What stands near a bare "日期" or "時間" that is an event's."""

SUFFIXES = {
    DateKind.UPDATED: "更新|異動|修改|修正|修訂|增修|updated",
    DateKind.PUBLISHED: "發布|發佈|发布|公布|公告|張貼|刊登|published|posted",
}
"""Words that close a line which is nothing but a date and one of them: "115.11.03 更新"."""

UTILITIES = re.compile(
    _any(
        """列印 轉寄 分享 微博 上一[頁則篇] 下一[頁則篇] 回上 回列表 回首頁 回頂 回到 字級 字體 下載 訂閱 收藏
        facebook \\bline\\b twitter plurk rss print share back download subscribe e-?mail"""
    ),
    re.IGNORECASE,
)
"""Links that belong to a page's own tools and lead to no other article."""

ITEMS = re.compile("(?<![a-z])(?:item|card|entry|teaser)(?![a-z])", re.IGNORECASE)
"""In the id or class of an element that is one of a list."""

CLOCKS = re.compile(
    "clock|today|(?<![a-z])now|current-?_?(?:date|time)|sys-?_?(?:date|time)|local-?_?time", re.IGNORECASE
)
"""In the id or class of an element that shows the reader's own day."""

OTHERS = re.compile(
    "related|recommend|latest|hot-?_?news|also|sidebar|ticker|marquee|carousel|breadcrumb", re.IGNORECASE
)
"""In the id or class of an element that shows other articles."""

_META = {
    DateKind.PUBLISHED: """dc.date dc.date.created dc.date.issued dcterms.date dcterms.created dcterms.issued
        dcterms.available article:published_time pubdate publishdate publish_date datepublished date""",
    DateKind.UPDATED: """dc.date.modified dc.date.updated dcterms.modified article:modified_time og:updated_time
        last-modified last_modified lastmod revised datemodified""",
    DateKind.VALID_UNTIL: "article:expiration_time",
}
META = {name: kind for kind, names in _META.items() for name in names.split()}
"""`name`, `property`, `itemprop` or `http-equiv` of `<meta>`, lower case. DC.Date is, in the metadata that government
sites in Taiwan carry, the day on which the resource was published."""

PROPERTIES = {
    "datepublished": DateKind.PUBLISHED,
    "datecreated": DateKind.PUBLISHED,
    "datemodified": DateKind.UPDATED,
    "lastreviewed": DateKind.REVIEWED,
    "expires": DateKind.VALID_UNTIL,
}
"""Of schema.org, lower case: in JSON-LD and as `itemprop`."""

TIME_CLASSES = {"published": DateKind.PUBLISHED, "updated": DateKind.UPDATED, "modified": DateKind.UPDATED}
"""Classes of `<time>` (hAtom)."""

PAGE_TYPES = frozenset(
    """WebPage AboutPage ContactPage FAQPage ItemPage Article NewsArticle BlogPosting TechArticle Report CreativeWork
    GovernmentService SpecialAnnouncement Dataset Legislation""".split()  # noqa: SIM905
)
"""schema.org types that a page can be itself."""
