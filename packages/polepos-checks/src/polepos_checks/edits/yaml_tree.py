"""Where the mappings and values of a YAML text are, and what the text means.

PyYAML says both: as a stream of events, which are compared without marks and styles. That keeps aliases
as they are written, and needs no constructor that knows Compose's own tags.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from polepos_checks.edits.errors import PlaceNotClearError, UnreadableError

if TYPE_CHECKING:
    from yaml import YAMLError

# PyYAML ends lines as YAML 1.1 does; Compose and YAML 1.2 see ordinary characters here. Noncharacters
# stand in for them, so that marks still count characters of the text.
_MASK = {0x85: "\ufdd0", 0x2028: "\ufdd1", 0x2029: "\ufdd2"}
STRING = "tag:yaml.org,2002:str"
_MERGE = "tag:yaml.org,2002:merge"
_LINE = re.compile(r"[^\r\n]*")
_COMMENT = re.compile(r"#[^\r\n]*")

Token = tuple[str, ...]
NULL: Token = ("scalar", "", "tag:yaml.org,2002:null", "")
MAPPING: Token = ("mapping", "", "")
END: Token = ("end",)


@dataclass(slots=True)
class Node:
    """A value or a key.

    Attributes:
        token: its kind, anchor, tag and scalar text, or its kind and the alias's name.
        start: its first character, that of an anchor or tag included.
        content: where its text starts: for `|` and `>`, at the end of that line.
        end: the character after the last that belongs to it, comments and blank lines excluded.
        flow: whether it stands in braces or brackets.
        first: the number of its first token.
        last: the number after its last token.
        children: items, or keys and values by turns.
    """

    token: Token
    start: int
    content: int
    end: int
    flow: bool
    first: int
    last: int
    children: "list[Node]" = field(default_factory=list)

    @property
    def anchor(self) -> str:
        """The name of its anchor, or nothing."""
        return self.token[1]

    @property
    def is_block(self) -> bool:
        """Whether it is a mapping whose keys stand on lines of their own."""
        return self.token[0] == "mapping" and not self.flow

    @property
    def pairs(self) -> "list[tuple[Node, Node]]":
        """The keys and values of a mapping; none of anything else."""
        if self.token[0] != "mapping":
            return []
        return list(zip(self.children[::2], self.children[1::2], strict=True))

    @property
    def name(self) -> str | None:
        """The text of a string, such as a key."""
        return self.token[3] if self.token[0] == "scalar" and self.token[2] == STRING else None

    @property
    def merges(self) -> bool:
        """Whether a mapping takes keys from others with `<<`."""
        return any(key.token[0] == "scalar" and key.token[2] == _MERGE for key, _ in self.pairs)


@dataclass(frozen=True, slots=True)
class Tree:
    """A YAML text, its tokens and its root; an empty text has none."""

    text: str
    tokens: tuple[Token, ...]
    root: Node | None


@lru_cache(maxsize=8)
def read(text: str, *, fragment: bool = False) -> Tree:
    """Read a text of one document; remembered, and so not to be changed.

    A fragment may use anchors that stand elsewhere.

    Raises:
        UnreadableError: it is not YAML.
        PlaceNotClearError: it holds several documents.
    """
    import yaml  # noqa: PLC0415 - 60 ms, for those who edit YAML

    masked = text.translate(_MASK)
    try:
        loader: Any = yaml.SafeLoader(masked)
        reader = _Reader(masked, loader, fragment=fragment)
        while loader.check_event():
            reader.take(loader.get_event())
    except yaml.YAMLError as error:
        raise _unreadable(text, error) from error
    return Tree(text, tuple(reader.tokens), reader.root)


def _unreadable(text: str, error: "YAMLError") -> UnreadableError:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    at = mark.index if mark else getattr(error, "position", 0)
    before = text[:at].replace("\r\n", "\n").replace("\r", "\n")
    reason = getattr(error, "problem", None) or getattr(error, "reason", None) or "broken"
    return UnreadableError(
        f"not valid YAML: {reason}",
        line=before.count("\n") + 1,
        column=len(before) - before.rfind("\n"),
        hint="Mend it by hand.",
    )


class _Reader:
    """Builds the tree from events; without recursion, as texts may nest deeply."""

    def __init__(self, text: str, loader: Any, *, fragment: bool) -> None:
        self.tokens: list[Token] = []
        self.root: Node | None = None
        self._text = text
        self._loader = loader
        self._fragment = fragment
        self._open: list[Node] = []
        self._anchors: set[str] = set()
        self._documents = 0

    def take(self, event: Any) -> None:
        """Take the next event."""
        match type(event).__name__:
            case "DocumentStartEvent":
                self._count(event)
            case "ScalarEvent" | "AliasEvent":
                self._add(self._node(event, self._leaf_end(event)))
            case "MappingStartEvent" | "SequenceStartEvent":
                node = self._node(event, event.start_mark.index)
                self._add(node)
                self._open.append(node)
            case "MappingEndEvent" | "SequenceEndEvent":
                self._close(event)

    def _count(self, event: Any) -> None:
        self._documents += 1
        if self._documents > 1:
            raise PlaceNotClearError(
                "the file holds several documents",
                line=event.start_mark.line + 1,
                hint="Keep one document in it.",
            )

    def _node(self, event: Any, end: int) -> Node:
        number = len(self.tokens)
        token = self._token(event)
        self.tokens.append(token)
        flow = bool(getattr(event, "flow_style", False))
        start = event.start_mark.index
        content = _line_end(self._text, start) if _is_block_scalar(event) else start
        return Node(token, start, content, end, flow, number, number + 1)

    def _add(self, node: Node) -> None:
        if self._open:
            self._open[-1].children.append(node)
        else:
            self.root = node

    def _close(self, event: Any) -> None:
        node = self._open.pop()
        # A block ends where the next thing begins: its own end is that of the last thing in it.
        node.end = event.end_mark.index if node.flow else node.children[-1].end
        self.tokens.append(END)
        node.last = len(self.tokens)

    def _token(self, event: Any) -> Token:
        anchor = event.anchor or ""
        name = type(event).__name__
        if name == "AliasEvent":
            if anchor not in self._anchors and not self._fragment:
                raise UnreadableError(
                    f"not valid YAML: the anchor of *{anchor} is missing",
                    line=event.start_mark.line + 1,
                    column=event.start_mark.column + 1,
                    hint="Mend it by hand.",
                )
            return ("alias", anchor)
        self._anchors.add(anchor)
        if name == "ScalarEvent":
            return ("scalar", anchor, self._tag(event), event.value)
        return ("mapping" if name == "MappingStartEvent" else "sequence", anchor, event.tag or "")

    def _tag(self, event: Any) -> str:
        if event.tag and event.tag != "!":
            return str(event.tag)
        from yaml import ScalarNode  # noqa: PLC0415 - see above

        return str(self._loader.resolve(ScalarNode, event.value, event.implicit))

    def _leaf_end(self, event: Any) -> int:
        end: int = event.end_mark.index
        if not _is_block_scalar(event):
            return end
        start = event.start_mark.index
        header = self._text[start : _line_end(self._text, start)].partition("#")[0]
        if "+" in header:  # the blank lines below are part of the value
            return end - self._text[:end].endswith(("\n", "\r"))
        return len(self._text[:end].rstrip(" \t\r\n"))


def _is_block_scalar(event: Any) -> bool:
    return getattr(event, "style", None) in ("|", ">")


def _line_end(text: str, at: int) -> int:
    found = _LINE.match(text, at)
    return found.end() if found else at


def comments(tree: Tree, start: int, end: int) -> list[str]:
    """Return the comments between two places: whatever follows a `#` outside of scalars."""
    found, at = list[str](), start
    for leaf in _leaves(tree.root):
        if start <= leaf.start and leaf.end <= end:
            found += _COMMENT.findall(tree.text, at, leaf.content)
            at = leaf.end
    return found + _COMMENT.findall(tree.text, at, end)


def _leaves(root: Node | None) -> Iterator[Node]:
    waiting = [root] if root else []
    while waiting:
        node = waiting.pop()
        if node.token[0] in ("scalar", "alias"):
            yield node
        waiting += reversed(node.children)
