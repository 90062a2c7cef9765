"""Which bureau an address belongs to, and by which rule."""

from __future__ import annotations

from dataclasses import dataclass

from records.answers import Message
from records.county import Bureau, County, Site


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
        site = county.site_of(url)
    except ValueError:
        site = None  # No address at all, for instance "http://[": somebody must still hear of it.
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


def _called(what: str, named: Bureau | Site) -> dict[str, str | int]:
    return {what: named.name, f"{what}_en": named.name_en or named.name}
