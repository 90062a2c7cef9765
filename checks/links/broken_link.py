"""A link, an image or another file that a page names, and that does not exist.

## Why it matters

Residents who follow the link meet an error instead of the form or notice that they need, and cannot tell where it has
gone. A missing image or style sheet leaves a hole in the page.

## How to fix it

Edit the page that holds the link. Look for the new address of what it led to, and point the link there. If there is
none any more, remove the link, and say in the text where to ask instead.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

from checks.registry import check
from records.answers import Answer, Finding, Message, Place, Severity, Unsure
from records.facts import Fetch, Link, Outcome, Via

GONE = {404, 410}
REFUSES_ROBOTS = {401, 403, 405, 406, 429, 503, 999}
"""Far more often "not for you" than "not there"; 999 is one big network's own."""
NOT_ASKED = {Outcome.NOT_REACHED, Outcome.CRASHED}
"""Our own side did not get to ask."""
TEXT_LENGTH = 100

NO_SUCH_PAGE = Message("The link “{text}” leads to {url}, which does not exist (answer {status}).")
NO_SUCH_PAGE_BEHIND = Message(
    "The link “{text}” leads to {url}, which sends visitors on to {final_url}; that does not exist (answer {status})."
)
NO_SUCH_IMAGE = Message("The image {url} does not exist (answer {status}).")
NO_SUCH_FILE = Message("The page needs the file {url}, which does not exist (answer {status}).")

COULD_NOT_TELL = {
    "seen-once": Message("“{text}” ({url}) did not exist when it was tried once (answer {status})."),
    "login-wanted": Message("“{text}” ({url}) can be seen only after logging in."),
    "refuses-robots": Message("“{text}” ({url}) turns programs away (answer {status}). Please open it in a browser."),
    "server-error": Message("“{text}” ({url}) could not be shown: its server has a fault (answer {status})."),
    "odd-answer": Message("“{text}” ({url}) gave an unusual answer ({status}). Please open it in a browser."),
    "not-asked": Message("“{text}” ({url}) was not tried in this run."),
    Outcome.ROBOTS: Message("“{text}” ({url}) was not tried: its site asks programs to keep out (robots.txt)."),
    Outcome.TIMED_OUT: Message("“{text}” ({url}) did not answer in time."),
    Outcome.NO_SUCH_HOST: Message("“{text}” ({url}): no site of this name was found."),
    Outcome.REFUSED: Message("“{text}” ({url}): its server refused the connection."),
    Outcome.DROPPED: Message("“{text}” ({url}): its server broke off in the middle of its answer."),
    Outcome.TLS_FAILED: Message("“{text}” ({url}): its secure connection (certificate) does not work."),
    Outcome.TOO_MANY_REDIRECTS: Message("“{text}” ({url}) sends visitors on and on without end."),
    Outcome.OUT_OF_SCOPE: Message("“{text}” ({url}) sends visitors on to {final_url}, which was not tried."),
    Outcome.PRIVATE_ADDRESS: Message("“{text}” ({url}) was not tried: it is an address inside a private network."),
    Outcome.MALFORMED: Message("“{text}” ({url}) is not a whole web address."),
}


def _look(hour: int, seen: int | Outcome, via: Via = Via.HTTP) -> Fetch:
    outcome, status = (seen, None) if isinstance(seen, Outcome) else (Outcome.ANSWERED, seen)
    return Fetch("https://county.example/permit", outcome, status, via=via, at=datetime(2026, 11, 23, hour, tzinfo=UTC))


def _to(*seen: int | Outcome, browser: int | Outcome | None = None, element: str = "a") -> Link:
    tries = [_look(hour, one) for hour, one in enumerate(seen)]
    if browser is not None:
        tries.append(_look(23, browser, Via.BROWSER))
    return Link(
        "https://county.example/", "https://county.example/permit", "permit", "Permits", element, tries=tuple(tries)
    )


@check(
    title="Broken link",
    severity=Severity.SERIOUS,
    passes=(_to(200), _to(404, 200), _to(403, browser=200), _to(404, 404, browser=200), _to(Outcome.TOO_LARGE)),
    fails=(_to(404, 404), _to(503, 404, 410, element="img"), _to(403, browser=404), _to(404, 404, Outcome.CRASHED)),
    unsure=(_to(), _to(404), _to(403, 404), _to(404, 404, browser=403), _to(404, 500), _to(Outcome.NO_SUCH_HOST)),
)
def broken_link(link: Link) -> Iterator[Answer]:
    tries = [look for look in link.tries if look.outcome not in NOT_ASKED]
    if any(200 <= _status(look) < 400 for look in tries):
        return
    last = tries[-1] if tries else Fetch(link.url, Outcome.NOT_REACHED)
    values: dict[str, str | int] = {
        "text": (link.text or link.href or link.url)[:TEXT_LENGTH],
        "url": link.url,
        "final_url": last.final_url,
        "status": _status(last),
    }
    places = (Place(link.selector, link.snippet),)
    if _is_gone(tries):
        message = replace(_sentence(link, last), values=values)
        yield Finding(link.page_url, message, link.url, "gone", places=places)
    else:
        rule = _why_unsure(last)
        message = replace(COULD_NOT_TELL[rule], values=values)
        yield Unsure(link.page_url, message, link.url, rule, places=places)


def _status(look: Fetch) -> int:
    """The status of a whole answer; 0 where there was none. A body too large for us, or a file, is an answer too."""
    if look.outcome in (Outcome.TOO_LARGE, Outcome.DOWNLOAD):
        return look.status or 200
    return look.status or 0 if look.outcome is Outcome.ANSWERED else 0


def _is_gone(tries: list[Fetch]) -> bool:
    """Never on one try: the last two, at different times, agree; or the browser sees what a refusal had hidden."""
    if len(tries) < 2:
        return False
    before, last = tries[-2:]
    if before.at is None or last.at is None or before.at >= last.at:
        return False
    if any(look.via is Via.BROWSER and _status(look) not in GONE for look in tries):
        return False
    hidden = last.via is Via.BROWSER and _status(before) in REFUSES_ROBOTS
    return _status(last) in GONE and (_status(before) in GONE or hidden)


def _sentence(link: Link, last: Fetch) -> Message:
    if link.element in ("img", "input"):
        return NO_SUCH_IMAGE
    if link.element not in ("a", "area", "form"):
        return NO_SUCH_FILE
    return NO_SUCH_PAGE_BEHIND if last.final_url not in ("", link.url) else NO_SUCH_PAGE


def _why_unsure(last: Fetch) -> str:
    status = _status(last)
    if last.outcome is Outcome.NOT_REACHED:
        return "not-asked"
    if not status:
        return last.outcome.value if last.outcome in COULD_NOT_TELL else "odd-answer"
    if status in GONE:
        return "seen-once"
    if status == 401:
        return "login-wanted"
    if status in REFUSES_ROBOTS:
        return "refuses-robots"
    return "server-error" if status >= 500 else "odd-answer"
