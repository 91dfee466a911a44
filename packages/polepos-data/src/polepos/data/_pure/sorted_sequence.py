"""See ordered leaves as a sequence: by position and by slice."""

from collections.abc import Iterator
from operator import index
from typing import SupportsIndex, TypeVar, overload

from polepos.data._pure.batched import Batched
from polepos.data._pure.sequence_answers import SequenceAnswers

T = TypeVar("T")


class SortedSequence(SequenceAnswers[T], Batched[T]):
    """What a sorted list offers because it is a sequence."""

    __slots__ = ()

    @overload
    def __getitem__(self, at: SupportsIndex) -> T: ...
    @overload
    def __getitem__(self, at: slice) -> list[T]: ...
    def __getitem__(self, at: SupportsIndex | slice) -> T | list[T]:
        """Return the value at a position, or the list of those in a slice. O(log n) each way."""
        if not self._maxes or at == 0:
            return self._leaves[0][at]
        if isinstance(at, slice):
            return self._slice(at)
        if at == -1:
            return self._leaves[-1][at]
        leaf, offset = self._place(self._in_range(at, "list index out of range"))
        return self._leaves[leaf][offset]

    def __delitem__(self, at: SupportsIndex | slice) -> None:
        """Delete the value at a position, or those in a slice."""
        if not isinstance(at, slice):
            self._delete(*self._place(self._in_range(at, "list index out of range")))
            return
        start, stop, step = at.indices(len(self))
        positions = range(start, stop, step)
        if not positions:
            return
        if step in {1, -1}:
            dropped = self._delete_range(
                min(positions[0], positions[-1]), max(positions[0], positions[-1]) + 1
            )
        else:
            dropped, _ = before = self._contents()
            values, keys = self._contents()
            del values[at]
            if keys is not values:
                del keys[at]
            self._fill(values, keys)
            del before
        del dropped  # only now may what was deleted run its finalisers

    def pop(self, index: SupportsIndex = -1) -> T:
        """Remove the value at a position, by default the last, and return it.

        Raise IndexError when there is none.
        """
        leaves = self._leaves
        if leaves[0]:
            if index == -1:
                leaf = len(leaves) - 1
                return self._delete(leaf, len(leaves[leaf]) + index)
            if index == 0:
                return self._delete(0, index)
        leaf, offset = self._place(self._in_range(index, "pop index out of range"))
        return self._delete(leaf, offset)

    def clear(self) -> None:
        """Remove all values. O(n), for they are all dropped."""
        self._fill(*self._in_order([]))

    def to_list(self) -> list[T]:
        """Return all values in a list of their own. O(n)."""
        return self._flat()

    def __iter__(self) -> Iterator[T]:
        return self._linked(self._all(self._version))

    def __reversed__(self) -> Iterator[T]:
        return self._walk((0, 0), self._end(), reverse=True)

    def islice(
        self,
        start: int | None = None,
        stop: int | None = None,
        reverse: bool = False,  # sortedcontainers' signature
    ) -> Iterator[T]:
        """Iterate over the values from one position to before another, lazily.

        With `reverse`, from the last of them to the first.
        """
        first, end, _ = slice(start, stop).indices(len(self))
        return self._walk(self._place(first), self._place(max(first, end)), reverse=reverse)

    def _in_range(self, position: SupportsIndex, message: str) -> int:
        position = index(position)
        if position < 0:
            position += len(self)
        if not 0 <= position < len(self):
            raise IndexError(message)
        return position

    def _slice(self, wanted: slice) -> list[T]:
        start, stop, step = wanted.indices(len(self))
        if step != 1:
            positions = range(start, stop, step)
            if not positions:
                return []
            start = min(positions[0], positions[-1])
            stop = max(positions[0], positions[-1]) + 1
        if start >= stop:
            return []
        leaf, offset = self._place(start)
        count = stop - start
        values = self._leaves[leaf][offset : offset + count]
        while (left := count - len(values)) > 0:
            leaf += 1
            whole = self._leaves[leaf]
            values += whole if left >= len(whole) else whole[:left]
        return values if step == 1 else values[::step]
