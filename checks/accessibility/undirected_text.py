"""Arabic, Hebrew or another script that runs from right to left, without a mark of its direction.

## Why it matters

Without the mark, numbers, Latin words and full stops in such a text stand in the wrong places, and a telephone number
or a date reads as another.

## How to fix it

Mark the passage: <p lang="ar" dir="rtl">…</p>. If the editor of the CMS cannot do it, ask the vendor.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from checks.drawn import drawn
from checks.registry import check
from records.answers import Answer, Finding, Message, Severity
from records.lines import Line
from records.rendering import Rendering

RUNS_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdfd\ufe70-\ufefc]+")
MARKS = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")
LEAST_WORDS = 3
"""A name or two, as for the choice of a language, look right without a mark."""


@check(
    title="Text without its direction",
    severity=Severity.MODERATE,
    wcag=("1.3.2",),
    codes=("HM1130200C", "GN1130201E"),
    passes=(
        drawn('<p lang="ar" dir="rtl">يرجى إرسال النموذج قبل 31 مارس.</p>'),
        drawn('<div dir="auto"><p>يرجى إرسال النموذج قبل 31 مارس.</p></div>'),
        drawn('<a href="/ar" lang="ar">العربية</a>'),
        drawn("<p>請於月底前送件。</p>"),
    ),
    fails=(
        drawn('<p lang="ar">يرجى إرسال النموذج قبل 31 مارس.</p>'),
        drawn("<p>電話：הטלפון של המשרד 04-7000000</p>"),
    ),
)
def undirected_text(page: Rendering) -> Iterator[Answer]:
    places = []
    for line in page.lines:
        words = RUNS_LEFT.findall(line.raw)
        if len(words) >= LEAST_WORDS and not MARKS.search(line.raw) and not _has_direction(page, line):
            said = Message("Mark its direction: “{text}”.", {"text": " ".join(words)[:60]})
            places.append(page.place(line.block, said))
    if places:
        message = Message("A text that runs from right to left has no mark of its direction.")
        yield Finding(page.page_url, message, places=tuple(places))


def _has_direction(page: Rendering, line: Line) -> bool:
    around = page.elements[line.texts[0].parent]
    if around.style.get("direction") == "rtl":
        return True
    return any(one.get("dir") in ("rtl", "auto") or one.tag in ("bdi", "bdo") for one in (around, *page.around(around)))
