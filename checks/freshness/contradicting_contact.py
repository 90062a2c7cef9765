"""A telephone number or mail address that the page gives for a unit, and that the county's directory does not know.

## Why it matters

Residents reach nobody, or somebody who cannot help them, and their mail is lost without a word.

## How to fix it

Call the number. If it is wrong, correct it on the page; if it is right, have the county's directory corrected. Where
several pages give the unit's number, lead them all to one page that is kept up to date.
"""

from collections.abc import Iterator
from datetime import date

from checks.registry import check
from records.answers import Answer, Finding, Message, Place, Severity, Unsure
from records.facts import Contact, Page


def _page(*contacts: Contact) -> Page:
    return Page("https://county.example/aid", read_on=date(2026, 11, 23), contacts=contacts)


_ELSEWHERE = (("https://county.example/other", "tel:047000199"),)


@check(
    title="Contact that the directory contradicts",
    severity=Severity.SERIOUS,
    passes=(_page(),),
    fails=(
        _page(Contact("社會救助科", "tel:047000078", ("tel:047000070#2101",))),
        _page(Contact("地價科", "mail:price2015@county.example", ("mail:price@county.example",))),
    ),
    unsure=(
        _page(Contact("社會救助科", "tel:047000070#2102", ("tel:047000070#2101",), is_desk=True)),
        _page(Contact("長青中心", "tel:047000200", (), _ELSEWHERE)),
    ),
)
def contradicting_contact(page: Page) -> Iterator[Answer]:
    for contact in page.contacts:
        values: dict[str, str | int] = {
            "text": contact.text or _plain(contact.said),
            "unit": contact.unit,
            "said": _plain(contact.said),
            "listed": "、".join(map(_plain, contact.listed)),
        }
        places = (Place(snippet=contact.text, line=contact.line),)
        if contact.listed and not contact.is_desk:
            words = (
                "The page gives the telephone number {said} for {unit} (“{text}”); the county's directory gives "
                "{listed}. A number that a page gives should be in the directory."
            )
            if contact.said.startswith("mail:"):
                words = (
                    "The page gives the mail address {said} for {unit} (“{text}”); the county's directory gives "
                    "{listed}. An address that a page gives should be in the directory."
                )
            yield Finding(page.url, Message(words, values), contact.said, places=places)
        elif contact.listed:
            words = (
                "The page gives {said} for {unit} (“{text}”); the county's directory gives {listed} for it, and that "
                "extension to another unit. Please look which of them is right."
            )
            yield Unsure(page.url, Message(words, values), contact.said, places=places)
        elif contact.elsewhere:
            other, given = contact.elsewhere[0]
            words = (
                "The page gives {said} for {unit} (“{text}”); {other} gives {given}. The directory does not name "
                "this unit. Please look which of them is right."
            )
            message = Message(words, {**values, "other": other, "given": _plain(given)})
            yield Unsure(page.url, message, contact.said, places=places)


def _plain(said: str) -> str:
    return said.partition(":")[2]
