"""An entry that is to be inserted."""

from typing import NamedTuple


class New(NamedTuple):
    """An entry that is to be inserted.

    Attributes:
        text: as its component declares it; what it means, and how it sorts.
        written: how it is written, not indented: a long one stands on several lines.
    """

    text: str
    written: str
