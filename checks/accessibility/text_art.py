"""Faces and pictures made of characters, without words that say what they mean.

## Why it matters

A screen reader reads “:-)” as “colon dash right parenthesis”, and a drawing made of characters as minutes of noise.

## How to fix it

Write the word in place of the face, or give the face a title: <span role="img" aria-label="微笑">:-)</span>. Put a
drawing made of characters into a picture with an alternative text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from checks.drawn import drawn
from checks.registry import check
from records.answers import Answer, Finding, Message, Severity
from records.lines import Line
from records.rendering import Element, Rendering

MOUTH = "[_.oO‿ωᴗ▽∀﹏︿-]"
EYES = rf"\^{MOUTH}{{0,2}}\^|>[_.﹏]<|≧{MOUTH}{{1,2}}≦|￣{MOUTH}{{1,2}}￣|◕{MOUTH}{{1,2}}◕|•{MOUTH}{{1,2}}•|・{MOUTH}・"
FACE = re.compile(
    rf"(?<![A-Za-z0-9_])(?:{EYES}|°□°|T[_.]T|Q_Q|=_=|-_-|@_@|ಠ_ಠ|[Oo]rz|OTZ)(?![A-Za-z0-9_])|\(ツ\)"
    r"|(?:^|(?<=[\s。，！？!?,.~～]))[:;]['^o-][)(DPp|/\\](?=$|[\s。，！？!?,.~～])"
)
"""Faces as people type them in the East, eyes upright, and in the West, on their side."""
NOSELESS = re.compile(r"(?:^|(?<=\s))[:;]\)(?=$|\s)")
HINT = re.compile(r"[\^_=@ツ°•・≧￣◕]|>\.|T\.T|[:;]['^o)-]|[Oo]rz|OTZ")
"""Without one of these there is no face: quickly told of the many texts that have none."""
LEAST_DRAWING = 40
"""Characters from which on a block may be a drawing."""
LEAST_LINES = 3
LEAST_KINDS = 4
"""Kinds of marks in a drawing: a line of dashes has one."""
MOST_WORDS = 0.2
"""Share of letters and digits in a drawing."""
CODE = ("code", "kbd", "samp", "textarea", "script")
CAT = "  /\\_/\\  \n ( o.o ) \n  &gt; ^ &lt;  \n /|   |\\ \n(_|   |_)\n"
NAMES = ("title", "aria-label", "aria-labelledby")


@check(
    title="Picture made of characters",
    severity=Severity.MODERATE,
    wcag=("1.1.1",),
    codes=("HM1110103C", "HM1110104E"),
    passes=(
        drawn("<p>受理時間（週一至週五）:8:00-17:00</p>"),
        drawn('<p>歡迎光臨 <span role="img" aria-label="微笑">:-)</span></p>'),
        drawn('<p>歡迎光臨 <abbr title="微笑">^_^</abbr></p>'),
        drawn("<p>歡迎光臨 😊</p>"),
        drawn("<pre><code>if (a &lt; b) { c[i] = -1; } else { d[i] += 2; }</code></pre>"),
        drawn("<p>----------------------------------------------------------------</p>"),
    ),
    fails=(
        drawn("<p>歡迎光臨 :-)</p>"),
        drawn("<p>報名從速 ^_^ 名額有限</p>"),
        drawn("<p>Thank you (^o^)</p>"),
        drawn(f"<pre>{CAT * 2}</pre>"),
    ),
)
def text_art(page: Rendering) -> Iterator[Answer]:
    places = []
    for line in page.lines:
        for text in line.texts:
            said = _said(line, text)
            if said and not _is_named(page, text):
                places.append(page.place(page.elements[text.parent], said))
    if places:
        message = Message("A picture made of characters has no words that say what it means.")
        yield Finding(page.page_url, message, places=tuple(places))


def _said(line: Line, text: Element) -> Message | None:
    if HINT.search(text.text) and (face := _face(line, text.text)):
        return Message("Say in words what “{text}” means.", {"text": face})
    if line.block.tag == "pre" and _is_drawing(text.text):
        return Message("Put the drawing into a picture with an alternative text.")
    return None


def _face(line: Line, text: str) -> str:
    opens_no_bracket = line.raw.count("(") < line.raw.count(")")
    found = FACE.search(text) or (NOSELESS.search(text) if opens_no_bracket else None)
    return found[0] if found else ""


def _is_named(page: Rendering, text: Element) -> bool:
    """Whether an element around it says in words what it means, or it is code."""
    return any(one.tag in CODE or any(map(one.get, NAMES)) for one in page.around(text))


def _is_drawing(raw: str) -> bool:
    marks = "".join(raw.split())
    if len(marks) < LEAST_DRAWING or raw.strip().count("\n") < LEAST_LINES - 1 or len(set(marks)) < LEAST_KINDS:
        return False
    return sum(map(str.isalnum, marks)) <= MOST_WORDS * len(marks)
