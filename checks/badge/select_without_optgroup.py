"""A selection list without groups.

## Why it matters

The official tool (Freego) asks for <optgroup> in selection lists. A short list of like things needs no groups, and
without them nobody is shut out.

## How to fix it

Put the choices into <optgroup label="…">, one group at least; or offer a short list as radio buttons. It is the
vendor's job.
"""

from collections.abc import Iterator

from checks.drawn import drawn
from checks.pretest import looked_at, places
from checks.registry import check
from records.answers import Answer, Finding, Message, Severity
from records.rendering import Rendering


@check(
    title="Lists without optgroup",
    severity=Severity.MINOR,
    codes=("HM1130103C@115.11",),
    passes=(drawn('<select title="年度"><optgroup label="民國"><option>115</option></optgroup></select>'),),
    fails=(drawn('<select title="年度"><option>115</option><option>114</option></select>'),),
)
def select_without_optgroup(page: Rendering) -> Iterator[Answer]:
    bare = [one for one in looked_at(page, "select") if not any(part.tag == "optgroup" for part in page.inside(one))]
    if bare:
        yield Finding(page.page_url, Message("Selection lists have no groups."), places=places(page, bare))
