"""Keep what was used last, up to a bound and for a time."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from typing import Any, TypeVar, overload

from polepos.data._pure.cache_store import ABSENT, bound
from polepos.data._pure.expiry import ExpiryQueue
from polepos.data._pure.ttl_store import SLACK, STALE, TTL_FIELDS, TTLStore, lifetime

K = TypeVar("K")
V = TypeVar("V")
T = TypeVar("T")


class TTLMethods(TTLStore[K, V]):
    """What `TTLCache` does: in full, and the short way where deadlines are numbers."""

    __slots__ = ()
    __module__ = "polepos.data"

    def __init__(  # noqa: PLR0913 - what cachetools takes, and more by keyword only
        self,
        maxsize: float | None = None,
        ttl: Any = ABSENT,
        timer: Callable[[], Any] = time.monotonic,
        getsizeof: Callable[[V], float] | None = None,
        *,
        on_evict: Callable[[K, V], object] | None = None,
        lock: AbstractContextManager[Any] | None = None,
        max_size: float | None = None,
    ) -> None:
        size = bound(maxsize, max_size)
        if ttl is ABSENT:
            raise TypeError(
                f"TTLCache needs a time to live: TTLCache(maxsize, ttl) or TTLCache(ttl={maxsize!r})"
            )
        if not callable(timer):
            raise TypeError(f"timer must be callable, not {timer!r}")
        self._ttl, self._timer = lifetime(ttl), timer
        self._due, self._expiry = None, ExpiryQueue()
        self._start(size, getsizeof, on_evict, lock)

    def __getitem__(self, key: K) -> V:
        due = self._due
        if due is not None:
            now = self._timer()
            if now >= due:
                self.expire(now)
        if self._lock is not None:
            value: V = self._held_find(key, ABSENT)
            return value if value is not ABSENT else self.__missing__(key)
        try:
            self._touch(key)  # first: see LRUCache
            return self._data[key][0]  # type: ignore[no-any-return] # see cache_store
        except KeyError:
            if not self._fills:
                if key is None or isinstance(key, tuple):
                    raise KeyError(key) from None  # `OrderedDict` takes these for its arguments
                raise
        return self.__missing__(key)

    def __setitem__(self, key: K, value: V) -> None:
        if not self._plain:
            self._set(key, value, self._ttl)
            return
        now = self._timer()
        due = self._due
        if due is not None and now >= due:
            self.expire(now)
        data, expiry, pair = self._data, self._expiry, (now + self._ttl, key)
        known, line = len(data), expiry.line
        if len(line) > STALE * known + SLACK or not line or not pair[0] >= line[-1][0]:
            self._set(key, value, self._ttl, now=now)
            return
        try:
            line.append(pair)  # first: a pair without an item is no harm, the contrary is
            data[key] = (value, 1, pair)
            if len(data) == known:
                self._touch(key)
            else:
                self._version += 1
                if known >= self._limit:
                    data.popitem(False)  # noqa: FBT003 - by position it is faster
        except BaseException:
            self._repair(key, known)
            raise

    def __delitem__(self, key: K) -> None:
        if not self._plain or len(self._expiry.line) > STALE * len(self._data) + SLACK:
            self._sweep()
            with self._guard:
                gone = self._remove(key)
            del gone  # only now, when the lock is free
            return
        due = self._due
        if due is not None:
            now = self._timer()
            if now >= due:
                self.expire(now)
        try:
            del self._data[key]
        except KeyError:
            raise
        except BaseException:
            self._mend()
            raise
        self._version += 1

    def __contains__(self, key: object) -> bool:
        due = self._due
        if due is not None:
            now = self._timer()
            if now >= due:
                self.expire(now)
        return key in self._data  # one step, which needs no lock

    def __len__(self) -> int:
        self._sweep()
        return len(self._data)

    @property
    def currsize(self) -> float:
        """The sum of the sizes of what is in the cache; without `getsizeof` the number of items."""
        self._sweep()
        return self._total if self._sized else len(self._data)

    def _walk(self, keys: list[K], version: int) -> Iterator[tuple[K, V]]:
        data, timer = self._data, self._timer
        for key in keys:
            if self._version != version:
                raise self._changed()
            entry = data.get(key, ABSENT)
            if entry is not ABSENT and (entry[2] is None or not entry[2][0] <= timer()):
                yield key, entry[0]
        if self._version != version:
            raise self._changed()

    def __iter__(self) -> Iterator[K]:
        return self._walk_keys(self._snapshot(backwards=False), self._version)

    def _walk_keys(self, keys: list[K], version: int) -> Iterator[K]:
        data, timer, known = self._data, self._timer, len(keys)
        for key in keys:
            if self._version != version:
                raise self._changed()
            due = self._due
            if len(data) == known and (due is None or timer() < due):
                yield key  # nothing has expired
                continue
            entry = data.get(key, ABSENT)
            if entry is not ABSENT and (entry[2] is None or not entry[2][0] <= timer()):
                yield key
        if self._version != version:
            raise self._changed()

    @overload
    def get(self, key: K, default: None = None) -> V | None: ...
    @overload
    def get(self, key: K, default: V | T) -> V | T: ...
    def get(self, key: K, default: Any = None) -> Any:
        """Return the value of `key`, which is use, or `default`. O(1). Never calls `__missing__`."""
        due = self._due
        if due is not None:
            now = self._timer()
            if now >= due:
                self.expire(now)
        if self._lock is not None:
            return self._held_find(key, default)
        if key not in self._data:
            return default
        self._touch(key)
        return self._data[key][0]

    def _held_find(self, key: K, default: Any) -> Any:
        with self._guard:
            return self._find(key, default)

    def set(self, key: K, value: V, ttl: Any = ABSENT) -> None:
        """Store `value` under `key`, to live for `ttl` units of `timer` in place of the cache's.

        None or infinity is for ever. O(1), or O(log n) if it expires before another item.

        Raises ValueError for NaN, and for a value that is too large.
        """
        self._set(key, value, self._ttl if ttl is ABSENT else lifetime(ttl))


class TTLCache(TTLMethods[K, V]):
    """Map keys to values up to a bound and for a time, and evict what was used longest ago.

    An item expires when its deadline is reached, that is when `deadline <= timer()`; reading does
    not put that off, writing does. Expired items are never seen. They are taken out by the next
    operation, whichever it is, and always before an item that is still good has to make room. For
    everything else, see `LRUCache`.

    Args:
        maxsize: the bound on the number of items, or on the sum of their sizes if `getsizeof` is
            given; None for no bound. With 0 every write is refused.
        ttl: the time to live of an item, in units of `timer`; None or infinity for ever. What is
            stored with 0 or less has expired at once. `set` takes another one for its item.
        timer: a function that returns the time: seconds by default. Any type will do to which
            `ttl` can be added, `datetime.now` with a `timedelta` for one. Items do not come back
            when it goes backwards. It is called at most twice in an operation, and in each step of an
            iteration.
        getsizeof: a function of a value, that tells its size: a number that is not negative.
        on_evict: called with key and value of each item that was evicted for room or has expired,
            when the cache is whole again and the lock is free. Reading can be what notices expiry.
        lock: a context manager, such as `threading.Lock()`, to be held during each operation.
        max_size: another name for `maxsize`.

    Every operation on one item is O(1), and O(log n) for a deadline earlier than one given before;
    expiry is O(expired). A pickle holds the time that each item has left, since the clock of
    another process is another one: the lifetimes go on where the pickle is loaded.
    """

    __slots__ = TTL_FIELDS
    __module__ = "polepos.data"
