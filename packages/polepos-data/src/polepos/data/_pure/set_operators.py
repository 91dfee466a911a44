"""Combine and compare sorted sets by operators, which call the methods of the same meaning.

Both backends use this; the methods are theirs.
"""

from collections.abc import Callable, Iterable
from collections.abc import Set as AbstractSet
from operator import eq, ge, gt, le, lt, ne
from typing import TYPE_CHECKING, Any, Self, TypeVar

from polepos.data._pure.by_order import ByOrder

T = TypeVar("T")


class SetOperators(ByOrder[T]):
    """The operators of a sorted set, whose other side may be any iterable, and its comparisons.

    `_list` holds the values in order and `_set` the same by hash.
    """

    __slots__ = ()

    if TYPE_CHECKING:  # what each backend has
        _set: set[T]

        def update(self, *iterables: Iterable[T]) -> Self: ...
        def union(self, *iterables: Iterable[T]) -> Self: ...
        def intersection(self, *iterables: Iterable[Any]) -> Self: ...
        def difference(self, *iterables: Iterable[Any]) -> Self: ...
        def symmetric_difference(self, other: Iterable[T]) -> Self: ...
        def intersection_update(self, *iterables: Iterable[Any]) -> Self: ...
        def difference_update(self, *iterables: Iterable[Any]) -> Self: ...
        def symmetric_difference_update(self, other: Iterable[T]) -> Self: ...

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
