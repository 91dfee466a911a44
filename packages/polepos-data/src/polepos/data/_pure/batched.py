"""Add many values to ordered leaves at once: all of them, or none."""

from bisect import bisect_right
from collections.abc import Iterable
from typing import Any, TypeVar

from polepos.data._pure.leaves import FLAT, LOAD
from polepos.data._pure.ordered import PLAIN, Ordered
from polepos.data._pure.ordering import explain, refuse_nan
from polepos.data._pure.reading import Place

T = TypeVar("T")

REBUILD = 16
"""A batch of at least this part of the whole is merged by sorting everything anew."""

REBUILD_PLAIN = 64
"""The same where comparing costs next to nothing."""


class Batched(Ordered[T]):
    """What changes ordered leaves by many values in one step."""

    __slots__ = ()

    def update(self, iterable: Iterable[T]) -> None:
        """Add many values: all of them, or none if one cannot be compared or is NaN.

        O(k log k) comparisons for k values, and O(k log n) more, or those of one sort of all that
        is there where k is a good part of it.
        """
        given = list(iterable)
        self._free()
        if given:
            self._write(*self._prepared(given))

    def _prepared(self, given: list[T]) -> tuple[list[T], list[Any], list[Place] | None]:
        """Make all comparisons that adding these takes; return what `_write` then writes."""
        version = self._version
        self._version = None
        try:
            values, keys = self._in_order(given)
            part = REBUILD_PLAIN if values is keys and type(keys[0]) in PLAIN else REBUILD
            if len(values) * part < self._counted():
                return values, keys, self._places_of(keys)
            if self._leaves[0]:
                before, before_keys = self._contents()
                before += values
                if before_keys is not before:
                    before_keys += keys
                values, keys = self._sorted(before, before_keys)
            return values, keys, None
        finally:
            self._version = version

    def _write(self, values: list[T], keys: list[Any], places: list[Place] | None) -> None:
        """Hold these values alone, or those beside what is here that have places."""
        if places is None:
            self._fill(values, keys)
        else:
            self._scatter(values, keys, places)

    def _in_order(self, values: list[T]) -> tuple[list[T], list[Any]]:
        """Return values sorted, and their keys: the same list where a value is its own key."""
        try:
            self._sorted(values, values)
        except Exception as error:
            explain(error, values)
            raise
        refuse_nan(values)
        return values, values

    def _sorted(self, values: list[T], keys: list[Any]) -> tuple[list[T], list[Any]]:
        keys.sort()
        return values, keys

    def _scatter(self, values: list[T], keys: list[Any], places: list[Place]) -> None:
        """Add a few sorted values among many, from the last to the first, so that places hold."""
        version = self._free() + len(values)
        self._stop_iterators()
        if not self._maxes and len(self) > FLAT:
            self._split(0)
            places = [self._place(offset) for _, offset in places]
        for storage, added in zip(self._storages(), (values, keys), strict=False):
            for (leaf, offset), each in zip(reversed(places), reversed(added), strict=True):
                storage[leaf].insert(offset, each)
        self._version = version
        self._ends = None
        for leaf in sorted({leaf for leaf, _ in places}, reverse=True):
            if self._maxes:
                self._maxes[leaf] = self._keys[leaf][-1]
            if len(self._leaves[leaf]) > (LOAD << 1 if self._maxes else FLAT):
                self._split(leaf)

    def _places_of(self, keys: list[Any]) -> list[Place]:
        """Return for each of these sorted keys the first place whose key is greater."""
        version = self._version
        self._version = None
        try:
            maxes, leaf, offset = self._maxes, 0, 0
            places = []
            for key in keys:
                at = bisect_right(maxes, key, leaf) if maxes else 0
                if maxes and at == len(maxes):
                    at, offset = at - 1, len(self._keys[-1])
                else:
                    offset = bisect_right(self._keys[at], key, offset if at == leaf else 0)
                leaf = at
                places.append((leaf, offset))
            return places
        finally:
            self._version = version
