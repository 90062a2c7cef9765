"""What a page answered with 200 says of itself nevertheless: that it does not exist, or that its domain is for sale."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import Final
from urllib.parse import urlsplit

from crawler.extract.pages import body_text
from crawler.extract.tree import Tree

LONGEST_HEADING: Final = 80
"""Characters: what is longer is a sentence about something."""
SHORT_BODY: Final = 200
"""Characters of a page that says nothing else."""
SHORT_ADVERTISEMENT: Final = 1_500

# Chinese and English sentences that say "this page does not exist", each as a whole.

_PAGE = r"(?:網頁|頁面|網址|頁|文章|檔案或目錄|檔案|資源|連結|页面|网页|文件)"
_YOUR = (
    r"(?:(?:您|你)(?:所)?(?:要|想|欲|正在)?(?:要求|請求|尋找|找|查詢|瀏覽|檢視|連結|連線|訪問|造訪|存取|前往|開啟|请求|访问|查找|浏览)?的?"
    r"|這個|這|此|該|本|指定的?)"
)
_GONE = (
    r"(?:(?:已經?|可能已經?|並)?不存在(?:或已(?:經|被)?(?:移除|刪除))?|找不到|無法找到|無法顯示|不見"
    r"|(?:可能)?已(?:經|被|經被)?(?:移除|刪除|下架|失效|删除))了?"
)
_CHINESE = (
    rf"(?:(?:找不到|無法找到|未找到){_YOUR}?{_PAGE}|(?:查無|沒有|無){_YOUR}?(?:網頁|頁面|網址)|{_YOUR}?{_PAGE}{_GONE}"
    r"|(?:此|該|這|本)(?:筆|則|篇|項)?(?:資料|訊息|公告|文章|內容)(?:(?:已經?|並)?不存在|已(?:經|被)?(?:刪除|移除|下架)))了?"
)
_CANNOT = r"(?:can(?:[’']t|not| not)|could(?:n[’']t| not))"
_ENGLISH = (
    r"(?:(?:the |this |that |requested |web ?)*(?:page|file|url|resource|document|object)"
    r"(?: (?:that )?you(?: are|[’']re| were|[’']ve| have)? (?:requested|looking for|tried to (?:access|reach)))?"
    rf"(?: (?:was |is |has been )?not found| (?:was|has been) removed| {_CANNOT} be found"
    r"| does(?: not|n[’']t) exist| (?:is )?no longer (?:exists?|available))"
    rf"|not found|(?:we |i )?{_CANNOT} find (?:the |that |this )?(?:page|file)(?: you(?:[’']re| are) looking for)?)"
)
_NUMBER = r"(?:http|error|status|code|錯誤|代碼|[\s:：#(（-])*404(?:[\s)）:：.-]|error|not found|錯誤|頁面)*"
_SORRY = (
    r"(?:(?:非常|很)?抱歉|對不起|不好意思|糟糕|哎呀|啊|sorry|we(?:[’']re| are) sorry|oo+ps|uh-?oh)"
    r"[\s,，!！。.:：~～…-]*(?:but )?"
)
_LOST = re.compile(rf"(?:{_NUMBER})?(?:{_SORRY})?(?:{_CHINESE}|{_ENGLISH})(?:{_NUMBER})?", re.IGNORECASE)
_LOST_NUMBER = re.compile(
    r"(?:http|error|status|錯誤)[\s:：#-]*404(?: error)?|404 ?(?:error|錯誤|頁面|not found)", re.IGNORECASE
)
_BARE_NUMBER = re.compile(r"404[.!]?")
_DIVIDERS = re.compile(
    r"\s[-–—]\s|[-–—](?=\s)|(?<=[\u3400-\u9fff])[-–—]|[-–—](?=[\u3400-\u9fff])"
    r"|\s*[|｜:：_»›>·•/／。！!；;，,\n]\s*|\.(?:\s|$)"
)
"""Between a site's name and a page's, and between sentences."""


def says_lost(title: str, tree: Tree) -> bool:
    """Whether the title, a main heading, or the whole of a very short page says that the page does not exist.

    A sentence must say so by itself, apart from a site's name beside it: an article about lost pages is none.
    """
    if _is_lost(title) or any(map(_is_lost, _headings(tree))):
        return True
    text = body_text(tree, SHORT_BODY)
    return len(text) <= SHORT_BODY and any(map(_LOST.fullmatch, (*_parts(text), *_parts(text.replace("\n", "")))))


def _headings(tree: Tree) -> Iterator[str]:
    for node in islice(tree.css("h1, h2"), 10):
        yield " ".join(node.text(separator=" ").split())


def _is_lost(heading: str) -> bool:
    heading = heading.strip()
    if not heading or len(heading) > LONGEST_HEADING:
        return False
    if _BARE_NUMBER.fullmatch(heading):
        return True
    return any(_LOST.fullmatch(part) or _LOST_NUMBER.fullmatch(part) for part in (heading, *_parts(heading)))


def _parts(text: str) -> list[str]:
    return [part.strip(" .!！。?？…~～()（）[]【】「」\"'“”") for part in _DIVIDERS.split(text) if part]


# Parked domains

_PARKING = (
    "sedoparking.com",
    "parkingcrew.net",
    "parklogic.com",
    "bodis.com",
    "above.com",
    "skenzo.com",
    "voodoo.com",
    "ztomy.com",
    "cashparking.com",
    "smartname.com",
    "namedrive.com",
    "domainsponsor.com",
    "dsparking.com",
    "rookdns.com",
    "hugedomains.com",
    "buydomains.com",
    "afternic.com",
    "dan.com",
    "undeveloped.com",
    "domainmarket.com",
    "uniregistry.com",
    "trellian.com",
    "parkweb.co.za",
    "d38psrni17bvxu.cloudfront.net",
)
"""Hosts of services that show advertisements on domains nobody uses, or sell them."""
_DOMAIN = ("domain", "網域", "域名", "網址", "parked", "for sale", "site")
"""One of them is in whatever offers one: looking for them takes a tenth of the time."""
_FETCHED = "script[src], iframe[src], frame[src]"
_FOR_SALE = re.compile(
    r"(?:this|the) (?:premium |web )?(?:domain|website|site)(?: name)? (?:is|may be|could be|might be) (?:available )?"
    r"(?:for sale|for purchase|parked|expired)|this (?:domain|web ?page) is parked|buy this domain"
    r"|domain (?:name )?(?:is )?for sale"
    r"|(?:this|the) domain(?: name)? has (?:expired|been (?:parked|registered and parked))|parked free,? courtesy of"
    r"|(?:此|本|這個|該)(?:網域|域名|網址)(?:名稱)?(?:正在|現正|已|可|現在)?(?:出售|待售|轉讓|過期|到期|停放)"
    r"|(?:網域|域名)(?:名稱)?(?:出售|轉讓)中?|(?:此|本|该)域名(?:正在|可|已)?(?:出售|转让|过期|到期|停放)",
    re.IGNORECASE,
)


def parked(tree: Tree, url: str) -> str:
    """Which sign the page bears of a domain that nobody uses or that is for sale; empty for none.

    A parking service's host, if the page is on it or fetches scripts or frames from it; "data-adblockkey", an attribute
    of such services' pages; or the words that offer the domain, in the title, a main heading, or a short page.
    """
    if host := _parking_host(url):
        return host
    for node in islice(tree.css(_FETCHED), 200):
        if host := _parking_host(node.attributes.get("src") or ""):
            return host
    root = tree.root
    if root is not None and "data-adblockkey" in root.attributes:
        return "data-adblockkey"
    title = tree.css_first("title")
    text = body_text(tree, SHORT_ADVERTISEMENT)
    places = [title.text() if title is not None else "", *_headings(tree)]
    if len(text) <= SHORT_ADVERTISEMENT:
        places.append(text)
    for place in places:
        lowered = place.lower()
        if any(word in lowered for word in _DOMAIN) and (
            match := _FOR_SALE.search(" ".join(place.split())[:SHORT_ADVERTISEMENT])
        ):
            return match[0]
    return ""


def _parking_host(address: str) -> str:
    try:
        host = urlsplit(address.strip()[:2000]).hostname or ""
    except ValueError:
        return ""
    return next((known for known in _PARKING if host == known or host.endswith("." + known)), "")
