"""Entries of Python files: statements, and strings in a list such as `__all__`.

Located with `ast`, written by spans. An entry is recognised by what it means, however it is wrapped,
quoted or ordered: an import by module and name, a call by what is called and its first argument, a field
or variable by its name, an item by its value.
"""

from collections.abc import Iterator, Sequence
from typing import Protocol

from polepos_checks.edits import python_fields, python_items, python_statements
from polepos_checks.edits.errors import PlaceNotClearError
from polepos_checks.edits.found import Found
from polepos_checks.edits.met import Met
from polepos_checks.edits.new_entry import New
from polepos_checks.edits.python_at_once import Wish, insert_statements, remove_statements
from polepos_checks.edits.python_source import Source, deep_is_unreadable, is_blank, read_python
from polepos_templates import Point

_LISTS = {"__all__"}


class _Kind(Protocol):
    """What differs between statements and items."""

    def find(self, source: Source, within: str, entry: str) -> Found | None: ...

    def insert_above(
        self, source: Source, point: Point, entry: New, siblings: Sequence[str], line: int
    ) -> str | None: ...

    def insert_without_marker(
        self, source: Source, point: Point, entry: New, siblings: Sequence[str]
    ) -> str | None: ...

    def is_gone(self, source: Source, within: str, entry: str, after: str) -> bool: ...


def find(text: str, point: Point, entry: str) -> Found | None:
    """Return where `entry` is in `text`, or `None`.

    Args:
        text: a Python file, without byte order mark.
        point: where such entries belong.
        entry: what to look for: one statement, or one item with its comma.

    Raises:
        UnreadableError: the text has a syntax error.
    """
    with deep_is_unreadable():
        return _kind(point).find(read_python(text), point.within, entry)


def other_type(text: str, point: Point, entry: str) -> str:
    """Say what is in the way of a field: one of its name that has another type; or nothing.

    Raises:
        UnreadableError: the text has a syntax error.
    """
    if not _is_class(point):
        return ""
    with deep_is_unreadable():
        return python_fields.other_type(read_python(text), point.within, entry)


def taken(text: str, point: Point, entry: str) -> Met | None:
    """Say what has the name of a field, and is none, such as a property; `None`: nothing has.

    Raises:
        UnreadableError: the text has a syntax error.
    """
    if not _is_class(point):
        return None
    with deep_is_unreadable():
        found = python_fields.taken(read_python(text), point.within, entry)
    return found and Met(text, found[0], why=found[1])


def _is_class(point: Point) -> bool:
    return point.within.isidentifier() and point.within not in _LISTS


def insert(text: str, point: Point, entry: New, siblings: Sequence[str]) -> str:
    """Return `text` with `entry` at its point.

    It goes above the point's marker; at a sorted point, among the siblings directly above the marker.
    Where the marker is gone, or is where it cannot be, it goes where the syntax alone shows the place.
    Whatever is tried is parsed again: the new entry has to be the only difference.

    Args:
        text: a Python file, without byte order mark.
        point: where the entry belongs.
        entry: what to insert; it is not there yet.
        siblings: the other entries of this point.

    Raises:
        UnreadableError: the text has a syntax error.
        PlaceNotClearError: there is no marker, and the syntax shows no place.
    """
    with deep_is_unreadable():
        return _insert(read_python(text), point, entry, siblings)


def _insert(source: Source, point: Point, entry: New, siblings: Sequence[str]) -> str:
    kind, markers = _kind(point), list(_marker_lines(source, point.marker))
    tried = [kind.insert_above(source, point, entry, siblings, line) for line in markers]
    found = [after for after in tried if after is not None]
    if len(found) > 1:
        raise _not_clear(point, f"{point.marker} is here more than once", markers[-1])
    after = found[0] if found else kind.insert_without_marker(source, point, entry, siblings)
    if after is None:
        reason = "is where no entry can stand" if markers else "is gone"
        line = markers[0] if markers else python_statements.nearest_line(source, point.within)
        raise _not_clear(point, f"the marker {point.marker} {reason}", line)
    return after


def insert_all(text: str, entries: Sequence[tuple[Point, New, Sequence[str]]]) -> str:
    """Return `text` with all `entries`, as if they were inserted one after another.

    Args:
        text: a Python file, without byte order mark.
        entries: point, entry and siblings of each.

    Raises:
        UnreadableError, PlaceNotClearError: as for `insert`.
    """
    with deep_is_unreadable():
        source = read_python(text)
        wishes = [
            Wish(point, entry, siblings, line)
            for point, entry, siblings in entries
            for line in _marker_lines(source, point.marker)
        ]
        alone = len(wishes) == len(entries) == len({each.marker for each in wishes})
        if alone and all(point.within not in _LISTS for point, _, _ in entries):
            after = insert_statements(source, wishes)
            if after is not None:
                return after
    for point, entry, siblings in entries:
        text = insert(text, point, entry, siblings)
    return text


def remove_all(text: str, entries: Sequence[tuple[Point, str]]) -> str:
    """Return `text` without `entries`, as if they were removed one after another.

    Raises:
        UnreadableError, PlaceNotClearError: as for `remove`.
    """
    with deep_is_unreadable():
        if all(point.within not in _LISTS for point, _ in entries):
            after = remove_statements(read_python(text), entries)
            if after is not None:
                return after
    # From the end, so that a message names lines as they are on the disk.
    for point, entry in sorted(entries, key=lambda each: -_start(text, *each)):
        text = remove(text, point, entry)
    return text


def _start(text: str, point: Point, entry: str) -> int:
    found = find(text, point, entry)
    return found.start if found else 0


def remove(text: str, point: Point, entry: str) -> str:
    """Return `text` without `entry`, which is there: its lines, its alias or its item.

    Raises:
        UnreadableError: the text has a syntax error.
        PlaceNotClearError: the entry cannot be taken out without changing anything else.
    """
    with deep_is_unreadable():
        return _remove(read_python(text), point, entry)


def _remove(source: Source, point: Point, entry: str) -> str:
    kind = _kind(point)
    found = kind.find(source, point.within, entry)
    if found is None:
        return source.text
    after = source.text[: found.start] + source.text[found.end :]
    if not kind.is_gone(source, point.within, entry, after):
        raise PlaceNotClearError(
            "what polepos added here cannot be taken out without changing something else",
            line=found.line,
            hint="Take it out by hand.",
        )
    return after


def _kind(point: Point) -> _Kind:
    return python_items.ITEMS if point.within in _LISTS else python_statements.STATEMENTS


def _marker_lines(source: Source, marker: str) -> Iterator[int]:
    at = source.text.find(marker)
    while at >= 0:
        number = source.line_of(at)
        if is_blank(source.line(number).replace(marker, "", 1)):
            yield number
        at = source.text.find(marker, source.line_start(number + 1))


def _not_clear(point: Point, reason: str, line: int) -> PlaceNotClearError:
    inside = f"inside {point.within}, " if point.within else ""
    return PlaceNotClearError(
        f"{reason}, so the place for {point.name.replace('-', ' ')} is not clear",
        line=line,
        hint=f"Put the comment `{point.marker}` on a line of its own, {inside}where new ones go.",
    )
