"""Words for what a page's dates are, and for what each counts."""

from __future__ import annotations

from collections.abc import Mapping

from checks.ages import COUNTS, SITE_WIDE
from records.answers import Message
from records.facts import DateKind, Page, PageDate, PageKind
from reports.words import Words

DATE_KINDS: Mapping[DateKind, Message] = {
    DateKind.PUBLISHED: Message("publication"),
    DateKind.UPDATED: Message("update"),
    DateKind.REVIEWED: Message("review"),
    DateKind.DEADLINE: Message("deadline"),
    DateKind.EVENT: Message("event"),
    DateKind.VALID_UNTIL: Message("last day"),
    DateKind.PRINTED: Message("printing"),
}
PAGE_KINDS: Mapping[PageKind, Message] = {
    PageKind.HOME: Message("a home page"),
    PageKind.NEWS_LIST: Message("a list of news"),
    PageKind.NEWS: Message("a piece of news"),
    PageKind.SERVICE: Message("a service"),
    PageKind.FORM: Message("forms"),
    PageKind.PERSONNEL: Message("staff and telephone numbers"),
    PageKind.STATISTICS: Message("statistics"),
    PageKind.LAW: Message("a law or regulation"),
    PageKind.PLAN: Message("a plan"),
    PageKind.BUDGET: Message("a budget"),
    PageKind.FAQ: Message("questions and answers"),
    PageKind.ABOUT: Message("what an agency is and does"),
    PageKind.ARCHIVE: Message("an archive"),
    PageKind.OTHER: Message("a page of no particular kind"),
}


def limit_of(page: Page, words: Words) -> str:
    """What kind of page it is held to be, and how soon such a page goes out of date."""
    kind = words.say(PAGE_KINDS[page.kind])
    if page.stale_after_days is None:
        return words.say(
            Message("It counts as {kind}, which does not go out of date by its age alone.", {"kind": kind})
        )
    values: dict[str, str | int] = {"kind": kind, "days": page.stale_after_days}
    return words.say(Message("It counts as {kind}, which should be looked over every {days} days.", values))


def standing(page: Page, one: PageDate, decides: PageDate | None) -> Message:
    """What this date of the page counts for, and why."""
    if one == decides:
        return Message("This one counts: the newest of those that tell the page's age.")
    if one.text in page.clocks:
        return Message("It does not count: it has gone on although the text stayed the same.")
    if one.kind not in COUNTS:
        return Message("It does not tell the page's age.")
    if one.source in SITE_WIDE:
        return Message("It may be that of the whole site: it blames nobody.")
    if one.is_weak:
        return Message("It rests on one weak source: it blames nobody.")
    return Message("An older one, or the same.")
