"""Combine and compare sorted sets, by what their hash parts tell.

Both backends use this; how a result is put in order is theirs.
"""

from collections.abc import Callable, Iterable
from collections.abc import Set as AbstractSet
from operator import eq, ge, gt, le, lt, ne
from typing import TYPE_CHECKING, Any, Self, TypeVar

from polepos.data._pure.by_order import ByOrder

T = TypeVar("T")


class SetOperators(ByOrder[T]):
    """What combines a sorted set with others, which may be any iterables, and compares it.

    `_list` holds the values in order and `_set` the same by hash.
    """

    __slots__ = ()

    if TYPE_CHECKING:  # what each backend has
        _set: set[T]

        def copy(self) -> Self: ...
        def _like(self) -> Self: ...
        def update(self, *iterables: Iterable[T]) -> Self: ...
        def _combined(self, operation: str, *others: Iterable[Any]) -> Self:
            """Return what an operation of the hash part gives; nothing may change meanwhile."""

        def _become(self, operation: str, *others: Iterable[Any]) -> Self:
            """Hold exactly what an operation of the hash part gives."""

    # -------------------------------------------------------------------------- with any others

    def union(self, *iterables: Iterable[T]) -> Self:
        """Return the values that are in this set or in any of the others."""
        return self.copy().update(*iterables)

    def intersection(self, *iterables: Iterable[Any]) -> Self:
        """Return the values that are in this set and in all of the others."""
        return self._combined("intersection", *iterables)

    def difference(self, *iterables: Iterable[Any]) -> Self:
        """Return the values that are in this set and in none of the others."""
        return self._combined("difference", *iterables)

    def symmetric_difference(self, other: Iterable[T]) -> Self:
        """Return the values that are in this set or in the other, and not in both."""
        return self._combined("symmetric_difference", other)

    def __rsub__(self, other: Iterable[T]) -> Self:
        with self._list._comparing():
            return self._like().update(set(other).difference(self._set))

    def intersection_update(self, *iterables: Iterable[Any]) -> Self:
        """Keep the values that are in all of the others too."""
        return self._become("intersection", *iterables)

    def difference_update(self, *iterables: Iterable[Any]) -> Self:
        """Remove the values that are in any of the others."""
        return self._become("difference", *iterables)

    def symmetric_difference_update(self, other: Iterable[T]) -> Self:
        """Keep and take over the values that are in one of the two only."""
        return self._become("symmetric_difference", other)

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
        if isinstance(other, SetOperators):
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
