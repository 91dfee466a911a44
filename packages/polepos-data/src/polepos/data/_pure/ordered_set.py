"""A set that keeps the order in which its values came."""

import operator
import sys
from collections import OrderedDict
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, MutableSet
from collections.abc import Set as AbstractSet
from itertools import chain, filterfalse, islice
from reprlib import recursive_repr
from typing import Any, ClassVar, Generic, Self, TypeVar, overload

from polepos.data._pickles import reduced
from polepos.data._pure.schema import list_schema

T = TypeVar("T", bound=Hashable)
S = TypeVar("S", bound=Hashable)
_O = TypeVar("_O")
_Sieve = Callable[[Callable[[object], bool], Iterable[T]], Iterable[T]]

_PEEKS = 8  # looks at an end, without ever linking, before the next removal links the values
_PLAIN = frozenset({int, str, bytes, float, bool, type(None)})  # hash and == of these never raise


class OrderedSet(MutableSet[T], Generic[T]):
    """Keep distinct hashable values in the order in which they were first added.

    Everything a builtin set does, it does, and what it returns is in order: first what the left
    operand holds, then what the others add. It is a set when compared: `OrderedSet("ab") ==
    OrderedSet("ba") == {"a", "b"}`. Compare lists where the order matters.

    A value that is added again stays where it is, and stays the object it was. Adding, removing and
    `in` cost O(1), iteration costs O(n) and raises `RuntimeError` when the set's size changes under
    way. The values are the keys of a dict until somebody takes them from the front or moves them;
    then they get linked to each other, once, so that both ends cost O(1) amortised. That lasts until
    the set is cleared, and makes iteration half as fast.
    """

    __module__ = "polepos.data"
    __slots__ = ("__weakref__", "_items", "_peeks")
    __hash__: ClassVar[None]  # type: ignore[assignment]  # it is mutable

    _items: dict[T, None]
    _peeks: int

    def __new__(cls, *_args: object, **_kwargs: object) -> "OrderedSet[T]":
        self = object.__new__(cls)
        self._items = {}
        self._peeks = 0
        return self

    def __init__(self, iterable: Iterable[T] = ()) -> None:
        items = dict.fromkeys(iterable)
        if self._items:
            self._swap(items)
        else:
            self._items = items

    @classmethod
    def _from_iterable(cls, it: Iterable[S]) -> "OrderedSet[S]":
        return cls._holding(dict.fromkeys(it))

    @classmethod
    def _holding(cls, items: dict[Any, None]) -> "OrderedSet[Any]":
        """Return a set of this class on `items`, which becomes its own."""
        made: OrderedSet[Any] = cls.__new__(cls)
        made._items = items
        return made

    def _swap(self, items: dict[T, None]) -> None:
        """Hold `items` from now on; what iterates over the old ones notices."""
        dropped, self._items = self._items, items
        self._peeks = 0
        dropped.clear()

    def _link(self) -> None:
        """Link the values, if they are not: an end is then found in O(1), wherever holes are."""
        if type(self._items) is dict:
            self._swap(OrderedDict.fromkeys(self._items))

    # ------------------------------------------------------------------------------------- reading

    def __len__(self) -> int:
        return len(self._items)

    def __contains__(self, value: object) -> bool:
        return value in self._items

    def __iter__(self) -> Iterator[T]:
        return iter(self._items)

    def __reversed__(self) -> Iterator[T]:
        return reversed(self._items)

    @overload
    def __getitem__(self, index: int) -> T: ...
    @overload
    def __getitem__(self, index: slice) -> "OrderedSet[T]": ...
    def __getitem__(self, index: int | slice) -> "T | OrderedSet[T]":
        """Return the value at a position, or the set of those that a slice names, in its order.

        A position costs O(distance to the nearer end), a slice O(n). A position outside the set
        raises `IndexError`.
        """
        if isinstance(index, slice):
            return self._holding(dict.fromkeys(list(self._items)[index]))
        position, size = operator.index(index), len(self._items)
        if position < 0:
            position += size
        if not 0 <= position < size:
            raise IndexError(f"OrderedSet index {index} is out of range for {size} values")
        if 2 * position < size:
            return next(islice(self._items, position, None))
        return next(islice(reversed(self._items), size - 1 - position, None))

    def index(self, value: T) -> int:
        """Return the position of `value`, in O(n). Raise `ValueError` when it is not in the set."""
        if value not in self._items:
            raise ValueError(f"{value!r} is not in the OrderedSet")
        return operator.indexOf(self._items, value)

    @property
    def first(self) -> T:
        """The value at the front, in O(1) amortised. `KeyError` when there is none."""
        for value in self._items:
            self._peeks += 1
            return value
        raise KeyError("an empty OrderedSet has no first value")

    @property
    def last(self) -> T:
        """The value at the end, in O(1) amortised. `KeyError` when there is none."""
        for value in reversed(self._items):
            self._peeks += 1
            return value
        raise KeyError("an empty OrderedSet has no last value")

    # ------------------------------------------------------------------------------------ changing

    def add(self, value: T) -> None:
        """Add `value` at the end, unless the set holds an equal one, which then stays. O(1)."""
        self._items[value] = None

    def discard(self, value: T) -> None:
        """Remove `value` if it is there. O(1)."""
        if self._peeks > _PEEKS and value in self._items:
            self._link()
        self._items.pop(value, None)

    def remove(self, value: T) -> None:
        """Remove `value`, which has to be there, else `KeyError` is raised. O(1)."""
        if self._peeks > _PEEKS and value in self._items:
            self._link()
        del self._items[value]

    def pop(self, last: bool = True) -> T:  # as OrderedDict.popitem has it
        """Remove and return the last value, or the first one with `last=False`. O(1) amortised.

        Raises `KeyError` when the set is empty.
        """
        if not self._items:
            raise KeyError("pop from an empty OrderedSet")
        if last:
            return self._items.popitem()[0]
        self._link()
        return self._items.popitem(last=False)[0]  # type: ignore[call-arg]  # it is linked

    def move_to_end(self, value: T, last: bool = True) -> None:  # as OrderedDict
        """Make `value` the last one, or with `last=False` the first one. O(1) amortised.

        Raises `KeyError` when it is not there.
        """
        if value not in self._items:
            raise KeyError(value)
        self._link()
        self._items.move_to_end(value, last)  # type: ignore[attr-defined]  # it is linked

    def clear(self) -> None:
        """Remove all values, in O(n)."""
        self._swap({})

    # ------------------------------------------------------------------- what others hold as well

    def copy(self) -> Self:
        """Return a set of the same class, with the same values in the same order, in O(n)."""
        made = self._holding(dict.fromkeys(self._items))
        if hasattr(self, "__dict__"):
            made.__dict__.update(self.__dict__)
        return made  # type: ignore[return-value]  # `_holding` is of this class

    __copy__ = copy

    def union(self, *others: Iterable[S]) -> "OrderedSet[T | S]":
        """Return the values of this set and of all `others`, in O(all of them)."""
        items: dict[Any, None] = dict.fromkeys(self._items)
        for other in others:
            items.update(_keyed(other))
        return self._holding(items)

    def intersection(self, *others: Iterable[object]) -> "OrderedSet[T]":
        """Return the values that all `others` hold too, in O(all of them)."""
        return self._holding(self._sifted(filter, others))

    def difference(self, *others: Iterable[object]) -> "OrderedSet[T]":
        """Return the values that none of `others` holds, in O(all of them)."""
        return self._holding(self._sifted(filterfalse, others))

    def symmetric_difference(self, other: Iterable[S]) -> "OrderedSet[T | S]":
        """Return the values that either this set or `other` holds, but not both. O(both)."""
        theirs = _keyed(other)
        items: dict[Any, None] = dict.fromkeys(filterfalse(theirs.__contains__, self._items))
        items.update(dict.fromkeys(filterfalse(self._items.__contains__, theirs)))
        return self._holding(items)

    def _sifted(self, sieve: _Sieve[T], others: Iterable[Iterable[object]]) -> dict[T, None]:
        """Return the values that the sieve lets through, by whether each of `others` has them."""
        items = dict.fromkeys(self._items)
        for held in [_lookup(other) for other in others]:
            items = dict.fromkeys(sieve(held.__contains__, items))
        return items

    def update(self, *others: Iterable[T]) -> None:
        """Add the values of all `others`, in O(their number); all of them or, on an error, none."""
        new = _keyed(others[0]) if len(others) == 1 else dict.fromkeys(chain(*others))
        items = self._items
        if new is items:
            return
        before = len(items)
        try:
            items.update(new)
        except BaseException:
            while len(items) > before:  # a comparison failed; what came is at the end
                items.popitem()
            raise

    def intersection_update(self, *others: Iterable[object]) -> None:
        """Keep only the values that all `others` hold too, in O(all of them)."""
        self._keep(self._sifted(filter, others))

    def difference_update(self, *others: Iterable[object]) -> None:
        """Remove the values that `others` hold, in O(all of them).

        Values whose hash and `==` cannot fail (numbers, texts) are removed in O(`others`).
        """
        doomed: dict[Any, None] = dict.fromkeys(chain(*others))
        items = self._items
        safe = len(doomed) == 1 or _PLAIN.issuperset(map(type, doomed))
        if not safe or 4 * len(doomed) > len(items):
            self._keep(self._sifted(filterfalse, (doomed,)))
            return
        for value in doomed:
            items.pop(value, None)

    def symmetric_difference_update(self, other: Iterable[T]) -> None:
        """Remove the values that `other` holds too, and add those that only it holds. O(both)."""
        theirs = _keyed(other)
        if theirs:
            items = self.symmetric_difference(theirs)._items  # of this class
            self._swap(items)

    def _keep(self, kept: dict[T, None]) -> None:
        if len(kept) != len(self._items):
            self._swap(kept)

    def __or__(self, other: AbstractSet[S]) -> "OrderedSet[T | S]":
        if not isinstance(other, AbstractSet):
            return NotImplemented
        return self.union(other)

    def __and__(self, other: AbstractSet[object]) -> "OrderedSet[T]":
        if not isinstance(other, AbstractSet):
            return NotImplemented
        return self.intersection(other)

    def __sub__(self, other: AbstractSet[object]) -> "OrderedSet[T]":
        if not isinstance(other, AbstractSet):
            return NotImplemented
        return self.difference(other)

    def __xor__(self, other: AbstractSet[S]) -> "OrderedSet[T | S]":
        if not isinstance(other, AbstractSet):
            return NotImplemented
        return self.symmetric_difference(other)

    def __ror__(self, other: AbstractSet[S]) -> "OrderedSet[T | S]":  # type: ignore[misc]  # the left one comes first
        if not isinstance(other, AbstractSet):
            return NotImplemented
        return self._from_iterable(other) | self

    def __rand__(self, other: AbstractSet[S]) -> "OrderedSet[S]":
        if not isinstance(other, AbstractSet):
            return NotImplemented
        return self._from_iterable(other) & self

    def __rsub__(self, other: AbstractSet[S]) -> "OrderedSet[S]":
        if not isinstance(other, AbstractSet):
            return NotImplemented
        return self._from_iterable(other) - self

    def __rxor__(self, other: AbstractSet[S]) -> "OrderedSet[S | T]":  # type: ignore[misc]  # the left one comes first
        if not isinstance(other, AbstractSet):
            return NotImplemented
        return self._from_iterable(other) ^ self

    def __ior__(self, other: AbstractSet[Any]) -> Self:  # type: ignore[misc]  # as the ABC's
        if not isinstance(other, AbstractSet):
            return NotImplemented
        self.update(other)
        return self

    def __iand__(self, other: AbstractSet[Any]) -> Self:  # type: ignore[misc]  # as the ABC's
        if not isinstance(other, AbstractSet):
            return NotImplemented
        self.intersection_update(other)
        return self

    def __isub__(self, other: AbstractSet[Any]) -> Self:  # type: ignore[misc]  # as the ABC's
        if not isinstance(other, AbstractSet):
            return NotImplemented
        self.difference_update(other)
        return self

    def __ixor__(self, other: AbstractSet[Any]) -> Self:  # type: ignore[misc]  # as the ABC's
        if not isinstance(other, AbstractSet):
            return NotImplemented
        self.symmetric_difference_update(other)
        return self

    # ----------------------------------------------------------------------------------- comparing

    def isdisjoint(self, other: Iterable[object]) -> bool:
        """Tell whether no value is in `other`, in O(`other`)."""
        return self._items.keys().isdisjoint(other)

    def issubset(self, other: Iterable[object]) -> bool:
        """Tell whether all values are in `other`, in O(both)."""
        held = _lookup(other)
        return len(self._items) <= len(held) and all(map(held.__contains__, self._items))

    def issuperset(self, other: Iterable[object]) -> bool:
        """Tell whether all of `other` are values of this set, in O(`other`)."""
        return all(map(self._items.__contains__, other))

    def __eq__(self, other: object) -> bool:
        return self._items.keys().__eq__(_keys(other))

    def __le__(self, other: AbstractSet[object]) -> bool:
        return self._items.keys().__le__(_keys(other))

    def __lt__(self, other: AbstractSet[object]) -> bool:
        return self._items.keys().__lt__(_keys(other))

    def __ge__(self, other: AbstractSet[object]) -> bool:
        return self._items.keys().__ge__(_keys(other))

    def __gt__(self, other: AbstractSet[object]) -> bool:
        return self._items.keys().__gt__(_keys(other))

    # ---------------------------------------------------------------------------- showing, keeping

    @recursive_repr("OrderedSet(...)")
    def __repr__(self) -> str:
        values = repr(list(self._items)) if self._items else ""
        return f"{type(self).__name__}({values})"

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> Any:
        """Let a pydantic model have such a field, which is a list outside."""
        return list_schema(cls, source, handler)

    def __sizeof__(self) -> int:
        return object.__sizeof__(self) + sys.getsizeof(self._items)

    def __reduce__(self) -> tuple[object, ...]:
        return reduced(self, (list(self._items), getattr(self, "__dict__", None)))

    def __setstate__(self, state: tuple[list[T], dict[str, object] | None]) -> None:
        values, attributes = state
        self._swap(dict.fromkeys(values))
        if attributes:
            self.__dict__.update(attributes)


def ordered(items: dict[T, None]) -> OrderedSet[T]:
    """Return an ordered set on the keys of `items`, which becomes its own: the fastest way to one."""
    made: OrderedSet[T] = object.__new__(OrderedSet)
    made._items = items
    made._peeks = 0
    return made


def _keys(other: _O) -> "_O | AbstractSet[object]":
    """Return what a dict's keys are compared with: the keys of an ordered set, or `other`."""
    return other._items.keys() if isinstance(other, OrderedSet) else other


def _keyed(other: Iterable[S]) -> dict[S, None]:
    """Return the values of `other` as a dict's keys: its own dict when it has one."""
    return other._items if isinstance(other, OrderedSet) else dict.fromkeys(other)


def _lookup(other: Iterable[object]) -> Collection[object]:
    """Return something that has the values of `other` and finds each in O(1)."""
    return other if isinstance(other, (set, frozenset, dict)) else _keyed(other)
