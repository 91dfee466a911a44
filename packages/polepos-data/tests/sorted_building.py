"""Sorted lists and sets, made in the ways there are."""

from collections.abc import Callable
from operator import neg
from types import ModuleType
from typing import Any

LARGE = 6000
"""Elements enough for any backend to store them in several parts."""

SIZES = 0, 1, 7, LARGE

NAN = float("nan")

LIST_WAYS = ["plain", "plain, changed", "keyed", "keyed, changed"]
SET_WAYS: dict[str, dict[str, Any]] = {
    "plain": {},
    "keyed": {"key": neg},
    "reverse": {"reverse": True},
}

Make = Callable[..., Any]


def itself(value: Any) -> Any:
    return value


def regrown(made: Any) -> Any:
    """Take an element out and put it back, so that a list made at once is stored as it grows."""
    if made:
        made.add(made.pop(len(made) // 2))
    return made


class Coin:
    """A value that equals others of the same worth, and is not them."""

    def __init__(self, worth: int, year: int = 0) -> None:
        self.worth = worth
        self.year = year

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Coin) and self.worth == other.worth

    def __lt__(self, other: "Coin") -> bool:
        return self.worth < other.worth

    def __hash__(self) -> int:
        return hash(self.worth)

    def __repr__(self) -> str:
        return f"Coin({self.worth}, {self.year})"


def the_same(found: Any, expected: Any) -> bool:
    """Tell whether two sequences hold the very same objects."""
    return [id(each) for each in found] == [id(each) for each in expected]


def list_maker(data: ModuleType, way: str) -> Make:
    """Return what makes a list: lists made at once and changed since may be stored differently."""
    options = {"key": itself} if "keyed" in way else {}

    def made(values: Any = ()) -> Any:
        result = data.SortedList(values, **options)
        return regrown(result) if "changed" in way else result

    return made
