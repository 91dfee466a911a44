"""A graph: topological orders, generations and cycles."""

import graphlib
import math
import pickle
from itertools import chain, pairwise, permutations
from types import ModuleType
from typing import Any

import pytest
from graph_building import EDGES, reached
from hypothesis import given
from hypothesis import strategies as st


def assert_cycle(graph: Any, cycle: list[Any]) -> None:
    assert cycle[0] == cycle[-1]
    assert all(graph.has_edge(u, v) for u, v in pairwise(cycle))
    assert len(set(cycle)) == len(cycle) - 1
    assert graph.directed or len(cycle) != 3


def test_an_edge_leads_from_what_comes_first(data: ModuleType) -> None:
    graph = data.Graph([("wash", "dry"), ("buy", "wash"), ("dry", "iron")], directed=True)
    assert graph.topological_sort() == ["buy", "wash", "dry", "iron"]
    assert list(graph.static_order()) == ["buy", "wash", "dry", "iron"]


def test_generations_hold_what_needs_only_earlier_ones(data: ModuleType) -> None:
    graph = data.Graph(["ac", "bc", "cd", "be", "dz", "ez"], directed=True, nodes=["q"])
    assert graph.generations() == [["q", "a", "b"], ["c", "e"], ["d"], ["z"]]
    assert data.Graph(directed=True).generations() == []


def test_a_key_gives_the_smallest_order(data: ModuleType) -> None:
    graph = data.Graph([("d", "a"), ("c", "a"), ("b", "e")], directed=True)
    assert graph.topological_sort(key=str) == list("bcdae")
    assert graph.topological_sort(key=lambda node: -ord(node)) == list("dcbea")
    assert graph.topological_sort(key=lambda node: 0) == list("dcabe")  # noqa: ARG005


@given(edges=st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), max_size=8))
def test_orders_are_those_of_graphlib(data: ModuleType, edges: list[tuple[int, int]]) -> None:
    graph = data.Graph(edges, directed=True, nodes=range(5))
    valid = [
        order
        for order in permutations(range(5))
        if all(order.index(u) < order.index(v) for u, v in edges)
    ]
    sorter = graphlib.TopologicalSorter({v: {u for u, w in edges if w == v} for v in range(5)})
    if not valid:
        for call in (
            graph.topological_sort,
            graph.static_order,
            graph.generations,
            lambda: graph.topological_sort(key=lambda node: -node),
        ):
            with pytest.raises(data.CycleError) as caught:
                call()
            assert_cycle(graph, caught.value.cycle)
        assert_cycle(graph, graph.find_cycle())
        return
    sorter.prepare()
    generations = []
    while sorter.is_active():
        ready = sorter.get_ready()
        generations.append(set(ready))
        sorter.done(*ready)
    assert list(map(set, graph.generations())) == generations
    assert list(chain.from_iterable(graph.generations())) == graph.topological_sort()
    assert tuple(graph.topological_sort()) in valid
    assert tuple(graph.topological_sort(key=lambda node: -node)) == max(valid)
    assert graph.find_cycle() is None


def test_an_order_needs_directions(data: ModuleType) -> None:
    graph = data.Graph([(1, 2)])
    for call in (graph.topological_sort, graph.static_order, graph.generations):
        with pytest.raises(ValueError, match="directed"):
            call()


def test_a_key_that_is_not_a_number_or_fails_is_an_error(data: ModuleType) -> None:
    graph = data.Graph([(1, 2)], directed=True)
    with pytest.raises(ValueError, match="the key of 1 is not a number: nan"):
        graph.topological_sort(key=lambda node: math.nan)  # noqa: ARG005
    with pytest.raises(TypeError):
        graph.topological_sort(key={1: 1, 2: "a"}.get)
    with pytest.raises(RuntimeError, match="changed"):
        graph.topological_sort(key=lambda node: graph.add_node(-node) or 0)


def test_a_cycle_is_shown_as_far_as_people_read(data: ModuleType) -> None:
    graph = data.Graph([("a", "b"), ("b", "c"), ("c", "b")], directed=True)
    with pytest.raises(
        ValueError, match=r"contains a cycle: ('b' -> 'c' -> 'b'|'c' -> 'b' -> 'c')"
    ):
        graph.topological_sort()
    graph = data.Graph([(i, (i + 1) % 1000) for i in range(1000)], directed=True)
    with pytest.raises(data.CycleError) as caught:
        graph.static_order()
    assert len(str(caught.value)) < 200
    assert len(caught.value.cycle) == 1001
    again = pickle.loads(pickle.dumps(caught.value))
    assert (again.cycle, str(again)) == (caught.value.cycle, str(caught.value))


@given(edges=EDGES, directed=st.booleans())
def test_a_cycle_is_found_if_there_is_one(
    data: ModuleType, edges: list[tuple[int, int]], *, directed: bool
) -> None:
    graph = data.Graph(edges, directed=directed)
    cycle = graph.find_cycle()
    assert graph.is_acyclic() == (cycle is None)
    if directed:
        expected = any(u in reached(set(edges), v) for u, v in edges)
    else:
        expected = len(graph.edges()) > len(graph) - len(graph.connected_components())
    assert (cycle is not None) == expected
    if cycle is not None:
        assert_cycle(graph, cycle)
