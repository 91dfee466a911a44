"""What all kinds of servers have in common: a folder, a port, a beginning and an end."""

import os
import random
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import ClassVar, Self

from servers.hold import Hold

_DEADLINE_SECONDS = 60.0

# Not among the ports that systems give to outgoing connections: one of those could take the port of a
# server while a test has it stopped.
_PORTS = range(15000, 32000)


class MissingServerError(Exception):
    """A server's programs are not on this machine."""


class Server(ABC):
    """A server process of the test run's own.

    Args:
        folder: a folder for all that the server writes, empty at its first start.
        port: a free port of the loopback interface.
    """

    name: ClassVar[str]
    packages: ClassVar[str]
    refuses_root: ClassVar[bool] = False
    stop_signal: ClassVar[int] = signal.SIGTERM
    kill_signal: ClassVar[int] = getattr(signal, "SIGKILL", signal.SIGTERM)

    def __init__(self, folder: Path, port: int) -> None:
        self.folder = folder
        self.port = port
        self.is_shared = False
        self._hold: Hold | None = None

    @property
    @abstractmethod
    def url(self) -> str:
        """Where clients find it."""

    @abstractmethod
    def command(self) -> list[str]:
        """Prepare the folder where that is to be done, and return what runs the server in the foreground.

        Raises:
            MissingServerError: its programs are not here.
        """

    @abstractmethod
    def is_ready(self) -> bool:
        """Tell whether it answers."""

    def environment(self) -> Mapping[str, str]:
        """Return the variables that its programs need."""
        return {}

    def start(self) -> None:
        """Start it, for the first time or with the data of the last, and wait until it answers."""
        self._refuse_if_shared()
        if self._hold is not None and not self._hold.has_ended():
            raise RuntimeError(f"this {self.name} runs already")
        command = self.command()
        log = self.folder / "server.log"
        with log.open("ab") as output:
            self._hold = Hold.new(
                {
                    "command": command,
                    "folder": str(self.folder),
                    "user": self._user(),
                    "stop_signal": self.stop_signal,
                    "kill_signal": self.kill_signal,
                },
                self.environment(),
                output,
            )
        deadline = time.monotonic() + _DEADLINE_SECONDS
        while not self.is_ready():
            if self._hold.has_ended() or time.monotonic() > deadline:
                self.stop(kill=True)
                raise RuntimeError(f"{self.name} did not start:\n{log.read_text(errors='replace')}")
            time.sleep(0.05)

    def stop(self, *, kill: bool = False) -> None:
        """Stop it, wait until it has gone, and keep its data.

        Args:
            kill: give it no time to end well.
        """
        self._refuse_if_shared()
        if self._hold is not None:
            self._hold.end(kill=kill)
            self._hold = None

    def share(self) -> int:
        """Let others join; return the port of its keeper."""
        assert self._hold is not None
        self.is_shared = True
        return self._hold.port

    def leave(self) -> None:
        """Use a shared server no longer: the last one to leave ends it."""
        if self._hold is not None:
            self._hold.let_go()
            self._hold = None

    @classmethod
    def joined(cls, folder: Path, port: int, keeper: int) -> Self | None:
        """Return a server that another process started, or None if it has ended."""
        hold = Hold.join(keeper)
        if hold is None:
            return None
        server = cls(folder, port)
        server.is_shared = True
        server._hold = hold
        return server

    @classmethod
    def new(cls) -> Self:
        """Return a server that has not been started, in a folder of its own."""
        # Not below pytest's own folder, which other users may not enter.
        folder = tempfile.mkdtemp(prefix=f"polepos-{cls.name}-")
        user = cls._user()
        if user:
            shutil.chown(folder, user)
        return cls(Path(folder), free_port())

    @classmethod
    @contextmanager
    def running(cls) -> Iterator[Self]:
        """Give a running server of the caller's own, and take it down again."""
        server = cls.new()
        try:
            server.start()
            yield server
        finally:
            server.stop()
            shutil.rmtree(server.folder, ignore_errors=True)

    def run(self, *command: str, **environment: str) -> str:
        """Run one of the server's programs to its end, as the server's user."""
        done = subprocess.run(
            command,
            user=self._user(),
            env={**os.environ, **self.environment(), **environment},
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise RuntimeError(f"{command[0]} failed: {done.stdout}{done.stderr}")
        return done.stdout

    def further_port(self, name: str) -> int:
        """Return a port for another purpose, the same one for all who use this folder."""
        known = self.folder / f"{name}.port"
        if not known.exists():
            known.write_text(str(free_port()))
        return int(known.read_text())

    def _refuse_if_shared(self) -> None:
        if self.is_shared:
            raise RuntimeError(
                f"this {self.name} is shared by the tests of a run: "
                f"take one of your own with the fixture server_of_my_own"
            )

    @classmethod
    def _user(cls) -> str | None:
        as_root = sys.platform != "win32" and os.geteuid() == 0
        return "nobody" if cls.refuses_root and as_root else None


def program(name: str, *folders: str) -> str:
    """Find a program in the folders, which may be patterns, or else on the PATH.

    Raises:
        MissingServerError: it is in none of them.
    """
    known = (
        str(path)
        for folder in folders
        for path in sorted(Path("/").glob(f"{folder.lstrip('/')}/{name}"), reverse=True)
    )
    found = next(known, None) or shutil.which(name)
    if not found:
        raise MissingServerError(name)
    return found


def first_bytes(port: int, question: bytes, length: int) -> bytes:
    """Ask what listens on a port of this machine, and return how its answer begins, if it does."""
    try:
        with (
            socket.create_connection(("127.0.0.1", port), timeout=5) as connection,
            connection.makefile("rb") as answer,
        ):
            connection.sendall(question)
            return answer.read(length)
    except OSError:
        return b""


def free_port() -> int:
    """Return a port of the loopback interface that nobody listens on."""
    for port in random.sample(_PORTS, k=100):
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    raise RuntimeError(f"no free port between {_PORTS.start} and {_PORTS.stop}")
