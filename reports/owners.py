"""Which bureau an address belongs to, and by which rule."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from records.answers import Answer, Message
from records.county import Bureau, County, Site
from reports.places import pages_of


@dataclass(frozen=True)
class Ownership:
    bureau: Bureau
    rule: str
    """What decided, as the configuration names it: "owner 2: host=… path=…", "site www", "catch_all"."""
    why: Message


def owner_of(url: str, county: County) -> Ownership:
    """The bureau that hears of this address: the first matching owner rule's, else the site's, else the catch-all."""
    try:
        for number, rule in enumerate(county.owner, 1):
            if rule.matches(url):
                bureau = county.bureaus[rule.bureau]
                why = Message(
                    "Owner rule {number} ({rule}) gives this address to {bureau}.",
                    {"number": number, "rule": str(rule), **_called("bureau", bureau)},
                )
                return Ownership(bureau, f"owner {number}: {rule}", why)
    except ValueError:
        # No address at all, for instance "http://[": somebody must still hear of it.
        pass
    return owner_of_site(url, county)


def owner_of_site(url: str, county: County) -> Ownership:
    """The bureau of the site that holds an address, whatever the owner rules say; else the catch-all."""
    site = site_of(url, county)
    catch_all = county.bureaus[county.county.catch_all]
    if site is None:
        why = Message(
            "No site of the configuration holds this address; {bureau} takes what nobody else owns.",
            _called("bureau", catch_all),
        )
        return Ownership(catch_all, "catch_all", why)
    if site.bureau is None:
        why = Message(
            "No owner rule matches, and the site “{site}” names no bureau; {bureau} takes what nobody else owns.",
            {**_called("site", site), **_called("bureau", catch_all)},
        )
        return Ownership(catch_all, "catch_all", why)
    bureau = county.bureaus[site.bureau]
    why = Message(
        "No owner rule matches; the site “{site}” belongs to {bureau}.",
        {**_called("site", site), **_called("bureau", bureau)},
    )
    return Ownership(bureau, f"site {site.id}", why)


def site_of(url: str, county: County) -> Site | None:
    """The site that holds an address; None too for what is no address at all."""
    try:
        return county.site_of(url)
    except ValueError:
        return None


def owner_of_answer(
    answer: Answer, county: County, owner_of_page: Callable[[str], Ownership] | None = None
) -> Ownership:
    """The bureau that hears of an answer: its page's; of what a template puts on many pages, theirs if they have but
    one, else the bureau that the site names for its templates.

    `owner_of_page` may remember what `owner_of` says: the same thousands of pages come with every link of a template.
    """
    owner_of_page = owner_of_page or (lambda page: owner_of(page, county))
    pages = pages_of(answer)
    first = owner_of_page(pages[0])
    if all(owner_of_page(page).bureau.id == first.bureau.id for page in pages[1:]):
        return first
    return keeper_of(answer.page_url, county)


def keeper_of(url: str, county: County) -> Ownership:
    """Who keeps the templates of the site that holds an address: the bureau that it names for them, else its own."""
    site = site_of(url, county)
    if site is None or site.template_bureau is None:
        return owner_of_site(url, county)
    bureau = county.bureaus[site.template_bureau]
    why = Message(
        "It stands in a template of the site “{site}”, which {bureau} keeps.",
        {**_called("site", site), **_called("bureau", bureau)},
    )
    return Ownership(bureau, f"template of {site.id}", why)


def _called(what: str, named: Bureau | Site) -> dict[str, str | int]:
    return {what: named.name, f"{what}_en": named.name_en or named.name}
