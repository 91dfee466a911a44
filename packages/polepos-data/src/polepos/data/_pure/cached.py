"""Remember what a function returned, in any cache, and compute it once for all who wait for it."""

from __future__ import annotations

from collections.abc import Callable, Hashable, MutableMapping
from contextlib import AbstractContextManager
from functools import update_wrapper
from typing import Any, Concatenate, NamedTuple, ParamSpec, Protocol, TypeVar, cast, overload

from polepos.data._pure.single_flight import Flight, Flights

P = ParamSpec("P")
Q = ParamSpec("Q")
R = TypeVar("R")
R_co = TypeVar("R_co", covariant=True)
S = TypeVar("S")

_MARK = object()  # between positional and keyword arguments in a key
_ABSENT: Any = object()


class CacheInfo(NamedTuple):
    """How often a cached function was answered by its cache, and how full that is."""

    hits: int
    misses: int
    maxsize: float | None
    currsize: float


CacheInfo.__module__ = "polepos.data"


class CachedFunction(Protocol[P, R_co]):
    """A function whose results are remembered; what `cached` makes."""

    __name__: str
    __qualname__: str
    cache: MutableMapping[Any, Any] | None
    cache_key: Callable[..., Hashable]
    cache_lock: AbstractContextManager[Any] | None

    @property
    def __wrapped__(self) -> Callable[P, R_co]:
        """The function itself, without a cache."""
        ...

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> R_co: ...

    def cache_info(self) -> CacheInfo:
        """Return how many calls were hits and misses since the last `cache_clear`."""
        ...

    def cache_clear(self) -> None:
        """Empty the cache; what is being computed meanwhile is not stored."""

    @overload
    def __get__(self, obj: None, owner: type | None = None, /) -> CachedFunction[P, R_co]: ...
    @overload
    def __get__(
        self: CachedFunction[Concatenate[S, Q], R_co], obj: S, owner: type | None = None, /
    ) -> CachedFunction[Q, R_co]: ...


def hashkey(*args: Any, **kwargs: Any) -> Hashable:
    """Return a key made of all arguments; the order of keyword arguments is no matter."""
    return (*args, _MARK, *sorted(kwargs.items())) if kwargs else args


def typedkey(*args: Any, **kwargs: Any) -> Hashable:
    """Return a key made of all arguments and their types, so that 1 and 1.0 are two."""
    named = sorted(kwargs.items())
    types = (*map(type, args), *(type(value) for _, value in named))
    return (*args, _MARK, *named, _MARK, *types)


def cached(  # noqa: PLR0913 - what cachetools takes, in its order
    cache: MutableMapping[Any, Any] | None,
    key: Callable[..., Hashable] | None = None,
    lock: AbstractContextManager[Any] | None = None,
    condition: AbstractContextManager[Any] | None = None,
    info: bool = False,
    *,
    typed: bool = False,
) -> Callable[[Callable[P, R]], CachedFunction[P, R]]:
    """Make a decorator that remembers in `cache` what a function, sync or async, returned.

    Calls with one key that come while it is being computed wait for that one computation, threads
    as well as tasks. What it raises goes to all of them and is not remembered; if a thread is
    stopped by something that is no `Exception`, such as KeyboardInterrupt, the others compute
    anew. A coroutine runs in a task of its own: a caller that is cancelled leaves the others their
    result, and the task is cancelled when none is left. A call that could only wait for itself,
    in a recursion or in a circle of threads or tasks, computes on its own.

    Args:
        cache: any mutable mapping; None remembers nothing. A value that it refuses with ValueError,
            being too large, is returned all the same.
        key: makes the key from the arguments; by default all of them have to be hashable, and
            `self` is one of them in a method.
        lock: a context manager to be held while the cache is used, never while the function runs.
        condition: taken for `lock` if that is not given: there is nothing to notify here.
        info: accepted for cachetools' sake; `cache_info()` is always there.
        typed: whether 1, 1.0 and True are keys of their own, if no `key` is given.
    """
    if cache is not None and not isinstance(cache, MutableMapping):
        raise TypeError(f"cache must be a mutable mapping or None, not {cache!r}")
    for name, given in (("lock", lock), ("condition", condition)):
        if given is not None and not hasattr(type(given), "__enter__"):
            raise TypeError(f"{name} must be a context manager for `with`, not {given!r}")
    make_key = key or (typedkey if typed else hashkey)

    def decorate(function: Callable[P, R]) -> CachedFunction[P, R]:
        memo = _Memo(function, cache, make_key, lock if lock is not None else condition)
        from inspect import iscoroutinefunction  # noqa: PLC0415 - dear, and needed by few

        wrap = _wrap_async if iscoroutinefunction(function) else _wrap
        wrapper: Any = update_wrapper(wrap(memo), function)
        wrapper.cache, wrapper.cache_key, wrapper.cache_lock = cache, make_key, memo.lock
        wrapper.cache_condition = condition
        wrapper.cache_info, wrapper.cache_clear = memo.info, memo.clear
        return cast("CachedFunction[P, R]", wrapper)

    return decorate


