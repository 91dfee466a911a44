"""Look for the neighbours of a value: `floor`, `ceiling`, `lower`, `higher`."""

from typing import Any, TypeVar, overload

from polepos.data._pure.sorted_sequence import SortedSequence

T = TypeVar("T")
D = TypeVar("D")


class Nearest(SortedSequence[T]):
    """The searches that ask for a neighbour, and give a default where there is none."""

    __slots__ = ()

    @overload
    def floor(self, value: T) -> T | None: ...
    @overload
    def floor(self, value: T, default: D) -> T | D: ...
    def floor(self, value: T, default: Any = None) -> Any:
        """Return the last value that is not greater than this one, or the default."""
        return self._neighbour(self._right, -1, value, default)

    @overload
    def lower(self, value: T) -> T | None: ...
    @overload
    def lower(self, value: T, default: D) -> T | D: ...
    def lower(self, value: T, default: Any = None) -> Any:
        """Return the last value that is less than this one, or the default."""
        return self._neighbour(self._left, -1, value, default)

    @overload
    def ceiling(self, value: T) -> T | None: ...
    @overload
    def ceiling(self, value: T, default: D) -> T | D: ...
    def ceiling(self, value: T, default: Any = None) -> Any:
        """Return the first value that is not less than this one, or the default."""
        return self._neighbour(self._left, 0, value, default)

    @overload
    def higher(self, value: T) -> T | None: ...
    @overload
    def higher(self, value: T, default: D) -> T | D: ...
    def higher(self, value: T, default: Any = None) -> Any:
        """Return the first value that is greater than this one, or the default."""
        return self._neighbour(self._right, 0, value, default)

    def _neighbour(self, search: Any, step: int, value: T, default: Any) -> Any:
        """Return the value `step` places from where a search ends."""
        leaf, offset = search(value)
        offset += step
        if offset < 0:
            leaf -= 1  # the last of the leaf before, which is never empty
            if leaf < 0:
                return default
        elif offset == len(self._leaves[leaf]):
            return default
        return self._leaves[leaf][offset]
