"""Where one gets to in a graph: walks, paths and distances."""

from collections.abc import Callable, Hashable, Iterable, Iterator
from heapq import heappop, heappush
from typing import Generic, TypeVar

from polepos.data._pure.graph_errors import NoPathError
from polepos.data._pure.graph_structure import GraphStructure
from polepos.data._pure.ordered_set import OrderedSet, ordered

T = TypeVar("T", bound=Hashable)

_CHANGED = "Graph changed during iteration"
_Row = dict[int, float]
_Rows = list[_Row]


class GraphSearch(GraphStructure[T], Generic[T]):
    """Answer what can be reached from a node, and how."""

    __module__ = "polepos.data"
    __slots__ = ()

    def bfs(self, start: T) -> Iterator[T]:
        """Iterate over what can be reached from `start`, itself included, the nearest first.

        Of nodes equally far away those come first whose predecessors do, then those whose edges
        were added first. Raises `NotInGraphError`, a `ValueError`, for an unknown node, and
        `RuntimeError` when the graph is changed under way. O(nodes + edges reached).
        """
        return self._breadth(self._place(start))

    def _breadth(self, start: int) -> Iterator[T]:
        version, labels, rows = self._version, self._labels, self._rows
        seen, queue = {start}, [start]
        for i in queue:
            yield labels[i]
            if self._version != version:
                raise RuntimeError(_CHANGED)
            for j in rows[i]:
                if j not in seen:
                    seen.add(j)
                    queue.append(j)

    def dfs(self, start: T) -> Iterator[T]:
        """Iterate over what can be reached from `start` in preorder, as a recursive search does.

        The edges of a node are followed in the order in which they were added. Raises
        `NotInGraphError`, a `ValueError`, for an unknown node, and `RuntimeError` when the graph is
        changed under way. O(nodes + edges reached).
        """
        return self._depth(self._place(start))

    def _depth(self, start: int) -> Iterator[T]:
        version, labels, rows = self._version, self._labels, self._rows
        seen: set[int] = set()
        stack = [start]
        while stack:
            i = stack.pop()
            if i in seen:
                continue
            seen.add(i)
            yield labels[i]
            if self._version != version:
                raise RuntimeError(_CHANGED)
            stack += reversed(rows[i])

    def descendants(self, node: T) -> OrderedSet[T]:
        """Return what can be reached from `node`, without itself, the nearest first.

        Raises `NotInGraphError` for an unknown node. O(nodes + edges reached).
        """
        return self._set_of(self._flood(self._place(node))[1:])

    def ancestors(self, node: T) -> OrderedSet[T]:
        """Return what `node` can be reached from, without itself, the nearest first.

        Raises `NotInGraphError` for an unknown node. O(nodes + edges reached).
        """
        start = self._place(node)
        if not self.directed:
            return self.descendants(node)
        return self._set_of(self._flood_back(start)[1:])

    def _flood(self, start: int) -> list[T]:
        """Return all that can be reached from a node, itself included, the nearest first."""
        labels = self._labels
        return [labels[i] for i in _flood(self._rows, start)]

    def _flood_back(self, start: int) -> list[T]:
        """Return all that a node can be reached from in a directed graph."""
        labels = self._labels
        return [labels[i] for i in _flood(self._incoming(), start, each=sorted)]

    def _set_of(self, nodes: list[T]) -> OrderedSet[T]:
        return ordered(dict.fromkeys(nodes))

    # -------------------------------------------------------------------------------------- paths

    def shortest_path(self, source: T, target: T, *, weighted: bool = False) -> list[T]:
        """Return the nodes on a path from `source` to `target`, both included.

        It is one with the fewest edges, or, if `weighted`, with the smallest sum of weights. The
        first is searched from both ends, in O(nodes + edges) at worst; for the second see
        `dijkstra`. Raises `NotInGraphError` for an unknown node, `NoPathError` if there is no path;
        both are `ValueError`s.
        """
        i, j = self._place(source), self._place(target)
        path = self._lightest(i, j) if weighted else self._fewest(i, j)
        if not path:
            raise NoPathError(f"no path from {source!r} to {target!r}")
        return path

    def _fewest(self, source: int, target: int) -> list[T]:
        """Return a path with the fewest edges, or nothing."""
        labels = self._labels
        return [labels[i] for i in _fewest(self._rows, self._incoming(), source, target)]

    def _lightest(self, source: int, target: int) -> list[T]:
        """Return a path with the smallest sum of weights, or nothing."""
        labels, parents = self._labels, self._nearest(source, target)[1]
        if target not in parents and target != source:
            return []
        return [labels[i] for i in _back(parents, target)]

    def dijkstra(self, source: T, target: T | None = None) -> tuple[dict[T, float], dict[T, T]]:
        """Return how far all that can be reached from `source` is, and what comes before it.

        The first mapping has each node's distance, the sum of the weights on the shortest path, in
        growing order; nodes equally far away come in the order in which they were added. The second
        has the node before it on that path, for all but `source`. With a `target` the search ends
        when its distance is known; `None` is no target. (Dijkstra, A note on two problems in
        connexion with graphs, 1959, with a binary heap.)

        Raises `NotInGraphError` for an unknown node, and `ValueError` when it meets a weight that
        is negative or not a number. O((nodes + edges) log edges), of what is reached.
        """
        i = self._place(source)
        j = None if target is None else self._place(target)
        nodes, distances, before = self._reached(i, j)
        return (
            dict(zip(nodes, distances, strict=True)),
            dict(zip(nodes[1:], before, strict=True)),
        )

    def _reached(self, source: int, target: int | None) -> tuple[list[T], list[float], list[T]]:
        """Return what is reached, how far each is, and what comes before each but the first."""
        labels = self._labels
        distances, parents = self._nearest(source, target)
        return (
            [labels[i] for i in distances],
            list(distances.values()),
            [labels[parents[i]] for i in distances if i != source],
        )

    def _nearest(self, source: int, target: int | None) -> tuple[dict[int, float], dict[int, int]]:
        version, rows = self._version, self._rows
        best: dict[int, float] = {source: 0}
        settled: dict[int, float] = {}
        parents: dict[int, int] = {}
        heap: list[tuple[float, int]] = [(0, source)]
        while heap:
            distance, i = heappop(heap)
            if i in settled:
                continue
            settled[i] = distance
            if i == target:
                break
            for j, weight in rows[i].items():
                if not weight >= 0:
                    raise ValueError(self._unusable(i, j, weight))
                further = distance + weight
                # What is settled stays so: a sum may be less than its parts, when a long int is rounded.
                if j not in best or (further < best[j] and j not in settled):
                    best[j] = further
                    parents[j] = i
                    heappush(heap, (further, j))
        if self._version != version:  # by a weight of somebody's own making
            raise RuntimeError("Graph changed during a comparison")
        return settled, parents

    def _unusable(self, i: int, j: int, weight: float) -> str:
        edge = f"the edge from {self._labels[i]!r} to {self._labels[j]!r}"
        return f"Dijkstra's search needs weights of 0 or more, and {edge} has {weight!r}"


