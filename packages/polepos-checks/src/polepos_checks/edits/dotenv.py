"""Entries of dotenv files: `KEY=value`, or the example `# KEY=value`, above a marker or at the end.

A key that is declared as an example is optional: it is there where it is set, and where a comment shows
how. One that is declared to be set is only there where it is set. Where every key of a file is exported,
new ones are, too.

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
_EXAMPLE = re.compile(r"#[# \t]*(?=(?:export[^\S\r\n]+)?(?:'[^']+'|[^=#'\s][^=#\s]*)[^\S\r\n]*=)")
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


class Wanted(NamedTuple):
    """An entry, read: what it sets, and whether it is an example only."""

    binding: Binding
    optional: bool


def find(text: str, entry: str) -> Found | None:
    """Return where the key of `entry`, such as `KEY=value` or `# KEY=value`, is, or `None`.

    It is exact if it is set to this value (or, for an example, if a comment says so) and has no comment;
    `export`, quotes and spaces make no difference. Where it is there several times, the exact one is
    found. Of an example, what is not exact is its owner's.
    """
    new = _entry(entry)
    same = _bindings_of(text, new)
    if not same:
        return None
    binding = same[0]
    exact = _is_exact(text, binding, new)
    line = line_number(text, binding.start)
    span = whole_lines(text, binding.start, binding.end)
    return Found(*span, line, exact, yours=new.optional and not exact)


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
    line = _exported(entry) if _exports(text, before) else entry
    after = insert_lines(text, at, [line])
    number = sum(1 for binding in before if binding.start < at)
    meant = [_meaning(text, binding) for binding in before]
    meant.insert(number, (None, line) if new.optional else (new.binding.key, new.binding.value))
    return _verified(text, after, at, meant)


def remove(text: str, entry: str) -> str:
    """Return `text` without the line, or lines, that set the key of `entry`; as it is without one.

    What is found is removed, exact or not: callers look first. Of an example only the comment goes that
    says exactly this: anything else is its owner's.

    Raises:
        PlaceNotClearError: what stands around it would be read in another way.
    """
    new = _entry(entry)
    same = _bindings_of(text, new)
    if not same or (new.optional and not _is_exact(text, same[0], new)):
        return text
    start, end = whole_lines(text, same[0].start, same[0].end)
    others = [_meaning(text, binding) for binding in read(text) if binding != same[0]]
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


def _entry(entry: str) -> Wanted:
    """Read an entry that is ours to insert."""
    first, *others = read(entry)
    shown = _shown(entry, first)
    binding = shown or first
    bare = binding.key is None or binding.value is None or binding.comment
    if others or bare or "\n" in entry or "\r" in entry:
        raise ValueError(f"not a line of a dotenv file: {entry!r}")
    return Wanted(binding, optional=shown is not None)


def _shown(text: str, binding: Binding) -> Binding | None:
    """Return what a comment is an example of, if it is one of an assignment."""
    found = _EXAMPLE.match(text, binding.start, binding.end) if binding.key is None else None
    return _binding(text[: binding.end], found.end()) if found else None


def _bindings_of(text: str, new: Wanted) -> list[Binding]:
    """Return those that set the same key, the one that is exact before the others.

    For an example those that show it count, too, after those that set it.
    """
    key, bindings = new.binding.key, list(read(text))
    same = [binding for binding in bindings if binding.key == key]
    if new.optional:
        shown = ((binding, _shown(text, binding)) for binding in bindings)
        same += [binding for binding, example in shown if example and example.key == key]
    return sorted(same, key=lambda binding: not _is_exact(text, binding, new))


def _is_exact(text: str, binding: Binding, new: Wanted) -> bool:
    said = _shown(text, binding) if new.optional else binding
    return said is not None and said.value == new.binding.value and not said.comment


def _exports(text: str, bindings: list[Binding]) -> bool:
    """Tell whether every key that is set is exported."""
    found = [_EXPORT.match(text, each.start) for each in bindings if each.key is not None]
    return bool(found) and all(each and each[0] for each in found)


def _exported(entry: str) -> str:
    example = _EXAMPLE.match(entry)
    at = example.end() if example else 0
    return f"{entry[:at]}export {entry[at:]}"


def _is_marker(line: str, marker: str) -> bool:
    return line.startswith("#") and line[1:].strip() == marker.lstrip("#").strip()


def _meaning(text: str, binding: Binding) -> tuple[str | None, str | None]:
    """Return what a binding sets; of a line that sets nothing, what it says."""
    if binding.key is None:
        return None, text[binding.start : binding.end]
    return binding.key, binding.value


def _verified(text: str, after: str, at: int, meant: list[tuple[str | None, str | None]]) -> str:
    if [_meaning(after, binding) for binding in read(after)] == meant:
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
