"""A file for Word, Excel or PowerPoint is offered, and not in a format that everybody can open.

## Why it matters

Who does not own the program cannot read the file. 網站無障礙規範 and 政府文件標準格式 therefore ask for an open
format: ODF (.odt, .ods, .odp) for what is to be filled in, PDF or a page for what is only to be read.

## How to fix it

Save the file as ODF as well (in Word: 另存新檔, OpenDocument 文字), and put it right beside the other:
“申請表（ODT）（DOCX）”. What is only to be read is better put on the page itself, or saved as PDF.
"""

import re
from collections.abc import Iterator
from urllib.parse import unquote

from checks.drawn import drawn
from checks.registry import check
from records.answers import Answer, Finding, Message, Severity
from records.rendering import Element, Rendering

CLOSED = re.compile(r"\.(?:docx?|dotx?|xlsx?|xltx?|pptx?|ppsx?)(?:$|[?#])", re.I)
OPEN = re.compile(r"\.(?:odt|ods|odp|odf|odg|pdf|html?|csv|txt|xml|json|rtf|epub)(?:$|[?#&])", re.I)
OPEN_WORDS = re.compile(r"(?:^|[^a-z])(?:odf|odt|ods|odp|pdf|csv|html?)(?:$|[^a-z])", re.I)
BLOCKS = ("li", "tr", "p", "td", "dd", "dt", "article", "figure")
NEAR = 60
"""Elements and runs of words before and behind a link, among which another offers the same."""
COPY = re.compile(r"\s*\(\d+\)$")


@check(
    title="No open format",
    severity=Severity.MODERATE,
    codes=("ME1320200C", "GN1320202E"),
    passes=(
        drawn('<ul><li>申請表 <a href="/f/a.docx">DOCX</a> <a href="/f/b.odt">ODT</a></li></ul>'),
        drawn('<p><a href="/f/申請表.doc">Word 檔</a></p><p><a href="/g/申請表.pdf">PDF 檔</a></p>'),
        drawn('<p><a href="/download?name=a.xlsx">統計表</a>（<a href="/download?id=4">ODS</a>）</p>'),
        drawn('<p><a href="/f/a.odt">申請表</a></p>'),
        drawn(
            '<p><a href="/f/a.docx">Form</a></p>',
            page='<html lang="en"><head><title>Form</title></head><body>{}</body></html>',
        ),
    ),
    fails=(
        drawn('<ul><li><a href="/f/a.docx">申請表</a></li><li><a href="/f/b.odt">另一張表</a></li></ul>'),
        drawn('<p><a href="/f/statistics.xls">統計表 (XLS)</a></p>'),
    ),
)
def closed_format(page: Rendering) -> Iterator[Answer]:
    if not page.lang.startswith("zh"):
        return  # what Taiwan asks of its own sites; WCAG has no such criterion
    links = [one for one in page.tags("a") if one.get("href") and not one.get("href").lower().startswith("file:")]
    open_names = {_stem(one) for one in links if OPEN.search(one.get("href"))}
    for link in links:
        if CLOSED.search(link.get("href")) and _stem(link) not in open_names and not _is_beside(page, link):
            message = Message("A file can be had only in a format of Microsoft Office.")
            said = Message("Offer “{text}” as ODF or PDF as well.", {"text": link.name or _stem(link)})
            yield Finding(page.page_url, message, places=(page.place(link, said),))


def _stem(link: Element) -> str:
    """The name of the file that a link leads to, without what comes behind its dot."""
    name = unquote(link.get("href")).partition("?")[0].partition("#")[0].rsplit("/", 1)[-1]
    return COPY.sub("", name.rpartition(".")[0]).lower()


def _is_beside(page: Rendering, link: Element) -> bool:
    """Whether a link beside it, in the same item, row or paragraph, leads to an open format or says so."""
    block = page.closest(link, *BLOCKS) or page.elements[link.parent]
    near = page.elements[max(block.ordinal, link.ordinal - NEAR) : min(block.end, link.end + NEAR)]
    others = (one for one in near if one.tag == "a" and one is not link)
    return any(OPEN.search(one.get("href")) or OPEN_WORDS.search(f"{one.name} {one.get('title')}") for one in others)
