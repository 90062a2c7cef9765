"""What a picture of several frames shows: how long it moves, and whether it flashes."""

from __future__ import annotations

from io import BytesIO
from math import ceil
from typing import Final, NamedTuple

from PIL import Image, ImageChops

MOST_FRAMES: Final = 400
MOST_PIXELS: Final = 4_000_000
GRID: Final = 16
"""Flashes are looked for in so many columns and rows."""
SHORTEST: Final = 0.02
"""Browsers show a frame with less than that for a tenth of a second."""
FLASH: Final = 0.1
DARK: Final = 0.8
"""A flash is a pair of changes by a tenth of the luminance, the darker side below 0.8 (WCAG 2.2, general flash)."""
SECOND: Final = 1.0
MOST_FLASHES: Final = 3


class Moving(NamedTuple):
    seconds: float | None
    """How long it moves; None: without end."""
    flashing: float
    """The share of its area that flashes more than three times in a second, from 0 to 1."""


def moving(image: bytes) -> Moving | None:
    """None where it does not move, is too large to be looked at, or is no picture."""
    try:
        with Image.open(BytesIO(image), formats=("GIF", "WEBP")) as picture:
            frames = getattr(picture, "n_frames", 1)
            if frames < 2 or picture.width * picture.height > MOST_PIXELS:
                return None
            return _moving(picture, min(frames, MOST_FRAMES))
    except Exception:  # Pillow raises errors of every kind over a torn picture
        return None


def _moving(picture: Image.Image, count: int) -> Moving | None:
    before, changes = None, False
    lights: list[list[float]] = []
    starts: list[float] = []
    at = 0.0
    for number in range(count):
        picture.seek(number)
        now = picture.convert("RGB")
        changes = changes or (before is not None and ImageChops.difference(before, now).getbbox() is not None)
        before = now
        lights.append(_lights(now))
        starts.append(at)
        shown = float(picture.info.get("duration", 0)) / 1000
        at += shown if shown >= SHORTEST else 0.1
    if not changes:
        return None
    rounds = int(picture.info.get("loop", 1 if picture.format == "GIF" else 0))
    return Moving(round(at * rounds, 2) if rounds else None, _flashing(lights, starts, at))


def _lights(frame: Image.Image) -> list[float]:
    """The relative luminance (WCAG 2.2) of each cell of the grid."""
    shades = iter(frame.resize((GRID, GRID), Image.Resampling.BOX).tobytes())
    return [
        0.2126 * _linear(red) + 0.7152 * _linear(green) + 0.0722 * _linear(blue)
        for red, green, blue in zip(shades, shades, shades, strict=True)
    ]


def _linear(value: int) -> float:
    part = value / 255
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)


def _flashing(lights: list[list[float]], starts: list[float], length: float) -> float:
    """The share of cells that flash too often; the picture is followed for so many rounds that no second is missed."""
    rounds = ceil(SECOND / length) + 1
    times = [length * number + start for number in range(rounds) for start in starts]
    cells = GRID * GRID
    return sum(_flashes(times, [light[cell] for light in lights] * rounds) for cell in range(cells)) / cells


def _flashes(times: list[float], lights: list[float]) -> bool:
    swings: list[float] = []
    """When the cell had become lighter or darker by so much as the way back from its last turn."""
    turn, rising = lights[0], 0
    for time, light in zip(times, lights, strict=True):
        step = light - turn
        if abs(step) >= FLASH and min(light, turn) < DARK and (step > 0) - (step < 0) != rising:
            swings.append(time)
            rising = 1 if step > 0 else -1
            turn = light
        elif rising and (light - turn) * rising > 0:
            turn = light
    most = 2 * MOST_FLASHES
    return any(swings[at + most] - swings[at] <= SECOND for at in range(len(swings) - most))
