"""Entries that are strings in a list: the names in `__all__`."""

import ast
import re
from collections.abc import Iterator, Sequence

from polepos_checks.edits.errors import UnreadableError
from polepos_checks.edits.found import Found
from polepos_checks.edits.lines import newline_near
from polepos_checks.edits.new_entry import New
from polepos_checks.edits.python_source import (
    Source,
    comments_in,
    is_blank,
    margin_of,
    read_python,
)
from polepos_checks.edits.python_spans import has_own_line, insert_lines, item_span, line_above
from polepos_templates import Point

List = ast.List | ast.Tuple | ast.Set


# Nearly all of them; there may be hundreds.
_PLAIN = re.compile(r'"(\w*)",?')


def value_of(entry: str) -> str:
    """Return the string that an entry such as `"customers",` stands for."""
    plain = _PLAIN.fullmatch(entry)
    return plain[1] if plain else str(ast.literal_eval(entry.strip().removesuffix(",")))


def lists(tree: ast.Module, name: str) -> Iterator[List]:
    """Yield what is assigned or added to `name` at the top of the module, as far as it is written out."""
    for statement in tree.body:
        match statement:
            case (
                ast.Assign(targets=[ast.Name(id=found)], value=value)
                | ast.AnnAssign(target=ast.Name(id=found), value=value)
                | ast.AugAssign(target=ast.Name(id=found), value=value)
            ) if found == name:
                yield from _written_out(value)


def _written_out(value: ast.expr | None) -> Iterator[List]:
    if isinstance(value, List):
        yield value
    elif isinstance(value, ast.BinOp) and isinstance(value.op, ast.Add):
        yield from _written_out(value.left)
        yield from _written_out(value.right)


class Items:
    """How items are found, inserted and removed."""

    def find(self, source: Source, within: str, entry: str) -> Found | None:
        """Return where an entry is; the exact one, where one like it is there too."""
        value = value_of(entry)
        found = [
            _found(source, each, position)
            for each in lists(source.tree, within)
            for position, item in enumerate(each.elts)
            if isinstance(item, ast.Constant) and item.value == value
        ]
        return max(found, key=lambda each: each.exact, default=None)

    def insert_above(
        self, source: Source, point: Point, entry: New, siblings: Sequence[str], line: int
    ) -> str | None:
        """Return the text with the entry above the marker on `line`, or `None` if it cannot be there."""
        for found in lists(source.tree, point.within):
            if found.lineno <= line <= (found.end_lineno or 0):
                return _insert_above(source, point, entry, siblings, found, line)
        return None

    def insert_without_marker(
        self, source: Source, point: Point, entry: New, siblings: Sequence[str]
    ) -> str | None:
        """Return the text with the entry where the syntax alone shows its place, or `None`."""
        found = _shows_place(lists(source.tree, point.within), siblings)
        if found is None:
            return None
        if not found.elts:
            comma = "," if isinstance(found, ast.Tuple) else ""
            new = entry.text.removesuffix(",") + comma
            return _checked(source, point, entry, _spliced(source, source.start(found) + 1, new))
        behind = _greater(point, found, entry, siblings, len(source.starts) + 1)
        if behind is not None:
            return _insert_before(source, point, entry, behind)
        return _insert_after(source, point, entry, found.elts[-1])

    def is_gone(self, source: Source, within: str, entry: str, after: str) -> bool:
        """Tell whether `after` is the source without the entry, and otherwise the same."""
        before = _values(source.tree, within)
        before.remove(value_of(entry))
        try:
            left = read_python(after).tree
        except UnreadableError:
            return False
        return before == _values(left, within) and len(left.body) == len(source.tree.body)


ITEMS = Items()


def _values(tree: ast.Module, name: str) -> list[object]:
    return [
        item.value if isinstance(item, ast.Constant) else ast.dump(item)
        for found in lists(tree, name)
        for item in found.elts
    ]


