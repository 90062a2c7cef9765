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
    THING = auto()
    """Says how long something holds: the page, or a certificate, a permit, a rule of which it tells. Weak."""


class Label(NamedTuple):
    kind: DateKind
    trust: Trust
    words: str


def _any(words: str) -> str:
    return f"(?:{'|'.join(words.split())})"


_WHEN = _any("日期時間 日期 時間 时间 日")
_PERIOD = _any("期限 期間 期间 期程 起訖日期 起迄日期 起讫日期 起訖時間 起迄時間 起訖日 起迄日 起訖 起迄")
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
    建立 建檔 建置 新增 揭露"""
)
_REVIEW = _any("檢視 检视 審閱 审阅 檢核 覆核 複核 複檢 校閱 審視 查核")
_SITE = f"本?{_any('網站 网站 全站 本站 站台 全網')}(?:資料|內容)?"
_SUBMIT = _any(
    """報名 报名 申請 申请 申辦 申報 收件 投稿 受理 應徵 徵件 徵稿 徵選 繳費 缴费 繳納 缴纳 繳款 繳交 登記 登錄
    投標 領標 徵求 甄選 遴選 填報 回覆 預約 补件 補件 招生 領取"""
)
_ACTIVITY = _any(
    """活動 活动 舉辦 举办 舉行 辦理 办理 展覽 展览 展出 展售 展演 演出 開會 會議 上課 開課 課程 訓練 培訓
    講習 研習 考試 面試 甄試 比賽 競賽 開幕 講座 施工 封閉 管制 停水 停電 休館 實施 執行 研討會 說明會
    公聽會 座談會 宣導 典禮 開標"""
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
    Label(DateKind.PUBLISHED, Trust.COLON, f"{_SUBJECT}{_PUBLISH_VERB}(?![期截結迄])"),
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
    Label(DateKind.PUBLISHED, Trust.PLAIN, f"(?:published|posted){_ON}|(?:news )?release date|news date"),
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
        f"{_any('下架 下版')}{_WHEN}?"
        f"|{_any('公告 刊登 張貼 上架')}{_any('截止 結束 迄')}{_WHEN}?"
        f"|{_any('公告 張貼 刊登 刊載 上架 上版')}{_PERIOD}",
    ),
    Label(
        DateKind.VALID_UNTIL,
        Trust.THING,
        f"{_any('停止適用 失效')}{_WHEN}?|到期日期?"
        f"|有效{_any('期限 日期 期間 期')}|有效(?=至)"
        f"|{_any('適用 公開')}{_PERIOD}",
    ),
    Label(DateKind.VALID_UNTIL, Trust.THING, f"valid (?:until|through|thru|till)|expir(?:y|ation) date|expires{_ON}"),
    Label(
        DateKind.DEADLINE,
        Trust.PLAIN,
        f"{_SUBMIT}?{_any('截止 截標 截稿 截收')}{_SUBMIT}?{_WHEN}?|最後{_SUBMIT}日期?|{_SUBMIT}(?:{_PERIOD}|{_WHEN})",
    ),
    Label(
        DateKind.DEADLINE,
        Trust.PLAIN,
        "(?:(?:application|submission|registration) )?(?:deadline|closing date|due date)"
        "|(?:application|registration|submission) (?:period|dates?)",
    ),
    # What it tells of
    Label(
        DateKind.EVENT,
        Trust.PLAIN,
        f"{_ACTIVITY}(?:{_PERIOD}|{_WHEN}|{_any('開始 起始 結束')}{_WHEN}?)|期程|展期|起[訖迄](?:日期?|時間)"
        "|(?:event|activity|exhibition) (?:date|time|period)s?|date of (?:the )?event",
    ),
    Label(DateKind.PRINTED, Trust.PLAIN, f"列印{_WHEN}|printed{_ON}|print date"),
    Label(DateKind.PUBLISHED, Trust.CONTEXT, "日期|date(?=[ \n]*[:：])"),
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
    r"(?:地 ?點|會 ?場|(?<![\u4e00-\u9fff])時 ?間|(?:活動|上課|集合|報到|演出)時間|集合|主講|講 ?師|講題|報名方式"
    "|參加對象|venue|location) ?[:：]",
    re.IGNORECASE,
)
"""What stands near a bare "日期" or "時間" that is an event's."""

