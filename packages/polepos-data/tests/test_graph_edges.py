"""A graph: its nodes, its edges, and their weights."""

from collections.abc import Collection
from types import ModuleType

import pytest


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
