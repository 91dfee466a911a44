"""Entries of YAML files: keys of a block mapping, such as the services of a `compose.yaml`.

PyYAML's parser says where things are and what a text means, before and after; spans are written. An
entry is a key with all that is indented below it. Where the way a file is written leaves any doubt, the
edit is refused.
"""

from collections.abc import Iterable
from typing import Literal, NamedTuple

from polepos_checks.edits.errors import EditError
from polepos_checks.edits.found import Found
from polepos_checks.edits.lines import (
    above_comments,
    indentation,
    insert_lines,
    line_number,
    line_start,
    split_lines,
)
from polepos_checks.edits.order import place, sort_key
from polepos_checks.edits.yaml_layout import (
    Entry,
    Path,
    block_end,
    is_removable,
    is_separated,
    locate,
    pair_end,
    refusal,
    span,
    span_with_parent,
)
from polepos_checks.edits.yaml_tree import (
    END,
    MAPPING,
    NULL,
    STRING,
    Node,
    Token,
    Tree,
    comments,
    read,
)

_MADE = 2
"""How long a path is, at most, whose mapping is made where it is missing."""

Emptied = Literal["keep", "drop"]
Tokens = tuple[Token, ...]


class Block(NamedTuple):
    """An entry to insert: its lines, its tokens without marks, and its comments."""

    lines: tuple[str, ...]
    tokens: Tokens
    comments: list[str]


def find(text: str, path: Path, block: str | None = None, *, shared: bool = False) -> Found | None:
    """Return where the entry is that `path` leads to, or `None`.

    It is exact if its keys, values and comments are those of `block`, in their order and however they
    are quoted or indented. Without `block`, it is if it can be taken out at all; below an anchor, only
    if it is `shared`.

    Raises:
        UnreadableError: the text is not YAML.
        PlaceNotClearError: several documents, a key that is there twice, or an alias on the way.
    """
    tree = read(text)
    entry = locate(tree, path)
    if entry is None:
        return None
    line = line_number(text, entry.key.start)
    if not is_removable(text, entry, shared=shared):
        return Found(entry.key.start, entry.value.end, line, exact=False)
    exact = block is None or _says(tree, entry, _block(path, block))
    return Found(*span(text, entry), line, exact)


def insert(
    text: str, path: Path, block: str, *, order: str = "sorted", shared: bool = False
) -> str:
    """Return `text` with an entry at `path`.

    It goes before the first key that sorts after it; with `append` after the last one. A blank line
    stands between it and its neighbours if one stands between all of those. A mapping below the root
    that is missing is added at the end, below a blank line.

    Args:
        text: a YAML text of one document.
        path: the names that lead to the entry, its own included, such as `("services", "redis")`.
        block: the entry's lines, from its key on, indented by two spaces a level.
        order: `sorted` or `append`.
        shared: it may stand below an anchor, and so count wherever that is used.

    Raises:
        UnreadableError: the text is not YAML.
        PlaceNotClearError: the entry is there, or the mapping it belongs to takes no entry.
    """
    tree, new = read(text), _block(path, block)
    there = locate(tree, path)
    if there is not None:
        raise refusal(tree, there.key, path, "is there already", "Rename one of them.")
    parent = _parent(tree, path, shared=shared)
    _check_anchors(tree, parent, path, new)
    step = _step(tree)
    for lines in dict.fromkeys((_indented(new.lines, step), new.lines)):
        # Indented as the file is, unless that changes what the block means.
        after, meant = _inserted(tree, parent, path, new._replace(lines=lines), order)
        if _means(after, meant) and not _anchors(new.tokens) & _anchors(tree.tokens):
            return after
    hint = "Look for a last line without an end and for anchors, or insert it by hand."
    raise refusal(tree, parent, path, "cannot be inserted without changing anything else", hint)


