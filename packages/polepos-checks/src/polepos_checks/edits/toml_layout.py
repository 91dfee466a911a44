"""Where the tables, keys and values of a TOML text are.

`tomllib` judges what a text means, and that it is TOML at all; the lexer here only says where things
are, and may therefore assume a valid text.
"""

import re
import tomllib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

from polepos_checks.edits.errors import UnreadableError

KeyPath = tuple[str, ...]

_BASIC = r'"(?:[^"\\\n]|\\.)*"'
_LITERAL = r"'[^'\n]*'"
# Two quotes may stand before the three that close: the last run of quotes has three to five.
_STRING = (
    r'"""(?:[^"\\]|\\[\s\S]|"{1,2}(?!"))*"{3,5}'
    r"|'''(?:[^']|'{1,2}(?!'))*'{3,5}"
    f"|{_BASIC}|{_LITERAL}"
)
_VALUE_STRING = re.compile(_STRING)
_BARE = re.compile(r"[^#,\]}\r\n]+")
_INNER = re.compile(rf"[^\"'#\[\]{{}}]+|#[^\n]*|{_STRING}|[\[\]{{}}]")
_PART = re.compile(rf"([A-Za-z0-9_-]+|{_BASIC}|{_LITERAL})[ \t]*([.=\]])[ \t]*")
_SPACE = re.compile(r"[ \t]*")
_BLANK = re.compile(r"(?:[ \t\r\n]+|#[^\n]*)*")
_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")
_ESCAPED = re.compile(r'["\\\x00-\x1f\x7f]')
_POSITION = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")


class Number(str):
    """A float as it is written: so that `nan` equals itself, and no float equals a string."""

    __slots__ = ()

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Number) and str.__eq__(self, other)

    __hash__ = str.__hash__


class Pair(NamedTuple):
    """A key with its value.

    Attributes:
        path: the key's names from the root on, its table's included.
        parts: where each of the names that stand here starts.
        value: where the value starts.
        end: the character after the value.
    """

    path: KeyPath
    parts: tuple[int, ...]
    value: int
    end: int

    @property
    def start(self) -> int:
        """The first character of the key."""
        return self.parts[0]


@dataclass(frozen=True, slots=True)
class Table:
    """A header with the pairs below it, or the pairs above the first header.

    Attributes:
        path: its names.
        in_array: it is, or is below, an array of tables: its names lead to no single place.
        header: the span of its header in brackets; empty at the start of the text for the root.
        pairs: what stands below it, up to the next header.
    """

    path: KeyPath
    in_array: bool
    header: tuple[int, int]
    pairs: tuple[Pair, ...]


class Item(NamedTuple):
    """An item between brackets; `comma` is where the comma after it stands, if there is one."""

    start: int
    end: int
    comma: int | None

    @property
    def tail(self) -> int:
        """The character after the item and its comma."""
        return self.end if self.comma is None else self.comma + 1


@dataclass(frozen=True, slots=True)
class Items:
    """What stands between two brackets: after `opening`, up to the closing one at `closing`."""

    opening: int
    closing: int
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """A TOML text, what it means (to be read only), and where its tables are."""

    text: str
    data: dict[str, Any]
    tables: tuple[Table, ...]


@lru_cache(maxsize=8)
def read(text: str) -> Document:
    """Read a text; remembered, since finding, inserting and verifying read the same texts.

    Raises:
        UnreadableError: it is not TOML.
    """
    return Document(text, parse(text), tuple(_tables(text)))


@lru_cache(maxsize=8)
def parse(text: str) -> dict[str, Any]:
    """Return what a text means, floats as `Number`.

    Raises:
        UnreadableError: it is not TOML.
    """
    try:
        return tomllib.loads(text, parse_float=Number)
    except tomllib.TOMLDecodeError as error:
        message = str(error)
        where = _POSITION.search(message)
        reason = message.removesuffix(where[0]) if where else message
        line, column = _position(text, where)
        raise UnreadableError(
            f"not valid TOML: {reason}", line=line, column=column, hint="Mend it by hand."
        ) from error
    except RecursionError as error:
        raise UnreadableError("not readable as TOML: nested too deeply") from error


def _position(text: str, where: re.Match[str] | None) -> tuple[int, int]:
    if where and where[1]:
        return int(where[1]), int(where[2])
    return text.count("\n") + 1, len(text) - text.rfind("\n")


def read_array(text: str, at: int) -> Items:
    """Read the array whose bracket opens at `at`."""
    return _items(text, at, lambda start: _value_end(text, start))


