"""Keep a list in the order of a key, descending, or with NaN at its end: `SortedKeyList`."""

from bisect import bisect_right
from collections.abc import Iterator
from typing import Any, TypeVar

from polepos.data._pure.key_list_answers import KeyListAnswers
from polepos.data._pure.leaves import FLAT, LOAD
from polepos.data._pure.ordered import missing
from polepos.data._pure.ordering import Key, not_ordered
from polepos.data._pure.reading import Place
from polepos.data._pure.sorted_list import SortedList

T = TypeVar("T")


class SortedKeyList(KeyListAnswers[T], SortedList[T]):
    """A sorted list whose order is that of a key, and which can be searched by key.

    `SortedList(iterable, key=...)` makes one, and `reverse=True` or `nan="last"` do too. Keys are
    kept, so that the key function is called for a value that comes or is looked for, and twice
    for one that comes among many; it has to give the same key each time.

    >>> words = SortedKeyList(["ccc", "a", "bb"], key=len)
    >>> list(words.irange_key(2, 3))
    ['bb', 'ccc']
    """

    __module__ = "polepos.data"
    __slots__ = ("_order",)

    _order: Key

    def _make_empty(self) -> None:
        super()._make_empty()
        self._keys = [[]]

    # ----------------------------------------------------------------------------- value to key

    def _key_of(self, value: T) -> Any:
        version = self._version
        self._version = None  # the key of what is about to change has no say in it
        try:
            return self._order(value)
        finally:
            self._version = version

    def _left(self, value: Any) -> Place:
        return self._left_of(self._order(value))

    def _right(self, value: Any) -> Place:
        return self._right_of(self._order(value))

    def __contains__(self, value: Any) -> bool:
        return self._sought_by(value, self._order(value)) is not None

    def _sought(self, value: Any) -> Place | None:
        return self._sought_by(value, self._order(value))

    def count(self, value: T) -> int:
        """Return how often a value is here. O(log n + those of the same key)."""
        key = self._order(value)
        leaf, offset = self._left_of(key)
        final, stop = self._right_of(key)
        if leaf == final:
            return self._leaves[leaf][offset:stop].count(value)
        first, last = self._position((leaf, offset)), self._position((final, stop))
        return self[first:last].count(value)

    def add(self, value: T) -> None:  # noqa: C901 - in one piece, for speed
        """Add a value, after those whose keys are equal. O(log n) comparisons.

        Raise ValueError for a key that is NaN, TypeError for one that cannot be compared with the
        others, and RuntimeError from within a comparison; then nothing is added.
        """
        version = self._version
        if version is None:
            raise self._comparing_now()
        self._version = None
        try:
            key = self._order(value)
            if key != key:
                raise not_ordered(key)  # noqa: TRY301 - undone with the rest
            maxes: list[Any] = self._maxes
            leaf = 0
            if not maxes:
                offset = bisect_right(self._keys[0], key)
            elif (leaf := bisect_right(maxes, key)) == len(maxes):
                leaf -= 1
                offset = len(self._keys[leaf])
                maxes[leaf] = key
            else:
                offset = bisect_right(self._keys[leaf], key)
            self._keys[leaf].insert(offset, key)
            values = self._leaves[leaf]
            values.insert(offset, value)
        except BaseException:
            self._resume(version)
            raise
        self._version = version + 1
        if self._watched:
            self._stop_iterators()
            values = self._leaves[leaf]
        if not maxes:
            if len(values) > FLAT:
                self._split(0)
        elif len(values) > LOAD << 1:
            self._split(leaf)
        elif self._ends is not None:
            self._correct(self._grown, leaf)

    def discard(self, value: T, *, identical: bool = False) -> bool:
        """Remove a value if it is here, and tell whether it was, as `SortedList.discard` does."""
        key = self._key_of(value)
        return self._removed(value, key, identical=identical)

    def remove(self, value: T, *, identical: bool = False) -> None:
        """Remove a value; raise ValueError if it is not here. O(log n) comparisons.

        Of several that are equal the first goes, or with `identical` the object that was given.
        """
        key = self._key_of(value)
        if not self._removed(value, key, identical=identical):
            raise missing(value)

    def irange(
        self,
        minimum: T | None = None,
        maximum: T | None = None,
        inclusive: tuple[bool, bool] = (True, True),
        reverse: bool = False,
    ) -> Iterator[T]:
        """Iterate over the values from a minimum to a maximum, lazily; None is no bound."""
        low = None if minimum is None else self._order(minimum)
        high = None if maximum is None else self._order(maximum)
        first, last = self._between(low, high, inclusive)
        return self._walk(first, last, reverse=reverse)

    def _sorted(self, values: list[T], keys: list[Any]) -> tuple[list[T], list[Any]]:
        order = sorted(range(len(keys)), key=keys.__getitem__)
        return [values[at] for at in order], [keys[at] for at in order]

    # ----------------------------------------------------------------------------- asked by key

    def bisect_key_left(self, key: Any) -> int:
        """Return the position of the first value whose key is not less than this one."""
        return self._position(self._left_of(self._rank(key)))

    def bisect_key_right(self, key: Any) -> int:
        """Return the position of the first value whose key is greater than this one."""
        return self._position(self._right_of(self._rank(key)))

    bisect_key = bisect_key_right

    def irange_key(
        self,
        min_key: Any = None,
        max_key: Any = None,
        inclusive: tuple[bool, bool] = (True, True),
        reverse: bool = False,  # sortedcontainers' signature
    ) -> Iterator[T]:
        """Iterate over the values whose keys are in a range, as `irange` does by value."""
        first, last = self._between(self._rank(min_key), self._rank(max_key), inclusive)
        return self._walk(first, last, reverse=reverse)
