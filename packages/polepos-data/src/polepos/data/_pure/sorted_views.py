"""See a sorted dict as sequences of keys, items and values, which stay live."""

from __future__ import annotations

from collections.abc import ItemsView, Iterable, Iterator, KeysView, Sequence, ValuesView
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, SupportsIndex, TypeVar, overload

from polepos.data._pure.ordering import Key
from polepos.data._pure.sorted_range import SortedRange

if TYPE_CHECKING:
    from polepos.data._pure.dict_answers import DictAnswers
    from polepos.data._pure.sorted_set import SortedSet

K = TypeVar("K")
V = TypeVar("V")
T = TypeVar("T")


class _Sequence(Sequence[T]):
    """What all three views have in common: positions, and the dict that they look at."""

    __slots__ = ()

    _mapping: DictAnswers[Any, Any]

    @property
    def mapping(self) -> MappingProxyType[Any, Any]:
        """The dict that is seen, for reading only."""
        return MappingProxyType(self._mapping)

    def _at(self, key: Any) -> T:
        """Return what the view has for a key."""
        raise NotImplementedError

    def _of(self, keys: list[Any]) -> list[T]:
        """Return what the view has for these keys."""
        raise NotImplementedError

    @overload
    def __getitem__(self, at: SupportsIndex) -> T: ...
    @overload
    def __getitem__(self, at: slice) -> list[T]: ...
    def __getitem__(self, at: SupportsIndex | slice) -> T | list[T]:
        """Return what is at a position, or the list of what is in a slice."""
        if isinstance(at, slice):
            return self._of(self._mapping._list[at])
        return self._at(self._mapping._list[at])

    def __delitem__(self, at: SupportsIndex | slice) -> None:
        """Delete the item at a position from the dict, or those in a slice."""
        self._mapping._delete_at(at)


class _Set(_Sequence[T]):
    """What the views that are sets have in common; their operators return a `SortedSet`."""

    __slots__ = ()

    def _unordered(self) -> Any:
        """Return the view of the dict that knows no order, and does as sets do."""
        raise NotImplementedError

    def _key(self, key: Key | None) -> Key | None:
        """Return what orders the elements of this view, given what orders the keys."""
        return key

    def _sorted(self, members: Iterable[T]) -> SortedSet[T]:
        key, reverse, nan = self._mapping._list._described()
        made: SortedSet[T] = self._mapping._set_type(
            members, self._key(key), reverse=reverse, nan=nan
        )
        return made

    def __contains__(self, value: object) -> bool:
        return value in self._unordered()

    def count(self, value: object) -> int:
        """Return 1 if this is here, and 0 if not. O(1)."""
        return 1 if value in self else 0

    def isdisjoint(self, other: Iterable[Any]) -> bool:
        """Tell whether nothing is in both."""
        return bool(self._unordered().isdisjoint(other))

    def __and__(self, other: Iterable[Any]) -> SortedSet[T]:
        return self._sorted(self._unordered() & other)

    def __or__(self, other: Iterable[Any]) -> SortedSet[T]:
        return self._sorted(self._unordered() | other)

    def __sub__(self, other: Iterable[Any]) -> SortedSet[T]:
        return self._sorted(self._unordered() - other)

    def __rsub__(self, other: Iterable[Any]) -> SortedSet[T]:
        return self._sorted(other - self._unordered())

    def __xor__(self, other: Iterable[Any]) -> SortedSet[T]:
        return self._sorted(self._unordered() ^ other)

    __rand__ = __and__
    __ror__ = __or__
    __rxor__ = __xor__


class SortedKeysView(_Set[K], KeysView[K]):  # type: ignore[misc]  # sets return sets, sequences not
    """The keys of a sorted dict, in order: a set and a sequence.

    `view[i]` is a key and `view[i:j]` a list of keys; deleting either deletes the items.
    """

    __module__ = "polepos.data"
    __slots__ = ("__weakref__",)

    _mapping: DictAnswers[K, Any]

    def __iter__(self) -> Iterator[K]:
        return iter(self._mapping)

    def __reversed__(self) -> Iterator[K]:
        return reversed(self._mapping)

    @overload
    def __getitem__(self, at: SupportsIndex) -> K: ...
    @overload
    def __getitem__(self, at: slice) -> list[K]: ...
    def __getitem__(self, at: SupportsIndex | slice) -> K | list[K]:
        """Return the key at a position, or the list of those in a slice."""
        return self._mapping._list[at]

    def index(self, value: Any, start: int | None = None, stop: int | None = None) -> int:
        """Return the position of a key from `start` to before `stop`; else raise ValueError."""
        return self._mapping._list.index(value, start, stop)

    def _unordered(self) -> Any:
        return dict.keys(self._mapping)


