"""A priority queue as a mapping from key to priority, with the names of `pqdict` and `heapdict`."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain
from typing import Any, TypeVar, overload

from polepos.data._pure.heap_batches import HeapBatches
from polepos.data._pure.heap_engine import BUSY, GUARDED, KEPT, HeapEngine
from polepos.data._pure.heap_entries import PLAIN, undo_push
from polepos.data._pure.priority_item import MISSING
from polepos.data._pure.priority_queue import PriorityQueue

K = TypeVar("K")
P = TypeVar("P")
V = TypeVar("V")
D = TypeVar("D")

_push = HeapEngine.push  # whatever a subclass makes of `push`


class PriorityMapping(HeapBatches, PriorityQueue[K, P, V]):
    """The mapping side of a priority queue: `queue[key]` is the priority of the key."""

    __slots__ = ()

    # ---------------------------------------------------------------------------------- reading

    def __len__(self) -> int:
        return len(self._records)

    def __bool__(self) -> bool:
        return bool(self._records)

    def __contains__(self, key: object) -> bool:
        """Tell whether a key is in the queue. O(1)."""
        return key in self._records

    def __getitem__(self, key: K) -> P:
        return self._records[key][3]  # type: ignore[no-any-return]

    def get(self, key: K, default: Any = None) -> Any:
        """Return the priority of a key, or the default where there is none. O(1)."""
        entry = self._records.get(key)
        return default if entry is None else entry[3]

    def __iter__(self) -> Iterator[K]:
        """Iterate over the keys in no order that means anything; new priorities may be set."""
        # The dict notices another size at once; the same number of other keys is seen at the end.
        return chain(self._records, self._unchanged(len(self._records), self._removals))

    def _unchanged(self, length: int, removals: int) -> Iterator[K]:
        """Iterate over nothing, and raise RuntimeError if keys have come or gone."""
        if len(self._records) != length or self._removals != removals:
            raise RuntimeError(f"{type(self).__name__} changed during iteration")
        yield from ()

    # ---------------------------------------------------------------------------------- writing

    def __setitem__(self, key: K, priority: P) -> None:
        _push(self, key, priority, KEPT)

    def __delitem__(self, key: K) -> None:
        self.remove(key)

    def remove(self, key: K) -> None:
        """Withdraw a key; raise KeyError if it is not in the queue. O(log n) at worst, mostly O(1)."""
        if self._mode or type(key) not in PLAIN:
            self._guarded(self._drop, key)
        else:
            self._drop(key)

    def discard(self, key: K) -> bool:
        """Withdraw a key if it is in the queue, and tell whether it was. O(log n) at worst, mostly O(1)."""
        if key not in self._records:
            return False
        self.remove(key)
        return True

    @overload  # type: ignore[override]  # not only a mapping's, but also one key and its priority
    def update(self, key: K, priority: P, value: V = ...) -> None: ...
    @overload
    def update(self, data: Mapping[K, P] | Iterable[tuple[Any, ...]] = ..., **more: P) -> None: ...
    def update(self, *arguments: Any, **more: Any) -> None:
        """Give a key a priority, and keep its value unless there is a new one. O(log n).

        `update(key, priority)` adds the key if it is new. `update(data)` does the same for every
        key of a mapping, of a queue (with its values) or of an iterable of pairs or triples: for
        all of them, or for none if one priority cannot be compared. Among equal priorities a key
        counts as pushed last.
        """
        if len(arguments) == 2 and not more:
            _push(self, *arguments, KEPT)
            return
        self._update(*arguments, **more)

    def _update_one(self, key: K, priority: P, value: Any = MISSING) -> None:
        _push(self, key, priority, KEPT if value is MISSING else value)

    def clear(self) -> None:
        """Remove everything. O(n)."""
        self._change(self._clear)

    # ------------------------------------------------------------- the first, by the peers' names

    @overload
    def topitem(self) -> tuple[K, P]: ...
    @overload
    def topitem(self, default: D) -> tuple[K, P] | D: ...
    def topitem(self, default: Any = MISSING) -> Any:
        """Return the first key and its priority; the default, or EmptyQueueError, if empty."""
        if self._records and self._mode != BUSY:
            return self._heap[0][2:4]
        if default is not MISSING and not self._records:
            return default
        return self._first()[2:4]

    peekitem = topitem

    @overload
    def top(self) -> K: ...
    @overload
    def top(self, default: D) -> K | D: ...
    def top(self, default: Any = MISSING) -> Any:
        """Return the first key; the default, or EmptyQueueError, if the queue is empty."""
        if self._records and self._mode != BUSY:
            return self._heap[0][2]
        if default is not MISSING and not self._records:
            return default
        return self._first()[2]

    @overload
    def topvalue(self) -> P: ...
    @overload
    def topvalue(self, default: D) -> P | D: ...
    def topvalue(self, default: Any = MISSING) -> Any:
        """Return the first priority; the default, or EmptyQueueError, if the queue is empty."""
        if self._records and self._mode != BUSY:
            return self._heap[0][3]
        if default is not MISSING and not self._records:
            return default
        return self._first()[3]

    @overload
    def popitem(self) -> tuple[K, P]: ...
    @overload
    def popitem(self, default: D) -> tuple[K, P] | D: ...
    def popitem(self, default: Any = MISSING) -> Any:
        """Remove and return the first key and its priority, as `topitem` tells them. O(log n)."""
        if default is not MISSING and not self._records:
            return default
        return (self._take() if self._mode < GUARDED else self._guarded(self._take))[2:4]

    @overload
    def popkey(self) -> K: ...
    @overload
    def popkey(self, default: D) -> K | D: ...
    def popkey(self, default: Any = MISSING) -> Any:
        """Remove the first key and return it, as `top` tells it. O(log n)."""
        if default is not MISSING and not self._records:
            return default
        return (self._take() if self._mode < GUARDED else self._guarded(self._take))[2]

    @overload
    def popvalue(self) -> P: ...
    @overload
    def popvalue(self, default: D) -> P | D: ...
    def popvalue(self, default: Any = MISSING) -> Any:
        """Remove the first key and return its priority, as `topvalue` tells it. O(log n)."""
        if default is not MISSING and not self._records:
            return default
        return (self._take() if self._mode < GUARDED else self._guarded(self._take))[3]

    # ----------------------------------------------------------------------- one key, as in pqdict

    def additem(self, key: K, priority: P) -> None:
        """Add a key; raise KeyError if it is in the queue already. O(log n)."""
        if key in self._records:
            raise KeyError(f"{key!r} is in the queue already")
        _push(self, key, priority, key)

    def updateitem(self, key: K, priority: P) -> None:
        """Give a key another priority; raise KeyError if it is not in the queue. O(log n)."""
        _push(self, key, priority, self._records[key][4])

    def pushpopitem(self, key: K, priority: P) -> tuple[K, P]:
        """Add a new key, then remove and return the first of all: the key and its priority.

        Raise KeyError if the key is in the queue already. O(log n), and one step rather than two.
        """
        key, priority = self._exchange(self._push_and_take, key, priority, key)[2:4]
        return key, priority

    def _exchange(self, change: Callable[..., Any], key: K, priority: P, value: Any) -> Any:
        rank, kind = self._ranked(priority)
        self._look_at(key)
        return self._change(change, rank, kind, key, priority, value)

    def replace_key(self, key: K, new_key: K) -> None:
        """Let another key have the place of this one: its priority, and its value. O(log n).

        A value that was the key itself becomes the new key. Among equal priorities the new key
        counts as pushed last. Raise KeyError if there is no such key, or one like the new one.
        """
        self._look_at(new_key)
        self._change(self._rename, key, new_key)

    def _rename(self, key: K, new_key: K) -> None:
        heap, records = self._heap, self._records
        old = records[key]
        if new_key in records:
            raise KeyError(f"{new_key!r} is in the queue already")
        value = new_key if old[4] is old[2] else old[4]
        if old is self._heap[0]:
            kind: type[tuple[Any, ...]] = type(old)
            entry: Any = kind((old[0], self._sequence + 1, new_key, old[3], value))
            self._replace_top(old, entry)
            self._removals += 1
            return
        self._put(old[0], type(old), new_key, old[3], value)
        try:
            del records[key]
        except BaseException:
            undo_push(heap, records.popitem()[1])
            raise
        self._removals += 1
