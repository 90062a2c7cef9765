"""The page plays sound for more than three seconds without being asked, and nothing at hand stops it.

## Why it matters

Who listens to a screen reader hears both at once and understands neither, so cannot even find out how to silence the
page.

## How to fix it

Let the visitor start it: take autoplay off the film or the music, and the call of play() out of the script. If it must
start by itself, begin silently (muted), or show the player's own controls (controls).
"""

from collections.abc import Iterator

from checks.registry import check
from records.answers import Answer, Finding, Message, Severity, Unsure
from records.sound import Sound, Sounds
from records.spots import Spot

URL = "https://county.example/"
LONG = 3
"""Seconds (WCAG 1.4.2)."""
SONG = Spot("#song", '<audio id="song" src="song.mp3"></audio>')


@check(
    title="Sound that starts by itself",
    severity=Severity.SERIOUS,
    wcag=("1.4.2",),
    codes=("GN1140200E",),
    passes=(
        Sounds(URL),
        Sounds(URL, (Sound(SONG, 2.5, by_script=True),)),
        Sounds(URL, (Sound(SONG, by_script=True, has_controls=True),)),
        Sounds(URL, (Sound(SONG, by_script=True, can_stop=True),)),
        Sounds(URL, (Sound(SONG, by_script=True, is_heard=False),)),
        Sounds(URL, (Sound(SONG),)),  # axe-core tells of what plays by its own attribute
    ),
    fails=(Sounds(URL, (Sound(SONG, by_script=True),)), Sounds(URL, (Sound(SONG, 90, by_script=True),))),
    unsure=(Sounds(URL, (Sound(SONG, 0, by_script=True),)), Sounds(URL, (Sound(SONG, is_heard=None, by_script=True),))),
)
def sound_that_starts_by_itself(page: Sounds) -> Iterator[Answer]:
    started = [one for one in page.sounds if one.by_script and not (one.has_controls or one.can_stop)]
    certain = [one for one in started if one.is_heard and (one.seconds is None or one.seconds > LONG)]
    if certain:
        message = Message("A script plays sound for more than three seconds, and nothing at hand stops it.")
        yield Finding(page.page_url, message, places=tuple(one.spot.place() for one in certain))
    doubtful = [one for one in started if one.seconds == 0 or (one.is_heard is None and one not in certain)]
    if doubtful:
        message = Message("A script plays something by itself: is it heard for more than three seconds?")
        yield Unsure(page.page_url, message, places=tuple(one.spot.place() for one in doubtful))
