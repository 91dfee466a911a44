"""Say what a sorted container orders its values by: a key, descending, with NaN refused or last."""

from collections.abc import Callable, Iterable
from operator import ne
from typing import Any, Literal

Key = Callable[[Any], Any]
NaN = Literal["refuse", "last"]

NUMBERS = frozenset({int, float, bool})
NEVER_NAN = frozenset({int, bool})


class Descending:
    """A key that comes before another when its value comes after the other's.

    A number among them may stand for itself with its sign turned, which compares faster.
    """

    __slots__ = ("value",)

    def __init__(self, value: Any) -> None:
        self.value = value

    def __lt__(self, other: Any) -> bool:
        return bool((other.value if type(other) is Descending else -other) < self.value)

    def __gt__(self, other: Any) -> bool:
        return bool(self.value < (other.value if type(other) is Descending else -other))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Descending) and bool(self.value == other.value)

    __hash__ = None  # type: ignore[assignment]


def descending(key: Any) -> Any:
    """Return what stands for a key in a descending order."""
    return -key if type(key) in NUMBERS else Descending(key)


class Ordering:
    """What turns a key into the one that leaves are sorted by, where those differ."""

    __slots__ = ("key", "nan", "reverse")

    def __init__(self, key: Key | None, *, reverse: bool, nan: NaN) -> None:
        self.key = key
        self.reverse = reverse
        self.nan = nan

    def rank(self, key: Any) -> Any:
        """Return what stands for a key: NaN for itself, or after all others if it comes last."""
        if self.nan == "last":
            if key != key:
                return (True, 0)
            return (False, descending(key) if self.reverse else key)
        return key if key != key else descending(key)

    def __call__(self, value: Any) -> Any:
        return self.rank(value if self.key is None else self.key(value))


def order_of(key: Key | None, *, reverse: bool, nan: NaN) -> Key | None:
    """Return the function from a value to what orders it; None where that is the value itself."""
    if nan not in ("refuse", "last"):
        raise ValueError(f"nan is 'refuse' or 'last', not {nan!r}")
    return Ordering(key, reverse=reverse, nan=nan) if reverse or nan == "last" else key


def not_ordered(key: object) -> ValueError:
    """Return the error that says that NaN has no place in an order."""
    return ValueError(
        f"{key!r} has no place in an order: it is not equal to itself (see nan='last')"
    )


def refuse_nan(keys: list[Any]) -> None:
    """Raise ValueError if one of these sorted keys is a number that is not equal to itself.

    O(n), at the speed of C.
    """
    if not keys or (kind := type(keys[0])) is str or kind is tuple or kind is bytes:
        return  # what was sorted among these is no number
    if kind is int or kind is float:
        try:
            total = sum(keys)
        except Exception:  # noqa: BLE001, S110 - what does not add up is looked at one by one
            pass
        else:
            if total == total:  # a sum with NaN in it is NaN
                return
    if any(kind not in NEVER_NAN and hasattr(kind, "__float__") for kind in set(map(type, keys))):
        for key, differs in zip(keys, map(ne, keys, keys), strict=True):
            if differs:
                raise not_ordered(key)


def explain(error: Exception, keys: Iterable[Any]) -> None:
    """Raise ValueError if the error in sorting these keys came of NaN among them."""
    for key in keys:
        if key != key:
            raise not_ordered(key) from error