def remove(text: str, path: Path, *, emptied: Emptied = "drop", shared: bool = False) -> str:
    """Return `text` without the entry at `path`, the comments inside it included; as it is without one.

    Args:
        text: a YAML text of one document.
        path: the names that lead to the entry, its own included.
        emptied: what happens to a mapping that has no other entry: `drop` takes its key out as well,
            with a blank line above it, as `insert` makes it where there was none, unless comments
            stand in it. Mappings deeper down, which `insert` never makes, stay.
        shared: it may stand below an anchor.

    Raises:
        UnreadableError: the text is not YAML.
        PlaceNotClearError: the entry does not stand on lines of its own, or others need it.
    """
    tree = read(text)
    entry = locate(tree, path)
    if entry is None:
        return text
    if not is_removable(text, entry, shared=shared):
        hint = "Write one key a line, without braces, anchors and question marks."
        raise refusal(tree, entry.key, path, "does not stand on lines of its own", hint)
    drops = emptied == "drop" and entry.is_only and len(path) <= _MADE
    outer = locate(tree, path[:-1]) if drops else None
    with_parent = span_with_parent(text, entry, outer) if outer else None
    start, end = with_parent or span(text, entry)
    after, gone = text[:start] + text[end:], outer if outer and with_parent else entry
    if _means(after, _tokens_without(tree, gone)) and not _lends(tree, gone):
        return after
    hint = "Look for a last line without an end and for aliases, or remove it by hand."
    raise refusal(tree, entry.key, path, "cannot be removed without changing anything else", hint)


def _block(path: Path, block: str) -> Block:
    """Read a block that is ours to insert."""
    tree = read(block, fragment=True)
    pairs = tree.root.pairs if tree.root and tree.root.is_block else []
    if [key.name for key, _ in pairs] != [path[-1]] or pairs[0][0].start:
        raise ValueError(f"not an entry called {path[-1]}: {block!r}")
    return Block(tuple(split_lines(block)), tree.tokens[1:-1], comments(tree, 0, len(block)))


def _says(tree: Tree, entry: Entry, block: Block) -> bool:
    start, end = entry.key.start, pair_end(tree.text, (entry.key, entry.value))
    tokens = tree.tokens[entry.key.first : entry.value.last]
    return tokens == block.tokens and comments(tree, start, end) == block.comments


def _parent(tree: Tree, path: Path, *, shared: bool) -> Node | None:
    """Return the mapping, or the nothing in its place, that takes the entry; `None` if it is missing."""
    for length in range(len(path)):
        entry = locate(tree, path[:length])
        node = tree.root if not length else entry and entry.value
        if node is None and len(path) <= _MADE:
            return None
        if node is None or not (node.is_block or _is_nothing(node)):
            hint = f"Write {'.'.join(path[:length]) or 'the file'} as a mapping, one key a line."
            raise refusal(tree, node or tree.root, path, "has no place", hint)
        if (node.anchor and not shared) or node.merges:
            hint = f"Insert {path[-1]} by hand."
            raise refusal(
                tree, node, path, "would stand where keys are shared with &, * or <<", hint
            )
    return node


def _is_nothing(node: Node) -> bool:
    return node.token == NULL and node.start == node.end


def _inserted(
    tree: Tree, parent: Node | None, path: Path, new: Block, order: str
) -> tuple[str, Tokens]:
    """Return the text with the entry, and what it should mean."""
    if parent is None:
        return _insert_at_end(tree, path, new)
    if not parent.pairs:
        return _insert_only(tree, parent, path, new)
    return _insert_among(tree, parent, path, new, order)


def _insert_at_end(tree: Tree, path: Path, new: Block) -> tuple[str, Tokens]:
    text, root, tokens = tree.text, tree.root, new.tokens
    margin = indentation(text, root.start) if root else ""
    lines = _shifted(new.lines, margin)
    if len(path) > 1:
        lines = [f"{margin}{path[0]}:", *_shifted(new.lines, margin + " " * _step(tree))]
        tokens = (("scalar", "", STRING, path[0]), MAPPING, *tokens, END)
    after = insert_lines(text, len(text), ["", *lines] if text and len(path) > 1 else lines)
    if root is None:
        return after, (MAPPING, *tokens, END)
    return after, (*tree.tokens[: root.last - 1], *tokens, *tree.tokens[root.last - 1 :])


