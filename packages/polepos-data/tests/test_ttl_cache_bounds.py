"""TTLCache: what it keeps at most, and what expiry costs."""

from types import ModuleType
from typing import Any

import pytest
from cache_building import Clock, size_of


@pytest.mark.parametrize("mixed", [False, True])
def test_updates_leave_no_garbage(data: ModuleType, clock: Clock, *, mixed: bool) -> None:
    cache = data.TTLCache(100, 10**6, clock)
    cache.update(dict.fromkeys(range(100)))
    small = cache.__sizeof__()
    for number in range(20_000):
        clock.now += 1
        cache.set(number % 100, 1, ttl=10**6 - (number * 7919 % 1000 if mixed else 0))
        if number % 3:
            cache.get(number % 100)
    assert cache.__sizeof__() < 12 * small
    for number in range(20_000):
        cache.pop(number % 100, None)
        cache[number % 100] = 1
    assert cache.__sizeof__() < 12 * small
    for number in range(100):
        del cache[number]
    assert cache.__sizeof__() < 12 * small


def test_replaced_and_deleted_values_are_let_go_at_once(data: ModuleType, clock: Clock) -> None:
    class Value:
        alive = 0

        def __init__(self) -> None:
            Value.alive += 1

        def __del__(self) -> None:
            Value.alive -= 1

    cache = data.TTLCache(3, 50, clock)
    for name in "aabacdeb":
        cache[name] = Value()
        assert Value.alive == len(cache)
    del cache["b"]
    cache.pop("e")
    assert Value.alive == len(cache) == 1
    clock.now = 150
    assert len(cache) == Value.alive == 0


def test_expiry_costs_what_expired(data: ModuleType, clock: Clock) -> None:
    class Key:
        hashed = 0

        def __init__(self, number: int) -> None:
            self.number = number

        def __hash__(self) -> int:
            Key.hashed += 1
            return self.number

    cache = data.TTLCache(None, 1000, clock)
    for number in range(1000):
        cache.set(Key(number), number, ttl=10 + (number * 7919) % 1000)
    for now in range(110, 200):
        clock.now = now
        Key.hashed = 0
        assert len(cache.expire()) == 1
        assert Key.hashed < 10


def test_sizes_are_given_back_when_items_expire(data: ModuleType, clock: Clock) -> None:
    cache = data.TTLCache(10, 5, clock, size_of)
    cache.update(a=4, b=3)
    clock.now = 102
    cache["c"] = 3
    assert cache.currsize == 10
    clock.now = 105
    assert cache.currsize == 3
    with pytest.raises(ValueError, match="value too large"):
        cache["d"] = 11
    cache["d"] = 8
    assert dict(cache) == {"d": 8}


@pytest.mark.parametrize(
    "arguments, options, message",
    [
        ((60,), {}, "needs a time to live"),
        ((60,), {"max_size": 10}, "two names for one bound"),
        ((10, 60), {"timer": 3}, "timer"),
        ((10, "60"), {}, "ttl"),
    ],
)
def test_wrong_arguments_are_explained(
    data: ModuleType, arguments: tuple[Any, ...], options: dict[str, Any], message: str
) -> None:
    with pytest.raises(TypeError, match=message):
        data.TTLCache(*arguments, **options)


def test_the_bound_may_be_left_out_or_changed(data: ModuleType) -> None:
    cache = data.TTLCache(ttl=60)
    cache.update(dict.fromkeys(range(100)))
    assert cache.maxsize is None
    cache.max_size = 3
    assert list(cache) == [97, 98, 99]
    assert data.TTLCache(ttl=60, max_size=4).maxsize == 4
    with pytest.raises(ValueError, match="value too large"):
        data.TTLCache(0, 60)["a"] = 1
