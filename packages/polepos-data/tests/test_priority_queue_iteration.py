"""`IndexedPriorityQueue`: changes during iteration."""

from collections.abc import Callable, Iterator
from types import ModuleType
from typing import Any

import pytest
from queue_building import Queue


@pytest.mark.parametrize(
    "change",
    [
        lambda queue: queue.push("new", 0),
        lambda queue: queue.pop(),
        lambda queue: queue.remove("c"),
        lambda queue: queue.replace("new", 5),
        lambda queue: queue.clear(),
        lambda queue: (queue.remove("b"), queue.push("new", 2)),
        lambda queue: queue.update({"x": 1, "y": 2}),
        lambda queue: queue.replace_key("a", "z"),
    ],
)
@pytest.mark.parametrize(
    "iterate", [iter, lambda queue: queue.in_order(), lambda queue: iter(queue.items())]
)
def test_a_change_during_iteration_is_an_error(
    data: ModuleType, change: Callable[[Queue], object], iterate: Callable[[Queue], Iterator[Any]]
) -> None:
    queue = data.IndexedPriorityQueue({"a": 1, "b": 2, "c": 3})
    iterator = iterate(queue)
    next(iterator)
    change(queue)
    # At the latest when all would be done.
    with pytest.raises(RuntimeError, match=r"changed.* during iteration$"):
        list(iterator)


def test_a_new_priority_disturbs_iteration_in_order_but_not_over_keys(data: ModuleType) -> None:
    queue = data.IndexedPriorityQueue({"a": 1, "b": 2})
    for key in queue:
        queue[key] += 10
    assert queue == {"a": 11, "b": 12}
    iterator = queue.in_order()
    next(iterator)
    queue["b"] = 0
    with pytest.raises(RuntimeError, match="changed during iteration"):
        next(iterator)


def test_an_iterator_that_has_ended_has_ended_whatever_comes_after(data: ModuleType) -> None:
    queue = data.IndexedPriorityQueue({"a": 1})
    keys, items = iter(queue), queue.in_order()
    assert (list(keys), [item.key for item in items]) == (["a"], ["a"])
    queue.push("b", 2)
    assert (list(keys), list(items)) == ([], [])


@pytest.mark.parametrize("held, coming", [(3, 2), (300, 2), (3, 300)])
def test_many_keys_that_come_end_an_iteration_at_once(
    data: ModuleType, held: int, coming: int
) -> None:
    queue = data.IndexedPriorityQueue(dict.fromkeys(range(held), 1))
    keys = iter(queue)
    next(keys)
    queue.update(dict.fromkeys(range(-coming, 0), 1))
    with pytest.raises(RuntimeError, match="changed"):
        next(keys)
