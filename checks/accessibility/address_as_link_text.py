"""A link whose words are a bare address or the name of a file.

## Why it matters

A screen reader spells it out: “h t t p s colon slash slash…”, digit by digit. Nobody can tell from that where the link
leads or what the file holds.

## How to fix it

Write what is there: “114 年度托育補助申請表” instead of “20250312_A0017.pdf”, the name of the office instead of its
address. If the address is to be seen in print, put it behind the words, without a link.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from checks.drawn import drawn
from checks.registry import check
from records.answers import Answer, Finding, Message, Place, Severity, Unsure
from records.rendering import Element, Rendering

ADDRESS = re.compile(r"(?:https?|ftp)://\S{1,2000}|www\.[\w-]{1,63}\.\S{1,2000}", re.I)
PLAIN_ADDRESS = re.compile(r"(?:https?://)?[\w.-]{1,253}/?", re.I)
"""A site's own address: people know it, and it is said quickly."""
WITHOUT_WORDS = re.compile(r"[?&=%]|[0-9a-f]{12}|\d{6}|\.(?:aspx?|php|jsp|cgi)\b", re.I)
FILE = re.compile(
    r"[^\s/\\]{1,200}\.(?:pdf|docx?|xlsx?|pptx?|od[tsp]|zip|rar|7z|csv|txt|rtf|jpe?g|png|gif|mp[34]|html?|aspx?)", re.I
)
MOST_LETTERS = 4
"""In a file's name that tells but a number or a date: 20250312_A0017.pdf, DOC-001.docx."""
TEXT_LENGTH = 60
BLOCKS = ("p", "li", "tr", "dd", "dt", "figcaption", "label")
LEAST_LETTERS = 2
"""Of the words around a link, from which on they may say where it leads (2.4.4 asks for the link in its context)."""


@check(
    title="Address as link text",
    severity=Severity.MODERATE,
    wcag=("2.4.4",),
    codes=("HM1240400E", "HM1240403E", "GN1240401E"),
    passes=(
        drawn('<p>環境部：<a href="https://www.moenv.example/">https://www.moenv.example/</a></p>'),
        drawn('<p><a href="/files/20250312.pdf">托育補助申請表（PDF）</a></p>'),
        drawn('<p><a href="mailto:a@county.example">a@county.example</a></p>'),
    ),
    fails=(
        drawn('<p><a href="/a">https://www.county.example/news/main.aspx?id=437104&amp;sn=12</a></p>'),
        drawn('<ul><li><a href="/files/20250312_A0017.pdf">20250312_A0017.pdf</a></li></ul>'),
    ),
    unsure=(
        drawn('<p><a href="/a">https://www.county.example/childcare/subsidy</a></p>'),
        drawn('<p>托育補助申請表：<a href="/a">https://www.county.example/news/main.aspx?id=437104&amp;sn=12</a></p>'),
        drawn('<ul><li><a href="/files/a.odt">托育補助申請表.odt</a></li></ul>'),
    ),
)
def address_as_link_text(page: Rendering) -> Iterator[Answer]:
    found, doubtful = list[Element](), list[Element]()
    for link in page.roles("link"):
        name = link.name.strip()
        if not link.is_exposed or (PLAIN_ADDRESS.fullmatch(name) and not FILE.fullmatch(name)):
            continue
        if ADDRESS.fullmatch(name):
            (found if WITHOUT_WORDS.search(name) and not _is_explained(page, link) else doubtful).append(link)
        elif FILE.fullmatch(name):
            (found if _is_nameless(name) and not _is_explained(page, link) else doubtful).append(link)
    if found:
        message = Message("A link says an address or a file's name instead of where it leads.")
        text = Message("In place of “{text}”, write what is behind the link.")
        yield Finding(page.page_url, message, places=tuple(_place(page, link, text) for link in found))
    if doubtful:
        message = Message("Can people tell from an address or a file's name where the link leads?")
        text = Message("Would other words than “{text}” say better what is behind the link?")
        yield Unsure(page.page_url, message, places=tuple(_place(page, link, text) for link in doubtful))


def _is_explained(page: Rendering, link: Element) -> bool:
    """Whether other words stand in the same paragraph, entry or row."""
    block = page.closest(link, *BLOCKS)
    around = page.text(block).replace(page.text(link), "", 1) if block else ""
    return sum(map(str.isalpha, around)) >= LEAST_LETTERS


def _is_nameless(file: str) -> bool:
    stem = file.rpartition(".")[0]
    letters = sum(map(str.isalpha, stem))
    return stem.isascii() and letters <= MOST_LETTERS and any(map(str.isdigit, stem))


def _place(page: Rendering, link: Element, text: Message) -> Place:
    return page.place(link, Message(text.text, {"text": link.name[:TEXT_LENGTH]}))
