"""Store a cache's entries: the bound, sizes, eviction, the callback and the lock.

Entries lie in one `OrderedDict`, from the least to the most recently used. An entry is the bare
value where nothing else has to be known about it (`_boxed` is false), otherwise a tuple of the
value, its size and what the expiry queue holds for it; so a write is one write, and cannot be half
done. Like a `dict`, a cache that is changed by a comparison of its keys stays whole, and the
operation is done on what is there then.
"""

from __future__ import annotations

import sys
from collections import OrderedDict
from collections.abc import Callable, Iterable, MutableMapping
from contextlib import AbstractContextManager, nullcontext
from math import floor
from typing import Any, Self, TypeVar, cast

K = TypeVar("K")
V = TypeVar("V")

ABSENT: Any = object()
_FREE: AbstractContextManager[None] = nullcontext()

FIELDS = (
    "__weakref__",
    "_bare",
    "_boxed",
    "_data",
    "_getsizeof",
    "_limit",
    "_lock",
    "_maxsize",
    "_on_evict",
    "_plain",
    "_sized",
    "_total",
    "_touch",
    "_version",
    "_writes",
)
"""What a cache in plain Python keeps; what other backends do not keep elsewhere."""


class CacheStore(MutableMapping[K, V]):
    """A bounded store of entries in the order of their use; the base of every cache."""

    __slots__ = ()  # those of a cache lie in its last class: two bases with slots do not go together

    __module__ = "polepos.data"

    _hooked = False  # whether a subclass has a `popitem` of its own, to be called for evictions
    _fills = False  # whether a subclass has a `__missing__` of its own

    _bare: bool
    _boxed: bool
    _data: OrderedDict[Any, Any]
    _getsizeof: Callable[[Any], float] | None
    _limit: float
    _lock: AbstractContextManager[Any] | None
    _maxsize: float | None
    _on_evict: Callable[[Any, Any], object] | None
    _plain: bool
    _sized: bool
    _total: float
    _touch: Callable[[Any], None]  # `move_to_end` of `_data`, which saves a lookup each time
    _version: int
    _writes: int

    def __new__(cls, *_: Any, **__: Any) -> Self:
        self = super().__new__(cls)
        self._blank()
        return self

    def _blank(self) -> None:
        self._fresh()
        self._getsizeof = self._lock = self._maxsize = self._on_evict = None
        self._total = self._version = self._writes = 0
        self._set_up(None)

    def _start(
        self,
        maxsize: float | None,
        getsizeof: Callable[[V], float] | None,
        on_evict: Callable[[K, V], object] | None,
        lock: AbstractContextManager[Any] | None,
    ) -> None:
        """Begin empty, whatever was there."""
        self._getsizeof = _callable_or_none("getsizeof", getsizeof)
        self._on_evict = _callable_or_none("on_evict", on_evict)
        if lock is not None and not hasattr(type(lock), "__enter__"):
            raise TypeError(f"lock must be a context manager for `with`, not {lock!r}")
        self._lock = lock
        self._fresh()
        self._total = 0
        self._version += 1
        self._set_up(maxsize)

    def _hold(self, data: OrderedDict[Any, Any]) -> None:
        self._data, self._touch = data, data.move_to_end

    def _hold_copy(self, data: OrderedDict[Any, Any]) -> None:
        self._hold(data.copy())

    def _fresh(self) -> object:
        """Hold nothing, and return what was held before."""
        old = getattr(self, "_data", None)
        self._hold(OrderedDict())
        return old

    def _entries(self) -> Iterable[Any]:
        """List what is held in place of values, in no order, without a comparison of keys."""
        return dict.values(self._data)

    def _set_up(self, maxsize: float | None) -> None:
        """Take the bound, and see which of the two ways, short or full, an operation has to go."""
        self._maxsize = maxsize
        self._limit = sys.maxsize if maxsize is None else maxsize
        self._sized = (
            self._getsizeof is not None or type(self).getsizeof is not CacheStore.getsizeof
        )
        self._boxed = self._sized
        if not self._sized and self._limit < sys.maxsize:
            self._limit = floor(self._limit)  # so that `>=` before a write is `>` after it
        self._bare = self._lock is None and not self._sized
        self._plain = (
            self._bare and self._on_evict is None and self._limit >= 1 and not self._hooked
        )

    @property
    def _guard(self) -> AbstractContextManager[Any]:
        return _FREE if self._lock is None else self._lock

    # ------------------------------------------------------------------------------------- bounds

    @property
    def maxsize(self) -> float | None:
        """The bound on `currsize`; None when there is none. Setting it is `resize`."""
        return self._maxsize

    @maxsize.setter
    def maxsize(self, maxsize: float | None) -> None:
        self.resize(maxsize)

    @property
    def max_size(self) -> float | None:
        """Another name for `maxsize`."""
        return self._maxsize

    @max_size.setter
    def max_size(self, maxsize: float | None) -> None:
        self.resize(maxsize)

    @property
    def currsize(self) -> float:
        """The sum of the sizes of what is in the cache; without `getsizeof` the number of items."""
        return self._total if self._sized else len(self._data)

    @property
    def getsizeof(self) -> Callable[[V], float]:
        """The function that tells the size of a value; 1 for each, unless another was given."""
        return self._getsizeof or _one

    def resize(self, maxsize: float | None) -> None:
        """Change the bound to `maxsize` and evict, least recently used first, what is too much.

        O(evicted). Raises ValueError for a negative bound or NaN.
        """
        checked = bound(maxsize, None)
        dropped: list[tuple[K, V]] = []
        try:
            with self._guard:
                self._set_up(checked)
                self._evict(dropped)
        finally:
            self._tell(dropped)

    # ---------------------------------------------------------------------------- writes, in full

    def _measure(self, value: V) -> float:
        """Return the size of a value, if it may be stored at all."""
        size = (self._getsizeof or self.getsizeof)(value) if self._sized else 1
        if not size >= 0:  # NaN is not, either
            raise ValueError(f"value size must be non-negative, not {size!r}")
        if size > self._limit:
            raise ValueError(f"value too large: size {size!r}, maxsize {self._maxsize!r}")
        return size

    def _put(self, key: K, entry: Any, dropped: list[tuple[K, V]]) -> None:
        """Store `entry` as the most recent, then evict others until all fit into the bound."""
        data, writes = self._data, self._writes
        old = data.get(key, ABSENT)
        self._write(key, entry)
        try:
            if old is not ABSENT:
                self._touch_if_there(key)
            if self._sized and writes + 1 == self._writes:
                self._total += entry[1] - (0 if old is ABSENT else old[1])
            else:  # not sized, or a comparison wrote too
                self._recount()
            self._evict(dropped)
        except BaseException:
            self._undo(key, old)
            raise

    def _touch_if_there(self, key: K) -> None:
        """Use a key that was written just now, unless a comparison has taken it out since."""
        try:  # noqa: SIM105 - `suppress` costs more than all the rest
            self._touch(key)
        except KeyError:
            pass

    def _repair(self, key: K, known: int) -> None:
        """Take back a write that failed half way."""
        self._mend()
        if len(self._data) > known:
            self._data.pop(key, None)

    def _write(self, key: K, entry: Any) -> None:
        data = self._data
        known = len(data)
        try:
            data[key] = entry
        except BaseException:
            if len(data) < known:
                self._mend()
            raise
        self._writes += 1
        if len(data) != known:
            self._version += 1

    def _undo(self, key: K, old: Any) -> None:
        if old is ABSENT:
            self._data.pop(key, None)
        else:
            self._data[key] = old
        self._recount()

    def _recount(self) -> None:
        if self._sized:
            self._total = sum(entry[1] for entry in self._entries())

    def _mend(self) -> None:
        """Make the order anew if a comparison failed half way through an `OrderedDict`."""
        try:
            whole = len(list(self._data)) == len(self._data)
        except (KeyError, RuntimeError):
            whole = False
        if not whole:
            self._hold(OrderedDict(dict.items(self._data)))
            self._version += 1
            self._writes += 1
        self._recount()

    def _evict(self, dropped: list[tuple[K, V]]) -> None:
        """Take out what was used longest ago until the rest fits, and note it in `dropped`."""
        while self._data and (self._total if self._sized else len(self._data)) > self._limit:
            dropped.append(self._take(last=False))

    def _make_room(self, key: K, size: float) -> list[tuple[K, V]]:
        """Evict through the `popitem` of a subclass, as long as that takes anything away."""
        dropped: list[tuple[K, V]] = []
        while True:
            known, old = len(self._data), self._data.get(key, ABSENT)
            replaced = 0 if old is ABSENT else old[1] if self._sized else 1
            used = self._total if self._sized else known
            if not known or used + size - replaced <= self._limit:
                return dropped
            dropped.append(self.popitem())
            if len(self._data) >= known:
                return dropped

    def _take(self, *, last: bool) -> tuple[K, V]:
        try:
            key, entry = self._data.popitem(last)
        except BaseException:
            self._mend()
            raise
        self._version += 1
        self._writes += 1
        if self._sized:
            self._total -= entry[1]
        return key, self._value(entry)

    def _remove(self, key: K) -> tuple[K, V]:
        """Take `key` out; KeyError when it is not there.

        By way of the end: the lookup with the caller's key then changes nothing when it fails, and
        what follows looks for the key that is stored.
        """
        self._touch(key)
        return self._take(last=True)

    def _delete(self, key: K) -> None:
        """Take `key` out where no size has to be known."""
        try:
            del self._data[key]
        except KeyError:
            raise
        except BaseException:
            self._mend()
            raise
        self._version += 1

    def _tell(self, dropped: list[tuple[K, V]]) -> None:
        """Call the callback for each pair, whatever it raises; then raise the first such error."""
        if self._on_evict is None:
            return
        failure: BaseException | None = None
        for key, value in dropped:
            try:
                self._on_evict(key, value)
            except BaseException as error:  # noqa: BLE001 - raised below, after the others' turn
                failure = failure or error
        if failure is not None:
            raise failure

    def _sweep(self) -> None:
        """Take out what has no right to be seen: nothing, where nothing expires."""

    def _value(self, entry: Any) -> V:
        return cast("V", entry[0] if self._boxed else entry)


def bound(maxsize: float | None, max_size: float | None) -> float | None:
    """Return the one bound that was given, checked."""
    if maxsize is not None and max_size is not None:
        raise TypeError(
            f"maxsize={maxsize!r} and max_size={max_size!r} are two names for one bound, give one "
            "(the first argument is maxsize; write ttl=... for a time to live)"
        )
    size = max_size if maxsize is None else maxsize
    if size is None:
        return None
    try:
        valid = size >= 0
    except TypeError:
        raise TypeError(f"maxsize must be a number or None, not {size!r}") from None
    if not valid:
        raise ValueError(f"maxsize must be non-negative, not {size!r}")
    return size


def _one(value: object) -> float:
    return 1


def _callable_or_none(name: str, given: Any) -> Any:
    if given is not None and not callable(given):
        raise TypeError(f"{name} must be callable or None, not {given!r}")
    return given
