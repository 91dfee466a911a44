"""Hold a server through its keeper: see keeper.py."""

import json
import os
import socket
import subprocess
import sys
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO, Self

from servers.keeper import PATIENCE, Job

_KEEPER = Path(__file__).with_name("keeper.py")
_END_SECONDS = PATIENCE + 20


class Hold:
    """A connection to a keeper, which serves at least until it is let go."""

    def __init__(
        self, port: int, connection: socket.socket, process: subprocess.Popen[bytes] | None = None
    ) -> None:
        self.port = port
        self._connection = connection
        self._process = process

    @classmethod
    def new(cls, job: Job, environment: Mapping[str, str], log: BinaryIO) -> Self:
        """Start a keeper with its server, and hold it."""
        process = subprocess.Popen(
            [sys.executable, str(_KEEPER), json.dumps(job)],
            env={**os.environ, **environment},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=log,
            start_new_session=True,
        )
        assert process.stdout is not None
        with process.stdout as told:
            port = told.readline().strip()
        connection = cls._connect(int(port)) if port else None
        if connection is None:
            process.wait()
            said = Path(log.name).read_text(errors="replace")
            raise RuntimeError(f"{job['command'][0]} was not started:\n{said}")
        return cls(int(port), connection, process)

    @classmethod
    def join(cls, port: int) -> Self | None:
        """Hold the server of the keeper at this port, or return None if it has ended or is about to."""
        connection = cls._connect(port)
        return cls(port, connection) if connection else None

    def has_ended(self) -> bool:
        """Tell whether the server has ended by itself, asked by who started it."""
        return self._process is not None and self._process.poll() is not None

    def end(self, *, kill: bool) -> None:
        """End the server for all who hold it, and keep its folder."""
        # Otherwise the server has ended by itself, and its keeper after it.
        with suppress(ConnectionError):
            self._connection.sendall(b"kill" if kill else b"stop")
        if self._process is not None:
            self._process.wait(timeout=_END_SECONDS)
        self._connection.close()

    def let_go(self) -> None:
        """Use the server no longer; return when it has been stopped if this was the last hold."""
        with self._connection, suppress(OSError):  # of a keeper that has ended already
            self._connection.shutdown(socket.SHUT_WR)
            self._connection.settimeout(_END_SECONDS)
            self._connection.recv(1)
        if self._process is not None:
            self._process.returncode = 0  # it may live on for others: not ours to wait for

    @staticmethod
    def _connect(port: int) -> socket.socket | None:
        try:
            connection = socket.create_connection(("127.0.0.1", port), timeout=_END_SECONDS)
            if connection.recv(1):
                return connection
        except OSError:
            return None
        connection.close()
        return None
