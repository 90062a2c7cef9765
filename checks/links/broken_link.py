"""A link, an image or another file that a page names, and that a visitor cannot open.

## Why it matters

Residents who follow the link meet an error instead of the form or notice that they need, and cannot tell where it has
gone. A missing image or style sheet leaves a hole in the page.

## How to fix it

Edit the page that holds the link. Look for the new address of what it led to, and point the link there. If there is
none any more, remove the link, and say in the text where to ask instead.
"""

from collections.abc import Iterator
from datetime import UTC, datetime

from checks.link_words import mends, notes, places, values
from checks.registry import check
from checks.verdicts import TargetVerdict as V
from checks.verdicts import judged
from records.answers import Answer, Finding, Message, Severity, Unsure
from records.facts import Fetch, Link, Mark, Outcome, TlsFlaw, Via

OTHERS = {V.FINE, V.MOVED, V.FRONT_PAGE, V.MISSING_ANCHOR, V.WRONG_CONTENT, V.EMPTY, V.CUT_SHORT, V.TLS_INCOMPLETE}
OTHERS |= {V.BAD_MAIL, V.BAD_PHONE}
"""Verdicts on which other checks speak, or nobody."""

GONE = Message("The link “{text}” leads to {url}, which does not exist (answer {status}).")
GONE_BEHIND = Message(
    "The link “{text}” leads to {url}, which sends visitors on to {final_url}; that does not exist (answer {status})."
)
NO_SUCH_IMAGE = Message("The image {url} does not exist (answer {status}).")
NO_SUCH_FILE = Message("The page needs the file {url}, which does not exist (answer {status}).")
BROKEN = {
    V.SOFT_404: Message("The link “{text}” leads to {url}, where the site shows its error page."),
    V.NO_SUCH_HOST: Message("The link “{text}” leads to {url}: no site of this name exists any more."),
    V.REFUSED: Message("The link “{text}” leads to {url}: its server refuses connections, last time too."),
    V.TIMED_OUT: Message("The link “{text}” leads to {url}, which does not answer in time, last time too."),
    V.DROPPED: Message("The link “{text}” leads to {url}, which breaks off in its answer, last time too."),
    V.SERVER_ERROR: Message("The link “{text}” leads to {url}, whose server fails (answer {status}), last time too."),
    V.TLS_EXPIRED: Message("The link “{text}” leads to {url}, whose certificate has expired: browsers warn of it."),
    V.TLS_WRONG_NAME: Message(
        "The link “{text}” leads to {url}, whose certificate is for another name: browsers warn of it."
    ),
    V.TLS_UNTRUSTED: Message("The link “{text}” leads to {url}, whose certificate no browser trusts."),
    V.TLS_TOO_OLD: Message("The link “{text}” leads to {url}, whose encryption is so old that browsers refuse it."),
    V.ENDLESS_REDIRECTS: Message("The link “{text}” leads to {url}, which sends visitors round and round."),
    V.PARKED: Message("The link “{text}” leads to {url}, whose domain is for sale or parked."),
    V.PRIVATE_ADDRESS: Message("The link “{text}” leads to {url}, which only an office can reach."),
    V.LOCAL_FILE: Message("The link “{text}” leads to a file on somebody's own computer: {url}"),
    V.MALFORMED: Message("The link “{text}” is not a web address that works: {url}"),
}
DOUBTFUL = {
    V.GONE: Message("“{text}” ({url}) did not exist when it was tried once (answer {status})."),
    V.SOFT_404: Message("“{text}” ({url}) answers, but the page calls itself missing. Please open it in a browser."),
    V.LOGIN_WANTED: Message("“{text}” ({url}) can be seen only after logging in."),
    V.REFUSES_ROBOTS: Message("“{text}” ({url}) turns programs away (answer {status}). Please open it in a browser."),
    V.SERVER_ERROR: Message("“{text}” ({url}) could not be shown: its server has a fault (answer {status})."),
    V.NOT_ASKED: Message("“{text}” ({url}) was not tried in this run."),
    V.ROBOTS: Message("“{text}” ({url}) was not tried: its site asks programs to keep out (robots.txt)."),
    V.TIMED_OUT: Message("“{text}” ({url}) did not answer in time."),
    V.NO_SUCH_HOST: Message("“{text}” ({url}): no site of this name was found."),
    V.REFUSED: Message("“{text}” ({url}): its server refused the connection."),
    V.DROPPED: Message("“{text}” ({url}): its server broke off in the middle of its answer."),
    V.TLS_FAILED: Message("“{text}” ({url}): its secure connection (certificate) does not work."),
    V.ENDLESS_REDIRECTS: Message("“{text}” ({url}) sends visitors on and on without end."),
    V.PRIVATE_ADDRESS: Message("“{text}” ({url}) was not tried: it is an address inside a private network."),
    V.PARKED: Message("“{text}” ({url}): its domain looks as if it were for sale. Please open it in a browser."),
}
ODD = Message("“{text}” ({url}) gave an unusual answer ({status}). Please open it in a browser.")
TLS_DOUBT = Message("“{text}” ({url}): its secure connection (certificate) does not work.")


