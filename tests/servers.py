"""Real servers for tests: found on the machine, started in a temporary folder on a free port.

A test asks for a fixture of `conftest.py`, such as `postgres`, and gets a running server or is skipped
with a visible reason; with `CI` in the environment a missing server is a failure, for there
`scripts/install_servers.py` has installed it. Another kind of server is another subclass of `Server`, which
says how its program is found, started and known to be ready.
"""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Self
from urllib.parse import quote

import pytest

_DEADLINE_SECONDS = 60.0

# Servers such as PostgreSQL refuse to run as root.
_USER = "nobody" if sys.platform != "win32" and os.geteuid() == 0 else None


class MissingServerError(Exception):
    """A server's programs are not on this machine."""


class Server(ABC):
    """A server process of the test run's own.

    Args:
        folder: an empty folder for all that the server writes.
        port: a free port of the loopback interface.
    """

    name: str
    packages: str

    def __init__(self, folder: Path, port: int) -> None:
        self.folder = folder
        self.port = port
        self._process: subprocess.Popen[bytes] | None = None

    @abstractmethod
    def command(self) -> list[str]:
        """Prepare the folder, and return the command that runs the server in the foreground.

        Raises:
            MissingServerError: its programs are not here.
        """

    @abstractmethod
    def is_ready(self) -> bool:
        """Tell whether it answers."""

    def start(self) -> None:
        """Start it, and wait until it answers."""
        command = self.command()
        log = self.folder / "server.log"
        with log.open("ab") as output:
            self._process = subprocess.Popen(
                command, stdout=output, stderr=output, stdin=subprocess.DEVNULL, user=_USER
            )
        deadline = time.monotonic() + _DEADLINE_SECONDS
        while not self.is_ready():
            if self._process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"{self.name} did not start:\n{log.read_text(errors='replace')}")
            time.sleep(0.05)

    def stop(self) -> None:
        """Stop it, and wait until it has gone."""
        if self._process is not None:
            self._process.terminate()
            try:
                self._process.wait(timeout=20)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
            self._process = None

    def run(self, *command: str, **environment: str) -> str:
        """Run one of the server's programs to its end, as the server's user."""
        done = subprocess.run(
            command,
            user=_USER,
            env={**os.environ, **environment},
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise RuntimeError(f"{command[0]} failed: {done.stderr}")
        return done.stdout

    @classmethod
    @contextmanager
    def running(cls) -> Iterator[Self]:
        """Give a running server, and take it down again."""
        # Not below pytest's own folder, which other users may not enter.
        with tempfile.TemporaryDirectory(
            prefix=f"polepos-{cls.name}-", ignore_cleanup_errors=True
        ) as made:
            if _USER:
                shutil.chown(made, _USER)
            server = cls(Path(made), free_port())
            try:
                server.start()
                yield server
            finally:
                server.stop()


class PostgreSQL(Server):
    """A PostgreSQL of Debian's packages, or of whatever is on the PATH."""

    name = "postgresql"
    packages = "postgresql"
    password = "p%40 '@/:x"  # noqa: S105 - of a server that lives for seconds, with all that breaks URLs

    def command(self) -> list[str]:
        """Make a database cluster, and return how to serve it."""
        secret = self.folder / "password"
        secret.write_text(self.password)
        secret.chmod(0o644)
        data = str(self.folder / "data")
        self.run(
            self._program("initdb"), "--pgdata", data, "--username", "polepos", "--pwfile", str(secret),
            "--auth", "scram-sha-256", "--encoding", "UTF8", "--locale", "C", "--no-sync",
        )  # fmt: skip
        options = {
            "listen_addresses": "127.0.0.1",
            "unix_socket_directories": str(self.folder),
            "fsync": "off",
            "max_connections": "50",
        }
        return [
            self._program("postgres"), "-D", data, "-p", str(self.port),
            *(word for key, value in options.items() for word in ("-c", f"{key}={value}")),
        ]  # fmt: skip

    def is_ready(self) -> bool:
        """Tell whether it accepts connections."""
        command = [self._program("pg_isready"), "-q", "-h", "127.0.0.1", "-p", str(self.port)]
        return subprocess.run(command, check=False).returncode == 0

    def create_database(self, name: str) -> str:
        """Create a database, and return its URL with the password quoted as RFC 3986 asks."""
        self.sql(f'CREATE DATABASE "{name}"', database="postgres")
        return f"postgresql://polepos:{quote(self.password, safe='')}@127.0.0.1:{self.port}/{name}"

    def sql(self, statement: str, *, database: str) -> str:
        """Run one statement, and return its rows, a line each with `|` between columns."""
        return self.run(
            self._program("psql"), "-h", "127.0.0.1", "-p", str(self.port), "-U", "polepos",
            "-d", database, "--no-align", "--tuples-only", "-v", "ON_ERROR_STOP=1", "-c", statement,
            PGPASSWORD=self.password,
        )  # fmt: skip

    @staticmethod
    def _program(name: str) -> str:
        debian = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), reverse=True)
        found = next((str(path) for path in debian), None) or shutil.which(name)
        if not found:
            raise MissingServerError(name)
        return found


def provide(kind: type[Server]) -> Iterator[Server]:
    """Run a server for a fixture: skip where it is missing, and fail where CI should have it."""
    try:
        with kind.running() as server:
            yield server
    except MissingServerError as error:
        reason = (
            f"no {kind.name} here ({error}): apt-get install {kind.packages}, or: nox -s servers"
        )
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
