"""A sorted set answers the same however often it is asked or changed, and in whatever turns.

A backend may keep what helps to answer only while it is worth it.
"""

import sys
from collections.abc import Callable
from types import ModuleType
from typing import Any

import pytest

KINDS: dict[str, Callable[[int], Any]] = {
    "int": int,
    "large int": lambda number: number << 70,
    "float": lambda number: number / 2,
    "str": "/orders/{}/items".format,
    "bytes": b"%d".__mod__,
    "pair": lambda number: (number % 7, number),
    "mixed": lambda number: number if number % 2 else float(number),
    "frozenset": lambda number: (frozenset(), str(number)),
}
STRANGERS = [None, "no", b"no", 0.25, (1,), object()]
ASKED = 400


def check(made: Any, expected: set[Any], asked: list[Any]) -> None:
    """Ask about all of these, and see that the order is that of what is there."""
    assert [each in made for each in asked] == [each in expected for each in asked]
    assert list(made) == sorted(expected)
    assert len(made) == len(expected)
    assert not any(stranger in made for stranger in STRANGERS)
    with pytest.raises(TypeError):
        [] in made  # noqa: B015 - to ask is enough


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("size", [0, 1, 50, 500])
def test_questions_and_changes_take_turns(data: ModuleType, kind: str, size: int) -> None:
    value = KINDS[kind]
    expected = set(map(value, range(0, 2 * size, 2)))
    made = data.SortedSet(expected)
    asked = list(map(value, range(ASKED)))
    for _ in range(3):
        check(made, expected, asked)
        for each in asked[::3]:
            made.add(each)
            expected.add(each)
        for each in asked[::2]:
            made.discard(each)
            expected.discard(each)
        for each in list(expected)[:3]:
            made.remove(each)
            expected.remove(each)
            with pytest.raises(KeyError):
                made.remove(each)
        for _ in range(3 * ASKED):
            made.add(asked[1])
            made.remove(asked[1])
        expected.discard(asked[1])
        made.update(asked[5:9])
        expected.update(asked[5:9])
        assert made.pop(0) == min(expected)
        expected.remove(min(expected))
        del made[-2:]
        expected -= set(sorted(expected)[-2:])
    check(made, expected, asked)
    assert made == expected
    assert made.copy() == expected
    made.clear()
    check(made, set(), asked)


@pytest.mark.parametrize("asked", [0, 3 * ASKED])
def test_values_of_another_type_come_whatever_was_asked(data: ModuleType, asked: int) -> None:
    made = data.SortedSet(range(ASKED))
    for number in range(asked):
        assert (number in made) is (number < ASKED)
    for number in range(3 * ASKED if asked else 0):
        made.add(ASKED + number % 2)
        made.discard(ASKED + number % 2)
    assert 3.0 in made
    assert True in made
    made.update([0.5, 3.0, 7.5])
    made.add(bool(1))
    made.add(1.5)
    expected = {*range(ASKED), 0.5, 1.5, 7.5}
    check(made, expected, [*expected, -1, 2.5])
    with pytest.raises(TypeError):
        made.add("no number")
    check(made, expected, [*expected, -1, 2.5])


def test_the_first_of_equal_values_stays_whatever_was_asked(data: ModuleType) -> None:
    for asked in (0, 3 * ASKED):
        made = data.SortedSet([True, 2.5, 3])
        for number in range(asked):
            assert (number in made) is (number in {1, 3})
        made.add(1)
        made.update([1.0, 3.0])
        assert list(map(repr, made)) == ["True", "2.5", "3"]
        made = data.SortedSet([True, 3])
        for number in range(asked):
            assert (number in made) is (number in {1, 3})
        made.add(1)
        made.update([1, 3])
        assert list(map(repr, made)) == ["True", "3"]
        made = data.SortedSet([0.0, 2.5])
        for _ in range(asked):
            assert -0.0 in made
        made.add(-0.0)
        assert list(map(repr, made)) == ["0.0", "2.5"]


class Asked:
    """A value that counts how often its hash is asked for."""

    asked = 0

    def __init__(self, at: int) -> None:
        self.at = at

    def __lt__(self, other: "Asked") -> bool:
        return self.at < other.at

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Asked) and self.at == other.at

    def __hash__(self) -> int:
        Asked.asked += 1
        return self.at


@pytest.mark.parametrize("key", [None, lambda each: each.at], ids=["", "by key"])
def test_the_hash_of_what_is_there_is_not_asked_again(data: ModuleType, key: Any) -> None:
    values = list(map(Asked, range(200)))
    Asked.asked = 0
    made = data.SortedSet(values, key)
    assert values[7] in made
    assert Asked.asked == len(values) + 1
    other = Asked(1000)
    for _ in range(3 * ASKED):
        made.add(other)
        made.remove(other)
    Asked.asked = 0
    assert values[7] in made
    assert Asked.asked == 1


def test_its_size_counts_all_that_it_keeps(data: ModuleType) -> None:
    made = data.SortedSet(range(10_000))
    assert sys.getsizeof(made) > 16 * 10_000
    for number in [*range(10_000), *range(10_000)]:
        assert number in made
    assert sys.getsizeof(made) > 40 * 10_000
