"""One process at a time."""

import errno
import os
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


def test_a_lock_whose_folder_was_taken_away_does_not_count(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lock = tmp_path / "folder" / "lock"
    attempts = []

    def locked_too_late(file: object) -> None:
        attempts.append(file)
        if len(attempts) == 1:  # the one before us ends between our opening and our locking
            lock.unlink()
            lock.parent.rmdir()

    monkeypatch.setattr("polepos_checks.locking._lock", locked_too_late)

    with hold(lock, wait_seconds=5):
        assert lock.is_file()

    assert len(attempts) == 2


def test_a_file_system_without_locks_is_not_somebody_at_work(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(_file: object) -> None:
        raise OSError(errno.ENOLCK, os.strerror(errno.ENOLCK))

    monkeypatch.setattr("polepos_checks.locking._lock", refused)

    with pytest.raises(OSError, match="lock"), hold(tmp_path / "lock"):
        pytest.fail("it went on")


def test_the_lock_can_be_taken_again_after_the_block(tmp_path: Path) -> None:
    for _ in range(2):
        with hold(tmp_path / "lock"):
            pass
