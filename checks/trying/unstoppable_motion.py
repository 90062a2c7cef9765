"""Something on the page moves or blinks for more than five seconds, and nothing stops it.

## Why it matters

What moves at the edge of sight draws the eyes again and again. People with attention disorders cannot read beside it,
some become dizzy, and screen magnifiers lose their place.

## How to fix it

Take a picture that does not move in place of an animated one, or one that stops within five seconds. For a film or an
animation that shall stay, the vendor adds a button “暫停” beside it that stops it and stays reachable by keyboard. To
rest where the visitor's system asks for little motion is good, and not enough alone.
"""

from collections.abc import Iterator

from checks.registry import check
from records.answers import Answer, Finding, Message, Severity, Unsure
from records.motion import Animation, Film, Motion, MovingPicture
from records.spots import Spot

URL = "https://county.example/"
LONG = 5
"""Seconds (WCAG 2.2.2)."""
NEWS = Spot("#news", '<div id="news">最新消息</div>', "最新消息")
GIF = MovingPicture(Spot("main > img", '<img src="new.gif" alt="">'), f"{URL}new.gif")
RING = Spot(".ring", '<div class="ring"></div>')


@check(
    title="Motion that cannot be stopped",
    severity=Severity.SERIOUS,
    wcag=("2.2.2",),
    codes=("GN1220200E", "GN1220201E", "GN1220202E", "GN1220205E"),
    passes=(
        Motion(URL),
        Motion(URL, pictures=(MovingPicture(GIF.spot, GIF.address, seconds=4.8),)),
        Motion(URL, films=(Film(NEWS, can_stop=True),)),
        Motion(URL, films=(Film(NEWS, by_script=False),)),
        Motion(URL, animations=(Animation(RING, is_waiting=True),)),
    ),
    fails=(
        Motion(URL, pictures=(GIF,)),
        Motion(URL, films=(Film(NEWS),)),
        Motion(URL, animations=(Animation(NEWS, has_words=True),)),
    ),
    unsure=(
        Motion(URL, animations=(Animation(NEWS, has_words=True, heeds_wish=True),)),
        Motion(URL, animations=(Animation(RING),)),
    ),
)
def unstoppable_motion(page: Motion) -> Iterator[Answer]:
    running = [one for one in page.animations if not (one.can_stop or one.is_waiting)]
    certain = [one for one in running if _tells_something(one) and not one.heeds_wish]
    if certain:
        message = Message("An animation goes on for more than five seconds, and nothing stops it.")
        yield Finding(page.page_url, message, "animation", places=tuple(one.spot.place() for one in certain))
    heeding = [one for one in running if _tells_something(one) and one.heeds_wish]
    if heeding:
        message = Message("An animation rests only where the visitor's system asks for it: is there another way?")
        yield Unsure(page.page_url, message, "wish", places=tuple(one.spot.place() for one in heeding))
    wordless = [one for one in running if not _tells_something(one)]
    if wordless:
        message = Message("A part without words moves or blinks for more than five seconds: does it distract?")
        yield Unsure(page.page_url, message, "ornament", places=tuple(one.spot.place() for one in wordless))
    # What plays by its own attribute can be told from the page as it stands.
    films = [film for film in page.films if film.by_script and not film.can_stop]
    if films:
        message = Message("A script starts a film, and nothing stops it.")
        yield Finding(page.page_url, message, "film", places=tuple(film.spot.place() for film in films))
    pictures = [one for one in page.pictures if not one.can_stop and (one.seconds is None or one.seconds > LONG)]
    if pictures:
        message = Message("A picture moves for more than five seconds, and nothing stops it.")
        yield Finding(page.page_url, message, "picture", places=tuple(one.spot.place() for one in pictures))


def _tells_something(one: Animation) -> bool:
    return one.has_words or one.has_picture
