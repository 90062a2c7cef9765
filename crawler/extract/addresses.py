"""Addresses: one spelling for each, and what a reference on a page leads to."""

from __future__ import annotations

import re
from collections.abc import Collection
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple
from unicodedata import normalize
from urllib.parse import quote, unquote, urlsplit

from w3lib.url import canonicalize_url, safe_url_string

from crawler.extract.contacts import is_mail, is_phone


class Flaw(StrEnum):
    """Why something that was meant as an address is none."""

    NO_HOST = "no-host"
    BAD_HOST = "bad-host"
    BAD_PORT = "bad-port"
    BAD_SCHEME = "bad-scheme"
    """"htp://", "http//", "http：//", "localhost:80"…"""
    SCHEME_TWICE = "scheme-twice"
    """"http://http://…"."""
    HIDDEN_CHARACTER = "hidden-character"
    """A full-width blank or another invisible character stands before it."""
    LOCAL_FILE = "local-file"
    """"file:///…", "C:\\…": a file on the author's own computer."""
    BAD_MAIL = "bad-mail"
    """mailto: with what is no mail address."""
    BAD_PHONE = "bad-phone"
    """tel: with what no telephone can dial."""


class Target(NamedTuple):
    """Where a reference leads: an http or https address."""

    url: str
    """Canonical."""
    fragment: str = ""
    """Which place of it, percent-decoded, without a text directive (":~:…"); empty for none and for the top."""


class Malformed(NamedTuple):
    """Meant to lead somewhere, and cannot."""

    written: str
    """Blanks squeezed, at most 2,000 characters."""
    flaw: Flaw


class Elsewhere(NamedTuple):
    """Leads to nothing that is the web's: a mail, a telephone, a script, an app, or nothing at all."""

    written: str
    """Blanks squeezed, at most 2,000 characters."""
    scheme: str
    """Lower case: "mailto", "javascript"…; empty where the reference is empty, "#" or "#top"."""
    flaw: Flaw | None = None


def canonical(url: str, *, drop_query: Collection[str] = (), ignore_case: bool = False, encoding: str = "utf-8") -> str:
    """Spell an address in the one way that names its page in the database, and in which it is asked for.

    Scheme and host lower case, the host in ASCII (IDNA); no default port, no fragment; dot segments resolved; what may
    not stand in an address percent-encoded: in the path as UTF-8, in the query in the page's `encoding`, as browsers do
    (https://url.spec.whatwg.org/#query-state). Parameters are ordered by name, and stay otherwise as they are, for some
    servers tell "?a" from "?a=". Session ids in the path (";jsessionid=…", "/(S(…))/") are dropped.
    `drop_query` names parameters to leave out, in any case; `ignore_case` lowers the path and the names of parameters,
    for servers to which they are alike.

    Raises ValueError for what is no http or https address.
    """
    spelt = _spell_plain(url) or _spell(_fold_scheme(url), encoding)
    if drop_query or ignore_case:
        return _by_rules(spelt, {name.casefold() for name in drop_query}, ignore_case)
    return spelt


def resolve(base: str, href: str, encoding: str = "utf-8") -> Target | Malformed | Elsewhere:
    """What a reference written on the page `base` leads to, as a browser would see it. Never raises.

    "#x" leads to the place x of `base` itself. `encoding` is the page's.
    """
    reference, _, fragment = href.partition("#")
    if _PLAIN_HREF.fullmatch(reference) and "//" not in reference:
        origin, folder = _stem(base)
        if origin and (url := _spell_plain((origin if reference[0] == "/" else folder) + reference)):
            return Target(url, _place(fragment)) if fragment else Target(url)
    try:
        return _resolve(base, href, encoding)
    except _Unusable as unusable:
        return Malformed(_squeezed(reference), unusable.flaw)


# Spelling. Most addresses are plain already: _PLAIN matches those that the slow way would leave as they are, but for
# the order of the query. No segment in it starts with a dot or a bracket, no port is a default one, and a host that
# ends in a number is four of them.

