"""`IndexedPriorityQueue` on its engine in Rust."""

from collections.abc import Iterator
from typing import Any, Self, TypeVar

from polepos.data import _pure
from polepos.data._pure.priority_item import PriorityItem
from polepos.data._pure.priority_queue import PriorityQueue
from polepos.data._rust import QueueEngine

K = TypeVar("K")
P = TypeVar("P")
V = TypeVar("V")


class IndexedPriorityQueue(QueueEngine, PriorityQueue[K, P, V]):
    __doc__ = _pure.IndexedPriorityQueue.__doc__
    __module__ = "polepos.data"
    __slots__ = ("__weakref__",)
    __hash__ = None

    def in_order(self) -> Iterator[PriorityItem[K, P, V]]:
        """Iterate over the items in the order in which they would be popped, and leave them.

        O(n) for the first and O(log n) for each more.
        """
        yield from self._ordered()

    def copy(self) -> Self:
        """Return a queue that holds the same. O(n), without comparisons."""
        made = IndexedPriorityQueue.__new__(type(self))
        made._copy_of(self)
        if hasattr(self, "__dict__"):
            made.__dict__.update(self.__dict__)
        return made

    __copy__ = copy

    def _held(self) -> dict[Any, tuple[Any, ...]]:
        keys, priorities, values = self._columns_in_order_of_keys()
        return dict(zip(keys, zip(priorities, values, strict=True), strict=True))
