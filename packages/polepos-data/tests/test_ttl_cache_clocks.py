"""TTLCache: the clocks it can go by, and how often it reads them."""

import math
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from types import ModuleType
from typing import Any

import pytest
from cache_building import Clock


def test_a_clock_that_goes_backwards_loses_nothing(data: ModuleType, clock: Clock) -> None:
    cache = data.TTLCache(10, 5, clock)
    cache["a"] = 1
    clock.now = 50
    cache["b"] = 2
    assert list(cache) == ["a", "b"]
    clock.now = 55
    assert list(cache) == ["a"]
    clock.now = 105
    assert list(cache) == []


def test_a_clock_that_fails_changes_nothing(data: ModuleType, clock: Clock) -> None:
    cache = data.TTLCache(2, 5, clock)
    cache.update(a=1, b=2)
    clock.error = OSError("no clock")
    for call in (lambda: cache["a"], lambda: cache.__setitem__("c", 1), lambda: len(cache)):
        with pytest.raises(OSError, match="no clock"):
            call()
    clock.error = None
    assert list(cache.items()) == [("a", 1), ("b", 2)]


def test_a_deadline_that_is_nan_is_refused(data: ModuleType, clock: Clock) -> None:
    cache = data.TTLCache(2, 5, clock)
    cache["a"] = 1
    with pytest.raises(ValueError, match="NaN"):
        cache.set("a", 2, ttl=math.nan)
    with pytest.raises(ValueError, match="NaN"):
        data.TTLCache(2, math.nan)
    clock.now = math.nan
    for key in ("a", "b"):
        with pytest.raises(ValueError, match="NaN"):
            cache[key] = 3
    clock.now = 101
    assert dict(cache) == {"a": 1}


def test_time_may_be_of_any_type_that_can_be_added(data: ModuleType, clock: Clock) -> None:
    clock.now = datetime(2024, 1, 1, tzinfo=UTC)
    cache = data.TTLCache(2, timedelta(seconds=5), clock)
    cache["a"] = 1
    cache.set("b", 2, ttl=timedelta(seconds=2))
    assert cache.ttl_of("b") == timedelta(seconds=2)
    clock.now += timedelta(seconds=2)
    assert list(cache) == ["a"]
    cache["c"] = 1
    clock.now += timedelta(seconds=3)
    assert list(cache) == ["c"]


def test_by_default_time_is_monotonic(data: ModuleType) -> None:
    cache = data.TTLCache(2, ttl=60)
    assert cache.timer is time.monotonic
    cache["a"] = 1
    assert 59 < cache.ttl_of("a") <= 60


def test_an_operation_reads_the_clock_a_bounded_number_of_times(
    data: ModuleType, clock: Clock
) -> None:
    cache = data.TTLCache(1000, 5, clock, on_evict=lambda *_: None)
    operations = [
        lambda: cache.__setitem__("a", 1),
        lambda: cache["a"],
        lambda: cache.get("a"),
        lambda: "a" in cache,
        lambda: len(cache),
        lambda: cache.setdefault("b", 1),
        lambda: cache.pop("a"),
        cache.popitem,
        lambda: cache.__delitem__(999),
        cache.expire,
        cache.copy,
    ]
    for step, operation in enumerate(operations):
        cache.clear()
        clock.now = 1000 * step
        cache.update(dict.fromkeys(range(400)))
        clock.now += 4
        cache.update(dict.fromkeys(range(900, 1000)))
        cache.update(a=1)
        clock.now += 1  # 400 have expired
        clock.read = 0
        operation()
        assert clock.read <= 2, step
        assert len(cache) <= 102


def test_a_clock_may_begin_to_tell_another_type(data: ModuleType) -> None:
    clock = Clock(float)
    cache = data.TTLCache(4, 5, clock)
    cache.update(a=1, b=2, c=3)
    cache.set("d", 4, ttl=None)
    cache.get("a")
    clock.kind = int
    clock.now = 102
    cache["b"] = 5
    assert list(cache.items()) == [("c", 3), ("d", 4), ("a", 1), ("b", 5)]
    assert [cache.expires_at(key) for key in "abcd"] == [105, 107, 105, math.inf]
    clock.kind = float
    clock.now = 105
    assert dict(cache) == {"d": 4, "b": 5}
    clock.now = 107
    assert cache.expire() == [("b", 5)]
    cache.clear()
    cache["e"] = 6
    assert cache.ttl_of("e") == 5


def test_a_lifetime_may_make_deadlines_of_another_type(data: ModuleType, clock: Clock) -> None:
    class Later(float):
        pass

    class Long:
        def __radd__(self, now: float) -> Later:
            return Later(now + 8)

    cache = data.TTLCache(4, 5, clock)
    cache["a"] = 1
    cache.set("b", 2, ttl=Long())
    assert type(cache.expires_at("b")) is Later
    clock.now = 105
    assert list(cache.items()) == [("b", 2)]
    clock.now = 108
    assert len(cache) == 0


@pytest.mark.parametrize("change", ["clear", "set", "resize"])
@pytest.mark.parametrize("operation", ["get", "set", "len"])
def test_a_clock_that_changes_the_cache_leaves_it_whole(
    data: ModuleType, change: str, operation: str
) -> None:
    steps: list[Any] = []

    def clock() -> float:
        if steps:
            steps.pop()()
        return 100.0

    cache = data.TTLCache(3, 5, clock)
    cache.update(a=1, b=2, c=3)
    changes = {
        "clear": cache.clear,
        "set": lambda: cache.set("a", 5),
        "resize": lambda: cache.resize(1),
    }
    operations: dict[str, Callable[[], object]] = {
        "get": lambda: cache.get("a"),
        "set": lambda: cache.set("d", 4),
        "len": lambda: len(cache),
    }
    steps.append(changes[change])
    operations[operation]()
    assert steps == []
    assert len(cache) == len(dict(cache)) <= cache.maxsize
    assert all(cache[key] == value for key, value in list(cache.items()))


def test_the_clocks_of_the_standard_library_will_do(data: ModuleType) -> None:
    for timer in (time.monotonic, time.time, time.perf_counter, time.monotonic_ns):
        cache = data.TTLCache(2, 10**12, timer)
        before = timer()
        cache.update(a=1, b=2, c=3)
        assert before + 10**12 <= cache.expires_at("c") <= timer() + 10**12
        assert cache.get("b") == 2
        cache.set("b", 3, ttl=0)
        assert list(cache) == ["c"]
