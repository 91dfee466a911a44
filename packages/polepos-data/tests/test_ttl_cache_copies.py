"""TTLCache: how much time is left in a copy and in a pickle."""

import copy
import math
import pickle
import sys
import threading
from types import ModuleType
from typing import Any

import pytest
from cache_building import Clock, reloaded, size_of


def frozen_time() -> float:
    return 1000.0


@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
def test_a_pickle_holds_the_time_that_is_left(data: ModuleType, protocol: int) -> None:
    cache = data.TTLCache(10, 60, frozen_time, size_of, lock=threading.Lock())
    cache.set("a", 1, ttl=5)
    cache.set("b", 2, ttl=None)
    cache["c"] = 3
    cache.get("a")
    loaded = reloaded(cache, protocol)
    assert list(loaded.items()) == [("b", 2), ("c", 3), ("a", 1)]
    assert [loaded.expires_at(key) for key in "abc"] == [1005, math.inf, 1060]
    assert (loaded.maxsize, loaded.currsize, loaded.ttl) == (10, 6, 60)
    loaded["d"] = 7
    assert list(loaded) == ["a", "d"]
    assert loaded.expire(1005) == [("a", 1)]


def test_lifetimes_go_on_by_the_clock_where_a_pickle_is_loaded(
    data: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache = data.TTLCache(10, 60, frozen_time)
    cache["a"] = 1
    text = pickle.dumps(cache)

    def later() -> float:
        return 7.0

    later.__qualname__ = "frozen_time"
    monkeypatch.setattr(sys.modules[__name__], "frozen_time", later)
    loaded = pickle.loads(text)
    assert loaded.expires_at("a") == 67


@pytest.mark.parametrize("duplicate", [copy.copy, copy.deepcopy])
def test_a_copy_goes_its_own_way(data: ModuleType, clock: Clock, duplicate: Any) -> None:
    class Cache(data.TTLCache):  # type: ignore[name-defined,misc]
        pass

    cache = Cache(3, 5, clock)
    cache.label = ["mine"]
    cache.update(a=1, b=2)
    cache.set("c", 3, ttl=1)
    cache.get("a")
    twin = duplicate(cache)
    assert type(twin) is Cache
    assert twin.label == ["mine"]
    assert list(twin) == ["b", "c", "a"]
    twin.timer.now = 101
    assert list(twin) == ["b", "a"]
    twin["d"] = 4
    assert twin.expires_at("d") == 106
    assert "d" not in cache


def test_a_cache_that_holds_itself_survives_all(data: ModuleType) -> None:
    cache = data.TTLCache(2, 60, frozen_time)
    cache["me"] = cache
    assert repr(cache) == "TTLCache({'me': ...}, maxsize=2, currsize=1, ttl=60)"
    for twin in (copy.deepcopy(cache), reloaded(cache)):
        assert twin["me"] is twin
