"""The files of a project as they are, read once."""

import stat
from collections.abc import Mapping
from pathlib import Path

from polepos_cli.errors import RefusedError, machine_error


class Disk:
    """A project's files; each is read when it is first asked for, and once.

    Args:
        root: the project's folder.
        missing: files that count as there although they are lost, by path.
    """

    def __init__(self, root: Path, missing: Mapping[str, bytes] | None = None) -> None:
        self.root = root
        self._missing = missing or {}
        self._known: dict[str, bytes | None] = {}

    def read(self, path: str) -> bytes | None:
        """Return a file's bytes, or `None` where there is no file.

        Raises:
            RefusedError: something else than a file is in its place.
            MachineError: it cannot be read.
        """
        return self._missing.get(path) or self.stored(path)

    def stored(self, path: str) -> bytes | None:
        """Return the bytes that are on the disk, whatever counts as there.

        Raises:
            RefusedError, MachineError: as for `read`.
        """
        if path not in self._known:
            self._known[path] = self._read(path)
        return self._known[path]

    def _read(self, path: str) -> bytes | None:
        place = self.root / path
        try:
            if not stat.S_ISREG(place.stat().st_mode):  # reading a pipe would wait for ever
                raise RefusedError(
                    f"{path} is there, and is not a file; nothing was changed", hint="Move it away."
                )
            return place.read_bytes()
        except (FileNotFoundError, NotADirectoryError):
            return None
        except OSError as error:
            raise machine_error(error, f"read {path}") from error
