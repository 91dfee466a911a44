"""Put a new project in place: the whole of it, or nothing.

It is built in a hidden folder beside its place and renamed into it. A process that is killed leaves at
most the hidden folder, which the next `polepos start` of that name takes over.
"""

import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from polepos_checks.locking import hold
from polepos_cli.errors import RefusedError, UsageError, machine_error


class TargetExistsError(RefusedError):
    """Something is where the project would go."""

    code = "target-exists"


def check_target(target: Path) -> None:
    """Make sure that a project can be put at `target`.

    Raises:
        TargetExistsError: something is there that is not an empty folder.
        UsageError: it is the current folder, or one above it.
    """
    if target.is_symlink() or (target.exists() and not target.is_dir()):
        raise TargetExistsError(
            f"{target} exists and is not a folder", hint="Choose another name, or move it away."
        )
    if not target.is_dir():
        return
    if target.resolve() in (here := Path.cwd().resolve(), *here.parents):
        raise UsageError(
            f"{target} is the folder you are in, or above it",
            hint="Go one folder up; a project is put in place as a whole.",
        )
    if any(target.iterdir()):
        raise TargetExistsError(
            f"{target} exists and is not empty", hint="Choose another name, or move it away."
        )


def put_in_place(target: Path, files: Mapping[str, str], prepare: Callable[[Path], None]) -> None:
    """Write `files` below a new folder `target`, in one step.

    Args:
        target: where the project goes; missing, or an empty folder.
        files: the text of each file it holds, by path.
        prepare: called with the folder before it is put in place, so that what it adds comes with it.

    Raises:
        LockedError: another process is making this project.
        TargetExistsError: something came to be there meanwhile.
        MachineError: the disk is full, a folder cannot be written, ...; nothing is left behind.
    """
    try:
        with _new_parents(target.parent), _staging(target) as folder:
            _write_all(folder, files)
            prepare(folder)
            _sync_folders(folder)
            _rename(folder, target)
            _sync_folder(target.parent)
    except OSError as error:
        raise machine_error(error, f"make {target}") from error


@contextmanager
def _new_parents(parent: Path) -> Iterator[None]:
    missing = [folder for folder in (parent, *parent.parents) if not folder.exists()]
    try:
        parent.mkdir(parents=True, exist_ok=True)
        yield
    except BaseException:
        for folder in missing:
            if folder.is_dir() and not any(folder.iterdir()):
                folder.rmdir()
        raise


@contextmanager
def _staging(target: Path) -> Iterator[Path]:
    """Give an empty folder on the target's file system, and remove what is left of it."""
    hidden = target.with_name(f".{target.name}.polepos-start")
    with hold(hidden / "lock"):
        folder = hidden / "project"
        try:
            if folder.exists():  # a process was killed here; nobody has seen it
                shutil.rmtree(folder)
            folder.mkdir()
            yield folder
        finally:
            shutil.rmtree(hidden, ignore_errors=True)
    if (
        os.name == "nt"
    ):  # where a file that is open cannot be deleted: not ours before, not another's now
        with suppress(OSError):
            (hidden / "lock").unlink()
            hidden.rmdir()


def _write_all(folder: Path, files: Mapping[str, str]) -> None:
    top = os.fspath(folder)
    made = {top}
    for name, text in files.items():
        path = os.path.join(top, *name.split("/"))
        parent = os.path.dirname(path)
        if parent not in made:
            os.makedirs(parent, exist_ok=True)
            made.add(parent)
        with open(path, "xb") as stream:
            stream.write(text.encode("utf-8"))
            stream.flush()
            os.fsync(stream.fileno())


def _sync_folders(folder: Path) -> None:
    for below, _, _ in os.walk(folder, topdown=False):
        _sync_folder(Path(below))


def _sync_folder(folder: Path) -> None:
    if os.name == "nt":  # folders cannot be opened there; its file system journals renames
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _rename(folder: Path, target: Path) -> None:
    if os.name == "nt" and target.is_dir():  # POSIX replaces an empty folder, Windows does not
        target.rmdir()
    try:
        folder.rename(target)
    except OSError as error:
        if target.exists():
            raise TargetExistsError(
                f"{target} came to be while the project was being made",
                hint="Look at what is there; nothing was changed.",
            ) from error
        raise
