"""Answer as a sequence that keeps its own order: compare with others, refuse what has no place.

Both backends use this: it asks the storage for a plain list of the values, and for their places.
"""

from collections.abc import Iterator, Sequence
from operator import ge, gt, le, lt
from typing import TYPE_CHECKING, Any, Generic, NoReturn, SupportsIndex, TypeVar, overload

T = TypeVar("T")


class SequenceAnswers(Generic[T]):  # noqa: PLW1641 - what can change has no hash
    """What a sorted list offers because it is a sequence, however its values are stored."""

    __slots__ = ()

    if TYPE_CHECKING:  # what the storage has; a place is whatever it takes for one

        def __len__(self) -> int: ...
        @overload
        def __getitem__(self, at: SupportsIndex) -> T: ...
        @overload
        def __getitem__(self, at: slice) -> list[T]: ...
        def __getitem__(self, at: SupportsIndex | slice) -> T | list[T]: ...
        def __delitem__(self, at: SupportsIndex | slice) -> None: ...
        def _flat(self) -> list[T]: ...
        def _position(self, place: Any) -> int: ...
        def _sought(self, value: Any) -> Any: ...
        def _walk(self, first: Any, last: Any, *, reverse: bool = False) -> Iterator[T]: ...

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Sequence):
            return NotImplemented
        return len(self) == len(other) and self._flat() == list(other)

    def __ne__(self, other: object) -> bool:
        if not isinstance(other, Sequence):
            return NotImplemented
        return len(self) != len(other) or self._flat() != list(other)

    def __lt__(self, other: Sequence[T]) -> bool:
        return self._compared(other, lt)

    def __le__(self, other: Sequence[T]) -> bool:
        return self._compared(other, le)

    def __gt__(self, other: Sequence[T]) -> bool:
        return self._compared(other, gt)

    def __ge__(self, other: Sequence[T]) -> bool:
        return self._compared(other, ge)

    def _compared(self, other: Sequence[T], operator: Any) -> bool:
        if not isinstance(other, Sequence):
            return NotImplemented
        result: bool = operator(self._flat(), list(other))
        return result

    # -------------------------------------------------------------------------- order is its own

    def __setitem__(self, at: SupportsIndex | slice, value: Any) -> NoReturn:
        """Refuse: a value's place is decided by its order. Raise NotImplementedError."""
        raise _refused("list[i] = value", "del list[i], then list.add(value)")

    def append(self, value: Any) -> NoReturn:
        """Refuse, as `__setitem__` does."""
        raise _refused("append", "add")

    def extend(self, values: Any) -> NoReturn:
        """Refuse, as `__setitem__` does."""
        raise _refused("extend", "update")

    def insert(self, index: SupportsIndex, value: Any) -> NoReturn:
        """Refuse, as `__setitem__` does."""
        raise _refused("insert", "add")

    def reverse(self) -> NoReturn:
        """Refuse, as `__setitem__` does."""
        raise _refused("reverse", "reversed(list), or a list made with reverse=True")


def _refused(call: str, instead: str) -> NotImplementedError:
    return NotImplementedError(f"{call} has no place in a sorted list; use {instead}")
