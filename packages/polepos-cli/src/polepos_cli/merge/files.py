"""Merge one file: what it was generated as, what it is, what it shall be."""

from typing import NamedTuple

from polepos_checks.project import State, state_of
from polepos_cli.merge.blocked import Blocker


class Sides(NamedTuple):
    """The three sides of a file.

    Attributes:
        path: below the project's folder, with `/`.
        disk: what it is; `None` where it is not there.
        base: what it was generated as; `None` where it was not.
        target: what it shall be; `None` where it shall go.
        recorded: the project's record names it as generated.
    """

    path: str
    disk: bytes | None
    base: str | None
    target: str | None
    recorded: bool


def merge_file(sides: Sides, *, force: bool = False) -> bytes | Blocker | None:
    """Return what the file becomes (`None`: it goes), or what stands in the way.

    Args:
        sides: the file.
        force: a customised file may go.
    """
    if sides.target is None:
        return _gone(sides, force=force)
    if sides.disk is None:
        return sides.target.encode("utf-8")
    if sides.base is None:
        return _new(sides, sides.target)
    return _changed(sides, sides.base, sides.target)


def _gone(sides: Sides, *, force: bool) -> Blocker | None:
    if sides.disk is None:
        return None
    if not sides.recorded:
        return Blocker(sides.path, 0, "was not made by polepos, and would be deleted")
    same = _is_as_generated(sides, sides.base)
    if force or same:
        return None
    return Blocker(sides.path, 0, "was changed by hand, and would be deleted", forced=True)


def _new(sides: Sides, target: str) -> bytes | Blocker | None:
    # What polepos left behind because somebody had worked on it is found again as it is.
    if sides.recorded or _is_as_generated(sides, target):
        return sides.disk
    return Blocker(sides.path, 0, "is there already, with other content")


def _changed(sides: Sides, base: str, target: str) -> bytes | Blocker | None:
    if _is_as_generated(sides, target):
        return sides.disk
    if _is_as_generated(sides, base):
        return target.encode("utf-8")
    return Blocker(sides.path, 0, "was changed by hand, and its template changed too")


def _is_as_generated(sides: Sides, text: str | None) -> bool:
    if text is None:
        return False
    return state_of(sides.path, sides.disk, text) in {State.PRISTINE, State.REFORMATTED}
