"""Keep what was used last, up to a bound."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from typing import Any, TypeVar, cast, overload

from polepos.data._pure.cache import Cache
from polepos.data._pure.cache_store import ABSENT, FIELDS, bound

K = TypeVar("K")
V = TypeVar("V")
T = TypeVar("T")


class LRUMethods(Cache[K, V]):
    """What `LRUCache` does: in full, and the short way where an `OrderedDict` is all it takes."""

    __slots__ = ()
    __module__ = "polepos.data"

    def __init__(
        self,
        maxsize: float | None = None,
        getsizeof: Callable[[V], float] | None = None,
        *,
        on_evict: Callable[[K, V], object] | None = None,
        lock: AbstractContextManager[Any] | None = None,
        max_size: float | None = None,
    ) -> None:
        self._start(bound(maxsize, max_size), getsizeof, on_evict, lock)

    def __getitem__(self, key: K) -> V:
        if not self._bare:
            value: Any = self.get(key, ABSENT)
            return self.__missing__(key) if value is ABSENT else cast("V", value)
        try:
            self._touch(key)  # first: the other order is slower, by a half in a large cache
            return self._data[key]  # type: ignore[no-any-return] # see cache_store
        except KeyError:
            if not self._fills:
                if key is None or isinstance(key, tuple):
                    raise KeyError(key) from None  # `OrderedDict` takes these for its arguments
                raise
        return self.__missing__(key)

    def __setitem__(self, key: K, value: V) -> None:
        if not self._plain:
            self._set(key, value)
            return
        data = self._data
        known = len(data)
        try:
            data[key] = value
            if len(data) == known:
                self._touch(key)
                return
            self._version += 1
            if known >= self._limit:
                data.popitem(False)  # noqa: FBT003 - by position it is faster
        except BaseException:
            self._repair(key, known)
            raise

    def __delitem__(self, key: K) -> None:
        if self._bare:
            self._delete(key)
            return
        with self._guard:
            gone = self._remove(key)
        del gone  # only now, when the lock is free

    def __contains__(self, key: object) -> bool:
        return key in self._data  # one step, which needs no lock

    def __len__(self) -> int:
        return len(self._data)

    def __iter__(self) -> Iterator[K]:
        return self._walk_keys(self._snapshot(backwards=False), self._version)

    def _walk_keys(self, keys: list[K], version: int) -> Iterator[K]:
        for key in keys:
            if self._version != version:
                raise self._changed()
            yield key
        if self._version != version:
            raise self._changed()

    @overload
    def get(self, key: K, default: None = None) -> V | None: ...
    @overload
    def get(self, key: K, default: V | T) -> V | T: ...
    def get(self, key: K, default: Any = None) -> Any:
        """Return the value of `key`, which is use, or `default`. O(1). Never calls `__missing__`."""
        if not self._bare:
            with self._guard:
                return self._find(key, default)
        if key not in self._data:
            return default
        self._touch(key)
        return self._data[key]

    def _set(self, key: K, value: Any, *, replace: bool = True) -> Any:
        size = self._measure(value)
        dropped = self._make_room(key, size) if self._hooked else []
        try:
            with self._guard:
                current = ABSENT if replace else self._find(key, ABSENT)
                if current is not ABSENT:  # another thread was faster
                    return current
                self._put(key, (value, size, None) if self._boxed else value, dropped)
        finally:
            self._tell(dropped)
        return value


class LRUCache(LRUMethods[K, V]):
    """Map keys to values up to a bound, and evict what was used longest ago to keep it.

    Reading with `[]`, `get` and `setdefault`, and writing, is use; `in`, `peek`, iteration and the
    views are not. Iteration goes from the least to the most recently used.

    Args:
        maxsize: the bound on the number of items, or on the sum of their sizes if `getsizeof` is
            given; None for no bound. With 0 every write is refused.
        getsizeof: a function of a value, that tells its size: a number that is not negative. A
            subclass may have a method of this name instead.
        on_evict: called with key and value of each item that was evicted for room, when the cache
            is whole again and the lock is free, so that it may use the cache. It is not called for
            what a caller takes out (`del`, `pop`, `popitem`, `clear`) or replaces. What it raises
            comes out of the operation, which is done all the same.
        lock: a context manager, such as `threading.Lock()`, to be held during each operation
            (`in`, `len` and `peek` are a single step, and need none). Without one, the cache is for
            one thread at a time.
        max_size: another name for `maxsize`.

    A write raises ValueError for a value larger than the bound, and changes nothing then. A lookup
    of a key that is not there calls `__missing__(key)`, which a subclass may define.

    Every operation on one item is O(1). (A dictionary that knows its order: `OrderedDict`.)
    """

    __slots__ = FIELDS
    __module__ = "polepos.data"
