"""Let one process at a time work in a folder, without leaving anything stale behind.

The operating system's own lock on an open file: it goes with the process, however that ends.
(The `filelock` package does this too; its import costs more than the rest of a command.)
"""

import os
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
        path: the lock file; nothing is ever written into it. Whoever holds it may delete it, with its
            folder.
        wait_seconds: how long to wait for another process to let go.

    Raises:
        LockedError: another process still holds it.
        OSError: the file cannot be made, or the file system knows no locks.
    """
    deadline = time.monotonic() + wait_seconds
    while (file := _try_lock(path)) is None:
        if time.monotonic() >= deadline:
            raise LockedError(
                f"another polepos command is at work in {path.parent}",
                hint="Wait for it to end, then run this again.",
            )
        time.sleep(_POLL_SECONDS)
    with file:
        yield


def _try_lock(path: Path) -> IO[bytes] | None:
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        file = path.open("ab")
    except FileNotFoundError:
        return None  # whoever had it has just taken the folder away
    try:
        _lock(file)
    except (BlockingIOError, PermissionError):
        file.close()
        return None
    except OSError:
        file.close()
        raise
    if not _is_at(file, path):
        file.close()  # we hold a file that was deleted meanwhile, and that nobody else will see
        return None
    return file


def _is_at(file: IO[bytes], path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(file.fileno()), path.stat())
    except FileNotFoundError:
        return False
