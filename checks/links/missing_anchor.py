"""A link to a place in a page, where the page has no such place.

## Why it matters

Visitors arrive at the top of the page and have to search for what the link promised. A skip link without its target
leaves people who use the keyboard or a screen reader where they were.

## How to fix it

Give the heading or part that is meant an id with the name that the link ends in, or correct the link.
"""

from collections.abc import Iterator

from checks.link_words import places, values
from checks.registry import check
from checks.verdicts import TargetVerdict, judged
from records.answers import Answer, Finding, Message, Severity
from records.facts import Fetch, Link, Outcome

MISSING = Message("The link “{text}” leads to a place “{place}” in {url}, which has no such place.")


def _to(place: str, there: bool | None) -> Link:
    url = "https://county.example/rules"
    tries = (Fetch(url, Outcome.ANSWERED, 200),)
    return Link("https://county.example/", url, text="Fees", tries=tries, fragment=place, has_place=there)


@check(
    title="Missing anchor",
    severity=Severity.MINOR,
    passes=(_to("", None), _to("fees", True), _to("fees", None)),
    fails=(_to("fees", False),),
)
def missing_anchor(link: Link) -> Iterator[Answer]:
    found = judged(link)
    if found.verdict is TargetVerdict.MISSING_ANCHOR:
        message = Message(MISSING.text, {**values(link, found.last), "place": link.fragment[:100]})
        detail = f"{link.url}#{link.fragment}"
        yield Finding(link.page_url, message, detail, found.verdict.value, places=places(link))
