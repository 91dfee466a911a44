"""The keys of a trie in their order, and the questions that the order answers.

A dict holds the values. The keys that are in order are a `SortedList`; those that have come since
wait, and are found as the last of the dict, which keeps the order of insertion. So to set a value
is to set it in a dict, and the next question that needs the order puts all that wait in place at
once. While no key comes or goes, the order is copied into one list, which is searched faster.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from itertools import islice
from typing import Generic, TypeVar

from polepos.data._pure.sorted_list import SortedList
from polepos.data._pure.trie_text import common_length, successor

V = TypeVar("V")

PIECE = 256
"""Keys that a lazy iterator takes at a time."""

WORTH = 64
"""After one question for so many keys it pays to copy them all into one list."""

PATIENCE = 8
"""Prefixes found one by one before all of them are worked out; keys for a search gone astray."""

Keys = list[str] | SortedList[str]


def left(keys: Keys, text: str) -> int:
    """Return the position of the first key that is not before a text."""
    return keys.bisect_left(text) if isinstance(keys, SortedList) else bisect_left(keys, text)


def right(keys: Keys, text: str) -> int:
    """Return the position of the first key that is after a text."""
    return keys.bisect_right(text) if isinstance(keys, SortedList) else bisect_right(keys, text)


def floor(keys: Keys, text: str) -> str | None:
    """Return the last key that is not after a text."""
    if isinstance(keys, SortedList):
        return keys.floor(text)
    position = bisect_right(keys, text)
    return keys[position - 1] if position else None


def ceiling(keys: Keys, text: str) -> str | None:
    """Return the first key that is not before a text."""
    if isinstance(keys, SortedList):
        return keys.ceiling(text)
    position = bisect_left(keys, text)
    return keys[position] if position < len(keys) else None


def forward(keys: Keys, low: int, high: int) -> Iterator[list[str]]:
    """Cut the keys between two positions into pieces."""
    for start in range(low, high, PIECE):
        yield keys[start : min(start + PIECE, high)]


def backward(keys: Keys, low: int, high: int) -> Iterator[list[str]]:
    """Cut the keys between two positions into pieces, the last one first, and turn each around."""
    for stop in range(high, low, -PIECE):
        yield keys[max(low, stop - PIECE) : stop][::-1]


class TrieOrder(Generic[V]):
    """A dict of texts and its keys in order."""

    __slots__ = (
        "_asked",  # questions since `_flat` was made
        "_astray",  # searches since then that `_parents` would have saved
        "_flat",  # the keys in order in one list, while they stay as they are
        "_least",  # the least of those lengths
        "_lengths",  # a bit for each length that a key has, or had
        "_order",  # the keys in order, but for those that are still the last of `_values`
        "_parents",  # the longest proper prefix of each key that has one, as of `_flat`
        "_removals",
        "_values",
    )

    _values: dict[str, V]
    _order: SortedList[str]
    _removals: int
    _flat: list[str] | None
    _asked: int
    _parents: dict[str, str] | None
    _astray: int
    _lengths: int
    _least: int

    def _make_empty(self) -> None:
        self._values = {}
        self._order = SortedList()
        self._removals = 0
        self._flat = None
        self._asked = 0
        self._parents = None
        self._astray = 0
        self._lengths = 0
        self._least = 0

    def _removed(self) -> None:
        self._removals += 1
        self._flat = self._parents = None

    def _sorted(self) -> SortedList[str]:
        """Return the keys in order. O(k log n) when k keys have come since."""
        order, values = self._order, self._values
        waiting = len(values) - len(order)
        if waiting:
            keys = list(islice(reversed(values), waiting))
            if waiting == 1:
                order.add(keys[0])
            else:
                order.update(keys)
            for length in set(map(len, keys)):
                self._lengths |= 1 << length
            self._least = (self._lengths & -self._lengths).bit_length() - 1
        return order

    def _keys(self) -> Keys:
        """Return the keys in order: in one list if they have not changed for some questions.

        That list costs O(n), once in O(n) questions.
        """
        flat = self._flat
        if flat is not None and len(flat) == len(self._values):
            return flat
        order = self._sorted()
        self._flat = self._parents = None
        self._asked += 1
        if self._asked * WORTH < len(order):
            return order
        self._asked = 0
        self._flat = flat = list(order)
        return flat

    def _span(self, prefix: str) -> tuple[Keys, int, int]:
        """Return the keys, the position of the first with a prefix and of the first after those."""
        keys = self._keys()
        if not prefix:
            return keys, 0, len(keys)
        low, end = left(keys, prefix), successor(prefix)
        return keys, low, len(keys) if end is None else left(keys, end)

    # ----------------------------------------------------------------------------------- walking

    def _walk(self, keys: Keys, low: int, high: int, *, reverse: bool = False) -> Iterator[str]:
        """Iterate over the keys between two positions; raise RuntimeError if keys come or go."""
        pieces = backward(keys, low, high) if reverse else forward(keys, low, high)
        return self._unchanged(pieces, len(self._values), self._removals)

    def _unchanged(self, pieces: Iterator[list[str]], length: int, removals: int) -> Iterator[str]:
        self._check(length, removals)
        for piece in pieces:
            for key in piece:
                yield key
                if len(self._values) != length or self._removals != removals:
                    self._check(length, removals)

    def _check(self, length: int, removals: int) -> None:
        if len(self._values) != length or self._removals != removals:
            raise RuntimeError(f"{type(self).__name__} changed during iteration")

    # ---------------------------------------------------------------------------------- prefixes

    def _longest(self, text: str) -> str | None:
        """Return the longest key that a text begins with.

        Every key that a text begins with also begins the last key that is not after the text. So
        if that one goes astray, the longest of its own prefixes that the text begins with is the
        answer. As long as it does not pay to know the prefixes of all keys, it is looked for in
        the same way among what both texts have in common, cut to a length that some key has.
        """
        if text in self._values:
            return text
        keys = self._keys()
        while len(text) >= self._least:
            before = floor(keys, text)
            if before is None or text.startswith(before):
                return before
            self._astray += 1
            if self._parents is not None or self._astray * PATIENCE > len(keys):
                return self._ancestor(before, text)
            if not before.startswith(text[: self._least]):
                return None
            lengths = self._lengths & ((2 << common_length(before, text)) - 1)
            text = text[: lengths.bit_length() - 1]
            if text in self._values:
                return text
        return None

    def _ancestor(self, key: str, text: str) -> str | None:
        """Return the longest key that a key begins with, and a text as well."""
        parents = self._all_parents()
        above: str | None = parents.get(key)
        if above is None or text.startswith(above):
            return above
        common = common_length(above, text)
        while above is not None and len(above) > common:
            above = parents.get(above)
        return above

    def _all_parents(self) -> dict[str, str]:
        """Return the longest key that each key begins with, where there is one. O(n) at first."""
        keys = self._keys()
        if self._parents is None:
            self._astray = 0
            parents: dict[str, str] = {}
            above: list[str] = []
            for key in keys:
                while above and not key.startswith(above[-1]):
                    above.pop()
                if above:
                    parents[key] = above[-1]
                above.append(key)
            self._parents = parents
        return self._parents

    def _prefix_keys(self, text: str) -> list[str]:
        """Return all keys that a text begins with, from the shortest to the longest."""
        found: list[str] = []
        key = self._longest(text)
        while key is not None:
            found.append(key)
            if self._parents is not None or len(found) > PATIENCE:
                key = self._all_parents().get(key)
            else:
                key = self._longest(key[:-1]) if key else None
        return found[::-1]
