"""A heap of entries beside a dict that says which of them count: the engine of a priority queue.

An entry counts if the dict has it under its key. To change a priority is to push another entry and
to leave the old one where it is (Sedgewick and Wayne call it a lazy deletion); when those left
behind outnumber the others they are swept out, so memory is bounded and the cost amortised.

Everything that can raise comes before the first write that shows, or is undone. Ranks and keys of
builtin types run nobody's code while the heap is in motion. As soon as there is one of another
type, every change is guarded: a change from within a comparison is refused, and a question is
answered from the dict, which is written last.
"""

from collections.abc import Callable
from datetime import datetime
from heapq import heapify, heappop, heappush, heapreplace
from sys import getsizeof
from typing import Any, TypeVar

from polepos.data._pure.heap_entries import (
    NUMBERS,
    PLAIN,
    ByGreater,
    ByLess,
    Entry,
    is_plain,
    is_plain_key,
    push_newest,
    put_first,
    undo_pop,
    undo_push,
    undo_replace,
)
from polepos.data._pure.priority_item import (
    MISSING,
    EmptyQueueError,
    no_order,
)

R = TypeVar("R")

KEPT: Any = object()
"""A value that stands for the one that is known, or the key if there is none."""

DIRECT, ORDERED, GUARDED, BUSY = range(4)
"""Priorities are ranks; are made into ranks; foreign code is about; it may be running right now."""

SPARE = 16
"""So many entries may be left behind even in a small queue."""

WIDE = 160
"""A dict that has so many bytes for each of its keys has had many more of them."""

WORTH = 8
"""To sweep out one in so many costs less than to meet them at the top one by one."""


