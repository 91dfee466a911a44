"""What comes of combining sorted sets is a set like any other, whatever was asked of it so far."""

import copy
import pickle
from collections.abc import Callable
from types import ModuleType
from typing import Any

import pytest

KINDS: dict[str, Callable[[int], Any]] = {
    "int": int,
    "large int": lambda number: number << 70,
    "float": float,
    "str": "a shared beginning {:04}".format,
    "long str": "a shared beginning of many bytes {:04}".format,
    "longer and longer str": "\0".__mul__,
    "str of any characters": "{:04}é€😀\ud800".format,
    "bytes": b"%04d".__mod__,
    "longer and longer bytes": b"\0".__mul__,
    "pair": lambda number: (number, -number),
    "large pair": lambda number: (number << 40, number << 70),
    "mixed": lambda number: number if number % 2 else float(number),
}
OPERATORS: dict[str, Callable[[Any, Any], Any]] = {
    "&": lambda one, other: one & other,
    "|": lambda one, other: one | other,
    "-": lambda one, other: one - other,
    "^": lambda one, other: one ^ other,
}
SIZES = [(0, 0), (0, 5), (5, 0), (40, 40), (3, 400), (400, 3), (300, 200)]


@pytest.mark.parametrize("operator", OPERATORS)
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("sizes", SIZES, ids=str)
def test_sorted_sets_of_every_kind_combine_as_sets_do(
    data: ModuleType, operator: str, kind: str, sizes: tuple[int, int]
) -> None:
    one = set(map(KINDS[kind], range(0, 3 * sizes[0], 3)))
    other = set(map(KINDS[kind], range(0, 2 * sizes[1], 2)))
    made, another = data.SortedSet(one), data.SortedSet(other)
    found = OPERATORS[operator](made, another)
    expected = OPERATORS[operator](one, other)
    assert list(found) == sorted(expected)
    assert len(found) == len(expected)
    assert all(each in found for each in expected)
    assert found == expected
    assert (set(made), set(another)) == (one, other)
    for each in sorted(expected):
        found.remove(each)
    assert not found
    assert list(OPERATORS[operator](made, another)) == sorted(expected)


LATER: dict[str, tuple[Callable[[Any], object], list[int]]] = {
    "add what is here": (lambda made: made.add(4), [2, 4, 6]),
    "add": (lambda made: made.add(5), [2, 4, 5, 6]),
    "add of another type": (lambda made: made.add(4.5), [2, 4, 4.5, 6]),  # type: ignore[list-item]
    "discard": (lambda made: made.discard(4), [2, 6]),
    "discard of another type": (lambda made: made.discard(4.0), [2, 6]),
    "pop": (lambda made: made.pop(0), [4, 6]),
    "delete a slice": (lambda made: made.__delitem__(slice(1, None)), [2]),
    "clear": (lambda made: made.clear(), []),
    "update": (lambda made: made.update([4, 5]), [2, 4, 5, 6]),
    "update with itself": (lambda made: made.update(made), [2, 4, 6]),
    "in place": (lambda made: made.__iand__({4, 9}), [4]),
    "in place with itself": (lambda made: made.__ixor__(made), []),
    "in place with a sorted set": (lambda made: made.__iand__(made - {4}), [2, 6]),
}


@pytest.mark.parametrize("later", LATER)
@pytest.mark.parametrize("again", [
    lambda made: made, copy.copy, copy.deepcopy, lambda made: made.copy(),
    lambda made: pickle.loads(pickle.dumps(made)),
], ids=["itself", "copy", "deepcopy", ".copy()", "pickle"])  # fmt: skip
def test_a_result_goes_on_as_any_set(
    data: ModuleType, later: str, again: Callable[[Any], Any]
) -> None:
    found = data.SortedSet([1, 2, 4, 6]) & data.SortedSet([2, 4, 6, 8])
    made = again(found)
    change, expected = LATER[later]
    change(made)
    assert list(made) == expected
    assert made == set(expected)
    assert len(made) == len(expected)
    if made is not found:
        assert list(found) == [2, 4, 6]


def test_of_equal_values_those_of_the_left_set_are_kept(data: ModuleType) -> None:
    left, right = data.SortedSet([1, 2]), data.SortedSet([True, 2, 3])
    assert list(map(type, left & right)) == [int, int]
    assert list(map(type, left | right)) == [int, int, int]
    assert list(map(type, right | left)) == [bool, int, int]


def test_an_item_cannot_be_assigned(data: ModuleType) -> None:
    made = data.SortedSet([1, 2])
    assert not hasattr(made, "__setitem__")
    with pytest.raises((AttributeError, TypeError)):
        made[0] = 5
    assert list(made) == [1, 2]


def test_a_subclass_combines_to_its_own_kind(data: ModuleType) -> None:
    class Mine(data.SortedSet):  # type: ignore[misc,name-defined]
        pass

    made = Mine([1, 2])
    made.name = "mine"
    found = made & data.SortedSet([2, 3])
    assert (type(found), found.name, list(found)) == (Mine, "mine", [2])
    iterator = iter(found)
    found.add(5)
    with pytest.raises(RuntimeError, match="Mine changed during iteration"):
        next(iterator)
