"""A film or a recording beside which no captions, transcript or description can be found.

## Why it matters

Who cannot hear needs captions and a transcript; who cannot see needs what only the picture shows in words. Without
them the film says nothing to these visitors.

## How to fix it

Give films captions that a person has checked (automatic ones are not enough), put the text of a recording on the page
or right beside it as 「逐字稿」, and say in words, spoken or written, what only the picture shows. In YouTube,
captions are uploaded under 字幕.
"""

import re
from collections.abc import Iterator

from checks.drawn import drawn
from checks.players import players
from checks.registry import check
from records.answers import Answer, Message, Severity, Unsure
from records.rendering import Element, Rendering
from records.standard import codes_of

TEXT = re.compile(
    r"逐字稿|文字稿|文字版|全文|字幕檔|文字說明|transcript|text version|text alternative|described|口述影像", re.I
)
OF_SOUND = ("1.2.1",), ("GN1120100E",)
OF_FILM = ("1.2.1", "1.2.2", "1.2.3", "1.2.5"), ("GN1120200E", "GN1120300E", "GN2120500E")
"""Criteria and codes."""
NEAR = 40
"""Elements and runs of words before and behind, among which a transcript may be offered."""


@check(
    title="Film or recording without text",
    severity=Severity.SERIOUS,
    wcag=("1.2.1", "1.2.2", "1.2.3", "1.2.5"),
    codes=("GN1120100E", "GN1120200E", "GN1120300E", "GN2120500E"),
    passes=(
        drawn('<audio controls src="a.mp3"></audio><p><a href="/a.html">逐字稿</a></p>'),
        drawn('<iframe src="/map" title="位置圖"></iframe>'),
        drawn(
            '<video controls><source src="a.mp4"><track kind="captions" src="a.vtt">'
            '<track kind="descriptions" src="b.vtt"></video>'
        ),
    ),
    unsure=(
        drawn('<audio controls src="a.mp3"></audio>'),
        drawn('<video controls width="300" height="200"><source src="a.mp4"></video>'),
        drawn('<iframe src="https://www.youtube.com/embed/x" title="影片：花燈展" srcdoc="a"></iframe>'),
    ),
)
def media_without_alternative(page: Rendering) -> Iterator[Answer]:
    for player in players(page):
        if _is_described(page, player) or _is_offered(page, player):
            continue
        if player.tag == "audio":
            message = Message("Is there a transcript of this recording?")
        else:
            message = Message(
                "Has this film captions that a person has checked, and words for what only the picture shows?"
            )
        wcag, codes = OF_SOUND if player.tag == "audio" else OF_FILM
        yield Unsure(
            page.page_url, message, player.tag, places=(page.place(player),), wcag=wcag, codes=codes_of(*codes)
        )


def _is_described(page: Rendering, player: Element) -> bool:
    kinds = {one.get("kind").lower() for one in page.inside(player) if one.tag == "track"}
    return "descriptions" in kinds and bool(kinds & {"captions", "subtitles"})


def _is_offered(page: Rendering, player: Element) -> bool:
    near = page.elements[max(0, player.ordinal - NEAR) : player.end + NEAR]
    return any(TEXT.search(one.text or one.name) for one in near if one.tag == "#text" or one.role == "link")
