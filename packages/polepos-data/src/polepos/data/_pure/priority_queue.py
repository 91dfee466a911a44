"""What a priority queue is on whatever engine: how it is made, updated, compared and written."""

from abc import abstractmethod
from collections.abc import Callable, Iterable, Iterator, Mapping, MutableMapping
from operator import gt, is_, lt
from reprlib import recursive_repr
from typing import Any, Generic, Self, TypeVar, overload

from polepos.data._pickles import reduced
from polepos.data._pure.priority_item import MISSING, PriorityItem

K = TypeVar("K")
P = TypeVar("P")
V = TypeVar("V")

Columns = tuple[list[Any], list[Any], list[Any] | None]


def columns_of(data: Any) -> Columns:
    """Return the keys, priorities and values that a mapping, a queue or an iterable holds."""
    if isinstance(data, PriorityQueue):
        return data._columns()
    if isinstance(data, dict):
        return list(data), list(data.values()), None
    if hasattr(data, "keys"):
        keys = list(data.keys())
        return keys, [data[key] for key in keys], None
    rows = [tuple(row) for row in data]
    for row in rows:
        if not 2 <= len(row) <= 3:
            raise ValueError(
                f"a key and its priority, and perhaps a value, are expected, not {row!r}"
            )
    values = [row[2] if len(row) == 3 else MISSING for row in rows]
    return [row[0] for row in rows], [row[1] for row in rows], values