_HAN_NUMERALS = "〇○零元一二三四五六七八九十百廿卅"
DATE_LIKE = re.compile(
    rf"(?:民國|西元|公元)? ?(?<![\d.])(?:\d{{2,4}} ?[年/.-] ?)?\d{{1,2}} ?[月/.-] ?\d{{1,2}}(?!\d)(?: ?日)?"
    rf"|[{_HAN_NUMERALS}]{{2,7}}年[{_HAN_NUMERALS}]{{1,3}}月[{_HAN_NUMERALS}]{{1,3}}日"
    r"|(?<!\w)(?:\d{1,2}(?:st|nd|rd|th)? )?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?"
    r" \d{1,4}(?!\d)",
    re.IGNORECASE,
)
"""What may be a date, in folded text: where to look closer."""

YEAR_IN_TITLE = re.compile(r"(?<![\d.至到~-])(1\d\d|20\d\d) ?年(?!度?[ ~至到-])")
"""The year that a title names; 115年度 is the calendar year, 115學年度 is none."""

NAMES_A_LIST = re.compile(
    r"^.{0,4}(?:消息|新聞稿?|公告|公[佈布]欄|訊息|活動|焦點|行事曆|大事記|榮譽榜)(?:專區|列表|一覽|中心)?$"
    r"|^.{0,10}(?:政府|全球資訊網|入口網|網站|公所|事務所)(?:.{1,8}[處局科])?$"
)
"""Titles of pages that list articles, and names of offices."""

SUFFIXES = {
    DateKind.UPDATED: "更新|異動|修改|修正|修訂|增修|updated",
    DateKind.PUBLISHED: "發布|發佈|发布|公布|公告|張貼|刊登|published|posted",
}
"""Words that close a line which is nothing but a date and one of them: "115.11.03 更新"."""

# Sentences; Simplified characters are made traditional before

TRADITIONAL = str.maketrans(
    "报请应须缴纳办达于为领复寄间时预约网华国开结达审补续终结计统至订额满讲会区县号发项",
    "報請應須繳納辦達於為領復寄間時預約網華國開結達審補續終結計統至訂額滿講會區縣號發項",
)
_ASKED = _any(
    """報名 申請 申辦 提出 提交 繳交 繳納 繳費 繳回 繳清 送件 送達 送交 送至 送本
    送回 寄送 寄達 寄至 寄回 寄交 郵寄 投件 投稿 投標 領標 收件 徵件 徵稿 徵選
    回覆 回復 回傳 填報 填寫 填妥 填列 登記 申報 補件 補正 領取 領回 索取 遞件
    遞送 報送 函報 函復 函送 免備文 上網 洽辦 電洽 逕洽 檢附 檢送 參加 預約 註冊
    報到 兌換 受理 招生 招標 應徵 甄選 登錄 推薦 上傳 提報 提案 異議 陳述意見 連署"""
)
SUBMITTED = re.compile(_ASKED)
"""What a reader is asked to do by a day."""
IS_DUE = re.compile(r"(?:請|應|須|需|務必|最遲|最晚|至遲|限|惠請|敬請)[^,。:]{0,10}$")
"""Before a day, that something is due on it."""
BEFOREHAND = re.compile(r"(?:已經?|曾|業(?:已|經)|預計|預定|規劃|擬|可望|力拼|目標)[^,。]{0,6}$")
"""Before a day, that it tells of the past, or of somebody's plan."""
CONDITION = re.compile(r"[^,。;]{0,14}者")
"""Behind "before that day": who is meant, not what is to be done."""
OF_ANOTHER_YEAR = re.compile(r"(?:[每次翌隔明去當各][學]?年度?|逐年)[^,。]{0,6}$")
"""Before a day without a year, that it comes every year, or in another one than the page's."""
CLOSES_BEFORE = re.compile(
    rf"(?:截止(?:日期?|時間|期限)?|{_ASKED}(?:截止)?(?:期限|期間)|最後期限|最後{_ASKED}日) ?"
    r"(?:為|是|至|到|訂於|訂為|延長至|延至|展延至)? ?(?:即日起至?|自即日起至?)? ?$"
)
CLOSES_BEHIND = re.compile(r" ?(?:\([^()]{0,12}\) ?)?(?:前? ?截止(?!日)|截稿|截標|逾期(?:不予|恕不|未)|為收件截止)")
CLOSES_IN_ENGLISH = re.compile(
    r"\b(?:appl(?:y|ications?)|regist(?:er|rations?)|sign up|submit(?:ted)?|submissions?|entries|enrol\w{0,6}|send)"
    r"\b[^.\n;]{0,70}\b(?:by|before|until|no later than|closes? on|ends? on|(?:is|are) due(?: on| by)?|deadline is) ?$",
    re.IGNORECASE,
)
HAPPENS = re.compile(
    _any("展覽 展出 特展 活動 舉辦 舉行 辦理 演出 施工 封閉 管制 開放 展期 展售 公演 巡迴 放映 試辦 實施 執行 營業")
)
NO_DEADLINE_BEFORE = re.compile(
    _any(
        """截至 統計至 計至 累計 統計 任期 聘期 契約 合約 保固 租期 刑期 有效 保存 效期 會計 出生 設籍 適用 施行 基準日
        資料時間 修正 依據 依 成立於 早鳥"""
    )
    + r"[^,。]{0,14}$"
)
NO_DEADLINE_BEHIND = re.compile(
    r" ?(?:以|之)?前?,? ?(?:止,? ?)?(?:已|共|累計|總計|計有|計\d|合計|出生|設籍|取得|領有|立案"
    r"|成立|生效|施行|公布|發布|完工|竣工|通車)"
)

