"""Change many priorities of a heap at once: all of them, or none if one cannot be compared."""

from heapq import heapify, heappop, heappush
from itertools import count, repeat
from operator import is_, is_not, itemgetter, ne, neg
from typing import Any

from polepos.data._pure.heap_engine import ORDERED, SPARE, HeapEngine
from polepos.data._pure.heap_entries import (
    NUMBERS,
    PLAIN,
    ByGreater,
    ByLess,
    Entry,
    is_plain,
    is_plain_key,
    put_first,
    undo_pop,
    undo_push,
)
from polepos.data._pure.priority_item import MISSING, no_order

Kinds = list[type[tuple[Any, ...]]] | None

CHUNK = 8
"""A batch of at least this part of the whole is heapified with it, not pushed one by one."""


class HeapBatches(HeapEngine):
    """A heap that takes whole columns of keys, priorities and values."""

    __slots__ = ()

    def _ranked_all(self, priorities: list[Any]) -> tuple[list[Any], Kinds]:
        """Return what `_ranked` would, in two columns; None stands for plain tuples all the way."""
        ranks = priorities if self._key is None else list(map(self._key, priorities))
        if any(map(ne, ranks, ranks)):
            odd = list(map(ne, ranks, ranks)).index(True)
            raise no_order(priorities[odd])
        types = set(map(type, ranks))
        if types <= (NUMBERS if self._reverse else PLAIN):
            return list(map(neg, ranks)) if self._reverse else ranks, None
        if not all(map(is_plain, ranks)):
            self._distrust()
        elif not self._reverse:
            return ranks, None
        if self._reverse:
            numbers = [type(rank) in NUMBERS for rank in ranks]
            return (
                [-rank if number else rank for rank, number in zip(ranks, numbers, strict=True)],
                [tuple if number else ByGreater for number in numbers],
            )
        return ranks, [tuple if type(rank) in PLAIN else ByLess for rank in ranks]

    def _set_many(self, keys: list[Any], priorities: list[Any], values: list[Any] | None) -> None:
        """Set many keys, all of them or none; a value `MISSING` is the one known, or the key."""
        ranks, kinds = self._ranked_all(priorities)
        if not PLAIN.issuperset(map(type, keys)) and not all(map(is_plain_key, keys)):
            self._distrust()
        self._change(self._put_many, ranks, kinds, keys, priorities, values)

    def _put_many(
        self,
        ranks: list[Any],
        kinds: Kinds,
        keys: list[Any],
        priorities: list[Any],
        values: list[Any] | None,
    ) -> None:
        records = self._records
        if values is None and not records:
            values = keys
        elif values is None or any(map(is_, values, repeat(MISSING))):
            known = records.get
            values = [
                value if value is not MISSING else key if (old := known(key)) is None else old[4]
                for key, value in zip(keys, values or repeat(MISSING), strict=False)
            ]
        entries: Any = zip(ranks, count(self._sequence + 1), keys, priorities, values)
        if kinds is None:
            entries = list(entries)
        else:
            entries = [kind(entry) for kind, entry in zip(kinds, entries, strict=True)]
        if len(self._heap) + len(entries) * CHUNK < 2 * len(records) + SPARE:
            self._push_many(keys, entries)
        else:
            self._rebuild(keys, entries)
        self._sequence += len(entries)

    def _rebuild(self, keys: list[Any], entries: list[Entry]) -> None:
        """Make a new heap of all there is and of these. O(n)."""
        records = self._records.copy()
        records.update(zip(keys, entries, strict=True))
        if any(map(is_not, records, map(itemgetter(2), records.values()))):
            for key, entry in records.items():
                records[key] = _with_key(entry, key)
        heap = list(records.values())
        heapify(heap)
        left, self._heap = self._heap, heap
        self._hold(records)
        del left

    def _hold(self, records: dict[Any, Entry]) -> None:
        """Hold these records, where the heap is right; what iterates over those before has to notice."""
        before, self._records = self._records, records
        if len(before) != len(records):
            before.clear()

    def _push_many(self, keys: list[Any], entries: list[Entry]) -> None:
        """Push a few entries onto a large heap, and none of them if a comparison raises."""
        heap = self._heap
        # Foreign keys may refuse to be hashed, so they go into a copy first.
        records = self._records.copy() if self._mode > ORDERED else self._records
        latest = dict(zip(keys, entries, strict=True))
        going = list(map(self._records.get, latest))
        for (key, entry), old in zip(latest.items(), going, strict=True):
            latest[key] = _with_key(entry, key if old is None else old[2])
        gone = self._lift(going)
        pushed: list[Entry] = []
        try:
            for entry in latest.values():
                pushed.append(entry)
                heappush(heap, entry)
            records.update(latest)
        except BaseException:
            for entry in reversed(pushed):
                undo_push(heap, entry)
            for entry in reversed(gone):
                put_first(heap, entry)
            raise
        if records is not self._records:
            self._hold(records)

    def _lift(self, going: list[Entry | None]) -> list[Entry]:
        """Take entries that are to go from the top of the heap, and what does not count below."""
        heap, records = self._heap, self._records
        gone: list[Entry] = []
        if not heap or not any(entry is heap[0] for entry in going):
            return gone
        old = set(map(id, going))
        while heap and (id(heap[0]) in old or records.get(heap[0][2]) is not heap[0]):
            entry, last = heap[0], heap[-1]
            try:
                heappop(heap)
            except BaseException:
                undo_pop(heap, entry, last)
                for each in reversed(gone):
                    put_first(heap, each)
                raise
            gone.append(entry)
        return gone

    def _in_sequence(self) -> list[Entry]:
        """Return the entries that count in the order in which they came."""
        return sorted(self._records.values(), key=itemgetter(1))


def _with_key(entry: Entry, key: Any) -> Entry:
    """Return the entry with this key: of equal ones the first stays, as in a dict."""
    if entry[2] is key:
        return entry
    rank, sequence, _, priority, value = entry
    kind: Any = type(entry)
    kept: Entry = kind((rank, sequence, key, priority, value))
    return kept
