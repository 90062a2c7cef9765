"""One run at a time."""

import subprocess
import sys
from pathlib import Path

import pytest

from schedules.lock import RunUnderWay, only_run

HOLD = """
import sys, time
from pathlib import Path
from schedules.lock import only_run
with only_run(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(60)
"""


def test_a_second_run_is_refused_and_told_which_process_holds_the_lock(tmp_path: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", HOLD, str(tmp_path)], stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        with pytest.raises(RunUnderWay, match=f"process {other.pid}"), only_run(tmp_path):
            pass
        other.kill()
    with only_run(tmp_path):
        pass


def test_the_lock_is_free_again_after_an_error(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), only_run(tmp_path):
        raise ZeroDivisionError
    with only_run(tmp_path):
        pass
