"""LRUCache when something fails, or changes it half way."""

import gc
import math
from collections.abc import Iterator
from contextlib import suppress
from types import ModuleType
from typing import Any

import pytest
from cache_building import filled


class Moody:
    """A key that compares by value, and fails from a given comparison on."""

    calls = 0
    fails_at = math.inf
    action: Any = None

    def __init__(self, name: str) -> None:
        self.name = name

    def __hash__(self) -> int:
        return 1

    def __eq__(self, other: object) -> bool:
        Moody.calls += 1
        if Moody.calls == Moody.fails_at:
            raise ZeroDivisionError
        if Moody.action is not None:
            action, Moody.action = Moody.action, None
            action()
        return isinstance(other, Moody) and self.name == other.name


@pytest.fixture(autouse=True)
def _calm() -> Iterator[None]:
    yield
    Moody.calls, Moody.fails_at, Moody.action = 0, math.inf, None


@pytest.mark.parametrize("sized", [False, True])
@pytest.mark.parametrize("fails_at", range(1, 12))
@pytest.mark.parametrize("operation", ["get", "set", "replace", "delete", "pop", "evict"])
def test_a_comparison_that_fails_leaves_it_whole(
    data: ModuleType, *, sized: bool, fails_at: int, operation: str
) -> None:
    cache = data.LRUCache(4, getsizeof=(lambda _: 1) if sized else None)
    for name in "abc" + ("x" if operation == "evict" else ""):
        cache[Moody(name)] = name
    operations = {
        "get": lambda: cache.get(Moody("c")),
        "set": lambda: cache.__setitem__(Moody("d"), "d"),
        "replace": lambda: cache.__setitem__(Moody("b"), "b"),
        "delete": lambda: cache.__delitem__(Moody("b")),
        "pop": lambda: cache.pop(Moody("b")),
        "evict": lambda: cache.__setitem__(Moody("d"), "d"),
    }
    Moody.calls, Moody.fails_at = 0, fails_at
    with suppress(ZeroDivisionError):
        operations[operation]()
    Moody.fails_at = math.inf
    content = [(key.name, value) for key, value in cache.items()]
    assert all(name == value for name, value in content)
    assert len(content) == len(cache) == cache.currsize <= 4
    for name, value in content:
        assert cache[Moody(name)] == value
    while cache:
        cache.popitem()
    assert cache.currsize == 0


@pytest.mark.parametrize("sized", [False, True])
@pytest.mark.parametrize("operation", ["get", "set", "replace", "delete", "pop"])
@pytest.mark.parametrize("change", ["clear", "add", "delete"])
def test_a_comparison_that_changes_the_cache_leaves_it_whole(
    data: ModuleType, *, sized: bool, operation: str, change: str
) -> None:
    cache = data.LRUCache(4, getsizeof=(lambda _: 1) if sized else None)
    keys = {name: Moody(name) for name in "abc"}
    for name, key in keys.items():
        cache[key] = name
    operations = {
        "get": lambda: cache.get(Moody("c")),
        "set": lambda: cache.__setitem__(Moody("d"), "d"),
        "replace": lambda: cache.__setitem__(Moody("b"), "b"),
        "delete": lambda: cache.__delitem__(Moody("b")),
        "pop": lambda: cache.pop(Moody("b"), None),
    }
    Moody.action = {
        "clear": cache.clear,
        "add": lambda: cache.__setitem__(keys["a"], "a"),
        "delete": lambda: cache.pop(keys["b"], None),
    }[change]
    with suppress(KeyError):
        operations[operation]()
    content = [(key.name, value) for key, value in cache.items()]
    assert all(name == value for name, value in content)
    assert len(content) == len(cache) == cache.currsize <= 4


def test_an_unhashable_key_changes_nothing(data: ModuleType) -> None:
    cache = filled(data, 2)
    for call in (cache.get, cache.pop, cache.peek, cache.__getitem__, cache.__delitem__):
        with pytest.raises(TypeError, match="unhashable"):
            call([])
    with pytest.raises(TypeError, match="unhashable"):
        cache[[]] = 1
    assert list(cache.items()) == [(0, 0), (1, 10)]


def test_a_finaliser_finds_the_cache_whole(data: ModuleType) -> None:
    seen = []

    class Value:
        def __del__(self) -> None:
            seen.append(len(cache))

    cache = data.LRUCache(1)
    cache["a"] = Value()
    cache["b"] = Value()
    cache["b"] = Value()
    del cache["b"]
    cache["c"] = Value()
    cache.clear()
    gc.collect()
    assert seen == [1, 1, 0, 0]


@pytest.mark.parametrize("key", [None, (), (1, 2), "no", 3], ids=str)
@pytest.mark.parametrize("bounds", [{}, {"ttl": 10}], ids=["LRU", "TTL"])
def test_a_key_that_is_missing_is_what_the_error_names(
    data: ModuleType, bounds: dict[str, int], key: Any
) -> None:
    cache = data.TTLCache(3, **bounds) if bounds else data.LRUCache(3)
    cache["a"] = 1
    asks: list[Any] = [cache.__getitem__, cache.__delitem__, cache.pop, cache.peek]
    for ask in asks:
        with pytest.raises(KeyError) as raised:
            ask(key)
        assert raised.value.args == (key,)
