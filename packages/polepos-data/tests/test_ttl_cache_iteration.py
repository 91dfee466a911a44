"""TTLCache: iteration while time goes on."""

from types import ModuleType

import pytest
from cache_building import Clock


def test_items_that_expire_under_way_are_passed_over(data: ModuleType, clock: Clock) -> None:
    for view in (iter, lambda cache: iter(cache.keys()), lambda cache: iter(cache.values())):
        clock.now = 100
        cache = data.TTLCache(10, 5, clock)
        cache.update(a="a")
        cache.set("b", "b", ttl=2)
        cache.set("c", "c", ttl=3)
        cache.update(d="d")
        walk = view(cache)
        assert next(walk) == "a"
        clock.now = 102
        assert next(walk) == "c"
        clock.now = 103
        assert cache.get("a") == "a"  # which takes out what has expired
        assert list(walk) == ["d"]


def test_items_taken_out_under_way_are_passed_over(data: ModuleType, clock: Clock) -> None:
    cache = data.TTLCache(10, 5, clock)
    cache.set("a", 1)
    cache.set("b", 2, ttl=2)
    cache.set("c", 3)
    walk = iter(cache)
    assert next(walk) == "a"
    clock.now = 102
    assert cache.expire() == [("b", 2)]
    assert list(walk) == ["c"]


def test_changing_while_iterating_is_an_error(data: ModuleType, clock: Clock) -> None:
    cache = data.TTLCache(10, 5, clock)
    cache.update(a=1, b=2)
    for view in (cache, cache.keys(), cache.items(), cache.values()):
        walk = iter(view)
        next(walk)
        cache[str(clock.read)] = 3
        with pytest.raises(RuntimeError, match="TTLCache changed during iteration"):
            next(walk)