_PLAIN = re.compile(
    r"(https?://(?=[^/:]{1,63}[/:])"
    r"(?:(?:(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])(?:\.|(?=[/:]))){4}(?<!\.)"
    r"|(?!(?:[^/:]*\.)?[0-9][^./:]*[/:])[a-z0-9]++(?:[.-][a-z0-9]++)*+)"
    r"(?::(?!(?:80|443)[/?])(?:[1-5][0-9]{4}|[1-9][0-9]{1,3})(?=[/?]))?"
    r"(?:/(?:(?![.(])(?:[A-Za-z0-9_.~,=@!$()*-]++|%[89A-F][0-9A-F]|%20)++)?+)++)"
    r"(?:\?((?:[A-Za-z0-9_.~,=@!$()*/:;?+&-]++|%[0-9A-F]{2})++))?"
)
_PLAIN_HREF = re.compile(r"/?[A-Za-z0-9_~-][A-Za-z0-9_.~/-]*(?:\?[A-Za-z0-9_.~=&%-]*)?")
_FOREIGN = re.compile(r"[^\x00-\x7f]+| +")
_CONTROLS = re.compile(r"[\t\n\r]")
_EDGES = "".join(map(chr, range(0x21)))
_FORBIDDEN_IN_HOST = re.compile(r"[\x00-\x20#/<>?@\[\\\]^|%\"`{}\x7f]")
_ESCAPE = re.compile(r"%[0-9a-fA-F]{2}")
_SESSION = re.compile(r";(?:jsessionid|phpsessid)=[^;/]*+|/\((?:[A-Za-z]\([^/()]*+\))++\)(?=/)", re.IGNORECASE)
"""Servlet containers and PHP add a parameter to the path; ASP.NET without cookies puts a segment into it."""
_NUMBER = re.compile(r"[0-9]+|0[xX][0-9a-fA-F]*")
_IGNORED = dict.fromkeys(map(ord, "\xad\u200b\u2060\ufeff"))
_DEFAULT_PORTS = {"http": 80, "https": 443}


class _Unusable(ValueError):
    def __init__(self, flaw: Flaw) -> None:
        super().__init__(f"no http or https address: {flaw}")
        self.flaw = flaw


@lru_cache(maxsize=8192)
def _spell_plain(url: str) -> str:
    match = _PLAIN.fullmatch(url)
    if match is None:
        return ""
    query = match[2]
    return url if query is None or "&" not in query else _with_query(match[1], query)


@lru_cache(maxsize=4096)
def _spell(url: str, encoding: str) -> str:
    url = _CONTROLS.sub("", url.strip(_EDGES)).partition("#")[0]
    before, _, query = url.partition("?")
    before = before.replace(" ", "%20")
    scheme, host, port = _authority(before)
    if scheme not in _DEFAULT_PORTS:
        raise _Unusable(Flaw.BAD_SCHEME)
    if not host:
        raise _Unusable(Flaw.NO_HOST)
    before = safe_url_string(canonicalize_url(_with_plain_host(before)))
    scheme, host, port = _authority(before)
    _check_host(host)
    if port == _DEFAULT_PORTS[scheme]:
        before = before.replace(f":{port}/", "/", 1)
    before = _SESSION.sub("", before)
    return _with_query(before, _quoted(query, encoding)) if query else before


def _authority(address: str) -> tuple[str, str, int | None]:
    try:
        parts = urlsplit(address)
    except ValueError as error:
        raise _Unusable(Flaw.BAD_HOST) from error
    try:
        port = parts.port
    except ValueError as error:
        raise _Unusable(Flaw.BAD_PORT) from error
    return parts.scheme, parts.hostname or "", port


def _with_plain_host(address: str) -> str:
    """The host as the URL standard has it: percent-decoded, in ASCII, and an IP address as four numbers."""
    start = address.index("//") + 2
    end = address.find("/", start) % (len(address) + 1)
    authority = address[start:end].replace("\\", "/")
    start += authority.rfind("@") + 1
    host, colon, port = address[start:end].partition(":")
    if host.startswith("["):
        return address
    if "%" in host or not host.isascii():
        host = _in_ascii(unquote(host))
    if _NUMBER.fullmatch(host.removesuffix(".").rpartition(".")[2]):
        host = _ip_address(host)
    return address[:start] + host + colon + port + address[end:]


def _in_ascii(host: str) -> str:
    """By the mapping of UTS #46 in short: compatible forms made one, invisible characters left out."""
    host = normalize("NFKC", host.translate(_IGNORED)).lower().replace("。", ".")
    try:
        return ".".join(
            label if label.isascii() else f"xn--{label.encode('punycode').decode()}" for label in host.split(".")
        )
    except UnicodeError as error:
        raise _Unusable(Flaw.BAD_HOST) from error


