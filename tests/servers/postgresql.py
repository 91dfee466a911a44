"""PostgreSQL."""

import os
import signal
import subprocess
from typing import ClassVar
from urllib.parse import quote

from servers.server import Server, program

_DEBIAN = "/usr/lib/postgresql/*/bin"


class PostgreSQL(Server):
    """A PostgreSQL of Debian's packages, or of whatever is on the PATH."""

    name = "postgresql"
    packages = "apt-get install postgresql"
    refuses_root = True
    stop_signal: ClassVar[int] = signal.SIGINT  # SIGTERM would wait for clients to leave
    # SIGKILL would leave its other processes to find out by themselves, and a restart in their way.
    kill_signal: ClassVar[int] = getattr(signal, "SIGQUIT", signal.SIGTERM)
    password = "p%40 '@/:x"  # noqa: S105 - of a server that lives for seconds, with all that breaks URLs

    @property
    def url(self) -> str:
        """The database that every cluster begins with."""
        return self._url("postgres")

    def command(self) -> list[str]:
        """Make a database cluster the first time, and return how to serve it."""
        data = self.folder / "data"
        if not data.exists():
            secret = self.folder / "password"
            secret.write_text(self.password)
            secret.chmod(0o644)
            self.run(
                program("initdb", _DEBIAN), "--pgdata", str(data), "--username", "polepos",
                "--pwfile", str(secret), "--auth", "scram-sha-256", "--encoding", "UTF8",
                "--locale", "C", "--no-sync",
            )  # fmt: skip
        options = {
            "listen_addresses": "127.0.0.1",
            "unix_socket_directories": str(self.folder),
            "fsync": "off",
            "max_connections": "50",
        }
        return [
            program("postgres", _DEBIAN), "-D", str(data), "-p", str(self.port),
            *(word for key, value in options.items() for word in ("-c", f"{key}={value}")),
        ]  # fmt: skip

    def is_ready(self) -> bool:
        """Tell whether it accepts connections."""
        asked = [program("pg_isready", _DEBIAN), "-q", "-h", "127.0.0.1", "-p", str(self.port)]
        return subprocess.run(asked, check=False).returncode == 0

    def create_database(self, name: str | None = None) -> str:
        """Create a database, by default of a new name, and return its URL."""
        name = name or f"test_{os.urandom(6).hex()}"
        self.sql(f'CREATE DATABASE "{name}"', database="postgres")
        return self._url(name)

    def sql(self, statement: str, *, database: str) -> str:
        """Run one statement, and return its rows, a line each with `|` between columns."""
        return self.run(
            program("psql", _DEBIAN), "-h", "127.0.0.1", "-p", str(self.port), "-U", "polepos",
            "-d", database, "--no-align", "--tuples-only", "-v", "ON_ERROR_STOP=1", "-c", statement,
            PGPASSWORD=self.password,
        )  # fmt: skip

    def _url(self, database: str) -> str:
        """Return a URL with the password quoted as RFC 3986 asks."""
        return (
            f"postgresql://polepos:{quote(self.password, safe='')}@127.0.0.1:{self.port}/{database}"
        )
