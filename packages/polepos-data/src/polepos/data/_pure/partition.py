"""What a partition answers from its values, their numbers and the roots of these."""

from collections.abc import Collection, Hashable, Iterable, Iterator
from itertools import chain
from reprlib import recursive_repr
from typing import ClassVar, Generic, TypeVar

from polepos.data._pickles import reduced

T = TypeVar("T", bound=Hashable)


class Partition(Collection[T], Generic[T]):
    """What every `UnionFind` has in common, wherever it keeps its numbers."""

    __slots__ = ()
    __hash__: ClassVar[None]  # type: ignore[assignment]  # it is mutable

    # A value is known by its number.
    _ids: dict[T, int]
    _values: list[T]
    _roots: int

    def __init__(
        self, iterable: Iterable[T] | None = None, unions: Iterable[Iterable[T]] = ()
    ) -> None:
        self.update(() if iterable is None else iterable)
        self.union_many(unions)

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

    def union_many(self, groups: Iterable[Iterable[T]]) -> None:
        """Make one component of each group, as `union(*group)` does for pairs and larger groups.

        If any value cannot be hashed or a group cannot be read, nothing has changed. O(log* n)
        amortised for each value.
        """
        members = [tuple(group) for group in groups]
        numbers = self._numbers(list(chain.from_iterable(members)))
        self._join_groups(list(map(len, members)), numbers)

    @property
    def n_components(self) -> int:
        """The number of components, in O(1)."""
        return self._roots

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

    def __eq__(self, other: object) -> bool:
        """Tell whether `other` holds the same values in the same components, in O(n)."""
        if not isinstance(other, Partition):
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

    def __reduce__(self) -> tuple[object, ...]:
        state = self._values.copy(), self._all_roots()
        return reduced(self, (*state, getattr(self, "__dict__", None)))

    # ------------------------------------------------------------------------------- by the number

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
                self._untake(known)
            raise

    def _take(self, values: list[T], numbers: list[int]) -> None:
        """Give `values`, just put into `_ids` under the next `numbers`, their places."""
        raise NotImplementedError

    def _untake(self, known: int) -> None:
        """Take all back but the first `known` values, as when the others had never been added."""
        raise NotImplementedError

    def _forget(self) -> None:
        """Take numbers back that were given when something went wrong; they are the last."""
        raise NotImplementedError

    def _join_groups(self, lengths: list[int], numbers: list[int]) -> None:
        """Make one component of each group: of so many numbers, one group after the other."""
        raise NotImplementedError

    def _all_roots(self) -> list[int]:
        """Return the number of the root of each value."""
        raise NotImplementedError

    def _members(self, i: int) -> list[int]:
        """Return the numbers that are in one component with this one."""
        raise NotImplementedError
