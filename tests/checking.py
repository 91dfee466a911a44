"""What many tests ask of a generated application: that it is clean, that something comes to pass."""

import atexit
import shutil
import tempfile
import time
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Protocol

from applications import Application

_DEADLINE_SECONDS = 30.0


class Talking(Protocol):
    """A process that prints."""

    @property
    def words(self) -> str:
        """Everything it printed."""
        ...


def assert_clean(application: Application) -> None:
    """Let ruff, its formatter and mypy look at an application as its owners and their CI do."""
    for words in (
        ["ruff", "check", "--no-cache"],
        ["ruff", "format", "--check", "--no-cache"],
        ["mypy", "--cache-dir", str(types_cache())],
    ):
        done = application.run(*words)
        assert done.returncode == 0, done.stdout + done.stderr


@cache
def types_cache() -> Path:
    """Return where mypy keeps what it knows of libraries, which all applications share.

    Processes that run beside each other have one each.
    """
    folder = Path(tempfile.mkdtemp(prefix="polepos-types-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def until(holds: Callable[[], object], *told: Talking) -> None:
    """Wait until something is so; if it takes too long, say what processes printed meanwhile."""
    deadline = time.monotonic() + _DEADLINE_SECONDS
    while not holds():
        if time.monotonic() > deadline:
            raise AssertionError("\n".join(["it has not come to pass", *(e.words for e in told)]))
        time.sleep(0.02)
