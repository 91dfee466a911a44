"""What a graph promises: nodes, edges, and the answers that follow from them."""

import copy
import graphlib
import math
import pickle
import subprocess
import sys
import weakref
from collections.abc import Callable, Collection, Iterator
from itertools import chain, pairwise, permutations
from types import ModuleType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

NODES = st.integers(0, 7)
EDGES = st.lists(st.tuples(NODES, NODES), max_size=16)
WEIGHTED = st.lists(st.tuples(NODES, NODES, st.integers(0, 5)), max_size=16)


class Label:
    """A node whose hash counts and fails on command, and whose `==` calls back."""

    hashed = 0
    fails_at = 0

    def __init__(self, name: str, *, calls: Any = None, hash_value: int | None = None) -> None:
        self.name, self.calls = name, calls
        self.hash_value = hash(name) if hash_value is None else hash_value

    def __hash__(self) -> int:
        Label.hashed += 1
        if Label.hashed == Label.fails_at:
            raise ZeroDivisionError
        return self.hash_value

    def __eq__(self, other: object) -> bool:
        if self.calls is not None:
            calls, self.calls = self.calls, None
            calls()
        return isinstance(other, Label) and self.name == other.name

    def __repr__(self) -> str:
        return self.name


def reached(edges: set[tuple[int, int]], start: int) -> set[int]:
    """Return what can be reached from a node, itself included, the slow way."""
    found = {start}
    while more := {v for u, v in edges if u in found} - found:
        found |= more
    return found


def both_ways(edges: list[tuple[int, int]]) -> set[tuple[int, int]]:
    return {*edges, *((v, u) for u, v in edges)}


def assert_cycle(graph: Any, cycle: list[Any]) -> None:
    assert cycle[0] == cycle[-1]
    assert all(graph.has_edge(u, v) for u, v in pairwise(cycle))
    assert len(set(cycle)) == len(cycle) - 1
    assert graph.directed or len(cycle) != 3


# ---------------------------------------------------------------------------------- nodes and edges


def test_a_graph_is_a_collection_of_its_nodes_in_order(data: ModuleType) -> None:
    graph = data.Graph([("b", "a"), ("c", "b")])
    graph.add_node("z")
    graph.add_nodes("ya")
    assert list(graph) == ["b", "a", "c", "z", "y"]
    assert list(reversed(graph)) == ["y", "z", "c", "a", "b"]
    assert len(graph) == 5
    assert "a" in graph
    assert "x" not in graph
    assert isinstance(graph, Collection)


def test_what_is_returned_is_a_set_in_order(data: ModuleType) -> None:
    graph = data.Graph([(3, 1), (2, 1), (1, 3)], directed=True)
    assert graph.nodes() == {1, 2, 3}
    assert list(graph.nodes()) == [3, 1, 2]
    assert graph.edges() == {(1, 3), (2, 1), (3, 1)}
    assert list(graph.edges()) == [(3, 1), (1, 3), (2, 1)]
    assert list(graph.predecessors(1)) == [3, 2]
    assert type(graph.nodes()) is data.OrderedSet


def test_changing_what_was_returned_does_not_change_the_graph(data: ModuleType) -> None:
    graph = data.Graph([(1, 2)])
    graph.nodes().clear()
    graph.edges().clear()
    graph.neighbors(1).clear()
    assert graph == data.Graph([(1, 2)])


def test_an_edge_without_direction_leads_both_ways(data: ModuleType) -> None:
    graph = data.Graph([(1, 2), (3, 1)])
    assert not graph.directed
    assert graph.edges() == {(1, 2), (1, 3)}
    assert list(graph.neighbors(1)) == [2, 3] == list(graph.predecessors(1))
    assert graph.has_edge(1, 3)
    assert graph.has_edge(3, 1)
    graph.remove_edge(1, 3)
    assert not graph.has_edge(3, 1)


def test_a_directed_edge_leads_one_way(data: ModuleType) -> None:
    graph = data.Graph([(1, 2), (3, 1)], directed=True)
    assert graph.directed
    assert graph.neighbors(1) == graph.successors(1) == {2}
    assert graph.predecessors(1) == {3}
    assert graph.has_edge(1, 2)
    assert not graph.has_edge(2, 1)
    with pytest.raises(KeyError):
        graph.remove_edge(2, 1)


