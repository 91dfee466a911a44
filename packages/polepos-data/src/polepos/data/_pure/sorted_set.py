"""Keep a set in order: `SortedSet`."""

from collections.abc import Iterable, Iterator, MutableSet, Sequence
from itertools import chain
from reprlib import recursive_repr
from sys import getsizeof
from typing import Any, Self, SupportsIndex, TypeVar, overload

from polepos.data._pickles import reduced
from polepos.data._pure.ordered import PLAIN
from polepos.data._pure.ordering import Key, NaN, not_ordered
from polepos.data._pure.schema import list_schema
from polepos.data._pure.set_algebra import SetAlgebra
from polepos.data._pure.sorted_list import SortedList

T = TypeVar("T")


class SortedSet(SetAlgebra[T], MutableSet[T], Sequence[T]):  # type: ignore[misc]  # `|` takes any
    """A set whose values are in order, and so have positions too.

    What is the same is told by hash and `==`, as in a set; what comes first by `<`, or by that of
    `key(value)`. Membership takes O(1), and a change O(log n) unless something else is said.

    >>> numbers = SortedSet([3, 1, 2, 3])
    >>> numbers
    SortedSet([1, 2, 3])
    >>> numbers[0], numbers & {2, 3, 4}
    (1, SortedSet([2, 3]))
    """

    __module__ = "polepos.data"
    __slots__ = ("__weakref__",)
    __hash__ = None  # type: ignore[assignment]

    def __new__(cls, *_arguments: Any, **_options: Any) -> Self:
        made = super().__new__(cls)
        made._list = SortedList()
        made._list._called = cls.__name__
        made._set = set()
        return made

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
        self._hold(SortedList(values, key, reverse=reverse, nan=nan), members)

    # ----------------------------------------------------------------------------- as a sequence

    def __len__(self) -> int:
        return len(self._list)

    def __contains__(self, value: object) -> bool:
        """Tell whether an equal value is here. O(1)."""
        return value in self._set

    def __iter__(self) -> Iterator[T]:
        return iter(self._list)

    def __reversed__(self) -> Iterator[T]:
        return reversed(self._list)

    @overload
    def __getitem__(self, at: SupportsIndex) -> T: ...
    @overload
    def __getitem__(self, at: slice) -> list[T]: ...
    def __getitem__(self, at: SupportsIndex | slice) -> T | list[T]:
        """Return the value at a position, or the list of those in a slice."""
        return self._list[at]

    def count(self, value: T) -> int:
        """Return 1 if an equal value is here, and 0 if not."""
        return 1 if value in self._set else 0

    # ---------------------------------------------------------------------------------- changes

    def add(self, value: T) -> None:
        """Add a value if no equal one is here. Raise as `SortedList.add` does."""
        values = self._list
        if type(value) in PLAIN and values._keys is values._leaves:
            if value in self._set:
                return
            try:
                values.add(value)
                self._set.add(value)
                if len(self._set) == values._version - values._debt:  # type: ignore[operator]
                    return
            except BaseException:
                self._mend()
                raise
            self._mend()
            return
        version = values._free()
        values._version = None  # while foreign code tells what is equal, nothing may change
        try:
            if value in self._set:
                return
            key = values._key_of(value)
            if key != key:
                raise not_ordered(key)
            place = values._right_of(key)
            self._set.add(value)
        finally:
            values._version = version
        values._insert(place, value, key)

    def _mend(self) -> None:
        """Bring the list back to what the hash part holds: foreign code has come between them."""
        ordered = self._list
        if ordered._version is None or len(self._set) == len(ordered):
            return  # nothing was written
        members = {id(value): value for value in self._set}
        values = [value for value in ordered if members.pop(id(value), ordered) is not ordered]
        ordered._fill(values, ordered._keys_of(values))
        ordered.update(members.values())

    def update(self, *iterables: Iterable[T]) -> Self:
        """Add the values of all iterables, or none of them if one cannot be added."""
        values = self._list
        given = dict.fromkeys(chain.from_iterable(iterables))
        values._free()
        with values._comparing():
            fresh = [value for value in given if value not in self._set]
            if not fresh:
                return self
            prepared = values._prepared(fresh[:])
            try:
                self._set.update(fresh)
            except BaseException:
                self._set = set(values)
                raise
        values._write(*prepared)
        return self

    def discard(self, value: T) -> bool:  # type: ignore[override]  # tells more than a set does
        """Remove a value if it is here, and tell whether it was."""
        values = self._list
        version = values._version
        if version is None:
            raise values._comparing_now()
        values._version = None  # as in `add`
        try:
            if value not in self._set:
                return False
            key = values._key_of(value)  # kept to the end: its finaliser may change things
            place = values._sought(value) if key is value else values._sought_by(value, key)
            if place is None:
                raise ValueError(f"{value!r} is not where its order says: it has changed since")
            self._set.remove(value)
        finally:
            values._version = version
        leaf, offset = place
        values._delete(leaf, offset)
        return True

    def remove(self, value: T) -> None:
        """Remove a value; raise KeyError if it is not here."""
        if not self.discard(value):
            raise KeyError(value)

    def pop(self, index: SupportsIndex = -1) -> T:
        """Remove the value at a position, by default the last, and return it.

        Raise IndexError when there is none.
        """
        values = self._list
        value = values[index]
        version = values._version
        if version is None:
            raise values._comparing_now()
        values._version = None
        try:
            self._set.remove(value)
        finally:
            values._version = version
        return values.pop(index)

    def clear(self) -> None:
        """Remove all values."""
        self._list._free()
        members, self._set = self._set, set()
        self._list.clear()
        del members  # only now may they run their finalisers

    def __delitem__(self, at: SupportsIndex | slice) -> None:
        """Delete the value at a position, or those in a slice."""
        taken = self._list[at] if isinstance(at, slice) else [self._list[at]]
        self._forget(taken)
        del self._list[at]

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

    def copy(self) -> Self:
        """Return a copy that holds the same values. O(n), without comparisons."""
        made = self._like()
        made._hold(self._list.copy(), self._set.copy())
        return made

    __copy__ = copy

    def __reduce__(self) -> tuple[object, ...]:
        attributes = dict(getattr(self, "__dict__", ()))
        return reduced(self, (self._list._flat(), self._list._described(), attributes))

    def __setstate__(self, state: tuple[list[T], Any, dict[str, Any]]) -> None:
        values, (key, reverse, nan), attributes = state
        if attributes:
            self.__dict__.update(attributes)
        ordered: SortedList[T] = SortedList((), key, reverse=reverse, nan=nan)
        ordered._fill(values, ordered._keys_of(values))
        self._hold(ordered, set(values))
