"""Entries of dotenv files: `KEY=value`, above a marker or at the end.

Read as python-dotenv reads them, since that is who reads them in the end: quoted values may go over
several lines, and what stands there is neither a key nor a marker. Such a text has no syntax errors; a
line that cannot be read is passed over.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from polepos_checks.edits.errors import PlaceNotClearError
from polepos_checks.edits.found import Found
from polepos_checks.edits.lines import insert_lines, line_number, line_start, whole_lines

# As in dotenv/parser.py: white space is any, except for the two line ends where it says so.
_BLANK = re.compile(r"\s*")
_SPACE = re.compile(r"[^\S\r\n]*")
_EXPORT = re.compile(r"(?:export[^\S\r\n]+)?")
_KEY = re.compile(r"'([^']+)'|((?!')[^=#\s]+)")
_SINGLE = re.compile(r"'((?:\\.|[^'\\])*)'", re.DOTALL)
_DOUBLE = re.compile(r'"((?:\\.|[^"\\])*)"', re.DOTALL)
_LINE = re.compile(r"[^\r\n]*")
_COMMENT = re.compile(r"\s+#.*")
_REST = re.compile(r"(?:[^\S\r\n]*(#)[^\r\n]*)?[^\S\r\n]*(?=[\r\n]|\Z)")
_ESCAPES = {"'": re.compile(r"\\[\\']"), '"': re.compile(r"\\[\\'\"abfnrtv]")}
_CONTROLS = dict(zip("abfnrtv", "\a\b\f\n\r\t\v", strict=True))


class Binding(NamedTuple):
    """What stands on a line, or on those of a quoted value.

    Attributes:
        key: the name; `None` for a comment, or for a line that cannot be read.
        value: what the key is set to; `None` without `=`, and where it cannot be read.
        start: its first character that is no white space.
        end: where its last line ends.
        comment: whether a comment follows the value.
    """

    key: str | None
    value: str | None
    start: int
    end: int
    comment: bool


def find(text: str, entry: str) -> Found | None:
    """Return where the key of `entry`, such as `KEY=value`, is set, or `None`.

    It is exact if it is set to this value and has no comment; `export` and quotes make no difference.
    Where it is set several times, the exact one is found.
    """
    new = _entry(entry)
    same = _bindings_of(text, new)
    if not same:
        return None
    binding = same[0]
    exact = _is_exact(binding, new)
    line = line_number(text, binding.start)
    return Found(*whole_lines(text, binding.start, binding.end), line, exact)


def insert(text: str, marker: str, entry: str) -> str:
    """Return `text` with `entry` on a line directly above the comment line `marker`.

    Without a marker it goes to the end. That the key is not there yet is the caller's to know.

    Raises:
        PlaceNotClearError: the marker is there twice, or a quote that is never closed stands above.
    """
    new = _entry(entry)
    before = list(read(text))
    markers = [old.start for old in before if _is_marker(text[old.start : old.end], marker)]
    if len(markers) > 1:
        raise PlaceNotClearError(
            f"the marker {marker} is there twice",
            line=line_number(text, markers[1]),
            hint="Keep the one below which nothing of its kind stands.",
        )
    at = line_start(text, markers[0]) if markers else len(text)
    after = insert_lines(text, at, [entry])
    number = sum(1 for binding in before if binding.start < at)
    meant = [*map(_meaning, before[:number]), _meaning(new), *map(_meaning, before[number:])]
    return _verified(text, after, at, meant)


def remove(text: str, entry: str) -> str:
    """Return `text` without the line, or lines, that set the key of `entry`; as it is without one.

    What is found is removed, exact or not: callers look first.

    Raises:
        PlaceNotClearError: what stands around it would be read in another way.
    """
    same = _bindings_of(text, _entry(entry))
    if not same:
        return text
    start, end = whole_lines(text, same[0].start, same[0].end)
    others = [_meaning(binding) for binding in read(text) if binding != same[0]]
    return _verified(text, text[:start] + text[end:], start, others)


def read(text: str) -> Iterator[Binding]:
    """Read a text's bindings, comments and unreadable lines in their order."""
    at = _end(_BLANK, text, 0)
    while at < len(text):
        binding = _binding(text, at)
        yield binding
        at = _end(_BLANK, text, binding.end)


def _binding(text: str, start: int) -> Binding:
    found = _KEY.match(text, _end(_EXPORT, text, start))
    if found is None:  # a comment, or nothing that can be read
        return Binding(None, None, start, _end(_LINE, text, start), comment=False)
    key, at = found[1] or found[2], _end(_SPACE, text, found.end())
    value, comment = None, False
    if text.startswith("=", at):
        value, at, comment = _value(text, at + 1)
    rest = _REST.match(text, at)
    if rest is None:  # an open quote, or something after it: the key is there, its value is not
        return Binding(key, None, start, _end(_LINE, text, at), comment=True)
    return Binding(key, value, start, rest.end(), comment or rest[1] is not None)


def _value(text: str, start: int) -> tuple[str | None, int, bool]:
    """Return the value after an equals sign, where it ends, and whether it has a comment inside."""
    at = _end(_SPACE, text, start)
    quote = text[at : at + 1]
    if quote in _ESCAPES:
        found = (_SINGLE if quote == "'" else _DOUBLE).match(text, at)
        return (_decoded(found[1], quote), found.end(), False) if found else (None, at, False)
    if quote == "#" and at > start:
        return "", at, False
    raw = text[at : _end(_LINE, text, at)]
    comment = _COMMENT.search(raw)
    value = raw[: comment.start()] if comment else raw
    return value.rstrip(), at + len(raw), comment is not None


def _decoded(raw: str, quote: str) -> str:
    return _ESCAPES[quote].sub(lambda found: _CONTROLS.get(found[0][1], found[0][1]), raw)


def _entry(entry: str) -> Binding:
    """Read an entry that is ours to insert."""
    first, *others = read(entry)
    if others or first.key is None or first.value is None or "\n" in entry or "\r" in entry:
        raise ValueError(f"not a line of a dotenv file: {entry!r}")
    return first


def _bindings_of(text: str, new: Binding) -> list[Binding]:
    """Return those that set the same key, the one that is exact before the others."""
    same = [binding for binding in read(text) if binding.key == new.key]
    return sorted(same, key=lambda binding: not _is_exact(binding, new))


def _is_exact(binding: Binding, new: Binding) -> bool:
    return binding.value == new.value and not binding.comment


def _is_marker(line: str, marker: str) -> bool:
    return line.startswith("#") and line[1:].strip() == marker.lstrip("#").strip()


def _meaning(binding: Binding) -> tuple[str | None, str | None]:
    return binding.key, binding.value


def _verified(text: str, after: str, at: int, meant: list[tuple[str | None, str | None]]) -> str:
    if [_meaning(binding) for binding in read(after)] == meant:
        return after
    raise PlaceNotClearError(
        "a quote that is not closed changes what this line means",
        line=line_number(text, at),
        hint="Close the quotes in the lines above.",
    )


def _end(pattern: re.Pattern[str], text: str, at: int) -> int:
    """Return where a pattern that always matches ends."""
    found = pattern.match(text, at)
    return found.end() if found else at
