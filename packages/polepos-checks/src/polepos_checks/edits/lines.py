"""Lines of a text: they end at LF, CR LF or CR, and at nothing else.

`str.splitlines` also breaks at U+2028, form feed, NEL and more, which are ordinary characters to every
language edited here.
"""

import re
from collections.abc import Sequence
from itertools import takewhile

_BREAK = re.compile(r"\r\n|\n|\r")
_FINAL_BREAK = re.compile(r"(?:\r\n|\n|\r)\Z")
_ENDS = ("\n", "\r")


def split_lines(text: str) -> list[str]:
    """Return the lines of `text` without their ends; a last line end begins no line of its own."""
    return _BREAK.split(_FINAL_BREAK.sub("", text))


def line_starts(text: str) -> list[int]:
    """Return where each line starts; an empty text has one line."""
    return [0, *(found.end() for found in _BREAK.finditer(text))]


def line_start(text: str, at: int) -> int:
    """Return where the line that holds character `at` starts."""
    return max(text.rfind("\n", 0, at), text.rfind("\r", 0, at)) + 1


def next_line(text: str, at: int) -> int:
    """Return where the line after the one that holds `at` starts, or the length of `text`."""
    found = _BREAK.search(text, at)
    return found.end() if found else len(text)


def line_number(text: str, at: int) -> int:
    """Return the number, from 1, of the line that holds `at`."""
    return sum(1 for _ in _BREAK.finditer(text, 0, line_start(text, at))) + 1


def indentation(text: str, at: int) -> str:
    """Return the spaces and tabs that begin the line that holds `at`."""
    start = line_start(text, at)
    return "".join(takewhile(" \t".__contains__, text[start:at]))


def is_first(text: str, at: int) -> bool:
    """Say whether nothing but spaces and tabs stands before `at` on its line."""
    return not text[line_start(text, at) : at].strip(" \t")


def newline_near(text: str, at: int) -> str:
    r"""Return how the line before `at` ends, or else how the next one does; LF in a text without any."""
    start = line_start(text, at)
    if start:
        return "\r\n" if text.endswith("\r\n", 0, start) else text[start - 1]
    found = _BREAK.search(text, at)
    return found[0] if found else "\n"


def insert_lines(text: str, at: int, lines: Sequence[str]) -> str:
    """Put `lines` (without their ends) before the line that starts at `at`.

    At the end of a text whose last line has no end, the new last line has none either.
    """
    newline = newline_near(text, at)
    block = newline.join(lines)
    if at == len(text) and text and not text.endswith(_ENDS):
        return text + newline + block
    return text[:at] + block + newline + text[at:]


def whole_lines(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the span to take out for the lines from the one of `start` to the one of `end`."""
    return lines_between(text, line_start(text, start), next_line(text, end))


def lines_between(text: str, first: int, last: int) -> tuple[int, int]:
    """Return the span to take out for the lines that start at `first` and end before `last`.

    It undoes `insert_lines`: with a last line that has no end goes the end of the line before it.
    """
    if first and last == len(text) and not text.endswith(_ENDS):
        first -= len(newline_near(text, first))
    return first, last


def with_blank_above(text: str, at: int) -> int:
    """Return the start of the line above the one that starts at `at`, if that is blank; or `at`."""
    above = line_start(text, at - len(newline_near(text, at))) if at else at
    return above if is_blank(text[above:at]) else at


def is_blank(line: str) -> bool:
    """Say whether a line holds spaces and tabs at most."""
    return not line.strip(" \t\r\n")


def above_comments(text: str, at: int, floor: int) -> int:
    """Return the start of the line of `at`, or of the first of the comment lines directly above it.

    Only lines after the one that holds `floor` are looked at.
    """
    start, lowest = line_start(text, at), next_line(text, floor) if floor else 0
    while start > lowest:
        above = line_start(text, start - len(newline_near(text, start)))
        if above < lowest or not text[above:start].lstrip(" \t").startswith("#"):
            break
        start = above
    return start
