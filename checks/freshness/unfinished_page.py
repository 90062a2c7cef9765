"""A page that says it is being built, still holds the filling of a template, or was somebody's test.

## Why it matters

Residents who find it by a search engine learn nothing from it, and doubt the pages around it.

## How to fix it

Finish the page, or take it down and remove the links to it until there is something to say. A test belongs on a system
that the public cannot reach.
"""

from collections.abc import Iterator
from datetime import date

from checks.registry import check
from records.answers import Answer, Finding, Message, Place, Severity
from records.facts import Content, Page, Passage, Sign

SAID = {
    Sign.UNDER_CONSTRUCTION: (
        "under-construction",
        Message("This page says no more than that it is not ready: “{text}”. A page should be published when it is."),
    ),
    Sign.PLACEHOLDER: (
        "placeholder",
        Message(
            "This page still holds words that only keep a place for others: “{text}”. Every one should be replaced."
        ),
    ),
    Sign.TEST: (
        "test-text",
        Message("This page looks like a test that was left behind: “{text}”. Tests should not be public."),
    ),
}


def _page(*passages: Passage, is_content: bool = True) -> Page:
    content = Content(passages=passages, is_content=is_content)
    return Page("https://county.example/care", read_on=date(2026, 11, 23), content=content)


@check(
    title="Unfinished page",
    severity=Severity.MODERATE,
    passes=(_page(), _page(Passage(Sign.TEST, "測試"), is_content=False)),
    fails=(
        _page(Passage(Sign.UNDER_CONSTRUCTION, "網頁建置中，敬請期待")),
        _page(Passage(Sign.PLACEHOLDER, "Lorem ipsum dolor sit amet")),
        _page(Passage(Sign.TEST, "測試頁面")),
    ),
)
def unfinished_page(page: Page) -> Iterator[Answer]:
    for passage in page.signs(*SAID)[:1] if page.content.is_content else ():
        rule, words = SAID[passage.sign]
        places = (Place(snippet=passage.text, line=passage.line),)
        yield Finding(page.url, Message(words.text, {"text": passage.text}), rule=rule, places=places)
