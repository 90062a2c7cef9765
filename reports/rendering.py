"""The templates' environment: everything printed is cleaned and escaped, and said in one language."""

from __future__ import annotations

import re
from itertools import groupby
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from markupsafe import Markup

from reports.words import Words, clean

TEMPLATES = Path(__file__).parent / "templates"


def environment(words: Words) -> Environment:
    """Templates in this language. Whatever they print loses its control characters; HTML is escaped, text is not."""
    env = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=select_autoescape(disabled_extensions=("txt",), default=True),
        undefined=StrictUndefined,
        finalize=_fit,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    env.globals.update(_=words.text, words=words)
    env.filters.update(
        say=words.say,
        date=words.long_date,
        day=words.short_date,
        moment=words.moment,
        number=lambda number: f"{number:,}",
        shorten=clean,
        paragraphs=paragraphs,
        note=lambda place: paragraphs(re.sub(r"(?m)^[ \t]+", "- ", words.note(place))),
    )
    env.tests["weblink"] = is_web_link
    return env


def is_web_link(address: str) -> bool:
    """Whether an address may become a link: http and https only, never "javascript:" and its like."""
    try:
        parts = urlsplit(clean(address))
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.netloc)


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
