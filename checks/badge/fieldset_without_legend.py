"""A <fieldset> without <legend>.

## Why it matters

The official tool (Freego) counts it as a failure of the badge. A group without a name also helps nobody who hears the
page.

## How to fix it

Begin each <fieldset> with a <legend> that names the group; one that only draws a frame is better a <div>. It is the
vendor's job.
"""

from collections.abc import Iterator

from checks.drawn import drawn
from checks.pretest import looked_at, places
from checks.registry import check
from records.answers import Answer, Finding, Message, Severity
from records.rendering import Element, Rendering


@check(
    title="Groups without a legend",
    severity=Severity.MINOR,
    codes=("HM1130105C", "HM1130103C@110.07"),
    passes=(drawn("<fieldset><legend>性別</legend><label>男<input></label></fieldset>"),),
    fails=(
        drawn("<fieldset><label>男<input></label></fieldset>"),
        drawn("<fieldset><legend> </legend><label>男<input></label></fieldset>"),
    ),
)
def fieldset_without_legend(page: Rendering) -> Iterator[Answer]:
    bare = [one for one in looked_at(page, "fieldset") if not _has_legend(page, one)]
    if bare:
        yield Finding(page.page_url, Message("Groups of fields have no legend."), places=places(page, bare))


def _has_legend(page: Rendering, fieldset: Element) -> bool:
    return any(one.tag == "legend" and page.text(one, seen=False) for one in page.inside(fieldset))
