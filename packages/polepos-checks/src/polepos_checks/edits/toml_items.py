"""Insert and remove items between brackets: of an array, or pairs of an inline table.

What is inserted looks like its neighbours (on a line of its own or not, indented as they are), and
removing it undoes exactly that, so that both together change nothing.
"""

from polepos_checks.edits.lines import (
    above_comments,
    indentation,
    insert_lines,
    is_first,
    line_start,
    newline_near,
    next_line,
    whole_lines,
)
from polepos_checks.edits.toml_layout import Item, Items

_INDENT = "    "


def insert(text: str, items: Items, index: int, raw: str) -> str:
    """Return `text` with the item `raw` before the one at `index`, or last."""
    if not items.items:
        return _insert_only(text, items, raw)
    if index < len(items.items):
        return _insert_before(text, items, index, raw)
    return _insert_last(text, items, raw)


def _insert_only(text: str, items: Items, raw: str) -> str:
    inner = text[items.opening : items.closing]
    if "\n" not in inner:
        return _put(text, items.closing, raw + inner)
    at = line_start(text, items.closing)
    comment = text.rfind("#", items.opening, at)
    if comment >= 0 and line_start(text, comment) >= items.opening:  # it has a line of its own
        indent = indentation(text, comment)
    else:
        indent = indentation(text, items.closing) + _INDENT
    return insert_lines(text, at, [f"{indent}{raw},"])


def _insert_before(text: str, items: Items, index: int, raw: str) -> str:
    after = items.items[index]
    if not is_first(text, after.start):
        return _put(text, after.start, f"{raw}, ")
    floor = items.items[index - 1].tail if index else items.opening
    at = above_comments(text, after.start, floor)
    return insert_lines(text, at, [f"{indentation(text, after.start)}{raw},"])


def _insert_last(text: str, items: Items, raw: str) -> str:
    last = items.items[-1]
    if "\n" in text[last.tail : items.closing]:
        indent = _indent_of(text, items)
        line = f"{indent}{raw}" if last.comma is None else f"{indent}{raw},"
        text = insert_lines(text, next_line(text, last.tail), [line])
        return _put(text, last.end, ",") if last.comma is None else text
    before = " "
    if is_first(text, last.start):
        before = newline_near(text, last.start) + indentation(text, last.start)
    new = f",{before}{raw}" if last.comma is None else f"{before}{raw},"
    return _put(text, last.tail, new)


def _indent_of(text: str, items: Items) -> str:
    """Return the indentation of the last item that begins a line."""
    for item in reversed(items.items):
        if is_first(text, item.start):
            return indentation(text, item.start)
    return indentation(text, items.closing) + _INDENT


def remove(text: str, items: Items, index: int) -> str:
    """Return `text` without the item at `index`."""
    for start, end in sorted(_spans(text, items, index), reverse=True):
        text = text[:start] + text[end:]
    return text


def span(text: str, items: Items, index: int) -> tuple[int, int]:
    """Return what `remove` takes out, but for the comma before a last item that has none after it."""
    return _spans(text, items, index)[-1]


def has_comment(text: str, items: Items, index: int) -> bool:
    """Say whether a comment follows the item on its line."""
    item = items.items[index]
    following = [items.closing, *(other.start for other in items.items[index + 1 : index + 2])]
    return "#" in text[item.end : min(next_line(text, item.tail), *following)]


def _spans(text: str, items: Items, index: int) -> list[tuple[int, int]]:
    """Return what goes with the item: it comes last, after the comma before it if that goes too."""
    item = items.items[index]
    before = items.items[index - 1] if index else None
    if _is_alone(text, item):
        lines = whole_lines(text, item.start, item.tail)
        return [*_comma_of(before if item.comma is None else None), lines]
    if index + 1 < len(items.items):
        return [_span_between(text, item, items.items[index + 1])]
    if before is not None:
        return _spans_of_last(text, before, item)
    is_bare = not text[item.tail : items.closing].strip(" \t")
    return [(item.start, items.closing if is_bare else item.tail)]


def _is_alone(text: str, item: Item) -> bool:
    rest = text[item.tail : next_line(text, item.tail)].strip(" \t\r\n")
    return is_first(text, item.start) and (not rest or rest.startswith("#"))


def _comma_of(item: Item | None) -> list[tuple[int, int]]:
    return [] if item is None or item.comma is None else [(item.comma, item.comma + 1)]


def _span_between(text: str, item: Item, after: Item) -> tuple[int, int]:
    if text[item.tail : after.start].strip(" \t"):  # a new line or a comment: it stays
        return _spaces_before(text, item.start), item.tail
    return item.start, after.start


def _spans_of_last(text: str, before: Item, item: Item) -> list[tuple[int, int]]:
    gap = before.end if item.comma is None else before.tail
    if "#" in text[gap : item.start]:
        commas = _comma_of(before if item.comma is None else None)
        return [*commas, (_spaces_before(text, item.start), item.tail)]
    return [(gap, item.tail)]


def _spaces_before(text: str, at: int) -> int:
    while text[at - 1] in " \t":
        at -= 1
    return at


def _put(text: str, at: int, new: str) -> str:
    return text[:at] + new + text[at:]
