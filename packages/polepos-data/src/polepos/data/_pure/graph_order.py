"""How a graph hangs together: orders, cycles and components."""

from collections.abc import Callable, Hashable, Iterable, Iterator
from heapq import heappop, heappush
from itertools import chain
from typing import Any, Generic, TypeVar

from polepos.data._pure.graph_errors import CycleError
from polepos.data._pure.graph_search import GraphSearch
from polepos.data._pure.ordered_set import OrderedSet

T = TypeVar("T", bound=Hashable)


class GraphOrder(GraphSearch[T], Generic[T]):
    """Order the nodes by the edges, and tell them apart by them."""

    __module__ = "polepos.data"
    __slots__ = ()

    # ------------------------------------------------------------------------------------- orders

    def topological_sort(self, *, key: Callable[[T], Any] | None = None) -> list[T]:
        """Return all nodes so that each edge leads from an earlier to a later one.

        Without a `key`, nodes come as soon as all their predecessors have come, those first that
        were free first (Kahn, Topological sorting of large networks, 1962): O(nodes + edges). With a
        `key` it is, of all such orders, the lexicographically smallest by the keys, nodes with equal
        keys in the order in which they were added: O(nodes log nodes + edges).

        Raises `CycleError`, a `ValueError`, when there is a cycle, and `ValueError` when the graph
        has no directions, or a key is not equal to itself (NaN).
        """
        return self._order() if key is None else self._ordered_by(key)

    def static_order(self) -> Iterator[T]:
        """Iterate over `topological_sort()`, as it is at the time of the call.

        The method of `graphlib.TopologicalSorter`; but there a graph is given as predecessors of
        each node, and here an edge leads from what comes first: `Graph([("wash", "dry")])`.
        """
        return iter(self.topological_sort())

    def generations(self) -> list[list[T]]:
        """Return the nodes in generations: each holds what needs nothing but earlier ones.

        So the nodes of one generation may be done side by side. Within it they are in the order of
        `topological_sort()`, which all of them together give. Raises as that does.
        O(nodes + edges).
        """
        generations, waiting = self._levels()
        if any(waiting):
            raise CycleError.of(self._cycle_in(waiting))
        return generations

    def _levels(self) -> tuple[list[list[T]], list[int]]:
        """Return the generations, and for each node how many edges lead to it from none of them."""
        rows, labels = self._rows, self._labels
        waiting, level = self._sources()
        generations = []
        while level:
            generations.append([labels[i] for i in level])
            following = []
            for i in level:
                for j in rows[i]:
                    waiting[j] = left = waiting[j] - 1
                    if not left:
                        following.append(j)
            level = following
        return generations, waiting

    def _order(self) -> list[T]:
        order, waiting = self._kahn()
        if len(order) < len(self._ids):
            raise CycleError.of(self._cycle_in(waiting))
        return order

    def _kahn(self) -> tuple[list[T], list[int]]:
        """Return what can be ordered, and for each node the edges from what cannot."""
        rows, labels = self._rows, self._labels
        waiting, order = self._sources()
        for i in order:
            for j in rows[i]:
                waiting[j] = left = waiting[j] - 1
                if not left:
                    order.append(j)
        return [labels[i] for i in order], waiting

    def _sources(self) -> tuple[list[int], list[int]]:
        """Return for each node how many edges lead to it, and the nodes that none leads to."""
        if not self.directed:
            raise ValueError("a topological order needs a directed graph")
        if self._cols is not None:
            waiting = list(map(len, self._cols))
        else:
            waiting = [0] * len(self._rows)
            for row in self._rows:
                for j in row:
                    waiting[j] += 1
        return waiting, [i for i in self._ids.values() if not waiting[i]]

    def _ordered_by(self, key: Callable[[T], Any]) -> list[T]:
        self._order()  # there has to be one
        version = self._version
        keys = {i: key(node) for node, i in self._ids.items()}
        for i, value in keys.items():
            if value != value:  # NaN
                raise ValueError(f"the key of {self._labels[i]!r} is not a number: {value!r}")
        ranked = sorted(keys, key=keys.__getitem__)
        if self._version != version:
            raise RuntimeError("Graph changed during a comparison")
        return self._first_of(ranked)

    def _first_of(self, ranked: list[int]) -> list[T]:
        """Return the order in which the earliest of the ranked numbers come first."""
        rows, labels = self._rows, self._labels
        # The heap compares ranks, and nothing of the user's.
        rank = dict(zip(ranked, range(len(ranked)), strict=True))
        waiting, free = self._sources()
        heap = sorted(map(rank.__getitem__, free))
        order = []
        while heap:
            i = ranked[heappop(heap)]
            order.append(labels[i])
            for j in rows[i]:
                waiting[j] = left = waiting[j] - 1
                if not left:
                    heappush(heap, rank[j])
        return order

    # ------------------------------------------------------------------------------------- cycles

    def find_cycle(self) -> list[T] | None:
        """Return the nodes of a cycle, or `None` when there is none. O(nodes + edges).

        From each node an edge leads to the next, and the last is the first again. A loop is a cycle
        of one edge. Without directions a cycle uses no edge twice.
        """
        if not self.directed:
            return self._undirected_cycle()
        order, waiting = self._kahn()
        return None if len(order) == len(self._ids) else self._cycle_in(waiting)

    def is_acyclic(self) -> bool:
        """Tell whether the graph has no cycle (without directions: is a forest). O(nodes + edges)."""
        return self.find_cycle() is None

    def _cycle_in(self, waiting: list[int]) -> list[T]:
        """Return a cycle of what waits for others: each has a predecessor that waits as well."""
        cols, labels = self._incoming(), self._labels
        i = next(i for i in self._ids.values() if waiting[i])
        step: dict[int, int] = {}
        while i not in step:
            step[i] = len(step)
            i = min(j for j in cols[i] if waiting[j])
        cycle = [*list(step)[step[i] :], i]
        return [labels[j] for j in reversed(cycle)]

    def _undirected_cycle(self) -> list[T] | None:
        rows, labels = self._rows, self._labels
        for i in self._ids.values():
            if i in rows[i]:
                return [labels[i], labels[i]]
        degree = list(map(len, rows))
        ends = [i for i in self._ids.values() if degree[i] == 1]
        for i in ends:  # take the ends off, until nothing is left but cycles and ways between them
            degree[i] = 0
            for j in rows[i]:
                degree[j] -= 1
                if degree[j] == 1:
                    ends.append(j)
        before, i = -1, next((i for i in self._ids.values() if degree[i] > 1), -1)
        step: dict[int, int] = {}
        while i >= 0 and i not in step:
            step[i] = len(step)
            before, i = i, next(j for j in rows[i] if j != before and degree[j] > 1)
        return [labels[j] for j in [*list(step)[step[i] :], i]] if step else None

    # --------------------------------------------------------------------------------- components

    def connected_components(self) -> list[OrderedSet[T]]:
        """Return the sets of nodes that hang together, whichever way the edges lead.

        Components, and the nodes in each, are in the order in which nodes were added.
        O(nodes log nodes + edges).
        """
        return list(map(self._set_of, self._connected()))

    def _connected(self) -> Iterable[list[T]]:
        rows, cols, directed = self._rows, self._incoming(), self.directed
        labels, seen = self._labels, bytearray(len(rows))
        for start in self._ids.values():
            if seen[start]:
                continue
            seen[start] = 1
            component = [start]
            for i in component:
                for j in chain(rows[i], cols[i]) if directed else rows[i]:
                    if not seen[j]:
                        seen[j] = 1
                        component.append(j)
            component.sort()
            yield [labels[i] for i in component]

    def strongly_connected_components(self) -> list[OrderedSet[T]]:
        """Return the sets of nodes of which each can be reached from each other.

        They come in reverse topological order: no edge leads from a component to a later one. The
        nodes in each are in the order in which they were added. O(nodes log nodes + edges).
        (Gabow, Path-based depth-first search for strong and biconnected components, 2000.)
        """
        return list(map(self._set_of, self._strong()))

    def _strong(self) -> Iterable[list[T]]:
        rows, labels = self._rows, self._labels
        number = [0] * len(rows)  # when each was reached; 0 before that
        for start in self._ids.values():
            if not number[start]:
                for component in _strong_from(rows, start, number):
                    yield [labels[i] for i in component]


def _strong_from(
    rows: list[dict[int, float]], start: int, number: list[int]
) -> Iterator[list[int]]:
    """Find the strong components that are reached from `start` and were not before.

    `heads` are those of the open nodes that may be the first ones of a component: an edge back to an
    open node makes one component of all from there on, so the later heads go. Nodes of finished
    components get a number above all others.
    """
    finished = len(rows) + 1
    number[start] = count = 1
    calls, edges = [start], [iter(rows[start])]
    open_nodes, heads = [start], [start]
    while calls:
        for j in edges[-1]:
            reached = number[j]
            if not reached:
                number[j] = count = count + 1
                calls.append(j)
                edges.append(iter(rows[j]))
                open_nodes.append(j)
                heads.append(j)
                break
            while number[heads[-1]] > reached:
                heads.pop()
        else:
            edges.pop()
            i = calls.pop()
            if heads[-1] == i:
                heads.pop()
                component = [open_nodes.pop()]
                while component[-1] != i:
                    component.append(open_nodes.pop())
                for j in component:
                    number[j] = finished
                component.sort()
                yield component
