"""A graph: distances are what adding up the weights gives, in value and in type."""

import math
import operator
from decimal import Decimal
from fractions import Fraction
from functools import reduce
from itertools import pairwise
from types import ModuleType
from typing import Any

import pytest
from graph_building import NODES
from hypothesis import given
from hypothesis import strategies as st

PLAIN = st.one_of(
    st.integers(0, 3),
    st.sampled_from([0.0, 0.5, 1.0, 2.0, math.inf, 0.1, 1e300]),
)
ANY = st.one_of(
    PLAIN,
    st.booleans(),
    st.sampled_from([2**53 - 1, 2**53, 2**53 + 1, 2**64, 10**30]),
    st.fractions(0, 2, max_denominator=3),
)


def edges(weights: st.SearchStrategy[Any]) -> st.SearchStrategy[list[tuple[int, int, Any]]]:
    return st.lists(st.tuples(NODES, NODES, weights), max_size=20)


def searched(graph: Any, source: int) -> tuple[list[tuple[int, Any]], dict[int, int]]:
    """Return what Dijkstra's search finds, looking through everything at each step."""
    best: dict[int, Any] = {source: 0}
    before: dict[int, int] = {}
    order: list[int] = []
    while open_nodes := best.keys() - set(order):
        node = min(open_nodes, key=lambda each: (best[each], each))
        order.append(node)
        for end in graph.successors(node):
            further = best[node] + graph.weight(node, end)
            if end not in best or (further < best[end] and end not in order):
                best[end], before[end] = further, node
    return [(node, best[node]) for node in order], before


def shown(distances: dict[int, Any]) -> list[tuple[int, str]]:
    return [(node, repr(distance)) for node, distance in distances.items()]


@pytest.mark.parametrize("weights", [PLAIN, ANY], ids=["plain", "any"])
@pytest.mark.parametrize("directed", [False, True])
def test_distances_are_sums_of_weights_from_the_source(
    data: ModuleType, weights: st.SearchStrategy[Any], *, directed: bool
) -> None:
    @given(edges=edges(weights), source=NODES)
    def law(edges: list[tuple[int, int, Any]], source: int) -> None:
        graph = data.Graph(edges, directed=directed, nodes=range(8))
        found, before = searched(graph, source)
        distances, parents = graph.dijkstra(source)
        assert shown(distances) == [(node, repr(distance)) for node, distance in found]
        assert list(parents.items()) == [(n, before[n]) for n, _ in found if n != source]
        for target in distances:
            until = graph.dijkstra(source, target)
            assert list(until[0]) == list(distances)[: len(until[0])]
            assert list(until[0])[-1] == target
            path = graph.shortest_path(source, target, weighted=True)
            steps = [graph.weight(*step) for step in pairwise(path)]
            assert repr(reduce(operator.add, steps, 0)) == repr(distances[target])

    law()


@pytest.mark.parametrize(
    "weights, distance",
    [
        ([1, 2], 3),
        ([1, 2.0], 3.0),
        ([-0.0], 0.0),
        ([0], 0),
        ([True, True], 2),
        ([True], 1),
        ([2**53 - 1, 1, 1], 2**53 + 1),
        ([2**53 + 1], 2**53 + 1),
        ([2**53 - 1, 1.0, 1.0], 2.0**53),
        ([10**400], 10**400),
        ([math.inf, 1], math.inf),
        ([Fraction(1, 3), 1], Fraction(4, 3)),
        ([Decimal("0.1"), Decimal("0.2")], Decimal("0.3")),
    ],
    ids=repr,
)
def test_a_distance_is_of_the_kind_of_its_weights(
    data: ModuleType, weights: list[Any], distance: Any
) -> None:
    chain = [(place, place + 1, weight) for place, weight in enumerate(weights)]
    graph = data.Graph(chain, directed=True)
    found = graph.dijkstra(0)[0][len(weights)]
    assert (repr(found), type(found)) == (repr(distance), type(distance))
    assert repr(graph.dijkstra(0)[0][0]) == "0"
    assert graph.shortest_path(0, len(weights), weighted=True) == list(range(len(weights) + 1))


def test_a_sum_that_is_rounded_to_less_leads_nowhere_back(data: ModuleType) -> None:
    graph = data.Graph([(1, 0, 2**53 + 1), (0, 0, 0.0), (0, 2, 1)], directed=True)
    assert graph.shortest_path(1, 2, weighted=True) == [1, 0, 2]
    assert graph.dijkstra(1) == ({1: 0, 0: 2**53 + 1, 2: 2**53 + 2}, {0: 1, 2: 0})


def test_an_int_and_a_float_that_are_equal_are_equally_far(data: ModuleType) -> None:
    graph = data.Graph([(0, 2, 1.0), (0, 1, 1), (1, 3, 1), (2, 3, 1), (1, 0, 0)], directed=True)
    distances, parents = graph.dijkstra(0)
    assert shown(distances) == [(0, "0"), (2, "1.0"), (1, "1"), (3, "2.0")]
    assert parents == {1: 0, 2: 0, 3: 2}


@pytest.mark.parametrize("odd", [-1, -0.5, math.nan, -(10**30), Fraction(-1, 2), "far", None])
def test_a_weight_that_is_not_met_does_not_matter(data: ModuleType, odd: Any) -> None:
    graph = data.Graph([(0, 1, 1), (1, 2, 0.5), (2, 3, odd), (9, 0, odd)], directed=True)
    assert graph.dijkstra(0, 2) == ({0: 0, 1: 1, 2: 1.5}, {1: 0, 2: 1})
    assert graph.shortest_path(0, 2, weighted=True) == [0, 1, 2]
    assert graph.shortest_path(0, 3) == [0, 1, 2, 3]
    with pytest.raises(
        TypeError if isinstance(odd, str | None) else ValueError, match=r"2|str|None"
    ):
        graph.dijkstra(0)
    with pytest.raises((TypeError, ValueError)):
        graph.shortest_path(0, 3, weighted=True)


def test_the_first_weight_that_is_refused_is_named(data: ModuleType) -> None:
    graph = data.Graph([(0, 1, 5), (0, 2, 1), (1, 3, -7), (2, 3, 9), (2, 4, -8)], directed=True)
    with pytest.raises(ValueError, match="the edge from 2 to 4 has -8"):
        graph.dijkstra(0)


def test_weights_of_ones_own_may_look_at_the_graph_and_not_change_it(data: ModuleType) -> None:
    class Weight(float):
        change: Any = None

        def __radd__(self, other: float) -> float:
            if self.change is not None:
                self.change()
            return other + float(self)

    weight = Weight(2)
    graph = data.Graph([("a", "b", weight), ("b", "c", 1)], directed=True)
    assert graph.dijkstra("a")[0] == {"a": 0, "b": 2, "c": 3}
    weight.change = lambda: graph.add_node("d")
    with pytest.raises(RuntimeError, match=r"^Graph changed during a comparison$"):
        graph.dijkstra("a")


def test_a_weight_that_is_replaced_in_a_batch_goes_when_all_is_done(data: ModuleType) -> None:
    seen: list[list[tuple[int, int, Any]]] = []

    class Weight(float):
        def __del__(self) -> None:
            seen.append(graph.weighted_edges())

    graph = data.Graph(directed=True)
    graph.add_edge(1, 2, Weight(7))
    graph.add_edges([(1, 2, 3), (2, 3, 4), (1, 2, 5)])
    assert seen == [[(1, 2, 5), (2, 3, 4)]]
