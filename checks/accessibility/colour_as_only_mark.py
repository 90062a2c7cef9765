"""A meaning that is told by colour alone: “fields in red are required”.

## Why it matters

One man in twelve does not tell red from green, and who listens to the page hears no colours at all.

## How to fix it

Add a mark that can be read: “（必填）” beside the field's label, “*” with its meaning told at the top, “額滿” in the
table.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from checks.colours import COLOUR, COLOUR_WORDS, COLOUR_WORDS_ZH, COLOUR_ZH, speaks_of
from checks.drawn import drawn
from checks.registry import check
from records.answers import Answer, Finding, Message, Severity, Unsure
from records.rendering import Rendering

MARKED = r"(?:marked|shown|highlighted|displayed|printed|indicated|coloured|colored|written|labell?ed|outlined|listed)"
MARKED_ZH = "字體|文字|字|底色?|框|標示|標記|欄位|部分|者"
MEANT_ZH = "必填|必要|額滿|休館|休息|截止|異動|更新|重要"
BY_COLOUR = re.compile(
    rf"\b{MARKED}\s+(?:in|with|by)\s+(?:a\s+|the\s+)?(?:colou?r\s+)?{COLOUR}\b"
    rf"|\b(?:fields?|items?|questions?|rows?|dates?|names?|words?|cells?|days?|labels?|those)\s+in\s+{COLOUR}\b"
    rf"|\b{COLOUR}\s+(?:fields?|items?|rows?|dates?|words?|cells?|days?|labels?|text|background)\s+(?:is|are|means?|shows?|indicates?)\b"
    rf"|{COLOUR_ZH}色?(?:{MARKED_ZH})(?:者|的)?(?:為|是|表示|代表|即)|{COLOUR_ZH}色?的?(?:為|是|表示|代表)(?:{MEANT_ZH})"
    rf"|(?:以|用|標示為?|標成|顯示為?){COLOUR_ZH}色?(?:字體|文字|字|底色?|框|標示|標記)?(?:標示|表示|者|的)",
    re.I,
)
REQUIRED = re.compile(r"required|mandatory|compulsory|must be (?:filled|completed)|必填|必要|必須填|務必填", re.I)
MARK = re.compile(r"[*＊※]|required|必填|必要|\(mandatory\)", re.I)
READABLE_MARK = re.compile(r"[*＊※]|星號|asterisk", re.I)
FIELDS = ("textbox", "combobox", "checkbox", "radio", "searchbox", "spinbutton", "listbox")
LONGEST = 600
NAME = '<label>姓名{} <input name="n"></label>'


@check(
    title="Colour as the only mark",
    severity=Severity.MODERATE,
    wcag=("1.4.1",),
    codes=("GN1140100E", "GN1140102E"),
    passes=(
        drawn(f"<p>紅色欄位為必填。</p>{NAME.format('（必填）')}"),
        drawn(f"<p>Fields marked in red with an asterisk (*) are required.</p>{NAME.format('*')}"),
        drawn("<p>本縣以黑色軟枝烏龍聞名，紅色磚牆的老街。</p>"),
    ),
    fails=(
        drawn(f"<p>紅色欄位為必填。</p>{NAME.format('')}"),
        drawn(f"<p>Required fields are shown in red.</p>{NAME.format('')}"),
    ),
    unsure=(
        drawn("<p>紅字者為休館日。</p><table><tr><td>1</td><td>2</td></tr></table>"),
        drawn("<p>Changes are highlighted in yellow.</p>"),
    ),
)
def colour_as_only_mark(page: Rendering) -> Iterator[Answer]:
    found, doubtful = [], []
    for line in page.lines:
        text = line.text[:LONGEST]
        if not speaks_of(text, COLOUR_WORDS, COLOUR_WORDS_ZH) or BY_COLOUR.search(text) is None:
            continue
        if READABLE_MARK.search(text):
            continue
        place = page.place(line.block, Message("Say it in words or with a mark too: “{text}”.", {"text": text[:60]}))
        if not REQUIRED.search(text):
            doubtful.append(place)
        elif _has_fields(page) and not _has_marks(page):
            found.append(place)
    if found:
        message = Message("Only a colour tells which fields are required.")
        yield Finding(page.page_url, message, places=tuple(found))
    if doubtful:
        message = Message("Is what this colour means told in another way as well?")
        yield Unsure(page.page_url, message, places=tuple(doubtful))


def _has_fields(page: Rendering) -> bool:
    return any(field.is_visible for field in page.roles(*FIELDS))


def _has_marks(page: Rendering) -> bool:
    """Whether the label of some field says that it is required."""
    return any(MARK.search(field.name) for field in page.roles(*FIELDS))
