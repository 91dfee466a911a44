"""How an entry that is to be added is met by what a text holds already."""

from typing import NamedTuple


class Met(NamedTuple):
    """What is there in place of an entry, and whether that will do.

    Attributes:
        text: the text by now: what is there may have been raised to what is needed.
        line: where it is, from 1.
        was: what it said before it was raised; `None` where it is as it was.
        why: what is in the way of the entry, half a sentence; empty where it will do.
        note: what the owner should know, half a sentence.
    """

    text: str
    line: int
    was: str | None = None
    why: str = ""
    note: str = ""
