"""The Python files of a project, but for those of tools and environments."""

import os
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from pathlib import Path
from typing import NamedTuple

_SKIPPED = {"__pycache__", "node_modules"}


def python_files(root: Path, besides: AbstractSet[str] = frozenset()) -> Iterator[tuple[str, str]]:
    """Yield path and place of each Python file of a project, but for those of tools and environments.

    Nothing is yielded of folders that are named in `besides`, with a `/` at the end.

    Links are followed inside the project. A folder that can be reached in several ways is visited once,
    in the shortest, and rather as it is than by a link.
    """
    seen: set[tuple[int, int]] = set()
    level = [_Folder("", os.fspath(root), is_link=False)]
    top = os.path.realpath(root)
    while level:
        below = []
        for folder in sorted(level, key=lambda each: (each.is_link, each.path)):
            if folder.path not in besides and _is_to_visit(folder, top, seen):
                entries = _entries(folder.place)
                yield from (
                    (folder.path + each.name, each.path) for each in entries if _is_code(each)
                )
                below += [_below(folder, each) for each in entries if _is_folder(each)]
        level = below


class _Folder(NamedTuple):
    """A folder: its path below the project with a `/` behind, and where it is."""

    path: str
    place: str
    is_link: bool


def _below(folder: _Folder, entry: os.DirEntry[str]) -> _Folder:
    return _Folder(f"{folder.path}{entry.name}/", entry.path, is_link=entry.is_symlink())


def _is_to_visit(folder: _Folder, top: str, seen: set[tuple[int, int]]) -> bool:
    try:
        found = os.stat(folder.place)
    except OSError:
        return False
    known = (found.st_dev, found.st_ino)
    if known in seen:
        return False
    seen.add(known)
    return not folder.is_link or os.path.realpath(folder.place).startswith(top + os.sep)


def _entries(place: str) -> list[os.DirEntry[str]]:
    """Return what is in a folder: nothing, if it may not be read or is a virtual environment."""
    try:
        with os.scandir(place) as found:
            entries = list(found)
    except OSError:
        return []
    return [] if any(each.name == "pyvenv.cfg" for each in entries) else entries


def _is_code(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.name.endswith((".py", ".pyi")) and entry.is_file()
    except OSError:  # a link to itself
        return False


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return not entry.name.startswith(".") and entry.name not in _SKIPPED and entry.is_dir()
    except OSError:
        return False
