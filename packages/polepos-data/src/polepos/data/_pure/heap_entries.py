"""What stands in the heap of a priority queue, in what order, and how to take a step back.

An entry is a tuple `(rank, sequence, key, priority, value)`. No two have the same sequence, so a
comparison of entries never gets past it. Tuples compare with `==` first and with `<` only where
that says no, which is the order of `<` for the types in `PLAIN` and not for any other.
"""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

Entry = tuple[Any, int, Any, Any, Any]

PLAIN = frozenset({int, float, str, bytes, bool, type(None), Decimal, date, timedelta})
"""Types that hash and compare among each other without running anybody else's code."""


NUMBERS = frozenset({int, float})


def is_flat(value: object) -> bool:
    """Tell whether a value is a tuple of such types."""
    return type(value) is tuple and PLAIN.issuperset(map(type, value))


def is_plain(value: object) -> bool:
    """Tell whether a value hashes and compares without running anybody else's code."""
    kind = type(value)
    if kind in PLAIN:
        return True
    if kind is tuple:
        return is_flat(value)
    return kind is datetime and value.tzinfo is None  # type: ignore[attr-defined]


def is_plain_key(key: object) -> bool:
    """Tell whether a dict finds a key without running anybody else's code."""
    kind = type(key)
    return is_plain(key) or (kind.__hash__ is object.__hash__ and kind.__eq__ is object.__eq__)


class ByLess(tuple[Any, ...]):
    """An entry ordered by `<` of its rank and nothing else, and with one comparison.

    The older of two comes first unless the newer is less.
    """

    __slots__ = ()

    def __lt__(self, other: tuple[Any, ...]) -> Any:
        return not other[0] < self[0] if self[1] < other[1] else self[0] < other[0]

    def __gt__(self, other: tuple[Any, ...]) -> Any:
        return not self[0] < other[0] if other[1] < self[1] else other[0] < self[0]


class ByGreater(tuple[Any, ...]):
    """An entry of a queue whose greatest comes first; plain entries beside it hold `-rank`."""

    __slots__ = ()

    def __lt__(self, other: tuple[Any, ...]) -> Any:
        mine = self[0] if type(self) is ByGreater else -self[0]
        theirs = other[0] if type(other) is ByGreater else -other[0]
        return not mine < theirs if self[1] < other[1] else theirs < mine

    def __gt__(self, other: tuple[Any, ...]) -> Any:
        return ByGreater.__lt__(other, self)  # type: ignore[operator]  # a plain entry will do


def push_newest(heap: list[Entry], entry: Entry) -> None:
    """Do what `heappush` does with a `ByLess` that is newer than all others, by `<` of ranks alone.

    If a comparison raises, the entry is left where it has come to. O(log n).
    """
    rank = entry[0]
    position = len(heap)
    heap.append(entry)
    try:
        while position:
            above = (position - 1) >> 1
            parent = heap[above]
            if not rank < parent[0]:
                break
            heap[position] = parent
            position = above
    finally:
        heap[position] = entry


def put_first(heap: list[Entry], entry: Entry) -> None:
    """Put an entry back that is before all others. O(log n), without comparisons."""
    position = len(heap)
    heap.append(entry)
    while position:
        above = (position - 1) >> 1
        heap[position] = heap[above]
        position = above
    heap[0] = entry


# `heapq` moves one entry along one path of the heap, by swapping it with the others there. So when
# a comparison raises, the way back is known without comparing anything.


def undo_push(heap: list[Entry], entry: Entry) -> None:
    """Take back a `heappush` that was finished or was cut short. O(log n)."""
    path = [len(heap) - 1]
    while heap[path[-1]] is not entry:
        if not path[-1]:
            return  # it never came in
        path.append((path[-1] - 1) >> 1)
    for above, below in zip(path[::-1], path[-2::-1], strict=False):
        heap[above] = heap[below]
    heap.pop()


def undo_replace(heap: list[Entry], top: Entry, entry: Entry) -> None:
    """Take back a `heapreplace` of `top` by `entry`, finished or cut short. O(n)."""
    position = next(at for at, other in enumerate(heap) if other is entry)
    while position:
        parent = (position - 1) >> 1
        heap[position] = heap[parent]
        position = parent
    heap[0] = top


def undo_pop(heap: list[Entry], top: Entry, last: Entry) -> None:
    """Take back a `heappop`, finished or cut short, when `last` was the last entry. O(n)."""
    if last is not top:
        undo_replace(heap, top, last)
    heap.append(last)
