"""An ordered set: what it refuses, what fails half way, changes during iteration."""

from types import ModuleType
from typing import Any

import pytest
from iterables import failing


class Incomparable:
    """A value that hashes like `number`, and cannot be compared."""

    def __init__(self, number: int) -> None:
        self.number = number

    def __hash__(self) -> int:
        return hash(self.number)

    def __eq__(self, other: object) -> bool:
        raise ZeroDivisionError


def test_what_cannot_be_hashed_is_refused_and_changes_nothing(data: ModuleType) -> None:
    values = data.OrderedSet([1])
    broken: Any = [2, [], 3]
    for name in ("update", "union", "difference_update", "intersection_update"):
        with pytest.raises(TypeError):
            getattr(data.OrderedSet(), name)(broken)
    for name in ("update", "difference_update", "symmetric_difference_update"):
        with pytest.raises(TypeError):
            getattr(values, name)(broken)
    with pytest.raises(TypeError):
        values.add([])
    assert list(values) == [1]


def test_an_iterable_that_fails_changes_nothing(data: ModuleType) -> None:
    values = data.OrderedSet([1, 2])
    for name in (
        "update",
        "difference_update",
        "intersection_update",
        "symmetric_difference_update",
    ):
        with pytest.raises(ZeroDivisionError):
            getattr(values, name)(failing(7, 1))
    assert list(values) == [1, 2]


def test_a_comparison_that_fails_changes_nothing(data: ModuleType) -> None:
    values = data.OrderedSet([*range(50)])
    for name in (
        "update",
        "difference_update",
        "intersection_update",
        "symmetric_difference_update",
    ):
        with pytest.raises(ZeroDivisionError):
            getattr(values, name)([51, 3, Incomparable(4), 52])
    for name in ("add", "discard", "remove", "move_to_end", "index"):
        with pytest.raises(ZeroDivisionError):
            getattr(values, name)(Incomparable(4))
    assert list(values) == [*range(50)]


@pytest.mark.parametrize(
    "change",
    [
        lambda values: values.add(9),
        lambda values: values.discard(3),
        lambda values: values.pop(),
        lambda values: values.pop(last=False),
        lambda values: values.clear(),
        lambda values: values.update([7, 8]),
        lambda values: values.intersection_update([3]),
        lambda values: values.difference_update([3, 4]),
        lambda values: values.symmetric_difference_update([3]),
        lambda values: values.__init__([1]),
    ],
)
def test_a_change_during_iteration_is_an_error(data: ModuleType, change: Any) -> None:
    for walk in (iter, reversed):
        values = data.OrderedSet([1, 2, 3, 4])
        with pytest.raises(RuntimeError):  # noqa: PT012
            for _ in walk(values):
                change(values)


def test_what_changes_nothing_may_be_done_during_iteration(data: ModuleType) -> None:
    values = data.OrderedSet(range(40))
    for value in values:
        assert values.first == 0
        assert values.last == 39
        values.add(value)
        values.discard(99)
        values.update([value], values)
        values.difference_update([98])
        values.intersection_update(range(100))
        values.symmetric_difference_update([])