def _insert_only(tree: Tree, parent: Node, path: Path, new: Block) -> tuple[str, Tokens]:
    text, tokens = tree.text, tree.tokens
    outer = locate(tree, path[:-1])
    margin = indentation(text, outer.key.start) + " " * _step(tree) if outer else ""
    at = block_end(text, len(margin), parent.end) if outer else len(text)
    after = insert_lines(text, at, _shifted(new.lines, margin))
    inner = (MAPPING, *new.tokens, END)
    return after, (*tokens[: parent.first], *inner, *tokens[parent.last :])


def _insert_among(
    tree: Tree, parent: Node, path: Path, new: Block, order: str
) -> tuple[str, Tokens]:
    text, tokens, pairs = tree.text, tree.tokens, parent.pairs
    keys = [None if key.name is None else sort_key(key.name) for key, _ in pairs]
    index = place(keys, sort_key(path[-1]), order)
    lines = _shifted(new.lines, indentation(text, pairs[0][0].start))
    blank = [""] if is_separated(text, parent) else []
    at = pair_end(text, pairs[index - 1]) if index else _top(tree, path)
    after = insert_lines(text, at, [*blank, *lines] if index else [*lines, *blank])
    number = pairs[index][0].first if index < len(pairs) else parent.last - 1
    return after, (*tokens[:number], *new.tokens, *tokens[number:])


def _top(tree: Tree, path: Path) -> int:
    """Return where the first entry of a mapping goes: above the one that is first, and its comments."""
    text, outer = tree.text, locate(tree, path[:-1])
    if outer is None:
        return line_start(text, tree.root.start if tree.root else 0)
    first = outer.value.start
    below = block_end(text, len(indentation(text, first)), outer.key.end)
    return max(below, above_comments(text, first, outer.key.end))


def _tokens_without(tree: Tree, entry: Entry) -> Tokens:
    tokens, parent = tree.tokens, entry.parent
    if not entry.is_only:
        return tokens[: entry.key.first] + tokens[entry.value.last :]
    if parent is tree.root:
        return ()
    return (*tokens[: parent.first], NULL, *tokens[parent.last :])


def _means(text: str, tokens: Tokens) -> bool:
    try:
        return read(text).tokens == tokens
    except EditError:
        return False


def _lends(tree: Tree, entry: Entry) -> bool:
    """Say whether what an entry calls by an anchor is used outside of it."""
    inside = tree.tokens[entry.key.first : entry.value.last]
    outside = tree.tokens[: entry.key.first] + tree.tokens[entry.value.last :]
    return not _anchors(inside).isdisjoint(token[1] for token in outside if token[0] == "alias")


def _check_anchors(tree: Tree, parent: Node | None, path: Path, new: Block) -> None:
    """Make sure that what an entry takes from elsewhere in the file is there.

    Raises:
        PlaceNotClearError: its owner calls it something else, or has it no longer.
    """
    used = {token[1] for token in new.tokens if token[0] == "alias"}
    for name in sorted(used - _anchors(tree.tokens) - _anchors(new.tokens)):
        hint = f"Call what it shares with other services &{name} again, and run this again."
        raise refusal(tree, parent, path, f"needs *{name}, and nothing here is called so", hint)


def _anchors(tokens: Tokens) -> set[str]:
    return {token[1] for token in tokens if len(token) > 2 and token[1]}


def _step(tree: Tree) -> int:
    """Return by how many spaces the file indents."""
    for key, value in tree.root.pairs if tree.root else ():
        if value.is_block:
            step = len(indentation(tree.text, value.start)) - len(indentation(tree.text, key.start))
            return step if step > 0 else 2
    return 2


def _indented(lines: tuple[str, ...], step: int) -> tuple[str, ...]:
    """Return lines that are indented by two spaces a level with `step` spaces a level."""
    margins = [len(line) - len(line.lstrip(" ")) for line in lines]
    return tuple(
        " " * (margin // 2 * step + margin % 2) + line.lstrip(" ")
        for margin, line in zip(margins, lines, strict=True)
    )


def _shifted(lines: Iterable[str], margin: str) -> list[str]:
    return [margin + line if line.strip(" ") else line for line in lines]
