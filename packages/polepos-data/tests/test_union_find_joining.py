"""Disjoint sets: components only grow together, by the pairs one learns."""

from types import ModuleType
from typing import Any


def partition(joined: Any) -> set[frozenset[Any]]:
    return set(map(frozenset, joined.components()))


def test_values_are_alone_at_first(data: ModuleType) -> None:
    joined = data.UnionFind("abca")
    assert joined.components() == [{"a"}, {"b"}, {"c"}]
    assert (len(joined), joined.n_components) == (3, 3)


def test_a_union_makes_one_component_of_two(data: ModuleType) -> None:
    joined = data.UnionFind("abcd")
    joined.union("a", "b")
    joined.union("c", "b")
    assert joined.connected("a", "c")
    assert not joined.connected("a", "d")
    assert joined.component("c") == {"a", "b", "c"}
    assert joined.component_size("b") == 3
    assert joined.components() == [{"a", "b", "c"}, {"d"}]
    assert joined.n_components == 2


def test_a_union_adds_what_is_new(data: ModuleType) -> None:
    joined = data.UnionFind()
    joined.union(1, 2)
    joined.union(2, 3)
    assert list(joined) == [1, 2, 3]
    assert joined.n_components == 1


def test_a_union_takes_any_number_of_values(data: ModuleType) -> None:
    joined = data.UnionFind([1])
    assert joined.union() is None
    assert joined.union(7) == 7
    root = joined.union(1, 2, 3, 4, 2)
    assert joined.component(3) == {1, 2, 3, 4}
    assert joined.find(4) == root
    assert joined.n_components == 2


def test_a_union_returns_the_root_of_what_it_made(data: ModuleType) -> None:
    joined = data.UnionFind()
    assert joined.union("a", "b") == "a"
    assert joined.union("b", "a") == "a"
    assert joined.union("x", "a") == "a"
    assert joined.union("x", "b") == "a"


def test_the_larger_component_gives_the_root_and_the_left_one_if_equal(data: ModuleType) -> None:
    joined = data.UnionFind()
    assert joined.union("c", "d") == "c"
    assert joined.union("a", "b") == "a"
    assert joined.union("b", "d") == "a"
    assert joined.union("e", "c") == "a"
    assert all(joined.find(value) == "a" for value in "abcde")


def test_unions_in_bulk_are_unions_one_by_one(data: ModuleType) -> None:
    joined = data.UnionFind(range(5))
    joined.union_many([(0, 1), (), (9,), [1, 2, 7], iter((3, 4))])
    assert partition(joined) == set(map(frozenset, ([0, 1, 2, 7], [3, 4], [9])))
    assert list(joined) == [0, 1, 2, 3, 4, 9, 7]


def test_values_can_be_added_in_bulk(data: ModuleType) -> None:
    joined = data.UnionFind([3, 1])
    joined.update([1, 2, 3, 2])
    joined.add(0)
    joined.add(3)
    assert list(joined) == [3, 1, 2, 0]
    assert list(reversed(joined)) == [0, 2, 1, 3]
