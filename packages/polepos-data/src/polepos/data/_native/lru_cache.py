"""`LRUCache` on its engine in Rust, which does all that needs no lock and no sizes."""

from __future__ import annotations

from typing import Any, ClassVar, Self, TypeVar

from polepos.data import _pure
from polepos.data._native.cache_engine import OWN_FIELDS, OnEngine, whole
from polepos.data._pure.lru_cache import LRUMethods
from polepos.data._rust import LRUEngine

K = TypeVar("K")
V = TypeVar("V")


class LRUCache(OnEngine, LRUEngine, LRUMethods[K, V]):
    __slots__ = OWN_FIELDS
    __module__ = "polepos.data"
    __doc__ = _pure.LRUCache.__doc__

    _own_popitem: ClassVar[Any] = LRUEngine.popitem

    _full_getitem = LRUMethods.__getitem__
    _full_setitem = LRUMethods.__setitem__
    _full_delitem = LRUMethods.__delitem__
    _full_iter = LRUMethods.__iter__
    _full_pairs = LRUMethods._pairs
    _full_get = LRUMethods.get
    _full_peek = LRUMethods.peek
    _full_pop = LRUMethods.pop
    _full_popitem = LRUMethods.popitem
    _full_setdefault = LRUMethods.setdefault

    def __new__(cls, *_: Any, **__: Any) -> Self:
        self = LRUEngine.__new__(cls)
        self._blank()
        return self

    def _set_up(self, maxsize: float | None) -> None:
        super()._set_up(maxsize)
        self._choose_way()

    def _choose_way(self) -> None:
        writes = self._bare and not self._hooked and self._limit >= 1
        tells = self._on_evict is not None
        self._choose(self._lock is None, writes)
        self._hold_boxes(self._boxed)
        self._follow(self._fills, tells, whole(self._limit))

    def copy(self) -> Self:
        """Return a shallow copy, of the same class and with the same lock and callback. O(n)."""
        twin = super().copy()
        twin._choose_way()
        return twin
