"""Spans of a Python text: what goes out with a part of it, and where lines come in."""

import re
from collections.abc import Sequence

from polepos_checks.edits.lines import newline_near
from polepos_checks.edits.python_source import Node, Source, is_blank

_MARKER = "# polepos:"
# Python looks for its coding line in the first two lines alone, for `#!` in the first.
_STAYS_AT_TOP = re.compile(r"#!|[ \t\f]*#.*?coding[:=]")


def is_alone(source: Source, node: Node) -> bool:
    """Tell whether a node has its lines for itself, but for a comment."""
    return is_blank(source.before(node)) and _is_comment(source.after(node))


def line_span(source: Source, node: Node) -> tuple[int, int]:
    """Return the lines of a node; with a last line that has no end goes the end of the one before it."""
    start = source.line_start(node.lineno)
    end = source.line_start(source.line_of(source.end(node)) + 1)
    at_end = end == len(source.text) and not source.text.endswith(("\r", "\n"))
    if at_end and start:
        start -= len(newline_near(source.text, start))
    return start, end


def item_span(source: Source, items: Sequence[Node], position: int) -> tuple[int, int]:
    """Return what goes with one of several items: its line, or itself and one comma.

    A comment is only in it where the item and its comma are all else that its line holds.
    """
    item, above = items[position], items[position - 1] if position else None
    start, end, behind = source.start(item), source.end(item), source.after(item)
    if has_own_line(source, item):
        return line_span(source, item)
    is_first = above is None or is_blank(source.before(item))
    if is_first and behind.startswith(",") and position + 1 < len(items):
        following = items[position + 1]
        if following.lineno == item.end_lineno:
            return start, source.start(following)
    if above is not None and "#" not in source.text[source.end(above) : start]:
        return source.end(above), end
    if is_alone(source, item):
        return line_span(source, item)
    return start, source.text.index(",", end) + 1 if behind.startswith(",") else end


def has_own_line(source: Source, item: Node) -> bool:
    """Tell whether an item and its comma have their lines for themselves, but for a comment."""
    behind = source.after(item)
    return (
        is_blank(source.before(item)) and behind.startswith(",") and _is_comment(behind[1:].strip())
    )


def _is_comment(text: str) -> bool:
    return not text or text.startswith("#")


def line_above(source: Source, line: int) -> int:
    """Return the line above which to insert before `line`: comments directly above it belong to it.

    A marker belongs to nothing, and a comment at the top of a file to all of it.
    """
    above = line
    while above > 1 and _is_remark(source, above - 1):
        above -= 1
    return above if above > 1 else line


def _is_remark(source: Source, line: int) -> bool:
    text = source.line(line).lstrip(" \t\f")
    return text.startswith("#") and not text.startswith(_MARKER) and not stays_at_top(source, line)


def stays_at_top(source: Source, line: int) -> bool:
    """Tell whether a line counts because it is the first or the second: `#!`, a coding line."""
    return line <= 2 and _STAYS_AT_TOP.match(source.line(line)) is not None


def insert_lines(text: str, offset: int, lines: str, margin: str) -> str:
    """Return `text` with whole lines at `offset`, which is the start of a line or the end."""
    ending = newline_near(text, offset)
    new = ending.join(margin + line if line else line for line in lines.split("\n"))
    if offset == len(text) and text and not text.endswith(("\r", "\n")):
        return text + ending + new
    return text[:offset] + new + ending + text[offset:]