class _Memo:
    """What the calls of one function share."""

    __slots__ = ("cache", "flights", "function", "hits", "key", "lock", "misses")

    def __init__(
        self,
        function: Callable[..., Any],
        cache: MutableMapping[Any, Any] | None,
        key: Callable[..., Hashable],
        lock: AbstractContextManager[Any] | None,
    ) -> None:
        self.function, self.cache, self.key, self.lock = function, cache, key, lock
        self.hits = self.misses = 0
        self.flights = Flights()

    def info(self) -> CacheInfo:
        """Return the counts and the size of the cache."""
        cache = self.cache
        if cache is None:
            return CacheInfo(self.hits, self.misses, 0, 0)
        if self.lock is None:
            return self._info(cache)
        with self.lock:
            return self._info(cache)

    def _info(self, cache: MutableMapping[Any, Any]) -> CacheInfo:
        size = getattr(cache, "currsize", None)
        maxsize = getattr(cache, "maxsize", None)
        return CacheInfo(self.hits, self.misses, maxsize, len(cache) if size is None else size)

    def clear(self) -> None:
        """Empty the cache and set the counts to 0."""
        self.flights.forget()
        self.hits = self.misses = 0
        if self.cache is None:
            return
        if self.lock is None:
            self.cache.clear()
            return
        with self.lock:
            self.cache.clear()

    def find(self, key: Hashable) -> Any:
        """Return what the cache has for `key`, or `_ABSENT`."""
        cache = cast("MutableMapping[Any, Any]", self.cache)
        try:
            if self.lock is None:
                return cache[key]
            with self.lock:
                return cache[key]
        except KeyError:
            return _ABSENT

    def look(self, key: Hashable) -> Any:
        """Return what the cache has for `key`, which it hardly has, or `_ABSENT`."""
        cache = cast("MutableMapping[Any, Any]", self.cache)
        if self.lock is None:
            return self.find(key) if key in cache else _ABSENT
        with self.lock:
            there = key in cache
        return self.find(key) if there else _ABSENT

    def keep(self, key: Hashable, value: Any, flight: Flight) -> None:
        """Store a value, unless it is too large or was computed before the cache was cleared."""
        cache = cast("MutableMapping[Any, Any]", self.cache)
        if not self.flights.holds(flight):
            return
        try:
            if self.lock is None:
                cache[key] = value
            else:
                with self.lock:
                    cache[key] = value
        except ValueError:
            pass  # too large

    def count(self, value: Any) -> bool:
        """Count a hit or a miss, and tell whether it was a hit."""
        if value is _ABSENT:
            self.misses += 1
            return False
        self.hits += 1
        return True


def _wrap(memo: _Memo) -> Callable[..., Any]:
    function, cache, make_key, lock = memo.function, memo.cache, memo.key, memo.lock
    simple = make_key is hashkey

    def compute(key: Hashable, args: Any, kwargs: Any) -> Any:
        def fly(flight: Flight) -> Any:
            value = memo.look(key)  # another may just have landed
            if value is _ABSENT:
                value = function(*args, **kwargs)
                memo.keep(key, value, flight)
            return value

        memo.misses += 1
        return memo.flights.run(key, fly, lambda: function(*args, **kwargs))

    def wrapper(*args: Any, **kwargs: Any) -> Any:
        if cache is None:
            memo.misses += 1
            return function(*args, **kwargs)
        key = args if simple and not kwargs else make_key(*args, **kwargs)
        try:
            if lock is None:
                value = cache[key]
            else:
                with lock:
                    value = cache[key]
        except KeyError:
            pass
        else:
            memo.hits += 1
            return value
        return compute(key, args, kwargs)

    return wrapper


def _wrap_async(memo: _Memo) -> Callable[..., Any]:
    from asyncio import get_running_loop  # noqa: PLC0415 - dear, and who has a coroutine has it

    function, make_key = memo.function, memo.key

    async def wrapper(*args: Any, **kwargs: Any) -> Any:
        if memo.cache is None:
            memo.misses += 1
            return await function(*args, **kwargs)
        key = make_key(*args, **kwargs)
        if memo.count(value := memo.find(key)):
            return value

        async def fly(flight: Flight) -> Any:
            value = await function(*args, **kwargs)
            memo.keep(key, value, flight)
            return value

        loop = get_running_loop()
        return await memo.flights.run_async((loop, key), fly, lambda: function(*args, **kwargs))

    return wrapper
