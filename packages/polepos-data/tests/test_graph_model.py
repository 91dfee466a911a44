"""A graph against nodes in a list and edges in a dict, step by step."""

from types import ModuleType

import pytest
from graph_building import NODES, WEIGHTED
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test


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
