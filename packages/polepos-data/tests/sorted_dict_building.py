"""Sorted dicts of keys that act when they are asked anything."""

import math
from collections.abc import Callable, Iterator
from types import ModuleType
from typing import Any

NAN = math.nan


def negative(number: int) -> int:
    return -number


def whole(mapping: Any) -> bool:
    """Tell whether the hash part and the order of a dict hold the same keys."""
    keys = list(mapping)
    by_hash = set(dict.keys(mapping))
    return len(mapping) == len(keys) == len(set(keys)) and set(keys) == by_hash


class Key:
    """A key that calls `on` with the name of what it is asked; all of them share one hash or two."""

    on: Callable[[str], object] | None = None

    def __init__(self, value: int) -> None:
        self.value = value

    def _asked(self, what: str) -> None:
        if Key.on is not None:
            Key.on(what)

    def __hash__(self) -> int:
        self._asked("hash")
        return self.value % 2

    def __eq__(self, other: object) -> bool:
        self._asked("eq")
        return isinstance(other, Key) and self.value == other.value

    def __lt__(self, other: "Key") -> bool:
        self._asked("lt")
        return self.value < other.value

    def __repr__(self) -> str:
        return f"Key({self.value})"


class Fuse:
    """Raise, or do something, when it is asked for the n-th time; forever after, if asked to."""

    def __init__(self, after: int, act: Callable[[], object], *, stays: bool = False) -> None:
        self.left = after
        self.act = act
        self.stays = stays
        self.burnt = False

    def __call__(self, _what: str) -> None:
        self.left -= 1
        if self.left == 0 or (self.stays and self.left < 0):
            self.burnt = True
            self.act()


def fail() -> None:
    raise ZeroDivisionError


OPERATIONS: dict[str, Callable[[Any], object]] = {
    "set a new key": lambda mapping: mapping.__setitem__(Key(5), "new"),
    "set a key": lambda mapping: mapping.__setitem__(Key(4), "new"),
    "setdefault": lambda mapping: mapping.setdefault(Key(5), "new"),
    "update a few": lambda mapping: mapping.update([(Key(5), "new"), (Key(4), "new")]),
    "update many": lambda mapping: mapping.update([(Key(n), "new") for n in range(40)]),
    "update with one": lambda mapping: mapping.update([(Key(7), "new")]),
    "delete": lambda mapping: mapping.__delitem__(Key(4)),
    "delete what is not here": lambda mapping: mapping.__delitem__(Key(5)),
    "pop": lambda mapping: mapping.pop(Key(8)),
    "popitem": lambda mapping: mapping.popitem(3),
    "delete a slice": lambda mapping: mapping.keys().__delitem__(slice(2, 6)),
    "delete a range": lambda mapping: mapping.delete_range(Key(2), Key(9)),
}


def even_keys(data: ModuleType, kind: str) -> Any:
    items = [(Key(number), "old") for number in range(0, 40, 2)]
    if kind == "grown":
        mapping = data.SortedDict()
        for key, value in items:
            mapping[key] = value
        return mapping
    return data.SortedDict(items) if kind == "natural" else data.SortedDict(by_itself, items)


def by_itself(key: Key) -> Key:
    key._asked("key")
    return key


def content(mapping: Any) -> list[tuple[int, str]]:
    Key.on = None
    return [(key.value, value) for key, value in mapping.items()]


def whole_keys(mapping: Any) -> bool:
    """As `whole`, for keys that may fail when they are asked anything."""
    on, Key.on = Key.on, None
    try:
        values = [key.value for key in mapping]
        return values == sorted({key.value for key in dict.keys(mapping)}) and len(mapping) == len(
            values
        )
    finally:
        Key.on = on


def suspended(act: Callable[[], object]) -> Callable[[], object]:
    """Let keys be plain while a hostile key acts, or it would never come to an end."""

    def acting() -> None:
        on, Key.on = Key.on, None
        try:
            act()
        finally:
            Key.on = on

    return acting


def at_rest() -> Iterator[None]:
    """Leave no hostile key behind: for a fixture."""
    yield
    Key.on = None
