"""How checks of links say where a link stands, what is known of its target, and what may be put in its place."""

from __future__ import annotations

from checks.verdicts import TargetVerdict as V
from records.answers import Message, Place
from records.facts import Fetch, Likeness, Link

TEXT_LENGTH = 100
MOST_HOPS = 6
MENDS = {
    Likeness.HTTPS: Message("The same address answers by https: {url}"),
    Likeness.FILE_NAME: Message("A file of the same name is on our own sites: {url}"),
    Likeness.TITLE: Message("A page of ours has the link's words as its title: {url}"),
    Likeness.ARCHIVED: Message("If it is gone for good, a web archive may have kept a copy: {url}"),
}

WORDS = {
    V.FINE: (Message("It works."), Message("Nothing needs to be done.")),
    V.MOVED: (Message("It has moved for good to another address."), Message("Put the new address into the link.")),
    V.FRONT_PAGE: (
        Message("It leads to the front page of another site."),
        Message("Look there for what was meant, and link to that."),
    ),
    V.GONE: (Message("It does not exist."), Message("Find its new address, or remove the link.")),
    V.SOFT_404: (
        Message("It shows an error page, though its server says that all is well."),
        Message("Find its new address, or remove the link."),
    ),
    V.NO_SUCH_HOST: (
        Message("No site of this name was found."),
        Message("Look for mistakes in the name; if the site has been given up, remove the link."),
    ),
    V.REFUSED: (
        Message("Its server refuses the connection."),
        Message("Ask the owner of that site, or remove the link."),
    ),
    V.TIMED_OUT: (Message("It did not answer in time."), Message("Ask the owner of that site, or remove the link.")),
    V.DROPPED: (
        Message("Its server breaks off in the middle of its answer."),
        Message("Ask the owner of that site, or remove the link."),
    ),
    V.SERVER_ERROR: (Message("Its server has a fault."), Message("Ask the owner of that site, or remove the link.")),
    V.TLS_EXPIRED: (Message("Its certificate has expired."), Message("Tell the owner of that site to renew it.")),
    V.TLS_WRONG_NAME: (
        Message("Its certificate is for another name."),
        Message("Link to the name that the certificate is for, or tell the owner of that site."),
    ),
    V.TLS_UNTRUSTED: (
        Message("Its certificate is signed by nobody whom browsers trust."),
        Message("Tell the owner of that site to get one that browsers trust."),
    ),
    V.TLS_TOO_OLD: (
        Message("Its encryption is so old that browsers refuse it."),
        Message("Tell the owner of that site to renew its server."),
    ),
    V.TLS_INCOMPLETE: (
        Message("Its server leaves out an intermediate certificate. Browsers cope with that, other programs do not."),
        Message("Tell the owner of that site to install the whole chain of certificates."),
    ),
    V.TLS_FAILED: (
        Message("Its secure connection does not work."),
        Message("Open it in a browser; if it does not work there, tell the owner of that site."),
    ),
    V.ENDLESS_REDIRECTS: (
        Message("It sends visitors round and round without end."),
        Message("Find the address that is meant, or remove the link."),
    ),
    V.LOGIN_WANTED: (Message("It wants a login."), Message("See that the words of the link say so.")),
    V.REFUSES_ROBOTS: (
        Message("It turns programs away, so that we cannot tell."),
        Message("Open it in a browser and look for yourself."),
    ),
    V.ODD_ANSWER: (Message("It gave an unusual answer."), Message("Open it in a browser and look for yourself.")),
    V.MISSING_ANCHOR: (
        Message("The page is there; the place in it that is meant is not."),
        Message("Correct the name at the end of the link, after the number sign."),
    ),
    V.WRONG_CONTENT: (
        Message("It is named like a file, and shows a web page."),
        Message("Open it in a browser and look for yourself."),
    ),
    V.EMPTY: (Message("It is empty."), Message("Upload the file again.")),
    V.CUT_SHORT: (Message("Only a part of it comes."), Message("Upload the file again.")),
    V.PARKED: (Message("Its domain is for sale or parked."), Message("Remove the link: it may soon lead anywhere.")),
    V.PRIVATE_ADDRESS: (
        Message("It is an address inside a private network."),
        Message("Link to an address that everybody can reach, or remove the link."),
    ),
    V.LOCAL_FILE: (
        Message("It is a file on somebody's own computer."),
        Message("Upload the file to the site, and link to it there."),
    ),
    V.MALFORMED: (Message("It is no web address that works."), Message("Correct the address in the link.")),
    V.BAD_MAIL: (Message("It is no mail address that works."), Message("Correct the address in the link.")),
    V.BAD_PHONE: (Message("It is no number that can be dialled."), Message("Correct the number in the link.")),
    V.ROBOTS: (
        Message("It was not tried: its site asks programs to keep out (robots.txt)."),
        Message("Open it in a browser and look for yourself."),
    ),
    V.NOT_ASKED: (Message("It was not tried."), Message("It will be tried in the next run.")),
}
"""What each verdict means, and what to do."""


def values(link: Link, last: Fetch) -> dict[str, str | int]:
    return {
        "text": (link.text or link.href or link.url)[:TEXT_LENGTH],
        "url": link.url,
        "final_url": last.final_url,
        "status": last.status or 0,
    }


def places(link: Link) -> tuple[Place, ...]:
    """Where the link stands; on every page that has it, where a template puts it there."""
    pages = link.pages or (link.page_url,)
    first = Place(link.selector, link.snippet, line=link.line, page_url=pages[0], region=link.region)
    return (first, *(Place(page_url=page, region=link.region) for page in pages[1:]))


def notes(link: Link, last: Fetch) -> tuple[Message, ...]:
    """The redirects on the way, what the page at their end calls itself, and when the target last was well."""
    said = []
    if last.hops:
        chain = [hop.url for hop in last.hops[:MOST_HOPS]] + ["…"] * (len(last.hops) > MOST_HOPS)
        said.append(Message("The way there: {chain}", {"chain": " → ".join([*chain, last.final_url])}))
    if last.title:
        said.append(Message("A visitor sees a page with the title “{title}”.", {"title": last.title[:TEXT_LENGTH]}))
    if link.last_fine is not None:
        said.append(Message("It last worked on {date}.", {"date": link.last_fine.date().isoformat()}))
    return tuple(said)


def mends(link: Link, verdict: V) -> tuple[Message, ...]:
    """What may be put in the link's place, the likeliest first; what to do in general; where a copy may be kept."""
    offers = [(offer.why, Message(MENDS[offer.why].text, {"url": offer.url})) for offer in link.offers]
    likely = (said for why, said in offers if why is not Likeness.ARCHIVED)
    kept = (said for why, said in offers if why is Likeness.ARCHIVED)
    return (*likely, WORDS[verdict][1], *kept)
