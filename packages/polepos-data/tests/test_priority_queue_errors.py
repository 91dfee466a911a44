"""`IndexedPriorityQueue`: keys and priorities that it refuses."""

import math
from decimal import Decimal
from types import ModuleType
from typing import Any

import pytest
from lambdas import calls
from queue_building import drained


@pytest.mark.parametrize("nan", [math.nan, Decimal("nan")])
def test_nan_is_refused_before_anything_changes(data: ModuleType, nan: Any) -> None:
    queue = data.IndexedPriorityQueue({"a": 1, "b": 2})
    for refused in calls(
        lambda: queue.push("c", nan),
        lambda: queue.update("a", nan),
        lambda: queue.update({"c": 0, "d": nan}),
        lambda: queue.__setitem__("a", nan),
        lambda: queue.pushpop("c", nan),
        lambda: queue.replace("c", nan),
        lambda: data.IndexedPriorityQueue({"a": nan}),
        lambda: data.IndexedPriorityQueue({"a": 1}, lambda _: nan),
    ):
        with pytest.raises(ValueError, match="not equal to itself"):
            refused()
    assert queue == {"a": 1, "b": 2}
    assert drained(queue) == ["a", "b"]


def test_what_cannot_be_compared_changes_nothing(data: ModuleType) -> None:
    content = [(key, key, f"v{key}") for key in range(20)]
    queue = data.IndexedPriorityQueue(content)
    before = [tuple(item) for item in queue.in_order()]
    for refused in calls(
        lambda: queue.push("c", "text"),
        lambda: queue.update(3, "text"),
        lambda: queue.update({3: "text"}),
        lambda: queue.update({3: -1, 5: 7, 6: "text"}),
        lambda: queue.update(dict.fromkeys(range(5, 30), "text")),
        lambda: queue.pushpop("c", None),
        lambda: queue.replace("c", None),
    ):
        with pytest.raises(TypeError):
            refused()
        assert [tuple(item) for item in queue.in_order()] == before
    assert drained(queue) == list(range(20))


def test_unhashable_keys_are_refused(data: ModuleType) -> None:
    queue = data.IndexedPriorityQueue({"a": 1})
    for refused in calls(
        lambda: queue.push([], 1),
        lambda: queue.update({"b": 1}.items()) or queue.update([([], 1)]),
    ):
        with pytest.raises(TypeError):
            refused()
    assert queue.peek().key == "a"
