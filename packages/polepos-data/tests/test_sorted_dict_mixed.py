"""A `SortedDict` of plain keys, and what acts half way: hostile keys, key functions, indexes."""

from collections.abc import Callable, Iterator
from types import ModuleType
from typing import Any

import pytest
from sorted_dict_building import Key, at_rest, content, whole, whole_keys

_quiet = pytest.fixture(autouse=True)(at_rest)


def test_a_plain_key_may_meet_a_hostile_one_of_the_same_hash(data: ModuleType) -> None:
    class Hostile(int):
        def __hash__(self) -> int:
            return 7

        def __eq__(self, other: object) -> bool:
            if armed:
                armed.clear()
                mapping.clear()
            return self is other

    armed: list[int] = []
    mapping = data.SortedDict({1: "a"})
    mapping[2] = "b"
    mapping[Hostile(3)] = "hostile"
    mapping[7] = "c"
    changes: tuple[Callable[[], object], ...] = (
        lambda: mapping.__setitem__(7, "new"),
        lambda: mapping.__delitem__(7),
        lambda: mapping.update({7: "new"}),
    )
    for change in changes:
        armed.append(1)
        with pytest.raises(RuntimeError, match="SortedDict changed during a comparison"):
            change()
        assert list(mapping.values()) == ["a", "b", "hostile", "c"]
        assert not armed


def test_a_batch_may_bring_a_hostile_key_among_plain_ones(data: ModuleType) -> None:
    class Hostile(int):
        def __hash__(self) -> int:
            return 500

        def __eq__(self, other: object) -> bool:
            if armed:
                armed.clear()
                mapping.clear()
            return self is other

    armed: list[int] = []
    mapping = data.SortedDict()
    for number in range(100):
        mapping[number] = "old"
    mapping.update({Hostile(300): "hostile"})
    mapping[500] = "old"
    armed.append(1)
    with pytest.raises(RuntimeError, match="SortedDict changed during a comparison"):
        mapping[500] = "new"
    assert mapping[500] == "old"
    assert whole(mapping)


def test_a_key_function_may_not_add_the_very_key_meanwhile(data: ModuleType) -> None:
    nested: list[int] = []

    def order(key: int) -> int:
        if key == 5 and not nested:
            nested.append(key)
            mapping[key] = "nested"
        return -key

    mapping = data.SortedDict(order, {1: "a", 9: "b"})
    with pytest.raises(RuntimeError, match="SortedDict changed during a comparison"):
        mapping[5] = "new"
    assert list(mapping.items()) == [(9, "b"), (1, "a")]
    assert whole(mapping)


def test_nothing_is_added_while_an_empty_dict_is_filled(data: ModuleType) -> None:
    mapping = data.SortedDict()
    for number in (1, 2, 3):
        mapping[number] = "old"
    mapping.clear()
    refused = []

    def add(_what: str) -> None:
        try:
            mapping[5] = "new"
        except RuntimeError as error:
            refused.append(str(error))

    Key.on = add
    mapping.update([(Key(2), "b"), (Key(1), "a"), (Key(3), "c")])
    assert set(refused) == {"SortedDict changed during a comparison"}
    assert content(mapping) == [(1, "a"), (2, "b"), (3, "c")]
    assert whole_keys(mapping)


def test_what_is_read_into_an_update_may_change_the_dict(data: ModuleType) -> None:
    for mapping in (data.SortedDict(), data.SortedDict({1: "a"})):

        def pairs(mapping: Any = mapping) -> Iterator[tuple[int, str]]:
            mapping[7] = "read"
            yield 8, "given"

        mapping.update(pairs())
        assert mapping[7] == "read"
        assert mapping[8] == "given"
        assert whole(mapping)


def test_an_index_that_changes_the_dict_does_no_harm(data: ModuleType) -> None:
    class Index:
        def __index__(self) -> int:
            mapping.pop(3, None)
            return 1

    mapping = data.SortedDict(dict.fromkeys(range(6)))
    assert mapping.popitem(Index()) == (1, None)
    mapping[3] = None
    del mapping.keys()[Index() : 4]
    assert whole(mapping)
    assert list(mapping) == [0]


def test_kinds_of_keys_may_come_and_go(data: ModuleType) -> None:
    mapping = data.SortedDict()
    model: dict[Any, int] = {}
    for step, key in enumerate([1, 2, 1, 2.5, 1, True, 0, False, 3, 3.0, 2**70]):
        mapping[key] = model[key] = step
        assert list(mapping.items()) == sorted(model.items())
    mapping.clear()
    for letter in "bcab":
        mapping[letter] = letter
    assert list(mapping) == ["a", "b", "c"]
    with pytest.raises(TypeError):
        mapping[1] = 1
    assert whole(mapping)
