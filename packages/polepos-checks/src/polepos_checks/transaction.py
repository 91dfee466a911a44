"""Change a set of a project's files: all of them, or none.

The only code that writes in a project that exists. What is to change is written down completely, with the
files as they were, in `.polepos/tx/new`; renaming that folder to `committed` is the moment at which the
change happens. Then file after file is replaced, each in one step and in a way that can be repeated. A
process that is killed before the rename has changed nothing; one killed after it is finished by the next
that begins. The folder is kept as `.polepos/undo/last`, from which `undo` takes the change back.

This is a redo log with a directory rename as its commit record. Cost: each changed file is written three
times (before, after, in place), and synced once.
"""

import errno
import os
import shutil
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from polepos_checks.errors import ProjectError
from polepos_checks.journal import (
    STATE,
    Change,
    Done,
    Entry,
    Journal,
    JournalError,
    read_entry,
    sync_folders,
    write_synced,
)
from polepos_checks.locking import hold

__all__ = [
    "Change",
    "ChangedMeanwhileError",
    "Done",
    "JournalError",
    "NothingToUndoError",
    "OutsideProjectError",
    "ReadOnlyError",
    "Transaction",
    "begin",
    "check_changes",
    "check_undo",
    "is_unfinished",
]


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


class Transaction:
    """The right to change a project, held by one process at a time; see `begin`.

    Attributes:
        recovered: the change of a killed process that was finished at the beginning, if there was one.
        decided: the change that was committed, from the moment on at which it can no longer get lost.
    """

    def __init__(self, root: Path) -> None:
        self._root = root
        self._journal = Journal(root)
        self.decided: Done | None = None
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
            NothingToUndoError: a file was changed since then; nothing is changed.
        """
        label, back = check_undo(self._root)
        return self._commit(back, label, undo=True)

    def _commit(self, changes: Sequence[Change], label: str, *, undo: bool) -> Done:
        check_changes(self._root, changes)
        entry = Entry(label, tuple(changes), undo)
        if changes:
            self._journal.write(entry)
            self._journal.commit()
            self.decided = entry.done
            try:
                self._put_in_place(entry)
            except (ChangedMeanwhileError, OSError):
                self._roll_back(entry)
                raise
            self._journal.close(undo=entry.undo)
        return entry.done

    def _recover(self) -> Done | None:
        self._journal.discard_unfinished()
        if not self._journal.committed.is_dir():
            return None
        entry = read_entry(self._journal.committed)
        for change in entry.changes:
            if _read(_place(self._root, change.path)) not in {change.before, change.after}:
                raise ChangedMeanwhileError(
                    f"`{entry.label}` was killed before it ended, and {change.path} was edited since",
                    hint=f"Put the file back as it was, or delete {self._journal.committed} to keep all"
                    " files as they are now.",
                )
        self._put_in_place(entry)
        self._journal.close(undo=entry.undo)
        return entry.done

    def _put_in_place(self, entry: Entry) -> None:
        for change in entry.changes:
            self._replace(change, entry.label)
        for change in entry.changes:
            if change.after is None:
                self._remove_empty_folders(change.path)
        sync_folders({_place(self._root, change.path).parent for change in entry.changes})

    def _replace(self, change: Change, label: str) -> None:
        place = _place(self._root, change.path)
        there = _read(place)  # once more: an editor may have saved it a moment ago
        if there == change.after:
            return
        if there != change.before:
            raise ChangedMeanwhileError(
                f"{change.path} was saved by another program during `{label}`; nothing was changed",
                hint="Run this again: it will look at the file as it is now.",
            )
        _put(place, change.after, self._journal.aside)

    def _roll_back(self, entry: Entry) -> None:
        """Put everything back; if that fails too, the next `begin` finishes what is committed."""
        with suppress(OSError):
            # What was made goes first: that frees the space which the rest may need.
            for change in sorted(entry.changes, key=lambda each: each.before is not None):
                place = _place(self._root, change.path)
                if _read(place) == change.after:
                    _put(place, change.before, self._journal.aside)
            for change in entry.changes:
                if change.before is None:
                    self._remove_empty_folders(change.path)
            self._journal.withdraw()
            self.decided = None

    def _remove_empty_folders(self, path: str) -> None:
        folder = _place(self._root, path).parent
        top = Path(os.path.realpath(self._root))
        while folder != top and folder.is_dir() and _is_empty(folder):
            shutil.rmtree(folder)
            folder = folder.parent


def is_unfinished(root: Path) -> bool:
    """Tell whether a killed process left a change that the next `begin` will finish."""
    return os.path.isdir(os.path.join(root, STATE, "tx", "committed"))


def check_undo(root: Path) -> tuple[str, tuple[Change, ...]]:
    """Return the label of the last change and what takes it back, having seen that it can be.

    Raises:
        NothingToUndoError: there is none, or it has been taken back.
        ChangedMeanwhileError: a file was changed since then.
        JournalError: what is kept of it is damaged.
    """
    last = Journal(root).last
    if not last.is_dir():
        raise NothingToUndoError("there is no change to take back", hint="Use version control.")
    entry = read_entry(last)
    for change in entry.changes:
        if _read(_place(root, change.path)) != change.after:
            raise ChangedMeanwhileError(
                f"{change.path} was changed since `{entry.label}`; nothing was taken back",
                hint="Take it back by hand, or with version control.",
            )
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
    state = root / STATE / "tx"
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
    # A file is replaced by another: its folder has to take that one.
    for each in {_existing(place), _existing(place.parent)}:
        if not each.stat().st_mode & 0o200 or not os.access(each, os.W_OK):
            raise ReadOnlyError(
                f"{change.path} cannot be written: {each} is read-only; nothing was changed",
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


def _put(place: Path, content: bytes | None, aside: Path) -> None:
    """Replace a file in one step, keeping its mode; doing it again changes nothing.

    It is written to `aside` first, in polepos's own folder: what a killed process leaves is there.
    """
    if content is None:
        place.unlink(missing_ok=True)
        return
    place.parent.mkdir(parents=True, exist_ok=True)
    _write_like(place, aside, content)
    try:
        aside.replace(place)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        # A link leads to another file system; there it can only be written beside.
        beside = place.with_name(f".{place.name}.polepos")
        _write_like(place, beside, content)
        beside.replace(place)


def _write_like(place: Path, aside: Path, content: bytes) -> None:
    write_synced(aside, content)
    if place.exists():
        aside.chmod(place.stat().st_mode & 0o7777)


def _read(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None


def _is_empty(folder: Path) -> bool:
    """Tell whether nothing is in a folder but what Python compiled of what was there."""
    return all(
        each.name == "__pycache__"
        and each.is_dir()
        and all(compiled.suffix == ".pyc" for compiled in each.iterdir())
        for each in folder.iterdir()
    )


def _existing(place: Path) -> Path:
    return next(each for each in (place, *place.parents) if each.exists())
