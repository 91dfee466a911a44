"""LRUCache: the callback, the factory and the lock."""

import threading
from types import ModuleType
from typing import Any

import pytest
from cache_building import CountingLock, filled, size_of


def test_on_evict_is_told_what_made_room_and_nothing_else(data: ModuleType) -> None:
    evicted: list[Any] = []
    cache = filled(data, 3, on_evict=lambda *pair: evicted.append(pair))
    cache[0] = 1
    del cache[0]
    cache.pop(1)
    cache.popitem()
    cache.update(dict.fromkeys("abc"))
    assert evicted == []
    cache["d"] = 4
    assert evicted == [("a", None)]
    cache.clear()
    assert evicted == [("a", None)]


def test_on_evict_finds_the_cache_whole_and_the_lock_free(data: ModuleType) -> None:
    lock = CountingLock()
    seen = []

    def look(key: object, value: object) -> None:
        seen.append((key, lock.free, list(cache.items())))
        cache.pop("c", None)

    cache = data.LRUCache(2, on_evict=look, lock=lock)
    cache.update(a=1, b=2, c=3)
    assert seen == [("a", True, [("b", 2), ("c", 3)])]
    assert dict(cache) == {"b": 2}


def test_on_evict_that_raises_leaves_the_operation_done(data: ModuleType) -> None:
    told = []

    def fail(key: object, value: object) -> None:
        told.append(key)
        raise LookupError(key)

    cache = data.LRUCache(10, getsizeof=size_of, on_evict=fail)
    cache.update(a=5, b=5)
    with pytest.raises(LookupError, match="a"):
        cache["c"] = 10
    assert told == ["a", "b"]
    assert dict(cache) == {"c": 10}


def test_get_or_set_makes_what_is_not_there(data: ModuleType) -> None:
    cache = data.LRUCache(2, getsizeof=size_of)
    assert cache.get_or_set("a", lambda: 1) == 1
    assert cache.get_or_set("a", lambda: 2) == 1
    assert cache.get_or_set("b", lambda: 3) == 3
    assert "b" not in cache
    with pytest.raises(ZeroDivisionError):
        cache.get_or_set("c", lambda: 1 // 0)
    assert dict(cache) == {"a": 1}

    def slow() -> int:
        cache["d"] = 1
        return 2

    assert cache.get_or_set("d", slow) == 1


def test_the_lock_is_held_in_each_operation_once(data: ModuleType) -> None:
    lock = CountingLock()
    cache = data.LRUCache(2, lock=lock)
    operations = [
        lambda: cache.__setitem__("a", 1),
        lambda: cache["a"],
        lambda: cache.get("a"),
        lambda: cache.setdefault("b", 1),
        lambda: list(cache),
        lambda: cache.pop("a"),
        lambda: cache.__delitem__("b"),
        cache.clear,
        cache.copy,
        lambda: cache.resize(1),
    ]
    for operation in operations:
        before = lock.taken
        operation()
        assert before < lock.taken <= before + 2
        assert lock.free


def test_threads_that_share_a_lock_keep_it_whole(data: ModuleType) -> None:
    cache = data.LRUCache(50, getsizeof=size_of, lock=threading.Lock())

    def work(seed: int) -> None:
        for number in range(2000):
            key = number * seed % 97
            cache[key] = key % 7
            cache.get((key + 3) % 97)
            cache.pop((key + 5) % 97, None)

    threads = [threading.Thread(target=work, args=(seed,)) for seed in (1, 5, 11)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert cache.currsize == sum(cache.values()) <= 50
    assert all(key % 7 == value for key, value in cache.items())
