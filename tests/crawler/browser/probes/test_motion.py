"""What moves on a page by itself, in a real browser."""

from __future__ import annotations

import asyncio

import pytest

from checks.trying.unstoppable_motion import unstoppable_motion
from crawler.browser.chromium import Browser
from records.answers import Answer, Finding, Unsure
from tests.crawler.browser.probing import Try, trying_with
from tests.crawler.browser.test_frames import animated

SLIDING = "<style>@keyframes slide { from { transform: translateX(0) } to { transform: translateX(200px) } }"
BLINKING = "<style>@keyframes blink { 50% { opacity: 0 } }"
ENDLESS = SLIDING + "#it { animation: slide 3s infinite }</style>"


@pytest.fixture
def motion(browser: Browser, runner: asyncio.Runner, monkeypatch: pytest.MonkeyPatch) -> Try:
    return trying_with("motion", browser, runner, monkeypatch)


def gif(image: bytes) -> tuple[int, dict[str, str], bytes]:
    return 200, {"Content-Type": "image/gif"}, image


def test_a_page_at_rest_has_nothing_that_moves(motion: Try) -> None:
    seen = motion("<p>公告</p><button>暫停</button>", "<style>p { transition: all 9s }</style>")
    assert (seen.animations, seen.films, seen.pictures) == ((), (), ())


@pytest.mark.parametrize(("body", "head", "answers"), [
    ("<p id=it>公告</p>", ENDLESS, [Finding]),
    ("<p id=it>公告</p>", BLINKING + "#it { animation: blink 1s infinite }</style>", [Finding]),
    ("<p id=it>公告</p>", SLIDING + "#it { animation: slide 1s 6 }</style>", [Finding]),
    ("<p id=it>公告</p>", SLIDING + "#it { animation: slide 1s 4 }</style>", []),
    ("<p id=it>公告</p>", SLIDING + "#it { animation: slide 3s infinite paused }</style>", []),
    ("<p id=it hidden>公告</p>", ENDLESS, []),
    ("<div><p id=it>公告</p><button>暫停</button></div>", ENDLESS, []),
    ("<div><p id=it>公告</p><button aria-label='Pause animation'>❚❚</button></div>", ENDLESS, []),
    ("<div><p id=it>公告</p><button>下一則</button></div>", ENDLESS, [Finding]),
    ("<div id=it class=spinner style='width: 30px; height: 30px'></div>", ENDLESS, []),
    ("<div id=it style='width: 30px; height: 30px; background: red'></div>", ENDLESS, [Unsure]),
    ("<p id=it>公告</p>", SLIDING + "@media (prefers-reduced-motion: no-preference)"
     "{ #it { animation: slide 3s infinite } }</style>", [Unsure]),
    ("<p id=it>公告</p>", "<style>@keyframes none { from { cursor: help } } #it { animation: none 3s infinite }", []),
], ids=range(13))  # fmt: skip
def test_animations(motion: Try, body: str, head: str, answers: list[type[Answer]]) -> None:
    assert [type(answer) for answer in unstoppable_motion.judge(motion(body, head))] == answers


def test_a_script_that_animates_is_seen_as_well(motion: Try) -> None:
    seen = motion(
        "<p id=it>公告</p><script>it.animate([{opacity: 1}, {opacity: 0}], {duration: 200, iterations: 1/0})</script>"
    )
    assert [(one.spot.selector, one.moves, one.flashes, one.seconds) for one in seen.animations] == [
        ("#it", False, 5, None)
    ]


def test_pictures_of_several_frames_are_read_wherever_they_are_shown(motion: Try) -> None:
    seen = motion(
        "<img id=first src=new.gif alt=新><img src=still.gif alt=圖><img hidden src=hidden.gif>"
        "<p id=second style='background: url(back.gif)'>公告</p>",
        **{
            "new.gif": gif(animated([0, 255])),
            "back.gif": gif(animated([0, 255], each=1000, loop=None)),
            "still.gif": gif(animated([0])),
            "hidden.gif": gif(animated([0, 255])),
        },
    )
    assert {(one.spot.selector, one.seconds) for one in seen.pictures} == {("#first", None), ("#second", 2)}
    assert [answer.detail for answer in unstoppable_motion.judge(seen)] == ["picture"]


def test_a_film_that_plays_on_without_controls_is_told(motion: Try) -> None:
    film = """<video id=film muted loop width=200 height=100></video>{more}<script>
        const canvas = document.createElement("canvas"), context = canvas.getContext("2d");
        setInterval(() => context.fillRect(Math.random() * 300, 0, 9, 99), 50);
        film.srcObject = canvas.captureStream();
        film.play();
    </script>"""
    assert [(one.spot.selector, one.by_script) for one in motion(film.format(more="")).films] == [("#film", True)]
    assert motion(film.format(more="<button>停止播放</button>")).films[0].can_stop
    assert motion(film.format(more="<script>film.controls = true</script>")).films == ()
