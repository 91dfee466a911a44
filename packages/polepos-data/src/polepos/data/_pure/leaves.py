"""Hold a sequence in leaves: lists short enough that an insertion moves few pointers.

The storage under every sorted container. It knows where an element is and nothing of order; the
leaves are found by position through their running lengths (`accumulate` once, then corrected for
what came and went since), and by key through the greatest key of each.
"""

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import accumulate, chain
from typing import Any, TypeVar

from polepos.data._pure.reading import Place, Reading

T = TypeVar("T")

LOAD = 1000
"""Elements in a leaf that was just cut; it may grow to twice that, and shrink to half."""

FLAT = 4000
"""Elements up to which a single leaf beats several."""

CORRECTIONS = 100
"""Changes after which the running lengths are counted anew."""


class Leaves(Reading[T]):
    """A sequence of values, and of the keys that order them, in leaves of some 1,000.

    `_version` counts changes, so that an iterator knows when it has been overtaken. While keys
    are compared, and so foreign code may run, it is None: then nothing may change, and whoever
    tries gets RuntimeError. The length is not stored but told apart from the version, of which
    an element that comes adds one, and one that goes adds one with two to `_debt`: an addition,
    the commonest change, writes one number only.
    """

    __slots__ = (
        "_called",  # what errors call this container
        "_debt",  # what the version is ahead of the length
        "_ends",  # running lengths of the leaves, or None when they have to be counted
        "_grown",  # the leaves that gained an element since, sorted
        "_keys",  # the keys in leaves of their own; the same list where a value is its key
        "_leaves",
        "_maxes",  # the last key of each leaf; empty while there is one leaf
        "_shrunk",  # the leaves that lost an element since, sorted
        "_version",
        "_watched",  # what iterators are reading just now
    )

    _called: str
    _debt: int
    _ends: list[int] | None
    _grown: list[int]
    _keys: list[list[Any]]
    _leaves: list[list[T]]
    _maxes: list[Any]
    _shrunk: list[int]
    _version: int | None
    _watched: dict[object, list[T]]

    def _make_empty(self) -> None:
        self._called = type(self).__name__
        self._leaves = self._keys = [[]]
        self._maxes = []
        self._ends = None
        self._grown = []
        self._shrunk = []
        self._watched = {}
        self._version = 0
        self._debt = 0

    def __len__(self) -> int:
        version = self._version
        return self._counted() if version is None else version - self._debt

    def _counted(self) -> int:
        return sum(map(len, self._leaves))

    def _free(self) -> int:
        """Return the version, if nothing is being compared just now."""
        if self._version is None:
            raise self._comparing_now()
        return self._version

    def _comparing_now(self) -> RuntimeError:
        return RuntimeError(f"{self._called} changed during a comparison")

    @contextmanager
    def _comparing(self) -> Iterator[None]:
        """Refuse changes while foreign code runs that tells which values are equal."""
        version = self._version
        self._version = None
        try:
            yield
        finally:
            self._version = version

    def _resume(self, version: int | None) -> None:
        """Take the version back after an error, and count, for the error may be an interrupt."""
        self._version = version
        if version is not None and (length := self._counted()) != version - self._debt:
            self._version = version + 1
            self._debt = version + 1 - length
            self._ends = None

    def _fill(self, values: list[T], keys: list[Any]) -> None:
        """Hold exactly these, in this order. The lists are taken over; they may be one list."""
        version = self._free() + 1
        before = self._leaves, self._keys  # dropped when all is in place
        self._stop_iterators()
        self._leaves = [values]
        self._keys = self._leaves if keys is values else [keys]
        self._maxes = []
        self._ends = None
        self._version = version
        self._debt = version - len(values)
        del before

    def _copy_leaves(self, other: "Leaves[T]") -> None:
        self._leaves = [leaf[:] for leaf in other._leaves]
        same = other._keys is other._leaves
        self._keys = self._leaves if same else [leaf[:] for leaf in other._keys]
        self._maxes = other._maxes[:]
        self._debt = -len(other)

    def _storages(self) -> list[list[list[Any]]]:
        return [self._leaves] if self._keys is self._leaves else [self._leaves, self._keys]

    def _flat(self) -> list[T]:
        return list(chain.from_iterable(self._leaves))

    def _contents(self) -> tuple[list[T], list[Any]]:
        """Return all values and keys in lists of their own, or in one list as here."""
        values = self._flat()
        if self._keys is self._leaves:
            return values, values
        return values, list(chain.from_iterable(self._keys))

    # -------------------------------------------------------------------------------- positions

    def _end(self) -> Place:
        return len(self._leaves) - 1, len(self._leaves[-1])

    def _before(self, leaf: int) -> int:
        """Return how many elements come before a leaf. O(log n), O(n / LOAD) after a split."""
        if not leaf:
            return 0
        ends = self._ends or self._count()
        before = ends[leaf - 1]
        if self._grown:
            before += bisect_left(self._grown, leaf)
        if self._shrunk:
            before -= bisect_left(self._shrunk, leaf)
        return before

    def _place(self, position: int) -> Place:
        """Return where the element at a position is, or the end for the position after the last."""
        if not self._maxes or position < len(self._leaves[0]):
            return 0, position
        ends = self._ends or self._count()
        leaf = bisect_right(ends, position)
        if leaf < len(ends) and not self._grown and not self._shrunk:
            return leaf, position - ends[leaf - 1]
        if leaf == len(ends):
            leaf -= 1
        before = self._before(leaf)
        while position < before:
            leaf -= 1
            before -= len(self._leaves[leaf])
        while position - before >= (length := len(self._leaves[leaf])):
            if leaf == len(ends) - 1:
                break  # the position after the last
            before += length
            leaf += 1
        return leaf, position - before

    def _count(self) -> list[int]:
        self._ends = ends = list(accumulate(map(len, self._leaves)))
        self._grown.clear()
        self._shrunk.clear()
        return ends

    def _correct(self, changed: list[int], leaf: int) -> None:
        insort(changed, leaf)
        if len(changed) > CORRECTIONS:
            self._ends = None

    # ---------------------------------------------------------------------------------- changes

    def _delete(self, leaf: int, offset: int) -> T:
        """Take out an element and return it, so that it is dropped when all is in place."""
        version = self._version
        if version is None or self._watched:
            version = self._free()
            self._stop_iterators()
        values = self._leaves[leaf]
        value = values.pop(offset)
        key = None if self._keys is self._leaves else self._keys[leaf].pop(offset)
        self._version = version + 1
        self._debt += 2
        if self._maxes:
            length = len(values)
            if length < LOAD >> 1:
                self._join(leaf)
            else:
                if offset == length:
                    self._maxes[leaf] = self._keys[leaf][-1]
                if self._ends is not None:
                    self._correct(self._shrunk, leaf)
        elif len(values) > FLAT:
            self._split(0)
        del key  # and whatever hangs on it, when all is in place
        return value

    def _delete_range(self, start: int, stop: int) -> list[Any]:
        """Take out the elements at these positions and return them. O(their number + LOAD)."""
        version = self._free() + 1
        self._stop_iterators()
        first, last = self._place(start), self._place(stop - 1)
        taken = [_cut(storage, first, last) for storage in self._storages()]
        self._version = version
        self._debt += 1 + stop - start
        self._ends = None
        if self._maxes:
            del self._maxes[first[0] : last[0]]
        self._settle(first[0])
        return taken

    def _settle(self, leaf: int) -> None:
        """Give a leaf of any length, with one or more beside it or none, its place in the order."""
        keys = self._keys[leaf]
        if len(self._leaves) == 1:
            self._maxes.clear()
        elif keys:
            self._maxes[leaf] = keys[-1]
        if len(keys) < LOAD >> 1 and self._maxes:
            self._join(leaf)
        elif len(keys) > (LOAD << 1 if self._maxes else FLAT):
            self._split(leaf)

    def _join(self, leaf: int) -> None:
        """Join a leaf that has become short with the one beside it."""
        first = leaf - 1 if leaf else 0
        for storage in self._storages():
            storage[first].extend(storage.pop(first + 1))
        del self._maxes[first]
        self._ends = None
        self._settle(first)

    def _split(self, leaf: int) -> None:
        """Cut a leaf into as many of about LOAD elements as it has."""
        length = len(self._leaves[leaf])
        size = -(-length // (length // LOAD))
        for storage in self._storages():
            whole = storage[leaf]
            storage[leaf : leaf + 1] = [whole[at : at + size] for at in range(0, length, size)]
        cut = self._keys[leaf : leaf - (-length // size)]
        self._maxes[leaf : leaf + 1] = [keys[-1] for keys in cut]
        self._ends = None


def _cut(storage: list[list[Any]], first: Place, last: Place) -> list[Any]:
    """Take out what lies from one place up to another, inclusive, and close the gap."""
    (leaf, start), (final, stop) = first, last
    if leaf == final:
        taken = storage[leaf][start : stop + 1]
        del storage[leaf][start : stop + 1]
        return taken
    taken = storage[leaf][start:]
    for whole in storage[leaf + 1 : final]:
        taken += whole
    taken += storage[final][: stop + 1]
    storage[leaf : final + 1] = [storage[leaf][:start] + storage[final][stop + 1 :]]
    return taken
