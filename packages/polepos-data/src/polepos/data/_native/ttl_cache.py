"""`TTLCache` on its engine in Rust, which does all where time is told in floats.

It goes the full way, in Python, with a lock, with sizes, when a subclass evicts by itself, and from the
first time or deadline on that is not a float: each entry is then in its box with a pair for the queue of
the reference, as it is there.
"""

from __future__ import annotations

from typing import Any, ClassVar, Self, TypeVar

from polepos.data import _pure
from polepos.data._native.cache_engine import OWN_FIELDS, OnEngine, whole
from polepos.data._pure.cache_store import ABSENT
from polepos.data._pure.ttl_cache import TTLMethods
from polepos.data._pure.ttl_store import TTL_FIELDS
from polepos.data._rust import TTLEngine

K = TypeVar("K")
V = TypeVar("V")


class TTLCache(OnEngine, TTLEngine, TTLMethods[K, V]):
    __slots__ = (*OWN_FIELDS, *({*TTL_FIELDS} - {*_pure.LRUCache.__slots__}))
    __module__ = "polepos.data"
    __doc__ = _pure.TTLCache.__doc__

    _own_popitem: ClassVar[Any] = TTLEngine.popitem

    _full_getitem = TTLMethods.__getitem__
    _full_setitem = TTLMethods.__setitem__
    _full_delitem = TTLMethods.__delitem__
    _full_contains = TTLMethods.__contains__
    _full_iter = TTLMethods.__iter__
    _full_pairs = TTLMethods._pairs
    _full_get = TTLMethods.get
    _full_peek = TTLMethods.peek
    _full_pop = TTLMethods.pop
    _full_popitem = TTLMethods.popitem
    _full_set = TTLMethods._set
    _full_expire = TTLMethods.expire
    _full_sweep = TTLMethods._sweep
    _full_due_of = TTLMethods._due_of

    def __new__(cls, *_: Any, **__: Any) -> Self:
        self = TTLEngine.__new__(cls)
        self._blank()
        return self

    # ---------------------------------------------------------------------------------------- ways

    def _blank(self) -> None:
        self._choose(short=True)
        super()._blank()

    def _start(self, *arguments: Any) -> None:
        self._fresh()
        self._choose(short=True)
        super()._start(*arguments)

    def _set_up(self, maxsize: float | None) -> None:
        super()._set_up(maxsize)
        self._plain = False  # the short way of the reference is no way for what goes the full one
        simple = self._lock is None and not self._sized and not self._hooked
        self._go(short=self._short and simple)  # never back: somebody may be on the full way

    def _go(self, *, short: bool) -> None:
        self._boxed = not short
        tells = self._on_evict is not None
        self._choose(short=short)
        self._follow(self._fills, tells, whole(self._limit))
        watched = tells or type(self).expire is not TTLEngine.expire
        self._set_clock(self._timer, self._ttl, watched)

    def _go_full(self) -> None:
        """Go the full way from now on; the engine has put every entry into its box."""
        self._go(short=False)
        self._queue_all()

    # ------------------------------------------------------------------------ what depends on them

    def _sweep(self, now: Any = None) -> None:
        if not self._short:
            super()._sweep(now)
        elif now is None:
            if not self._sweep_now():
                super()._sweep()
        else:
            due = self._data.first_due()
            if due is not None and now >= due:
                self.expire(now)

    def _set(
        self, key: K, value: Any, ttl: Any = ABSENT, *, replace: bool = True, now: Any = None
    ) -> Any:
        if self._short:
            return self._store(key, value, self._ttl if ttl is ABSENT else ttl, replace)
        return super()._set(key, value, ttl, replace=replace, now=now)

    def copy(self) -> Self:
        """Return a shallow copy, of the same class and with the same lock and callback. O(n)."""
        twin = super().copy()
        twin._go(short=self._short)
        return twin

    def _due_pairs(self) -> Any:
        return super()._due_pairs() if self._boxed else iter(())

    def _deadlines(self) -> list[Any]:
        return self._data.deadlines() if self._short else super()._deadlines()

    def _schedule(self, items: list[tuple[Any, Any, float]], dues: list[Any]) -> None:
        if self._short and all(due is None or type(due) is float for due in dues):
            for (key, _, _), due in zip(items, dues, strict=True):
                self._data.set_due(key, due)
            return
        self._go(short=False)
        super()._schedule(items, dues)
