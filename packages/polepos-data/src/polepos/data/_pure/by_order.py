"""Ask a sorted set or dict by order and position: what it hands on to the list that it keeps."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Generic, TypeVar, cast, overload

from polepos.data._pure.ordering import Key

if TYPE_CHECKING:
    from polepos.data._pure.sorted_key_list import SortedKeyList
    from polepos.data._pure.sorted_list import SortedList

T = TypeVar("T")
D = TypeVar("D")


class ByOrder(Generic[T]):
    """The searches of a container that keeps its values, or keys, in a sorted list `_list`."""

    __slots__ = ()

    _list: SortedList[T]

    @property
    def key(self) -> Key | None:
        """The function from a value to what orders it; None where values order themselves."""
        return self._list.key

    def index(self, value: T, start: int | None = None, stop: int | None = None) -> int:
        """Return the position of a value from `start` to before `stop`; else raise ValueError."""
        return self._list.index(value, start, stop)

    def bisect_left(self, value: T) -> int:
        """Return the position of the first value that is not less."""
        return self._list.bisect_left(value)

    def bisect_right(self, value: T) -> int:
        """Return the position of the first value that is greater."""
        return self._list.bisect_right(value)

    bisect = bisect_right

    def islice(
        self,
        start: int | None = None,
        stop: int | None = None,
        reverse: bool = False,  # sortedcontainers' signature
    ) -> Iterator[T]:
        """Iterate over the values from one position to before another, lazily."""
        return self._list.islice(start, stop, reverse)

    def irange(
        self,
        minimum: T | None = None,
        maximum: T | None = None,
        inclusive: tuple[bool, bool] = (True, True),
        reverse: bool = False,
    ) -> Iterator[T]:
        """Iterate over the values from a minimum to a maximum, as `SortedList.irange` does."""
        return self._list.irange(minimum, maximum, inclusive, reverse)

    # ------------------------------------------------------------------- with a key, as the list

    @property
    def _key_list(self) -> SortedKeyList[T]:
        if self.key is None:
            raise AttributeError(f"this {type(self).__name__} was made without a key")
        return cast("SortedKeyList[T]", self._list)

    def bisect_key_left(self, key: Any) -> int:
        """Return the position of the first value whose key is not less than this one."""
        return self._key_list.bisect_key_left(key)

    def bisect_key_right(self, key: Any) -> int:
        """Return the position of the first value whose key is greater than this one."""
        return self._key_list.bisect_key_right(key)

    bisect_key = bisect_key_right

    def irange_key(
        self,
        min_key: Any = None,
        max_key: Any = None,
        inclusive: tuple[bool, bool] = (True, True),
        reverse: bool = False,
    ) -> Iterator[T]:
        """Iterate over the values whose keys are in a range, as `irange` does by value."""
        return self._key_list.irange_key(min_key, max_key, inclusive, reverse)

    # ------------------------------------------------------------------------------- neighbours

    @overload
    def floor(self, value: T) -> T | None: ...
    @overload
    def floor(self, value: T, default: D) -> T | D: ...
    def floor(self, value: T, default: Any = None) -> Any:
        """Return the last value that is not greater than this one, or the default."""
        return self._list.floor(value, default)

    @overload
    def lower(self, value: T) -> T | None: ...
    @overload
    def lower(self, value: T, default: D) -> T | D: ...
    def lower(self, value: T, default: Any = None) -> Any:
        """Return the last value that is less than this one, or the default."""
        return self._list.lower(value, default)

    @overload
    def ceiling(self, value: T) -> T | None: ...
    @overload
    def ceiling(self, value: T, default: D) -> T | D: ...
    def ceiling(self, value: T, default: Any = None) -> Any:
        """Return the first value that is not less than this one, or the default."""
        return self._list.ceiling(value, default)

    @overload
    def higher(self, value: T) -> T | None: ...
    @overload
    def higher(self, value: T, default: D) -> T | D: ...
    def higher(self, value: T, default: Any = None) -> Any:
        """Return the first value that is greater than this one, or the default."""
        return self._list.higher(value, default)

    @overload
    def nearest(self, value: T) -> T | None: ...
    @overload
    def nearest(self, value: T, default: D) -> T | D: ...
    def nearest(self, value: T, default: Any = None) -> Any:
        """Return the value at the smallest distance, as `SortedList.nearest` does."""
        return self._list.nearest(value, default)
