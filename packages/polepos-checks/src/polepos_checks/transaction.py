"""Change a set of a project's files: all of them, or none.

The only code that writes in a project that exists. What is to change is written down completely, with the
files as they were, in `.polepos/tx/new`; renaming that folder to `committed` is the moment at which the
change happens. Then file after file is replaced, each in one step and in a way that can be repeated. A
process that is killed before the rename has changed nothing; one killed after it is finished by the next
that begins. The folder is kept as `.polepos/undo/last`, from which `undo` takes the change back.

This is a redo log with a directory rename as its commit record. Cost: each changed file is written three
times (before, after, in place), and synced once.
"""

import json
import os
import shutil
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

from polepos_checks.errors import ProjectError
from polepos_checks.locking import hold

_STATE = ".polepos"
_JOURNAL, _CONTENTS = "journal.json", "contents"


class ChangedMeanwhileError(ProjectError):
    """A file is not as it was when the change was planned."""

    code = "changed-meanwhile"
    exit_code = 3


class OutsideProjectError(ProjectError):
    """A path leads out of the project."""

    code = "outside-project"
    exit_code = 3


class ReadOnlyError(ProjectError):
    """A file, or the folder that it is in, must not be written."""

    code = "read-only"
    exit_code = 3


class NothingToUndoError(ProjectError):
    """No change is kept that could be taken back."""

    code = "nothing-to-undo"


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
    """

    label: str
    paths: tuple[str, ...]


class Transaction:
    """The right to change a project, held by one process at a time; see `begin`.

    Attributes:
        recovered: the change of a killed process that was finished at the beginning, if there was one.
    """

    def __init__(self, root: Path) -> None:
        self._root = root
        self._log = _Log(root)
        self.recovered = self._recover()

    def commit(self, changes: Iterable[Change], label: str) -> Done:
        """Make all of `changes`.

        Args:
            changes: one a path; those that change nothing are passed over.
            label: what to call it in messages, such as `add module customers`.

        Raises:
            ChangedMeanwhileError: a file is not as its change says it was; nothing is changed.
            OutsideProjectError, ReadOnlyError: a path must not be written; nothing is changed.
            OSError: the disk refused; nothing is changed, or the next `begin` finishes the change.
        """
        wanted = (each for each in changes if each.before != each.after)
        return self._commit(sorted(wanted, key=lambda each: each.path), label, undo=False)

    def undo(self) -> Done:
        """Take the last change back.

        Raises:
            NothingToUndoError: there is none, or it has been taken back.
            ChangedMeanwhileError: a file was changed since then; nothing is changed.
        """
        label, back = last_change(self._root)
        return self._commit(back, label, undo=True)

    def _commit(self, changes: Sequence[Change], label: str, *, undo: bool) -> Done:
        for change in changes:
            _check(self._root, change)
        entry = _Entry(label, tuple(changes), undo)
        if changes:
            self._log.write(entry)
            self._log.commit()
            self._finish(entry)
        return entry.done

    def _recover(self) -> Done | None:
        self._log.discard_unfinished()
        if not self._log.committed.is_dir():
            return None
        entry = self._log.read(self._log.committed)
        for change in entry.changes:
            if _read(_place(self._root, change.path)) not in {change.before, change.after}:
                raise ChangedMeanwhileError(
                    f"`{entry.label}` was killed before it ended, and {change.path} was edited since",
                    hint=f"Put the file back as it was, or delete {self._log.committed} to keep all"
                    " files as they are now.",
                )
        self._finish(entry)
        return entry.done

    def _finish(self, entry: "_Entry") -> None:
        changes = entry.changes
        for change in changes:
            _put(_place(self._root, change.path), change.after)
        for change in changes:
            if change.after is None:
                self._remove_empty_folders(change.path)
        _sync({_place(self._root, change.path).parent for change in changes})
        self._log.close(undo=entry.undo)

    def _remove_empty_folders(self, path: str) -> None:
        folder = _place(self._root, path).parent
        top = Path(os.path.realpath(self._root))
        while folder != top and folder.is_dir() and _is_empty(folder):
            shutil.rmtree(folder)
            folder = folder.parent


def is_unfinished(root: Path) -> bool:
    """Tell whether a killed process left a change that the next `begin` will finish."""
    return os.path.isdir(os.path.join(root, _STATE, "tx", "committed"))


def last_change(root: Path) -> tuple[str, tuple[Change, ...]]:
    """Return the label of the last change, and what takes it back.

    Raises:
        NothingToUndoError: there is none, or it has been taken back.
    """
    log = _Log(root)
    if not log.last.is_dir():
        raise NothingToUndoError("there is no change to take back", hint="Use version control.")
    entry = log.read(log.last)
    back = (Change(each.path, before=each.after, after=each.before) for each in entry.changes)
    return entry.label, tuple(back)


def check_changes(root: Path, changes: Iterable[Change]) -> None:
    """Make sure that `changes` could be committed now; take no lock and write nothing.

    Raises:
        ChangedMeanwhileError, OutsideProjectError, ReadOnlyError: as `Transaction.commit` would.
    """
    for change in changes:
        _check(root, change)


@contextmanager
def begin(root: Path, *, wait_seconds: float = 60) -> Iterator[Transaction]:
    """Give the right to change the project in `root`, and finish what a killed process left.

    Plan inside the block: what is read there cannot be changed by another polepos command.

    Args:
        root: the project's folder.
        wait_seconds: how long to wait for another command to end.

    Raises:
        LockedError: another command is still at work.
        OSError: the project's `.polepos` cannot be written.
    """
    state = root / _STATE / "tx"
    state.mkdir(parents=True, exist_ok=True)
    with hold(state / "lock", wait_seconds=wait_seconds):
        yield Transaction(root)


def _check(root: Path, change: Change) -> None:
    place = _place(root, change.path)
    if place.is_dir() or _read(place) != change.before:
        raise ChangedMeanwhileError(
            f"{change.path} is not as it was a moment ago; nothing was changed",
            hint="Run this again: it will look at the file as it is now.",
        )
    nearest = place if place.exists() else _existing(place.parent)
    if not nearest.stat().st_mode & 0o200 or not os.access(nearest, os.W_OK):
        raise ReadOnlyError(
            f"{change.path} cannot be written: {nearest} is read-only; nothing was changed",
            hint="Make it writable, and run this again.",
        )


def _place(root: Path, path: str) -> Path:
    """Return where a path really is: links are followed, but never out of the project."""
    top = os.path.realpath(root)
    place = os.path.realpath(os.path.join(top, *path.split("/")))
    if not place.startswith(top + os.sep):
        raise OutsideProjectError(
            f"{path} leads out of the project, to {place}; nothing was changed",
            hint="Replace the link by what it stands for.",
        )
    return Path(place)


class _Entry(NamedTuple):
    """A change as it is written down; `undo` tells that it takes the one before it back."""

    label: str
    changes: tuple[Change, ...]
    undo: bool

    @property
    def done(self) -> Done:
        return Done(self.label, tuple(change.path for change in self.changes))


class _Log:
    """The folders in which a change is written down."""

    def __init__(self, root: Path) -> None:
        self.new = root / _STATE / "tx" / "new"
        self.committed = root / _STATE / "tx" / "committed"
        self.old = root / _STATE / "tx" / "old"
        self.last = root / _STATE / "undo" / "last"

    def write(self, entry: _Entry) -> None:
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
        journal = {"label": entry.label, "undo": entry.undo, "changes": changes}
        _write_synced(self.new / _CONTENTS, b"".join(contents))
        _write_synced(self.new / _JOURNAL, json.dumps(journal).encode("utf-8"))
        _sync({self.new})

    def commit(self) -> None:
        self.new.rename(self.committed)
        _sync({self.committed.parent})

    def read(self, folder: Path) -> _Entry:
        journal = json.loads((folder / _JOURNAL).read_bytes())
        contents = BytesIO((folder / _CONTENTS).read_bytes())
        changes = tuple(
            Change(each["path"], _take(contents, each["before"]), _take(contents, each["after"]))
            for each in journal["changes"]
        )
        return _Entry(journal["label"], changes, journal["undo"])

    def close(self, *, undo: bool) -> None:
        """Keep what was committed for `undo`; what takes a change back leaves nothing to take back."""
        self.last.parent.mkdir(parents=True, exist_ok=True)
        if self.last.is_dir():
            self.last.rename(self.old)
            self.discard_unfinished()
        self.committed.rename(self.old if undo else self.last)
        self.discard_unfinished()

    def discard_unfinished(self) -> None:
        for folder in (self.new, self.old):
            if folder.is_dir():
                shutil.rmtree(folder)


def _append(contents: list[bytes], content: bytes | None) -> int | None:
    """Add a file's content, and return its length; of no file, `None`."""
    if content is None:
        return None
    contents.append(content)
    return len(content)


def _take(contents: BytesIO, length: int | None) -> bytes | None:
    return None if length is None else contents.read(length)


def _put(place: Path, content: bytes | None) -> None:
    """Replace a file in one step, keeping its mode; doing it again changes nothing."""
    if content is None:
        place.unlink(missing_ok=True)
        return
    place.parent.mkdir(parents=True, exist_ok=True)
    beside = place.with_name(f".{place.name}.polepos")
    _write_synced(beside, content)
    if place.exists():
        beside.chmod(place.stat().st_mode & 0o7777)
    beside.replace(place)


def _write_synced(path: Path, content: bytes) -> None:
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _read(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None


def _is_empty(folder: Path) -> bool:
    """Tell whether nothing is in a folder but what Python compiled of what was there."""
    return all(each.name == "__pycache__" for each in folder.iterdir())


def _existing(folder: Path) -> Path:
    return next(each for each in (folder, *folder.parents) if each.exists())


def _sync(folders: Iterable[Path]) -> None:
    if os.name == "nt":  # folders cannot be opened there; its file system journals renames
        return
    for folder in folders:
        if folder.is_dir():
            handle = os.open(folder, os.O_RDONLY)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)
