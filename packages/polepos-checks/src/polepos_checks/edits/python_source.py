"""A Python file: its tree, and where in the text each part of it stands."""

import ast
import io
import re
import tokenize
import warnings
from bisect import bisect_right
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

from polepos_checks.edits.errors import UnreadableError
from polepos_checks.edits.lines import line_starts

_BLANK = " \t\f"
_NO_TEXT = re.compile("[\0\ud800-\udfff]")
_QUOTE = re.compile("['\"]")
_COMMENT = re.compile(r"#[^\r\n]*")
_BY_HAND = "Mend it by hand."


class Node(Protocol):
    """Anything of a tree that has a place; lines count from 1, columns in bytes of UTF-8."""

    lineno: int
    col_offset: int
    end_lineno: int | None
    end_col_offset: int | None


@dataclass(frozen=True, slots=True, eq=False)
class Source:
    """A Python text, parsed; one is only equal to itself."""

    text: str
    tree: ast.Module
    starts: list[int]

    def line(self, number: int) -> str:
        """Return a line, counted from 1, with its end."""
        return self.text[self.line_start(number) : self.line_start(number + 1)]

    def line_start(self, number: int) -> int:
        """Return the offset at which a line begins; of the line after the last, the end."""
        return self.starts[number - 1] if number <= len(self.starts) else len(self.text)

    def line_of(self, offset: int) -> int:
        """Return the number of the line that `offset` is in."""
        return bisect_right(self.starts, offset)

    def start(self, node: Node) -> int:
        """Return the offset of a node's first character."""
        return self._offset(node.lineno, node.col_offset)

    def end(self, node: Node) -> int:
        """Return the offset behind a node's last character."""
        return self._offset(node.end_lineno or node.lineno, node.end_col_offset or 0)

    def before(self, node: Node) -> str:
        """Return what stands before a node on its first line."""
        start = self.start(node)
        return self.text[self.line_start(node.lineno) : start]

    def after(self, node: Node) -> str:
        """Return what stands behind a node on its last line, without white space around it."""
        end = self.end(node)
        return self.text[end : self.line_start(self.line_of(end) + 1)].strip()

    def _offset(self, line: int, column: int) -> int:
        text = self.line(line)
        if not text.isascii():
            column = len(text.encode("utf-8")[:column].decode("utf-8"))
        return self.line_start(line) + column


@lru_cache(maxsize=8)
def read_python(text: str) -> Source:
    """Parse a Python text, as `parse_python` does, and keep it: an edit looks at a text several times.

    What it returns belongs to all who ask for it: nobody changes the tree.

    Raises:
        UnreadableError: as for `parse_python`.
    """
    return parse_python(text)


def parse_python(text: str) -> Source:
    """Parse a Python text, of which a byte order mark is no part.

    Raises:
        UnreadableError: it has a syntax error, or is nested too deeply.
    """
    found = _NO_TEXT.search(text)
    if found:  # each version of Python has another error for those
        line = bisect_right(line_starts(text), found.start())
        raise UnreadableError("not valid Python: it holds binary data", line=line, hint=_BY_HAND)
    try:
        with warnings.catch_warnings(), deep_is_unreadable():
            warnings.simplefilter("ignore")  # such as of "\d" in a string: its owner's business
            return Source(text, ast.parse(text), line_starts(text))
    except SyntaxError as error:
        raise UnreadableError(
            f"not valid Python: {error.msg}",
            line=error.lineno or 1,
            column=error.offset,
            hint=_BY_HAND,
        ) from error


@contextmanager
def deep_is_unreadable() -> Iterator[None]:
    """Make a syntax tree that is too deep for Python's stack an error of its file."""
    try:
        yield
    except (
        RecursionError,
        MemoryError,
    ) as error:  # the latter is what the parser's own stack gives
        raise UnreadableError("it is nested too deeply to be read", hint=_BY_HAND) from error


def is_blank(text: str) -> bool:
    """Tell whether there is nothing but white space."""
    return not text.strip(_BLANK + "\r\n")


def margin_of(line: str) -> str:
    """Return by what a line is indented; a form feed begins the columns anew."""
    return line[: len(line) - len(line.lstrip(_BLANK))].rpartition("\f")[2]


def comments_in(segment: str) -> list[str]:
    """Return the comments in a piece of valid code; all of it, where it cannot be read by itself."""
    if "#" not in segment:
        return []
    if not _QUOTE.search(
        segment
    ):  # as nearly always; the tokenizer takes a millisecond to get ready
        return _COMMENT.findall(segment)
    code = segment.replace("\r\n", "\n").replace("\r", "\n")
    tokens = tokenize.generate_tokens(io.StringIO(f"({code}\n)").readline)
    try:
        return [each.string for each in tokens if each.type == tokenize.COMMENT]
    except (tokenize.TokenError, SyntaxError):  # such as a bracket without its other half
        return [segment]
