"""Keep a list in order: `SortedList`, and `SortedKeyList` for the order of a key."""

from collections.abc import Iterable, Iterator, MutableSequence
from sys import getsizeof
from typing import Any, TypeVar

from polepos.data._pure.list_answers import ListAnswers
from polepos.data._pure.nearest import Nearest
from polepos.data._pure.ordering import Key, NaN, order_of

T = TypeVar("T")


class SortedList(ListAnswers[T], Nearest[T], MutableSequence[T]):
    """A list whose values are in order at all times.

    `SortedList(iterable, key)` orders by `key(value)`, and `reverse=True` from the greatest down:
    then "less" means "earlier" in all that follows, as it would with the sign of the key turned.
    Values equal to each other keep the order in which they came. NaN, which has no place in an
    order, is refused with ValueError, or kept at the end with `nan="last"`.

    Values have to compare with `<` consistently and must not change their order while they are
    here. Where nothing else is said, an operation takes O(log n).

    >>> prices = SortedList([30, 10, 20])
    >>> prices.add(15)
    >>> prices
    SortedList([10, 15, 20, 30])
    >>> list(prices.irange(12, 25))
    [15, 20]
    """

    __module__ = "polepos.data"
    __slots__ = ("__weakref__",)
    __hash__ = None  # type: ignore[assignment]

    @classmethod
    def _class_for(cls, key: Key | None, *, reverse: bool, nan: NaN) -> Any:
        """Return the class that keeps such an order: this one, where values are their own keys."""
        if order_of(key, reverse=reverse, nan=nan) is None:
            return cls
        if cls is SortedList:
            # It is derived from this class, so its file imports this one.
            from polepos.data._pure.sorted_key_list import SortedKeyList  # noqa: PLC0415

            return SortedKeyList
        raise TypeError(f"{cls.__name__} has no key: derive it from SortedKeyList to give it one")

    def contains_many(self, values: Iterable[object]) -> list[bool]:
        """Tell of each of these values whether it is here."""
        return [value in self for value in values]

    def discard(self, value: T, *, identical: bool = False) -> bool:
        """Remove a value if it is here, and tell whether it was.

        Of several that are equal the first goes, or with `identical` the object that was given.
        """
        return self._removed(value, value, identical=identical)

    def bisect_left(self, value: T) -> int:
        """Return the position of the first value that is not less, so before all that are equal."""
        leaf, offset = self._left(value)
        return self._before(leaf) + offset if leaf else offset

    def bisect_right(self, value: T) -> int:
        """Return the position of the first value that is greater, so after all that are equal."""
        leaf, offset = self._right(value)
        return self._before(leaf) + offset if leaf else offset

    bisect = bisect_right

    def index(self, value: T, start: int | None = None, stop: int | None = None) -> int:
        """Return the position of the first such value from `start` to before `stop`.

        Raise ValueError when there is none.
        """
        found = self._sought(value)
        if found is not None:
            position = self._position(found)
            if start is None and stop is None:
                return position
            low, high, _ = slice(start, stop).indices(len(self))
            if low <= position < high:
                return position
            high = min(high, self.bisect_right(value))
            if position < low < high:
                rest = self[low:high]
                if value in rest:
                    return low + rest.index(value)
        raise ValueError(f"{value!r} is not in list")

    def irange(
        self,
        minimum: T | None = None,
        maximum: T | None = None,
        inclusive: tuple[bool, bool] = (True, True),
        reverse: bool = False,  # sortedcontainers' signature
    ) -> Iterator[T]:
        """Iterate over the values from a minimum to a maximum, lazily; None is no bound.

        `inclusive` tells of both bounds whether they belong to it; with `reverse` the order is
        from the maximum down.
        """
        first, last = self._between(minimum, maximum, inclusive)
        return self._walk(first, last, reverse=reverse)

    def _refill(self, iterable: Iterable[T]) -> None:
        """Hold these values instead of what is here, once they are sorted."""
        self._fill(*self._in_order(list(iterable)))

    def __sizeof__(self) -> int:
        lists = [*self._leaves, *([] if self._keys is self._leaves else self._keys)]
        return object.__sizeof__(self) + sum(map(getsizeof, [self._leaves, self._maxes, *lists]))
