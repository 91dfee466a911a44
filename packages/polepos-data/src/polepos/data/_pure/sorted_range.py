"""See part of a sorted list, from one bound to another, as a sequence that stays live."""

from collections.abc import Callable, Iterator, Sequence
from operator import index
from reprlib import recursive_repr
from typing import Any, SupportsIndex, TypeVar, overload

from polepos.data._pure.sequence_answers import SequenceAnswers

T = TypeVar("T")


class SortedRange(Sequence[T]):
    """The values of a sorted list between two bounds, whatever comes and goes between them.

    Nothing is copied: `len`, `[i]` and `in` take O(log n), each time anew.
    """

    __module__ = "polepos.data"
    __slots__ = ("__weakref__", "_bounds", "_list")
    __hash__ = None  # type: ignore[assignment]

    def __init__(self, values: SequenceAnswers[T], bounds: Callable[[], tuple[Any, Any]]) -> None:
        self._list = values
        self._bounds = bounds

    def _positions(self) -> range:
        first, last = self._bounds()
        return range(self._list._position(first), self._list._position(last))

    def __len__(self) -> int:
        return len(self._positions())

    def __bool__(self) -> bool:
        first, last = self._bounds()
        return bool(first != last)

    @overload
    def __getitem__(self, at: SupportsIndex) -> T: ...
    @overload
    def __getitem__(self, at: slice) -> list[T]: ...
    def __getitem__(self, at: SupportsIndex | slice) -> T | list[T]:
        """Return the value at a position counted from the lower bound, or a slice of them."""
        positions = self._positions()
        if isinstance(at, slice):
            wanted = positions[at]
            if not wanted:
                return []
            low, high = min(wanted[0], wanted[-1]), max(wanted[0], wanted[-1])
            return self._list[low : high + 1][:: wanted.step]
        return self._list[_at(positions, at)]

    def __delitem__(self, at: SupportsIndex | slice) -> None:
        """Delete values of this range from the list."""
        positions = self._positions()
        if not isinstance(at, slice):
            del self._list[_at(positions, at)]
        elif wanted := positions[at]:
            low, high = min(wanted[0], wanted[-1]), max(wanted[0], wanted[-1])
            del self._list[low : high + 1 : abs(wanted.step)]

    def clear(self) -> None:
        """Delete every value in the range from the list. O(log n + their number)."""
        del self[:]

    def __iter__(self) -> Iterator[T]:
        return self._list._walk(*self._bounds())

    def __reversed__(self) -> Iterator[T]:
        return self._list._walk(*self._bounds(), reverse=True)

    def __contains__(self, value: object) -> bool:
        """Tell whether an equal value is between the bounds. O(log n)."""
        found = self._list._sought(value)
        if found is None:
            return False
        first, last = self._bounds()
        return bool(first <= found < last)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Sequence):
            return NotImplemented
        return list(self) == list(other)

    @recursive_repr()
    def __repr__(self) -> str:
        return f"{type(self).__name__}({list(self)!r})"


def _at(positions: range, at: SupportsIndex) -> int:
    try:
        return positions[index(at)]
    except IndexError:
        raise IndexError("range index out of range") from None
