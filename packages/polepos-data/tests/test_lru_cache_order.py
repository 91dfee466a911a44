"""LRUCache: what counts as a use, and what makes room."""

from types import ModuleType

import pytest
from cache_building import filled


def test_the_least_recently_used_item_makes_room(data: ModuleType) -> None:
    cache = filled(data, 3)
    assert cache[0] == 0
    cache[3] = 30
    assert list(cache.items()) == [(2, 20), (0, 0), (3, 30)]


@pytest.mark.parametrize("use", ["[]", "get", "setdefault", "set", "[]="])
def test_it_is_use_to(data: ModuleType, use: str) -> None:
    cache = filled(data, 3)
    uses = {
        "[]": lambda: cache[0],
        "get": lambda: cache.get(0),
        "setdefault": lambda: cache.setdefault(0, 5),
        "set": lambda: cache.set(0, 0),
        "[]=": lambda: cache.__setitem__(0, 0),
    }
    uses[use]()
    assert list(cache) == [1, 2, 0]


def test_looking_is_no_use(data: ModuleType) -> None:
    cache = filled(data, 3)
    assert 0 in cache
    assert cache.peek(0) == 0
    assert list(cache.items()) == [(0, 0), (1, 10), (2, 20)]
    assert list(cache.values()) == [0, 10, 20]
    assert 10 in cache.values()
    assert (1, 10) in cache.items()
    assert (1, 11) not in cache.items()
    assert cache == {0: 0, 1: 10, 2: 20}
    assert list(reversed(cache)) == [2, 1, 0]
    assert list(reversed(cache.items())) == [(2, 20), (1, 10), (0, 0)]
    assert list(reversed(cache.values())) == [20, 10, 0]
    assert list(reversed(cache.keys())) == [2, 1, 0]
    assert list(cache) == [0, 1, 2]


def test_popitem_takes_the_least_recently_used(data: ModuleType) -> None:
    cache = filled(data, 2)
    assert cache.popitem() == (0, 0)
    assert cache.popitem() == (1, 10)
    with pytest.raises(KeyError, match="LRUCache is empty"):
        cache.popitem()
