"""What the tests of caches give them: clocks, locks, sizes, and something to hold."""

import pickle
import threading
from types import ModuleType
from typing import Any


class CountingLock:
    def __init__(self) -> None:
        self.inner = threading.Lock()
        self.taken = 0

    def __enter__(self) -> None:
        assert self.inner.acquire(blocking=False), "taken twice"
        self.taken += 1

    def __exit__(self, *_: object) -> None:
        self.inner.release()

    @property
    def free(self) -> bool:
        return not self.inner.locked()


def reloaded(cache: Any, protocol: int = pickle.HIGHEST_PROTOCOL) -> Any:
    return pickle.loads(pickle.dumps(cache, protocol))


def size_of(value: Any) -> float:
    return float(value)


def filled(data: ModuleType, count: int, **options: Any) -> Any:
    cache = data.LRUCache(count, **options)
    for number in range(count):
        cache[number] = number * 10
    return cache


class Clock:
    """A clock that is set by hand, tells ints or floats, and counts how often it is read."""

    def __init__(self, kind: type[int] | type[float] = int) -> None:
        self.kind = kind
        self.now: Any = 100
        self.read = 0
        self.error: Exception | None = None

    def __call__(self) -> Any:
        self.read += 1
        if self.error is not None:
            raise self.error
        return self.kind(self.now) if isinstance(self.now, int) else self.now
