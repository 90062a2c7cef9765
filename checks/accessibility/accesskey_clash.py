"""Two elements of a page that share one accesskey.

## Why it matters

Who presses the key comes to one of them and never knows of the other, or has to press it again and again; which one
answers depends on the browser.

## How to fix it

Give each its own key, and say so on the page 網站導覽. It is mostly part of the template: the vendor's job.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from checks.drawn import drawn
from checks.registry import check
from records.answers import Answer, Finding, Message, Severity
from records.rendering import Element, Rendering


@check(
    title="Accesskey used twice",
    severity=Severity.MODERATE,
    passes=(
        drawn('<a href="#U" accesskey="U">:::</a><a href="#C" accesskey="C">:::</a>'),
        drawn('<a href="#C" accesskey="C">跳到主要內容區塊</a><a href="#C" accesskey="C">:::</a>'),
        drawn('<a href="#U" accesskey="U">:::</a><a href="#M" accesskey="U" style="display:none">:::</a>'),
    ),
    fails=(
        drawn('<a href="#U" accesskey="U">:::</a><a href="#C" accesskey="u">:::</a>'),
        drawn('<input accesskey="S" aria-label="搜尋"><button accesskey="S">送出</button>'),
    ),
)
def accesskey_clash(page: Rendering) -> Iterator[Answer]:
    by_key: dict[str, list[Element]] = defaultdict(list)
    for element in page.elements:
        key = element.attributes.get("accesskey", "").strip().upper()
        if key and element.is_exposed and not page.closest(element, "iframe", "frame"):
            by_key[key].append(element)
    places = []
    for key, sharing in by_key.items():
        aims = {element.get("href") or f"{element.ordinal}" for element in sharing}
        if len(aims) > 1:
            said = Message("{number} elements have the accesskey “{key}”.", {"number": len(sharing), "key": key[:10]})
            places += [page.place(element, said) for element in sharing[1:]]
    if places:
        message = Message("Two elements share one accesskey.")
        yield Finding(page.page_url, message, places=tuple(places))
