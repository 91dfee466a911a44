"""Disjoint sets: long chains, and what a component costs."""

from types import ModuleType


def test_a_chain_of_a_million_is_no_recursion(data: ModuleType) -> None:
    size = 1_000_000
    joined = data.UnionFind(range(size), unions=zip(range(size - 1), range(1, size), strict=True))
    assert joined.n_components == 1
    assert joined.connected(0, size - 1)
    assert joined.component_size(500_000) == size


def test_a_component_costs_its_own_size(data: ModuleType) -> None:
    joined = data.UnionFind(range(100_000), unions=[(5, 50_000)])
    for _ in range(20_000):  # by a look at all values, this would take hours
        assert joined.component(50_000) == {5, 50_000}
