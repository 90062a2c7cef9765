"""What became of a link's target: one verdict of a closed list, and whether it is beyond doubt."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from ipaddress import ip_address
from urllib.parse import urlsplit

from records.facts import Fetch, Link, Mark, Outcome, TlsFlaw, Via


class TargetVerdict(StrEnum):
    FINE = "fine"
    MOVED = "moved"
    """Redirected for good."""
    FRONT_PAGE = "front-page"
    """A page deep in one site is redirected to the front page of another."""
    GONE = "gone"
    SOFT_404 = "soft-404"
    """An error page that is answered as if all were well."""
    NO_SUCH_HOST = "no-such-host"
    REFUSED = "refused"
    TIMED_OUT = "timed-out"
    DROPPED = "dropped"
    SERVER_ERROR = "server-error"
    TLS_EXPIRED = "tls-expired"
    TLS_WRONG_NAME = "tls-wrong-name"
    TLS_UNTRUSTED = "tls-untrusted"
    TLS_TOO_OLD = "tls-too-old"
    TLS_INCOMPLETE = "tls-incomplete-chain"
    """Browsers cope with it."""
    TLS_FAILED = "tls-failed"
    ENDLESS_REDIRECTS = "endless-redirects"
    LOGIN_WANTED = "login-wanted"
    REFUSES_ROBOTS = "refuses-robots"
    ODD_ANSWER = "odd-answer"
    MISSING_ANCHOR = "missing"
    """The page is there, the place in it is not."""
    WRONG_CONTENT = "wrong-content"
    EMPTY = "empty"
    CUT_SHORT = "cut-short"
    PARKED = "parked"
    PRIVATE_ADDRESS = "private-address"
    LOCAL_FILE = "local-file"
    MALFORMED = "malformed"
    BAD_MAIL = "bad-mail"
    BAD_PHONE = "bad-phone"
    ROBOTS = "robots"
    """Not checked: its robots.txt asks us to keep out."""
    NOT_ASKED = "not-asked"
    """Not checked, for a limit of ours."""


@dataclass(frozen=True)
class Judged:
    verdict: TargetVerdict
    is_sure: bool
    """Whether somebody may be blamed for it (law 2: never on one try)."""
    last: Fetch
    """The try that shows it."""


V = TargetVerdict
GONE_STATUSES = {404, 410}
REFUSES_ROBOTS_STATUSES = {401, 403, 405, 406, 429, 503, 999}
"""Far more often "not for you" than "not there"; 999 is one big network's own."""
NOT_ASKED = {Outcome.NOT_REACHED, Outcome.CRASHED}
"""Our own side did not get to ask."""
PASSING = {V.NO_SUCH_HOST, V.REFUSED, V.TIMED_OUT, V.DROPPED, V.SERVER_ERROR}
"""Faults of servers and networks, which may be over tomorrow: nobody hears of them until they have lasted."""
LASTING = timedelta(hours=12)
BY_OUTCOME = {
    Outcome.NO_SUCH_HOST: V.NO_SUCH_HOST,
    Outcome.REFUSED: V.REFUSED,
    Outcome.TIMED_OUT: V.TIMED_OUT,
    Outcome.DROPPED: V.DROPPED,
    Outcome.TLS_FAILED: V.TLS_FAILED,
    Outcome.TOO_MANY_REDIRECTS: V.ENDLESS_REDIRECTS,
    Outcome.PRIVATE_ADDRESS: V.PRIVATE_ADDRESS,
    Outcome.MALFORMED: V.MALFORMED,
    Outcome.ROBOTS: V.ROBOTS,
}
BY_TLS_FLAW = {
    TlsFlaw.EXPIRED: V.TLS_EXPIRED,
    TlsFlaw.WRONG_NAME: V.TLS_WRONG_NAME,
    TlsFlaw.UNTRUSTED: V.TLS_UNTRUSTED,
    TlsFlaw.TOO_OLD: V.TLS_TOO_OLD,
}
BY_FLAW = {"local-file": V.LOCAL_FILE, "bad-mail": V.BAD_MAIL, "bad-phone": V.BAD_PHONE}
PERMANENT = {301, 308}


def judged(link: Link) -> Judged:
    """The verdict on a link's target, from every try that was made."""
    tries = [look for look in link.tries if look.outcome not in NOT_ASKED]
    last = tries[-1] if tries else Fetch(link.url, Outcome.NOT_REACHED)
    if link.flaw:
        return Judged(BY_FLAW.get(link.flaw, V.MALFORMED), True, last)
    if not tries:
        return Judged(V.NOT_ASKED, False, last)
    if any(Mark.AS_IF_LOST in look.marks for look in link.tries if look.outcome in NOT_ASKED):
        return Judged(V.SOFT_404, False, last)
    asked = [look for look in tries if look.via is Via.HTTP]
    answered = [look for look in tries if answers(look)]
    if answered:
        return _of_an_answer(link, answered[-1], asked)
    if _is_gone(tries):
        return Judged(V.GONE, True, last)
    verdict = verdict_of(last)
    before = [verdict_of(look) for look in asked]
    if last.via is Via.BROWSER and verdict in (V.TLS_FAILED, V.ENDLESS_REDIRECTS, V.DROPPED) and before:
        # The browser's "no" confirms; what is wrong the handshake told more exactly.
        confirmed = len(set(before)) == 1 and len(before) > 1 and before[0] in _CONFIRMED_BY_BROWSER
        return Judged(before[-1], confirmed or (before[-1] in PASSING and _has_lasted(link, asked)), asked[-1])
    if verdict is V.PRIVATE_ADDRESS:
        # A page that itself lives inside a private network may well lead to its neighbours.
        return Judged(verdict, _is_private(link.url) and not _is_private(link.page_url), last)
    return Judged(verdict, verdict in PASSING and _has_lasted(link, asked), last)


