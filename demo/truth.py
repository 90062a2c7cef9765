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
    later: bool = False
    """An Unsure in the first run that sees it, and a Finding from the second one on that sees it without a break."""
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
    """Each switch stands alone: an entry is true whenever its own fault is not mended, whatever others are."""

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


def county_toml(port: int = default_port, ca_file: Path | None = None) -> str:
    """The demo county's configuration for the patrol; `ca_file` is that of the county as it is served."""
    text = at_port((here / "county.toml").read_text("utf-8"), port)
    for name in ("directory.csv", "names.csv"):
        text = text.replace(f'"{name}"', f"'{here / name}'")
    return text if ca_file is None else text.replace("[crawl]\n", f"[crawl]\nca_file = '{ca_file}'\n")