@pytest.mark.parametrize("directed", [False, True])
def test_an_edge_may_lead_to_its_own_node(data: ModuleType, *, directed: bool) -> None:
    graph = data.Graph([(1, 1), (1, 2)], directed=directed)
    assert graph.edges() == {(1, 1), (1, 2)}
    assert graph.degree(1) == 3
    assert graph.neighbors(1) == {1, 2}
    graph.remove_edge(1, 1)
    assert graph.edges() == {(1, 2)}
    graph.add_edge(1, 1)
    graph.remove_node(1)
    assert (graph.nodes(), graph.edges()) == ({2}, set())


def test_degrees_count_the_ends_of_edges(data: ModuleType) -> None:
    graph = data.Graph([(1, 2), (3, 1), (4, 1)], directed=True)
    assert (graph.degree(1), graph.in_degree(1), graph.out_degree(1)) == (3, 2, 1)
    graph = data.Graph([(1, 2), (3, 1), (4, 1)])
    assert (graph.degree(1), graph.in_degree(1), graph.out_degree(1)) == (3, 3, 3)


def test_an_edge_has_a_weight_and_may_get_another(data: ModuleType) -> None:
    graph = data.Graph([(1, 2), (2, 3, 2.5)])
    graph.add_edge(3, 4, weight=7)
    graph.add_edge(2, 1, 9)
    assert graph.weight(1, 2) == graph.weight(2, 1) == 9
    assert graph.weighted_edges() == [(1, 2, 9), (2, 3, 2.5), (3, 4, 7)]
    graph.add_edges([(4, 3), (4, 5, 0)])
    assert (graph.weight(3, 4), graph.weight(4, 5)) == (1, 0)


def test_an_edge_has_two_or_three_parts(data: ModuleType) -> None:
    graph = data.Graph(["ab"])
    for wrong in ((1,), (1, 2, 3, 4)):
        with pytest.raises(ValueError, match="an edge is"):
            graph.add_edges([(1, 2), wrong])
    assert graph == data.Graph([("a", "b")])


@pytest.mark.parametrize("directed", [False, True])
def test_removing_a_node_removes_its_edges(data: ModuleType, *, directed: bool) -> None:
    graph = data.Graph([(1, 2), (2, 3), (3, 1), (3, 4)], directed=directed)
    graph.remove_node(3)
    assert graph.edges() == {(1, 2)}
    assert graph.degree(1) == 1
    assert graph.degree(4) == 0
    graph.add_node(3)
    assert graph.degree(3) == 0
    assert list(graph) == [1, 2, 4, 3]


def test_the_node_that_came_first_is_the_one_that_is_kept(data: ModuleType) -> None:
    graph = data.Graph([(1, 2)])
    graph.add_edge(1.0, 2.0, 5)
    assert [type(node) for node in graph] == [int, int]
    assert [type(node) for node in graph.bfs(1.0)] == [int, int]


def test_a_graph_can_be_updated_with_another(data: ModuleType) -> None:
    graph = data.Graph([(1, 2)], directed=True)
    graph.update(data.Graph([(2, 3, 4), (1, 2, 6)], directed=True, nodes=[8]), nodes=[9])
    assert graph == data.Graph([(1, 2, 6), (2, 3, 4)], directed=True, nodes=[8, 9])
    graph.update([(5, 6)])
    graph.update(graph)
    assert graph.has_edge(5, 6)


def test_reverse_turns_the_edges(data: ModuleType) -> None:
    graph = data.Graph([(1, 2, 5), (3, 2)], directed=True)
    turned = graph.reverse()
    assert turned.edges() == {(2, 1), (2, 3)}
    assert turned.weight(2, 1) == 5
    turned.add_edge(2, 9)
    assert 9 not in graph


def test_a_subgraph_has_the_edges_between_its_nodes(data: ModuleType) -> None:
    graph = data.Graph([(1, 2, 5), (2, 3), (3, 1), (None, 2)], directed=True)
    graph.remove_node(1)
    graph.add_edge(1, 2, 5)
    part = graph.subgraph(iter([1, 2, None, "unknown"]))
    assert part == data.Graph([(1, 2, 5), (None, 2)], directed=True)
    assert list(part) == [2, None, 1]
    part.remove_node(2)
    assert graph.has_edge(1, 2)


