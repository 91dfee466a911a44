"""A graph: long chains, what is remembered of answers, and what a question costs."""

import sys
from itertools import pairwise
from types import ModuleType

import pytest
from graph_building import EDGES, Label
from hypothesis import given


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
