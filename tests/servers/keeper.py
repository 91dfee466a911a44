"""Run a server for as long as somebody holds it: `python keeper.py JOB`, a process of its own.

Whoever uses the server holds a TCP connection to its keeper, which answers with one byte. When the last
connection closes, the keeper stops the server and removes its folder. A run that is killed closes its
connections, too, so that no server outlives its users. A holder that closes its own half of the connection
reads the end of the other half when all that follows from it has been done.

One holder may instead send `stop` or `kill`: the server ends, and the folder stays, to be served again.
"""

import json
import os
import select
import shutil
import signal
import socket
import subprocess
import sys
from threading import Thread
from typing import TypedDict

WAIT_FOR_FIRST = 30.0
"""How many seconds the first holder may take."""

PATIENCE = 20.0
"""How many seconds a server may take to stop before it is killed."""


class Job(TypedDict):
    """What to run, where, as whom, and how to end it."""

    command: list[str]
    folder: str
    user: str | None
    stop_signal: int
    kill_signal: int


class Keeper:
    """A server's process, and those who hold it."""

    def __init__(self, job: Job) -> None:
        self.job = job
        self.process = subprocess.Popen(
            job["command"],
            cwd=job["folder"],
            user=job["user"],
            stdin=subprocess.DEVNULL,
            stdout=sys.stderr,
            start_new_session=True,
        )
        self.ended, self._bell = socket.socketpair()
        self._watch = Thread(target=self._wait, daemon=True)
        self._watch.start()

    def serve(self, listener: socket.socket) -> None:
        """Greet holders until the last one has gone, one asks for an end, or the server ends."""
        holders: set[socket.socket] = set()
        while True:
            patience = None if holders else WAIT_FOR_FIRST
            ready = select.select([listener, self.ended, *holders], [], [], patience)[0]
            if self.ended in ready:
                return
            if listener in ready:
                holders.update(_greet(listener))
            for holder in holders.intersection(ready):
                said = _read(holder)
                if said:
                    self.end(self.job["kill_signal" if said == b"kill" else "stop_signal"])
                    return
                holders.remove(holder)
                if holders:
                    holder.close()
            if not holders:
                listener.close()  # who comes now has to start a new one
                self.abandon()
                return

    def abandon(self) -> None:
        """Stop the server, and remove what it wrote."""
        self.end(self.job["stop_signal"])
        shutil.rmtree(self.job["folder"], ignore_errors=True)

    def end(self, number: int) -> None:
        """Send the server a signal, and see that nothing of its process group stays."""
        if self._watch.is_alive():
            self.process.send_signal(number)
            self._watch.join(PATIENCE)
        if sys.platform == "win32":
            self.process.kill()
        else:
            try:
                os.killpg(self.process.pid, signal.SIGKILL)
            except ProcessLookupError:
                return  # the whole group has gone
        self._watch.join()

    def _wait(self) -> None:
        self.process.wait()
        self._bell.close()


def _greet(listener: socket.socket) -> list[socket.socket]:
    """Return who came, if they are still there."""
    holder = listener.accept()[0]
    try:
        holder.sendall(b"!")
    except ConnectionError:
        return []
    return [holder]


def _read(holder: socket.socket) -> bytes:
    try:
        return holder.recv(16)
    except ConnectionError:
        return b""


def main(job: Job) -> None:
    """Run the server, tell the port for holders, and serve them."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    with socket.create_server(("127.0.0.1", 0)) as listener:
        keeper = Keeper(job)
        try:
            sys.stdout.write(f"{listener.getsockname()[1]}\n")
            sys.stdout.close()
            keeper.serve(listener)
        finally:
            keeper.end(job["stop_signal"])


if __name__ == "__main__":
    main(json.loads(sys.argv[1]))
