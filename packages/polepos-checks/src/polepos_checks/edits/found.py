"""Where an entry was found in a text."""

from typing import NamedTuple


class Found(NamedTuple):
    """An entry's place.

    Attributes:
        start: The first character of what removing the entry takes out.
        end: The character after the last of it.
        line: The line of the entry itself, from 1.
        exact: Whether it says what the entry says. `False` when it is this entry by identity (the same
            key, distribution or name) with other words: a value or a comment of the owner's.
        yours: Whether what is there with other words is its owner's own, and stays whatever becomes of
            the entry.
    """

    start: int
    end: int
    line: int
    exact: bool
    yours: bool = False
