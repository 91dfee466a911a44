"""LRUCache as an object: text, equality, copies, pickles."""

import copy
import pickle
import threading
import weakref
from types import ModuleType
from typing import Any

import pytest
from cache_building import filled, reloaded, size_of


def test_its_repr_says_what_is_in_it(data: ModuleType) -> None:
    cache = filled(data, 2)
    assert repr(cache) == "LRUCache({0: 0, 1: 10}, maxsize=2, currsize=2)"
    cache[0] = cache
    assert repr(cache) == "LRUCache({1: 10, 0: ...}, maxsize=2, currsize=2)"


def test_it_has_no_hash(data: ModuleType) -> None:
    with pytest.raises(TypeError):
        hash(data.LRUCache(1))


def test_it_equals_a_mapping_with_the_same_items(data: ModuleType) -> None:
    cache = filled(data, 2)
    assert cache == {1: 10, 0: 0}
    assert cache == filled(data, 2, getsizeof=lambda _: 1)
    assert cache != {0: 0}
    assert cache != [0, 1]


@pytest.mark.parametrize("duplicate", [copy.copy, lambda cache: cache.copy()])
def test_a_copy_is_of_the_same_class_and_goes_its_own_way(data: ModuleType, duplicate: Any) -> None:
    class Cache(data.LRUCache):  # type: ignore[name-defined,misc]
        pass

    cache = Cache(10, getsizeof=size_of)
    cache.update(a=4, b=5)
    cache.label = "mine"
    cache.get("a")
    twin = duplicate(cache)
    assert type(twin) is Cache
    assert (twin.label, twin.maxsize, twin.currsize) == ("mine", 10, 9)
    assert list(twin) == ["b", "a"]
    twin["c"] = 5
    assert list(twin) == ["a", "c"]
    assert list(cache) == ["b", "a"]
    assert cache["b"] == 5


@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
@pytest.mark.parametrize("sized", [False, True])
def test_a_pickle_brings_everything_but_the_lock(
    data: ModuleType, protocol: int, *, sized: bool
) -> None:
    cache = data.LRUCache(10, getsizeof=size_of if sized else None, lock=threading.Lock())
    cache.update(a=4, b=5)
    cache.get("a")
    loaded = reloaded(cache, protocol)
    assert list(loaded.items()) == [("b", 5), ("a", 4)]
    assert (loaded.maxsize, loaded.currsize) == (cache.maxsize, cache.currsize)
    loaded["c"] = 6
    assert ("b" in loaded) is not sized


def test_a_deep_copy_of_a_cache_that_holds_itself_holds_itself(data: ModuleType) -> None:
    cache = data.LRUCache(2)
    cache["me"] = cache
    for twin in (copy.deepcopy(cache), reloaded(cache)):
        assert twin["me"] is twin


def test_it_can_be_watched_generic_and_measured(data: ModuleType) -> None:
    cache = data.LRUCache(1000)
    small = cache.__sizeof__()
    reference: Any = weakref.ref(cache)
    assert reference() is cache
    assert data.LRUCache[int, str].__origin__ is data.LRUCache
    assert not hasattr(cache, "__dict__")
    assert data.LRUCache.__module__ == "polepos.data"
    cache.update(dict.fromkeys(range(1000)))
    assert cache.__sizeof__() > small + 8000
