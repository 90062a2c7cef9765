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
from records.answers import Answer, Finding, Message, Severity, Unsure
from records.facts import Fetch, Link, Outcome

MISSING = Message("The link “{text}” leads to a place “{place}” in {url}, which has no such place.")

UNKNOWN = Message("It could not be seen whether {url} has the place “{place}”.")

ANSWERED = {TargetVerdict.FINE, TargetVerdict.MOVED, TargetVerdict.FRONT_PAGE, TargetVerdict.TLS_INCOMPLETE}
PAGES = {"text/html", "application/xhtml+xml"}


def _to(place: str, there: bool | None) -> Link:
    url = "https://county.example/rules"
    tries = (Fetch(url, Outcome.ANSWERED, 200, content_type="text/html"),)
    return Link("https://county.example/", url, text="Fees", tries=tries, fragment=place, has_place=there)


@check(
    title="Missing anchor",
    severity=Severity.MINOR,
    passes=(_to("", None), _to("fees", True)),
    fails=(_to("fees", False),),
    unsure=(_to("fees", None),),
)
def missing_anchor(link: Link) -> Iterator[Answer]:
    if not link.fragment or link.has_place:
        return
    found = judged(link)
    detail = f"{link.url}#{link.fragment}"
    said = {**values(link, found.last), "place": link.fragment[:100]}
    if found.verdict is TargetVerdict.MISSING_ANCHOR:
        yield Finding(link.page_url, Message(MISSING.text, said), detail, found.verdict.value, places=places(link))
    elif link.has_place is None and found.verdict in ANSWERED and found.last.content_type in PAGES:
        yield Unsure(link.page_url, Message(UNKNOWN.text, said), detail, TargetVerdict.NOT_ASKED.value)
