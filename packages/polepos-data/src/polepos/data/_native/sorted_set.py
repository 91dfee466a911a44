"""`SortedSet` on the engine that is written in Rust."""

from sys import getsizeof
from typing import Any, Self, TypeVar

from polepos.data._native.sorted_list import SortedList
from polepos.data._pure.set_answers import SetAnswers
from polepos.data._rust import SetEngine

T = TypeVar("T")


class SortedSet(SetEngine, SetAnswers[T]):  # type: ignore[misc]  # `|` takes any
    """A set whose values are in order, and so have positions too.

    What is the same is told by hash and `==`, as in a set; what comes first by `<`, or by that of
    `key(value)`. Membership takes O(1), and a change O(log n) unless something else is said. (In a set
    of values of one builtin type membership takes O(log n) until it is asked about as often as there
    are values; then one question takes O(n).)

    >>> numbers = SortedSet([3, 1, 2, 3])
    >>> numbers
    SortedSet([1, 2, 3])
    >>> numbers[0], numbers & {2, 3, 4}
    (1, SortedSet([2, 3]))
    """

    __module__ = "polepos.data"
    __slots__ = ("__weakref__",)
    __hash__ = None  # type: ignore[assignment]

    _list_type = SortedList

    def __new__(cls, *_arguments: Any, **_options: Any) -> Self:
        made = super().__new__(cls)
        made._hold(SortedList(), set())
        return made

    def __sizeof__(self) -> int:
        return object.__sizeof__(self) + self._hash_bytes() + getsizeof(self._list)
