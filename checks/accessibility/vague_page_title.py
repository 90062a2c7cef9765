"""A page title that says nothing of the page: “Untitled”, “首頁”, “index.html”.

## Why it matters

The title is the first that a screen reader says of a page, and all that a tab, a bookmark or a search engine shows.
Ten tabs called “首頁” cannot be told apart.

## How to fix it

Begin with what this page is about, then the site: “低收入戶申請 – 禾湖縣政府社會處”. The CMS mostly takes the
article's title: if it does not, ask the vendor.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from checks.drawn import drawn
from checks.registry import check
from records.answers import Answer, Finding, Message, Severity, Unsure
from records.rendering import Rendering

NOTHING = re.compile(
    r"(?:untitled|unnamed|new)(?:[ -](?:document|page|web ?page|site))?[ -]?\d{0,3}|document ?\d{1,3}|index|default"
    r"|home(?:[ -]?page)?|首頁|主頁|無標題(?:文件)?|未命名|新增網頁 ?\d{0,3}|undefined|null|nan"
    r"|just another wordpress site|react app|vite(?: \+ \w+| app)|vue app|home page - my asp\.net application"
    r"|welcome to nginx!?|apache2? .{0,30}default page.{0,30}|iis windows(?: server)?"
    r"|microsoft (?:word|powerpoint|excel) ?- ?.{0,80}|[{$%<\[]{1,2} ?[\w. ]{1,40} ?[}$%>\]]{0,2}",
    re.I,
)
"""The whole of a title: left empty, or as the software made it."""
LITTLE = re.compile(
    r"(?:page )?title|test(?:ing)?(?: page)?|(?:web ?)?page ?\d{0,3}|document|main(?: page)?|welcome!?"
    r"|(?:my )?(?:web ?)?site|網頁|網站|測試|測試頁|(?:網頁)?標題|歡迎(?:光臨)?",
    re.I,
)
FILE = re.compile(r"\S{1,200}\.(?:html?|aspx?|php|jsp|cfm|pdf|docx?|xlsx?)", re.I)
ADDRESS = re.compile(r"(?:https?://[\w-]{1,63}|[\w-]{1,63}\.[\w-]{1,63})(?:\.[\w-]{1,63}){1,6}(?:/\S{0,300})?", re.I)
HAN_RUN = re.compile(r"[\u3400-\u9fff]{2,}")
COMMON = frozenset(("the", "and", "for", "with", "from", "page", "home", "site", "web", "website", "this", "your"))
LEAST_WORDS = 5
PAGE = '<!doctype html><html lang="zh-Hant-TW"><head><title>{}</title></head><body>{{}}</body></html>'
BODY = "<h1>低收入戶申請</h1><p>自即日起受理申請，請備齊戶籍謄本與財產清單，送戶籍地公所辦理。</p>"


def _page(title: str, body: str = BODY) -> Rendering:
    return drawn(body, page=PAGE.format(title))


@check(
    title="Vague page title",
    severity=Severity.SERIOUS,
    wcag=("2.4.2",),
    codes=("HM1240200E",),
    passes=(
        _page("低收入戶申請 – 禾湖縣政府社會處"),
        _page("Applying for support", "<p>You can apply for support at any township office, or online.</p>"),
        _page("首頁 – 低收入戶專區"),
    ),
    fails=(
        _page("首頁"),
        _page("Untitled Document"),
        _page("index.html"),
        _page("www.county.example"),
        _page("{{ title }}"),
    ),
    unsure=(
        _page("縣立圖書館"),
        _page("Apple harvest", "<p>Oranges ripen from late October until the end of May.</p>"),
    ),
)
def vague_page_title(page: Rendering) -> Iterator[Answer]:
    title = " ".join(page.title.split())
    if not (title and page.elements):
        return
    at = next(iter(page.tags("title")), page.elements[0])
    values = {"text": title[:100]}
    if any(pattern.fullmatch(title) for pattern in (NOTHING, FILE, ADDRESS)) or not re.search(r"\w", title):
        place = page.place(at, Message("In place of “{text}”, write what this page is about.", values))
        yield Finding(page.page_url, Message("The page's title says nothing of what it is about."), places=(place,))
        return
    words, said = _words(title), _words(" ".join(_said(page)))
    if LITTLE.fullmatch(title):
        place = page.place(at, Message("Does “{text}” say what this page is about?", values))
        yield Unsure(page.page_url, Message("Does the page's title fit the page?"), places=(place,))
    elif words and len(said) >= LEAST_WORDS and words.isdisjoint(said):
        place = page.place(at, Message("No word of “{text}” stands in the page.", values))
        yield Unsure(page.page_url, Message("Does the page's title fit the page?"), places=(place,))


def _said(page: Rendering) -> Iterator[str]:
    yield from (line.text for line in page.lines)
    yield from (picture.name for picture in page.roles("img"))


def _words(text: str) -> set[str]:
    """Words of three letters or more, and every two characters of Chinese that stand side by side."""
    latin = {word for word in re.findall(r"[a-z0-9\u00c0-\u024f]{3,}", text.lower()) if word not in COMMON}
    pairs = {run[at : at + 2] for run in HAN_RUN.findall(text) for at in range(len(run) - 1)}
    return latin | pairs
