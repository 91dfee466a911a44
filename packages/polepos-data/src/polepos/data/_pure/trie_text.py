"""What a trie needs to know of texts: what comes after a prefix, what two have in common.

The order is that of Python's strings, by code point, lone surrogates included.
"""

from collections.abc import Sequence

LAST = "\U0010ffff"


def text_of(key: object) -> str:
    """Return a key as a plain string; raise TypeError if it is none."""
    if not isinstance(key, str):
        raise TypeError(f"the keys and prefixes of a trie are strings, not {key!r}")
    return key if type(key) is str else str.__str__(key)


def successor(prefix: str) -> str | None:
    """Return the least text that comes after all that begin with a prefix; None if there is none.

    >>> successor("ab")
    'ac'
    """
    stem = prefix.rstrip(LAST)
    return stem[:-1] + chr(ord(stem[-1]) + 1) if stem else None


def common_length(one: str, other: str) -> int:
    """Return how many characters two texts begin with in common. O(that), at C speed."""
    limit = min(len(one), len(other))
    same, width = 0, 8
    while same < limit and one[same : same + width] == other[same : same + width]:
        same += width
        width *= 2
    if same >= limit:
        return limit
    beyond = min(same + width, limit + 1)  # where they are known to differ, or one has ended
    while beyond - same > 1:
        middle = (same + beyond) >> 1
        if one[same:middle] == other[same:middle]:
            same = middle
        else:
            beyond = middle
    return same


def next_row(row: Sequence[int], text: str, char: str) -> list[int]:
    """Return the row after this one in the table of edit distances to a text.

    Entry `i` of a row is the distance of all characters so far to the first `i` of the text
    (R. A. Wagner and M. J. Fischer, 1974). O(length of the text).
    """
    left = row[0] + 1
    after = [left]
    for index, expected in enumerate(text, 1):
        diagonal = row[index - 1]
        if expected != char:
            above = row[index]
            diagonal = min(diagonal, left)
            diagonal = (min(diagonal, above)) + 1
        left = diagonal
        after.append(left)
    return after
