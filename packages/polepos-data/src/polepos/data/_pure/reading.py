"""Iterate over leaves at the speed of lists, and still notice a change at the very next step.

Iterators read the leaves themselves through `chain.from_iterable`. A change while one is reading
empties the list under it and puts a copy in its place: the iterator ends its piece there and then,
looks, and raises. So the change pays, and not the loop.
"""

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Generic, TypeVar

T = TypeVar("T")

PIECE = 64
"""Elements that an iterator over part of a leaf takes first; twice as many each time after."""

LENT = 32
"""Copies for iterators that are kept track of at a time."""

Place = tuple[int, int]
"""Where an element is: the number of its leaf, and its offset there."""


class Reading(Generic[T]):
    """What iterates over leaves, and what has to happen before they change."""

    __slots__ = ()

    _called: str
    _leaves: list[list[T]]
    _version: int | None
    _watched: dict[object, list[T]]

    def _walk(self, first: Place, last: Place, *, reverse: bool = False) -> Iterator[T]:
        """Iterate from one place to before another, at the speed of lists."""
        version = self._version
        if version is None:
            return self._linked((self._pieces_back if reverse else self._pieces)(None, first, last))
        if reverse:
            return self._walk_back(version, first, last)
        leaf, offset = first
        final, end = last
        values = self._leaves[leaf]
        stop = end if leaf == final else len(values)
        if not offset and stop == len(values):
            return chain.from_iterable(self._pieces(version, first, last))
        piece = values[offset : min(offset + PIECE, stop)]
        offset += len(piece)
        rest = (leaf, offset) if offset < stop else (leaf + 1, 0)
        key = self._lend(piece)
        return chain.from_iterable(chain((piece,), self._pieces(version, rest, last, key)))

    def _walk_back(self, version: int, first: Place, last: Place) -> Iterator[T]:
        leaf, stop = last
        final, end = first
        values = self._leaves[leaf]
        start = end if leaf == final else 0
        if not start and stop == len(values):
            return chain.from_iterable(self._pieces_back(version, first, last))
        piece = values[max(stop - PIECE, start) : stop]
        stop -= len(piece)
        rest = (leaf, stop) if stop > start else (leaf - 1, len(self._leaves[leaf - 1]))
        key = self._lend(piece)
        pieces = self._pieces_back(version, first, rest, key)
        return chain.from_iterable(chain((reversed(piece),), pieces))

    def _lend(self, piece: list[T]) -> int:
        """Note a copy that an iterator reads from, until a change clears it.

        Many iterators take a value or two and are dropped, and nothing tells when. So there are
        `LENT` of these at most; one that is forgotten sees a change at the end of its piece only.
        """
        watched = self._watched
        if len(watched) > LENT:
            for key in [key for key in watched if type(key) is int]:
                del watched[key]
        key = id(piece)
        watched[key] = piece
        return key

    def _linked(self, pieces: Iterator[Iterable[T]]) -> Iterator[T]:
        if self._version is None:  # no version to go by: it has to be watched from now on
            pieces = chain((next(pieces),), pieces)
        return chain.from_iterable(pieces)

    def _all(self, version: int | None) -> Iterator[list[T]]:
        watched = self._watched
        watching = object()
        self._check(version)
        try:
            for values in self._leaves:
                watched[watching] = values
                yield values
                if watching not in watched:
                    raise self._overtaken()
        finally:
            watched.pop(watching, None)

    def _pieces(
        self, version: int | None, first: Place, last: Place, lent: int = 0
    ) -> Iterator[list[T]]:
        leaf, offset = first
        final, end = last
        size = PIECE
        watched = self._watched
        watching = object()
        self._check(version)
        watched.pop(lent, None)
        try:
            while leaf <= final:
                values = self._leaves[leaf]
                stop = end if leaf == final else len(values)
                if offset or stop < len(values):
                    values = values[offset : min(offset + size, stop)]
                    size <<= 1
                watched[watching] = values
                offset += len(values)
                yield values
                if watching not in watched:
                    raise self._overtaken()
                if offset >= stop:
                    leaf, offset = leaf + 1, 0
        finally:
            watched.pop(watching, None)

    def _pieces_back(
        self, version: int | None, first: Place, last: Place, lent: int = 0
    ) -> Iterator[Iterator[T]]:
        leaf, stop = last
        final, end = first
        size = PIECE
        watched = self._watched
        watching = object()
        self._check(version)
        watched.pop(lent, None)
        try:
            while leaf >= final:
                values = self._leaves[leaf]
                start = end if leaf == final else 0
                if start or stop < len(values):
                    values = values[max(stop - size, start) : stop]
                    size <<= 1
                watched[watching] = values
                stop -= len(values)
                yield reversed(values)
                if watching not in watched:
                    raise self._overtaken()
                if stop <= start:
                    leaf -= 1
                    stop = len(self._leaves[leaf])
        finally:
            watched.pop(watching, None)

    def _stop_iterators(self) -> None:
        """Let every iterator under way end its piece at once, so that it sees the change.

        Iterators read the leaves themselves, which costs nothing; the price is paid here, by a
        change while one is reading: the leaf that it reads is emptied, and a copy stands in.
        """
        for key, piece in self._watched.items():
            if type(key) is not int:  # a copy was not lent
                for at, leaf in enumerate(self._leaves):
                    if leaf is piece:
                        self._leaves[at] = leaf[:]
            piece.clear()
        self._watched.clear()

    def _check(self, version: int | None) -> None:
        now = self._version
        if now is not version and now is not None and version is not None:
            raise self._overtaken()

    def _overtaken(self) -> RuntimeError:
        return RuntimeError(f"{self._called} changed during iteration")
