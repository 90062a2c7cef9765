"""The files that start the weekly job."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

import schedules

FOLDER = Path(schedules.__file__).parent


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd is not installed here")
def test_systemd_finds_no_fault_in_the_units(tmp_path: Path) -> None:
    for name in ("sitepatrol.service", "sitepatrol.timer"):
        text = (FOLDER / name).read_text("utf-8").replace("/opt/sitepatrol/.venv/bin/sitepatrol", "/bin/true")
        (tmp_path / name).write_text(text, "utf-8")
    command = ["systemd-analyze", "verify", *map(str, sorted(tmp_path.iterdir()))]
    verified = subprocess.run(command, capture_output=True, text=True)
    assert (verified.returncode, verified.stderr) == (0, "")


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd is not installed here")
def test_the_timer_elapses_on_monday_at_two_in_taiwan() -> None:
    [calendar] = re.findall(r"^OnCalendar=(.*)$", (FOLDER / "sitepatrol.timer").read_text("utf-8"), re.MULTILINE)
    command = ["systemd-analyze", "calendar", "--base-time=2026-11-22 00:00:00 UTC", calendar]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert "Sun 2026-11-22 18:00:00 UTC" in said


def test_the_crontab_line_starts_the_same_command_as_the_service() -> None:
    service = (FOLDER / "sitepatrol.service").read_text("utf-8")
    cron = (FOLDER / "sitepatrol.cron").read_text("utf-8")
    [arguments] = re.findall(r"^ExecStart=\S+ (.*)$", service, re.MULTILINE)
    assert f".venv/bin/sitepatrol {arguments}" in cron
    assert re.search(r"^0 2 \* \* 1 ", cron, re.MULTILINE)
