"""LRUCache: its bound, and how sizes count against it."""

import math
from types import ModuleType
from typing import Any

import pytest
from cache_building import filled, size_of


@pytest.mark.parametrize("options", [{}, {"maxsize": None}, {"maxsize": math.inf}])
def test_without_a_bound_nothing_is_evicted(data: ModuleType, options: dict[str, Any]) -> None:
    cache = data.LRUCache(**options)
    cache.update(dict.fromkeys(range(1000)))
    assert len(cache) == 1000
    assert cache.maxsize == options.get("maxsize")


def test_max_size_is_another_name(data: ModuleType) -> None:
    cache = data.LRUCache(max_size=2)
    assert cache.maxsize == cache.max_size == 2
    with pytest.raises(TypeError, match="two names for one bound"):
        data.LRUCache(2, max_size=2)


@pytest.mark.parametrize(
    "maxsize, error", [(-1, ValueError), (math.nan, ValueError), ("3", TypeError)]
)
def test_a_bound_has_to_be_a_number_from_0(
    data: ModuleType, maxsize: Any, error: type[Exception]
) -> None:
    cache = filled(data, 2)
    with pytest.raises(error, match="maxsize"):
        data.LRUCache(maxsize)
    with pytest.raises(error, match="maxsize"):
        cache.resize(maxsize)
    assert (cache.maxsize, len(cache)) == (2, 2)


@pytest.mark.parametrize("name", ["getsizeof", "on_evict", "lock"])
def test_what_cannot_be_used_is_refused_at_once(data: ModuleType, name: str) -> None:
    with pytest.raises(TypeError, match=name):
        data.LRUCache(2, **{name: 3})


def test_a_bound_may_lie_between_two_numbers(data: ModuleType) -> None:
    cache = data.LRUCache(2.5)
    cache.update(dict.fromkeys(range(9)))
    assert list(cache) == [7, 8]
    assert cache.maxsize == 2.5
    with pytest.raises(ValueError, match="value too large"):
        data.LRUCache(0.5)["a"] = 1


def test_a_bound_of_0_refuses_every_write(data: ModuleType) -> None:
    cache = data.LRUCache(0)
    with pytest.raises(ValueError, match="value too large"):
        cache["a"] = 1
    assert len(cache) == 0


def test_a_bound_may_be_changed(data: ModuleType) -> None:
    evicted: list[Any] = []
    cache = filled(data, 4, on_evict=lambda *pair: evicted.append(pair))
    cache.maxsize = 2
    assert list(cache) == [2, 3]
    assert evicted == [(0, 0), (1, 10)]
    cache.max_size = 1
    assert list(cache) == [3]
    cache.resize(None)
    cache.update(dict.fromkeys(range(9)))
    assert len(cache) == 9


def test_sizes_count_against_the_bound(data: ModuleType) -> None:
    cache = data.LRUCache(10, getsizeof=size_of)
    cache.update(a=4, b=3, c=3)
    assert cache.currsize == 10
    cache["d"] = 5
    assert dict(cache) == {"c": 3, "d": 5}
    cache["c"] = 6
    assert dict(cache) == {"c": 6}
    with pytest.raises(ValueError, match="value too large"):
        cache["c"] = 11
    assert dict(cache) == {"c": 6}
    assert cache.currsize == 6
    assert cache.getsizeof(4) == 4
    assert data.LRUCache(1).getsizeof(4) == 1


@pytest.mark.parametrize("size", [-1, math.nan])
def test_a_size_has_to_be_a_number_from_0(data: ModuleType, size: float) -> None:
    cache = data.LRUCache(10, getsizeof=size_of)
    cache["a"] = 1
    with pytest.raises(ValueError, match="non-negative"):
        cache["a"] = size
    assert dict(cache) == {"a": 1}


def test_a_subclass_may_tell_sizes_and_watch_what_is_evicted(data: ModuleType) -> None:
    gone = []

    class Cache(data.LRUCache):  # type: ignore[name-defined,misc]
        def getsizeof(self, value: int) -> int:
            return value

        def popitem(self) -> Any:
            pair = super().popitem()
            gone.append(pair)
            return pair

    cache = Cache(10)
    cache.update(a=4, b=4)
    cache["c"] = 6
    assert gone == [("a", 4)]
    assert cache.currsize == 10
    cache["b"] = 5
    assert gone == [("a", 4), ("b", 4), ("c", 6)]  # the oldest first, though it comes back
    assert dict(cache) == {"b": 5}


def test_getsizeof_that_raises_changes_nothing(data: ModuleType) -> None:
    cache = data.LRUCache(10, getsizeof=len)
    cache["a"] = "abc"
    with pytest.raises(TypeError):
        cache["a"] = 5
    assert dict(cache) == {"a": "abc"}
    assert cache.currsize == 3
