"""A link to a file that does not say of what kind the file is.

## Why it matters

Who follows a link expects a page. A PDF or an Office file opens another program, may be large, and with a screen
reader or on a telephone may be of no use: people should know before they follow it.

## How to fix it

Add the kind to the link's words: “申請表（ODT）”, “會議紀錄（PDF，2 MB）”. Most CMS can add it to every attachment:
ask the vendor.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from checks.drawn import drawn
from checks.registry import check
from checks.targets import NO_PAGE, target_of
from records.answers import Answer, Finding, Message, Severity
from records.rendering import Element, Rendering

KINDS = {
    "pdf": r"pdf",
    "doc": r"docx?|word|文書檔", "docx": r"docx?|word|文書檔", "odt": r"odt|odf|文書檔", "rtf": r"rtf",
    "xls": r"xlsx?|excel|試算表", "xlsx": r"xlsx?|excel|試算表", "ods": r"ods|odf|試算表", "csv": r"csv|試算表",
    "ppt": r"pptx?|power\s?point|簡報", "pptx": r"pptx?|power\s?point|簡報", "odp": r"odp|odf|簡報",
    "zip": r"zip|壓縮檔", "rar": r"rar|壓縮檔", "7z": r"7z|壓縮檔",
    "mp3": r"mp3|audio|音檔|錄音|語音|聲音|podcast", "wav": r"wav|audio|音檔|錄音|語音|聲音",
    "mp4": r"mp4|video|film|movie|watch|影片|影音|影像|錄影", "wmv": r"wmv|video|影片|影音|錄影",
    "avi": r"avi|video|影片|影音|錄影", "mov": r"mov|video|影片|影音|錄影",
}  # fmt: skip
"""By a file's extension, the words that tell its kind."""
SAYS = {extension: re.compile(rf"(?<![a-z])(?:{words})(?![a-z])", re.I) for extension, words in KINDS.items()}
FILE = re.compile(rf"\.(?:{'|'.join(KINDS)})(?:[?#]|$)", re.I)
ENTRIES = ("li", "tr", "p", "dd", "dt", "figure")
TEXT_LENGTH = 60


@check(
    title="Unannounced file",
    severity=Severity.MINOR,
    passes=(
        drawn('<p><a href="/form.odt">低收入戶申請表（ODT）</a></p>'),
        drawn('<ul><li><span>PDF</span> <a href="/minutes.pdf">會議紀錄</a></li></ul>'),
        drawn('<p><a href="/minutes.pdf" title="會議紀錄.pdf">會議紀錄</a></p>'),
        drawn('<p><a href="/a.pdf">Minutes <img src="p.png" alt="PDF"></a></p>'),
        drawn('<p><a href="/map.html">交通圖</a></p>'),
    ),
    fails=(
        drawn('<p><a href="/minutes.pdf">會議紀錄</a></p>'),
        drawn('<p>Read the <a href="/files/plan.docx?v=2">plan for next year</a>.</p>'),
    ),
)
def unannounced_file(page: Rendering) -> Iterator[Answer]:
    places = []
    for link in page.roles("link"):
        target = target_of(page, link) if link.is_exposed and link.name and _is_file(link.get("href")) else None
        says = SAYS.get(target.extension) if target else None
        if target and says and not says.search(_said(page, link)):
            values = {"text": link.name[:TEXT_LENGTH], "kind": target.extension.upper()}
            places.append(page.place(link, Message("Add to “{text}” that it is a file: {kind}.", values)))
    if places:
        message = Message("A link leads to a file and does not say of what kind it is.")
        yield Finding(page.page_url, message, places=tuple(places))


def _is_file(href: str) -> bool:
    return FILE.search(href) is not None and not NO_PAGE.match(href)


def _said(page: Rendering, link: Element) -> str:
    """The link's words, and those of the entry of a list or the row of a table in which it stands."""
    entry = page.closest(link, *ENTRIES)
    around = [part.text or part.name for part in page.inside(entry)] if entry else []
    return " ".join((link.name, link.get("title"), *around))
