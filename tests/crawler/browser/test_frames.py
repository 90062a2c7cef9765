"""How long pictures of several frames move, and whether they flash."""

from __future__ import annotations

from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from crawler.browser.frames import moving


def animated(shades: list[int], each: int = 500, loop: int | None = 0, kind: str = "GIF", size: int = 40) -> bytes:
    """A picture of one even shade after another, each shown for so many milliseconds; None: one round."""
    frames = [Image.new("L", (size, size), shade).convert("RGB") for shade in shades]
    to = BytesIO()
    more = {} if loop is None else {"loop": loop}
    frames[0].save(to, kind, save_all=True, append_images=frames[1:], duration=each, lossless=True, **more)
    return to.getvalue()


@pytest.mark.parametrize("kind", ["GIF", "WEBP"])
def test_a_picture_in_a_loop_moves_without_end(kind: str) -> None:
    seen = moving(animated([0, 255], kind=kind))
    assert seen and (seen.seconds, seen.flashing) == (None, 0)


def test_rounds_and_delays_are_counted() -> None:
    once = moving(animated([0, 128, 255], each=1000, loop=None))
    assert once and once.seconds == 3
    thrice = moving(animated([0, 128, 255], each=1000, loop=3))
    assert thrice and thrice.seconds == 9


def test_frames_without_a_delay_last_a_tenth_of_a_second_as_in_browsers() -> None:
    seen = moving(animated([0, 128, 255], each=0, loop=None))
    assert seen and seen.seconds == pytest.approx(0.3)


@pytest.mark.parametrize("image", [b"", b"GIF89a", b"<svg/>", animated([7])], ids=["empty", "torn", "another", "still"])
def test_what_does_not_move_is_left_out(image: bytes) -> None:
    assert moving(image) is None


def test_black_and_white_by_turns_flash_if_fast_enough() -> None:
    fast, slow = moving(animated([0, 255], each=100)), moving(animated([0, 255], each=250))
    assert fast and slow and (fast.flashing, slow.flashing) == (1, 0)


def test_shades_that_hardly_differ_do_not_flash() -> None:
    faint = moving(animated([100, 120], each=50))
    assert faint and faint.flashing == 0


def test_only_the_part_that_flashes_counts() -> None:
    dark = Image.new("RGB", (40, 40))
    half = dark.copy()
    half.paste((255, 255, 255), (0, 0, 20, 40))
    to = BytesIO()
    dark.save(to, "GIF", save_all=True, append_images=[half], duration=100, loop=0)
    seen = moving(to.getvalue())
    assert seen and seen.flashing == 0.5


@given(st.binary(max_size=40), st.integers(0, 1000))
def test_a_damaged_picture_breaks_nothing(damage: bytes, at: int) -> None:
    whole = animated([0, 255, 0])
    torn = whole[: at % len(whole)] + damage
    seen = moving(torn)
    assert seen is None or 0 <= seen.flashing <= 1
