"""Disjoint sets: which values belong together, when all one learns is pairs that do."""

import sys
from collections.abc import Hashable, Iterator
from itertools import islice
from typing import TYPE_CHECKING, Self, TypeVar

from polepos.data._pure.partition import Partition

T = TypeVar("T", bound=Hashable)


class UnionFind(Partition[T]):
    """Keep a partition of hashable values into components that only ever grow together.

    Each value is a component of its own when it is added; `union` makes one of several. A component
    has a root, one of its values, by which it is known. `find`, `union` and what rests on them cost
    O(log* n) amortised, which is at most 5 for any n there can be: union by size and path halving
    (Tarjan and van Leeuwen, Worst-case analysis of set union algorithms, 1984). Iteration gives the
    values in the order in which they were added.

    Values are not removed: a partition forgets which unions made it, so nobody could say what is
    left of a component without one of its members. Make a new one of the unions that remain.

    Arguments:
        iterable: the first values.
        unions: groups of values that belong together, each given to `union`.
    """

    __module__ = "polepos.data"
    __slots__ = ("__weakref__", "_ids", "_parent", "_ring", "_roots", "_values")

    # A value is known by its number. All lists are by number: the values, their parents (what is
    # below zero belongs to a root, and is minus the size), and the next in the component's ring.
    _parent: list[int]
    _ring: list[int]
    _roots: int

    if not TYPE_CHECKING:  # what is taken, `__init__` says

        def __new__(cls, *_args: object, **_kwargs: object) -> Self:
            self = super().__new__(cls)
            self._ids = {}
            self._values, self._parent, self._ring = [], [], []
            self._roots = 0
            return self

    # ------------------------------------------------------------------------------ adding, joining

    def add(self, value: T) -> None:
        """Add `value` as a component of its own, unless it is there. O(1)."""
        self._number(value)

    def find(self, value: T) -> T:
        """Return the root of the component of `value`, which is added if it is new.

        Two values are in one component if and only if they have the same root. It stays the root
        until a union with a component that is as large or larger. O(log* n) amortised.
        """
        try:
            i = self._ids[value]
        except KeyError:
            i = self._number(value)
        parent = self._parent
        while (above := parent[i]) >= 0:  # as in `_root`, without the call
            if (higher := parent[above]) < 0:
                return self._values[above]
            parent[i] = i = higher
        return self._values[i]

    __getitem__ = find

    def union(self, *values: T) -> T | None:
        """Make one component of those of all `values`, adding the new ones; return its root.

        Where two components are merged, the larger one gives the root, the left one if they are
        equally large. Without values nothing happens and `None` is returned. If a value cannot be
        hashed, nothing has changed. O(log* n) amortised for each value.
        """
        if len(values) == 2:
            left, right = values
            try:
                return self._values[self._join(self._ids[left], self._ids[right])]
            except KeyError:
                pass  # one is new, or has a hash that fails, and will again
        if not values:
            return None
        i, *others = self._numbers(values)
        for j in others:
            i = self._join(i, j)
        return self._values[self._root(i)]

    # ------------------------------------------------------------------------------------- reading

    def __len__(self) -> int:
        return len(self._values)

    def __contains__(self, value: object) -> bool:
        return value in self._ids

    def __iter__(self) -> Iterator[T]:
        values = self._values
        known = len(values)
        for value in values:
            yield value
            if len(values) != known:
                raise RuntimeError("UnionFind changed during iteration")

    def __reversed__(self) -> Iterator[T]:
        values = self._values
        known = len(values)
        for value in reversed(values):
            yield value
            if len(values) != known:
                raise RuntimeError("UnionFind changed during iteration")

    def connected(self, left: T, right: T) -> bool:
        """Tell whether both values are in one component. O(log* n) amortised.

        A value that was never added is alone: connected to an equal one only. It is not added.
        """
        i, j = self._ids.get(left), self._ids.get(right)
        if i is None or j is None:
            return i is j and (left is right or left == right)
        return self._root(i) == self._root(j)

    def component_size(self, value: T) -> int:
        """Return how many values the component of `value` has. O(log* n) amortised.

        A value that was never added is alone; it is not added.
        """
        i = self._ids.get(value)
        return 1 if i is None else -self._parent[self._root(i)]

    # ---------------------------------------------------------------------------- showing, keeping

    def __sizeof__(self) -> int:
        parts = (self._ids, self._values, self._parent, self._ring)
        return object.__sizeof__(self) + sum(map(sys.getsizeof, parts))

    def copy(self) -> Self:
        """Return one of the same class, with the same values, components and roots, in O(n)."""
        made: UnionFind[T] = type(self).__new__(type(self))
        made._ids, made._values = self._ids.copy(), self._values.copy()
        made._parent, made._ring = self._parent.copy(), self._ring.copy()
        made._roots = self._roots
        if hasattr(self, "__dict__"):
            made.__dict__.update(self.__dict__)
        return made  # type: ignore[return-value]  # it is of the same class

    __copy__ = copy

    def __setstate__(self, state: tuple[list[T], list[int], dict[str, object] | None]) -> None:
        values, roots, attributes = state
        self._ids, self._roots = {}, 0
        self._values, self._parent, self._ring = [], [], []
        self.update(values)
        parent, ring = self._parent, self._ring
        for i, root in enumerate(roots):
            if i != root:
                parent[i] = root
                parent[root] -= 1
                ring[i], ring[root] = ring[root], ring[i]
        self._roots = len(set(roots))
        if attributes:
            self.__dict__.update(attributes)

    # ------------------------------------------------------------------------------- by the number

    def _number(self, value: T) -> int:
        """Return the number of `value`, which gets the next one if it is new."""
        known = len(self._values)
        i = self._ids.setdefault(value, known)
        if i == known:
            self._take([value], [known])
        return i

    def _take(self, values: list[T], numbers: list[int]) -> None:
        """Give `values`, just put into `_ids` under the next `numbers`, their places.

        The lists share one int object a number, which costs less memory and fewer cache misses.
        """
        if len(self._values) != numbers[0] or len(self._ids) != numbers[-1] + 1:
            self._forget()  # a comparison has added others, which have these numbers now
            raise RuntimeError("UnionFind changed during a comparison")
        self._values += values
        self._parent += [-1] * len(values)
        self._ring += numbers
        self._roots += len(values)

    def _untake(self, known: int) -> None:
        """Take all back but the first `known` values, as when the others had never been added."""
        self._roots -= len(self._values) - known
        del self._values[known:], self._parent[known:], self._ring[known:]
        self._forget()

    def _join_groups(self, lengths: list[int], numbers: list[int]) -> None:
        """Make one component of each group: of so many numbers, one group after the other."""
        join, rest = self._join, iter(numbers)
        for length in lengths:
            root = -1
            for i in islice(rest, length):
                root = i if root < 0 else join(root, i)

    def _forget(self) -> None:
        """Take numbers back that were given when something went wrong; they are the last."""
        while len(self._ids) > len(self._values):
            self._ids.popitem()

    def _root(self, i: int) -> int:
        parent = self._parent
        while (above := parent[i]) >= 0:
            if (higher := parent[above]) < 0:
                return above
            parent[i] = i = higher
        return i

    def _all_roots(self) -> list[int]:
        """Return the number of the root of each value."""
        parent, root = self._parent, self._root
        return [
            i if above < 0 else above if parent[above] < 0 else root(i)
            for i, above in enumerate(parent)
        ]

    def _join(self, i: int, j: int) -> int:
        """Make one component of those of `i` and `j`; return its root."""
        # The loops of `_root` once more, as a call costs as much as they do.
        parent, ring = self._parent, self._ring
        while (p := parent[i]) >= 0:
            if (higher := parent[p]) < 0:
                i, p = p, higher
                break
            parent[i] = i = higher
        while (q := parent[j]) >= 0:
            if (higher := parent[q]) < 0:
                j, q = q, higher
                break
            parent[j] = j = higher
        if i == j:
            return i
        if p > q:  # the sizes, below zero
            i, j = j, i
        parent[i], parent[j] = p + q, i
        ring[i], ring[j] = ring[j], ring[i]
        self._roots -= 1
        return i

    def _members(self, i: int) -> list[int]:
        ring = self._ring
        members = [i]
        while (following := ring[members[-1]]) != i:
            members.append(following)
        return members
