"""Say what a sorted list of keys is ordered by, however its values and keys are stored.

Both backends use this: it goes before the sorted list of the backend among the bases.
"""

from typing import Any, Self, TypeVar

from polepos.data._pure.list_answers import ListAnswers
from polepos.data._pure.ordering import Key, NaN, Ordering, explain, order_of, refuse_nan

T = TypeVar("T")


class KeyListAnswers(ListAnswers[T]):
    """The order of a list that is kept by a function of its values, `_order`."""

    __slots__ = ()

    _order: Key

    @classmethod
    def _class_for(cls, key: Key | None, *, reverse: bool, nan: NaN) -> Any:
        return cls

    def _order_by(self, described: tuple[Key | None, bool, NaN]) -> None:
        key, reverse, nan = described
        self._order = order_of(key, reverse=reverse, nan=nan) or itself

    def _described(self) -> tuple[Key | None, bool, NaN]:
        order = self._order
        if isinstance(order, Ordering):
            return order.key, order.reverse, order.nan
        return self.key, False, "refuse"

    @property
    def key(self) -> Key | None:
        """The function from a value to what orders it; None where values order themselves."""
        order = self._order.key if isinstance(self._order, Ordering) else self._order
        return None if order is itself else order

    def _arguments(self) -> str:
        key, reverse, nan = self._described()
        given = "" if key is None else f", key={key!r}"
        given += ", reverse=True" if reverse else ""
        return given + (f", nan={nan!r}" if nan != "refuse" else "")

    def _like(self) -> Self:
        made = super()._like()
        made._order = self._order
        return made

    def _keys_of(self, values: list[T]) -> list[Any]:
        return list(map(self._order, values))

    def _in_order(self, values: list[T]) -> tuple[list[T], list[Any]]:
        """Return values sorted, and their keys; raise ValueError for a key that is NaN."""
        order = key = self._order
        reverse = False
        if isinstance(order, Ordering) and order.nan == "refuse":
            key, reverse = order.key or itself, order.reverse
        try:
            values.sort(key=key, reverse=reverse)
        except Exception as error:
            explain(error, map(order, values))
            raise
        keys = list(map(order, values))
        refuse_nan(keys)
        return values, keys

    def _rank(self, key: Any) -> Any:
        order = self._order
        return order.rank(key) if isinstance(order, Ordering) and key is not None else key


def itself(value: Any) -> Any:
    """Return the value: the key of values that order themselves."""
    return value