class PriorityQueue(MutableMapping[K, P], Generic[K, P, V]):
    """The part of a priority queue that asks its engine for everything.

    An engine comes before it among the bases. It has the methods of a mapping and of a queue, and
    those below that are abstract.
    """

    __slots__ = ()
    __hash__ = None  # type: ignore[assignment]

    @abstractmethod
    def _order_by(self, key: Callable[[Any], Any] | None, *, reverse: bool) -> None:
        """Say how priorities are ordered; there are none yet."""

    @abstractmethod
    def _columns(self) -> tuple[list[Any], list[Any], list[Any]]:
        """Return keys, priorities and values, in the order in which priorities were given."""

    @abstractmethod
    def _held(self) -> dict[Any, tuple[Any, ...]]:
        """Return for each key its priority and its value."""

    @abstractmethod
    def _set_many(self, keys: list[Any], priorities: list[Any], values: list[Any] | None) -> None:
        """Set many keys, all of them or none; a value `MISSING` is the one known, or the key."""

    @abstractmethod
    def _update_one(self, key: K, priority: P, value: Any = MISSING) -> None:
        """Give a key a priority; without a value it keeps its own, or gets the key if it is new."""

    @abstractmethod
    def item(self, key: K) -> PriorityItem[K, P, V]:
        """Return what is held under a key, its value included; raise KeyError. O(1)."""

    @abstractmethod
    def popkey(self) -> K:
        """Remove the first key and return it, as `top` tells it. O(log n)."""

    @abstractmethod
    def popvalue(self) -> P:
        """Remove the first key and return its priority, as `topvalue` tells it. O(log n)."""

    @property
    @abstractmethod
    def key(self) -> Callable[[P], Any] | None:
        """The function from a priority to what is compared; None where that is the priority."""

    @property
    @abstractmethod
    def reverse(self) -> bool:
        """Whether the greatest comes first."""

    # ----------------------------------------------------------------------------------- making

    @overload
    def __init__(
        self, data: None = ..., key: Callable[[P], Any] | None = ..., *, reverse: bool = ...
    ) -> None: ...
    @overload
    def __init__(
        self,
        data: "PriorityQueue[K, P, V]",
        key: Callable[[P], Any] | None = ...,
        *,
        reverse: bool = ...,
    ) -> None: ...
    @overload
    def __init__(
        self: "PriorityQueue[K, P, K]",
        data: Mapping[K, P] | Iterable[tuple[K, P]],
        key: Callable[[P], Any] | None = ...,
        *,
        reverse: bool = ...,
    ) -> None: ...
    @overload
    def __init__(
        self,
        data: Iterable[tuple[K, P, V]],
        key: Callable[[P], Any] | None = ...,
        *,
        reverse: bool = ...,
    ) -> None: ...
    def __init__(
        self,
        data: Any = None,
        key: Callable[[P], Any] | None = None,
        *,
        reverse: bool = False,
    ) -> None:
        if len(self):  # called again
            self.clear()
        self._order_by(key, reverse=reverse)
        if data is not None:
            self._set_many(*columns_of(data))

    @classmethod
    def minpq(cls, *data: Any, **more: P) -> Self:
        """Make a queue with the least first from what `dict` would take."""
        return cls(dict(*data, **more))  # type: ignore[abstract]  # the class that has an engine

    @classmethod
    def maxpq(cls, *data: Any, **more: P) -> Self:
        """Make a queue with the greatest first from what `dict` would take."""
        return cls(dict(*data, **more), reverse=True)  # type: ignore[abstract]

    @classmethod
    def fromkeys(cls, iterable: Iterable[K], priority: P, **options: Any) -> Self:
        """Make a queue of keys that all have the same priority."""
        return cls(((key, priority) for key in iterable), **options)  # type: ignore[abstract]

    # --------------------------------------------------------------------------------- changing

    def _update(self, *arguments: Any, **more: Any) -> None:
        """Do what `update` does, unless it was called with a key and a priority and nothing else."""
        if len(arguments) >= 2 or ("priority" in more and (arguments or "key" in more)):
            self._update_one(*arguments, **more)
            return
        if len(arguments) == 1:
            self._set_many(*columns_of(arguments[0]))
        if more:
            self._set_many(*columns_of(more))

    def merge(self, *others: Mapping[K, P] | Iterable[tuple[Any, ...]]) -> None:
        """Add what other queues, mappings or iterables hold, one after the other, as `update` does."""
        for other in others:
            self._set_many(*columns_of(other))

    def popkeys(self) -> Iterator[K]:
        """Iterate over the keys in order and remove each; the queue may change meanwhile."""
        while len(self):
            yield self.popkey()

    def popvalues(self) -> Iterator[P]:
        """Iterate over the priorities in order and remove each; the queue may change meanwhile."""
        while len(self):
            yield self.popvalue()

    def popitems(self) -> Iterator[tuple[K, P]]:
        """Iterate over keys and priorities in order and remove each; it may change meanwhile."""
        while len(self):
            yield self.popitem()

    def swap_priority(self, key1: K, key2: K) -> None:
        """Exchange the priorities of two keys; raise KeyError if one is not here. O(log n)."""
        one, two = self.item(key1), self.item(key2)
        self._set_many([key1, key2], [two.priority, one.priority], [one.value, two.value])

    def heapify(self, key: Any = MISSING) -> None:
        """Put everything in order again, after a priority that can change has changed. O(n).

        With a key, raise KeyError if it is not in the queue; whatever else changed is put in
        order as well.
        """
        if key is not MISSING and key not in self:
            raise KeyError(key)
        self._set_many(*self._columns())

    # ------------------------------------------------------------------------------ as an object

    @property
    def keyfn(self) -> Callable[[Any], Any]:
        """The function from a priority to what is compared; one that changes nothing by default."""
        return self.key or (lambda priority: priority)

    @property
    def precedes(self) -> Callable[[Any, Any], bool]:
        """`operator.lt`, or `operator.gt` when the greatest comes first."""
        return gt if self.reverse else lt

    def __eq__(self, other: object) -> bool:
        """Tell whether keys and priorities are the same, and the values if both are queues."""
        if isinstance(other, PriorityQueue):
            return self._held() == other._held()
        if isinstance(other, Mapping):
            return {key: held[0] for key, held in self._held().items()} == dict(other.items())
        return NotImplemented

    @recursive_repr()
    def __repr__(self) -> str:
        keys, priorities, values = self._columns()
        data: object = dict(zip(keys, priorities, strict=True))
        if not all(map(is_, keys, values)):
            data = list(zip(keys, priorities, values, strict=True))
        key = "" if self.key is None else f", key={self.key!r}"
        reverse = ", reverse=True" if self.reverse else ""
        return f"{type(self).__name__}({data!r}{key}{reverse})"

    def __reduce__(self) -> tuple[object, ...]:
        rows = list(zip(*self._columns(), strict=True))
        attributes = dict(getattr(self, "__dict__", ()))
        return reduced(self, (rows, self.key, self.reverse, attributes))

    def __setstate__(self, state: tuple[list[Any], Any, bool, dict[str, Any]]) -> None:
        rows, key, reverse, attributes = state
        if attributes:
            self.__dict__.update(attributes)
        self._order_by(key, reverse=reverse)
        self._set_many(*columns_of(rows))
