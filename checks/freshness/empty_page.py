"""A page with nothing to read: it is blank, its list is empty, or it leaves everything to an attachment or a picture.

## Why it matters

Residents come for an answer and find none. Words that stand only in a picture or a scanned file cannot be searched,
read aloud, enlarged or copied.

## How to fix it

Write what the page is for. Put the main points of an attachment or a poster into the page's own text, and keep the file
beside it. Take down a page or a list that has nothing in it, and remove the links to it.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from checks.registry import check
from records.answers import Answer, Finding, Message, Place, Severity, Unsure
from records.facts import Content, Page, PageKind, Passage, Sign

SAID = {
    Sign.NO_TEXT: (
        "empty",
        Message("There is nothing to read in the main part of this page. Every page should say something by itself."),
    ),
    Sign.EMPTY_LIST: (
        "empty-list",
        Message(
            "This page is a list without an entry: “{text}”. A list should be shown while there is something in it."
        ),
    ),
    Sign.SEE_ATTACHMENT: (
        "only-attachment",
        Message("This page says no more than “{text}”. A page should give the main points of an attachment itself."),
    ),
    Sign.ONLY_PICTURE: (
        "only-picture",
        Message("This page is only a picture ({text}). What a picture says should stand in the page's text as well."),
    ),
}
DOUBTFUL = {
    Sign.NO_TEXT: Message(
        "There is nothing to read in the main part of this page, unless a script puts it there. Please look."
    ),
    Sign.EMPTY_LIST: Message("This page seems to be a list without an entry: “{text}”. Please look."),
    Sign.SEE_ATTACHMENT: Message("This page seems to say no more than “{text}”. Please look."),
    Sign.ONLY_PICTURE: Message("This page seems to be only a picture ({text}). Please look."),
}
OUTSIDE = Message(
    "There is nothing to read in what this page marks as its main part; its text seems to stand elsewhere. Please look."
)


def _page(sign: Sign, text: str, value: str = "", kind: PageKind = PageKind.OTHER) -> Page:
    content = Content(passages=(Passage(sign, text, value),))
    return Page("https://county.example/care", read_on=date(2026, 11, 23), content=content, kind=kind)


@check(
    title="Empty page",
    severity=Severity.MINOR,
    passes=(
        Page("https://county.example/care", read_on=date(2026, 11, 23)),
        _page(Sign.NO_TEXT, "", kind=PageKind.HOME),
        replace(_page(Sign.NO_TEXT, ""), content=Content(passages=(Passage(Sign.NO_TEXT, ""),), is_content=False)),
    ),
    fails=(
        _page(Sign.NO_TEXT, ""),
        _page(Sign.EMPTY_LIST, "查無資料"),
        _page(Sign.SEE_ATTACHMENT, "請參照附件"),
        _page(Sign.ONLY_PICTURE, "防疫公告 /upload/1.jpg"),
    ),
    unsure=(_page(Sign.NO_TEXT, "", "scripts"),),
)
def empty_page(page: Page) -> Iterator[Answer]:
    if page.kind is PageKind.HOME or not page.content.is_content:
        return
    for passage in page.signs(*SAID)[:1]:
        rule, words = SAID[passage.sign]
        values = {"text": passage.text}
        places = (Place(snippet=passage.text, line=passage.line),) if passage.text else ()
        if passage.value:
            doubt = OUTSIDE if passage.value == "outside" else DOUBTFUL[passage.sign]
            yield Unsure(page.url, Message(doubt.text, values), rule=rule, places=places)
        else:
            yield Finding(page.url, Message(words.text, values), rule=rule, places=places)