def _ip_address(host: str) -> str:
    """The standard's IPv4 parser: parts may be hexadecimal or octal, and the last may stand for several."""
    try:
        numbers = [_number(part) for part in host.lower().removesuffix(".").split(".")]
    except ValueError as error:
        raise _Unusable(Flaw.BAD_HOST) from error
    *first, last = numbers
    if len(first) > 3 or any(number > 255 for number in first) or last >= 256 ** (4 - len(first)):
        raise _Unusable(Flaw.BAD_HOST)
    value = last + sum(number << (24 - 8 * at) for at, number in enumerate(first))
    return ".".join(str(value >> shift & 255) for shift in (24, 16, 8, 0))


def _number(part: str) -> int:
    if len(part) > 20 or not part.isalnum():
        raise ValueError(part)
    if part.startswith("0x"):
        return int(part[2:] or "0", 16)
    return int(part, 8 if part.startswith("0") else 10)


def _check_host(host: str) -> None:
    if ":" in host:
        return
    labels = host.removesuffix(".").split(".")
    if not host.isascii() or _FORBIDDEN_IN_HOST.search(host):
        raise _Unusable(Flaw.BAD_HOST)
    if len(host) > 253 or not all(0 < len(label) < 64 for label in labels):
        raise _Unusable(Flaw.BAD_HOST)


def _quoted(query: str, encoding: str) -> str:
    try:
        query.encode(encoding)
    except (UnicodeEncodeError, LookupError):
        encoding = "utf-8"
    return safe_url_string("http://h/?" + query, encoding=encoding).partition("?")[2]


def _with_query(before: str, query: str) -> str:
    if "%" in query:
        query = _ESCAPE.sub(_upper, query)
    parameters = sorted((parameter for parameter in query.split("&") if parameter), key=_name)
    return f"{before}?{'&'.join(parameters)}" if parameters else before


def _upper(match: re.Match[str]) -> str:
    return match[0].upper()


def _name(parameter: str) -> str:
    return parameter.partition("=")[0]


def _by_rules(url: str, dropped: set[str], ignore_case: bool) -> str:
    before, _, query = url.partition("?")
    parameters = [parameter for parameter in query.split("&") if _name(parameter).casefold() not in dropped]
    if ignore_case:
        path = before.index("/", 8)
        before = before[:path] + _ESCAPE.sub(_upper, before[path:].lower())
        parameters = [_name(parameter).lower() + parameter[len(_name(parameter)) :] for parameter in parameters]
    return _with_query(before, "&".join(parameters))


def _fold_scheme(url: str) -> str:
    """People type full-width "ｈｔｔｐ：／／" into a configuration, and mean well; in a page it is a mistake."""
    start = url.strip()[:8]
    return url if start.isascii() else normalize("NFKC", start) + url.strip()[8:]


# Resolving


@lru_cache(maxsize=64)
def _stem(base: str) -> tuple[str, str]:
    """The origin, and the address up to its path's last slash; both empty where the address is not plain."""
    match = _PLAIN.fullmatch(base)
    if match is None:
        return "", ""
    before = match[1]
    return before[: before.index("/", 8)], before[: before.rindex("/") + 1]


_SCHEME = re.compile(r"([a-zA-Z][a-zA-Z0-9+.-]*):")
_MISSPELT_SCHEME = re.compile(r"h{0,2}t{1,3}p{0,2}s{0,2}|hppts?|https?[a-z0-9]")
_WIDE_SLASH = re.compile("https?:/?／", re.IGNORECASE)
_LOST_COLON = re.compile(r"https?(?:[;；：]|)(?:[/／]{2}|[；：])", re.IGNORECASE)
_TWO_SCHEMES = re.compile(r"https?://https?:?//", re.IGNORECASE)
_SLASHES = re.compile(r"(https?:)?(/*)", re.IGNORECASE)
_HOST_WITH_DOT = re.compile(r"[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}(?:[:/]|$)", re.IGNORECASE)
_INVISIBLE = "\u3000\xa0\ufeff\u200b\u200c\u200d\u2060"
_LOOKS_ABSOLUTE = re.compile(r"https?:|//|www\.", re.IGNORECASE)


