"""`Graph`, with what it asks about numbers answered in Rust, and many edges added there.

Nodes and edges are kept as in the reference, which does all that is about one of them.
"""

from collections.abc import Hashable, Iterable, Iterator
from typing import ClassVar, Generic, TypeVar

from polepos.data import _pure
from polepos.data._rust import (
    GraphWalk,
    graph_by_rank,
    graph_connected,
    graph_fewest,
    graph_flood,
    graph_kahn,
    graph_levels,
    graph_lightest,
    graph_link,
    graph_nearest,
    graph_places,
    graph_strong,
)

T = TypeVar("T", bound=Hashable)

_FIRST, _MOST = 8, 1024  # so many nodes of a walk are asked for at once


class Graph(_pure.Graph[T], Generic[T]):
    __module__ = "polepos.data"
    __slots__ = ()
    __doc__ = _pure.Graph.__doc__
    __hash__: ClassVar[None]  # it is mutable

    # ------------------------------------------------------------------------------------- adding

    def _places(self, nodes: list[T]) -> list[int]:
        rows, cols = self._rows, self._cols
        cols = None if cols is rows else cols
        return graph_places(self, self._ids, self._labels, rows, cols, nodes)

    def _link(self, ends: list[int], weights: list[float]) -> None:
        self._version += 1
        graph_link(self._rows, self._cols, ends, weights)

    # ------------------------------------------------------------------------------------- orders

    def _kahn(self) -> tuple[list[T], list[int]]:
        if not self.directed:
            return super()._kahn()  # which refuses
        return graph_kahn(self._rows, self._ids, self._labels)

    def _levels(self) -> tuple[list[list[T]], list[int]]:
        if not self.directed:
            return super()._levels()
        return graph_levels(self._rows, self._ids, self._labels)

    def _first_of(self, ranked: list[int]) -> list[T]:
        return graph_by_rank(self._rows, ranked, self._labels)

    # --------------------------------------------------------------------------------- components

    def _connected(self) -> Iterable[list[T]]:
        return graph_connected(self._rows, self._ids, self._labels)

    def _strong(self) -> Iterable[list[T]]:
        return graph_strong(self._rows, self._ids, self._labels)

    # -------------------------------------------------------------------------------------- walks

    def _breadth(self, start: int) -> Iterator[T]:
        return self._walk(start, deep=False)

    def _depth(self, start: int) -> Iterator[T]:
        return self._walk(start, deep=True)

    def _walk(self, start: int, *, deep: bool) -> Iterator[T]:
        # Nodes are asked for before they are due, but few, or no more of them than were taken
        # already; a change that could have led elsewhere is noticed before the next is given.
        version, most = self._version, _FIRST
        walk = GraphWalk(self._rows, self._labels, start, deep)
        while True:
            nodes = walk.next(most)
            for node in nodes:
                yield node
                if self._version != version:
                    raise RuntimeError("Graph changed during iteration")
            if len(nodes) < most:
                return
            most = min(2 * most, _MOST)

    def _flood(self, start: int) -> list[T]:
        return graph_flood(self._rows, self._labels, start, by_number=False)

    def _flood_back(self, start: int) -> list[T]:
        return graph_flood(self._incoming(), self._labels, start, by_number=True)

    # -------------------------------------------------------------------------------------- paths

    def _fewest(self, source: int, target: int) -> list[T]:
        return graph_fewest(self._rows, self._incoming(), self._labels, source, target)

    def _lightest(self, source: int, target: int) -> list[T]:
        found = graph_lightest(self._rows, self._labels, source, target)
        return super()._lightest(source, target) if found is None else found

    def _reached(self, source: int, target: int | None) -> tuple[list[T], list[float], list[T]]:
        found = graph_nearest(self._rows, self._labels, source, target)
        return super()._reached(source, target) if found is None else found
