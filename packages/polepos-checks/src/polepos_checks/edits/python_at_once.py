"""Several entries of one Python file at once: it is parsed twice, and not twice an entry.

What cannot be done in one go, or turns out to change anything else, is left to be done entry by entry.
"""

import ast
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from polepos_checks.edits.errors import UnreadableError
from polepos_checks.edits.new_entry import New
from polepos_checks.edits.python_meaning import Key, is_docstring, outline, parse_entry
from polepos_checks.edits.python_source import Source, margin_of, read_python
from polepos_checks.edits.python_spans import insert_lines, stays_at_top
from polepos_checks.edits.python_statements import STATEMENTS
from polepos_templates import Point


class Wish(NamedTuple):
    """An entry that is to be inserted.

    Attributes:
        point: where it belongs.
        entry: what it is.
        siblings: the other entries of this point.
        marker: the line that the point's marker is on.
    """

    point: Point
    entry: New
    siblings: Sequence[str]
    marker: int


def insert_statements(source: Source, wishes: Sequence[Wish]) -> str | None:
    """Return the text with all the statements, or `None` if it cannot be done at once."""
    places = [
        STATEMENTS.place_above(source, each.point, each.entry, each.siblings, each.marker)
        for each in wishes
    ]
    text = source.text
    # From the end, so that lines keep their numbers; those of one line stay in their order.
    for wish, line in sorted(
        zip(reversed(wishes), reversed(places), strict=True), key=lambda each: -(each[1] or 0)
    ):
        if line is None or _must_be_above(source, line):
            return None
        margin = margin_of(source.line(wish.marker))
        text = insert_lines(text, source.line_start(line), wish.entry.written, margin)
    entries = [(each.point, each.entry.text) for each in wishes]
    return text if _differ_by(text, source.text, entries) else None


def remove_statements(source: Source, entries: Sequence[tuple[Point, str]]) -> str | None:
    """Return the text without the statements, or `None` if it cannot be done at once."""
    text = source.text
    found = [STATEMENTS.find(source, point.within, entry) for point, entry in entries]
    for each in sorted(found, key=lambda each: -(each.start if each else 0)):
        if each is None:
            return None
        text = text[: each.start] + text[each.end :]
    return text if _differ_by(source.text, text, entries) else None


def _must_be_above(source: Source, line: int) -> bool:
    """Tell whether something behind `line` has to come first, or something above it ends the function."""
    for each in source.tree.body:
        body = each.body if isinstance(each, ast.FunctionDef | ast.AsyncFunctionDef) else []
        if any(isinstance(e, ast.Return | ast.Raise) and e.lineno < line for e in body):
            return True
    if any(stays_at_top(source, each) for each in range(line, 3)):
        return True
    bodies = (getattr(each, "body", []) for each in (source.tree, *source.tree.body))
    firsts = (body[0] for body in bodies if isinstance(body, list) and body)
    if any(
        isinstance(each, ast.stmt) and is_docstring(each) and each.lineno == line for each in firsts
    ):
        return True
    return any(
        isinstance(each, ast.ImportFrom) and each.module == "__future__" and each.lineno >= line
        for each in source.tree.body
    )


def _differ_by(more: str, less: str, entries: Iterable[tuple[Point, str]]) -> bool:
    """Tell whether `more` is `less` with these entries, exactly there, and nothing else."""
    try:
        one, other = read_python(more), read_python(less)
    except UnreadableError:
        return False
    keys: dict[str, list[Key]] = {}
    for point, entry in entries:
        found = STATEMENTS.find(one, point.within, entry)
        if found is None:
            return False
        keys.setdefault(point.within, []).append(parse_entry(entry).key)
    grown = len(one.tree.body) - len(other.tree.body)
    return grown == len(keys.get("", [])) and all(
        _without(outline(one, within), own) == outline(other, within)
        for within, own in keys.items()
    )


def _without(outlines: list[list[Key]], keys: Iterable[Key]) -> list[list[Key]]:
    for key in keys:
        holder = next(each for each in outlines if key in each)
        holder.remove(key)
    return outlines
