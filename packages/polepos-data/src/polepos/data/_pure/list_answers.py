"""Make, copy, join, show and pickle a sorted list, however its values are stored.

Both backends use this beside their storage, which comes after it among the bases.
"""

from collections.abc import Iterable
from operator import is_
from reprlib import recursive_repr
from typing import TYPE_CHECKING, Any, Self, TypeVar, overload

from polepos.data._pickles import reduced
from polepos.data._pure.ordering import Key, NaN
from polepos.data._pure.schema import list_schema
from polepos.data._pure.sequence_answers import SequenceAnswers
from polepos.data._pure.sorted_range import SortedRange

T = TypeVar("T")
D = TypeVar("D")


class ListAnswers(SequenceAnswers[T]):
    """What makes of ordered storage a list that can be made, copied, shown and pickled."""

    __slots__ = ()

    if TYPE_CHECKING:  # what the storage has

        def _make_empty(self) -> None: ...
        def _refill(self, iterable: Iterable[T]) -> None: ...
        def _fill(self, values: list[T], keys: list[Any]) -> None: ...
        def _contents(self) -> tuple[list[T], list[Any]]: ...
        def _copy_leaves(self, other: Any) -> None: ...
        def _between(
            self, minimum: Any, maximum: Any, inclusive: tuple[bool, bool]
        ) -> tuple[Any, Any]: ...
        def update(self, iterable: Iterable[T]) -> None: ...
        @classmethod
        def _class_for(cls, key: Key | None, *, reverse: bool, nan: NaN) -> Any: ...

    def __new__(
        cls,
        iterable: Iterable[T] | None = None,
        key: Key | None = None,
        *,
        reverse: bool = False,
        nan: NaN = "refuse",
    ) -> Self:
        made: Self = super().__new__(cls._class_for(key, reverse=reverse, nan=nan))
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
        self._refill(() if iterable is None else iterable)

    @classmethod
    def from_sorted(
        cls, iterable: Iterable[T], key: Key | None = None, *, reverse: bool = False
    ) -> Self:
        """Make a list of values that are in order already; ValueError if they are not.

        O(n): nothing is sorted, each value is compared with the one before it.
        """
        values = list(iterable)
        made = cls(values, key, reverse=reverse)
        if not all(map(is_, made, values)):  # type: ignore[call-overload]  # it can be iterated
            raise ValueError("the values are not in order")
        return made

    @property
    def key(self) -> Key | None:
        """The function from a value to what orders it; None where values order themselves."""
        return None

    def add_many(self, values: Iterable[T]) -> None:
        """Add many values; another name for `update`."""
        self.update(values)

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

    @overload
    def nearest(self, value: T) -> T | None: ...
    @overload
    def nearest(self, value: T, default: D) -> T | D: ...
    def nearest(self, value: T, default: Any = None) -> Any:
        """Return the value whose key is at the smallest distance, the first of two as near.

        Keys have to subtract, as numbers and dates do. Return the default where nothing is.
        """
        nothing = object()
        searches: Any = self
        below, above = searches.lower(value, nothing), searches.ceiling(value, nothing)
        if below is nothing or above is nothing:
            found = above if below is nothing else below
            return default if found is nothing else found
        key = self.key
        low: Any
        at: Any
        high: Any
        low, at, high = (each if key is None else key(each) for each in (below, value, above))
        return above if abs(high - at) < abs(at - low) else below

    # ------------------------------------------------------------------------- beside each other

    def _like(self) -> Self:
        """Return an empty list of the same class, order and attributes."""
        made: Self = super().__new__(type(self))
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
        made._refill(self._flat() * times)
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
