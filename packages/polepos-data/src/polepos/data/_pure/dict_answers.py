"""Make, read, copy, show and pickle a sorted dict, whatever keeps its keys in order.

Both backends use this, beside what changes their dicts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from itertools import repeat, tee
from reprlib import recursive_repr
from sys import getsizeof
from typing import TYPE_CHECKING, Any, ClassVar, Self, SupportsIndex, TypeVar, overload

from polepos.data._pickles import reduced
from polepos.data._pure.by_order import ByOrder
from polepos.data._pure.ordering import Key, NaN
from polepos.data._pure.schema import dict_schema
from polepos.data._pure.sorted_range import SortedRange
from polepos.data._pure.sorted_views import (
    SortedItemsView,
    SortedKeysRange,
    SortedKeysView,
    SortedValuesView,
)

if TYPE_CHECKING:
    from _typeshed import SupportsKeysAndGetItem

    from polepos.data._pure.sorted_dict import SortedDict
    from polepos.data._pure.sorted_dict_changes import Items

K = TypeVar("K")
V = TypeVar("V")
D = TypeVar("D")
W = TypeVar("W")

_ABSENT: Any = object()


class DictAnswers(ByOrder[K], dict[K, V]):
    """What makes a sorted dict of a dict and a sorted list of its keys, `_list`."""

    __slots__ = ()

    _list_type: ClassVar[Any]
    """What keeps the keys in order."""

    _set_type: ClassVar[Any]
    """What the operators of views return."""

    if TYPE_CHECKING:  # what each backend has

        def _hold(self, keys: Any) -> None: ...
        def _copy_items(self, other: Self) -> None: ...
        def _delete_at(self, at: SupportsIndex | slice) -> None: ...
        def _comparing(self) -> AbstractContextManager[None]: ...

    @overload
    def __init__(self, items: SupportsKeysAndGetItem[K, V], /) -> None: ...
    @overload
    def __init__(self, items: Iterable[tuple[K, V]], /) -> None: ...
    @overload
    def __init__(self, key: Key | None, items: Items[K, V], /) -> None: ...
    @overload
    def __init__(self, key: Key | None = None, /) -> None: ...
    @overload
    def __init__(self: DictAnswers[str, V], items: Items[str, V] = (), /, **named: V) -> None: ...
    @overload
    def __init__(
        self: DictAnswers[str, V], key: Key | None, items: Items[str, V] = (), /, **named: V
    ) -> None: ...
    def __init__(self, /, *items: Any, **named: Any) -> None:
        if items and (items[0] is None or callable(items[0])):
            self._order_by(items[0])
            items = items[1:]
        self.update(*items, **named)

    def _order_by(self, key: Key | None, *, reverse: bool = False, nan: NaN = "refuse") -> None:
        """Keep the keys in this order from now on."""
        self._hold(self._list_type(self._list, key, reverse=reverse, nan=nan))

    @classmethod
    def ordered(
        cls,
        items: Items[K, V] = (),
        *,
        key: Key | None = None,
        reverse: bool = False,
        nan: NaN = "refuse",
    ) -> Self:
        """Make a dict whose order is told by keywords.

        `key` is the function from a key to what orders it; `reverse=True` orders from the greatest
        down; `nan="last"` keeps NaN at the end, where `"refuse"` raises ValueError.
        """
        made: Self = cls()
        made._order_by(key, reverse=reverse, nan=nan)
        made.update(items)
        return made

    @classmethod
    def from_sorted(cls, items: Items[K, V], key: Key | None = None) -> Self:
        """Make a dict of items whose keys are in order already; ValueError if they are not.

        O(n): nothing is sorted, each key is compared with the one before it.
        """
        given: dict[K, V] = dict(items)
        made = cls.ordered(given, key=key)
        if list(map(id, made)) != list(map(id, given)):
            raise ValueError("the keys are not in order")
        return made

    @classmethod
    @overload
    def fromkeys(cls, iterable: Iterable[D], value: None = None) -> SortedDict[D, Any | None]: ...
    @classmethod
    @overload
    def fromkeys(cls, iterable: Iterable[D], value: W) -> SortedDict[D, W]: ...
    @classmethod
    def fromkeys(cls, iterable: Iterable[Any], value: Any = None) -> Any:
        """Make a dict of these keys, all with the same value."""
        made: Any = cls()
        made.update(dict.fromkeys(iterable, value))
        return made

    # ------------------------------------------------------------------------- views and searches

    def __iter__(self) -> Iterator[K]:
        return iter(self._list)

    def __reversed__(self) -> Iterator[K]:
        return reversed(self._list)

    def keys(self) -> SortedKeysView[K]:  # type: ignore[override]  # dict_keys cannot be derived from
        """Return a view of the keys, in order: a set, and a sequence that items are deleted from."""
        return SortedKeysView(self)

    def items(self) -> SortedItemsView[K, V]:  # type: ignore[override]
        """Return a view of the items, in the order of their keys."""
        return SortedItemsView(self)

    def values(self) -> SortedValuesView[V]:  # type: ignore[override]
        """Return a view of the values, in the order of their keys."""
        return SortedValuesView(self)

    def peekitem(self, index: SupportsIndex = -1) -> tuple[K, V]:
        """Return the item at a position, by default the last; raise IndexError if there is none."""
        key = self._list[index]
        return key, self[key]

    def get_many(self, keys: Iterable[K], default: Any = None) -> list[Any]:
        """Return the values of these keys, the default for those that are not here."""
        return list(map(self.get, keys, repeat(default)))

    def contains_many(self, keys: Iterable[object]) -> list[bool]:
        """Tell of each of these keys whether it is here."""
        return list(map(self.__contains__, keys))

    def irange_items(
        self,
        minimum: K | None = None,
        maximum: K | None = None,
        inclusive: tuple[bool, bool] = (True, True),
        reverse: bool = False,  # as irange takes it
    ) -> Iterator[tuple[K, V]]:
        """Iterate over the items whose keys are in a range, as `irange` does over the keys."""
        return self._items_at(self.irange(minimum, maximum, inclusive, reverse))

    def _items_at(self, keys: Iterator[K]) -> Iterator[tuple[K, V]]:
        """Iterate over the items of these keys."""
        keys, again = tee(keys)
        return zip(keys, map(self.__getitem__, again), strict=False)

    def _values_at(self, keys: Iterator[K]) -> Iterator[V]:
        """Iterate over the values of these keys."""
        return map(self.__getitem__, keys)

    def between(
        self,
        minimum: K | None = None,
        maximum: K | None = None,
        inclusive: tuple[bool, bool] = (True, True),
    ) -> SortedRange[K]:
        """Return a view of the keys in a range; deleting from it deletes the items."""
        return SortedKeysRange(self, minimum, maximum, inclusive)

    def delete_range(
        self,
        minimum: K | None = None,
        maximum: K | None = None,
        inclusive: tuple[bool, bool] = (True, True),
    ) -> int:
        """Delete the items whose keys are in a range, and return how many there were."""
        positions = SortedKeysRange(self, minimum, maximum, inclusive)._positions()
        self._delete_at(slice(positions.start, positions.stop))
        return len(positions)

    def floor_item(self, key: K, default: D | None = None) -> tuple[K, V] | D | None:
        """Return the last item whose key is not greater than this one, or the default."""
        return self._item_of(self.floor(key, _ABSENT), default)

    def lower_item(self, key: K, default: D | None = None) -> tuple[K, V] | D | None:
        """Return the last item whose key is less than this one, or the default."""
        return self._item_of(self.lower(key, _ABSENT), default)

    def ceiling_item(self, key: K, default: D | None = None) -> tuple[K, V] | D | None:
        """Return the first item whose key is not less than this one, or the default."""
        return self._item_of(self.ceiling(key, _ABSENT), default)

    def higher_item(self, key: K, default: D | None = None) -> tuple[K, V] | D | None:
        """Return the first item whose key is greater than this one, or the default."""
        return self._item_of(self.higher(key, _ABSENT), default)

    def nearest_item(self, key: K, default: D | None = None) -> tuple[K, V] | D | None:
        """Return the item whose key is at the smallest distance, or the default."""
        return self._item_of(self.nearest(key, _ABSENT), default)

    def _item_of(self, key: Any, default: D | None) -> tuple[K, V] | D | None:
        return default if key is _ABSENT else (key, self[key])

    # ------------------------------------------------------------------------- beside each other

    def _like(self) -> Self:
        """Return an empty dict of the same class, order and attributes."""
        made: Self = type(self).__new__(type(self))
        made._hold(self._list._like())
        if hasattr(self, "__dict__"):
            made.__dict__.update(self.__dict__)
        return made

    def copy(self) -> Self:
        """Return a copy that holds the same values. O(n), without comparisons of order."""
        made = self._like()
        made._copy_items(self)
        return made

    __copy__ = copy

    @overload  # type: ignore[override]
    def __or__(self, other: Mapping[K, V]) -> Self: ...
    @overload
    def __or__(self, other: Mapping[D, W]) -> SortedDict[K | D, V | W]: ...
    def __or__(self, other: Mapping[Any, Any]) -> Any:
        if not isinstance(other, Mapping):
            return NotImplemented
        made = self.copy()
        made.update(other)
        return made

    @overload
    def __ror__(self, other: Mapping[K, V]) -> Self: ...
    @overload
    def __ror__(self, other: Mapping[D, W]) -> SortedDict[K | D, V | W]: ...
    def __ror__(self, other: Mapping[Any, Any]) -> Any:
        if not isinstance(other, Mapping):
            return NotImplemented
        made = self._like()
        made.update(other)
        made.update(self)
        return made

    def __ior__(self, other: Items[K, V]) -> Self:  # type: ignore[override,misc]
        self.update(other)
        return self

    # ------------------------------------------------------------------------------ as an object

    def __repr__(self) -> str:
        return self._represented()

    @recursive_repr()
    def _represented(self) -> str:
        name = type(self).__name__
        items = ", ".join(f"{key!r}: {dict.__getitem__(self, key)!r}" for key in self._list)
        key, reverse, nan = self._list._described()
        if reverse or nan != "refuse":
            return f"{name}.ordered({{{items}}}{self._list._arguments()})"
        return f"{name}({'' if key is None else f'{key!r}, '}{{{items}}})"

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> Any:
        """Let a pydantic model have such a field, which is a dict outside."""
        return dict_schema(cls, source, handler)

    def __sizeof__(self) -> int:
        return super().__sizeof__() + getsizeof(self._list)

    def __reduce__(self) -> tuple[object, ...]:
        value_of = super().__getitem__
        items = {key: value_of(key) for key in self._list}
        return reduced(self, (items, self._list._described(), dict(getattr(self, "__dict__", ()))))

    def __setstate__(self, state: tuple[dict[K, V], Any, dict[str, Any]]) -> None:
        items, (key, reverse, nan), attributes = state
        if attributes:
            self.__dict__.update(attributes)
        self._order_by(key, reverse=reverse, nan=nan)
        keys = list(items)
        self._list._fill(keys, self._list._keys_of(keys))
        dict.update(self, items)