class SortedItemsView(_Set[tuple[K, V]], ItemsView[K, V]):  # type: ignore[misc]
    """The items of a sorted dict, in the order of their keys: a set and a sequence of pairs."""

    __module__ = "polepos.data"
    __slots__ = ("__weakref__",)

    def __iter__(self) -> Iterator[tuple[K, V]]:
        return self._mapping._items_at(iter(self._mapping))

    def __reversed__(self) -> Iterator[tuple[K, V]]:
        return self._mapping._items_at(reversed(self._mapping))

    def _at(self, key: Any) -> tuple[K, V]:
        return key, self._mapping[key]

    def _of(self, keys: list[K]) -> list[tuple[K, V]]:
        return list(zip(keys, map(self._mapping.__getitem__, keys), strict=False))

    def index(self, value: Any, start: int | None = None, stop: int | None = None) -> int:
        """Return the position of a pair from `start` to before `stop`; else raise ValueError."""
        if value not in self:
            raise ValueError(f"{value!r} is not among the items")
        return self._mapping._list.index(value[0], start, stop)

    def _unordered(self) -> Any:
        return dict.items(self._mapping)

    def _key(self, key: Key | None) -> Key | None:
        return None if key is None else _OfPairs(key)


class SortedValuesView(_Sequence[V], ValuesView[V]):
    """The values of a sorted dict, in the order of their keys: a sequence."""

    __module__ = "polepos.data"
    __slots__ = ("__weakref__",)

    def __contains__(self, value: object) -> bool:
        return value in dict.values(self._mapping)

    def __iter__(self) -> Iterator[V]:
        return self._mapping._values_at(iter(self._mapping))

    def __reversed__(self) -> Iterator[V]:
        return self._mapping._values_at(reversed(self._mapping))

    def _at(self, key: Any) -> V:
        value: V = self._mapping[key]
        return value

    def _of(self, keys: list[Any]) -> list[V]:
        return list(map(self._mapping.__getitem__, keys))

    def count(self, value: object) -> int:
        """Return how often a value is here. O(n)."""
        return list(self).count(value)  # type: ignore[arg-type]  # anything can be asked for

    def index(self, value: Any, start: int | None = None, stop: int | None = None) -> int:
        """Return the first position of a value from `start` to before `stop`. O(n).

        Raise ValueError when there is none.
        """
        first, end, _ = slice(start, stop).indices(len(self))
        return list(self).index(value, first, end)


class SortedKeysRange(SortedRange[K]):
    """The keys of a sorted dict between two bounds; deleting one deletes its item."""

    __slots__ = ("_mapping",)

    def __init__(
        self,
        mapping: DictAnswers[K, Any],
        minimum: K | None,
        maximum: K | None,
        inclusive: tuple[bool, bool],
    ) -> None:
        keys = mapping._list
        super().__init__(keys, keys.between(minimum, maximum, inclusive)._bounds)
        self._mapping = mapping

    def _positions(self) -> range:
        with self._mapping._comparing():  # one bound is to hold until the other is found
            return super()._positions()

    def __delitem__(self, at: SupportsIndex | slice) -> None:
        """Delete keys of this range, and their values, from the dict."""
        positions = self._positions()
        if not isinstance(at, slice):
            self._mapping._delete_at(positions[at])
        elif wanted := positions[at]:
            wanted = wanted if wanted.step > 0 else wanted[::-1]
            self._mapping._delete_at(slice(wanted.start, wanted.stop, wanted.step))


class _OfPairs:
    """The key of a pair's key: what orders the items of a dict with a key function."""

    __slots__ = ("key",)

    def __init__(self, key: Key) -> None:
        self.key = key

    def __call__(self, pair: tuple[Any, Any]) -> Any:
        return self.key(pair[0])

    def __repr__(self) -> str:
        return f"of pairs: {self.key!r}"
