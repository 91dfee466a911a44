"""Let one process at a time work in a folder, without leaving anything stale behind.

The operating system's own lock on an open file: it goes with the process, however that ends.
(The `filelock` package does this too; its import costs more than the rest of a command.)
"""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from polepos_checks.errors import ProjectError

_POLL_SECONDS = 0.02


class LockedError(ProjectError):
    """Another process works there."""

    code = "locked"
    exit_code = 3


if sys.platform == "win32":
    import msvcrt

    def _lock(file: IO[bytes]) -> None:
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(file: IO[bytes]) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


@contextmanager
def hold(path: Path, *, wait_seconds: float = 0) -> Iterator[None]:
    """Hold the lock file `path`, which is made if it is missing, while the block runs.

    Args:
        path: the lock file; nothing is ever written into it.
        wait_seconds: how long to wait for another process to let go.

    Raises:
        LockedError: another process still holds it.
        OSError: the file cannot be made.
    """
    deadline = time.monotonic() + wait_seconds
    with path.open("ab") as file:
        while not _try_lock(file):
            if time.monotonic() >= deadline:
                raise LockedError(
                    f"another polepos command is at work in {path.parent}",
                    hint="Wait for it to end, then run this again.",
                )
            time.sleep(_POLL_SECONDS)
        yield


def _try_lock(file: IO[bytes]) -> bool:
    try:
        _lock(file)
    except OSError:
        return False
    return True
