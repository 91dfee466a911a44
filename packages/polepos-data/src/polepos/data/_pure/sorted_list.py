"""Keep a list in order: `SortedList`, and `SortedKeyList` for the order of a key."""

from collections.abc import Iterable, Iterator, MutableSequence
from operator import is_
from reprlib import recursive_repr
from sys import getsizeof
from typing import Any, Self, TypeVar

from polepos.data._pickles import reduced
from polepos.data._pure.nearest import Nearest
from polepos.data._pure.ordering import Key, NaN, order_of
from polepos.data._pure.schema import list_schema
from polepos.data._pure.sorted_range import SortedRange

T = TypeVar("T")


class SortedList(Nearest[T], MutableSequence[T]):
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

    def __new__(
        cls,
        iterable: Iterable[T] | None = None,
        key: Key | None = None,
        *,
        reverse: bool = False,
        nan: NaN = "refuse",
    ) -> Self:
        made: Self = object.__new__(cls._class_for(key, reverse=reverse, nan=nan))
        made._make_empty()
        made._order_by((key, reverse, nan))
        return made

    def __init__(
        self,
        iterable: Iterable[T] | None = None,
        key: Key | None = None,
        *,
        reverse: bool = False,
        nan: NaN = "refuse",
    ) -> None:
        self._fill(*self._in_order([] if iterable is None else list(iterable)))

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

    @classmethod
    def from_sorted(
        cls, iterable: Iterable[T], key: Key | None = None, *, reverse: bool = False
    ) -> Self:
        """Make a list of values that are in order already; ValueError if they are not.

        O(n): nothing is sorted, each value is compared with the one before it.
        """
        values = list(iterable)
        made = cls(values, key, reverse=reverse)
        if not all(map(is_, made, values)):
            raise ValueError("the values are not in order")
        return made

    def contains_many(self, values: Iterable[object]) -> list[bool]:
        """Tell of each of these values whether it is here."""
        return [value in self for value in values]

    def add_many(self, values: Iterable[T]) -> None:
        """Add many values; another name for `update`."""
        self.update(values)

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

    def between(
        self,
        minimum: T | None = None,
        maximum: T | None = None,
        inclusive: tuple[bool, bool] = (True, True),
    ) -> SortedRange[T]:
        """Return a view of the values from a minimum to a maximum: a sequence that stays live."""
        low, high = (
            None if minimum is None else self._key_of(minimum),
            None if maximum is None else self._key_of(maximum),
        )
        return SortedRange(self, lambda: self._between(low, high, inclusive))

    # ------------------------------------------------------------------------- beside each other

    def _like(self) -> Self:
        """Return an empty list of the same class, order and attributes."""
        made: Self = object.__new__(type(self))
        made._make_empty()
        if hasattr(self, "__dict__"):
            made.__dict__.update(self.__dict__)
        return made

    def copy(self) -> Self:
        """Return a copy that holds the same values. O(n), without comparisons."""
        made = self._like()
        made._copy_leaves(self)
        return made

    __copy__ = copy

    def __add__(self, other: Iterable[T]) -> Self:
        made = self.copy()
        made.update(other)
        return made

    __radd__ = __add__

    def __iadd__(self, other: Iterable[T]) -> Self:
        self.update(other)
        return self

    def __mul__(self, times: int) -> Self:
        made = self._like()
        made._fill(*self._in_order(self._flat() * times))
        return made

    __rmul__ = __mul__

    def __imul__(self, times: int) -> Self:
        made = self * times
        self._fill(*made._contents())
        return self

    # ------------------------------------------------------------------------------ as an object

    def _arguments(self) -> str:
        """Return what follows the values when this list is written as a call."""
        return ""

    @recursive_repr()
    def __repr__(self) -> str:
        return f"{type(self).__name__}({self._flat()!r}{self._arguments()})"

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> Any:
        """Let a pydantic model have such a field, which is a list outside."""
        return list_schema(cls, source, handler)

    def __sizeof__(self) -> int:
        lists = [*self._leaves, *([] if self._keys is self._leaves else self._keys)]
        return object.__sizeof__(self) + sum(map(getsizeof, [self._leaves, self._maxes, *lists]))

    def __reduce__(self) -> tuple[object, ...]:
        return reduced(self, (self._flat(), self._described(), dict(getattr(self, "__dict__", ()))))

    def _described(self) -> tuple[Key | None, bool, NaN]:
        """Return the arguments that make another list of this order: key, reverse, nan."""
        return None, False, "refuse"

    def _order_by(self, described: tuple[Key | None, bool, NaN]) -> None:
        """Take up an order as `_described` told it, before there are values."""

    def __setstate__(
        self, state: tuple[list[T], tuple[Key | None, bool, NaN], dict[str, Any]]
    ) -> None:
        values, described, attributes = state
        if attributes:
            self.__dict__.update(attributes)
        self._order_by(described)
        self._fill(values, self._keys_of(values))

    def _key_of(self, value: T) -> Any:
        return value

    def _keys_of(self, values: list[T]) -> list[Any]:
        return values
