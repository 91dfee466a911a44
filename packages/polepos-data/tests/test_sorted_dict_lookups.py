"""Who goes through a `SortedDict` sees the values of that moment, and what a subclass says they are."""

from collections.abc import Callable
from types import ModuleType
from typing import Any

import pytest

KEYS: dict[str, Callable[[int], Any]] = {
    "int": int,
    "float": float,
    "str": "{:04}".format,
    "pair": lambda number: (number, 0),
    "mixed": lambda number: number if number % 2 else float(number),
}
WALKS: dict[str, Callable[[Any], Any]] = {
    "values": lambda mapping: mapping.values(),
    "items": lambda mapping: (value for _, value in mapping.items()),
    "reversed": lambda mapping: (value for _, value in reversed(mapping.items())),
    "irange_items": lambda mapping: (value for _, value in mapping.irange_items()),
}

every_key = pytest.mark.parametrize("key", KEYS)
every_walk = pytest.mark.parametrize("walk", WALKS)


@every_key
@every_walk
def test_a_value_that_is_replaced_is_seen_by_who_has_not_come_to_it(
    data: ModuleType, key: str, walk: str
) -> None:
    keys = list(map(KEYS[key], range(300)))
    mapping = data.SortedDict(dict.fromkeys(keys, "old"))
    values = iter(WALKS[walk](mapping))
    assert [next(values) for _ in range(40)] == ["old"] * 40
    mapping.update(dict.fromkeys(keys, "new"))
    assert [next(values) for _ in range(40)] == ["new"] * 40
    for each in keys:
        mapping[each] = "newer"
    assert list(values) == ["newer"] * 220


@every_walk
def test_each_step_may_replace_the_next_value(data: ModuleType, walk: str) -> None:
    mapping = data.SortedDict.fromkeys(range(200), 0)
    order = list(reversed(mapping)) if walk == "reversed" else list(mapping)
    seen = []
    for at, value in enumerate(WALKS[walk](mapping)):
        seen.append(value)
        if at + 1 < len(order):
            mapping[order[at + 1]] = at + 1
    assert seen == list(range(200))


def test_a_subclass_says_what_values_are(data: ModuleType) -> None:
    class Doubled(data.SortedDict):  # type: ignore[misc,name-defined]
        def __getitem__(self, key: int) -> int:
            return 2 * dict.__getitem__(self, key)

    mapping = Doubled({2: 20, 1: 10})
    assert mapping[1] == 20
    assert list(mapping.items()) == [(1, 20), (2, 40)]
    assert list(mapping.values()) == [20, 40]
    assert mapping.peekitem() == (2, 40)
    assert list(mapping.irange_items(2)) == [(2, 40)]
    assert mapping.popitem() == (2, 20)


def test_a_subclass_says_what_is_missing(data: ModuleType) -> None:
    class Counting(data.SortedDict):  # type: ignore[misc,name-defined]
        def __missing__(self, key: str) -> int:
            self[key] = 0
            return 0

    mapping = Counting()
    for letter in "hello":
        mapping[letter] += 1
    assert list(mapping.items()) == [("e", 1), ("h", 1), ("l", 2), ("o", 1)]


def test_a_subclass_may_say_what_is_here(data: ModuleType) -> None:
    class Open(data.SortedDict):  # type: ignore[misc,name-defined]
        def __contains__(self, key: object) -> bool:
            return True

    assert 5 in Open()
    assert 5 not in data.SortedDict()


@every_key
def test_an_iterator_that_has_looked_ahead_ends_at_the_first_change(
    data: ModuleType, key: str
) -> None:
    keys = list(map(KEYS[key], range(300)))
    changes: tuple[Callable[[Any], object], ...] = (
        lambda mapping: mapping.pop(keys[299]),
        lambda mapping: mapping.__setitem__(KEYS[key](301), 0),
        lambda mapping: mapping.clear(),
    )
    for change in changes:
        mapping = data.SortedDict.fromkeys(keys)
        items = iter(mapping.items())
        for _ in range(77):
            next(items)
        change(mapping)
        with pytest.raises(RuntimeError, match="SortedDict changed during iteration"):
            next(items)
