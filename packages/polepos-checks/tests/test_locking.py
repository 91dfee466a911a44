"""One process at a time."""

import subprocess
import sys
from pathlib import Path

import pytest

from polepos_checks.locking import LockedError, hold

HOLD = """
import sys, time
from pathlib import Path
from polepos_checks.locking import hold
with hold(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(60)
"""


def test_a_second_process_is_refused_and_a_killed_one_lets_go(tmp_path: Path) -> None:
    lock = tmp_path / "lock"
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(lock)], stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        with pytest.raises(LockedError), hold(lock):
            pytest.fail("two processes hold the lock")
        other.kill()
        other.wait()

    with hold(lock):
        pass


def test_the_lock_can_be_taken_again_after_the_block(tmp_path: Path) -> None:
    for _ in range(2):
        with hold(tmp_path / "lock"):
            pass