# Around a deadline or an event, in folded text

IS_EXAMPLE = re.compile(r"例如|範例|舉例|假設|(?<![規條慣])[例如] ?:|\be\.g\.|\bfor example", re.IGNORECASE)
"""Before a day, in its sentence: it is made up."""
PUT_OFF_TO = re.compile(
    r"(?:延長|延期|展延|延後|順延|延|展期?|改期?)[^\n,。;:()]{0,8}?[至到為於] ?(?:民國|西元)?$"
    r"|(?:延長|延期|展延|延後|順延|延|展期?)[^\n,。;:()]{0,8}?[至到] ?"
    r"|\b(?:extended|postponed|put off|moved|rescheduled) (?:to|until|till) ?",
    re.IGNORECASE,
)
"""Behind a day, that it ends on the one that follows."""
IS_PUT_OFF = re.compile(
    r"(?<!不)(?<!不得)(?<!不予)(?:延長|延期|展延|順延|延後)|\b(?:extended|postponed)\b", re.IGNORECASE
)
TOLD_LATER = re.compile(
    r"(?:另行|擇期|擇日|再行|另為)(?:公[告布佈]|通知|辦理|舉[辦行])|另[訂定]|to be announced", re.IGNORECASE
)
"""In a day's own line, that it will be another one."""
IS_OPEN = re.compile(
    r"[^\d\n,。;]{0,6}?(?:至|到|迄|~+) ?"
    r"(?:額滿|用罄|用完|用畢|名額|經費|預算|疫苗|另行|今(?![年日天])|常設|永久|無限期|不限|長期(?!照))"
)
"""Right behind a day, that nobody knows the end."""
IS_OVER = re.compile(
    r"(?:名額|人數|座位)[^\n,。;:]{0,4}已滿(?![後時者])|(?:業|均|皆)?已(?:經)?(?:額滿|滿額|截止|結束|停止(?:受理|報名|申請))(?![後時者前之])"
    r"|不再(?:受理|接受|開放)|[(\[【](?:報名|申請|受理|收件|徵件)?(?:截止|額滿|結束|closed|expired|ended)[)\]】]"
    r"|圓滿(?:落幕|結束|完成|成功)"
    r"|\b(?:registrations?|applications?|entries|submissions?) (?:(?:is|are|has|have) )?(?:now |been )?closed\b(?! on)"
    r"|\bno longer accept",
    re.IGNORECASE,
)
"""Behind a day, that it is past."""
OVER_IN_FRONT = re.compile(r"[(\[【](?:報名|申請|受理|收件|徵件)?(?:業?已)?(?:截止|額滿|結束)[)\]】] ?$")
"""Right before a label, the same."""
IF = re.compile(r"[如若倘逾俟凡後即屆起者]|\b(?:if|when|once|after)\b", re.IGNORECASE)
"""Before that, that it is not so yet."""

# Lines by which laws are dated

LAW_NAMES = re.compile(
    _any("要點 辦法 規則 條例 準則 細則 規程 規範 作業規定 作業程序 注意事項 處理原則 作業原則 標準 基準 章程 法")
    + r"(?: ?\([^()]{0,20}\))?$"
)
CHANGED = re.compile(_any("修正 修訂 增訂 刪除 增修"))
ENACTED = re.compile(_any("訂定 制定 訂頒 頒布 頒訂 函頒 發布 公布 公告"))
REPEALED = re.compile(_any("廢止 停止適用"))

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
    "(?<![a-z])clock|today(?!-?_?[a-z])|(?<![a-z])now(?:-?_?(?:time|date|clock))?(?![a-z])|current-?_?(?:date|time)|sys-?_?(?:date|time)|local-?_?time",
    re.IGNORECASE,
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
