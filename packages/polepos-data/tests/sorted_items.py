"""Sorted lists and sets of items that call back when they are compared or hashed."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import Any, ClassVar

from sorted_building import itself, regrown, the_same

Operation = Callable[[Any], object]

SMALL = 12
"""Elements for one part of storage in any backend."""


class Hook:
    """What runs at every comparison and hash of an `Item`, but not while it runs already."""

    def __init__(self) -> None:
        self._action: Callable[[], object] | None = None
        self._left = 0

    def __call__(self) -> None:
        if self._action is not None and self._left:
            self._left -= 1
            action, self._action = self._action, None
            try:
                action()
            finally:
                self._action = action

    @contextmanager
    def doing(self, action: Callable[[], object], times: int = 100) -> Iterator[None]:
        self._left = times
        self._action = action
        try:
            yield
        finally:
            self._action = None


class Item:
    """A value that calls a hook when it is compared or hashed."""

    hook: ClassVar[Hook] = Hook()

    def __init__(self, at: int) -> None:
        self.at = at

    def __lt__(self, other: "Item") -> bool:
        self.hook()
        return self.at < other.at

    def __eq__(self, other: object) -> bool:
        self.hook()
        return isinstance(other, Item) and self.at == other.at

    def __hash__(self) -> int:
        self.hook()
        return self.at // 4  # so that equality is asked too

    def __repr__(self) -> str:
        return f"Item({self.at})"


class BrokenError(Exception):
    """What a comparison raises here."""


OPTIONS: dict[str, dict[str, Any]] = {
    "plain": {},
    "keyed": {"key": itself},
    "reverse": {"reverse": True},
    "nan last": {"nan": "last"},
}


def made_as(data: ModuleType, kind: str, values: Any) -> Any:
    container, option = kind.split(", ")
    return regrown(getattr(data, container)(values, **OPTIONS[option]))


LISTS = [f"SortedList, {option}" for option in OPTIONS]
SETS = ["SortedSet, plain", "SortedSet, keyed"]


def odd_items(size: int) -> list[Item]:
    """Return items that are odd, so that there is room between them."""
    return [Item(2 * at + 1) for at in range(size)]


def assert_whole(made: Any, expected: list[Any]) -> None:
    """Ask in every way whether a container holds just these, and whether it can be used."""
    assert the_same(made, expected)
    assert the_same(reversed(made), expected[::-1])
    assert len(made) == len(expected)
    for at in range(0, len(expected), 1 + len(expected) // 20):
        value = expected[at]
        assert made[at] is value
        assert value in made
        assert made.index(value) == made.bisect_left(value) == at
        assert made.count(value) == 1
    other = made.copy()
    for value in expected[:: 1 + len(expected) // 10]:
        other.remove(value)
        other.add(value)
    assert the_same(other, expected)
