"""Find, insert and remove entries in texts that people edit.

Each syntax has a file: an entry is found by what it means, and written by exact spans, so that whatever
else a text holds stays byte for byte. Those that few changes need are imported when they are needed.
"""

from collections.abc import Sequence
from typing import NamedTuple

from polepos_checks.edits import python, toml
from polepos_checks.edits.errors import EditError, PlaceNotClearError, UnreadableError
from polepos_checks.edits.found import Found
from polepos_checks.edits.met import Met
from polepos_checks.edits.new_entry import New
from polepos_checks.edits.text import Text, decode
from polepos_templates import Point

__all__ = [
    "EditError",
    "Found",
    "Insertion",
    "Met",
    "PlaceNotClearError",
    "Text",
    "UnreadableError",
    "decode",
    "find",
    "insert",
    "insert_all",
    "is_same",
    "meet",
    "needs",
    "remove",
    "remove_all",
    "restore",
]


class Insertion(NamedTuple):
    """An entry that is to be inserted; see `insert`."""

    point: Point
    entry: str
    siblings: Sequence[str] = ()
    written: str = ""


def find(text: str, point: Point, entry: str) -> Found | None:
    """Return where `entry` is, or `None`.

    Args:
        text: a file of the point's syntax, without byte order mark.
        point: where such entries belong.
        entry: what to look for, as its component declares it.

    Raises:
        UnreadableError: the text has a syntax error.
    """
    match point.syntax:
        case "python":
            return python.find(text, point, entry)
        case "dotenv":
            from polepos_checks.edits import dotenv

            return dotenv.find(text, entry)
        case "toml":
            return toml.find_item(text, _names(point), entry)
    from polepos_checks.edits import yaml

    return yaml.find(text, _block_path(point, entry), entry, shared=point.shared)


def meet(text: str, point: Point, entry: str) -> Met | None:
    """Say how `entry` is met by what is there already; `None`, where it has to be inserted.

    Whatever else is there under its key, distribution or name stays as it is, but for a requirement that
    is too weak, which is raised, and a field of another type, or a method of its name, which is in the way.

    Raises:
        UnreadableError: the text has a syntax error.
    """
    if point.syntax == "toml":
        return toml.meet_item(text, _names(point), entry)
    found = find(text, point, entry)
    if found is None:
        return python.taken(text, point, entry) if point.syntax == "python" else None
    if found.exact:
        return Met(text, found.line)
    why = python.other_type(text, point, entry) if point.syntax == "python" else ""
    note = "" if why else "is there already, and stays as it is"
    return Met(text, found.line, why=why, note=note)


def needs(text: str, point: Point, entry: str) -> list[tuple[int, int]]:
    """Return place and line of whatever in a file says that it needs an entry: services that others need.

    Raises:
        UnreadableError: the text has a syntax error.
        PlaceNotClearError: it holds several documents.
    """
    if point.syntax != "yaml":
        return []
    from polepos_checks.edits import yaml_needs

    return yaml_needs.needs(text, _block_path(point, entry)[-1])


def is_same(point: Point, one: str, other: str) -> bool:
    """Tell whether two entries of a point ask for one thing: they are alike, or of one distribution."""
    return one == other or (point.syntax == "toml" and toml.is_same(_names(point), one, other))


def restore(
    text: str, point: Point, gone: Sequence[str], left: Sequence[str], was: str | None
) -> str | None:
    """Return `text` with a requirement as it would be if some needs had never been.

    Args:
        text: a TOML text.
        point: an array of requirements.
        gone: what no longer is needed of one distribution.
        left: what still is.
        was: what it said before all of them; `None`, if it was not there.

    Returns:
        `None`, where it does not say what the needs made of it, or has a comment of its owner's.

    Raises:
        UnreadableError: the text is not TOML.
        PlaceNotClearError: it cannot be changed alone.
    """
    return toml.restore_item(text, _names(point), gone, left, was)


def insert(
    text: str, point: Point, entry: str, siblings: Sequence[str] = (), *, written: str = ""
) -> str:
    """Return `text` with `entry`, which is not there yet, and nothing else changed.

    Args:
        text: a file of the point's syntax, without byte order mark.
        point: where the entry belongs.
        entry: what to insert, as its component declares it.
        siblings: the other entries of this point, among which it is sorted.
        written: how to write it, not indented, if not as it is declared: a long one on several lines.

    Raises:
        UnreadableError: the text has a syntax error.
        PlaceNotClearError: where the entry belongs cannot be told.
    """
    match point.syntax:
        case "python":
            return python.insert(text, point, New(entry, written or entry), siblings)
        case "dotenv":
            from polepos_checks.edits import dotenv

            return dotenv.insert(text, point.marker, entry)
        case "toml":
            return toml.insert_item(text, _names(point), entry, order=point.order)
    from polepos_checks.edits import yaml

    path = _block_path(point, entry)
    return yaml.insert(text, path, entry, order=point.order, shared=point.shared)


def insert_all(text: str, entries: Sequence[Insertion]) -> str:
    """Return `text` with all `entries`, in their order; none is there yet.

    Raises:
        UnreadableError, PlaceNotClearError: as for `insert`.
    """
    if entries and all(each.point.syntax == "python" for each in entries):
        new = [(e.point, New(e.entry, e.written or e.entry), e.siblings) for e in entries]
        return python.insert_all(text, new)
    for each in entries:
        text = insert(text, each.point, each.entry, each.siblings, written=each.written)
    return text


def remove_all(text: str, entries: Sequence[tuple[Point, str]]) -> str:
    """Return `text` without all `entries`; those that are not there are passed over.

    Raises:
        UnreadableError, PlaceNotClearError: as for `remove`.
    """
    if entries and all(point.syntax == "python" for point, _ in entries):
        return python.remove_all(text, entries)
    for point, entry in entries:
        text = remove(text, point, entry)
    return text


def remove(text: str, point: Point, entry: str) -> str:
    """Return `text` without `entry`, and nothing else changed; as it is, if the entry is not there.

    Raises:
        UnreadableError: the text has a syntax error.
        PlaceNotClearError: the entry cannot be taken out without changing anything else.
    """
    match point.syntax:
        case "python":
            return python.remove(text, point, entry)
        case "dotenv":
            from polepos_checks.edits import dotenv

            return dotenv.remove(text, entry)
        case "toml":
            return toml.remove_item(text, _names(point), entry, emptied="drop")
    from polepos_checks.edits import yaml

    return yaml.remove(text, _block_path(point, entry), shared=point.shared)


def _names(point: Point) -> tuple[str, ...]:
    return tuple(point.within.split("."))


def _block_path(point: Point, entry: str) -> tuple[str, ...]:
    """Return the keys that lead to a block of YAML, whose first line has its own."""
    return (*_names(point), entry.partition(":")[0].strip())
