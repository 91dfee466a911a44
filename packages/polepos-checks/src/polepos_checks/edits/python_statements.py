"""Entries that are statements: imports, calls, fields; in a module, a function or a class."""

import ast
from collections.abc import Sequence
from itertools import takewhile

from polepos_checks.edits.errors import UnreadableError
from polepos_checks.edits.found import Found
from polepos_checks.edits.new_entry import New
from polepos_checks.edits.python_meaning import (
    Body,
    Key,
    Wanted,
    bodies,
    is_docstring,
    is_inside,
    is_only_addition,
    keys,
    known,
    named_bodies,
    outline,
    parse_entry,
)
from polepos_checks.edits.python_source import (
    Source,
    comments_in,
    is_blank,
    margin_of,
    read_python,
)
from polepos_checks.edits.python_spans import (
    insert_lines,
    is_alone,
    item_span,
    line_above,
    line_span,
    stays_at_top,
)
from polepos_templates import Point

_IMPORT = ast.Import | ast.ImportFrom


def nearest_line(source: Source, within: str) -> int:
    """Return a line to name in a message about a place that is not clear."""
    body = next(iter(bodies(source.tree, within)), [])
    return (body[-1].end_lineno or body[-1].lineno) if body else len(source.starts)


class Statements:
    """How statements are found, inserted and removed."""

    def find(self, source: Source, within: str, entry: str) -> Found | None:
        """Return where an entry is; the exact one, where one like it is there too."""
        wanted = parse_entry(entry)
        key = wanted.key
        found = [
            _found(source, body[number], position, wanted)
            for body, each in zip(bodies(source.tree, within), known(source, within), strict=True)
            for number, own in enumerate(each)
            if key in own
            for position in range(len(own))
            if own[position] == key
        ]
        return max(found, key=lambda each: each.exact, default=None)

    def insert_above(
        self, source: Source, point: Point, entry: New, siblings: Sequence[str], line: int
    ) -> str | None:
        """Return the text with the entry above the marker on `line`, or `None` if it cannot be there."""
        place = self.place_above(source, point, entry, siblings, line)
        if place is None:
            return None
        return _insert_line(source, point, entry, place, margin_of(source.line(line)))

    def place_above(
        self, source: Source, point: Point, entry: New, siblings: Sequence[str], line: int
    ) -> int | None:
        """Return the line above which the entry belongs, if the marker is on `line`."""
        if all(is_inside(body, line) for body in bodies(source.tree, point.within)):
            return None
        before = _greater_sibling(source, point, entry, siblings, line)
        place = line if before is None else before.lineno
        return line_above(source, place) if point.order == "sorted" else place

    def insert_without_marker(
        self, source: Source, point: Point, entry: New, siblings: Sequence[str]
    ) -> str | None:
        """Return the text with the entry where the syntax alone shows its place, or `None`."""
        last = _shows_place(source, point, entry, siblings)
        if last is None or not is_blank(source.before(last)):
            return None
        below = source.line_of(source.end(last)) + 1
        before = _greater_sibling(source, point, entry, siblings, below)
        if isinstance(last, ast.Return):
            before = last
        line = below if before is None else line_above(source, before.lineno)
        return _insert_line(source, point, entry, line, margin_of(source.line(last.lineno)))

    def is_gone(self, source: Source, within: str, entry: str, after: str) -> bool:
        """Tell whether `after` is the source without the entry, and otherwise the same."""
        try:
            left = read_python(after)
        except UnreadableError:
            return False
        wanted = parse_entry(entry).key
        before = outline(source, within)
        holder = next(each for each in before if wanted in each)
        holder.remove(wanted)
        return before == outline(left, within)


STATEMENTS = Statements()


def _found(source: Source, statement: ast.stmt, position: int, wanted: Wanted) -> Found:
    if isinstance(statement, ast.ImportFrom) and len(statement.names) > 1:
        line = statement.names[position].lineno
        start, end = item_span(source, statement.names, position)
    else:
        line = statement.lineno
        start, end = line_span(source, statement)
    comments = comments_in(source.text[start:end])
    same = _says(statement, position, wanted.statement) and set(comments) <= set(wanted.comments)
    return Found(start, end, line, exact=same)


