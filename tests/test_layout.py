"""The floors that import-linter cannot see: whose package a plain name is, and what a check file may touch."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGES = ("records", "crawler", "checks", "reports", "schedules", "commands", "demo")
CHECK_FILES = sorted(path for path in ROOT.glob("checks/*/*.py") if path.name != "__init__.py")
OURS_FOR_CHECKS = {
    "checks.ages",
    "checks.axe_words",
    "checks.colours",
    "checks.controls",
    "checks.dialogs",
    "checks.drawn",
    "checks.fields",
    "checks.guards",
    "checks.languages",
    "checks.link_words",
    "checks.pictures",
    "checks.players",
    "checks.pretest",
    "checks.purposes",
    "checks.registry",
    "checks.skip_links",
    "checks.tables",
    "checks.targets",
    "checks.verdicts",
    "records.answers",
    "records.contrast",
    "records.facts",
    "records.hovering",
    "records.interacting",
    "records.keyboard",
    "records.lines",
    "records.motion",
    "records.operating",
    "records.rendering",
    "records.sizes",
    "records.sound",
    "records.spots",
    "records.standard",
    "records.trials",
}
LIBRARIES_FOR_CHECKS = {"w3lib"}
CLOCK_READERS = {"now", "utcnow", "today"}


@pytest.mark.parametrize("name", [*PACKAGES, "sitepatrol"])
def test_the_installed_name_is_ours(name: str, tmp_path: Path) -> None:
    show = f"import {name}; print({name}.__file__)"
    found = subprocess.run([sys.executable, "-c", show], cwd=tmp_path, capture_output=True, text=True, check=True)
    ours = ROOT / f"{name}.py" if name == "sitepatrol" else ROOT / name / "__init__.py"
    assert Path(found.stdout.strip()) == ours


@pytest.mark.parametrize("package", PACKAGES)
def test_nothing_below_imports_the_command_line(package: str) -> None:
    importers = [path for path in ROOT.glob(f"{package}/**/*.py") if "sitepatrol" in set(imported_by(path))]
    assert importers == []


@pytest.mark.parametrize("path", CHECK_FILES, ids=lambda path: path.stem)
def test_a_check_reads_only_facts_and_its_own_vocabulary(path: Path) -> None:
    strangers = {
        name
        for name in imported_by(path)
        if name.partition(".")[0] not in sys.stdlib_module_names | LIBRARIES_FOR_CHECKS and name not in OURS_FOR_CHECKS
    }
    assert strangers == set()
    assert "urllib.request" not in set(imported_by(path))


@pytest.mark.parametrize("path", CHECK_FILES, ids=lambda path: path.stem)
def test_a_check_is_told_the_time_and_never_asks(path: Path) -> None:
    asked = [node.attr for node in ast.walk(parsed(path)) if isinstance(node, ast.Attribute)]
    assert CLOCK_READERS.isdisjoint(asked)


def imported_by(path: Path) -> Iterator[str]:
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or "."


def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))
