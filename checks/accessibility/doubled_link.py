"""A picture and the words beside it that lead to the same place as two links, read out twice.

## Why it matters

A screen reader says the same words twice in a row, and the Tab key has to be pressed twice: on a list of twenty news
items, twenty times too often.

## How to fix it

Put picture and words into one link, with an empty alternative text (alt="") for the picture, as the words say it
already. In lists this comes from the template: then it is the vendor's job.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from checks.drawn import drawn
from checks.registry import check
from checks.targets import target_of
from records.answers import Answer, Finding, Message, Severity
from records.rendering import Element, Rendering

TEXT_LENGTH = 60


@check(
    title="Picture and words linked twice",
    severity=Severity.MINOR,
    codes=("HM1240400C", "HM1240402E"),
    passes=(
        drawn('<a href="/news/1"><img src="a.jpg" alt="">健走活動</a>'),
        drawn('<a href="/news/1"><img src="a.jpg" alt="隊伍走過湖邊"></a><a href="/news/1">健走活動</a>'),
        drawn('<a href="/news/1"><img src="a.jpg" alt="健走活動"></a><a href="/news/2">健走活動</a>'),
        drawn('<a href="/news/1"><img src="a.jpg" alt="健走"></a><p>報名到月底。</p><a href="/news/1">健走</a>'),
    ),
    fails=(
        drawn('<a href="/news/1"><img src="a.jpg" alt="健走活動"></a> <a href="/news/1">健走活動</a>'),
        drawn('<p><a href="/a">Walks</a></p><p><a href="/a"><img src="a.jpg" alt="Walks"></a></p>'),
    ),
)
def doubled_link(page: Rendering) -> Iterator[Answer]:
    links = sorted((link for link in page.roles("link") if link.is_exposed), key=lambda link: link.ordinal)
    places = []
    for one, other in pairwise(links):
        picture, words = (one, other) if not page.text(one) else (other, one)
        if not _are_picture_and_words(page, picture, words) or _is_something_between(page, one, other):
            continue
        if picture.name.casefold() == words.name.casefold() and target_of(page, one) == target_of(page, other):
            said = Message("Make one link of the picture and the words “{text}”.", {"text": words.name[:TEXT_LENGTH]})
            places.append(page.place(picture, said))
    if places:
        message = Message("A picture and the words beside it are two links to the same place.")
        yield Finding(page.page_url, message, places=tuple(places))


def _are_picture_and_words(page: Rendering, picture: Element, words: Element) -> bool:
    has_image = any(part.role == "img" for part in page.inside(picture))
    return has_image and bool(picture.name) and not page.text(picture) and bool(page.text(words))


def _is_something_between(page: Rendering, one: Element, other: Element) -> bool:
    return any(part.text.strip() or part.role == "img" for part in page.elements[one.end : other.ordinal])
