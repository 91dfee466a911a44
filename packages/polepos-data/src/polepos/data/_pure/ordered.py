"""Find, add and remove by order: what every sorted container does with its leaves.

All comparisons of a change are made before its first write, so an error in one of them leaves
the container as it was; and while they are made it refuses to be changed, so what they find holds.
"""

from bisect import bisect_left, bisect_right, insort_right
from typing import Any, TypeVar

from polepos.data._pure.leaves import FLAT, LOAD, Leaves
from polepos.data._pure.ordering import not_ordered
from polepos.data._pure.reading import Place

T = TypeVar("T")

PLAIN = frozenset({int, float, str, bytes})
"""Types whose comparisons and hashes are Python's own, and cost next to nothing."""


class Ordered(Leaves[T]):
    """Leaves in the order of `<`, of values that are their own keys.

    What takes a value and what takes a key is told apart all the same, for `SortedKeyList`.
    """

    __slots__ = ()

    # ----------------------------------------------------------------------------------- search

    def _left_of(self, key: Any) -> Place:
        """Return the first place whose key is not less. O(log n) comparisons."""
        version = self._version
        self._version = None
        try:
            maxes = self._maxes
            if not maxes:
                return 0, bisect_left(self._keys[0], key)
            leaf = bisect_left(maxes, key)
            if leaf == len(maxes):
                return leaf - 1, len(self._keys[-1])
            return leaf, bisect_left(self._keys[leaf], key)
        finally:
            self._version = version

    def _right_of(self, key: Any) -> Place:
        """Return the first place whose key is greater. O(log n) comparisons."""
        version = self._version
        self._version = None
        try:
            maxes = self._maxes
            if not maxes:
                return 0, bisect_right(self._keys[0], key)
            leaf = bisect_right(maxes, key)
            if leaf == len(maxes):
                return leaf - 1, len(self._keys[-1])
            return leaf, bisect_right(self._keys[leaf], key)
        finally:
            self._version = version

    _left = _left_of
    _right = _right_of

    def __contains__(self, value: Any) -> bool:
        """Tell whether an equal value is here. O(log n) comparisons."""
        version = self._version
        self._version = None
        try:
            maxes = self._maxes
            if maxes:
                leaf = bisect_left(maxes, value)
                if leaf == len(maxes):
                    return False
                values = self._leaves[leaf]
                element = values[bisect_left(values, value)]
            else:
                values = self._leaves[0]
                offset = bisect_left(values, value)
                if offset == len(values):
                    return False
                element = values[offset]
            if element == value:
                return True
            if value < element:
                return False
        except Exception:
            if value != value:  # a decimal NaN compares with nothing
                return False
            raise
        finally:
            self._version = version
        return self._search(value, value) is not None

    def _sought(self, value: Any) -> Place | None:
        """Return where the first element equal to a value is. O(log n) comparisons."""
        version = self._version
        self._version = None
        try:
            maxes, leaf = self._maxes, 0
            if maxes and (leaf := bisect_left(maxes, value)) == len(maxes):
                return None
            values = self._leaves[leaf]
            offset = bisect_left(values, value)
            if offset == len(values):
                return None
            element = values[offset]
            if element is value or element == value:
                return leaf, offset
            if value < element:
                return None
        except Exception:
            if value != value:
                return None
            raise
        finally:
            self._version = version
        return self._search(value, value)

    def _sought_by(self, value: Any, key: Any) -> Place | None:
        """Do as `_sought` for a value that has another key than itself."""
        version = self._version
        self._version = None
        try:
            maxes, leaf = self._maxes, 0
            if maxes and (leaf := bisect_left(maxes, key)) == len(maxes):
                return None
            keys = self._keys[leaf]
            offset = bisect_left(keys, key)
            if offset == len(keys):
                return None
            element = self._leaves[leaf][offset]
            if element is value or element == value:
                return leaf, offset
            if key < keys[offset]:
                return None
        except Exception:
            if key != key:
                return None
            raise
        finally:
            self._version = version
        return self._search(value, key)

    def count(self, value: Any) -> int:
        """Return how many values are neither less nor greater than this one. O(log n)."""
        leaf, offset = self._left_of(value)
        version = self._version
        self._version = None
        try:
            if value != value:  # NaN is neither, of any
                return 0
            stop = bisect_right(self._leaves[leaf], value, offset)
        finally:
            self._version = version
        if stop < len(self._leaves[leaf]):
            return stop - offset
        return self._position(self._right_of(value)) - self._position((leaf, offset))

    def _search(self, value: Any, key: Any, *, identical: bool = False) -> Place | None:
        """Look for a value among all whose keys are neither less nor greater than its key.

        These need not be equal to it: two orders of the same price are not the same order.
        """
        version = self._version
        leaf, offset = self._left_of(key)
        self._version = None
        try:
            if key != key:
                return None
            values = self._leaves[leaf]
            while True:
                if offset == len(values):
                    leaf, offset = leaf + 1, 0
                    if leaf == len(self._leaves):
                        return None
                    values = self._leaves[leaf]
                element = values[offset]
                if element is value or (not identical and element == value):
                    return leaf, offset
                if key < self._keys[leaf][offset]:
                    return None
                offset += 1
        finally:
            self._version = version

    def _between(
        self, minimum: Any, maximum: Any, inclusive: tuple[bool, bool]
    ) -> tuple[Place, Place]:
        """Return the places from the first key in a range to after its last; None is no bound."""
        with_minimum, with_maximum = inclusive
        if minimum is None:
            first: Place = (0, 0)
        else:
            first = self._left_of(minimum) if with_minimum else self._right_of(minimum)
        if maximum is None:
            return first, self._end()
        last = self._right_of(maximum) if with_maximum else self._left_of(maximum)
        return first, first if last < first else last  # noqa: FURB136 - twice as fast as max

    def _position(self, place: Place) -> int:
        leaf, offset = place
        return self._before(leaf) + offset if leaf else offset

    # ---------------------------------------------------------------------------------- changes

    def remove(self, value: T, *, identical: bool = False) -> None:  # noqa: C901 - as `add`
        """Remove a value; raise ValueError if it is not here. O(log n) comparisons.

        Of several that are equal the first goes, or with `identical` the object that was given.
        """
        version = self._version
        if version is None or identical:
            self._remove(value, identical=identical)
            return
        self._version = None
        try:
            maxes, leaf = self._maxes, 0
            if maxes and (leaf := bisect_left(maxes, value)) == len(maxes):
                raise missing(value)
            values = self._leaves[leaf]
            offset = bisect_left(values, value)  # type: ignore[call-overload]  # shows if it compares
            if offset == len(values):
                raise missing(value)
            element = values[offset]
            found = element == value
        finally:
            self._version = version
        if not found:
            self._remove(value, identical=False)
            return
        if self._watched:
            self._stop_iterators()
            values = self._leaves[leaf]
        del values[offset]  # `element` keeps it until all is in place
        self._version = version + 1
        self._debt += 2
        if not maxes:
            if len(values) > FLAT:
                self._split(0)
            return
        length = len(values)
        if length < LOAD >> 1:
            self._join(leaf)
            return
        if offset == length:
            maxes[leaf] = values[-1]
        if self._ends is not None:
            self._correct(self._shrunk, leaf)

    def _remove(self, value: T, *, identical: bool) -> None:
        if not self._removed(value, value, identical=identical):
            raise missing(value)

    def _removed(self, value: T, key: Any, *, identical: bool) -> bool:
        """Remove a value, and tell whether it was here.

        The caller keeps the key: dropped any earlier, it might change what has been found.
        """
        if identical:
            place = self._search(value, key, identical=True)
        else:
            place = self._sought(value) if key is value else self._sought_by(value, key)
        if place is None:
            return False
        leaf, offset = place
        self._delete(leaf, offset)
        return True

    def add(self, value: T) -> None:  # noqa: C901 - in one piece, for speed
        """Add a value, after those equal to it. O(log n) comparisons.

        Raise ValueError for NaN, TypeError for a value that cannot be compared with the others,
        and RuntimeError from within a comparison; then nothing is added.
        """
        version = self._version
        if version is None:
            raise self._comparing_now()
        self._version = None
        try:
            if value != value:  # that is what makes it NaN
                raise not_ordered(value)  # noqa: TRY301 - undone with the rest
            maxes: list[Any] = self._maxes
            if not maxes:
                leaf = 0
                values = self._leaves[0]
                insort_right(values, value)  # type: ignore[call-overload]  # shows if it compares
            elif (leaf := bisect_right(maxes, value)) == len(maxes):
                leaf -= 1
                values = self._leaves[leaf]
                values.append(value)
                maxes[leaf] = value
            else:
                values = self._leaves[leaf]
                insort_right(values, value)  # type: ignore[call-overload]
        except BaseException:
            self._resume(version)
            raise
        self._version = version + 1
        if self._watched:
            self._stop_iterators()
            values = self._leaves[leaf]
        if not maxes:
            if len(values) > FLAT:
                self._split(0)
        elif len(values) > LOAD << 1:
            self._split(leaf)
        elif self._ends is not None:
            self._correct(self._grown, leaf)

    def _insert(self, place: Place, value: T, key: Any) -> None:
        """Add a value at the place that has been found for it."""
        version = self._free() + 1
        if self._watched:
            self._stop_iterators()
        leaf, offset = place
        values = self._leaves[leaf]
        values.insert(offset, value)
        if self._keys is not self._leaves:
            self._keys[leaf].insert(offset, key)
        self._version = version
        length = len(values)
        maxes = self._maxes
        if maxes and offset == length - 1:
            maxes[leaf] = key
        if length > (LOAD << 1 if maxes else FLAT):
            self._split(leaf)
        elif self._ends is not None:
            self._correct(self._grown, leaf)


def missing(value: object) -> ValueError:
    """Return the error that says that a value is not here."""
    return ValueError(f"{value!r} not in list")
