"""LRUCache as a mapping."""

import threading
from collections.abc import MutableMapping
from types import ModuleType
from typing import Any

import pytest
from cache_building import CountingLock, filled


def test_it_is_a_mutable_mapping(data: ModuleType) -> None:
    cache: Any = data.LRUCache(10)
    assert issubclass(data.LRUCache, MutableMapping)
    cache.update({"a": 1}, b=2)
    assert len(cache) == 2
    del cache["a"]
    assert cache.pop("b") == 2
    assert cache.pop("b", 7) == 7
    assert not cache
    for look in ("__getitem__", "pop", "peek"):
        with pytest.raises(KeyError, match="'a'"):
            getattr(cache, look)("a")
    with pytest.raises(KeyError, match="'a'"):
        del cache["a"]
    assert cache.get("a") is None
    assert cache.get("a", 5) == 5
    assert cache.peek("a", 6) == 6
    cache["a"] = None
    assert cache.setdefault("a", 5) is None
    cache.clear()
    assert cache.currsize == 0 == len(cache)


def test_arguments_may_be_named(data: ModuleType) -> None:
    cache = filled(data, 2)
    assert cache.get(key=1) == 10
    assert cache.get(5, default=6) == cache.get(default=6, key=5) == 6
    assert cache.pop(5, default=7) == cache.peek(key=5, default=7) == 7
    for arguments, options in (((), {}), ((1, 2, 3), {}), ((1,), {"key": 1}), ((1,), {"other": 1})):
        with pytest.raises(TypeError):
            cache.get(*arguments, **options)


def test_the_key_stored_first_stays(data: ModuleType) -> None:
    cache = data.LRUCache(2)
    cache[1] = "a"
    cache[1.0] = "b"
    assert [type(key) for key in cache] == [int]
    assert cache[1] == "b"


def test_reading_while_iterating_is_no_error(data: ModuleType) -> None:
    cache = filled(data, 4)
    assert [(key, cache[key]) for key in cache] == [(0, 0), (1, 10), (2, 20), (3, 30)]
    for key in cache:
        cache[key] = -key
    assert list(cache.values()) == [0, -1, -2, -3]


@pytest.mark.parametrize("change", ["add", "delete", "clear", "pop", "popitem"])
@pytest.mark.parametrize("view", ["iter", "keys", "items", "values", "reversed"])
def test_changing_while_iterating_is_an_error(data: ModuleType, change: str, view: str) -> None:
    cache = filled(data, 4)
    changes = {
        "add": lambda: cache.__setitem__("new", 1),
        "delete": lambda: cache.__delitem__(3),
        "clear": cache.clear,
        "pop": lambda: cache.pop(3),
        "popitem": cache.popitem,
    }
    views = {
        "iter": iter,
        "keys": lambda c: iter(c.keys()),
        "items": lambda c: iter(c.items()),
        "values": lambda c: iter(c.values()),
        "reversed": reversed,
    }
    walk = views[view](cache)
    late = views[view](cache)
    next(walk)
    changes[change]()
    for each in (walk, late):
        with pytest.raises(RuntimeError, match="LRUCache changed during iteration"):
            next(each)


def test_changing_at_the_last_step_of_an_iteration_is_an_error(data: ModuleType) -> None:
    cache = filled(data, 2)
    for view in (cache, cache.items()):
        walk = iter(view)
        assert len([next(walk), next(walk)]) == 2
        cache[object()] = 1
        with pytest.raises(RuntimeError, match="LRUCache changed during iteration"):
            next(walk)


def test_methods_may_come_from_a_class_mixed_in(data: ModuleType) -> None:
    gone = []

    class Watched:
        def popitem(self) -> Any:
            gone.append(super().popitem())  # type: ignore[misc]
            return gone[-1]

        def __missing__(self, key: str) -> str:
            return key

    class Cache(Watched, data.LRUCache):  # type: ignore[name-defined,misc]
        pass

    cache = Cache(1, lock=CountingLock())
    cache["a"] = 1
    cache["b"] = 2
    assert gone == [("a", 1)]
    assert cache["x"] == "x"


def test_missing_is_called_by_a_lookup_alone(data: ModuleType) -> None:
    class Squares(data.LRUCache):  # type: ignore[name-defined,misc]
        def __missing__(self, key: int) -> int:
            self[key] = key * key
            return key * key

    for options in ({}, {"lock": threading.RLock()}):
        cache = Squares(2, **options)
        assert cache.get(3) is None
        assert cache.pop(3, 0) == 0
        assert cache.setdefault(4, 1) == 1
        assert cache[3] == 9
        assert list(cache) == [4, 3]
