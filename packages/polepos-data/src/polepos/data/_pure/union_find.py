"""Disjoint sets: which values belong together, when all one learns is pairs that do."""

import sys
from collections.abc import Collection, Hashable, Iterable, Iterator
from itertools import chain, islice
from reprlib import recursive_repr
from typing import ClassVar, Generic, Self, TypeVar

from polepos.data._pickles import reduced

T = TypeVar("T", bound=Hashable)


class UnionFind(Collection[T], Generic[T]):
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
    __hash__: ClassVar[None]  # type: ignore[assignment]  # it is mutable

    # A value is known by its number. All lists are by number: the values, their parents (what is
    # below zero belongs to a root, and is minus the size), and the next in the component's ring.
    _ids: dict[T, int]
    _values: list[T]
    _parent: list[int]
    _ring: list[int]
    _roots: int

    def __new__(cls, *_args: object, **_kwargs: object) -> Self:
        self = super().__new__(cls)
        self._ids = {}
        self._values, self._parent, self._ring = [], [], []
        self._roots = 0
        return self

    def __init__(
        self, iterable: Iterable[T] | None = None, unions: Iterable[Iterable[T]] = ()
    ) -> None:
        self.update(() if iterable is None else iterable)
        self.union_many(unions)

    # ------------------------------------------------------------------------------ adding, joining

    def add(self, value: T) -> None:
        """Add `value` as a component of its own, unless it is there. O(1)."""
        self._number(value)

    def update(self, iterable: Iterable[T]) -> None:
        """Add all values of `iterable`; on an error, none of them. O(their number)."""
        new = dict.fromkeys(iterable)
        ids = self._ids
        fresh = [value for value in new if value not in ids] if ids else list(new)
        known = len(self._values)
        numbers = list(range(known, known + len(fresh)))
        try:
            ids.update(zip(fresh, numbers, strict=True))
        except BaseException:
            self._forget()
            raise
        if fresh:
            self._take(fresh, numbers)

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

    def union_many(self, groups: Iterable[Iterable[T]]) -> None:
        """Make one component of each group, as `union(*group)` does for pairs and larger groups.

        If any value cannot be hashed or a group cannot be read, nothing has changed. O(log* n)
        amortised for each value.
        """
        members = [tuple(group) for group in groups]
        numbers = iter(self._numbers(list(chain.from_iterable(members))))
        join = self._join
        for group in members:
            root = -1
            for i in islice(numbers, len(group)):
                root = i if root < 0 else join(root, i)

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

    @property
    def n_components(self) -> int:
        """The number of components, in O(1)."""
        return self._roots

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

    def component(self, value: T) -> set[T]:
        """Return the set of all values in the component of `value`, in O(its size).

        A value that was never added is alone; it is not added.
        """
        i = self._ids.get(value)
        return {value} if i is None else set(map(self._values.__getitem__, self._members(i)))

    def components(self) -> list[set[T]]:
        """Return all components, each with the value that came first in it as its place. O(n)."""
        groups: dict[int, set[T]] = {}
        for value, root in zip(self._values, self._all_roots(), strict=True):
            if root in groups:
                groups[root].add(value)
            else:
                groups[root] = {value}
        return list(groups.values())

    def to_sets(self) -> Iterator[set[T]]:
        """Iterate over `components()`, as they are at the time of the call."""
        return iter(self.components())

    # ---------------------------------------------------------------------------- showing, keeping

    def __eq__(self, other: object) -> bool:
        """Tell whether `other` holds the same values in the same components, in O(n)."""
        if not isinstance(other, UnionFind):
            return NotImplemented
        if len(self) != len(other) or self._roots != other._roots:
            return False
        pairs: dict[int, int] = {}  # our roots' numbers with theirs; as many, so one to one
        numbers, theirs = other._ids, other._all_roots()
        for value, root in zip(self._values, self._all_roots(), strict=True):
            i = numbers.get(value)
            if i is None or pairs.setdefault(root, theirs[i]) != theirs[i]:
                return False
        return True

    @recursive_repr("UnionFind(...)")
    def __repr__(self) -> str:
        groups: dict[int, list[T]] = {}
        for value, root in zip(self._values, self._all_roots(), strict=True):
            groups.setdefault(root, []).append(value)
        values, unions = self._values, [tuple(group) for group in groups.values() if len(group) > 1]
        shown = [repr(values)] * bool(values) + [f"unions={unions!r}"] * bool(unions)
        return f"{type(self).__name__}({', '.join(shown)})"

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

    def __reduce__(self) -> tuple[object, ...]:
        state = self._values.copy(), self._all_roots()
        return reduced(self, (*state, getattr(self, "__dict__", None)))

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

    def _numbers(self, values: Collection[T]) -> list[int]:
        """Return the numbers of all `values`; if one cannot be had, no new one has been added."""
        ids, known = self._ids, len(self._values)
        try:
            return list(map(ids.__getitem__, values))
        except KeyError:
            self.update(values)
        grown, roots = len(self._values), self._roots
        try:
            return list(map(ids.__getitem__, values))
        except BaseException:
            if (grown, roots) == (len(self._values), self._roots):
                del self._values[known:], self._parent[known:], self._ring[known:]
                self._roots -= grown - known
                self._forget()
            raise

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
