"""Make a mapping of the store: what every cache does that is not on the fast path."""

from __future__ import annotations

import sys
from collections.abc import Callable, ItemsView, Iterator, KeysView, Mapping, ValuesView
from reprlib import recursive_repr
from typing import Any, ClassVar, Self, TypeVar, cast, overload

from polepos.data._pickles import reduced
from polepos.data._pure.cache_store import ABSENT, FIELDS, CacheStore
from polepos.data._pure.cache_views import CacheItems, CacheKeys, CacheValues

K = TypeVar("K")
V = TypeVar("V")
T = TypeVar("T")


class Cache(CacheStore[K, V]):
    """Base of the caches; not made by itself."""

    __slots__ = ()
    __module__ = "polepos.data"

    _shared: ClassVar[tuple[str, ...]] = tuple({*FIELDS} - {"__weakref__", "_data", "_touch"})

    def __init_subclass__(cls, **options: Any) -> None:
        super().__init_subclass__(**options)
        cls._hooked = cls.popitem is not cls._own_popitem
        cls._fills = cls.__missing__ is not Cache.__missing__

    def __missing__(self, key: K) -> V:
        raise KeyError(key)

    def _snapshot(self, *, backwards: bool) -> list[K]:
        self._sweep()
        with self._guard:
            return list(reversed(self._data) if backwards else self._data)

    def _pairs(self, *, backwards: bool) -> Iterator[tuple[K, V]]:
        """Walk what is there now; reading meanwhile is fine, adding and removing is an error."""
        return self._walk(self._snapshot(backwards=backwards), self._version)

    def _walk(self, keys: list[K], version: int) -> Iterator[tuple[K, V]]:
        data, boxed = self._data, self._boxed
        for key in keys:
            if self._version != version:
                raise self._changed()
            entry = data.get(key, ABSENT)
            if entry is not ABSENT:
                yield key, entry[0] if boxed else entry
        if self._version != version:
            raise self._changed()

    def _changed(self) -> RuntimeError:
        return RuntimeError(f"{type(self).__name__} changed during iteration")

    def __iter__(self) -> Iterator[K]:
        """Walk the keys from the least to the most recently used, without touching them. O(n)."""
        return (key for key, _ in self._pairs(backwards=False))

    def __reversed__(self) -> Iterator[K]:
        return (key for key, _ in self._pairs(backwards=True))

    def keys(self) -> KeysView[K]:
        """Return a view of the keys, least recently used first."""
        return CacheKeys(self)

    def values(self) -> ValuesView[V]:
        """Return a view of the values, least recently used first; looking at it is no use."""
        return CacheValues(self)

    def items(self) -> ItemsView[K, V]:
        """Return a view of the pairs, least recently used first; looking at it is no use."""
        return CacheItems(self)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Mapping):
            return NotImplemented
        return dict(self.items()) == dict(other.items())

    __hash__ = None  # type: ignore[assignment] # it is mutable

    @recursive_repr("...")
    def __repr__(self) -> str:
        content = dict(self.items())
        about = "".join(f", {name}={value!r}" for name, value in self._about())
        return f"{type(self).__name__}({content!r}{about})"

    def _about(self) -> list[tuple[str, object]]:
        return [("maxsize", self._maxsize), ("currsize", self.currsize)]

    @overload
    def peek(self, key: K) -> V: ...
    @overload
    def peek(self, key: K, default: V | T) -> V | T: ...
    def peek(self, key: K, default: Any = ABSENT) -> Any:
        """Return the value of `key` and leave its place in the order as it is. O(1).

        Returns `default`, if one is given, for a key that is not there; otherwise raises KeyError.
        """
        self._sweep()
        entry = self._data.get(key, ABSENT)  # one step, which needs no lock
        if entry is not ABSENT:
            return self._value(entry)
        if default is ABSENT:
            raise KeyError(key)
        return default

    @overload
    def pop(self, key: K) -> V: ...
    @overload
    def pop(self, key: K, default: V | T) -> V | T: ...
    def pop(self, key: K, default: Any = ABSENT) -> Any:
        """Take `key` out and return its value. O(1). `on_evict` is not called.

        Returns `default`, if one is given, for a key that is not there; otherwise raises KeyError.
        """
        self._sweep()
        if self._lock is None:
            found = self._data.get(key, ABSENT)
            if found is not ABSENT:
                if self._sized:
                    return self._remove(key)[1]
                self._delete(key)
                return self._value(found)
        else:
            with self._lock:
                if key in self._data:
                    return self._remove(key)[1]
        if default is ABSENT:
            raise KeyError(key)
        return default

    def popitem(self) -> tuple[K, V]:
        """Take out and return the pair that was least recently used. O(1).

        A subclass's own `popitem` is called for what is evicted, too, before the lock is taken for
        the write. `on_evict` is not called for what a caller takes out.

        Raises KeyError when the cache is empty.
        """
        self._sweep()
        if self._lock is None:
            return self._take_first()
        with self._lock:
            return self._take_first()

    _own_popitem: ClassVar[Any] = popitem

    def _take_first(self) -> tuple[K, V]:
        if not self._data:
            raise KeyError(f"{type(self).__name__} is empty")
        return self._take(last=False)

    def clear(self) -> None:
        """Take everything out. O(1), beside what it takes to drop it. `on_evict` is not called."""
        with self._guard:
            old = self._empty()
        del old  # what is dropped may look at the cache, and finds it whole

    def _empty(self) -> object:
        old = self._fresh()
        self._total = 0
        self._version += 1
        self._writes += 1
        return old

    def _find(self, key: K, default: Any) -> Any:
        """Use the value of `key`; the lock is held."""
        entry = self._data.get(key, ABSENT)
        if entry is ABSENT:
            return default
        self._touch(key)
        return self._value(entry)

    def _set(self, key: K, value: Any, *, replace: bool = True) -> Any:
        raise NotImplementedError

    def set(self, key: K, value: V) -> None:
        """Store `value` under `key`: what `cache[key] = value` does."""
        self[key] = value

    def setdefault(self, key: K, default: Any = None) -> Any:
        """Return the value of `key`, which is use; store `default` first if it is not there. O(1).

        Raises ValueError, as any write, if `default` is too large.
        """
        value = self.get(key, ABSENT)
        return value if value is not ABSENT else self._set(key, default, replace=False)

    def get_or_set(self, key: K, factory: Callable[[], V]) -> V:
        """Return the value of `key`, made with `factory()` and stored first if it is not there.

        The factory runs outside the lock: two threads may both call it, and the value that was
        stored first is what both get. (`cached` lets one compute while the others wait.) A value
        too large for the cache is returned and not stored. What the factory raises comes through.
        """
        value: V = self.get(key, ABSENT)
        if value is not ABSENT:
            return value
        made = factory()
        try:
            self._measure(made)
        except ValueError:
            return made
        return cast("V", self._set(key, made, replace=False))

    # ------------------------------------------------------------------------- copies and pickles

    def copy(self) -> Self:
        """Return a shallow copy, of the same class and with the same lock and callback. O(n)."""
        twin = type(self).__new__(type(self))
        with self._guard:
            twin._hold_copy(self._data)
            for name in self._shared:
                setattr(twin, name, getattr(self, name))
        getattr(twin, "__dict__", {}).update(getattr(self, "__dict__", {}))
        return twin

    def __copy__(self) -> Self:
        return self.copy()

    def __reduce__(self) -> tuple[object, ...]:
        return reduced(self, self._state())

    def _state(self) -> dict[str, object]:
        self._sweep()
        with self._guard:
            return self._content()

    def _content(self) -> dict[str, object]:
        """Return everything but the lock, which no pickle can hold."""
        items = [(k, *e[:2]) if self._boxed else (k, e, 1) for k, e in self._data.items()]
        return {
            "maxsize": self._maxsize,
            "getsizeof": self._getsizeof,
            "on_evict": self._on_evict,
            "items": items,
            "attributes": dict(getattr(self, "__dict__", {})),
        }

    def __setstate__(self, state: dict[str, Any]) -> None:
        getattr(self, "__dict__", {}).update(state["attributes"])
        self._getsizeof = state["getsizeof"]
        self._on_evict = state["on_evict"]
        self._set_up(state["maxsize"])
        for key, value, size in state["items"]:
            self._data[key] = (value, size, None) if self._boxed else value
        self._recount()

    def __sizeof__(self) -> int:
        boxes = sys.getsizeof((None, None, None)) * len(self._data) if self._boxed else 0
        return object.__sizeof__(self) + sys.getsizeof(self._data) + boxes
