"""Text that eyes can read and screen readers are told to pass over: aria-hidden="true".

## Why it matters

Who listens to the page never hears it, and is not told that anything was left out.

## How to fix it

Take aria-hidden out, unless the same is said in other words beside it, or the text is only an ornament. It is the
vendor's job.
"""

from __future__ import annotations

from collections.abc import Iterator

from checks.drawn import drawn
from checks.registry import check
from records.answers import Answer, Message, Severity, Unsure
from records.lines import Line, columns
from records.rendering import Element, Rendering

LEAST_TEXT = 16
"""Columns: what is shorter is mostly a sign."""
TEXT = "受理時間為週一至週五上午八時至下午五時"


@check(
    title="Text that is not read out",
    severity=Severity.SERIOUS,
    wcag=("1.3.1",),
    codes=("GN1130102E",),
    passes=(
        drawn(f"<p>{TEXT}</p>"),
        drawn('<button aria-label="關閉"><span aria-hidden="true">×</span></button>'),
        drawn(f'<p aria-hidden="true">{TEXT}</p><p>{TEXT}。</p>'),
        drawn(f'<p aria-hidden="true" style="display:none">{TEXT}</p>'),
        drawn(f'<div aria-hidden="true"><p>{TEXT}</p></div><div role="dialog" aria-label="公告">公告</div>'),
    ),
    unsure=(drawn(f'<h1>公告</h1><p aria-hidden="true">{TEXT}</p>'),),
)
def unheard_text(page: Rendering) -> Iterator[Answer]:
    hidden = [line for line in page.lines if _is_unheard(page, line)]
    if not hidden or any(dialog.is_visible for dialog in page.roles("dialog", "alertdialog")):
        return
    unheard = {line.texts[0].ordinal for line in hidden}
    heard = " ".join(line.text for line in page.lines if line.texts[0].ordinal not in unheard)
    named = " ".join(element.name for element in page.elements if element.name and element.is_exposed)
    places = tuple(
        page.place(_around(page, line), Message("“{text}” is not read out.", {"text": line.text[:60]}))
        for line in hidden
        if line.text not in heard and line.text not in named
    )
    if places:
        yield Unsure(page.page_url, Message("May this text be left out when the page is read aloud?"), places=places)


def _is_unheard(page: Rendering, line: Line) -> bool:
    return columns(line.raw) >= LEAST_TEXT and not _around(page, line).is_exposed


def _around(page: Rendering, line: Line) -> Element:
    return page.elements[line.texts[0].parent]
