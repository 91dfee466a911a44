"""Redis."""

import socket

from servers.server import Server, first_bytes, program

_DATABASES = 1000


class Redis(Server):
    """A Redis of Debian's package, or of whatever is on the PATH."""

    name = "redis"
    packages = "apt-get install redis-server"

    @property
    def url(self) -> str:
        """The first database."""
        return f"redis://127.0.0.1:{self.port}/0"

    def command(self) -> list[str]:
        """Return how to serve the folder, where each write is kept in a file at once."""
        options = {
            "bind": "127.0.0.1",
            "port": str(self.port),
            "dir": str(self.folder),
            "databases": str(_DATABASES),
            "save": "",
            "appendonly": "yes",
            "appendfsync": "no",
            "daemonize": "no",
        }
        words = [word for key, value in options.items() for word in (f"--{key}", value)]
        return [program("redis-server"), *words]

    def is_ready(self) -> bool:
        """Tell whether it answers a ping, and has read its data."""
        return first_bytes(self.port, b"PING\r\n", 5) == b"+PONG"

    def fresh_url(self) -> str:
        """Return the URL of a database that no test has had."""
        number = int(self.ask("INCR", "databases-given"))
        assert number < _DATABASES, "every database of this Redis has been given away"
        return f"redis://127.0.0.1:{self.port}/{number}"

    def ask(self, *words: str, database: int = 0) -> str:
        """Send one command whose answer is a line or a text, and return that (nothing: "")."""
        with (
            socket.create_connection(("127.0.0.1", self.port), timeout=10) as connection,
            connection.makefile("rb") as answer,
        ):
            for command in (("SELECT", str(database)), words):
                parts = "".join(f"${len(word.encode())}\r\n{word}\r\n" for word in command)
                connection.sendall(f"*{len(command)}\r\n{parts}".encode())
                line = answer.readline().decode().rstrip()
                if line.startswith("-"):
                    raise RuntimeError(f"Redis says: {line[1:]}")
                if line.startswith("$"):
                    length = int(line[1:])
                    line = "$" + (answer.read(length + 2)[:length].decode() if length >= 0 else "")
            return line[1:]