def test_clear_keeps_the_directions(data: ModuleType) -> None:
    graph = data.Graph([(1, 2)], directed=True)
    graph.clear()
    assert graph == data.Graph(directed=True)
    graph.add_edge(2, 1)
    assert graph == data.Graph([(2, 1)], directed=True)


# ------------------------------------------------------------------------------------------ errors


def test_the_unknown_is_a_key_error_and_a_value_error(data: ModuleType) -> None:
    graph = data.Graph([(1, 2)], directed=True)
    for call in (
        graph.remove_node,
        graph.neighbors,
        graph.successors,
        graph.predecessors,
        graph.degree,
        graph.in_degree,
        graph.out_degree,
        graph.bfs,
        graph.dfs,
        graph.descendants,
        graph.ancestors,
        graph.dijkstra,
        lambda node: graph.dijkstra(1, node),
        lambda node: graph.shortest_path(1, node),
        lambda node: graph.shortest_path(node, 1),
    ):
        for kind in (KeyError, ValueError, data.NotInGraphError):
            with pytest.raises(kind, match=r"^node not in graph: 'nobody'$"):
                call("nobody")
    for call in (graph.remove_edge, graph.weight):
        for edge in ((2, 1), (1, 9), (9, 1), (1, 1)):
            with pytest.raises(data.NotInGraphError, match=f"no edge from {edge[0]} to {edge[1]}"):
                call(*edge)
    assert not graph.has_edge(1, 9)
    assert not graph.has_edge(9, 1)


def test_what_cannot_be_hashed_is_refused(data: ModuleType) -> None:
    graph = data.Graph([(1, 2)])
    broken: Any = []
    calls: list[Callable[[], Any]] = [
        lambda: graph.add_node(broken),
        lambda: graph.add_nodes([3, broken]),
        lambda: graph.add_edge(3, broken),
        lambda: graph.add_edge(broken, 3),
        lambda: graph.add_edges([(3, 4), (5, broken)]),
        lambda: graph.update([(3, 4), (5, broken)], nodes=[7]),
        lambda: graph.has_edge(1, broken),
        lambda: graph.has_edge(broken, 1),
    ]
    for call in calls:
        with pytest.raises(TypeError):
            call()
    assert graph == data.Graph([(1, 2)])


@pytest.mark.parametrize("directed", [False, True])
@pytest.mark.parametrize(
    "name", ["add_node", "add_nodes", "add_edge", "add_edges", "remove_edge", "remove_node"]
)
@pytest.mark.parametrize("moment", range(1, 16))
def test_a_hash_that_fails_at_any_moment_changes_nothing(
    data: ModuleType, *, directed: bool, name: str, moment: int
) -> None:
    a, b, c, d, e = map(Label, "abcde")
    graph = data.Graph([(a, b), (b, c, 2)], directed=directed)
    before = graph.copy()
    arguments: Any = {
        "add_node": (d,),
        "add_nodes": ([d, e, Label("a")],),
        "add_edge": (d, e),
        "add_edges": ([(d, e), (a, c, 3), (Label("b"), Label("c"), 7)],),
        "remove_edge": (Label("b"), Label("c")),
        "remove_node": (Label("b"),),
    }[name]
    Label.hashed, Label.fails_at = 0, moment
    try:
        getattr(graph, name)(*arguments)
        failed = False
    except ZeroDivisionError:
        failed = True
    Label.fails_at = 0
    assert failed == (graph == before)
    assert failed or moment > 1
    assert len(list(graph)) == len(graph) == len(graph.nodes())
    graph.add_edges([(d, e), (e, a)])
    assert set(graph.bfs(d)) >= {d, e, a}