class HeapEngine:
    """The state of a priority queue and the few changes that everything else is made of."""

    __slots__ = ("_heap", "_key", "_mode", "_records", "_removals", "_reverse", "_sequence")

    _heap: list[Entry]
    _records: dict[Any, Entry]
    _sequence: int
    _removals: int
    _mode: int
    _key: Callable[[Any], Any] | None
    _reverse: bool

    def _make_empty(self) -> None:
        self._heap = []
        self._records = {}
        self._sequence = 0
        self._removals = 0
        self._mode = DIRECT
        self._key = None
        self._reverse = False

    # ------------------------------------------------------------------------------------ guard

    def _guarded(self, change: Callable[..., R], *arguments: Any) -> R:
        """Make a change that may run foreign code, and let that code change nothing meanwhile."""
        if self._mode == BUSY:
            raise self._changed_under_way()
        mode, self._mode = self._mode, BUSY
        try:
            return change(*arguments)
        finally:
            self._mode = mode

    def _changed_under_way(self) -> RuntimeError:
        return RuntimeError(f"{type(self).__name__} changed during a comparison")

    def _change(self, change: Callable[..., R], *arguments: Any) -> R:
        return self._guarded(change, *arguments) if self._mode > ORDERED else change(*arguments)

    def _distrust(self) -> None:
        self._mode = max(self._mode, GUARDED)

    def _look_at(self, key: Any) -> None:
        """Take note if a key that is to come is of a type that runs foreign code."""
        if type(key) not in PLAIN and not is_plain_key(key):
            self._distrust()

    def _order_by(self, key: Callable[[Any], Any] | None, *, reverse: bool) -> None:
        if key is not None and not callable(key):
            raise TypeError(f"key is a function from a priority to its rank, not {key!r}")
        self._key, self._reverse = key, bool(reverse)
        if self._mode < GUARDED:
            self._mode = ORDERED if key is not None or reverse else DIRECT

    def _ranked(self, priority: Any) -> tuple[Any, type[tuple[Any, ...]]]:
        """Return what a priority is ordered by, and the kind of entry that this asks for."""
        rank = priority if self._key is None else self._key(priority)
        if not (rank == rank):
            raise no_order(priority)
        kind = type(rank)
        if kind not in PLAIN and not ((kind is tuple or kind is datetime) and is_plain(rank)):
            self._mode = BUSY if self._mode == BUSY else GUARDED
            return rank, ByGreater if self._reverse else ByLess
        if not self._reverse:
            return rank, tuple
        return (-rank, tuple) if kind in NUMBERS else (rank, ByGreater)

    # ---------------------------------------------------------------------------------- changes

    def push(self, key: Any, priority: Any, value: Any = MISSING) -> None:
        """Add a key with a priority, and a value that is the key if there is none. O(log n).

        A key that is in the queue already gets the new priority and value, and counts as pushed
        last among equals. Raise ValueError for NaN, TypeError for a priority that cannot be
        compared with the others, and RuntimeError from within a comparison.
        """
        if value is MISSING:
            value = key
        kind = type(priority)
        heap, records = self._heap, self._records
        if (
            self._mode
            or type(key) not in PLAIN
            or not (
                kind is int
                or (
                    PLAIN.issuperset(map(type, priority))
                    if kind is tuple
                    else kind in PLAIN and priority == priority
                )
            )
            or len(heap) > 2 * len(records) + SPARE
        ):
            if self._mode != GUARDED or not self._push_foreign(key, priority, value):
                self._push_carefully(key, priority, value)
            return
        # What `_put` does, at once, as this is the way that most priorities come.
        old = records.get(key)
        if old is not None:
            key, value = old[2], old[4] if value is KEPT else value  # as in a dict, the key stays
        elif value is KEPT:
            value = key
        sequence = self._sequence + 1
        entry = (priority, sequence, key, priority, value)
        if old is not None and old is heap[0]:
            self._replace_top(old, entry)
            return
        try:
            heappush(heap, entry)
        except BaseException:
            undo_push(heap, entry)
            raise
        records[key] = entry
        self._sequence = sequence

    def _push_foreign(self, key: Any, priority: Any, value: Any) -> bool:
        """Do what `_push_carefully` does, at once, and tell whether it was the case for it.

        That is a priority that is ordered by its own `<` and nothing else.
        """
        kind = type(priority)
        heap, records = self._heap, self._records
        if (
            self._key is not None
            or self._reverse
            or kind in PLAIN
            or kind is tuple
            or kind is datetime
            or len(heap) > 2 * len(records) + SPARE
        ):
            return False
        if not (priority == priority):
            raise no_order(priority)
        heap, records = self._heap, self._records  # the comparison may have made others
        self._mode = BUSY
        try:
            old = records.get(key)
            if old is not None:
                key, value = (
                    old[2],
                    old[4] if value is KEPT else value,
                )  # as in a dict, the key stays
            elif value is KEPT:
                value = key
            sequence = self._sequence + 1
            entry: Any = ByLess((priority, sequence, key, priority, value))
            if old is not None and old is heap[0]:
                self._replace_top(old, entry)
                return True
            try:
                push_newest(heap, entry)
                records[key] = entry
            except BaseException:
                undo_push(heap, entry)
                raise
            self._sequence = sequence
        finally:
            self._mode = GUARDED
        return True

    def _push_carefully(self, key: Any, priority: Any, value: Any) -> None:
        rank, kind = self._ranked(priority)
        if type(key) not in PLAIN:
            self._look_at(key)
        mode = self._mode
        if mode < GUARDED:
            self._put(rank, kind, key, priority, value)
            return
        if mode == BUSY:
            raise self._changed_under_way()
        self._mode = BUSY
        try:
            self._put(rank, kind, key, priority, value)
        finally:
            self._mode = GUARDED

    def _put(
        self, rank: Any, kind: type[tuple[Any, ...]], key: Any, priority: Any, value: Any
    ) -> None:
        swept = self._sweep() if len(self._heap) > 2 * len(self._records) + SPARE else None
        heap, records = self._heap, self._records
        old = records.get(key)
        if old is not None:
            key, value = old[2], old[4] if value is KEPT else value  # as in a dict, the key stays
        elif value is KEPT:
            value = key
        sequence = self._sequence + 1
        entry: Any = kind((rank, sequence, key, priority, value))
        if old is not None and old is heap[0]:
            self._replace_top(old, entry)
            return
        try:
            if kind is ByLess:
                push_newest(heap, entry)
            else:
                heappush(heap, entry)
            records[key] = entry
        except BaseException:
            undo_push(heap, entry)
            raise
        self._sequence = sequence
        del swept

    def _take(self) -> Entry:
        """Remove the first entry and return it; raise EmptyQueueError if there is none."""
        heap, records = self._heap, self._records
        swept: list[Any] = []
        if len(heap) > 2 * len(records) + SPARE:
            swept, records = self._sweep(), self._records
        if not records:
            raise EmptyQueueError("the priority queue is empty")
        entry, last = heap[0], heap[-1]
        try:
            heappop(heap)
        except BaseException:
            undo_pop(heap, entry, last)
            raise
        try:
            if len(heap) >= len(records):  # there are some that do not count
                self._settle(swept, entry)
                records = self._records
            del records[entry[2]]
        except BaseException:
            put_first(heap, entry)
            raise
        self._removals += 1
        return entry

    def _drop(self, key: Any) -> Entry:
        """Remove a key and return its entry; raise KeyError if it is not here."""
        swept = self._sweep() if len(self._heap) > 2 * len(self._records) + SPARE else None
        heap, records = self._heap, self._records
        entry = records[key]
        if heap[0] is entry:
            return self._take()
        del records[key]
        self._removals += 1
        if heap[-1] is entry:  # the last one can go without a trace
            heap.pop()
        del swept
        return entry

    def _first(self) -> Entry:
        """Return the first entry; raise EmptyQueueError if there is none."""
        if not self._records:
            raise EmptyQueueError("the priority queue is empty")
        if self._mode == BUSY:  # the heap is in motion
            return min(self._records.values())
        return self._heap[0]

    def _settle(self, swept: list[Any], gone: Entry, new: Entry | None = None) -> None:
        """Take what does not count from the top of the heap: what comes first is to be there.

        `gone` is out of the heap, but not yet out of the dict; `new` is in the heap, but not yet
        in the dict. What is taken comes into a list of the caller's, to be dropped at the end.
        """
        heap, records = self._heap, self._records
        while heap:
            entry = heap[0]
            if entry is new or records.get(entry[2]) is entry:
                return
            if (len(heap) - len(records)) * WORTH > len(records):
                swept.append(self._sweep(gone, new))
                return
            last = heap[-1]
            try:
                heappop(heap)
            except BaseException:
                undo_pop(heap, entry, last)
                raise
            swept.append(entry)

    def _sweep(self, gone: Entry | None = None, new: Entry | None = None) -> list[Entry]:
        """Take the entries that do not count out of the heap; return what it held. O(n).

        The caller drops it when its own change is done, as finalisers may run then.
        """
        fresh = list(self._records.values())
        if gone is not None:
            fresh = [entry for entry in fresh if entry is not gone]
        if new is not None:
            fresh.append(new)
        heapify(fresh)
        swept = self._heap[:]
        self._heap[:] = fresh
        if getsizeof(self._records) > WIDE * (len(fresh) + SPARE):
            wide = self._records
            self._records = wide.copy()  # a dict never shrinks by itself
            wide.clear()  # what iterates over it has to notice
        return swept

    def _push_and_take(
        self, rank: Any, kind: type[tuple[Any, ...]], key: Any, priority: Any, value: Any
    ) -> Entry:
        """Add a new key and remove the first of all, which may be the new one."""
        if key in self._records:
            raise KeyError(f"{key!r} is in the queue already")
        entry: Any = kind((rank, self._sequence + 1, key, priority, value))
        if not self._records or not (top := self._heap[0]) < entry:
            return entry  # type: ignore[no-any-return]
        self._replace_top(top, entry)
        self._removals += 1
        return top

    def _take_and_push(
        self, rank: Any, kind: type[tuple[Any, ...]], key: Any, priority: Any, value: Any
    ) -> Entry:
        """Remove the first of all and then add a key."""
        if not self._records:
            raise EmptyQueueError("the priority queue is empty")
        top = self._heap[0]
        if (old := self._records.get(key)) is not None:
            if old is not top:
                raise KeyError(f"{key!r} is in the queue already")
            key = old[2]
        self._replace_top(top, kind((rank, self._sequence + 1, key, priority, value)))
        self._removals += 1
        return top

    def _replace_top(self, top: Entry, entry: Entry) -> None:
        """Put an entry in the place of the first one, whose key goes if it is another one."""
        heap, records, length = self._heap, self._records, len(self._records)
        swept: list[Any] = []
        try:
            heapreplace(heap, entry)
            if len(heap) > length:  # there are some that do not count
                self._settle(swept, top, entry)
                records = self._records
            records[entry[2]] = entry
            if len(records) > length:
                del records[top[2]]
        except BaseException:
            if len(records) > length:
                records.popitem()
            undo_replace(heap, top, entry)
            raise
        self._sequence = entry[1]

    def _clear(self) -> None:
        left = self._heap[:], list(self._records)  # dropped when the queue is whole
        self._heap.clear()
        self._records.clear()
        self._removals += 1
        del left
