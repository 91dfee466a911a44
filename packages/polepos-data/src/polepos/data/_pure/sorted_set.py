"""Keep a set in order: `SortedSet`."""

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import TYPE_CHECKING, Any, Self, SupportsIndex, TypeVar, overload

from polepos.data._pure.ordered import PLAIN
from polepos.data._pure.ordering import not_ordered
from polepos.data._pure.set_algebra import SetAlgebra
from polepos.data._pure.set_answers import SetAnswers
from polepos.data._pure.sorted_list import SortedList

T = TypeVar("T")


class SortedSet(SetAlgebra[T], SetAnswers[T]):  # type: ignore[misc]  # `|` takes any
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

    _list_type = SortedList

    if not TYPE_CHECKING:  # what is taken, `__init__` says

        def __new__(cls, *_arguments: Any, **_options: Any) -> Self:
            made = super().__new__(cls)
            made._list = SortedList()
            made._list._called = cls.__name__
            made._set = set()
            return made

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
