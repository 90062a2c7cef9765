"""What a patrol of the demo county must say: truth.toml, read for a port."""

from __future__ import annotations

import tomllib
from pathlib import Path

from pydantic import BaseModel, ConfigDict

default_port = 8610
here = Path(__file__).parent


class Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    """Of the switch that mends it; one switch may stand behind several entries."""
    check: str
    rule: str = ""
    site: str
    page: str
    """Canonical address."""
    detail: str = ""
    """Target of a dead link (canonical; a malformed one as written), or axe rule."""
    bureau: str
    """Who must hear of it."""
    note: str


class Decoy(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    site: str
    page: str
    looks_like: str
    """The check that would answer falsely."""
    note: str


class Truth(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    fault: tuple[Entry, ...]
    unsure: tuple[Entry, ...]
    decoy: tuple[Decoy, ...]

    @property
    def ids(self) -> frozenset[str]:
        """Every switch."""
        return frozenset(entry.id for entry in (*self.fault, *self.unsure))


def at_port(text: str, port: int) -> str:
    """All files of the demo county are written for port 8610: write them for another."""
    return text if port == default_port else text.replace(f":{default_port}", f":{port}")


def truth(port: int = default_port) -> Truth:
    return Truth.model_validate(tomllib.loads(at_port((here / "truth.toml").read_text("utf-8"), port)))


def county_toml(port: int = default_port) -> str:
    """The demo county's configuration for the patrol."""
    return at_port((here / "county.toml").read_text("utf-8"), port)
