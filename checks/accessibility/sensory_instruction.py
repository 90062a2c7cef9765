"""An instruction that names what to use by its colour, shape or place alone: “press the green button”.

## Why it matters

Who does not see the screen, or not its colours, does not know which button is meant. On a telephone what was on the
right is further down.

## How to fix it

Name the thing by its words, and add the colour or the place if you like: “請按右側綠色的「送出」按鈕”.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from checks.colours import (
    COLOUR,
    COLOUR_WORDS,
    COLOUR_WORDS_ZH,
    COLOUR_ZH,
    QUOTED,
    SHAPE,
    SHAPE_WORDS,
    SHAPE_WORDS_ZH,
    SHAPE_ZH,
    SIDE_WORDS,
    SIDE_WORDS_ZH,
    THING,
    THING_ZH,
    speaks_of,
)
from checks.drawn import drawn
from checks.registry import check
from records.answers import Answer, Finding, Message, Place, Severity, Unsure
from records.rendering import Rendering

DO = r"\b(?:click|press|select|choose|use|tap|push|touch|hit)\s+(?:on\s+)?"
DO_ZH = "(?:點選|點擊|按下|按壓|請按|請點|按|點|選擇|選取|使用|利用)"
SIDE = r"(?:right|left|top|bottom|upper|lower)(?:[- ]hand)?"
SIDE_ZH = "(?:[左右上下](?:邊|方|側|角|上角|下角|上方|下方)|最[左右上下]邊?)"
LOOKS = re.compile(
    rf"{DO}the\s+(?:{COLOUR}|{SHAPE})(?:\s+(?:{COLOUR}|{SHAPE}))?\s+{THING}\b"
    rf"|{DO_ZH}[^。，,；;\s]{{0,6}}?(?:{COLOUR_ZH}色?|{SHAPE_ZH})(?:的|之)?[^。，,；;\s]{{0,4}}?{THING_ZH}",
    re.I,
)
STANDS = re.compile(
    rf"\b(?:{THING}|menu|form|column|panel|list|navigation)\s+(?:is\s+)?(?:on|at|to|in)\s+the\s+{SIDE}\b"
    rf"|\b(?:{DO})(?:[\w-]+\s+){{0,5}}(?:on|at|to|in)\s+the\s+{SIDE}\b"
    rf"|\b{SIDE}\s+(?:column|menu|corner|panel|sidebar|side\s+of\s+(?:the|this)\s+(?:page|screen|window))\b"
    rf"|\b(?:after|when you hear)\s+the\s+(?:beep|tone|chime)\b"
    rf"|(?:{DO_ZH}|見|參考|參閱|由|從)[^。，,；;\s]{{0,8}}?{SIDE_ZH}的?[^。，,；;\s]{{0,8}}?{THING_ZH}",
    re.I,
)
NAMES_IT = re.compile(rf"{QUOTED}|\b(?:labell?ed|named|called|marked|saying|titled|that says|which says)\b", re.I)
WORDS = (COLOUR_WORDS, COLOUR_WORDS_ZH, SHAPE_WORDS, SHAPE_WORDS_ZH, SIDE_WORDS, SIDE_WORDS_ZH)
AROUND = 40
"""Characters after the words in which the thing may still be named."""
LONGEST = 600


@check(
    title="Instruction by look or place alone",
    severity=Severity.MODERATE,
    wcag=("1.3.3",),
    codes=("GN1130300E", "GN1140100E"),
    passes=(
        drawn("<p>請按右側綠色的「送出」按鈕。</p>"),
        drawn('<p>Press the green button labelled "Send".</p>'),
        drawn("<p>本館位於縣府右側，綠色的大樓。</p>"),
        drawn("<p>The green button factory opened in 1920.</p>"),
    ),
    fails=(
        drawn("<p>填妥後請點選紅色按鈕。</p>"),
        drawn("<p>To go on, press the green button.</p>"),
        drawn("<p>Click on the large round icon to search.</p>"),
    ),
    unsure=(
        drawn("<p>請點選右邊的選單。</p>"),
        drawn("<p>Use the links on the left.</p>"),
        drawn('<p>Press the green button.</p><button aria-label="Green: go on">→</button>'),
    ),
)
def sensory_instruction(page: Rendering) -> Iterator[Answer]:
    found, doubtful = list[Place](), list[Place]()
    for line in page.lines:
        text = line.raw[:LONGEST]
        if not speaks_of(text, *WORDS):
            continue
        told = LOOKS.search(text)
        said = told or STANDS.search(text)
        if said is None or NAMES_IT.search(text[said.start() : said.end() + AROUND]):
            continue
        place = page.place(line.block, Message("Name what is meant by its words: “{text}”.", {"text": said[0][:60]}))
        (found if told and not _has_such_a_name(page, told[0]) else doubtful).append(place)
    if found:
        message = Message("An instruction says only how the thing to use looks.")
        yield Finding(page.page_url, message, places=tuple(found))
    if doubtful:
        message = Message("Can this instruction be followed without seeing how things look or where they stand?")
        yield Unsure(page.page_url, message, places=tuple(doubtful))


def _has_such_a_name(page: Rendering, told: str) -> bool:
    """Whether a control is called by its colour or shape as well."""
    looks = re.findall(rf"{COLOUR}|{SHAPE}|{COLOUR_ZH}色", told, re.I)
    names = [control.name.lower() for control in page.roles("button", "link")]
    return any(look.lower() in name for look in looks for name in names)
