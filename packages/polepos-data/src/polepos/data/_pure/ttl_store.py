"""Store a cache's entries for a time: deadlines, expiry and what a pickle keeps of them."""

from __future__ import annotations

import math
import sys
import time
from collections.abc import Callable, Iterator
from typing import Any, ClassVar, Self, TypeVar

from polepos.data._pure.cache import Cache
from polepos.data._pure.cache_store import ABSENT, FIELDS
from polepos.data._pure.expiry import ExpiryQueue

K = TypeVar("K")
V = TypeVar("V")

TTL_FIELDS = (*FIELDS, "_due", "_expiry", "_timer", "_ttl")

STALE, SLACK = 3, 64  # the queue is cleared of stale pairs at 3 n + 64


class TTLStore(Cache[K, V]):
    """A cache whose entries have deadlines; the base of `TTLCache`."""

    __slots__ = ()
    __module__ = "polepos.data"

    _shared: ClassVar[tuple[str, ...]] = (*Cache._shared, "_due", "_timer", "_ttl")

    _due: Any  # no item expires earlier; None when none ever does
    _expiry: ExpiryQueue
    _timer: Callable[[], Any]
    _ttl: Any

    def _set_up(self, maxsize: float | None) -> None:
        if not hasattr(self, "_ttl"):  # made by `__new__` alone
            self._ttl, self._timer = None, time.monotonic
            self._due, self._expiry = None, ExpiryQueue()
        super()._set_up(maxsize)
        self._boxed = True
        self._plain = (
            self._plain and isinstance(self._ttl, int | float) and 0 < self._ttl < math.inf
        )

    # --------------------------------------------------------------------------------------- time

    @property
    def ttl(self) -> Any:
        """The time to live of what is stored from now on; it may be set."""
        return self._ttl

    @ttl.setter
    def ttl(self, ttl: Any) -> None:
        self._ttl = lifetime(ttl)
        self._set_up(self._maxsize)

    @property
    def timer(self) -> Callable[[], Any]:
        """The function that tells the time."""
        return self._timer

    def expires_at(self, key: K) -> Any:
        """Return when `key` expires, as `timer` tells the time; infinity for never. O(1).

        Raises KeyError for a key that is not there.
        """
        self._sweep()
        due = self._due_of(key)
        return math.inf if due is None else due

    def ttl_of(self, key: K) -> Any:
        """Return how long `key` has still to live, in units of `timer`; infinity for ever. O(1).

        Raises KeyError for a key that is not there.
        """
        now = self._timer()
        self._sweep(now)
        due = self._due_of(key)
        return math.inf if due is None else due - now

    def _due_of(self, key: K) -> Any:
        with self._guard:
            due = self._data[key][2]
        return None if due is None else due[0]

    def expire(self, time: Any = None) -> list[tuple[K, V]]:
        """Take out what has expired at `time`, now by default, and return the pairs. O(expired).

        `on_evict` is called for them. A subclass's own `expire` is called in place of this one
        whenever something may have expired.
        """
        now = self._timer() if time is None else time
        expired: list[tuple[K, V]] = []
        try:
            with self._guard:
                self._take_due(now, expired)
        finally:
            self._tell(expired)
        return expired

    def _take_due(self, now: Any, expired: list[tuple[K, V]]) -> None:
        while (due := self._expiry.first()) is not None and due[0] <= now:
            entry = self._data.get(due[1])
            if entry is not None and entry[2] is due:
                expired.append(self._remove(due[1]))
                self._version -= 1  # whoever iterates skips it, and need not stop for it
            self._expiry.drop(due)
        self._due = None if due is None else due[0]

    def _sweep(self, now: Any = None) -> None:
        if len(self._expiry) > STALE * len(self._data) + SLACK:
            with self._guard:
                self._compact()
        due = self._due
        if due is not None:
            now = self._timer() if now is None else now
            if now >= due:
                self.expire(now)

    def _compact(self) -> None:
        """Forget stale pairs once they are most: O(1) for each write that made one."""
        if len(self._expiry) > STALE * len(self._data) + SLACK:
            self._expiry.keep(self._due_pairs())

    # ------------------------------------------------------------------------------------- writes

    def _set(
        self, key: K, value: Any, ttl: Any = ABSENT, *, replace: bool = True, now: Any = None
    ) -> Any:
        size = self._measure(value)
        if now is None:
            now = self._timer()
            self._sweep(now)
        pair = self._pair(key, self._ttl if ttl is ABSENT else ttl, now)
        dropped = self._make_room(key, size) if self._hooked else []
        try:
            with self._guard:
                current = ABSENT if replace else self._find(key, ABSENT)
                if current is not ABSENT:  # another thread was faster
                    return current
                self._keep(key, (value, size, pair), now, dropped)
        finally:
            self._tell(dropped)
        return value

    def _pair(self, key: K, ttl: Any, now: Any) -> tuple[Any, K] | None:
        if ttl is None or ttl == math.inf:
            return None
        deadline = now + ttl
        if deadline != deadline:
            raise ValueError(f"the deadline must not be NaN, as it is at {now!r} with ttl={ttl!r}")
        return deadline, key

    def _keep(self, key: K, entry: Any, now: Any, dropped: list[tuple[K, V]]) -> None:
        """Store an entry and when it is due; what is due at once only takes its key's place."""
        pair = entry[2]
        if pair is not None and pair[0] <= now:
            if key in self._data:
                self._remove(key)
            dropped.append((key, entry[0]))
            return
        if pair is not None:
            self._compact()
            self._queue(pair)
        self._put(key, entry, dropped)
        if pair is not None and (self._due is None or pair[0] < self._due):
            self._queue(pair)  # a comparison has let time go on, or has emptied the queue

    def _queue(self, pair: tuple[Any, K]) -> None:
        self._expiry.push(pair)
        if self._due is None or pair[0] < self._due:
            self._due = pair[0]

    def _empty(self) -> object:
        self._expiry, self._due = ExpiryQueue(), None
        return super()._empty()

    # ------------------------------------------------------------------------- copies and pickles

    def copy(self) -> Self:
        """Return a shallow copy, of the same class and with the same lock and callback. O(n)."""
        twin = super().copy()
        twin._expiry = ExpiryQueue(twin._due_pairs())
        return twin

    def _due_pairs(self) -> Iterator[tuple[Any, Any]]:
        """List what is queued for the entries, in no order, without a comparison of keys."""
        return (entry[2] for entry in self._entries() if entry[2] is not None)

    def _about(self) -> list[tuple[str, object]]:
        return [*super()._about(), ("ttl", self._ttl)]

    def _content(self) -> dict[str, object]:
        now = self._timer()
        left = [None if due is None else due - now for due in self._deadlines()]
        return {**super()._content(), "ttl": self._ttl, "timer": self._timer, "left": left}

    def _deadlines(self) -> list[Any]:
        pairs = [entry[2] for entry in self._data.values()]
        return [None if pair is None else pair[0] for pair in pairs]

    def __setstate__(self, state: dict[str, Any]) -> None:
        self._ttl, self._timer = state["ttl"], state["timer"]
        super().__setstate__(state)
        now = self._timer()
        dues = [None if left is None else now + left for left in state["left"]]
        self._schedule(state["items"], dues)

    def _schedule(self, items: list[tuple[Any, Any, float]], dues: list[Any]) -> None:
        """Let items that are there be due at these times."""
        data = self._data
        for (key, value, size), due in zip(items, dues, strict=True):
            data[key] = (value, size, None if due is None else (due, key))
        self._queue_all()

    def _queue_all(self) -> None:
        """Make the queue anew of what is there."""
        self._expiry = ExpiryQueue(self._due_pairs())
        first = self._expiry.first()
        self._due = None if first is None else first[0]

    def __sizeof__(self) -> int:
        pairs = sys.getsizeof((None, None)) * len(self._expiry)
        line, heap = sys.getsizeof(self._expiry.line), sys.getsizeof(self._expiry.heap)
        return super().__sizeof__() + pairs + line + heap


def lifetime(ttl: Any) -> Any:
    """Return a time to live, checked as far as its type allows."""
    if ttl is not None and ttl != ttl:
        raise ValueError(f"ttl must not be NaN: {ttl!r}")
    if isinstance(ttl, str | bytes):
        raise TypeError(f"ttl must be a number, or what can be added to the timer's, not {ttl!r}")
    return ttl
