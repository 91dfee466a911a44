"""Look at a cache's content without touching it: no view changes what was used last."""

from __future__ import annotations

from collections.abc import ItemsView, Iterator, KeysView, ValuesView
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from polepos.data._pure.cache import Cache

K = TypeVar("K")
V = TypeVar("V")
_ABSENT: Any = object()


class CacheKeys(KeysView[K]):
    """The keys of a cache."""

    __slots__ = ()
    _mapping: Cache[K, Any]

    def __iter__(self) -> Iterator[K]:
        return iter(self._mapping)

    def __reversed__(self) -> Iterator[K]:
        return reversed(self._mapping)


class CacheItems(ItemsView[K, V]):
    """The pairs of a cache."""

    __slots__ = ()
    _mapping: Cache[K, V]

    def __contains__(self, item: object) -> bool:
        if not isinstance(item, tuple) or len(item) != 2:
            return False
        value = self._mapping.peek(item[0], _ABSENT)
        return value is item[1] or (value is not _ABSENT and bool(value == item[1]))

    def __iter__(self) -> Iterator[tuple[K, V]]:
        return self._mapping._pairs(backwards=False)

    def __reversed__(self) -> Iterator[tuple[K, V]]:
        return self._mapping._pairs(backwards=True)


class CacheValues(ValuesView[V]):
    """The values of a cache."""

    __slots__ = ()
    _mapping: Cache[Any, V]

    def __contains__(self, value: object) -> bool:
        return any(value is mine or value == mine for mine in self)

    def __iter__(self) -> Iterator[V]:
        return (value for _, value in self._mapping._pairs(backwards=False))

    def __reversed__(self) -> Iterator[V]:
        return (value for _, value in self._mapping._pairs(backwards=True))
