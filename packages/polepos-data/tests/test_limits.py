"""A container has room for so many elements, says so when it is full, and has lost nothing then.

The limits of the Rust backend are billions, so tests lower them. The reference has none.
"""

from collections.abc import Callable, Iterator
from itertools import count
from operator import add, iadd, imul, ior, ixor, mul, or_, xor
from types import ModuleType
from typing import Any

import pytest

rust = pytest.importorskip("polepos.data._rust", reason="needs the Rust backend")
pytestmark = pytest.mark.parametrize("data", ["rust"], indirect=True)

MOST = 100


class Level:
    """A key that only its own code compares."""

    def __init__(self, at: int) -> None:
        self.at = at

    def __lt__(self, other: "Level") -> bool:
        return self.at < other.at

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Level) and self.at == other.at

    def __hash__(self) -> int:
        return self.at


Make = Callable[[Any, list[Any]], Any]
Put = Callable[[Any, Any], object]


def _add(made: Any, key: Any) -> None:
    made.add(key)


def _set(made: Any, key: Any) -> None:
    made[key] = str(key)


def _push(made: Any, key: Any) -> None:
    made.push(key, key)


def _update(made: Any, key: Any) -> None:
    made.update([key])


def _set_many(made: Any, key: Any) -> None:
    made.update({key: str(key)})


def _pairs(keys: list[Any]) -> dict[Any, Any]:
    return {key: str(key) for key in keys}


def _cached(made: Any, keys: list[Any]) -> Any:
    for key in keys:
        made[key] = str(key)
    return made


MAKERS: dict[str, tuple[Make, list[Put]]] = {
    "SortedList": (lambda data, keys: data.SortedList(keys), [_add, _update]),
    "SortedKeyList": (
        lambda data, keys: data.SortedKeyList(keys, key=lambda each: each), [_add, _update],
    ),
    "SortedSet": (lambda data, keys: data.SortedSet(keys), [_add, _update]),
    "SortedDict": (lambda data, keys: data.SortedDict(_pairs(keys)), [_set, _set_many]),
    "Trie": (lambda data, keys: data.Trie(_pairs(keys)), [_set, _set_many]),
    "IndexedPriorityQueue": (
        lambda data, keys: data.IndexedPriorityQueue({key: key for key in keys}),
        [_push, lambda made, key: made.update({key: key})],
    ),
    "LRUCache": (lambda data, keys: _cached(data.LRUCache(1000), keys), [_set, _set_many]),
    "TTLCache": (lambda data, keys: _cached(data.TTLCache(1000, ttl=9e9), keys), [_set, _set_many]),
    "UnionFind": (lambda data, keys: data.UnionFind(keys), [_add]),
}  # fmt: skip

KEYS: dict[str, Callable[[int], Any]] = {
    "ints": int,
    "texts": lambda at: f"/{at:03}",
    "pairs": lambda at: (at, at),
    "objects": Level,
}
CASES = [
    (maker, kind)
    for maker in MAKERS
    for kind in KEYS
    if maker != "Trie" or kind == "texts"  # which takes nothing else
]
WAYS = [(maker, kind, put) for maker, kind in CASES for put in MAKERS[maker][1]]


@pytest.fixture
def native(data: ModuleType) -> Iterator[ModuleType]:
    """The containers on Rust, of at most `MOST` elements each."""
    rust._lower_limits(MOST)
    yield data
    rust._lower_limits()


def _fill(made: Any, put: Put, key: Callable[[int], Any]) -> None:
    for at in count():
        put(made, key(at))


def _content(made: Any) -> list[Any]:
    return list(made.items()) if hasattr(made, "items") else list(made)


@pytest.mark.parametrize("maker, kind, put", WAYS)
def test_a_full_container_refuses_another_and_is_as_it_was(
    native: ModuleType, maker: str, kind: str, put: Put
) -> None:
    make, _ = MAKERS[maker]
    keys = [KEYS[kind](at * 37 % MOST) for at in range(MOST)]
    made = make(native, keys)
    before = _content(made)
    with pytest.raises(OverflowError, match=f"holds at most {MOST} elements"):
        put(made, KEYS[kind](MOST + 7))
    assert len(made) == MOST
    assert _content(made) == before
    assert all(key in made for key in keys)
    assert KEYS[kind](MOST + 7) not in made


@pytest.mark.parametrize("maker, kind", CASES)
def test_it_fills_up_one_by_one_and_no_further(native: ModuleType, maker: str, kind: str) -> None:
    make, (put, *_) = MAKERS[maker]
    made = make(native, [])
    with pytest.raises(OverflowError, match=f"holds at most {MOST} elements"):
        _fill(made, put, KEYS[kind])
    assert len(made) == MOST
    assert all(KEYS[kind](at) in made for at in range(MOST))


@pytest.mark.parametrize("maker, kind", CASES)
def test_it_is_not_made_of_too_many(native: ModuleType, maker: str, kind: str) -> None:
    with pytest.raises(OverflowError, match=f"holds at most {MOST} elements"):
        MAKERS[maker][0](native, [KEYS[kind](at) for at in range(MOST + 1)])


@pytest.mark.parametrize(
    "maker, kind", [case for case in CASES if case[0] not in {"SortedList", "SortedKeyList"}]
)
def test_what_is_here_is_replaced_though_it_is_full(
    native: ModuleType, maker: str, kind: str
) -> None:
    make, (put, *_) = MAKERS[maker]
    made = make(native, [KEYS[kind](at) for at in range(MOST)])
    put(made, KEYS[kind](3))
    assert len(made) == MOST


@pytest.mark.parametrize(
    "maker, kind",
    [case for case in CASES if case[0] != "UnionFind"],  # which lets nothing go
)
def test_what_goes_leaves_room(native: ModuleType, maker: str, kind: str) -> None:
    make, (put, *_) = MAKERS[maker]
    made = make(native, [KEYS[kind](at) for at in range(MOST)])
    if hasattr(made, "remove"):
        made.remove(KEYS[kind](MOST - 1))
    else:
        del made[KEYS[kind](MOST - 1)]
    put(made, KEYS[kind](MOST + 7))
    assert len(made) == MOST
    assert KEYS[kind](MOST + 7) in made


def test_a_sum_or_a_product_is_not_too_large(native: ModuleType) -> None:
    half = native.SortedList(range(60))
    for large, other in ((add, half), (iadd, half), (mul, 2), (imul, 2)):
        with pytest.raises(OverflowError, match=f"holds at most {MOST} elements"):
            large(half, other)
    assert list(half) == list(range(60))


def test_a_union_is_not_too_large_though_each_part_is_small(native: ModuleType) -> None:
    even, odd = native.SortedSet(range(0, 120, 2)), native.SortedSet(range(1, 120, 2))
    for large in (or_, xor, ior, ixor):
        with pytest.raises(OverflowError, match=f"holds at most {MOST} elements"):
            large(even, odd)
    assert list(even) == list(range(0, 120, 2))
    assert list(even & native.SortedSet(range(60))) == list(range(0, 60, 2))


def test_limits_that_are_not_lowered_are_far_away(native: ModuleType) -> None:
    made = native.SortedList(range(MOST))
    rust._lower_limits()
    made.update(range(1000))
    assert len(made) == MOST + 1000
