"""Graphs, disjoint sets, and sets that keep their order of insertion."""

import graphlib
import importlib
import operator
from collections.abc import Callable
from functools import partial
from typing import Any

from data.loops import calls2, drain
from data.model import MIDDLE, UPSTREAM, Case, Family, Rival, Task, Workload, ours
from data.tasks import add, each_hit, found, grow, missed, pickled, remove, whole

DEGREE = 4  # edges for each node; n counts edges


def edges(case: Case) -> list[tuple[Any, Any]]:
    """Return n edges that make no cycle: from a node to a later one, not far away for most."""
    keys, nodes = case.keys, case.keys.held[: case.keys.n // DEGREE]
    last = len(nodes) - 1
    chance = keys.dice("edges")
    near = [int(chance.paretovariate(1.0)) for _ in range(keys.n)]
    return [
        (nodes[place], nodes[min(last, place + step)])
        for place, step in zip((n % last for n in range(keys.n)), near, strict=True)
    ]


def directed(type_: Any, made_of: list[tuple[Any, Any]]) -> Any:
    """Make a directed graph of edges."""
    return type_(made_of, directed=True)


def from_first(name: str) -> Callable[[Case], Task]:
    """Make a task that goes through all that a method finds from the first node."""

    def task(case: Case) -> Task:
        search, first = case.method(name), case.keys.held[0]
        return Task(lambda: drain(search(first)), case.keys.n, passes=0)

    return task


def all_of(name: str) -> Callable[[Case], Task]:
    """Make a task that goes through all that a method finds."""

    def task(case: Case) -> Task:
        search = case.method(name)
        return Task(lambda: drain(search()), case.keys.n, passes=0)

    return task


def components(case: Case) -> Task:
    """Find the strong components of a graph in which every tenth edge leads back."""
    tangled = [
        (target, source) if place % 10 == 0 else (source, target)
        for place, (source, target) in enumerate(edges(case))
    ]
    search = case.method("components", case.new(tangled))
    return Task(lambda: drain(search()), case.keys.n, passes=0)


def distances(case: Case) -> Task:
    """Find the least distances from the first node to all others, and the ways there."""
    search, first = case.method("dijkstra"), case.keys.held[0]
    return Task(lambda: search(first), case.keys.n, passes=0)


class NetworkX:
    """A directed graph of networkx, with its functions as methods."""

    def __init__(self, made_of: list[tuple[Any, Any]]) -> None:
        # Only the children that measure it have to have it, and it comes without types.
        networkx: Any = importlib.import_module("networkx")
        graph = networkx.DiGraph(made_of)
        self.bfs = lambda first: networkx.bfs_edges(graph, first)
        self.dfs = lambda first: networkx.dfs_edges(graph, first)
        self.static_order = partial(networkx.topological_sort, graph)
        self.components = partial(networkx.strongly_connected_components, graph)
        self.dijkstra = partial(networkx.dijkstra_predecessor_and_distance, graph)


class Graphlib:
    """The standard library's topological sort, which can be done once after it is filled."""

    def __init__(self, made_of: list[tuple[Any, Any]]) -> None:
        sorter: graphlib.TopologicalSorter[Any] = graphlib.TopologicalSorter()
        for source, target in made_of:
            sorter.add(target, source)
        self.static_order = sorter.static_order


def build_and_order(case: Case) -> Task:
    """Build a graph, and find its topological order."""
    build = GRAPH.build(case)
    return Task(lambda: drain(case.method("static_order", build())()), case.keys.n, passes=0)


GRAPH = Family(
    name="graph",
    title="Graph",
    kinds=("int", "url"),
    few=("int",),
    rivals=(
        *ours(
            "Graph",
            make=directed,
            names={"components": "strongly_connected_components"},
        ),
        Rival("networkx", "data.relations:NetworkX"),
        Rival(
            UPSTREAM,
            "polepos.data:Graph",
            make=directed,
            names={"static_order": "topological_sort"},
        ),
        Rival("graphlib", "data.relations:Graphlib", lacks=frozenset({"topological order"})),
    ),
    against=("networkx", UPSTREAM),
    build=lambda case: partial(case.new, edges(case)),
    each="edge",
    workloads=(
        Workload("breadth first", "edge", from_first("bfs")),
        Workload("depth first", "edge", from_first("dfs")),
        Workload("topological order", "edge", all_of("static_order")),
        Workload("build, topological order", "edge", build_and_order),
        Workload("strong components", "edge", components),
        Workload("Dijkstra", "edge", distances),
    ),
)


def couples(case: Case) -> list[tuple[Any, Any]]:
    """Return as many random pairs of elements as there are elements."""
    held, pick = case.keys.held, case.keys.dice("couples").choices
    return list(zip(pick(held, k=case.keys.n), pick(held, k=case.keys.n), strict=True))


def unite(case: Case) -> Callable[[], Any]:
    """Make singletons of all elements, and unite random pairs."""
    asked = couples(case)

    def run() -> Any:
        made = case.new(case.keys.held)
        calls2(made.union, asked)
        return made

    return run


def connected(case: Case) -> Task:
    """Ask whether two elements are connected."""
    hits = case.keys.hits
    asked = list(zip(hits, reversed(hits), strict=True))
    return Task(partial(calls2, case.method("connected"), asked), len(asked))


def union(case: Case) -> Task:
    """Unite random pairs of singletons."""
    asked = couples(case)
    made: list[Any] = []
    return Task(
        lambda: calls2(made[0].union, asked),
        len(asked),
        before=lambda: made.append(case.new(case.keys.held)),
        after=made.clear,
    )


UNION_FIND = Family(
    name="union-find",
    title="UnionFind",
    kinds=("int", "url", "tuple"),
    few=("int",),
    rivals=(
        *ours("UnionFind"),
        Rival(
            "networkx",
            "networkx.utils:UnionFind",
            names={"find": "__getitem__"},
            lacks=frozenset({"`connected`"}),
        ),
        Rival(UPSTREAM, "polepos.data:UnionFind"),
    ),
    against=("networkx", UPSTREAM),
    build=unite,
    workloads=(
        Workload("`union` of singletons", "call", union, largest=MIDDLE),
        Workload("`find`", "call", each_hit("find")),
        Workload("`connected`", "call", connected),
    ),
)

ORDERED_SET = Family(
    name="ordered-set",
    title="OrderedSet",
    kinds=("int", "url", "tuple", "object"),
    few=("int", "url"),
    rivals=(*ours("OrderedSet"), Rival(UPSTREAM, "polepos.data:OrderedSet")),
    against=(UPSTREAM,),
    build=lambda case: partial(case.new, case.keys.held),
    workloads=(
        Workload("grow from empty by `add`", "element", grow, largest=MIDDLE),
        Workload("`add` to full", "call", add),
        Workload("`add` what is there", "call", each_hit("add")),
        Workload("`remove`", "call", remove),
        Workload("`in`, hit", "call", found),
        Workload("`in`, miss", "call", missed),
        Workload("iteration", "element", whole(drain)),
        Workload("`|` with itself", "element", whole(lambda held: operator.or_(held, held))),
        Workload("pickle and back", "element", whole(pickled), largest=MIDDLE),
    ),
)
