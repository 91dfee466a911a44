"""What a graph refuses, and what hashes, comparisons and finalisers may do to it."""

import pickle
from collections.abc import Callable
from types import ModuleType
from typing import Any

import pytest
from graph_building import Label
from iterables import failing


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


def test_edges_that_fail_half_way_change_nothing(data: ModuleType) -> None:
    graph = data.Graph([(1, 2)])
    for change in (graph.add_edges, graph.add_nodes, graph.update):
        with pytest.raises(ZeroDivisionError):
            change(failing((7, 8)))
    assert graph == data.Graph([(1, 2)])
