"""TTLCache: what expires when, and that nobody ever sees it afterwards."""

import math
import threading
from types import ModuleType
from typing import Any

import pytest
from cache_building import Clock, CountingLock


@pytest.mark.parametrize("options", [{}, {"getsizeof": lambda _: 1}, {"lock": CountingLock()}])
def test_what_has_expired_is_never_seen(
    data: ModuleType, clock: Clock, options: dict[str, Any]
) -> None:
    def expired() -> Any:
        clock.now = 100
        cache = data.TTLCache(10, 5, clock, **options)
        cache["a"] = 1
        clock.now = 103
        cache["b"] = 2
        clock.now = 105  # the deadline itself
        return cache

    assert "a" not in expired()
    assert expired().get("a") is None
    assert expired().peek("a", None) is None
    assert expired().pop("a", None) is None
    assert expired().setdefault("a", 7) == 7
    assert expired().popitem() == ("b", 2)
    assert len(expired()) == 1
    assert expired().currsize == 1
    assert list(expired()) == list(reversed(expired())) == ["b"]
    assert list(expired().items()) == [("b", 2)]
    assert list(expired().values()) == [2]
    assert expired() == {"b": 2}
    assert repr(expired()) == "TTLCache({'b': 2}, maxsize=10, currsize=1, ttl=5)"
    assert list(expired().copy()) == ["b"]
    for look in ("__getitem__", "__delitem__", "pop", "peek", "expires_at", "ttl_of"):
        with pytest.raises(KeyError, match="a"):
            getattr(expired(), look)("a")


def test_an_item_is_there_until_its_deadline(data: ModuleType, clock: Clock) -> None:
    cache = data.TTLCache(10, 5, clock)
    cache["a"] = 1
    clock.now = 104.999
    assert cache["a"] == 1
    clock.now = 105
    with pytest.raises(KeyError, match="a"):
        cache["a"]


def test_writing_puts_expiry_off_and_reading_does_not(data: ModuleType, clock: Clock) -> None:
    cache = data.TTLCache(10, 5, clock)
    cache.update(a=1, b=2)
    clock.now = 103
    cache["a"] = 3
    cache["b"]
    clock.now = 106
    assert dict(cache) == {"a": 3}


def test_expire_returns_what_expired_the_earliest_first(data: ModuleType, clock: Clock) -> None:
    cache = data.TTLCache(10, 5, clock)
    cache.set("c", 3, ttl=3)
    cache.set("b", 2, ttl=2)
    cache["d"] = 4
    cache.set("a", 1, ttl=1)
    cache.set("e", 5, ttl=None)
    assert cache.expire() == []
    assert cache.expire(102) == [("a", 1), ("b", 2)]
    clock.now = 200
    assert cache.expire() == [("c", 3), ("d", 4)]
    assert cache.expire(10**9) == []
    assert dict(cache) == {"e": 5}


@pytest.mark.parametrize("ttl", [None, math.inf])
def test_what_never_expires_stays(data: ModuleType, clock: Clock, ttl: Any) -> None:
    cache = data.TTLCache(10, 5, clock)
    cache.set("a", 1, ttl=ttl)
    always = data.TTLCache(10, ttl, clock)
    always["a"] = 1
    clock.now = 10**12
    assert cache["a"] == always["a"] == 1
    assert cache.expires_at("a") == cache.ttl_of("a") == math.inf


def test_each_item_may_have_a_time_of_its_own(data: ModuleType, clock: Clock) -> None:
    cache = data.TTLCache(10, 5, clock)
    cache.set("a", 1, ttl=100)
    cache.set("b", 2, 1)
    cache.set("c", 3)
    assert [cache.expires_at(key) for key in "abc"] == [200, 101, 105]
    clock.now = 100.5
    assert [cache.ttl_of(key) for key in "abc"] == [99.5, 0.5, 4.5]
    clock.now = 101
    assert list(cache) == ["a", "c"]
    cache.set("a", 1, ttl=1)  # earlier than before
    clock.now = 102
    assert list(cache) == ["c"]


@pytest.mark.parametrize("ttl", [0, -1])
def test_without_time_to_live_an_item_expires_at_once(
    data: ModuleType, clock: Clock, ttl: int
) -> None:
    evicted: list[Any] = []
    cache = data.TTLCache(1, ttl, clock, on_evict=lambda *pair: evicted.append(pair))
    cache["a"] = 1
    assert len(cache) == 0
    assert evicted == [("a", 1)]
    cache.set("a", 2, ttl=5)
    cache["b"] = 3
    assert dict(cache) == {"a": 2}  # nothing had to make room
    cache["a"] = 4
    assert len(cache) == 0
    assert evicted == [("a", 1), ("b", 3), ("a", 4)]


def test_the_time_to_live_may_be_changed_for_what_comes(data: ModuleType, clock: Clock) -> None:
    cache = data.TTLCache(10, 5, clock)
    cache["a"] = 1
    cache.ttl = 1
    cache["b"] = 2
    assert (cache.ttl, cache.timer) == (1, clock)
    clock.now = 101
    assert list(cache) == ["a"]


def test_on_evict_is_told_what_expired(data: ModuleType, clock: Clock) -> None:
    seen: list[Any] = []
    lock = threading.Lock()

    def look(key: Any, value: Any) -> None:
        seen.append((key, value, lock.locked(), list(cache)))

    cache = data.TTLCache(10, 5, clock, on_evict=look, lock=lock)
    cache.update(a=1, b=2)
    cache.set("c", 3, ttl=9)
    cache["a"] = 4
    clock.now = 106
    assert cache.get("c") == 3
    assert seen == [("b", 2, False, ["c"]), ("a", 4, False, ["c"])]


def test_what_expired_makes_room_before_what_is_good(data: ModuleType, clock: Clock) -> None:
    cache = data.TTLCache(2, 5, clock)
    cache["old"] = 1
    cache.set("new", 2, ttl=50)
    cache["old"]
    clock.now = 105
    cache["more"] = 3
    assert list(cache) == ["new", "more"]


def test_a_subclass_may_watch_expiry(data: ModuleType, clock: Clock) -> None:
    gone: list[Any] = []

    class Cache(data.TTLCache):  # type: ignore[name-defined,misc]
        def expire(self, time: Any = None) -> Any:
            expired = super().expire(time)
            gone.extend(expired)
            return expired

        def popitem(self) -> Any:
            pair = super().popitem()
            gone.append(pair)
            return pair

        def __missing__(self, key: str) -> str:
            return key * 2

    cache = Cache(2, 5, clock)
    cache.update(a=1, b=2, c=3)
    assert gone == [("a", 1)]
    clock.now = 105
    assert cache["b"] == "bb"
    assert cache["x"] == "xx"
    assert gone == [("a", 1), ("b", 2), ("c", 3)]