def _says(statement: ast.stmt, position: int, wanted: ast.stmt) -> bool:
    if isinstance(statement, ast.ImportFrom) and isinstance(wanted, ast.ImportFrom):
        return statement.names[position].asname == wanted.names[0].asname
    return ast.dump(statement) == ast.dump(wanted)


def _greater_sibling(
    source: Source, point: Point, entry: New, siblings: Sequence[str], line: int
) -> ast.stmt | None:
    """Return the first sibling that sorts behind the entry, in the block directly above `line`."""
    if point.order != "sorted":
        return None
    those = _Siblings(siblings, parse_entry(entry.text).key[0])
    for body in bodies(source.tree, point.within):
        behind = None
        for statement in reversed([each for each in body if each.lineno < line]):
            text = those.text_of(source, statement)
            if text is None:
                break
            if text > entry.text:
                behind = statement
        if behind:
            return behind
    return None


class _Siblings:
    """Entries of one kind, to recognise statements by.

    Those that stand as they were written are recognised without parsing, for there may be hundreds.
    """

    def __init__(self, texts: Sequence[str], kind: str) -> None:
        self._texts = set(texts)
        self._kind = kind
        self._by_key: dict[Key, str] = {}

    def text_of(self, source: Source, statement: ast.stmt) -> str | None:
        """Return the entry that a statement is, or `None`."""
        line = source.line(statement.lineno).strip()
        if line in self._texts:
            return line
        own = keys(statement)
        if len(own) != 1 or not self._may_be(own[0]) or not is_alone(source, statement):
            return None
        if not self._by_key:
            self._by_key = {parse_entry(each).key: each for each in self._texts}
        return self._by_key.get(own[0])

    def _may_be(self, key: Key) -> bool:
        kind, *words = key
        return kind == self._kind and any(all(w in text for w in words) for text in self._texts)


def _insert_line(source: Source, point: Point, entry: New, line: int, margin: str) -> str | None:
    """Return the text with the entry above `line`, if it then is there and nothing else differs."""
    if any(stays_at_top(source, each) for each in range(line, 3)):
        return None
    after = insert_lines(source.text, source.line_start(line), entry.written, margin)
    try:
        tree = read_python(after).tree
    except UnreadableError:
        return None
    pairs = zip(bodies(source.tree, point.within), bodies(tree, point.within), strict=False)
    wanted = parse_entry(entry.text).key
    is_there = any(is_only_addition(old, new, wanted, line) for old, new in pairs)
    grown = len(tree.body) - len(source.tree.body)
    return after if is_there and grown == (not point.within) else None


def _shows_place(
    source: Source, point: Point, entry: New, siblings: Sequence[str]
) -> ast.stmt | None:
    """Return the last statement that shows where such entries go, if it is clear."""
    those = {parse_entry(each).key for each in siblings}
    beside = [
        found
        for body in bodies(source.tree, point.within)
        if (found := [each for each in body if those.intersection(keys(each))])
    ]
    if beside:
        return beside[0][-1] if len(beside) == 1 else None
    named = named_bodies(source.tree, point.within)
    return _last_like(named[0], parse_entry(entry.text)) if len(named) == 1 else None


def _last_like(body: Body, wanted: Wanted) -> ast.stmt | None:
    """Return what such an entry goes below (or, if it is a `return`, above)."""
    if isinstance(wanted.statement, _IMPORT):
        return _last_import(body)
    found = [each for each in body if any(key[:-1] == wanted.key[:-1] for key in keys(each))]
    return found[-1] if found else None


def _last_import(body: Body) -> ast.stmt | None:
    """Return the last import at the head of a body; further down, they are for a reason of their own."""
    head = takewhile(lambda each: isinstance(each, _IMPORT) or is_docstring(each), body)
    found = [each for each in head if isinstance(each, _IMPORT)]
    if found:
        return found[-1]
    return body[-1] if body and isinstance(body[-1], ast.Return) else None
