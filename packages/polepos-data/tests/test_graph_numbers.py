"""A graph: nobody sees how its nodes are numbered, or in what parts a walk is made."""

import pickle
from collections.abc import Callable
from itertools import islice, pairwise
from types import ModuleType
from typing import Any

import pytest
from graph_building import EDGES, NODES
from hypothesis import given
from hypothesis import strategies as st

QUESTIONS: list[Callable[[Any], Any]] = [
    lambda graph: graph.topological_sort(),
    lambda graph: list(graph.static_order()),
    lambda graph: graph.topological_sort(key=lambda node: -node % 5),
    lambda graph: graph.generations(),
    lambda graph: graph.find_cycle(),
    lambda graph: list(map(list, graph.connected_components())),
    lambda graph: list(map(list, graph.strongly_connected_components())),
]
OF_NODES: list[Callable[[Any, int], Any]] = [
    lambda graph, node: list(graph.bfs(node)),
    lambda graph, node: list(graph.dfs(node)),
    lambda graph, node: list(graph.descendants(node)),
    lambda graph, node: list(graph.ancestors(node)),
    lambda graph, node: [list(found.items()) for found in graph.dijkstra(node)],
    lambda graph, node: [graph.shortest_path(node, other) for other in graph.bfs(node)],
]


def answers(graph: Any) -> list[Any]:
    """Return all answers of a graph, with the cycle where there is no order."""
    found: list[Any] = []
    for question in QUESTIONS:
        try:
            found.append(question(graph))
        except ValueError as error:
            found.append((str(error), getattr(error, "cycle", None)))
    return found + [question(graph, node) for question in OF_NODES for node in graph]


@given(edges=EDGES, removed=st.lists(NODES, unique=True, max_size=4), directed=st.booleans())
def test_answers_after_nodes_went_are_those_of_a_graph_without_them(
    data: ModuleType, edges: list[tuple[int, int]], removed: list[int], *, directed: bool
) -> None:
    graph = data.Graph(edges, directed=directed, nodes=range(7, -1, -1))
    for node in removed:
        graph.remove_node(node)
    kept = [edge for edge in edges if not set(edge) & set(removed)]
    nodes = [node for node in range(7, -1, -1) if node not in removed]
    new = data.Graph(kept, directed=directed, nodes=nodes)
    assert answers(graph) == answers(new)
    graph.add_edges((node, removed[0]) for node in removed)
    new.add_edges((node, removed[0]) for node in removed)
    assert answers(graph) == answers(new)


@given(edges=EDGES, directed=st.booleans())
def test_a_batch_of_edges_is_as_one_after_the_other(
    data: ModuleType, edges: list[tuple[int, int]], *, directed: bool
) -> None:
    one_by_one, whole = (data.Graph(directed=directed) for _ in range(2))
    for edge in edges:
        one_by_one.add_edge(*edge, sum(edge))
    whole.add_edges((*edge, sum(edge)) for edge in edges)
    assert whole.weighted_edges() == one_by_one.weighted_edges()
    assert answers(whole) == answers(one_by_one)
    for node in whole:
        assert list(whole.predecessors(node)) == list(one_by_one.predecessors(node))
    whole.add_edges((v, u, 1) for u, v in edges)  # now that it knows where edges come from
    for u, v in edges:
        one_by_one.add_edge(v, u, 1)
    for node in whole:
        assert list(whole.predecessors(node)) == list(one_by_one.predecessors(node))
        assert whole.degree(node) == one_by_one.degree(node)


@pytest.mark.parametrize("walk", ["bfs", "dfs"])
@pytest.mark.parametrize("steps", [1, 2, 7, 8, 9, 24, 1015, 1016, 1017, 2999, 3000])
def test_a_change_is_noticed_before_the_next_node(data: ModuleType, walk: str, steps: int) -> None:
    graph = data.Graph(pairwise(range(3000)), directed=True)
    nodes = getattr(graph, walk)(0)
    assert list(islice(nodes, steps)) == list(range(steps))
    graph.add_edge(steps - 1, 5000)
    with pytest.raises(RuntimeError, match=r"^Graph changed during iteration$"):
        next(nodes)
    assert list(nodes) == []


@pytest.mark.parametrize("walk", ["bfs", "dfs"])
def test_a_walk_begins_with_its_first_step(data: ModuleType, walk: str) -> None:
    graph = data.Graph([(1, 2), (2, 3)], directed=True)
    nodes = getattr(graph, walk)(1)
    graph.add_edge(3, 4)
    assert list(nodes) == [1, 2, 3, 4]
    nodes = getattr(graph, walk)(1)
    graph.clear()
    with pytest.raises(IndexError):
        next(nodes)


def test_walks_go_on_side_by_side(data: ModuleType) -> None:
    graph = data.Graph([(n // 2, n) for n in range(1, 100)], directed=True)
    walks = [graph.bfs(0), graph.dfs(0), graph.bfs(0), graph.bfs(1)]
    steps = list(zip(*walks, strict=False))
    assert [step[0] for step in steps] == [step[2] for step in steps] == list(graph.bfs(0))[:99]
    assert [step[1] for step in steps] == list(graph.dfs(0))[:99]


def test_what_a_subclass_says_of_nodes_is_not_asked_for(data: ModuleType) -> None:
    class Odd(data.Graph):  # type: ignore[misc, name-defined]
        def successors(self, node: Any) -> Any:
            raise AssertionError(node)

        neighbors = predecessors = degree = in_degree = out_degree = nodes = edges = successors
        __iter__ = has_edge = weight = successors

    edges = [(1, 2), (1, 3), (3, 2), (2, 4), (5, 6)]
    odd, plain = Odd(edges, directed=True), data.Graph(edges, directed=True)
    assert [question(odd) for question in QUESTIONS] == [question(plain) for question in QUESTIONS]
    for question in OF_NODES:
        assert question(odd, 1) == question(plain, 1)
    assert type(odd.reverse()) is Odd


def test_a_search_nearby_does_not_look_at_the_rest(data: ModuleType) -> None:
    class Far(float):
        def __ge__(self, other: object) -> bool:
            raise AssertionError(other)

    far = [(n, n + 1, Far(1)) for n in range(10, 5000)]
    graph = data.Graph([(0, 1), (1, 2), (2, 10), *far], directed=True)
    assert graph.dijkstra(0, 2) == ({0: 0, 1: 1, 2: 2}, {1: 0, 2: 1})
    assert graph.shortest_path(0, 2, weighted=True) == [0, 1, 2]
    assert list(islice(graph.bfs(0), 3)) == [0, 1, 2]


def test_a_state_that_names_nodes_it_does_not_have_is_an_error(data: ModuleType) -> None:
    graph = data.Graph()
    graph.__setstate__((True, ["a", "b"], [{1: 1}, {7: 1}], None))
    questions: list[Callable[[], Any]] = [
        graph.topological_sort,
        graph.generations,
        graph.strongly_connected_components,
        lambda: graph.descendants("a"),
        lambda: list(graph.bfs("a")),
        lambda: list(graph.dfs("a")),
        lambda: graph.dijkstra("a"),
    ]
    for question in questions:
        with pytest.raises(IndexError):
            question()


def test_answers_survive_a_pickle(data: ModuleType) -> None:
    graph = data.Graph([(1, 2), (2, 3), (3, 1), (4, 4)], directed=True, nodes=[9])
    graph.remove_node(3)
    again = pickle.loads(pickle.dumps(graph))
    assert answers(again) == answers(graph)
