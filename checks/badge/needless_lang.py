"""A part of the page whose lang is empty, or the same as that of the whole page.

## Why it matters

The official tool (Freego) counts both as failures of the badge: lang is to mark where the language changes. Nobody is
shut out by it.

## How to fix it

Take lang off parts that are in the page's own language; write lang="en" only where a part is in English.
"""

from collections.abc import Iterator

from checks.drawn import drawn
from checks.pretest import places
from checks.registry import check
from records.answers import Answer, Finding, Message, Severity
from records.rendering import Rendering


@check(
    title="Needless lang",
    severity=Severity.MINOR,
    codes=("HM2310200C",),
    passes=(drawn('<p lang="en">Welcome</p>'), drawn('<p lang="zh-Hans">欢迎</p>')),
    fails=(drawn('<p lang="zh-Hant-TW">歡迎</p>'), drawn('<p lang="">歡迎</p>')),
)
def needless_lang(page: Rendering) -> Iterator[Answer]:
    marked = [one for one in page.elements[1:] if "lang" in one.attributes and one.tag != "html"]
    if needless := [one for one in marked if one.get("lang").lower() in ("", page.lang)]:
        message = Message("Parts carry a lang that is empty or the page's own.")
        yield Finding(page.page_url, message, places=places(page, needless))
