"""A link whose words say nothing of where it leads: 更多, 按這裡, click here.

## Why it matters

Who cannot see the page often has its links read out as a list. Ten times “更多” in a row tells nobody which of them
leads to the form that is wanted, and who steers by voice cannot name it.

## How to fix it

Let the link's own words say where it leads: “下載低收入戶申請表” instead of “請按這裡”. Where a list repeats “更多”,
add what it is more of, for instance “更多最新消息”. If only the template can change it, it is the vendor's job.
"""

import re
from collections.abc import Iterator

from checks.drawn import drawn
from checks.registry import check
from records.answers import Answer, Finding, Message, Severity, Unsure
from records.rendering import Element, Rendering

HERE = r"(?:此|這裡|這裏|這邊|此處|我|本連結|連結|網址)"
VAGUE = re.compile(
    rf"(?:請?(?:按|點|點選|點擊|點閱|詳見|參閱|由){HERE}(?:處|下載|進入|查看|觀看|瀏覽)?|{HERE}"
    r"|(?:看|閱讀|了解|瞭解|查看|瀏覽)?更多(?:內容|資訊|訊息)?|詳細(?:內容|資料|資訊)?|詳情|詳全文|(?:閱讀)?全文|繼續閱讀"
    r"|內容|查看|檢視|前往|進入|下載"
    r"|(?:click |tap |press )?here|(?:(?:read|learn|see|view|find out|show) )?more(?: info(?:rmation)?)?"
    r"|details?|this(?: link| page)?|continue(?: reading)?|go|download|link|website|info(?:rmation)?)"
)
"""The whole of a link's name, in small letters and without punctuation."""
PUNCTUATION = re.compile(r"[\s…。．.，,、!！?？:：;；>»›→＞\-–—()（）\[\]【】「」『』<《》〈〉+]+")
LEAST_CONTEXT = 4
"""Characters beside the link in its paragraph, cell or item from which on they may tell what it is about."""
BLOCKS = ("p", "li", "td", "th", "dd", "dt", "figcaption", "caption", "blockquote")


@check(
    title="Vague link text",
    severity=Severity.MODERATE,
    wcag=("2.4.4",),
    codes=("HM1240400E", "HM1240403E", "GN1240401E"),
    passes=(
        drawn('<p><a href="/form.pdf">下載低收入戶申請表</a></p>'),
        drawn('<p><a href="/news" aria-label="更多最新消息">更多</a></p>'),
        drawn('<ul><li><a href="/more">更多元的育兒服務</a></li></ul>'),
    ),
    fails=(
        drawn('<div><a href="/news">更多&gt;&gt;</a></div>'),
        drawn('<p><a href="/form.pdf">請按這裡</a></p>'),
        drawn('<p><a href="/en">Click here</a>.</p>'),
    ),
    unsure=(drawn('<p>低收入戶申請表：<a href="/form.pdf">下載</a></p>'),),
)
def vague_link_text(page: Rendering) -> Iterator[Answer]:
    for link in page.roles("link"):
        words = PUNCTUATION.sub(" ", link.name.lower()).strip()
        if not (link.is_exposed and words and VAGUE.fullmatch(words)):
            continue
        if _has_context(page, link):
            message = Message("Do the words around a link make up for what its own do not say?")
            said = Message("Is it clear from the words around it where “{text}” leads?", {"text": link.name})
            yield Unsure(page.page_url, message, places=(page.place(link, said),))
        else:
            message = Message("A link does not say where it leads.")
            said = Message("In place of “{text}”, write what is behind the link.", {"text": link.name})
            yield Finding(page.page_url, message, places=(page.place(link, said),))


def _has_context(page: Rendering, link: Element) -> bool:
    block = page.closest(link, *BLOCKS)
    return block is not None and len(page.text(block)) - len(page.text(link)) >= LEAST_CONTEXT