def _resolve(base: str, href: str, encoding: str) -> Target | Elsewhere:
    whole = _CONTROLS.sub("", href.strip(_EDGES))
    if not whole.isascii():
        whole = whole.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    written, _, fragment = whole.partition("#")
    place = _place(fragment) if fragment else ""
    if not written:
        return Target(canonical(base), place) if place else Elsewhere(_squeezed(whole), "")
    _check_start(written)
    if written[-1] == " ":  # Before a "#": a blank there is part of the address.
        written = written.rstrip(" ") + "%20"
    if (scheme := _SCHEME.match(written)) and scheme[1].lower() not in _DEFAULT_PORTS:
        return _other_scheme(scheme[1].lower(), whole)
    path, question, query = written.partition("?")
    path = _without_stray_slashes(path.replace("\\", "/"), base)
    joined = _joined(base, path) + question + query
    if _TWO_SCHEMES.match(joined):
        raise _Unusable(Flaw.SCHEME_TWICE)
    return Target(_spell_plain(joined) or _spell_plain(_escaped(joined, encoding)) or _spell(joined, encoding), place)


def _joined(base: str, path: str) -> str:
    """Unlike urllib's, this keeps empty segments ("a//b"), as browsers do. Dots are left to the spelling."""
    scheme, colon, rest = path.partition(":")
    if colon and scheme.lower() in _DEFAULT_PORTS:
        if rest.startswith("//"):
            return path
        path = rest
    page = base.partition("?")[0]
    if not path:
        return page
    root = page.find("/", page.index("//") + 2) % (len(page) + 1)
    return page[:root] + path if path.startswith("/") else page[: page.rfind("/", root) + 1 or None] + path


def _place(fragment: str) -> str:
    name = _CONTROLS.sub("", fragment.rstrip(_EDGES)[:2000]).partition(":~:")[0]
    name = unquote(name) if "%" in name else name
    return "" if name.lower() == "top" else name


def _squeezed(written: str) -> str:
    return " ".join(written[:10_000].split())[:2000]


def _without_stray_slashes(path: str, base: str) -> str:
    """Browsers overlook slashes lacking or left over before a host: "special authority ignore slashes state"."""
    slashes = _SLASHES.match(path)
    assert slashes is not None
    scheme = (slashes[1] or base.partition(":")[0] + ":").lower()
    if len(slashes[2]) < 2 and base.startswith(scheme):
        return path
    is_usual = len(slashes[2]) == 2 and slashes.end() < len(path)
    if not is_usual and not _HOST_WITH_DOT.match(path, slashes.end()):
        raise _Unusable(Flaw.NO_HOST)
    return f"{scheme}//{path[slashes.end() :]}"


def _check_start(written: str) -> None:
    visible = written.lstrip(_INVISIBLE)
    if visible != written and _LOOKS_ABSOLUTE.match(visible):
        raise _Unusable(Flaw.HIDDEN_CHARACTER)
    if written.startswith("\\\\"):
        raise _Unusable(Flaw.LOCAL_FILE)
    start = written[:8]
    is_usual = start.isascii() or start.lower().startswith(("http:", "https:"))
    is_wide = not is_usual and normalize("NFKC", start).lower().startswith(("http:", "https:"))
    if is_wide or _WIDE_SLASH.match(written) or _LOST_COLON.match(written):
        raise _Unusable(Flaw.BAD_SCHEME)


def _other_scheme(name: str, written: str) -> Elsewhere:
    rest = written[len(name) + 1 :]
    if name == "file" or len(name) == 1:
        raise _Unusable(Flaw.LOCAL_FILE)
    if (_MISSPELT_SCHEME.fullmatch(name) and rest.startswith(("/", "\\"))) or "." in name or name == "localhost":
        raise _Unusable(Flaw.BAD_SCHEME)
    flaw = None
    if name == "mailto" and not is_mail(rest):
        flaw = Flaw.BAD_MAIL
    elif name == "tel" and not is_phone(rest):
        flaw = Flaw.BAD_PHONE
    return Elsewhere(_squeezed(written), name, flaw)


def _escaped(joined: str, encoding: str) -> str:
    """Chinese file names and blanks, which are common, made plain; odder things are left to the slow way."""
    path = joined.find("/", 8)
    before, question, query = joined[path:].partition("?")
    if path < 0 or (not query.isascii() and encoding.lower() not in ("utf-8", "utf-8-sig")):
        return joined
    return joined[:path] + _FOREIGN.sub(_percent, before) + question + _FOREIGN.sub(_percent, query)


def _percent(match: re.Match[str]) -> str:
    return quote(match[0], safe="")
