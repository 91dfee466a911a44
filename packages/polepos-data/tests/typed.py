"""What a type checker makes of the containers: read by mypy and pyright, and run as a test too."""

from collections.abc import Iterator
from typing import assert_type

from polepos.data import (
    BACKEND,
    Graph,
    IndexedPriorityQueue,
    LRUCache,
    OrderedSet,
    PriorityItem,
    SortedDict,
    SortedKeyList,
    SortedList,
    SortedSet,
    Trie,
    TTLCache,
    UnionFind,
    cached,
)


def sorted_lists() -> None:
    numbers = SortedList([3, 1])
    assert_type(numbers, SortedList[int])
    assert_type(numbers[0], int)
    assert_type(numbers[:1], list[int])
    assert_type(numbers.irange(1, 2), Iterator[int])
    assert_type(numbers.pop(), int)
    assert_type(numbers.floor(3), int | None)
    assert_type(numbers.floor(3, "none"), int | str)
    assert_type(numbers + [4], SortedList[int])  # noqa: RUF005 - the operator is the point
    assert_type(numbers.copy(), SortedList[int])
    assert_type([each for each in numbers], list[int])  # noqa: C416 - iteration is the point
    words: SortedList[str] = SortedList(key=len)
    assert_type(words.index("a") if words else 0, int)
    by_length = SortedKeyList(["a"], key=len)
    assert_type(by_length.irange_key(1, 2), Iterator[str])


def sorted_sets_and_dicts() -> None:
    letters = SortedSet("abc")
    assert_type(letters, SortedSet[str])
    assert_type(letters | {"d"}, SortedSet[str])
    assert_type(letters[0], str)
    prices = SortedDict({"a": 1.5})
    assert_type(prices, SortedDict[str, float])
    assert_type(prices["a"], float)
    assert_type(prices.peekitem(0), tuple[str, float])
    assert_type(prices.get("b"), float | None)
    assert_type(prices.keys()[0], str)
    assert_type(prices.items()[:1], list[tuple[str, float]])
    assert_type(prices.values()[0], float)


def tries_and_queues() -> None:
    routes = Trie({"/users": 1})
    assert_type(routes, Trie[int])
    assert_type(routes.keys("/u"), list[str])
    assert_type(routes.items("/u"), list[tuple[str, int]])
    assert_type(routes.longest_prefix_of("/users/7"), str)
    queue: IndexedPriorityQueue[str, int, str] = IndexedPriorityQueue()
    queue.push("a", 2)
    assert_type(queue["a"], int)
    assert_type(queue.peek(), PriorityItem[str, int, str])


def caches() -> None:
    recent: LRUCache[str, int] = LRUCache(10)
    recent["a"] = 1
    assert_type(recent["a"], int)
    assert_type(recent.get("b"), int | None)
    brief: TTLCache[str, int] = TTLCache(10, 60)
    assert_type(brief.get("b"), int | None)

    @cached(LRUCache(10))
    def length(text: str) -> int:
        return len(text)

    assert_type(length("abc"), int)


def relations() -> None:
    assert_type(OrderedSet([1, 2]) | {3}, OrderedSet[int])
    steps: Graph[str] = Graph([("a", "b")], directed=True)
    assert_type(steps.topological_sort(), list[str])
    assert_type(steps.shortest_path("a", "b"), list[str])
    groups = UnionFind([1, 2])
    assert_type(groups.find(1), int)
    assert_type(groups.components(), list[set[int]])


def backend() -> None:
    assert BACKEND in {"pure", "rust"}
