"""How a graph is stored and changed: nodes are numbers, each with a row of its edges."""

import sys
from collections.abc import Collection, Hashable, Iterable, Iterator
from itertools import chain
from typing import Any, ClassVar, Generic, Self, TypeVar

from polepos.data._pickles import reduced
from polepos.data._pure.graph_errors import NotInGraphError

T = TypeVar("T", bound=Hashable)

_CHANGED = "Graph changed during a comparison"
_FEW = 32  # so many numbers may be out of use before it is worth a thought
_ABSENT = object()
_Rows = list[dict[int, float]]


class GraphStructure(Collection[T], Generic[T]):
    """Keep nodes and edges, and change them; the questions come in the classes below.

    A node's hash and `==` run only where its number is looked up. Everything else works on the
    numbers, cannot fail half way, and is fast whatever the nodes are. Numbers grow in the order in
    which nodes are added and are not used again; when most of them are out of use, all nodes get
    new ones.
    """

    __module__ = "polepos.data"
    __slots__ = (
        "__weakref__",
        "_cols",
        "_dead",
        "_ids",
        "_labels",
        "_limit",
        "_rows",
        "_version",
    )
    __hash__: ClassVar[None]  # type: ignore[assignment]  # it is mutable

    _ids: dict[T, int]  # each node's number
    _labels: list[T]  # the node of each number
    _rows: _Rows  # for each number, where edges lead to, with their weights
    # Where edges come from; without directions it is `_rows` itself. With them it takes as much time
    # and memory as the rows, so it is made when it is first needed, and is None before that.
    _cols: _Rows | None
    _dead: int  # how many numbers are out of use
    _limit: int  # at how many of them it is to be seen whether it is time for new ones
    _version: int  # how many changes there were

    def __new__(cls, *_args: object, **_kwargs: object) -> Self:
        self = super().__new__(cls)
        self._ids, self._labels = {}, []
        self._rows = self._cols = []
        self._dead, self._limit, self._version = 0, _FEW, 0
        return self

    # ------------------------------------------------------------------------------ adding

    def add_node(self, node: T) -> None:
        """Add `node` without edges, unless it is there. O(1)."""
        self._number(node)

    def add_nodes(self, nodes: Iterable[T]) -> None:
        """Add all `nodes`; on an error, none of them. O(their number)."""
        self._places(list(nodes))

    def add_edge(self, source: T, target: T, weight: float = 1) -> None:
        """Add an edge, and its nodes where they are new; there is at most one from a node to another.

        If it is there, it stays in its place and gets the new `weight`. O(1).
        """
        ids, version = self._ids, self._version
        i, j = ids.get(source), ids.get(target)
        if i is None or j is None:
            i, j = self._numbers(source, target)
        elif self._version != version:
            raise RuntimeError(_CHANGED)
        row = self._rows[i]
        old = row.get(j, _ABSENT)  # and it lives until all is done
        if old is not weight:
            self._version += 1
            row[j] = weight
            if self._cols is not None:
                self._cols[j][i] = weight

    def add_edges(self, edges: Iterable[tuple[T, T] | tuple[T, T, float]]) -> None:
        """Add all `edges`, each `(source, target)` or `(source, target, weight)`.

        On an error none of them is added. O(their number).
        """
        self._extend((), edges)

    def _extend(self, nodes: Iterable[T], edges: Iterable[Any]) -> None:
        """Add nodes, then edges; all of them, or on an error none."""
        edges = list(edges)
        lengths = set(map(len, edges))
        if not lengths <= {2, 3}:
            wrong = next(edge for edge in edges if len(edge) not in {2, 3})
            raise ValueError(f"an edge is (source, target) or (.., .., weight), not {wrong!r}")
        weights: list[float] = [1] * len(edges)
        if lengths <= {2}:
            ends = list(chain.from_iterable(edges))
        else:
            triples = [edge if len(edge) == 3 else (*edge, 1) for edge in edges]
            ends = [node for source, target, _ in triples for node in (source, target)]
            weights = [weight for _, _, weight in triples]
        nodes = list(nodes)
        self._link(self._places([*nodes, *ends])[len(nodes) :], weights)

    def _link(self, ends: list[int], weights: list[float]) -> None:
        """Add an edge of each of `weights`, between each two of the numbers in `ends`."""
        rows, cols, dropped = self._rows, self._cols, []
        self._version += 1
        numbers = iter(ends)
        for i, j, weight in zip(numbers, numbers, weights, strict=True):
            row = rows[i]
            if j in row:
                dropped.append(row[j])  # what a finaliser does has to wait
            row[j] = weight
            if cols is not None:
                cols[j][i] = weight

    def _number(self, node: T) -> int:
        """Return the number of `node`, which is added if it is new."""
        labels, version = self._labels, self._version
        fresh = len(labels)
        i = self._ids.setdefault(node, fresh)
        if self._version != version:
            self._retract(len(self._labels))
            raise RuntimeError(_CHANGED)
        if i == fresh:
            self._open(node)
            self._version = version + 1
        return i

    def _numbers(self, source: T, target: T) -> tuple[int, int]:
        """Return the numbers of two nodes, both of which are added, or none."""
        known = len(self._labels)
        i = self._number(source)
        version = self._version
        try:
            return i, self._number(target)
        except BaseException:
            if self._version == version:
                self._retract(known)
            raise

    def _places(self, nodes: list[T]) -> list[int]:
        """Return the number of each of `nodes`; new ones are added, on an error none of them."""
        ids, labels = self._ids, self._labels
        version, known = self._version, len(self._labels)
        places: list[int] = []
        try:
            for node in nodes:
                fresh = len(labels)
                i = ids.setdefault(node, fresh)
                if self._version != version:
                    raise RuntimeError(_CHANGED)  # noqa: TRY301  # it has to be undone as well
                if i == fresh:
                    self._open(node)
                    self._version = version = version + 1
                places.append(i)
        except BaseException:
            self._retract(len(self._labels) if self._version != version else known)
            raise
        return places

    def _open(self, node: T) -> None:
        """Make the rows of `node`, which has just got the next number."""
        rows, cols = self._rows, self._cols
        self._labels.append(node)
        rows.append({})
        if cols is not None and cols is not rows:
            cols.append({})

    def _retract(self, known: int) -> None:
        """Take the last nodes back, which have no edges yet, until only `known` numbers are left."""
        while len(self._labels) > known:
            self._labels.pop()
            self._rows.pop()
            if self._cols is not self._rows and self._cols is not None:
                self._cols.pop()
            self._ids.popitem()
        if len(self._ids) > known - self._dead:
            self._ids.popitem()  # it was found to be too late right after it was put in

    # ---------------------------------------------------------------------------- removing

    def remove_edge(self, source: T, target: T) -> None:
        """Remove the edge from `source` to `target`; its nodes stay. O(1).

        Raises `NotInGraphError`, a `KeyError`, when there is no such edge.
        """
        i, j = self._edge(source, target)
        self._version += 1
        weight = self._rows[i].pop(j)
        if self._cols is not None:
            self._cols[j].pop(i, weight)  # gone already if it is a loop and has no direction

    def remove_node(self, node: T) -> None:
        """Remove `node` and all edges that it has, in O(their number) amortised.

        Raises `NotInGraphError`, a `KeyError`, when it is not there.
        """
        i = self._place(node)
        if self._dead > self._limit:
            self._renumber()
            i = self._place(node)
        version, ids, label = self._version, self._ids, self._labels[i]
        del ids[label]
        if self._version != version:
            if ids is self._ids:
                ids[label] = i
            raise RuntimeError(_CHANGED)
        rows, cols = self._rows, self._incoming()
        self._version += 1
        self._dead += 1
        self._labels[i] = None  # type: ignore[assignment]  # nobody looks there
        row, col = rows[i], cols[i]
        rows[i] = cols[i] = {}
        for j in row:
            cols[j].pop(i, None)
        for j in col:
            rows[j].pop(i, None)

    def clear(self) -> None:
        """Remove all nodes and edges, in O(their number)."""
        version, dropped = self._version, (self._ids, self._labels, self._rows, self._cols)
        self._reset(directed=self.directed)
        self._version = version + 1
        del dropped

    def _reset(self, *, directed: bool) -> None:
        self._ids, self._labels = {}, []
        self._rows = []
        self._cols = None if directed else self._rows
        self._dead, self._limit = 0, _FEW

    def _renumber(self) -> None:
        """Give all nodes new numbers if most are out of use, so that memory follows what lives."""
        content = len(self._ids) + sum(map(len, self._rows))
        self._limit = max(content, 2 * self._dead)
        if self._dead <= content:
            return
        version = self._version
        ids = dict(zip(self._ids, range(len(self._ids)), strict=True))
        if self._version != version:
            raise RuntimeError(_CHANGED)
        rows = self._chosen(self._ids.values())
        self._cols = None if self.directed else rows
        self._ids, self._labels, self._rows = ids, list(ids), rows
        self._dead, self._limit = 0, _FEW

    # ---------------------------------------------------------------------------- reading

    @property
    def directed(self) -> bool:
        """Whether an edge leads from its source to its target only."""
        return self._cols is not self._rows

    def __len__(self) -> int:
        return len(self._ids)

    def __contains__(self, node: object) -> bool:
        return node in self._ids

    def __iter__(self) -> Iterator[T]:
        return self._over(self._ids)

    def __reversed__(self) -> Iterator[T]:
        return self._over(reversed(self._ids))

    def _over(self, nodes: Iterable[T]) -> Iterator[T]:
        made, dead = len(self._labels), self._dead
        for node in nodes:
            yield node
            if len(self._labels) != made or self._dead != dead:
                raise RuntimeError("Graph changed during iteration")

    def _place(self, node: T) -> int:
        """Return the number of `node`, which has to be there."""
        version = self._version
        i = self._ids.get(node)
        if self._version != version:
            raise RuntimeError(_CHANGED)
        if i is None:
            raise NotInGraphError(f"node not in graph: {node!r}")
        return i

    def _incoming(self) -> _Rows:
        """Return `_cols`, made if it has not been yet."""
        cols = self._cols
        if cols is None:
            self._cols = cols = [{} for _ in self._rows]
            for i in self._ids.values():
                for j, weight in self._rows[i].items():
                    cols[j][i] = weight
        return cols

    def _edge(self, source: T, target: T) -> tuple[int, int]:
        """Return the numbers of two nodes with an edge from one to the other."""
        version = self._version
        i, j = self._ids.get(source), self._ids.get(target)
        if self._version != version:
            raise RuntimeError(_CHANGED)
        if i is None or j is None or j not in self._rows[i]:
            raise NotInGraphError(f"no edge from {source!r} to {target!r}")
        return i, j

    def _pairs(self) -> Iterator[tuple[int, int]]:
        """Iterate over all edges, node by node; without directions each comes once."""
        rows = self._rows
        if self.directed:
            return ((i, j) for i in self._ids.values() for j in rows[i])
        # What is behind has a smaller number, and has named the edge already.
        return ((i, j) for i in self._ids.values() for j in rows[i] if j >= i)

    # ---------------------------------------------------------------------------- keeping

    def copy(self) -> Self:
        """Return a graph of the same class with the same nodes and edges, in O(both)."""
        made: GraphStructure[T] = type(self).__new__(type(self))
        made._ids, made._labels = self._ids.copy(), self._labels.copy()
        made._dead, made._limit = self._dead, self._limit
        made._rows = [row.copy() for row in self._rows]
        made._cols = None if self.directed else made._rows
        if hasattr(self, "__dict__"):
            made.__dict__.update(self.__dict__)
        return made  # type: ignore[return-value]  # it is of the same class

    __copy__ = copy

    def __sizeof__(self) -> int:
        lists = [self._rows]
        if self.directed and self._cols is not None:
            lists.append(self._cols)
        parts = chain((self._ids, self._labels), lists, *lists)
        return object.__sizeof__(self) + sum(map(sys.getsizeof, parts))

    def __reduce__(self) -> tuple[object, ...]:
        rows = self._chosen(self._ids.values())
        attributes = getattr(self, "__dict__", None)
        return reduced(self, (self.directed, list(self._ids), rows, attributes))

    def __setstate__(self, state: tuple[bool, list[T], _Rows, dict[str, object] | None]) -> None:
        directed, labels, rows, attributes = state
        self._hold(labels, rows, directed=directed)
        if attributes:
            self.__dict__.update(attributes)

    def _chosen(self, numbers: Collection[int]) -> _Rows:
        """Return copies of the rows of these nodes alone, numbered from 0 in this order."""
        new = dict(zip(numbers, range(len(numbers)), strict=True))
        rows = self._rows
        return [{new[j]: weight for j, weight in rows[i].items() if j in new} for i in new]

    def _hold(self, labels: list[T], rows: _Rows, *, directed: bool) -> None:
        """Hold these nodes and edges from now on."""
        ids = dict(zip(labels, range(len(labels)), strict=True))
        self._reset(directed=directed)
        self._ids, self._labels, self._rows = ids, labels, rows
        self._cols = None if directed else rows
        self._version += 1

    def _turn(self) -> None:
        """Turn all edges the other way round."""
        self._rows, self._cols = self._incoming(), self._rows
