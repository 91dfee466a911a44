"""Locate, insert and remove pairs in a table, however it is written.

A table's pairs stand below its header, or as dotted keys in a table around it, or in braces.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from polepos_checks.edits import toml_items
from polepos_checks.edits.errors import PlaceNotClearError
from polepos_checks.edits.lines import (
    above_comments,
    indentation,
    insert_lines,
    is_blank,
    line_number,
    line_start,
    next_line,
    whole_lines,
    with_blank_above,
)
from polepos_checks.edits.order import SortKey, place, sort_key
from polepos_checks.edits.toml_layout import (
    Document,
    Items,
    KeyPath,
    Pair,
    Table,
    names,
    read_inline,
    write_key,
)


class New(NamedTuple):
    """A pair to insert: its key, its value in one line, and the value's lines where there is room."""

    key: str
    inline: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a pair is: on lines of its own below `table`, or as number `index` of `items` in braces."""

    pair: Pair
    table: Table
    items: Items | None
    index: int


def find_pair(document: Document, path: KeyPath) -> Spot | None:
    """Return where the pair that is called `path` stands; `None` for a table with a header."""
    for table in document.tables:
        if table.in_array or path[: len(table.path)] != table.path:
            continue
        for index, pair in enumerate(table.pairs):
            spot = _search(document.text, Spot(pair, table, None, index), path)
            if spot is not None:
                return spot
    return None


def _search(text: str, spot: Spot, path: KeyPath) -> Spot | None:
    pair = spot.pair
    while pair.path != path:
        if path[: len(pair.path)] != pair.path or text[pair.value] != "{":
            return None
        items, pairs = read_inline(text, pair.value, pair.path)
        on_the_way = (n for n, other in enumerate(pairs) if path[: len(other.path)] == other.path)
        index = next(on_the_way, None)
        if index is None:
            return None
        pair = pairs[index]
        spot = Spot(pair, spot.table, items, index)
    return spot


def find_first(document: Document, path: KeyPath) -> int | None:
    """Return where anything called `path`, or below it, is written first: a header, or a key."""
    length = len(path)
    for table in document.tables:
        if table.path[:length] == path and table.header[1]:
            return table.header[0]
        for pair in table.pairs:
            if pair.path[:length] == path[: len(pair.path)]:
                return pair.start
    return None


def span(text: str, spot: Spot) -> tuple[int, int]:
    """Return what removing the pair takes out."""
    if spot.items is not None:
        return toml_items.span(text, spot.items, spot.index)
    return whole_lines(text, spot.pair.start, spot.pair.end)


def has_comment(text: str, spot: Spot) -> bool:
    """Say whether a comment follows the pair on its line."""
    if spot.items is not None:
        return toml_items.has_comment(text, spot.items, spot.index)
    return "#" in text[spot.pair.end : next_line(text, spot.pair.end)]


def remove(text: str, spot: Spot) -> str:
    """Return `text` without the pair."""
    if spot.items is not None:
        return toml_items.remove(text, spot.items, spot.index)
    start, end = span(text, spot)
    return text[:start] + text[end:]


def remove_table(text: str, spot: Spot) -> str | None:
    """Return `text` without the pair's table, if nothing but its header and this pair belongs to it.

    A blank line above goes with it, as `insert` puts one there.
    """
    table, pair = spot.table, spot.pair
    if spot.items is not None or len(table.pairs) != 1 or not table.header[1]:
        return None
    if not is_blank(text[table.header[1] : line_start(text, pair.start)]):  # a comment: it stays
        return None
    start, end = whole_lines(
        text, with_blank_above(text, line_start(text, table.header[0])), pair.end
    )
    return text[:start] + text[end:]


def insert(document: Document, table: KeyPath, new: New, order: str) -> str:
    """Return the text with a new pair in `table`; `order` is `sorted` or `append`.

    A table that is nowhere gets a header at the end of the text.

    Raises:
        PlaceNotClearError: the table is written in a way that takes no pair.
    """
    for own in document.tables:
        if own.path == table and not own.in_array:
            return _insert_line(document.text, own, own.pairs, new, order)
    spot = find_pair(document, table)
    if spot is not None:
        return _insert_inline(document.text, spot.pair, new, order)
    return _insert_dotted(document, table, new, order)


def _insert_inline(text: str, table: Pair, new: New, order: str) -> str:
    if text[table.value] != "{":
        raise PlaceNotClearError(
            f"{names(table.path)} is not a table",
            line=line_number(text, table.start),
            hint=f"Write it as [{names(table.path)}].",
        )
    items, pairs = read_inline(text, table.value, table.path)
    index = place(_sort_keys(pairs, len(table.path)), sort_key(new.key), order)
    return toml_items.insert(text, items, index, f"{write_key(new.key)} = {new.inline}")


def _insert_dotted(document: Document, path: KeyPath, new: New, order: str) -> str:
    """Insert beside dotted keys of the table, or else below a header of its own."""
    text, depth = document.text, len(path)
    for table in document.tables:
        if table.in_array or len(table.path) >= depth:
            continue
        beside = [pair for pair in table.pairs if pair.path[:depth] == path]
        if beside:
            first, part = beside[0], depth - len(table.path)
            prefix = text[first.start : first.parts[part]]
            return _insert_line(text, table, beside, new, order, prefix=prefix, depth=depth)
    header = f"[{'.'.join(map(write_key, path))}]"
    lines = [header, *_lines(new)]
    return insert_lines(text, len(text), ["", *lines] if text else lines)


def _insert_line(  # noqa: PLR0913 - a place, and what goes there
    text: str,
    table: Table,
    beside: Sequence[Pair],
    new: New,
    order: str,
    *,
    prefix: str = "",
    depth: int | None = None,
) -> str:
    depth = len(table.path) if depth is None else depth
    index = place(_sort_keys(beside, depth), sort_key(new.key), order)
    if index < len(beside):
        like = beside[index].start
        before = table.pairs.index(beside[index]) - 1
        at = above_comments(text, like, table.pairs[before].end if before >= 0 else table.header[1])
    elif beside:
        like = beside[-1].start
        at = next_line(text, beside[-1].end)
    else:
        like = table.header[0]
        at = next_line(text, table.header[1]) if table.header[1] else 0
    first, *others = _lines(new)
    indent = indentation(text, like)
    return insert_lines(text, at, [indent + line for line in (prefix + first, *others)])


def _lines(new: New) -> list[str]:
    first, *others = new.lines
    return [f"{write_key(new.key)} = {first}", *others]


def _sort_keys(pairs: Iterable[Pair], depth: int) -> list[SortKey]:
    return [sort_key(pair.path[depth]) for pair in pairs]
