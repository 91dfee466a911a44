"""Hand out keys by priority, and change or withdraw any of them: `IndexedPriorityQueue`."""

from collections.abc import Callable, Iterator
from heapq import heapify, heappop
from sys import getsizeof
from typing import TYPE_CHECKING, Any, Self, TypeVar, overload

from polepos.data._pure.heap_engine import BUSY, GUARDED
from polepos.data._pure.priority_item import MISSING, PriorityItem, item_of
from polepos.data._pure.priority_mapping import PriorityMapping

K = TypeVar("K")
P = TypeVar("P")
V = TypeVar("V")
D = TypeVar("D")


class IndexedPriorityQueue(PriorityMapping[K, P, V]):
    """A queue of keys that hands out the one with the least priority first.

    `IndexedPriorityQueue(data)` takes a mapping from key to priority, another queue, or an iterable
    of `(key, priority)` or `(key, priority, value)`. What is compared is the priority, or
    `key(priority)` where there is such a function; with `reverse` the greatest comes first. Equal
    priorities go first in, first out. NaN is refused with ValueError.

    As a mapping it tells the priority of each key. A priority must not change its order while it
    is here, or `heapify` is called after it did. What is replaced or removed may be kept alive for
    a while, up to as much again as is in the queue.

    >>> jobs = IndexedPriorityQueue({"mail": 5, "backup": 9})
    >>> jobs.push("report", 7)
    >>> jobs["backup"] = 1
    >>> jobs.pop()
    PriorityItem(key='backup', priority=1, value='backup')
    >>> [item.key for item in jobs.in_order()]
    ['mail', 'report']
    """

    __module__ = "polepos.data"
    __slots__ = ("__weakref__",)
    __hash__ = None  # type: ignore[assignment]

    def __new__(cls, *_arguments: Any, **_options: Any) -> Self:
        made = object.__new__(cls)
        made._make_empty()
        return made

    # -------------------------------------------------------------------------------- the queue

    if TYPE_CHECKING:

        def push(self, key: K, priority: P, value: V = ...) -> None: ...

    def peek(self) -> PriorityItem[K, P, V]:
        """Return the first item and leave it; raise EmptyQueueError if there is none. O(1)."""
        return item_of(self._first())

    @overload
    def pop(self) -> PriorityItem[K, P, V]: ...
    @overload
    def pop(self, *, default: D) -> PriorityItem[K, P, V] | D: ...
    @overload
    def pop(self, key: K) -> P: ...
    @overload
    def pop(self, key: K, default: D) -> P | D: ...
    def pop(self, key: Any = MISSING, default: Any = MISSING) -> Any:
        """Remove the first item and return it; raise EmptyQueueError if there is none. O(log n).

        `pop(key)` removes that key, as a mapping does, and returns its priority; it raises
        KeyError if there is none. Either way a default is returned instead of an error.
        """
        if key is MISSING:
            if default is not MISSING and not self._records:
                return default
            entry = self._take() if self._mode < GUARDED else self._guarded(self._take)
            return tuple.__new__(PriorityItem, entry[2:])
        if default is not MISSING and key not in self._records:
            return default
        return self._guarded(self._drop, key)[3]

    def pushpop(self, key: K, priority: P, value: V = MISSING) -> PriorityItem[K, P, V]:
        """Add a new key, then remove the first item of all and return it. O(log n), in one step.

        Raise KeyError if the key is in the queue already.
        """
        value = key if value is MISSING else value  # type: ignore[assignment]
        return item_of(self._exchange(self._push_and_take, key, priority, value))

    def replace(self, key: K, priority: P, value: V = MISSING) -> PriorityItem[K, P, V]:
        """Remove the first item and return it, then add a key. O(log n), in one step.

        Raise EmptyQueueError if there is no item, KeyError if the key is in the queue already and
        is not the one that goes.
        """
        value = key if value is MISSING else value  # type: ignore[assignment]
        return item_of(self._exchange(self._take_and_push, key, priority, value))

    def item(self, key: K) -> PriorityItem[K, P, V]:
        """Return what is held under a key, its value included; raise KeyError. O(1)."""
        return item_of(self._records[key])

    def in_order(self) -> Iterator[PriorityItem[K, P, V]]:
        """Iterate over the items in the order in which they would be popped, and leave them.

        O(n) for the first and O(log n) for each more.
        """
        version = self._sequence, self._removals
        heap = list(self._records.values())
        heapify(heap)
        while heap:
            if version != (self._sequence, self._removals):
                raise RuntimeError(f"{type(self).__name__} changed during iteration")
            yield item_of(heappop(heap))
        if version != (self._sequence, self._removals):
            raise RuntimeError(f"{type(self).__name__} changed during iteration")

    # ------------------------------------------------------------------------------ as an object

    @property
    def key(self) -> Callable[[P], Any] | None:
        """The function from a priority to what is compared; None where that is the priority."""
        return self._key

    @property
    def reverse(self) -> bool:
        """Whether the greatest comes first."""
        return self._reverse

    def copy(self) -> Self:
        """Return a queue that holds the same. O(n), without comparisons."""
        made = IndexedPriorityQueue.__new__(type(self))
        made._order_by(self._key, reverse=self._reverse)
        made._mode = min(self._mode, GUARDED)
        made._sequence = self._sequence
        made._records = self._records.copy()
        made._heap = self._heap[:]
        if self._mode == BUSY:  # the heap is in motion
            made._heap = list(made._records.values())
            heapify(made._heap)
        if hasattr(self, "__dict__"):
            made.__dict__.update(self.__dict__)
        return made

    __copy__ = copy

    def _held(self) -> dict[Any, tuple[Any, ...]]:
        return {key: entry[3:] for key, entry in self._records.items()}

    def _columns(self) -> tuple[list[Any], list[Any], list[Any]]:
        keys, priorities, values = [], [], []
        for _, _, key, priority, value in self._in_sequence():
            keys.append(key)
            priorities.append(priority)
            values.append(value)
        return keys, priorities, values

    def __sizeof__(self) -> int:
        entries = sum(map(getsizeof, self._heap))
        return object.__sizeof__(self) + getsizeof(self._heap) + getsizeof(self._records) + entries
