"""A chart whose parts only their colours may tell apart.

## Why it matters

One man in twelve does not tell red from green. In a chart whose legend says “green: 2025, red: 2026” he does not know
which line is which, and nobody does who prints it in grey.

## How to fix it

Write the names beside the lines or pieces themselves, or give them patterns, dashes or signs as well as colours. Add
the figures as a table below the chart: it helps everybody who wants to use them.
"""

import re
from collections.abc import Iterator

from checks.drawn import drawn
from checks.registry import check
from records.answers import Answer, Message, Severity, Unsure
from records.rendering import Element, Rendering

CHART = re.compile(
    r"(?:^|[-_\s])(?:\w*charts?|graph|plot|echarts|highcharts|apexcharts|c3|d3)(?:$|[-_\s\d])|圖表|統計圖", re.I
)
NEAR = 3
"""So many elements around it may have the name of a chart."""
SMALLEST = 100
"""Pixels: icons are smaller."""


@check(
    title="Chart told by colours",
    severity=Severity.MODERATE,
    wcag=("1.4.1",),
    codes=("GN1140100E",),
    passes=(
        drawn("<p>最新消息</p><canvas></canvas>"),
        drawn('<p class="chart-link"><a href="/chart">統計圖</a></p>'),
        drawn('<div class="chart"><table><tr><th>年</th><td>2026</td></tr></table></div>'),
    ),
    unsure=(
        drawn('<div class="chart-box"><canvas width="300" height="200"></canvas></div>'),
        drawn('<svg id="population-chart" width="300" height="200"></svg>'),
    ),
)
def chart_told_by_colour(page: Rendering) -> Iterator[Answer]:
    drawings = (one for one in page.tags("canvas", "svg") if one.is_visible and one.box.width >= SMALLEST)
    charts = [one for one in drawings if _is_chart(page, one)]
    if charts:
        message = Message("Can the parts of this chart be told apart without their colours?")
        yield Unsure(page.page_url, message, places=tuple(page.place(one) for one in charts))


def _is_chart(page: Rendering, element: Element) -> bool:
    around = (element, *list(page.around(element))[:NEAR])
    return any(CHART.search(f"{one.get('class')} {one.get('id')}") for one in around)