def _found(source: Source, found: List, position: int) -> Found:
    start, end = _span(source, found, position)
    exact = not comments_in(source.text[start:end])
    return Found(start, end, found.elts[position].lineno, exact=exact)


def _span(source: Source, found: List, position: int) -> tuple[int, int]:
    start, end = item_span(source, found.elts, position)
    if isinstance(found, ast.Tuple) and len(found.elts) == 2 and position == 1:
        behind = source.end(found.elts[0])
        is_last = "," not in source.text[source.end(found.elts[1]) : source.end(found)]
        if start == behind and is_last:  # a tuple of one needs the comma
            start = source.text.index(",", behind) + 1
    return start, end


def _shows_place(found: Iterator[List], siblings: Sequence[str]) -> List | None:
    """Return the list that holds siblings, else the first."""
    known = {value_of(each) for each in siblings}
    every = list(found)
    beside = [each for each in every if known.intersection(_strings(each))]
    return next(iter(beside or every), None)


def _strings(found: List) -> list[str]:
    values = (each.value for each in found.elts if isinstance(each, ast.Constant))
    return [each for each in values if isinstance(each, str)]


def _greater(
    point: Point, found: List, entry: New, siblings: Sequence[str], line: int
) -> ast.expr | None:
    """Return the first sibling that sorts behind the entry, in the block directly above `line`."""
    if point.order != "sorted":
        return None
    known = {value_of(each) for each in siblings}
    value, behind = value_of(entry.text), None
    for item in reversed([each for each in found.elts if each.lineno < line]):
        if not isinstance(item, ast.Constant) or item.value not in known:
            break
        if str(item.value) > value:
            behind = item
    return behind


def _insert_above(  # noqa: PLR0913, PLR0917 - what is put where, and between what
    source: Source, point: Point, entry: New, siblings: Sequence[str], found: List, line: int
) -> str | None:
    behind = _greater(point, found, entry, siblings, line)
    if behind is not None:
        return _insert_before(source, point, entry, behind)
    margin = margin_of(source.line(line))
    place = line_above(source, line) if point.order == "sorted" else line
    whole = insert_lines(source.text, source.line_start(place), entry.text, margin)
    above = [each for each in found.elts if each.lineno < line]
    return _checked(source, point, entry, whole) or (
        _insert_after(source, point, entry, above[-1]) if above else None
    )


def _insert_before(source: Source, point: Point, entry: New, item: ast.expr) -> str | None:
    margin = source.before(item)
    if is_blank(margin):
        start = source.line_start(line_above(source, item.lineno))
        after = insert_lines(source.text, start, entry.text, margin_of(margin))
    else:
        after = _spliced(source, source.start(item), f"{entry.text} ")
    return _checked(source, point, entry, after)


def _insert_after(source: Source, point: Point, entry: New, item: ast.expr) -> str | None:
    end, margin = source.end(item), source.before(item)
    below = source.line_start(source.line_of(end) + 1)
    if has_own_line(source, item):
        lines = insert_lines(source.text, below, entry.text, margin_of(margin))
        return _checked(source, point, entry, lines)
    bare = entry.text.removesuffix(",")
    tried = [_spliced(source, end, f", {bare}")]
    if is_blank(margin) and not source.after(item):
        ending = newline_near(source.text, below)
        tried.insert(0, _spliced(source, end, f",{ending}{margin_of(margin)}{bare}"))
    found = (_checked(source, point, entry, after) for after in tried)
    return next((after for after in found if after is not None), None)


def _spliced(source: Source, offset: int, new: str) -> str:
    return source.text[:offset] + new + source.text[offset:]


def _checked(source: Source, point: Point, entry: New, after: str) -> str | None:
    """Return `after` if it is the source with the entry, and nothing else differs."""
    try:
        tree = read_python(after).tree
    except UnreadableError:
        return None
    now, value = _values(tree, point.within), value_of(entry.text)
    if value not in now or len(tree.body) != len(source.tree.body):
        return None
    now.remove(value)
    return after if now == _values(source.tree, point.within) else None