@pytest.mark.parametrize("directed", [False, True])
@pytest.mark.parametrize(
    "name", ["add_node", "add_edge", "add_edges", "remove_edge", "remove_node"]
)
def test_a_change_during_a_comparison_never_breaks_the_graph(
    data: ModuleType, *, directed: bool, name: str
) -> None:
    for change in (
        lambda graph, node: graph.add_edge(Label("x"), Label("y")),  # noqa: ARG005
        lambda graph, node: graph.remove_node(node),
        lambda graph, node: graph.remove_node(Label("a")),  # noqa: ARG005
        lambda graph, node: graph.clear(),  # noqa: ARG005
        lambda graph, node: list(graph.bfs(node)),
    ):
        a = Label("a")
        graph = data.Graph(directed=directed)
        there = Label("b", hash_value=7)
        graph.add_edges([(a, there), (there, a), (there, Label("c"))])
        there.calls = lambda graph=graph, node=there, change=change: change(graph, node)
        same, new = Label("b", hash_value=7), Label("d", hash_value=7)
        arguments: Any = {
            "add_node": (new,),
            "add_edge": (a, new),
            "add_edges": ([(new, a), (a, same)],),
            "remove_edge": (same, a),
            "remove_node": (same,),
        }[name]
        try:
            getattr(graph, name)(*arguments)
        except RuntimeError as error:
            assert str(error) == "Graph changed during a comparison"  # noqa: PT017
        except KeyError:
            assert name.startswith("remove")
        assert len(list(graph)) == len(graph) == len(graph.nodes())
        assert all(graph.has_edge(u, v) for u, v in graph.edges())
        assert graph == pickle.loads(pickle.dumps(graph.copy())) or graph
        graph.add_edge(new, Label("e"))
        assert Label("e") in graph.neighbors(new)


def test_a_dropped_weight_may_do_as_it_likes(data: ModuleType) -> None:
    class Weight(float):
        graph: Any = None

        def __del__(self) -> None:
            if self.graph is not None:
                self.graph.remove_node(2)

    changes: list[Callable[[Any], Any]] = [
        lambda graph: graph.add_edge(1, 2, 5),
        lambda graph: graph.add_edges([(1, 2, 5), (2, 3), (3, 1)]),
        lambda graph: graph.remove_edge(1, 2),
    ]
    for change in changes:
        for directed in (False, True):
            weight = Weight(3)
            graph = data.Graph([(1, 2, weight)], directed=directed)
            weight.graph = graph
            del weight
            change(graph)
            assert 2 not in graph
            assert all({u, v} <= {1, 3} for u, v in graph.edges())
            assert graph.degree(1) == len(graph.edges())


def failing() -> Iterator[tuple[int, int]]:
    yield 7, 8
    raise ZeroDivisionError


def test_edges_that_fail_half_way_change_nothing(data: ModuleType) -> None:
    graph = data.Graph([(1, 2)])
    for change in (graph.add_edges, graph.add_nodes, graph.update):
        with pytest.raises(ZeroDivisionError):
            change(failing())
    assert graph == data.Graph([(1, 2)])


@pytest.mark.parametrize(
    "change",
    [
        lambda graph: graph.add_node("new"),
        lambda graph: graph.remove_node(3),
        lambda graph: graph.update([("new", 1)]),
        lambda graph: graph.clear(),
    ],
)
def test_a_change_of_nodes_during_iteration_is_an_error(data: ModuleType, change: Any) -> None:
    for walk in (iter, reversed, lambda graph: graph.bfs(1), lambda graph: graph.dfs(1)):
        graph = data.Graph([(1, 2), (2, 3), (3, 4)], directed=True)
        with pytest.raises(RuntimeError, match=r"^Graph changed during iteration$"):  # noqa: PT012
            for _ in walk(graph):
                change(graph)


def test_a_change_of_edges_during_a_walk_is_an_error(data: ModuleType) -> None:
    changes: list[Callable[[Any], Any]] = [
        lambda graph: graph.add_edge(1, 3),
        lambda graph: graph.remove_edge(3, 4),
        lambda graph: graph.add_edge(1, 2, 7),
    ]
    for walk in ("bfs", "dfs"):
        for change in changes:
            graph = data.Graph([(1, 2), (2, 3), (3, 4)], directed=True)
            with pytest.raises(RuntimeError, match=r"^Graph changed during iteration$"):  # noqa: PT012
                for _ in getattr(graph, walk)(1):
                    change(graph)


def test_what_changes_nothing_may_be_done_during_a_walk(data: ModuleType) -> None:
    graph = data.Graph([(1, 2), (2, 3)])
    for node in graph.bfs(1):
        graph.add_node(node)
        graph.add_edge(1, 2)
    for node in graph:
        graph.add_edge(node, 1)


# ------------------------------------------------------------------------------------------- walks


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


# ------------------------------------------------------------------------------------------ orders


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


# -------------------------------------------------------------------------------------- components


