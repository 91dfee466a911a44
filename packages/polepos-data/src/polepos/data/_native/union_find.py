"""`UnionFind` on an engine in Rust."""

from collections.abc import Hashable
from sys import getsizeof
from typing import Self, TypeVar

from polepos.data._pure import union_find
from polepos.data._pure.partition import Partition
from polepos.data._rust import UnionFindEngine

T = TypeVar("T", bound=Hashable)


class UnionFind(UnionFindEngine, Partition[T]):
    """Disjoint sets whose numbers are kept in Rust."""

    __module__ = "polepos.data"
    __slots__ = ("__weakref__",)
    __doc__ = union_find.UnionFind.__doc__

    def __sizeof__(self) -> int:
        parts = (self._ids, self._values)
        return object.__sizeof__(self) + sum(map(getsizeof, parts)) + self._heap_bytes()

    def copy(self) -> Self:
        """Return one of the same class, with the same values, components and roots, in O(n)."""
        made: Self = type(self).__new__(type(self))
        made._copy(self)
        if hasattr(self, "__dict__"):
            made.__dict__.update(self.__dict__)
        return made

    __copy__ = copy

    def __setstate__(self, state: tuple[list[T], list[int], dict[str, object] | None]) -> None:
        values, roots, attributes = state
        self._restore(values, roots)
        if attributes:
            self.__dict__.update(attributes)
