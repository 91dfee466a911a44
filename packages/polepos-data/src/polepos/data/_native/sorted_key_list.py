"""`SortedKeyList` on the engine that is written in Rust."""

from collections.abc import Iterator
from typing import Any, TypeVar

from polepos.data._native.sorted_list import SortedList
from polepos.data._pure.key_list_answers import KeyListAnswers

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
    __slots__ = ()

    def _key_of(self, value: T) -> Any:
        return self._call_order(value)

    def bisect_key_left(self, key: Any) -> int:
        """Return the position of the first value whose key is not less than this one."""
        return self._left_of(self._rank(key))

    def bisect_key_right(self, key: Any) -> int:
        """Return the position of the first value whose key is greater than this one."""
        return self._right_of(self._rank(key))

    bisect_key = bisect_key_right

    def irange_key(
        self,
        min_key: Any = None,
        max_key: Any = None,
        inclusive: tuple[bool, bool] = (True, True),
        reverse: bool = False,
    ) -> Iterator[T]:
        """Iterate over the values whose keys are in a range, as `irange` does by value."""
        first, last = self._between(self._rank(min_key), self._rank(max_key), inclusive)
        return self._walk(first, last, reverse=reverse)
