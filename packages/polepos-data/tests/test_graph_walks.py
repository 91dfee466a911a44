"""A graph: walks in breadth and depth, and the shortest paths."""

import math
from itertools import pairwise
from types import ModuleType

import pytest
from graph_building import EDGES, WEIGHTED, both_ways, reached
from hypothesis import given
from hypothesis import strategies as st


def test_bfs_goes_by_levels_and_dfs_into_the_depth(data: ModuleType) -> None:
    graph = data.Graph(
        [("a", "b"), ("a", "c"), ("b", "d"), ("d", "e"), ("c", "e"), ("e", "a"), ("x", "a")],
        directed=True,
    )
    assert list(graph.bfs("a")) == list("abcde")
    assert list(graph.dfs("a")) == list("abdec")
    assert list(graph.descendants("d")) == list("eabc")
    assert graph.ancestors("x") == set()
    assert list(graph.ancestors("d")) == list("baexc")


@given(edges=EDGES, directed=st.booleans())
def test_walks_find_what_a_recursive_search_finds(
    data: ModuleType, edges: list[tuple[int, int]], *, directed: bool
) -> None:
    graph = data.Graph(edges, directed=directed, nodes=range(8))
    every = set(edges) if directed else both_ways(edges)
    for start in range(8):
        recursive: list[int] = []

        def visit(node: int, found: list[int] = recursive) -> None:
            if node not in found:
                found.append(node)
                for other in graph.neighbors(node):
                    visit(other)

        visit(start)
        assert list(graph.dfs(start)) == recursive
        assert set(graph.bfs(start)) == set(recursive) == reached(every, start)
        steps = [len(graph.shortest_path(start, node)) for node in graph.bfs(start)]
        assert steps == sorted(steps)
        assert graph.descendants(start) == set(recursive) - {start}
        assert graph.ancestors(start) == {n for n in range(8) if start in reached(every, n)} - {
            start
        }


def test_a_path_has_the_fewest_edges_or_the_smallest_weight(data: ModuleType) -> None:
    graph = data.Graph([(1, 2, 1), (2, 3, 1), (3, 4, 1), (1, 4, 9)], directed=True)
    assert graph.shortest_path(1, 4) == [1, 4]
    assert graph.shortest_path(1, 4, weighted=True) == [1, 2, 3, 4]
    for weighted in (False, True):
        assert graph.shortest_path(3, 3, weighted=weighted) == [3]
        for kind in (ValueError, data.NoPathError):
            with pytest.raises(kind, match="no path from 4 to 1"):
                graph.shortest_path(4, 1, weighted=weighted)


@given(edges=WEIGHTED, directed=st.booleans())
def test_paths_are_as_short_as_the_shortest_of_all(
    data: ModuleType, edges: list[tuple[int, int, int]], *, directed: bool
) -> None:
    graph = data.Graph(edges, directed=directed, nodes=range(8))
    hops = {(u, v): math.inf for u in range(8) for v in range(8)} | {(u, u): 0 for u in range(8)}
    costs = dict(hops)
    for u, v, weight in graph.weighted_edges():
        for pair in [(u, v)] if directed else [(u, v), (v, u)]:
            hops[pair], costs[pair] = min(hops[pair], 1), min(costs[pair], weight)
    for table in (hops, costs):  # Floyd and Warshall
        for k in range(8):
            for u in range(8):
                for v in range(8):
                    table[u, v] = min(table[u, v], table[u, k] + table[k, v])
    for u in range(8):
        distances, parents = graph.dijkstra(u)
        assert distances == {v: costs[u, v] for v in range(8) if costs[u, v] < math.inf}
        assert list(distances.values()) == sorted(distances.values())
        assert parents.keys() == distances.keys() - {u}
        assert all(distances[p] + graph.weight(p, v) == distances[v] for v, p in parents.items())
        for v in distances:
            path, cheap = graph.shortest_path(u, v), graph.shortest_path(u, v, weighted=True)
            assert (path[0], path[-1], cheap[0], cheap[-1]) == (u, v, u, v)
            assert len(path) - 1 == hops[u, v]
            assert all(graph.has_edge(*step) for step in pairwise(path))
            assert sum(graph.weight(*step) for step in pairwise(cheap)) == costs[u, v]
            assert graph.dijkstra(u, v)[0][v] == costs[u, v]
        for v in set(range(8)) - distances.keys():
            assert v not in graph.dijkstra(u, v)[0]
            with pytest.raises(data.NoPathError):
                graph.shortest_path(u, v)


def test_dijkstra_ends_when_the_target_is_known(data: ModuleType) -> None:
    graph = data.Graph([(1, 2), (2, 3), (3, 4)])
    assert graph.dijkstra(1, 2) == ({1: 0, 2: 1}, {2: 1})


@pytest.mark.parametrize("weight", [-1, -0.5, math.nan])
def test_dijkstra_refuses_weights_it_cannot_use(data: ModuleType, weight: float) -> None:
    graph = data.Graph([("a", "b"), ("b", "c", weight)], directed=True)
    with pytest.raises(ValueError, match=f"edge from 'b' to 'c' has {weight}"):
        graph.dijkstra("a")
    with pytest.raises(ValueError, match="0 or more"):
        graph.shortest_path("a", "c", weighted=True)
    assert graph.dijkstra("c") == ({"c": 0}, {})
