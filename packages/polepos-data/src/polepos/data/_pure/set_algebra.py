"""Combine sorted sets by what their hash parts tell."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Self, TypeVar

from polepos.data._pure.set_operators import SetOperators
from polepos.data._pure.sorted_list import SortedList

T = TypeVar("T")


class SetAlgebra(SetOperators[T]):
    """What combines a sorted set with others, which may be any iterables.

    `_list` holds the values in order and `_set` the same by hash.
    """

    __slots__ = ("_list", "_set")

    _list: SortedList[T]
    _set: set[T]

    if TYPE_CHECKING:  # what else a sorted set has

        def copy(self) -> Self: ...
        def _like(self) -> Self: ...

    def _hold(self, values: SortedList[T], members: set[T]) -> None:
        """Take up a list and the set of the same values, in place of those that were here."""
        self._list._free()
        before = self._list, self._set
        values._called = type(self).__name__
        self._list = values
        self._set = members
        before[0].clear()  # for the iterators that read it

    def _copy_parts(self, other: Self) -> None:
        self._hold(other._list.copy(), other._set.copy())

    def _combined(self, operation: str, *others: Iterable[Any]) -> Self:
        with self._list._comparing():
            return self._ordered(getattr(self._set, operation)(*others))

    def _ordered(self, members: set[T]) -> Self:
        """Return a sorted set of these values; those of this one are in order already."""
        made = self._like()
        if len(members) * 4 > len(self._set) and members <= self._set:
            values = list(filter(members.__contains__, self._list))
            made._list._fill(values, made._list._keys_of(values))
        else:
            made._list.update(members)
        made._set = members
        return made

    def _become(self, operation: str, *others: Iterable[Any]) -> Self:
        self._list._free()
        made = self._combined(operation, *others)
        before = self._set
        self._list._fill(*made._list._contents())
        self._set = made._set
        del before  # only now may what went run its finalisers
        return self

    def _forget(self, values: list[T]) -> None:
        """Take values out of the hash part; all of them, or none if a hash fails."""
        self._list._free()
        with self._list._comparing():
            try:
                self._set.difference_update(values)
            except BaseException:
                self._set.update(values)
                raise
