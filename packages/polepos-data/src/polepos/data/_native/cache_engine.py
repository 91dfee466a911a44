"""Let what caches do in full, in Python, work on what their engine in Rust holds."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from polepos.data._pure.cache_store import FIELDS

OWN_FIELDS = tuple({*FIELDS} - {"_data", "_touch", "_version"})
"""What the engine does not keep."""


class OnEngine:
    """The few methods of `CacheStore` that depend on where entries lie."""

    __slots__ = ()

    def _touch(self: Any, key: Any) -> None:
        self._data.move_to_end(key)

    def _hold_copy(self: Any, data: Any) -> None:
        self._fill(data)

    def _fresh(self: Any) -> object:
        return self._emptied()

    def _entries(self: Any) -> Iterable[Any]:
        return self._data.values()  # type: ignore[no-any-return]

    def _mend(self: Any) -> None:
        self._recount()  # all the rest is whole, whatever a comparison did


def whole(limit: float) -> int:
    """Return how many items a bound leaves room for, as the engine counts them."""
    return int(min(limit, 2**62))
