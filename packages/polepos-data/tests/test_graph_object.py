"""A graph as an object: equality, text, copies, pickles."""

import copy
import pickle
import subprocess
import sys
import weakref
from itertools import pairwise
from types import ModuleType
from typing import Any

import pytest


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
