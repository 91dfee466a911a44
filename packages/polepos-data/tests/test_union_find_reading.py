"""Disjoint sets: roots, components and their values."""

from types import ModuleType


def test_find_adds_what_is_new_and_is_what_brackets_do(data: ModuleType) -> None:
    joined = data.UnionFind()
    assert joined.find("a") == "a"
    assert joined["b"] == "b"
    assert list(joined) == ["a", "b"]


def test_questions_add_nothing_and_take_the_unknown_as_alone(data: ModuleType) -> None:
    joined = data.UnionFind([1])
    assert not joined.connected(1, 2)
    assert not joined.connected(2, 1)
    assert not joined.connected(2, 3)
    assert joined.connected(2, 2.0)
    assert joined.component_size(2) == 1
    assert joined.component(2) == {2}
    assert 2 not in joined
    assert list(joined) == [1]


def test_components_come_by_their_first_values(data: ModuleType) -> None:
    joined = data.UnionFind("dcba", unions=["ac", "bd"])
    assert joined.components() == [{"d", "b"}, {"c", "a"}]
    sets = joined.to_sets()
    joined.union(*"abcd")
    assert list(sets) == [{"d", "b"}, {"c", "a"}]


def test_the_values_are_the_objects_that_came_first(data: ModuleType) -> None:
    joined = data.UnionFind([1])
    joined.union(1.0, 2)
    assert [type(value) for value in joined] == [int, int]
    assert {type(value) for value in joined.component(2)} == {int}
    assert type(joined.find(1.0)) is int
