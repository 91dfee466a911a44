"""An ordered set: what it costs to take from its ends."""

import sys
from types import ModuleType

import pytest


class Counting:
    """A value that counts how often any of its kind was hashed."""

    hashed = 0

    def __init__(self, number: int) -> None:
        self.number = number

    def __hash__(self) -> int:
        Counting.hashed += 1
        return hash(self.number)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Counting) and self.number == other.number


def test_taking_from_the_front_hashes_each_value_a_few_times(data: ModuleType) -> None:
    def hashes(size: int) -> int:
        values = data.OrderedSet(map(Counting, range(size)))
        Counting.hashed = 0
        while values:
            values.pop(last=False)
        return Counting.hashed

    assert hashes(2000) <= 2 * hashes(1000) + 10


@pytest.mark.parametrize("last", [False, True])
def test_a_queue_that_lives_long_does_not_grow(data: ModuleType, *, last: bool) -> None:
    values = data.OrderedSet(range(100))
    for number in range(100, 20_000):
        values.add(number)
        values.pop(last=last)
    assert sys.getsizeof(values) < 10 * sys.getsizeof(data.OrderedSet(range(100)))


@pytest.mark.parametrize("end", ["first", "last"])
def test_looking_at_an_end_and_removing_it_empties_a_large_set(data: ModuleType, end: str) -> None:
    values, taken = data.OrderedSet(range(100_000)), []
    while values:  # quadratic, this would take minutes
        taken.append(getattr(values, end))
        values.remove(taken[-1])
    assert sorted(taken) == list(range(100_000))


def test_taking_many_from_the_front_empties_a_large_set(data: ModuleType) -> None:
    values = data.OrderedSet(range(100_000))
    assert [values.pop(last=False) for _ in range(100_000)] == list(range(100_000))