def _look(hour: int, seen: int | Outcome | TlsFlaw | Mark, via: Via = Via.HTTP, day: int = 23) -> Fetch:
    at = datetime(2026, 11, day, hour, tzinfo=UTC)
    if isinstance(seen, TlsFlaw):
        return Fetch("https://county.example/permit", Outcome.TLS_FAILED, via=via, at=at, tls=seen)
    if isinstance(seen, Mark):
        return Fetch("https://county.example/permit", Outcome.ANSWERED, 200, via=via, at=at, marks=(seen,))
    outcome, status = (seen, None) if isinstance(seen, Outcome) else (Outcome.ANSWERED, seen)
    return Fetch("https://county.example/permit", outcome, status, via=via, at=at)


def _to(
    *seen: int | Outcome | TlsFlaw | Mark,
    browser: int | Outcome | None = None,
    week_before: int | Outcome | None = None,
    element: str = "a",
    flaw: str = "",
    url: str = "https://county.example/permit",
) -> Link:
    tries = [_look(hour, one) for hour, one in enumerate(seen)]
    if browser is not None:
        tries.append(_look(23, browser, Via.BROWSER))
    earlier = () if week_before is None else (_look(3, week_before, day=16),)
    page = "https://county.example/"
    return Link(page, url, "permit", "Permits", element, tries=tuple(tries), earlier=earlier, flaw=flaw)


@check(
    title="Broken link",
    severity=Severity.SERIOUS,
    passes=(
        _to(200), _to(404, 200), _to(403, browser=200), _to(404, 404, browser=200), _to(Outcome.TOO_LARGE),
        _to(TlsFlaw.EXPIRED, 200), _to(500, 200, week_before=500), _to(Outcome.DROPPED, Outcome.DROPPED, browser=200),
        _to(Outcome.DROPPED, Outcome.DROPPED, browser=200, week_before=Outcome.DROPPED),
    ),
    fails=(
        _to(404, 404), _to(503, 404, 410, element="img"), _to(403, browser=404), _to(404, 404, Outcome.CRASHED),
        _to(500, 500, week_before=502),
        _to(Outcome.DROPPED, Outcome.DROPPED, browser=Outcome.DROPPED, week_before=Outcome.DROPPED),
        _to(Outcome.NO_SUCH_HOST, Outcome.NO_SUCH_HOST, week_before=Outcome.TIMED_OUT),
        _to(TlsFlaw.EXPIRED, TlsFlaw.EXPIRED, browser=Outcome.TLS_FAILED), _to(200, Mark.AS_IF_LOST),
        _to(Mark.PARKED, Mark.PARKED), _to(flaw="bad-scheme"), _to(flaw="local-file"),
        _to(Outcome.PRIVATE_ADDRESS, url="http://192.168.0.7/"),
        _to(Outcome.TOO_MANY_REDIRECTS, Outcome.TOO_MANY_REDIRECTS, browser=Outcome.TOO_MANY_REDIRECTS),
    ),
    unsure=(
        _to(), _to(404), _to(403, 404), _to(404, 404, browser=403), _to(404, 500), _to(Outcome.NO_SUCH_HOST),
        _to(500, 500), _to(500, 500, week_before=200), _to(500, 500, week_before=404),
        _to(Outcome.DROPPED, Outcome.DROPPED, browser=Outcome.DROPPED), _to(Outcome.ROBOTS),
        _to(TlsFlaw.EXPIRED, TlsFlaw.EXPIRED), _to(Outcome.PRIVATE_ADDRESS), _to(Mark.PARKED), _to(Mark.SAYS_LOST),
    ),
)  # fmt: skip
def broken_link(link: Link) -> Iterator[Answer]:
    found = judged(link)
    if found.verdict in OTHERS:
        return
    where, known = places(link), notes(link, found.last)
    if found.is_sure:
        text = BROKEN[found.verdict].text if found.verdict in BROKEN else _gone(link, found.last).text
        message = Message(text, values(link, found.last))
        proposed = mends(link, found.verdict)
        said = (link.page_url, message, link.url, found.verdict.value)
        yield Finding(*said, places=where, notes=known, mends=proposed)
    else:
        text = DOUBTFUL.get(found.verdict, TLS_DOUBT if found.verdict.startswith("tls") else ODD).text
        rule = "seen-once" if found.verdict is V.GONE else found.verdict.value
        message = Message(text, values(link, found.last))
        yield Unsure(link.page_url, message, link.url, rule, places=where, notes=known)


def _gone(link: Link, last: Fetch) -> Message:
    if link.element in ("img", "input"):
        return NO_SUCH_IMAGE
    if link.element not in ("a", "area", "form", "onclick", "made", "document", "feed", "sitemap"):
        return NO_SUCH_FILE
    return GONE_BEHIND if last.final_url not in ("", link.url) else GONE
