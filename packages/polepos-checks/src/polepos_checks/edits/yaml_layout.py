"""Where the entries of a block mapping begin and end, and whether blank lines stand between them."""

from typing import NamedTuple

from polepos_checks.edits.errors import PlaceNotClearError
from polepos_checks.edits.lines import (
    indentation,
    is_blank,
    is_first,
    line_number,
    line_start,
    lines_between,
    next_line,
    split_lines,
    with_blank_above,
)
from polepos_checks.edits.yaml_tree import Node, Tree

Path = tuple[str, ...]


class Entry(NamedTuple):
    """A key with its value.

    Attributes:
        parent: the mapping it is in.
        number: which of the mapping's pairs it is.
        key: its key.
        value: its value.
        shared: whether it stands below an anchor, and so perhaps in several places at once.
    """

    parent: Node
    number: int
    key: Node
    value: Node
    shared: bool

    @property
    def is_only(self) -> bool:
        """Whether the mapping has no other."""
        return len(self.parent.pairs) == 1


def refusal(
    tree: Tree, node: Node | None, path: Path, reason: str, hint: str
) -> PlaceNotClearError:
    """Return the error for `path`, with the place of `node`."""
    line = None if node is None else line_number(tree.text, node.start)
    return PlaceNotClearError(f"{'.'.join(path)} {reason}", line=line, hint=hint)


def locate(tree: Tree, path: Path) -> Entry | None:
    """Return the entry that `path` leads to, or `None`.

    Raises:
        PlaceNotClearError: a key on the way is there twice, or its value is an alias.
    """
    node, entry, shared = tree.root, None, False
    for depth, name in enumerate(path, 1):
        if node is None:
            return None
        if node.token[0] == "alias":
            hint = "Write its keys out."
            raise refusal(tree, entry and entry.key, path[: depth - 1], "is an alias", hint)
        shared = shared or bool(node.anchor)
        same = [number for number, (key, _) in enumerate(node.pairs) if key.name == name]
        if len(same) > 1:
            again = node.pairs[same[1]][0]
            raise refusal(tree, again, path[:depth], "is there twice", "Keep one of them.")
        if not same:
            return None
        key, value = node.pairs[same[0]]
        entry, node = Entry(node, same[0], key, value, shared), value
    return entry


def is_removable(text: str, entry: Entry, *, shared: bool) -> bool:
    """Say whether an entry stands on lines of its own, and in one place unless it is `shared`."""
    in_place = shared or not entry.shared
    return entry.parent.is_block and in_place and is_first(text, entry.key.start)


def pair_end(text: str, pair: tuple[Node, Node]) -> int:
    """Return the start of the line after a key with its value.

    Comments that are indented more deeply than the key belong to it.
    """
    key, value = pair
    return block_end(text, len(indentation(text, key.start)), max(key.end, value.end))


def block_end(text: str, column: int, end: int) -> int:
    """Return the start of the line after what ends at `end` and the deeper comments below it."""
    last = at = next_line(text, end)
    while at < len(text):
        start, at = at, next_line(text, at)
        line = text[start:at].lstrip(" ")
        if line.startswith("#") and at - start - len(line) > column:
            last = at
        elif not is_blank(line):
            break
    return last


def is_separated(text: str, parent: Node, without: int | None = None) -> bool:
    """Say whether blank lines stand between the pairs of a mapping.

    A single pair tells by its length: one of several lines wants a blank line beside it. So the answer
    stays the same while entries come and go, as long as one pair stays.

    Args:
        text: the text.
        parent: a block mapping.
        without: the number of a pair to look away from, with the blank line that came with it.
    """
    pairs = parent.pairs
    others = [number for number in range(len(pairs)) if number != without]
    if len(others) < 2:
        return any(_is_long(text, pairs[number]) for number in others)
    return all(_has_blank(text, pairs, number) for number in others[1:])


def _is_long(text: str, pair: tuple[Node, Node]) -> bool:
    return next_line(text, pair[0].start) < pair_end(text, pair)


def _has_blank(text: str, pairs: list[tuple[Node, Node]], number: int) -> bool:
    gap = text[pair_end(text, pairs[number - 1]) : line_start(text, pairs[number][0].start)]
    return bool(gap) and any(map(is_blank, split_lines(gap)))


def span(text: str, entry: Entry) -> tuple[int, int]:
    """Return what removing an entry takes out: its lines, and the blank line that came with it."""
    pairs = entry.parent.pairs
    pair = pairs[entry.number]
    first, last = line_start(text, pair[0].start), pair_end(text, pair)
    if is_separated(text, entry.parent, entry.number):
        if entry.number:
            # Blank lines that belong to a text (`|+`) are not there to separate.
            first = max(with_blank_above(text, first), pair_end(text, pairs[entry.number - 1]))
        elif not entry.is_only and is_blank(text[last : next_line(text, last)]):
            last = next_line(text, last)
    return lines_between(text, first, last)


def span_with_parent(text: str, entry: Entry, outer: Entry) -> tuple[int, int] | None:
    """Return what goes if the mapping `outer`, that has this entry only, goes with it.

    `None`, if there are comments that are not the entry's.
    """
    start, key = line_start(text, outer.key.start), outer.key
    end = pair_end(text, entry.parent.pairs[entry.number])
    below = text[next_line(text, key.end) : line_start(text, entry.key.start)]
    header = text[key.end : next_line(text, key.end)]
    if "#" in header + below or end != pair_end(text, (outer.key, outer.value)):
        return None
    return lines_between(text, with_blank_above(text, start), end)
