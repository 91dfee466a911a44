"""Make, copy, show and pickle a sorted set, whatever keeps its values in order.

Both backends use this, beside what changes and combines their sets.
"""

from collections.abc import Iterable, MutableSet, Sequence
from reprlib import recursive_repr
from sys import getsizeof
from typing import TYPE_CHECKING, Any, ClassVar, Self, TypeVar

from polepos.data._pickles import reduced
from polepos.data._pure.ordering import Key, NaN
from polepos.data._pure.schema import list_schema
from polepos.data._pure.set_operators import SetOperators

if TYPE_CHECKING:
    from polepos.data._pure.sorted_list import SortedList

T = TypeVar("T")


class SetAnswers(SetOperators[T], MutableSet[T], Sequence[T]):  # type: ignore[misc]  # `|` takes any
    """What makes a set of a sorted list and a hash part, `_list` and `_set`."""

    __slots__ = ()

    _list_type: ClassVar[Any]
    """What keeps the values in order."""

    if TYPE_CHECKING:  # what each backend has

        def _hold(self, values: SortedList[T], members: set[T]) -> None: ...
        def _copy_parts(self, other: Self) -> None: ...

    def __init__(
        self,
        iterable: Iterable[T] | None = None,
        key: Key | None = None,
        *,
        reverse: bool = False,
        nan: NaN = "refuse",
    ) -> None:
        members: set[T]
        values: Iterable[T]
        if iterable is None:
            values = members = set()
        elif key is None:
            values = members = set(iterable)
        else:  # those of the same key are to stay in the order in which they came
            values = dict.fromkeys(iterable)
            members = set(values)
        self._hold(self._list_type(values, key, reverse=reverse, nan=nan), members)

    def count(self, value: T) -> int:
        """Return 1 if an equal value is here, and 0 if not."""
        return 1 if value in self._set else 0

    def remove(self, value: T) -> None:
        """Remove a value; raise KeyError if it is not here."""
        if not self.discard(value):
            raise KeyError(value)

    # ------------------------------------------------------------------------------ as an object

    def __repr__(self) -> str:
        return self._represented()

    @recursive_repr()
    def _represented(self) -> str:
        return f"{type(self).__name__}({self._list._flat()!r}{self._list._arguments()})"

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> Any:
        """Let a pydantic model have such a field, which is a list outside."""
        return list_schema(cls, source, handler)

    def __sizeof__(self) -> int:
        return object.__sizeof__(self) + getsizeof(self._set) + getsizeof(self._list)

    def _like(self) -> Self:
        """Return an empty set of the same class, order and attributes."""
        made: Self = type(self).__new__(type(self))
        made._hold(self._list._like(), set())
        if hasattr(self, "__dict__"):
            made.__dict__.update(self.__dict__)
        return made

    def copy(self) -> Self:
        """Return a copy that holds the same values. O(n), without comparisons."""
        made = self._like()
        made._copy_parts(self)
        return made

    __copy__ = copy

    def __reduce__(self) -> tuple[object, ...]:
        attributes = dict(getattr(self, "__dict__", ()))
        return reduced(self, (self._list._flat(), self._list._described(), attributes))

    def __setstate__(self, state: tuple[list[T], Any, dict[str, Any]]) -> None:
        values, (key, reverse, nan), attributes = state
        if attributes:
            self.__dict__.update(attributes)
        ordered = self._list_type((), key, reverse=reverse, nan=nan)
        ordered._fill(values, ordered._keys_of(values))
        self._hold(ordered, set(values))
