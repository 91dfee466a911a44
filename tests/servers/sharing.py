"""Who has which server: one of a kind for all processes of a test run, or one of a test's own."""

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from typing import TypeVar

import pytest

from servers.server import MissingServerError, Server

_Kind = TypeVar("_Kind", bound=Server)

_START_SECONDS = 120.0


@contextmanager
def shared(kind: type[_Kind], folder: Path) -> Iterator[_Kind]:
    """Give the run's server of a kind: the first to ask starts it, the last to leave ends it.

    Args:
        kind: which server.
        folder: a folder that the run's processes share, and no other run.
    """
    server = _join_or_start(kind, folder / f"{kind.name}.sqlite3")
    try:
        yield server
    finally:
        server.leave()


def _join_or_start(kind: type[_Kind], register: Path) -> _Kind:
    """Look into the register, which is a database for the sake of its lock: it works everywhere."""
    with closing(sqlite3.connect(register, timeout=_START_SECONDS, isolation_level=None)) as known:
        known.execute("BEGIN EXCLUSIVE")
        known.execute("CREATE TABLE IF NOT EXISTS running (folder TEXT, port INT, keeper INT)")
        row = known.execute("SELECT folder, port, keeper FROM running").fetchone()
        server = kind.joined(Path(row[0]), row[1], row[2]) if row else None
        if server is None:
            server = kind.new()
            try:
                server.start()
            except BaseException:
                shutil.rmtree(server.folder, ignore_errors=True)
                raise
            known.execute("DELETE FROM running")
            known.execute(
                "INSERT INTO running VALUES (?, ?, ?)",
                (str(server.folder), server.port, server.share()),
            )
        known.execute("COMMIT")
        return server


@contextmanager
def required(kind: type[Server]) -> Iterator[None]:
    """Skip the test where a server's programs are missing, and fail it where CI should have them."""
    try:
        yield
    except MissingServerError as error:
        reason = f"no {kind.name} here ({error}): {kind.packages}, or: nox -s servers"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)


class Starter:
    """Starts servers for one test alone.

    Args:
        ends: what takes them down again.
    """

    def __init__(self, ends: ExitStack) -> None:
        self._ends = ends

    def __call__(self, kind: type[_Kind]) -> _Kind:
        """Return a running server of this kind, which the test may stop and start."""
        with required(kind):
            return self._ends.enter_context(kind.running())
