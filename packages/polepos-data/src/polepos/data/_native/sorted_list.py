"""`SortedList` on the engine that is written in Rust."""

from collections.abc import MutableSequence
from typing import Any, TypeVar

from polepos.data._pure.list_answers import ListAnswers
from polepos.data._pure.ordering import Key, NaN, order_of
from polepos.data._rust import ListEngine

T = TypeVar("T")


class SortedList(ListAnswers[T], ListEngine, MutableSequence[T]):
    """A list whose values are in order at all times.

    `SortedList(iterable, key)` orders by `key(value)`, and `reverse=True` from the greatest down:
    then "less" means "earlier" in all that follows, as it would with the sign of the key turned.
    Values equal to each other keep the order in which they came. NaN, which has no place in an
    order, is refused with ValueError, or kept at the end with `nan="last"`.

    Values have to compare with `<` consistently and must not change their order while they are
    here. Where nothing else is said, an operation takes O(log n).

    >>> prices = SortedList([30, 10, 20])
    >>> prices.add(15)
    >>> prices
    SortedList([10, 15, 20, 30])
    >>> list(prices.irange(12, 25))
    [15, 20]
    """

    __module__ = "polepos.data"
    __slots__ = ("__weakref__",)
    __hash__ = None  # type: ignore[assignment]

    @classmethod
    def _class_for(cls, key: Key | None, *, reverse: bool, nan: NaN) -> Any:
        """Return the class that keeps such an order: this one, where values are their own keys."""
        if order_of(key, reverse=reverse, nan=nan) is None:
            return cls
        if cls is SortedList:
            # It is derived from this class, so its file imports this one.
            from polepos.data._native.sorted_key_list import SortedKeyList  # noqa: PLC0415

            return SortedKeyList
        raise TypeError(f"{cls.__name__} has no key: derive it from SortedKeyList to give it one")

    def __sizeof__(self) -> int:
        return object.__sizeof__(self) + self._heap_bytes()
