"""A film or a sound that begins by itself, with nothing in sight to stop it.

## Why it matters

A sound that begins by itself drowns the screen reader, and with it the button that would stop it. A picture that
moves without end keeps some people from reading at all.

## How to fix it

Let it begin only when the visitor asks for it: take out “autoplay”, and add “controls”. A moving background needs a
button that stops it. In the address of a YouTube frame take out autoplay=1.
"""

import re
from collections.abc import Iterator

from checks.drawn import drawn
from checks.players import address, players
from checks.registry import check
from records.answers import Answer, Finding, Message, Severity, Unsure
from records.rendering import Rendering
from records.standard import codes_of

AUTOPLAY = re.compile(r"[?&]auto_?(?:play|start)=(?:1|true)", re.I)
MUTED = re.compile(r"[?&](?:mute|muted|background)=(?:1|true)", re.I)
MOVES = ("2.2.2",), ("GN1220202E", "GN1220200E")
MOVES_AND_SOUNDS = ("1.4.2", "2.2.2"), ("GN1140200E", "GN1220202E", "GN1220200E")
"""Criteria and codes."""
STOP = re.compile(r"暫停|停止|播放|靜音|關閉聲音|pause|stop|play|mute|sound", re.I)


@check(
    title="Plays by itself",
    severity=Severity.SERIOUS,
    wcag=("2.2.2",),
    codes=("GN1220202E", "GN1220200E"),
    passes=(
        drawn('<video controls src="a.mp4" width="300" height="200"></video>'),
        drawn('<video autoplay muted loop controls src="a.mp4" width="300" height="200"></video>'),
        drawn('<video autoplay muted loop src="a.mp4" width="300" height="200"></video><button>暫停影片</button>'),
    ),
    fails=(drawn('<video autoplay muted loop src="a.mp4" width="300" height="200"></video>'),),
    unsure=(
        drawn('<video autoplay muted src="a.mp4" width="300" height="200"></video>'),
        drawn('<iframe src="https://www.youtube.com/embed/x?autoplay=1" srcdoc="a" title="影片"></iframe>'),
    ),
)
def autoplaying_media(page: Rendering) -> Iterator[Answer]:
    if _has_button_to_stop(page):
        return
    for player in players(page):
        if player.tag == "audio" or not player.is_visible or "controls" in player.attributes:
            continue  # axe-core looks at sound: no-autoplay-audio
        if player.tag == "video" and "autoplay" in player.attributes:
            if "loop" in player.attributes:
                message = Message("A film plays without end, and nothing stops it.")
                yield Finding(page.page_url, message, places=(page.place(player),))
            else:
                message = Message("Does this film play for longer than five seconds? It begins by itself.")
                yield Unsure(page.page_url, message, places=(page.place(player),))
        elif AUTOPLAY.search(address(player)):
            message = Message("Does a film begin by itself here, with sound or for longer than five seconds?")
            wcag, codes = MOVES if MUTED.search(address(player)) else MOVES_AND_SOUNDS
            where = (page.place(player),)
            yield Unsure(page.page_url, message, "frame", places=where, wcag=wcag, codes=codes_of(*codes))


def _has_button_to_stop(page: Rendering) -> bool:
    buttons = (one for one in (*page.roles("button"), *page.tags("button")) if one.is_visible)
    return any(STOP.search(f"{one.name or page.text(one)} {one.get('title')}") for one in buttons)
