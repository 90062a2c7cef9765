"""Two elements with one id (edition 110.07 only).

## Why it matters

The official tool (Freego) validates the markup for badges of edition 110.07; edition 115.11 has dropped that code.
Where a repeated id names a field or a label, it is a barrier as well, and reported as such.

## How to fix it

Give each element an id of its own. Repeated ones usually come from a block that the template uses twice: it is the
vendor's job.
"""

from collections.abc import Iterator

from checks.drawn import drawn
from checks.pretest import places
from checks.registry import check
from records.answers import Answer, Finding, Message, Severity
from records.rendering import Rendering


@check(
    title="Repeated id",
    severity=Severity.MINOR,
    codes=("HM1410100C",),
    passes=(drawn('<p id="a">甲</p><p id="b">乙</p>'),),
    fails=(drawn('<p id="a">甲</p><p id="a">乙</p>'),),
)
def repeated_id(page: Rendering) -> Iterator[Answer]:
    documents: list[int] = []
    first: dict[tuple[int, str], int] = {}
    repeated = []
    for one in page.elements:
        is_root = one.parent < 0 or page.elements[one.parent].tag in ("iframe", "frame")
        documents.append(one.ordinal if is_root else documents[one.parent])
        id = one.attributes.get("id")
        if id and first.setdefault((documents[-1], id), one.ordinal) != one.ordinal:
            repeated.append(one)
    if repeated:
        message = Message("An id is used more than once.")
        yield Finding(page.page_url, message, places=places(page, repeated))
