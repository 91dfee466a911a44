"""A graph of any hashable nodes, with or without directions and weights."""

from collections.abc import Hashable, Iterable
from reprlib import recursive_repr
from typing import Any, ClassVar, Generic, Self, TypeVar

from polepos.data._pure.graph_order import GraphOrder
from polepos.data._pure.graph_structure import GraphStructure
from polepos.data._pure.ordered_set import OrderedSet, ordered

T = TypeVar("T", bound=Hashable)


class Graph(GraphOrder[T], Generic[T]):
    """Keep nodes and the edges between them.

    Nodes are any hashable values. There is at most one edge from a node to another, and it has a
    weight, 1 if nothing else was said. An edge may lead from a node to itself. A graph is a
    collection of its nodes: `len`, `in` and iteration are about these, in the order in which they
    were added. All orders below follow from those in which nodes and edges were added, never from
    hashes. The sets that are returned are ordered sets of their own: they equal builtin sets, and
    changing them does not change the graph.

    Two graphs are equal if both are directed or both are not, with equal nodes, edges and weights,
    in whatever order they were added.

    Arguments:
        edges: the first edges, each `(source, target)` or `(source, target, weight)`.
        directed: whether an edge leads from its source to its target only.
        nodes: nodes to begin with, before those of the edges.
    """

    __module__ = "polepos.data"
    __slots__ = ()
    __hash__: ClassVar[None]  # type: ignore[assignment]  # it is mutable

    def __init__(
        self,
        edges: "Iterable[tuple[T, T] | tuple[T, T, float]]" = (),
        *,
        directed: bool = False,
        nodes: Iterable[T] = (),
    ) -> None:
        self._reset(directed=directed)
        self._extend(nodes, edges)

    def update(
        self,
        edges: "GraphStructure[T] | Iterable[tuple[T, T] | tuple[T, T, float]]" = (),
        nodes: Iterable[T] = (),
    ) -> None:
        """Add `nodes`, then `edges`, which may be a graph: all its nodes and edges are added.

        On an error nothing is added. O(what is added).
        """
        if isinstance(edges, Graph):
            self._extend([*nodes, *edges], edges.weighted_edges())
        else:
            self._extend(nodes, edges)

    # ------------------------------------------------------------------------------ nodes and edges

    def nodes(self) -> OrderedSet[T]:
        """Return the set of all nodes, in the order in which they were added. O(nodes)."""
        return ordered(dict.fromkeys(self._ids))

    def edges(self) -> OrderedSet[tuple[T, T]]:
        """Return the set of all edges, node by node. O(nodes + edges).

        Without directions each edge is in it once, from the node that was added first.
        """
        labels, rows = self._labels, self._rows
        if not self.directed:
            return ordered({(labels[i], labels[j]): None for i, j in self._pairs()})
        ends = self._ids.items()
        return ordered(dict.fromkeys([(node, labels[j]) for node, i in ends for j in rows[i]]))

    def weighted_edges(self) -> list[tuple[T, T, float]]:
        """Return all edges with their weights, in the order of `edges()`. O(nodes + edges)."""
        labels, rows = self._labels, self._rows
        return [(labels[i], labels[j], rows[i][j]) for i, j in self._pairs()]

    def has_edge(self, source: T, target: T) -> bool:
        """Tell whether an edge leads from `source` to `target`. O(1)."""
        ids = self._ids
        try:
            return ids[target] in self._rows[ids[source]]
        except KeyError:  # of an unknown node, or of a hash, which then fails again
            return source in ids and target in ids

    def weight(self, source: T, target: T) -> float:
        """Return the weight of the edge from `source` to `target`. O(1).

        Raises `NotInGraphError`, a `KeyError`, when there is no such edge.
        """
        i, j = self._edge(source, target)
        return self._rows[i][j]

    def successors(self, node: T) -> OrderedSet[T]:
        """Return where edges lead from `node`, in the order in which these were added. O(degree).

        Raises `NotInGraphError`, a `KeyError`, for an unknown node.
        """
        i, labels = self._place(node), self._labels
        return ordered({labels[j]: None for j in self._rows[i]})

    def neighbors(self, node: T) -> OrderedSet[T]:
        """Return the `successors` of `node`; without directions, all that edges join it with."""
        return self.successors(node)

    def predecessors(self, node: T) -> OrderedSet[T]:
        """Return from where edges lead to `node`, in O(degree log degree) amortised.

        They are in the order in which they were added to the graph; without directions in that of
        the edges, as `successors`. Raises `NotInGraphError`, a `KeyError`, for an unknown node.
        """
        if not self.directed:
            return self.successors(node)
        i = self._place(node)
        labels = self._labels
        return ordered({labels[j]: None for j in sorted(self._incoming()[i])})

    def out_degree(self, node: T) -> int:
        """Return how many edges lead from `node`; without directions, its `degree`. O(1)."""
        return len(self._rows[self._place(node)]) if self.directed else self.degree(node)

    def in_degree(self, node: T) -> int:
        """Return how many edges lead to `node`; without directions, its `degree`. O(1) amortised."""
        return len(self._incoming()[self._place(node)]) if self.directed else self.degree(node)

    def degree(self, node: T) -> int:
        """Return how many ends of edges are at `node`: an edge to itself counts twice. O(1) amortised.

        Raises `NotInGraphError`, a `KeyError`, for an unknown node, as all three of them do.
        """
        i = self._place(node)
        row = self._rows[i]
        return len(row) + (len(self._incoming()[i]) if self.directed else i in row)

    # --------------------------------------------------------------------------------- other graphs

    def reverse(self) -> Self:
        """Return a copy with all edges the other way round. O(nodes + edges)."""
        made = self.copy()
        made._turn()
        return made

    def subgraph(self, nodes: Iterable[T]) -> Self:
        """Return a copy with only those of `nodes` that the graph has, and the edges between them.

        Nodes keep their order in this graph. O(nodes and their edges).
        """
        kept = sorted({i for i in map(self._ids.get, nodes) if i is not None})
        made: Graph[T] = type(self).__new__(type(self))
        labels = [self._labels[i] for i in kept]
        made._hold(labels, self._chosen(kept), directed=self.directed)
        return made  # type: ignore[return-value]  # it is of the same class

    # ---------------------------------------------------------------------------- comparing, showing

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Graph):
            return NotImplemented
        if self.directed != other.directed or len(self) != len(other):
            return False
        rows = self._rows
        theirs: list[Any] = [None] * len(rows)  # their number of each of our nodes
        for node, i in self._ids.items():
            theirs[i] = other._ids.get(node)
            if theirs[i] is None:
                return False
        return all(
            {theirs[j]: weight for j, weight in rows[i].items()} == other._rows[theirs[i]]
            for i in self._ids.values()
        )

    @recursive_repr("Graph(...)")
    def __repr__(self) -> str:
        rows, cols = self._rows, self._incoming()
        alone = [node for node, i in self._ids.items() if not (rows[i] or cols[i])]
        edges = [_shown(edge) for edge in self.weighted_edges()]
        parts = [f"[{', '.join(edges)}]"] * bool(edges)
        parts += ["directed=True"] * self.directed
        parts += [f"nodes={alone!r}"] * bool(alone)
        return f"{type(self).__name__}({', '.join(parts)})"


def _shown(edge: tuple[Any, Any, Any]) -> str:
    """Return an edge as its repr has it: without the weight, if it is the default."""
    weight = edge[2]
    return repr(edge[:2] if type(weight) is int and weight == 1 else edge)