@given(edges=EDGES, directed=st.booleans())
def test_components_are_what_can_reach_each_other(
    data: ModuleType, edges: list[tuple[int, int]], *, directed: bool
) -> None:
    graph = data.Graph(edges, directed=directed, nodes=range(7, -1, -1))
    whole = both_ways(edges)
    weak = graph.connected_components()
    assert [set(component) for component in weak] == [
        reached(whole, component[0]) for component in weak
    ]
    assert [component[0] for component in weak] == sorted(
        (max(component) for component in weak), reverse=True
    )
    every = set(edges) if directed else whole
    strong = graph.strongly_connected_components()
    for component in strong:
        assert list(component) == sorted(component, reverse=True)
        for node in component:
            mutual = {n for n in reached(every, node) if node in reached(every, n)}
            assert component == mutual
    assert sorted(node for component in strong for node in component) == list(range(8))
    place = {node: i for i, component in enumerate(strong) for node in component}
    assert all(place[u] >= place[v] for u, v in every)


# -------------------------------------------------------------------------------------------- size


@pytest.mark.parametrize("size", [20_000, pytest.param(1_000_000, marks=pytest.mark.slow)])
def test_a_long_chain_is_no_recursion(data: ModuleType, size: int) -> None:
    last = size - 1
    graph = data.Graph(pairwise(range(size)), directed=True)
    assert len(list(graph.dfs(0))) == size
    assert len(graph.shortest_path(0, last)) == size
    assert graph.dijkstra(0, last)[0][last] == last
    assert graph.topological_sort()[-1] == last
    assert len(graph.strongly_connected_components()) == size
    assert len(graph.connected_components()) == 1
    assert graph.copy() == graph
    graph.add_edge(last, 0)
    assert len(graph.find_cycle()) == size + 1
    assert len(graph.strongly_connected_components()) == 1


@given(edges=EDGES)
def test_what_was_asked_before_changes_no_answer(
    data: ModuleType, edges: list[tuple[int, int]]
) -> None:
    asked, new = (data.Graph(directed=True, nodes=range(8)) for _ in range(2))
    for edge in edges:
        asked.predecessors(0)
        asked.add_edge(*edge)
        new.add_edge(*edge)
    for node in range(8):
        for name in ("predecessors", "ancestors", "descendants"):
            assert list(getattr(asked, name)(node)) == list(getattr(new, name)(node))
        for other in new.ancestors(node):
            assert asked.shortest_path(other, node) == new.copy().shortest_path(other, node)
    assert asked.find_cycle() == new.copy().find_cycle()
    assert asked.reverse().weighted_edges() == new.reverse().weighted_edges()


def test_a_look_during_a_comparison_harms_nothing(data: ModuleType) -> None:
    graph = data.Graph([("a", "b")], directed=True)
    label = Label("x", hash_value=5, calls=lambda: graph.predecessors("b"))
    graph.add_edge("a", label)
    graph.add_edge(Label("y", hash_value=5), "b")
    assert list(graph.predecessors("b")) == ["a", Label("y", hash_value=5)]


