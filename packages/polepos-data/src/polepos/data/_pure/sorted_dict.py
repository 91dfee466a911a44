"""Keep a dict in the order of its keys: `SortedDict`."""

from typing import TYPE_CHECKING, Any, Self, TypeVar

from polepos.data._pure.dict_answers import DictAnswers
from polepos.data._pure.sorted_dict_changes import SortedDictChanges
from polepos.data._pure.sorted_list import SortedList
from polepos.data._pure.sorted_set import SortedSet

K = TypeVar("K")
V = TypeVar("V")


class SortedDict(SortedDictChanges[K, V], DictAnswers[K, V]):
    """A dict whose keys are in order, and so have positions too.

    `SortedDict([key,] mapping or pairs, **items)` takes what `dict` takes, after an optional
    function that tells what orders a key; `SortedDict.ordered` can order descending as well.
    A key is found in O(1), as in a dict, and a change takes O(log n) unless something else is said.

    Keys have to be hashable, and to compare with `<` consistently. NaN, which has no place in an
    order, is refused with ValueError, or kept at the end where the dict was made for it.

    >>> prices = SortedDict({"pear": 3, "apple": 1})
    >>> prices["fig"] = 2
    >>> prices
    SortedDict({'apple': 1, 'fig': 2, 'pear': 3})
    >>> prices.peekitem(0), list(prices.irange("b", "g"))
    (('apple', 1), ['fig'])
    """

    __module__ = "polepos.data"
    __slots__ = ("__weakref__",)

    _list_type = SortedList
    _set_type = SortedSet

    if not TYPE_CHECKING:  # what is taken, `__init__` says

        def __new__(cls, /, *_items: Any, **_named: Any) -> Self:
            made = super().__new__(cls)
            made._hold(SortedList())
            return made