def read_inline(text: str, at: int, path: KeyPath) -> tuple[Items, tuple[Pair, ...]]:
    """Read the inline table whose brace opens at `at` and whose names are `path`."""
    pairs: list[Pair] = []

    def end(start: int) -> int:
        pairs.append(_pair(text, start, path))
        return pairs[-1].end

    return _items(text, at, end), tuple(pairs)


def _items(text: str, at: int, end_of: Callable[[int], int]) -> Items:
    items = []
    start = _skip(text, at + 1)
    while text[start] not in "]}":
        end = end_of(start)
        comma = _skip(text, end)
        found = text[comma] == ","
        items.append(Item(start, end, comma if found else None))
        start = _skip(text, comma + 1) if found else comma
    return Items(at + 1, start, tuple(items))


def _tables(text: str) -> Iterator[Table]:
    """Read a valid text from its start to its end."""
    path: KeyPath = ()
    in_array, header, arrays = False, (0, 0), set[KeyPath]()
    pairs: list[Pair] = []
    at = _skip(text, 0)
    while at < len(text):
        if text[at] == "[":
            yield Table(path, in_array, header, tuple(pairs))
            pairs, start = [], at
            path, at = _header(text, at, arrays)
            in_array = any(path[:length] in arrays for length in range(1, len(path) + 1))
            header = (start, at)
        else:
            pairs.append(_pair(text, at, path))
            at = pairs[-1].end
        at = _skip(text, at)
    yield Table(path, in_array, header, tuple(pairs))


def _header(text: str, at: int, arrays: set[KeyPath]) -> tuple[KeyPath, int]:
    is_array = text.startswith("[[", at)
    path, _, at = _key(text, _space(text, at + 1 + is_array))
    if is_array:
        arrays.add(path)
        at = text.index("]", at) + 1
    return path, text.rindex("]", 0, at) + 1


def _pair(text: str, at: int, table: KeyPath) -> Pair:
    names, parts, value = _key(text, at)
    return Pair(table + names, parts, value, _value_end(text, value))


def _key(text: str, at: int) -> tuple[KeyPath, tuple[int, ...], int]:
    """Return the names of a dotted key, where each starts, and what follows `=` or `]` and spaces."""
    names, parts, mark = [], [], "."
    while mark == ".":
        found = _match(_PART, text, at)
        names.append(_name(found[1]))
        parts.append(at)
        mark, at = found[2], found.end()
    return tuple(names), tuple(parts), at


def _name(raw: str) -> str:
    if raw[0] == "'":
        return raw[1:-1]
    if raw[0] == '"':
        return str(tomllib.loads(f"name = {raw}")["name"]) if "\\" in raw else raw[1:-1]
    return raw


def _value_end(text: str, at: int) -> int:
    if text[at] in "\"'":
        return _match(_VALUE_STRING, text, at).end()
    if text[at] not in "[{":
        return at + len(_match(_BARE, text, at)[0].rstrip(" \t"))
    depth = 0
    while True:  # counted, not recursed: brackets nest as deeply as the parser allows
        found = _match(_INNER, text, at)
        depth += (found[0] in ("[", "{")) - (found[0] in ("]", "}"))
        at = found.end()
        if not depth:
            return at


def _skip(text: str, at: int) -> int:
    return _match(_BLANK, text, at).end()


def _space(text: str, at: int) -> int:
    return _match(_SPACE, text, at).end()


def _match(pattern: re.Pattern[str], text: str, at: int) -> re.Match[str]:
    found = pattern.match(text, at)
    if found is None:
        raise UnreadableError("not readable as TOML", line=text.count("\n", 0, at) + 1)
    return found


def write_key(key: str) -> str:
    """Return a key as TOML: bare if it can be."""
    return key if _BARE_KEY.fullmatch(key) else write_string(key)


def write_string(value: str, *, quote: str = '"') -> str:
    """Return a string as TOML in one line; literal if `quote` is `'` and the value allows it."""
    if quote == "'" and value.isprintable() and "'" not in value:
        return f"'{value}'"
    return f'"{_ESCAPED.sub(_escape, value)}"'


def _escape(found: re.Match[str]) -> str:
    char = found[0]
    return f"\\{char}" if char in '"\\' else f"\\u{ord(char):04x}"


def names(path: Iterable[str]) -> str:
    """Return a path as people write it in messages: `project.dependencies`."""
    return ".".join(path)
