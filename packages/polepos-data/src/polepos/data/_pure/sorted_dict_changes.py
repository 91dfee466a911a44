"""Change a sorted dict: the hash part and the list of keys, kept together whatever happens.

What foreign code tells (hashes, `==`, `<`, the key function) is asked while the list refuses to be
changed, and all of it before the first write. The list is written first, and the hash part when
the place is known; after an error, or an interrupt, `_mend` makes them hold the same keys again.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import AbstractContextManager
from datetime import date
from itertools import compress, repeat
from typing import TYPE_CHECKING, Any, Self, SupportsIndex, TypeAlias, TypeVar, overload
from uuid import UUID

from polepos.data._pure.batched import REBUILD
from polepos.data._pure.by_order import ByOrder
from polepos.data._pure.sorted_list import SortedList

if TYPE_CHECKING:
    from _typeshed import SupportsKeysAndGetItem

K = TypeVar("K")
V = TypeVar("V")
D = TypeVar("D")

if TYPE_CHECKING:
    Items: TypeAlias = SupportsKeysAndGetItem[K, V] | Iterable[tuple[K, V]]

PLAIN: frozenset[type] = frozenset({bool, bytes, date, float, int, str, UUID})
"""Exact types that hash and compare by no code but their own."""

_ABSENT: Any = object()

# What a dict does by itself, looked up once.
_clear: Any = dict.clear
_get: Any = dict.get
_iter: Any = dict.__iter__
_pop: Any = dict.pop
_popitem: Any = dict.popitem
_set: Any = dict.__setitem__
_setdefault: Any = dict.setdefault  # adds a key in half the time that __setitem__ takes
_update: Any = dict.update


class SortedDictChanges(ByOrder[K], dict[K, V]):
    """A dict, and in `_list` its keys in order: the same objects."""

    __slots__ = (
        "_kind",  # the PLAIN type of all keys, or None; or a patience, until it is looked for
        "_list",
    )

    _kind: type | int | None
    _list: SortedList[K]

    def _hold(self, keys: SortedList[K], kind: type | int | None = 0) -> None:
        """Take up a list: an empty one, or that of the keys that are here, or will be."""
        keys._called = type(self).__name__
        self._list = keys
        self._kind = kind

    def _copy_items(self, other: Self) -> None:
        """Take up copies of the items of another dict, which is like this one."""
        self._hold(other._list.copy(), other._kind)
        _update(self, dict(dict.items(other)))

    def _comparing(self) -> AbstractContextManager[None]:
        """Refuse changes while foreign code runs that tells where keys are."""
        return self._list._comparing()

    def __setitem__(self, key: K, value: V) -> None:
        """Give a key its value. Raise as `SortedList.add` does, and then change nothing."""
        keys = self._list
        if type(key) is self._kind:
            if key in self:
                _set(self, key, value)
                return
            try:
                keys.add(key)
                _setdefault(self, key, value)
            except BaseException:
                self._mend(keys._version)
                raise
            return
        version = keys._version
        if version is None:
            version = keys._free()
        try:
            keys._version = None
            replaced = _get(self, key, _ABSENT)  # dropped when all is in place
            if replaced is _ABSENT:
                keys._version = version
                keys.add(key)
                if keys._version != version + 1:  # the key function has changed something
                    raise self._overtaken()  # noqa: TRY301 - what happens to any other error
                version += 1
                keys._version = None
                _setdefault(self, key, value)
            else:
                _set(self, key, value)
            keys._version = version
        except BaseException:
            self._mend(version)
            raise
        if self._kind is not None:
            self._look(added=replaced is _ABSENT)

    def _look(self, *, added: bool) -> None:
        """Find out of what kind the keys are, when that pays or when one of another kind came."""
        kind = self._kind
        if isinstance(kind, int) and kind:
            self._kind = kind - 1
        elif added or kind == 0:
            kinds = set(map(type, _iter(self)))
            natural = len(kinds) == 1 and self._list._keys is self._list._leaves
            self._kind = kinds.pop() if natural and kinds <= PLAIN else None

    @overload
    def pop(self, key: K) -> V: ...
    @overload
    def pop(self, key: K, default: V) -> V: ...
    @overload
    def pop(self, key: K, default: D) -> V | D: ...
    def pop(self, key: K, default: Any = _ABSENT) -> Any:
        """Delete a key and return its value, or the default if it is not here.

        Raise KeyError without a default.
        """
        keys = self._list
        version = keys._version
        if version is None:
            version = keys._free()
        try:
            keys._version = None
            if key not in self:
                if default is _ABSENT:
                    raise KeyError(key)  # noqa: TRY301
                keys._version = version
                return default
            place = keys._sought(key)
            if place is None:
                raise self._moved(key)  # noqa: TRY301
            value = _pop(self, key)
            keys._version = version
            leaf, offset = place
            key = keys._delete(leaf, offset)  # held until all is in place
        except BaseException:
            self._mend(version)
            raise
        return value

    __delitem__ = pop  # type: ignore[assignment]  # what it returns is not looked at

    def popitem(self, index: SupportsIndex = -1) -> tuple[K, V]:
        """Delete the item at a position, by default the last, and return it.

        Raise KeyError when the dict is empty, and IndexError when there is no such position.
        """
        if not self:
            raise KeyError(f"{type(self).__name__} is empty")
        return self._take_at(index)

    def _take_at(self, index: SupportsIndex) -> tuple[K, V]:
        keys = self._list
        leaf = offset = 0
        if index == -1:
            leaf = len(keys._leaves) - 1
            offset = len(keys._leaves[leaf]) - 1
        elif index != 0:
            leaf, offset = keys._place(keys._in_range(index, "list index out of range"))
        key = keys._leaves[leaf][offset]
        version = keys._version
        if version is None:
            version = keys._free()
        try:
            keys._version = None
            value = _pop(self, key)
            keys._version = version
            keys._delete(leaf, offset)
        except BaseException:
            self._mend(version)
            raise
        return key, value

    def _delete_at(self, at: SupportsIndex | slice) -> None:
        """Delete the item at a position, or those in a slice: all of them, or none."""
        if not isinstance(at, slice):
            self._take_at(at)
            return
        keys = self._list
        positions = range(*at.indices(len(keys)))
        positions = positions if positions.step > 0 else positions[::-1]
        at = slice(positions.start, max(positions.start, positions.stop), positions.step)
        version = keys._free()
        values = self._forget(keys[at])
        try:
            del keys[at]
        except BaseException:
            self._mend(version)
            raise
        del values  # only now may they run their finalisers

    def _forget(self, doomed: list[K]) -> list[V]:
        """Take keys out of the hash part, and return their values."""
        keys = self._list
        version = keys._version
        values: list[V] = []
        try:
            keys._version = None
            for key in doomed:
                values.append(_pop(self, key))  # noqa: PERF401 - after an error these go back
        except BaseException:
            try:
                _update(self, zip(doomed, values, strict=False))
            finally:
                self._mend(version)
            raise
        keys._version = version
        return values

    def clear(self) -> None:
        """Delete everything. O(n), for all is dropped."""
        self._list.clear()
        _clear(self)  # empties itself before it drops anything

    @overload
    def setdefault(
        self: SortedDictChanges[K, D | None], key: K, default: None = None
    ) -> D | None: ...
    @overload
    def setdefault(self, key: K, default: V) -> V: ...
    def setdefault(self, key: K, default: Any = None) -> Any:
        """Return the value of a key, after giving it the default if it was not here."""
        value = _get(self, key, _ABSENT)
        if value is _ABSENT:
            SortedDictChanges.__setitem__(self, key, default)
            return default
        return value

    @overload
    def update(self, items: Items[K, V], /) -> None: ...
    @overload
    def update(
        self: SortedDictChanges[str, V], items: Items[str, V] = (), /, **named: V
    ) -> None: ...
    def update(self, /, *items: Any, **named: Any) -> None:
        """Give keys their values: all of them, or none if one cannot be added.

        Takes what `dict.update` takes, and as long as `SortedList.update` takes for the new keys.
        """
        if self or not items or type(items[0]) not in {dict, list}:
            items, named = (dict(*items, **named),), {}  # which may change this one meanwhile
        if not self:
            self._fill(*items, **named)
            return
        keys = self._list
        version = keys._free()
        given: dict[K, V] = items[0]
        fresh, replaced = self._sifted(given)
        size = len(self)
        try:
            if len(fresh) * REBUILD >= size:
                self._kind = size >> 3
                keys.update(fresh)
                version += 1
            else:
                if isinstance(self._kind, type) and not {self._kind}.issuperset(map(type, fresh)):
                    self._kind = None
                for key in fresh:
                    keys.add(key)
                version += len(fresh)
            if keys._version != version:  # the key function, or `<`, has changed something
                raise self._overtaken()  # noqa: TRY301
            self._write(given, replaced)
        except BaseException:
            while len(self) > size:
                _popitem(self)  # what came last, without a look at any other
            self._mend(keys._version)
            raise
        del replaced  # only now may they run their finalisers

    def _fill(self, /, *items: Any, **named: Any) -> None:
        """Hold these items, where nothing was."""
        keys = self._list
        version = keys._free()
        try:
            keys._version = None
            _update(self, *items, **named)
            values, orders = keys._in_order(list(_iter(self)))
            keys._version = version
            keys._fill(values, orders)
            self._kind = len(self) >> 3
        except BaseException:
            keys._resume(version)
            self.clear()
            raise

    def _sifted(self, given: dict[K, V]) -> tuple[list[K], list[Any]]:
        """Return which of these keys are not here, and for all of them the value here, if any."""
        keys = self._list
        version = keys._version
        try:
            keys._version = None
            if super().keys().isdisjoint(given):
                return list(given), []
            values = list(map(super().get, given, repeat(_ABSENT)))
        finally:
            keys._version = version
        return [key for key, value in zip(given, values, strict=True) if value is _ABSENT], values

    def _write(self, given: dict[K, V], replaced: list[Any]) -> None:
        """Write items whose keys are in the list; after an error put back the values before."""
        keys = self._list
        version = keys._version
        try:
            keys._version = None
            _update(self, given)
        except BaseException:
            for key, value in zip(given, replaced, strict=False):
                if value is not _ABSENT:
                    _set(self, key, value)
            raise
        finally:
            keys._version = version

    def _mend(self, version: int | None) -> None:
        """Let both parts hold the same keys again after an error, without asking foreign code."""
        if version is None:
            return  # within another change, which sees to that itself
        keys = self._list
        keys._resume(version)
        while len(self) > len(keys):
            _popitem(self)  # a key that got no place comes last
        if len(self) == len(keys):
            return
        here = set(map(id, _iter(self)))
        stay: list[bool] = []
        values, orders = keys._contents()
        for value in values:
            stay.append(id(value) in here)
            here.discard(id(value))
        kept = list(compress(values, stay))
        keys._fill(kept, kept if orders is values else list(compress(orders, stay)))

    def _moved(self, key: K) -> ValueError:
        return ValueError(f"{key!r} is not where its order says: it has changed since")

    def _overtaken(self) -> RuntimeError:
        return RuntimeError(f"{type(self).__name__} changed during a comparison")