def _flood(rows: _Rows, start: int, each: Callable[[_Row], Iterable[int]] = iter) -> list[int]:
    """Return all that can be reached from `start`, breadth first, each row in its order."""
    seen, queue = {start}, [start]
    for i in queue:
        for j in each(rows[i]):
            if j not in seen:
                seen.add(j)
                queue.append(j)
    return queue


def _back(parents: dict[int, int], end: int) -> list[int]:
    """Return the way to `end` from what has no parent."""
    path = [end]
    while end in parents:
        end = parents[end]
        path.append(end)
    path.reverse()
    return path


def _fewest(rows: _Rows, cols: _Rows, source: int, target: int) -> list[int]:
    """Return a path with the fewest edges, or nothing.

    Whole levels are added at the end that has the smaller one. The two searches have met nowhere
    before, so the first place where they do is on a shortest path.
    """
    if source == target:
        return [source]
    ahead, behind = {source: source}, {target: target}  # each one's parent; the ends are their own
    front, rear = [source], [target]
    while front and rear:
        if len(front) <= len(rear):
            front, met = _level(rows, front, ahead, behind, iter)
        else:
            rear, met = _level(cols, rear, behind, ahead, iter if cols is rows else sorted)
        if met is not None:
            del ahead[source], behind[target]
            return _back(ahead, met) + _back(behind, met)[-2::-1]
    return []


def _level(
    rows: _Rows,
    level: list[int],
    parents: dict[int, int],
    others: dict[int, int],
    each: Callable[[_Row], Iterable[int]],
) -> tuple[list[int], int | None]:
    """Return the next level, with its parents in `parents`, or where it meets the `others`."""
    following: list[int] = []
    for i in level:
        for j in each(rows[i]):
            if j not in parents:
                parents[j] = i
                if j in others:
                    return following, j
                following.append(j)
    return following, None
