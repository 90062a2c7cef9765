"""The templates' environment: everything printed is cleaned and escaped, and said in one language."""

from __future__ import annotations

import re
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from jinja2 import BytecodeCache, Environment, FileSystemLoader, StrictUndefined, select_autoescape
from jinja2.bccache import Bucket
from markupsafe import Markup, escape

from checks.registry import load_checks
from records.answers import Answer, Message
from records.county import County
from records.issues import RunRecord
from reports.grouping import day_of
from reports.owners import site_of
from reports.places import is_of_template, pages_of, spots_of
from reports.words import DOUBTS, Words, clean, fill

TEMPLATES = Path(__file__).parent / "templates"


class Compiled(BytecodeCache):
    """Templates that this process has compiled: for a small county that takes longer than to fill them in."""

    def __init__(self) -> None:
        self._code: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if code := self._code.get(bucket.key):
            bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._code[bucket.key] = bucket.bytecode_to_string()


@cache
def compiled(_language: str) -> Compiled:
    """One for each language: filters of constants are worked out when a template is compiled."""
    return Compiled()


def environment(words: Words) -> Environment:
    """Templates in this language. Whatever they print loses its control characters; HTML is escaped, text is not."""
    env = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=select_autoescape(disabled_extensions=("txt",), default=True),
        undefined=StrictUndefined,
        finalize=_fit,
        trim_blocks=True,
        lstrip_blocks=True,
        bytecode_cache=compiled(words.language),
    )
    env.globals.update(_=words.text, words=words)
    env.filters.update(
        say=words.say,
        linked=lambda message: linked(message, words),
        date=words.long_date,
        day=words.short_date,
        moment=words.moment,
        number=lambda number: f"{number:,}",
        shorten=clean,
        paragraphs=paragraphs,
        note=lambda place: paragraphs(re.sub(r"(?m)^[ \t]+", "- ", words.note(place))),
        pages=pages_of,
        spots=spots_of,
    )
    env.tests.update(weblink=is_web_link, of_template=is_of_template)
    return env


def run_environment(words: Words, record: RunRecord, county: County) -> Environment:
    """Templates that speak of one run of a county."""
    env = environment(words)
    sites = {site.id: site for site in county.site}

    def site_name(id: str) -> str:
        return words.name(sites[id]) if id in sites else id or words.say(Message("All sites"))

    def template_of(answer: Answer) -> str:
        site = site_of(answer.page_url, county)
        name = words.name(site) if site else answer.page_url
        return words.say(Message("Template of the site “{site}”", {"site": name}))

    env.globals.update(
        record=record,
        county=county,
        day=day_of(record),
        checks=load_checks(),
        site_name=site_name,
        template_of=template_of,
        doubts=DOUBTS,
    )
    return env


def is_web_link(address: str) -> bool:
    """Whether an address may become a link: http and https only, never "javascript:" and its like."""
    try:
        parts = urlsplit(clean(address))
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.netloc)


def linked(message: Message, words: Words) -> Markup:
    """A sentence as escaped HTML, in which the address that it calls {url} is a link, if it may become one."""

    def shown(name: str) -> str:
        said, target = escape(words.value(message, name)), message.values.get(name)
        if name != "url" or not isinstance(target, str) or not is_web_link(target):
            return said
        return Markup('<a href="{}" rel="noreferrer noopener">{}</a>').format(clean(target), said)

    return Markup(fill(str(escape(words.source(message.text))), shown))


def paragraphs(prose: str) -> Markup:
    """Prose with empty lines between paragraphs, and lines that start with "- ", as escaped HTML."""
    html = Markup()
    for block in prose.split("\n\n"):
        for is_list, lines in groupby(filter(str.strip, block.splitlines()), lambda line: line.startswith("- ")):
            if is_list:
                items = Markup("").join(Markup("<li>{}</li>").format(clean(line[2:])) for line in lines)
                html += Markup("<ul>{}</ul>\n").format(items)
            else:
                html += Markup("<p>{}</p>\n").format(clean(" ".join(lines)))
    return html


def _fit(value: Any) -> Any:
    return clean(value) if isinstance(value, str) and not hasattr(value, "__html__") else value
