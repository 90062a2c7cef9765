"""A link to a file that is there but cannot be used: empty, cut short, or something else than its name says.

## Why it matters

Residents download the form or the report, and their program says that it is damaged.

## How to fix it

Open the file from the page yourself. If it does not open, upload it again from the original, and try once more.
"""

from collections.abc import Iterator

from checks.link_words import mends, notes, places, values
from checks.registry import check
from checks.verdicts import TargetVerdict as V
from checks.verdicts import judged
from records.answers import Answer, Finding, Message, Severity, Unsure
from records.facts import Fetch, Link, Mark, Outcome

MAY_BE_EMPTY = {"stylesheet", "script", "css"}
"""An empty style sheet or script does no harm."""
DAMAGED = {
    V.EMPTY: Message("The link “{text}” leads to {url}, which is empty: not one byte comes."),
    V.CUT_SHORT: Message("The link “{text}” leads to {url}, of which only a part comes: the file is cut short."),
}
DOUBTFUL = {
    V.EMPTY: Message("“{text}” ({url}) was empty when it was tried once."),
    V.CUT_SHORT: Message("“{text}” ({url}) was cut short when it was tried once."),
    V.WRONG_CONTENT: Message(
        "“{text}” ({url}) is named like a file, and shows a web page. Please open it in a browser."
    ),
}


def _to(*marks: Mark | None) -> Link:
    url = "https://county.example/form.pdf"
    tries = tuple(Fetch(url, Outcome.ANSWERED, 200, marks=(mark,) if mark else ()) for mark in marks)
    return Link("https://county.example/", url, text="Form", tries=tries)


@check(
    title="Damaged file",
    severity=Severity.MODERATE,
    passes=(_to(None), _to(Mark.EMPTY, None)),
    fails=(_to(Mark.EMPTY, Mark.EMPTY), _to(Mark.CUT_SHORT, Mark.CUT_SHORT)),
    unsure=(_to(Mark.EMPTY), _to(Mark.WRONG_KIND)),
)
def damaged_file(link: Link) -> Iterator[Answer]:
    found = judged(link)
    if found.verdict not in DOUBTFUL or (found.verdict is V.EMPTY and link.element in MAY_BE_EMPTY):
        return
    said = (link.url, found.verdict.value)
    if found.is_sure:
        message = Message(DAMAGED[found.verdict].text, values(link, found.last))
        yield Finding(link.page_url, message, *said, places=places(link), mends=mends(link, found.verdict))
    else:
        message = Message(DOUBTFUL[found.verdict].text, values(link, found.last))
        yield Unsure(link.page_url, message, *said, places=places(link), notes=notes(link, found.last))
