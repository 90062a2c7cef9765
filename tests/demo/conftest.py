from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from demo.county import County
from demo.server import Served, serve

TODAY = date(2026, 11, 23)


@pytest.fixture(scope="session")
def served() -> Iterator[Served]:
    with serve(County(TODAY), port=0) as running:
        yield running