_CONFIRMED_BY_BROWSER = {*BY_TLS_FLAW.values(), V.ENDLESS_REDIRECTS}


def answers(look: Fetch) -> bool:
    """Whether a good answer came. A body too large for us, or a file, is an answer too."""
    if look.outcome in (Outcome.TOO_LARGE, Outcome.DOWNLOAD):
        return (look.status or 200) < 400
    return look.is_fine


def verdict_of(look: Fetch) -> TargetVerdict:
    """What one try by itself looks like."""
    if answers(look):
        return V.FINE
    if look.outcome is not Outcome.ANSWERED:
        if look.outcome is Outcome.TLS_FAILED and look.tls in BY_TLS_FLAW:
            return BY_TLS_FLAW[look.tls]
        return BY_OUTCOME.get(look.outcome, V.ODD_ANSWER)
    status = look.status or 0
    if status in GONE_STATUSES:
        return V.GONE
    if status == 401:
        return V.LOGIN_WANTED
    if status in REFUSES_ROBOTS_STATUSES:
        return V.REFUSES_ROBOTS
    return V.SERVER_ERROR if status >= 500 else V.ODD_ANSWER


def _of_an_answer(link: Link, last: Fetch, asked: list[Fetch]) -> Judged:
    for mark, verdict in (
        (Mark.AS_IF_LOST, V.SOFT_404),
        (Mark.PARKED, V.PARKED),
        (Mark.EMPTY, V.EMPTY),
        (Mark.CUT_SHORT, V.CUT_SHORT),
    ):
        marked = [look for look in asked if mark in look.marks]
        if marked and marked[-1] is asked[-1]:
            # The second look is what marks an answer as that of something lost; of the others each look tells it.
            return Judged(verdict, len(asked) > 1 if mark is Mark.AS_IF_LOST else len(marked) > 1, last)
    if Mark.SAYS_LOST in last.marks:
        return Judged(V.SOFT_404, False, last)
    if link.fragment and link.has_place is False:
        return Judged(V.MISSING_ANCHOR, True, last)
    if Mark.WRONG_KIND in last.marks:
        return Judged(V.WRONG_CONTENT, False, last)
    if last.hops and last.via is Via.HTTP:
        if _is_front_page_of_another(link.url, last.final_url):
            return Judged(V.FRONT_PAGE, False, last)
        if all(hop.status in PERMANENT for hop in last.hops) and _plain(link.url) != _plain(last.final_url):
            return Judged(V.MOVED, True, last)
    if last.tls is TlsFlaw.INCOMPLETE_CHAIN:
        return Judged(V.TLS_INCOMPLETE, True, last)
    return Judged(V.FINE, True, last)


def _is_gone(tries: list[Fetch]) -> bool:
    """Never on one try: the last two, at different times, agree; or the browser sees what a refusal had hidden."""
    if len(tries) < 2:
        return False
    before, last = tries[-2:]
    if before.at is None or last.at is None or before.at >= last.at:
        return False
    if any(look.via is Via.BROWSER and verdict_of(look) is not V.GONE for look in tries):
        return False
    hidden = last.via is Via.BROWSER and verdict_of(before) in (V.REFUSES_ROBOTS, V.LOGIN_WANTED)
    return verdict_of(last) is V.GONE and (verdict_of(before) is V.GONE or hidden)


def _has_lasted(link: Link, asked: list[Fetch]) -> bool:
    """Whether a passing fault was seen in two runs, or twice at least twelve hours apart; never well in between."""
    seen = [look for look in (*asked, *link.earlier[:1]) if look.at is not None]
    if len(asked) < 2 or any(verdict_of(look) not in PASSING for look in seen):
        return False
    times = [look.at for look in seen if look.at is not None]
    return bool(link.earlier) or max(times) - min(times) >= LASTING


def _is_private(url: str) -> bool:
    """Whether the host is a private address written out, or this very machine."""
    host = urlsplit(url).hostname or ""
    try:
        return not ip_address(host).is_global
    except ValueError:
        return host == "localhost"


def _plain(url: str) -> str:
    """An address without what nobody needs to mend: scheme, "www.", case, a slash at its end."""
    parts = urlsplit(url)
    host = parts.netloc.lower().removeprefix("www.")
    return f"{host}{parts.path.rstrip('/')}?{parts.query}".casefold()


def _is_front_page_of_another(asked: str, final: str) -> bool:
    there, here = urlsplit(final), urlsplit(asked)
    return there.path in ("", "/") and not there.query and here.path not in ("", "/") and there.netloc != here.netloc
