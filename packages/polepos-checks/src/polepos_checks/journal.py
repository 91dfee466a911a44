"""Where a change of a project is written down before it is made, and kept afterwards.

A journal is a folder of two files: what is to change, and the contents of all files before and after. It is
written to `.polepos/tx/new`, becomes `committed` by a rename, and ends as `.polepos/undo/last`. It may come
from anybody who could write there, with a checkout for instance: what does not fit together is refused.
"""

import hashlib
import json
import os
import shutil
from collections.abc import Iterable
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple

from polepos_checks.errors import ProjectError

STATE = ".polepos"
"""The folder in a project that is polepos's own."""

_JOURNAL, _CONTENTS = "journal.json", "contents"


class JournalError(ProjectError):
    """What is written down of a change does not fit together."""

    code = "journal-damaged"


class Change(NamedTuple):
    """A file that is to be made, replaced or deleted.

    Attributes:
        path: below the project's folder, with `/`.
        before: what it holds now; `None` where there is no file.
        after: what it shall hold; `None` to delete it.
    """

    path: str
    before: bytes | None
    after: bytes | None


class Done(NamedTuple):
    """A change that was made, finished or taken back.

    Attributes:
        label: what it was called when it was committed, such as `add module customers`.
        paths: the files it concerned, in order.
        undone: it took the change of this label back.
    """

    label: str
    paths: tuple[str, ...]
    undone: bool = False


class Entry(NamedTuple):
    """A change as it is written down.

    Attributes:
        label: what it is called.
        changes: what becomes of each file.
        undo: it takes the change before it back.
    """

    label: str
    changes: tuple[Change, ...]
    undo: bool

    @property
    def done(self) -> Done:
        """What it came to."""
        return Done(self.label, tuple(change.path for change in self.changes), self.undo)


class Journal:
    """The folders in which a project's changes are written down.

    Attributes:
        new: a change that is being written down.
        committed: one that is being made.
        last: the last one that was made.
        aside: where a file is written before it is put in its place.
    """

    def __init__(self, root: Path) -> None:
        self.new = root / STATE / "tx" / "new"
        self.committed = root / STATE / "tx" / "committed"
        self._old = root / STATE / "tx" / "old"
        self.last = root / STATE / "undo" / "last"
        self.aside = root / STATE / "tx" / "file"

    def write(self, entry: Entry) -> None:
        """Write a change down, to the last byte."""
        self.new.mkdir()
        # All contents in one file: a file each would be three times the work for the disk.
        contents: list[bytes] = []
        changes = [
            {
                "path": change.path,
                "before": _append(contents, change.before),
                "after": _append(contents, change.after),
            }
            for change in entry.changes
        ]
        whole = b"".join(contents)
        document = {
            "label": entry.label,
            "undo": entry.undo,
            "changes": changes,
            "sha256": hashlib.sha256(whole).hexdigest(),
        }
        write_synced(self.new / _CONTENTS, whole)
        write_synced(self.new / _JOURNAL, json.dumps(document).encode("utf-8"))
        sync_folders({self.new})

    def commit(self) -> None:
        """Make it the truth, in one step."""
        self.new.rename(self.committed)
        sync_folders({self.committed.parent})

    def withdraw(self) -> None:
        """Forget the committed change, which was taken back."""
        self.committed.rename(self._old)
        self.discard_unfinished()

    def close(self, *, undo: bool) -> None:
        """Keep what was committed for `undo`; what takes a change back leaves nothing to take back."""
        self.last.parent.mkdir(parents=True, exist_ok=True)
        if self.last.is_dir():
            self.last.rename(self._old)
            self.discard_unfinished()
        self.committed.rename(self._old if undo else self.last)
        self.discard_unfinished()

    def discard_unfinished(self) -> None:
        """Remove what was never committed, and what is no longer needed; what resists, another time."""
        for folder in (self.new, self._old):
            if folder.is_dir():
                shutil.rmtree(folder, ignore_errors=True)


def read_entry(folder: Path) -> Entry:
    """Read the change that is written down in `folder`.

    Raises:
        JournalError: it is damaged, or would change what no command of polepos changes.
    """
    try:
        document = json.loads((folder / _JOURNAL).read_bytes())
        contents = (folder / _CONTENTS).read_bytes()
        return _entry(document, contents)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise JournalError(
            f"{folder} does not hold a whole change: {error}",
            hint="Delete that folder; the project's files stay as they are.",
        ) from error


def _entry(document: dict[str, Any], whole: bytes) -> Entry:
    if hashlib.sha256(whole).hexdigest() != document["sha256"]:
        raise ValueError("its contents are not what it says")
    changes, contents = [], BytesIO(whole)
    for each in document["changes"]:
        path: str = each["path"]
        if path.split("/", maxsplit=1)[0] == ".git":
            raise ValueError(f"{path} is none of polepos's")
        changes.append(
            Change(path, _take(contents, each["before"]), _take(contents, each["after"]))
        )
    return Entry(document["label"], tuple(changes), document["undo"])


def _append(contents: list[bytes], content: bytes | None) -> int | None:
    """Add a file's content, and return its length; of no file, `None`."""
    if content is None:
        return None
    contents.append(content)
    return len(content)


def _take(contents: BytesIO, length: int | None) -> bytes | None:
    return None if length is None else contents.read(length)


def write_synced(path: Path, content: bytes) -> None:
    """Write a file, and wait until it is on the disk."""
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def sync_folders(folders: Iterable[Path]) -> None:
    """Wait until what was renamed in folders is on the disk."""
    if os.name == "nt":  # folders cannot be opened there; its file system journals renames
        return
    for folder in folders:
        if folder.is_dir():
            handle = os.open(folder, os.O_RDONLY)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)
