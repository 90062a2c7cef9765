"""A PDF that is shown inside the page.

## Why it matters

In a frame, a PDF can hardly be enlarged, moved through by keyboard or read by a screen reader, least of all if it is
a scanned picture. Who cannot use it there needs another way to what it says.

## How to fix it

Put what it says on the page as text, or put a link beside the frame by which the file can be opened by itself; the
file needs real text, headings and a title (in Word: 另存 PDF, with 文件結構標籤). A scan is no text.
"""

import re
from collections.abc import Iterator

from checks.drawn import drawn
from checks.players import address
from checks.registry import check
from records.answers import Answer, Message, Severity, Unsure
from records.rendering import Element, Rendering

PDF = re.compile(r"\.pdf(?:$|[?#&])|application/pdf|/viewer\.html\?file=", re.I)


@check(
    title="Document inside the page",
    severity=Severity.MODERATE,
    wcag=("1.3.1",),
    codes=("HM1130105E",),
    passes=(
        drawn('<a href="/plan.pdf">115 年度施政計畫（PDF）</a>'),
        drawn('<iframe src="/map" title="位置圖"></iframe>'),
    ),
    unsure=(
        drawn('<iframe src="/plan.pdf" srcdoc="a" title="115 年度施政計畫"></iframe>'),
        drawn('<embed type="application/pdf" src="/a" title="Plan" width="300" height="200">'),
    ),
)
def embedded_document(page: Rendering) -> Iterator[Answer]:
    for frame in page.tags("iframe", "embed", "object"):
        if frame.is_visible and _is_pdf(frame):
            message = Message(
                "Can everybody read this document? It is shown inside the page: look for tags and real text."
            )
            yield Unsure(page.page_url, message, places=(page.place(frame),))


def _is_pdf(frame: Element) -> bool:
    return PDF.search(address(frame)) is not None or PDF.search(frame.get("type")) is not None
