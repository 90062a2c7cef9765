"""Words that stand only in a style sheet: content before or after an element.

## Why it matters

Such words are no part of the page: some screen readers leave them out, they cannot be searched or copied, and who uses
a style sheet of their own never sees them.

## How to fix it

Write the words into the page itself, and leave to the style sheet only how they look. It is the vendor's job.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from checks.drawn import drawn
from checks.registry import check
from records.answers import Answer, Finding, Message, Severity, Unsure
from records.rendering import Rendering

SENTENCE = re.compile(r"[\u3400-\u9fff]{4}|[^\W\d_]{2,}\W+[^\W\d_]{2,}\W+[^\W\d_]{2,}")
"""Four characters of Chinese, or three words: too much to be an ornament or the name of an icon."""
ICON = re.compile(r"[a-z0-9_-]{1,40}", re.I)
"""One word of Latin letters: icon fonts draw a picture for it, and languages are named so."""
PAGE = (
    '<!doctype html><html lang="zh-Hant-TW"><head><title>公告</title>'
    '<style>.note::before{{content:"SAID"}}</style></head><body>{}</body></html>'
)


def _note(said: str) -> Rendering:
    return drawn('<p class="note">申請期限到月底。</p>', page=PAGE.replace("SAID", said))


@check(
    title="Words from the style sheet",
    severity=Severity.MODERATE,
    wcag=("1.3.1",),
    codes=("GN1130102E",),
    passes=(
        _note("★"),
        _note("home"),
        _note("申請"),
    ),
    fails=(_note("僅限設籍本縣者："), _note("Only for residents: ")),
    unsure=(_note("注意"), _note("Sold out")),
)
def words_from_style_sheet(page: Rendering) -> Iterator[Answer]:
    found, doubtful = [], []
    written = " ".join(line.text for line in page.lines) if any(any(one.generated) for one in page.elements) else ""
    for element in page.elements:
        for words in filter(None, element.generated):
            if words.strip() in written:
                continue
            said = Message("Write “{text}” into the page itself.", {"text": words[:60]})
            if SENTENCE.search(words):
                found.append(page.place(element, said, cause=words))
            elif not ICON.fullmatch(words.strip()) and words.strip() not in element.get("title"):
                doubtful.append(page.place(element, said, cause=words))
    if found:
        message = Message("Words that say something stand only in the style sheet.")
        yield Finding(page.page_url, message, places=tuple(found))
    if doubtful:
        message = Message("Do these words from the style sheet say something that the page does not?")
        yield Unsure(page.page_url, message, places=tuple(doubtful))
