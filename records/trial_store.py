"""How what trying a page has shown is kept in the database: JSON, compressed."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

from pydantic import TypeAdapter

from records.trials import KINDS, NAMES, Trial


@cache
def _adapter(name: str) -> TypeAdapter[Any]:
    return TypeAdapter(KINDS[name])


def packed_trials(trials: Iterable[Trial]) -> bytes | None:
    """None where there are none."""
    said = {}
    for trial in trials:
        name = NAMES[type(trial)]
        said[name] = _adapter(name).dump_python(trial, mode="json", exclude_defaults=True)
    return zlib.compress(json.dumps(said, ensure_ascii=False).encode("utf-8", "replace"), 6) if said else None


def unpacked_trials(kept: bytes | None) -> Iterator[Trial]:
    """Those of kinds that are known."""
    for name, said in json.loads(zlib.decompress(kept)).items() if kept else ():
        if name in KINDS:
            yield _adapter(name).validate_python(said)
