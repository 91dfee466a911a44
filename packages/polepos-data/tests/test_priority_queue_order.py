"""`IndexedPriorityQueue`: what comes first."""

import math
from datetime import UTC, datetime
from decimal import Decimal
from fractions import Fraction
from types import ModuleType
from typing import Any

import pytest
from queue_building import Job, at_rest, drained, order

_quiet = pytest.fixture(autouse=True)(at_rest)


def test_hands_out_the_least_priority_first(data: ModuleType) -> None:
    queue = data.IndexedPriorityQueue()
    for key, priority in [("c", 3), ("a", 1), ("b", 2)]:
        queue.push(key, priority)
    assert drained(queue) == ["a", "b", "c"]
    assert len(queue) == 0


def test_equal_priorities_go_first_in_first_out(data: ModuleType) -> None:
    queue = data.IndexedPriorityQueue()
    for key in range(50):
        queue.push(key, key % 3)
    assert drained(queue) == sorted(range(50), key=lambda key: key % 3)


def test_objects_with_less_than_alone_go_first_in_first_out(data: ModuleType) -> None:
    for reverse in (False, True):
        queue = data.IndexedPriorityQueue(reverse=reverse)
        for key in range(50):
            queue.push(key, Job(key % 3))
        expected = sorted(range(50), key=lambda key: key % 3, reverse=reverse)
        assert drained(queue) == expected


def test_an_update_counts_as_pushed_last_among_equals(data: ModuleType) -> None:
    queue = data.IndexedPriorityQueue({"a": 1, "b": 1, "c": 1})
    queue.update("a", 1)
    assert drained(queue) == ["b", "c", "a"]


@pytest.mark.parametrize(
    "priorities",
    [
        [3, 1, 2],
        [10**30, -(10**30), 0],
        [0.5, -math.inf, math.inf],
        ["b", "", "a"],
        [b"b", b"", b"a"],
        [(2, 1), (1, 9), (1, 2)],
        [Decimal(3), Decimal("0.1"), 1],
        [Fraction(1, 2), 0, 0.75],
        [datetime(2020, 1, day, tzinfo=UTC) for day in (3, 1, 2)],
        [True, False, 0.5],
        [(1, (2, "b")), (1, (2, "a")), (0, (9,))],
        [[2], [1, 5], [1]],
    ],
)
def test_every_kind_of_priority_has_its_order_both_ways(
    data: ModuleType, priorities: list[Any]
) -> None:
    for reverse in (False, True):
        expected = sorted(range(3), key=priorities.__getitem__, reverse=reverse)
        one_by_one = data.IndexedPriorityQueue(reverse=reverse)
        for key, priority in enumerate(priorities):
            one_by_one.push(key, priority)
        at_once = data.IndexedPriorityQueue(enumerate(priorities), reverse=reverse)
        assert [one_by_one[key] for key in range(3)] == priorities
        assert order(one_by_one) == order(at_once) == expected
        assert drained(one_by_one) == drained(at_once) == expected


def test_greatest_first_for_numbers_beside_fractions(data: ModuleType) -> None:
    queue = data.IndexedPriorityQueue(reverse=True)
    for key, priority in enumerate([3, Fraction(7, 2), 3.25, True, Fraction(1, 3), Decimal(2)]):
        queue.push(key, priority)
    assert drained(queue) == [1, 2, 0, 5, 3, 4]


def test_a_key_function_says_what_is_compared(data: ModuleType) -> None:
    queue = data.IndexedPriorityQueue({"a": -3, "b": 2}, abs)
    queue.push("c", -1)
    assert queue["c"] == -1
    assert queue.key is abs
    assert drained(queue) == ["c", "b", "a"]


def test_in_order_consumes_nothing(data: ModuleType) -> None:
    queue = data.IndexedPriorityQueue({"a": 3, "b": 1, "c": 2}, reverse=True)
    assert order(queue) == order(queue) == ["a", "c", "b"]
