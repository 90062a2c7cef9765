"""A link to an address that its site has given up for another one.

## Why it matters

The link still works, because the old address sends visitors on. Such signposts are taken down sooner or later, and then
the link is dead. Where visitors land on another site's front page, they no longer find what the link promised.

## How to fix it

Edit the page and put the new address into the link. Where it leads to a front page only, look there for what was meant.
"""

from collections.abc import Iterator

from checks.link_words import notes, places, values
from checks.registry import check
from checks.verdicts import TargetVerdict, judged
from records.answers import Answer, Finding, Message, Severity, Unsure
from records.facts import Fetch, Hop, Link, Outcome

MOVED = Message("The link “{text}” leads to {url}, which has moved for good to {final_url}.")
NEW_ADDRESS = Message("Put the new address into the link: {url}")
FRONT_PAGE = Message(
    "“{text}” ({url}) sends visitors to the front page of another site, {final_url}. Is what was meant still there?"
)


def _led(to: str, *statuses: int) -> Link:
    hops = tuple(Hop(f"https://old.example/{n}", status) for n, status in enumerate(statuses))
    fetch = Fetch("https://old.example/law", Outcome.ANSWERED, 200, to, hops=hops)
    return Link("https://county.example/", "https://old.example/law", text="Law", tries=(fetch,))


@check(
    title="Moved link",
    severity=Severity.MINOR,
    passes=(_led("https://new.example/law", 302), _led("https://www.old.example/LAW/", 301)),
    fails=(_led("https://new.example/law", 301), _led("https://old.example/law2", 308, 301)),
    unsure=(_led("https://new.example/", 302),),
)
def moved_link(link: Link) -> Iterator[Answer]:
    found = judged(link)
    said = (link.url, found.verdict.value)
    if found.verdict is TargetVerdict.MOVED:
        message = Message(MOVED.text, values(link, found.last))
        new = (Message(NEW_ADDRESS.text, {"url": found.last.final_url}),)
        yield Finding(link.page_url, message, *said, places=places(link), notes=notes(link, found.last), mends=new)
    elif found.verdict is TargetVerdict.FRONT_PAGE:
        message = Message(FRONT_PAGE.text, values(link, found.last))
        yield Unsure(link.page_url, message, *said, places=places(link), notes=notes(link, found.last))
