"""Set-up gets the same parts everywhere, from whichever registry the machine uses, and a browser that starts."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).parent.parent
PYTHON_LOCKS = ("requirements.lock", "requirements-node.lock")
PIN = re.compile(r"^(?P<name>[A-Za-z0-9._-]+)==(?P<version>[^ ;\\]+)(?P<rest>.*(?:\n    --hash=.*)*)", re.MULTILINE)


@pytest.mark.parametrize("lock", PYTHON_LOCKS)
def test_every_python_pin_has_a_hash(lock: str) -> None:
    pins = list(PIN.finditer((ROOT / lock).read_text()))
    assert pins
    assert [pin["name"] for pin in pins if "--hash=sha256:" not in pin["rest"]] == []


def test_every_npm_pin_has_a_hash() -> None:
    pins = npm_pins()
    assert pins
    assert [name for name, pin in pins.items() if "integrity" not in pin] == []


@pytest.mark.parametrize("lock", [*PYTHON_LOCKS, "package-lock.json", ".npmrc"])
def test_no_lock_names_a_registry(lock: str) -> None:
    assert re.findall(r"://|index-url|^registry", (ROOT / lock).read_text(), re.MULTILINE) == []


def test_the_lock_holds_what_the_project_asks_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    asked = map(Requirement, [*project["dependencies"], *project["optional-dependencies"]["dev"]])
    locked = {pin["name"]: pin["version"] for pin in PIN.finditer((ROOT / "requirements.lock").read_text())}
    assert [str(part) for part in asked if not part.specifier.contains(locked.get(part.name, "0"))] == []


def test_axe_core_is_the_locked_one_and_speaks_chinese() -> None:
    axe = ROOT / "node_modules" / "axe-core"
    installed = json.loads((axe / "package.json").read_text())["version"]
    assert installed == npm_pins()["node_modules/axe-core"]["version"]
    assert json.loads((axe / "locales" / "zh_TW.json").read_text())["lang"] == "zh-TW"


def test_a_browser_that_is_there_but_does_not_start_is_passed_over(tmp_path: Path) -> None:
    broken, sound, tried = tmp_path / "chromium", tmp_path / "chromium-browser", tmp_path / "tried"
    broken.write_text(f"#!/bin/sh\n: > '{tried}'\nexit 1\n")
    broken.chmod(0o755)
    sound.symlink_to(system_chromium())
    ended = get_browser(path=f"{tmp_path}:{os.environ['PATH']}", downloads=tmp_path)
    assert tried.exists()
    assert ended.returncode == 0, ended.stderr
    assert re.fullmatch(r"  Chromium [\d.]+ with axe-core [\d.]+\n", ended.stdout)


def test_where_no_browser_can_be_had_one_sentence_says_what_to_install(tmp_path: Path) -> None:
    ended = get_browser(path="/nonexistent", downloads=tmp_path)
    assert ended.returncode == 2
    assert ended.stderr.count("\n") == 1
    assert "apt-get install chromium" in ended.stderr


def test_nothing_is_installed_for_someone_who_names_a_browser(tmp_path: Path) -> None:
    ended = get_browser(path="/nonexistent", downloads=tmp_path, SITEPATROL_CHROMIUM="/bin/false")
    assert (ended.returncode, ended.stdout) == (2, "")
    assert ended.stderr == "/bin/false, which SITEPATROL_CHROMIUM names, does not start: name another or none.\n"


def get_browser(path: str, downloads: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the set-up's step with these programs alone, and a download host that refuses at once."""
    cut_off = {
        "PATH": path,
        "PLAYWRIGHT_BROWSERS_PATH": str(downloads),
        "PLAYWRIGHT_DOWNLOAD_HOST": "http://127.0.0.1:9",
    }
    command = [sys.executable, str(ROOT / "setup" / "browser.py")]
    return subprocess.run(command, env=os.environ | cut_off | environment, capture_output=True, text=True, check=False)


def system_chromium() -> str:
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    return next(filter(None, map(shutil.which, names)), None) or pytest.skip("no Chromium of the system here")


def npm_pins() -> dict[str, dict[str, str]]:
    packages = json.loads((ROOT / "package-lock.json").read_text())["packages"]
    return {name: pin for name, pin in packages.items() if name}
