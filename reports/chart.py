"""A line chart of issues over the runs, as SVG that needs no script; the page gives the same as a table."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from reports.overview import Point

WIDTH, HEIGHT = 360, 180
LEFT, RIGHT, TOP, BOTTOM = 40, 12, 14, 28
"""Room for words around the drawing."""


@dataclass(frozen=True)
class Line:
    kind: str
    """"open", "overdue"."""
    dots: tuple[tuple[float, float], ...]

    @property
    def path(self) -> str:
        return " ".join(f"{x:g},{y:g}" for x, y in self.dots)


@dataclass(frozen=True)
class Chart:
    points: tuple[Point, ...]
    lines: tuple[Line, ...]
    top: int
    """The number at the top of the scale; its foot is 0."""

    width, height = WIDTH, HEIGHT
    left, right, floor, ceiling = LEFT, WIDTH - RIGHT, HEIGHT - BOTTOM, TOP


def chart(points: Sequence[Point]) -> Chart | None:
    """A chart of at least two runs; None for fewer: one point is no line."""
    if len(points) < 2:
        return None
    top = _round_up(max(point.open for point in points))

    def line(kind: str, value: Callable[[Point], int]) -> Line:
        step = (WIDTH - LEFT - RIGHT) / (len(points) - 1)
        tall = HEIGHT - TOP - BOTTOM
        dots = ((LEFT + n * step, TOP + tall * (1 - value(point) / top)) for n, point in enumerate(points))
        return Line(kind, tuple((round(x, 1), round(y, 1)) for x, y in dots))

    lines = line("open", lambda point: point.open), line("overdue", lambda point: point.overdue)
    return Chart(tuple(points), lines, top)


def _round_up(number: int) -> int:
    """To one of 4, 10, 20, 40, 100, 200, 400…"""
    scale = 1
    while True:
        for step in (4, 10, 20):
            if number <= step * scale:
                return step * scale
        scale *= 10
