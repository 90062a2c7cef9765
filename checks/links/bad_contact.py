"""A link for writing a mail or calling by telephone, whose address or number cannot work.

## Why it matters

A tap on the link is for many the only way to reach the office. With a mistake in it, the mail comes back or the call
fails, and nobody in the office hears of it.

## How to fix it

Write mail addresses in half-width characters without blanks (mailto:name@example.gov.tw), and numbers with their area
code in half-width digits (tel:+886-4-7222151).
"""

from collections.abc import Iterator

from checks.link_words import places, values
from checks.registry import check
from checks.verdicts import TargetVerdict, judged
from records.answers import Answer, Finding, Message, Severity
from records.facts import Fetch, Link, Outcome

BAD = {
    TargetVerdict.BAD_MAIL: Message("The link “{text}” is meant for writing a mail, but its address is none: {href}"),
    TargetVerdict.BAD_PHONE: Message("The link “{text}” is meant for calling, but no telephone can dial it: {href}"),
}


def _contact(href: str, flaw: str = "") -> Link:
    return Link("https://county.example/", href, href, "Contact", tries=(Fetch(href, Outcome.MALFORMED),), flaw=flaw)


@check(
    title="Bad contact",
    severity=Severity.MINOR,
    passes=(_contact("htp://x", "bad-scheme"),),
    fails=(_contact("mailto:it＠county.example", "bad-mail"), _contact("tel:零四七二二", "bad-phone")),
)
def bad_contact(link: Link) -> Iterator[Answer]:
    found = judged(link)
    if found.verdict in BAD:
        message = Message(BAD[found.verdict].text, {**values(link, found.last), "href": link.href[:200]})
        yield Finding(link.page_url, message, link.url, found.verdict.value, places=places(link))