def test_removing_a_node_asks_only_for_its_own_hash(data: ModuleType) -> None:
    def hashes(size: int) -> int:
        labels = [Label(str(number)) for number in range(size)]
        graph = data.Graph(pairwise(labels), directed=True)
        Label.hashed = 0
        for label in labels[: size // 2]:
            graph.remove_node(label)
        return Label.hashed

    assert hashes(400) <= 2 * hashes(200) + 10


def test_questions_hash_only_the_nodes_they_name(data: ModuleType) -> None:
    labels = [Label(str(number)) for number in range(100)]
    graph = data.Graph(pairwise(labels), directed=True)
    Label.hashed = 0
    list(graph.bfs(labels[0]))
    list(graph.dfs(labels[0]))
    graph.topological_sort()
    graph.shortest_path(labels[0], labels[-1])
    assert Label.hashed == 4


@pytest.mark.parametrize("directed", [False, True])
def test_a_graph_that_lives_long_does_not_grow(data: ModuleType, *, directed: bool) -> None:
    graph = data.Graph(pairwise(range(100)), directed=directed)
    size = sys.getsizeof(graph)
    for number in range(100, 20_000):
        graph.add_edge(number - 1, number)
        graph.remove_node(number - 100)
    assert sys.getsizeof(graph) < 6 * size
    assert list(graph) == list(range(19_900, 20_000))
    assert list(graph.bfs(19_900)) == list(graph)
    assert graph == data.Graph(pairwise(range(19_900, 20_000)), directed=directed)


# ----------------------------------------------------------------------------------------- citizen


def test_graphs_are_equal_whatever_came_first(data: ModuleType) -> None:
    edges = [(1, 2), (2, 3, 5), (3, 3)]
    graph = data.Graph(edges, directed=True)
    assert graph == data.Graph(edges[::-1], directed=True)
    for other in (
        data.Graph(edges),
        data.Graph(edges, directed=True, nodes=[9]),
        data.Graph(edges[:2], directed=True, nodes=[3]),
        data.Graph([*edges, (2, 3, 6)], directed=True),
        data.Graph([(1, 2), (3, 2, 5), (3, 3)], directed=True),
        data.Graph([(1, 2), (2, 4, 5), (4, 4)], directed=True),
        {1, 2, 3},
    ):
        assert graph != other
    assert data.Graph([(1, 2), (2, 3)]) == data.Graph([(3, 2), (2, 1)])


def test_its_repr_makes_it_again(data: ModuleType) -> None:
    assert repr(data.Graph()) == "Graph()"
    graph = data.Graph([("a", "b"), ("b", "c", 2.5), ("c", "c", 1.0)], directed=True, nodes="z")
    shown = "Graph([('a', 'b'), ('b', 'c', 2.5), ('c', 'c', 1.0)], directed=True, nodes=['z'])"
    assert repr(graph) == shown
    for each in (graph, data.Graph([(1, 2), (3, 1)]), data.Graph(nodes=[1])):
        assert eval(repr(each), {"Graph": data.Graph}) == each  # noqa: S307


def test_it_may_hold_something_that_holds_it(data: ModuleType) -> None:
    class Holder:
        held: Any = None

        def __repr__(self) -> str:
            return f"Holder({self.held!r})"

    holder = Holder()
    holder.held = data.Graph([(holder, 1)])
    assert repr(holder.held) == "Graph([(Holder(Graph(...)), 1)])"
    again = copy.deepcopy(holder.held)
    assert next(iter(again)).held is again


@pytest.mark.parametrize("directed", [False, True])
@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
def test_a_pickle_brings_everything_and_all_orders_back(
    data: ModuleType, protocol: int, *, directed: bool
) -> None:
    graph = data.Graph([(9, 1), (3, 2, 7), (1, 2), (3, 1), (4, 4)], directed=directed, nodes=[5])
    graph.remove_node(5)
    again = pickle.loads(pickle.dumps(graph, protocol))
    assert again == graph
    assert list(again) == list(graph)
    for node in graph:
        assert list(again.successors(node)) == list(graph.successors(node))
        assert list(again.predecessors(node)) == list(graph.predecessors(node))
    again.add_edge(4, 9)
    assert again.degree(9) == graph.degree(9) + 1


@pytest.mark.parametrize("directed", [False, True])
def test_a_copy_is_one_of_its_own(data: ModuleType, *, directed: bool) -> None:
    graph = data.Graph([(1, 2), (2, 3)], directed=directed)
    for again in (graph.copy(), copy.copy(graph), copy.deepcopy(graph)):
        assert again == graph
        again.remove_edge(1, 2)
        again.add_edge(3, 4)
        again.remove_node(2)
    assert graph == data.Graph([(1, 2), (2, 3)], directed=directed)


def test_a_subclass_keeps_its_class_and_attributes(data: ModuleType) -> None:
    class Named(data.Graph):  # type: ignore[name-defined,misc]
        pass

    graph = Named([(1, 2)])
    graph.name = "numbers"
    for again in (graph.copy(), copy.copy(graph), copy.deepcopy(graph), graph.reverse()):
        assert type(again) is Named
        assert (again, again.name) == (graph, "numbers")
    assert type(graph.subgraph([1])) is Named


def test_it_is_a_good_citizen(data: ModuleType) -> None:
    graph: Any = data.Graph(pairwise(range(1000)))
    assert weakref.ref(graph)() is not None
    assert not hasattr(graph, "__dict__")
    assert data.Graph[int].__origin__ is data.Graph
    assert sys.getsizeof(graph) > sys.getsizeof(data.Graph()) + 64 * 1000
    assert data.Graph.__module__ == "polepos.data"
    assert list(data.Graph.__new__(data.Graph)) == []
    with pytest.raises(TypeError, match="unhashable"):
        hash(graph)
    with pytest.raises(AttributeError):
        graph.directed = True


def test_no_order_depends_on_hashes() -> None:
    program = (
        "from polepos.data import Graph\n"
        "g = Graph([(str(i), str(i * 7 % 40)) for i in range(40)] + [('a', 'b')], directed=True)\n"
        "print(list(g.nodes()), list(g.edges()), list(g.bfs('1')), list(g.dfs('1')),\n"
        "      [list(c) for c in g.strongly_connected_components()], g.find_cycle(),\n"
        "      [list(c) for c in g.connected_components()], g.dijkstra('3'))\n"
    )
    outputs = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": ":".join(sys.path)},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(outputs) == 1


# ------------------------------------------------------------------------------------------- model


class Model(RuleBasedStateMachine):
    """A graph beside a list of nodes and a dict of edges."""

    data: ModuleType
    directed: bool

    def __init__(self) -> None:
        super().__init__()
        self.graph = self.data.Graph(directed=self.directed)
        self.nodes: list[int] = []
        self.edges: dict[tuple[int, int], int] = {}

    def other(self, edge: tuple[int, int]) -> tuple[int, int]:
        return edge if self.directed else edge[::-1]

    def put(self, u: int, v: int, weight: int) -> None:
        self.nodes = list(dict.fromkeys([*self.nodes, u, v]))
        for edge in ((u, v), self.other((u, v))):
            self.edges[edge] = weight

    @rule(nodes=st.lists(NODES, max_size=3))
    def add_nodes(self, nodes: list[int]) -> None:
        self.graph.add_nodes(nodes)
        self.nodes = list(dict.fromkeys(self.nodes + nodes))

    @rule(u=NODES, v=NODES, weight=st.integers(0, 3))
    def add_edge(self, u: int, v: int, weight: int) -> None:
        self.graph.add_edge(u, v, weight)
        self.put(u, v, weight)

    @rule(edges=WEIGHTED)
    def add_edges(self, edges: list[tuple[int, int, int]]) -> None:
        self.graph.add_edges(edges)
        for edge in edges:
            self.put(*edge)

    @rule(u=NODES, v=NODES)
    def remove_edge(self, u: int, v: int) -> None:
        if (u, v) in self.edges:
            self.graph.remove_edge(u, v)
            for edge in {(u, v), self.other((u, v))}:
                del self.edges[edge]
        else:
            with pytest.raises(KeyError):
                self.graph.remove_edge(u, v)

    @rule(nodes=st.lists(NODES, max_size=8, unique=True), times=st.integers(1, 12))
    def remove_and_add_nodes(self, nodes: list[int], times: int) -> None:
        for _ in range(times):  # so often that numbers have to be given anew
            self.graph.add_nodes(nodes)
            for node in nodes:
                self.graph.remove_node(node)
        self.nodes = [node for node in self.nodes if node not in nodes]
        self.edges = {edge: w for edge, w in self.edges.items() if not {*edge} & {*nodes}}

    @rule()
    def replace_by_copy(self) -> None:
        self.graph = self.graph.copy()

    @rule(nodes=st.lists(NODES, max_size=6))
    def subgraph(self, nodes: list[int]) -> None:
        part = self.graph.subgraph(nodes)
        assert list(part) == [node for node in self.nodes if node in nodes]
        assert part.edges() == {edge for edge in self.graph.edges() if {*edge} <= {*nodes}}

    @invariant()
    def equal(self) -> None:
        graph = self.graph
        assert list(graph) == self.nodes
        assert len(graph) == len(self.nodes)
        assert {(u, v): graph.weight(u, v) for u in graph for v in graph.neighbors(u)} == self.edges
        for node in self.nodes:
            assert graph.successors(node) == {v for u, v in self.edges if u == node}
            assert graph.predecessors(node) == {u for u, v in self.edges if v == node}
        listed = graph.edges()
        assert {*listed} | {self.other(edge) for edge in listed} == {*self.edges}
        assert len(listed) == len({frozenset(edge) for edge in self.edges}) or self.directed
        again = self.data.Graph(graph.weighted_edges(), directed=self.directed, nodes=self.nodes)
        assert again == graph


@pytest.mark.parametrize("directed", [False, True])
def test_it_behaves_as_nodes_in_a_list_and_edges_in_a_dict(
    data: ModuleType, *, directed: bool
) -> None:
    machine = type("Model", (Model,), {"data": data, "directed": directed})
    run_state_machine_as_test(machine)
