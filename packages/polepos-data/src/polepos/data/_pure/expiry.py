"""Queue what expires by its deadline, in O(1) where deadlines come in order.

Nearly always they do: one time to live, and a clock that goes forward. Those lie in a deque; what is
out of order goes to a heap. Nothing is taken out of the middle: what was replaced or removed stays
as a stale pair until its turn comes or until most of the pairs are stale.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from heapq import heapify, heappop, heappush
from itertools import count
from typing import Any

Due = tuple[Any, Any]  # a deadline and a key


class ExpiryQueue:
    """Pairs of a deadline and a key, the earliest first."""

    __slots__ = ("_serial", "heap", "line")

    def __init__(self, pairs: Iterable[Due] = ()) -> None:
        self.line: deque[Due] = deque(sorted(pairs, key=_deadline))
        self.heap: list[tuple[Any, int, Due]] = []  # the number keeps keys from being compared
        self._serial = count()

    def __len__(self) -> int:
        return len(self.line) + len(self.heap)

    def keep(self, pairs: Iterable[Due]) -> None:
        """Forget every pair but these, which are told by identity. O(n)."""
        alive = set(map(id, pairs))
        self.line = deque(pair for pair in self.line if id(pair) in alive)
        self.heap = [entry for entry in self.heap if id(entry[2]) in alive]
        heapify(self.heap)

    def push(self, pair: Due) -> None:
        """Add a pair: O(1) if none is later, else O(log n)."""
        line = self.line
        if line and pair[0] < line[-1][0]:
            heappush(self.heap, (pair[0], next(self._serial), pair))
        else:
            line.append(pair)

    def first(self) -> Due | None:
        """Return the pair that is due first; None when there is none."""
        line, heap = self.line, self.heap
        if heap and (not line or heap[0][0] < line[0][0]):
            return heap[0][2]
        return line[0] if line else None

    def drop(self, pair: Due) -> None:
        """Take out the first pair, if it is this one still."""
        if self.line and self.line[0] is pair:
            self.line.popleft()
        elif self.heap and self.heap[0][2] is pair:
            heappop(self.heap)


def _deadline(pair: Due) -> Any:
    return pair[0]
