"""Combine sorted sets by what their hash parts tell."""

from collections.abc import Callable, Iterable
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

    def _combined(self, operation: Callable[..., set[T]], *others: Iterable[Any]) -> Self:
        """Return what an operation of the hash part gives; nothing may change meanwhile."""
        with self._list._comparing():
            return self._ordered(operation(*others))

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

    def _become(self, operation: Callable[..., set[T]], *others: Iterable[Any]) -> Self:
        """Hold exactly what an operation of the hash part gives."""
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

    # -------------------------------------------------------------------------- with any others

    def union(self, *iterables: Iterable[T]) -> Self:
        """Return the values that are in this set or in any of the others."""
        return self.copy().update(*iterables)

    def intersection(self, *iterables: Iterable[Any]) -> Self:
        """Return the values that are in this set and in all of the others."""
        return self._combined(self._set.intersection, *iterables)

    def difference(self, *iterables: Iterable[Any]) -> Self:
        """Return the values that are in this set and in none of the others."""
        return self._combined(self._set.difference, *iterables)

    def symmetric_difference(self, other: Iterable[T]) -> Self:
        """Return the values that are in this set or in the other, and not in both."""
        return self._combined(self._set.symmetric_difference, other)

    def __rsub__(self, other: Iterable[T]) -> Self:
        return self._combined(set(other).difference, self._set)

    def intersection_update(self, *iterables: Iterable[Any]) -> Self:
        """Keep the values that are in all of the others too."""
        return self._become(self._set.intersection, *iterables)

    def difference_update(self, *iterables: Iterable[Any]) -> Self:
        """Remove the values that are in any of the others."""
        return self._become(self._set.difference, *iterables)

    def symmetric_difference_update(self, other: Iterable[T]) -> Self:
        """Keep and take over the values that are in one of the two only."""
        return self._become(self._set.symmetric_difference, other)
