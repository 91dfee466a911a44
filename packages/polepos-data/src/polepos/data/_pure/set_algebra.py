"""Combine and compare sorted sets."""

from collections.abc import Callable, Iterable
from collections.abc import Set as AbstractSet
from operator import eq, ge, gt, le, lt, ne
from typing import Any, Self, TypeVar

from polepos.data._pure.by_order import ByOrder
from polepos.data._pure.sorted_list import SortedList

T = TypeVar("T")


class SetAlgebra(ByOrder[T]):
    """What combines a sorted set with others, which may be any iterables.

    `_list` holds the values in order and `_set` the same by hash.
    """

    __slots__ = ("_list", "_set")

    _list: SortedList[T]
    _set: set[T]

    def copy(self) -> Self:
        """Return a copy that holds the same values."""
        raise NotImplementedError

    def update(self, *iterables: Iterable[T]) -> Self:
        """Add the values of all iterables."""
        raise NotImplementedError

    def _like(self) -> Self:
        """Return an empty set of the same class, order and attributes."""
        made: Self = type(self).__new__(type(self))
        made._hold(self._list._like(), set())
        if hasattr(self, "__dict__"):
            made.__dict__.update(self.__dict__)
        return made

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

    def __and__(self, other: Iterable[Any]) -> Self:
        return self.intersection(other)

    def __or__(self, other: Iterable[T]) -> Self:
        return self.union(other)

    def __sub__(self, other: Iterable[Any]) -> Self:
        return self.difference(other)

    def __xor__(self, other: Iterable[T]) -> Self:
        return self.symmetric_difference(other)

    __rand__ = __and__
    __ror__ = __or__
    __rxor__ = __xor__

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

    def __iand__(self, other: Iterable[Any]) -> Self:
        return self.intersection_update(other)

    def __ior__(self, other: Iterable[T]) -> Self:
        return self.update(other)

    def __isub__(self, other: Iterable[Any]) -> Self:
        return self.difference_update(other)

    def __ixor__(self, other: Iterable[T]) -> Self:
        return self.symmetric_difference_update(other)

    # ------------------------------------------------------------------------------- comparisons

    def isdisjoint(self, other: Iterable[Any]) -> bool:
        """Tell whether no value is in both."""
        return self._set.isdisjoint(other)

    def issubset(self, other: Iterable[Any]) -> bool:
        """Tell whether every value of this set is in the other."""
        return self._set.issubset(other)

    def issuperset(self, other: Iterable[Any]) -> bool:
        """Tell whether every value of the other is in this set."""
        return self._set.issuperset(other)

    def _compared(self, other: Any, operator: Callable[[Any, Any], bool]) -> bool:
        if isinstance(other, SetAlgebra):
            return operator(self._set, other._set)
        return operator(self._set, other) if isinstance(other, AbstractSet) else NotImplemented

    def __eq__(self, other: object) -> bool:
        return self._compared(other, eq)

    def __ne__(self, other: object) -> bool:
        return self._compared(other, ne)

    def __lt__(self, other: AbstractSet[Any]) -> bool:
        return self._compared(other, lt)

    def __le__(self, other: AbstractSet[Any]) -> bool:
        return self._compared(other, le)

    def __gt__(self, other: AbstractSet[Any]) -> bool:
        return self._compared(other, gt)

    def __ge__(self, other: AbstractSet[Any]) -> bool:
        return self._compared(other, ge)

    __hash__ = None  # type: ignore[assignment]
