"""`IndexedPriorityQueue` as a mapping from key to priority."""

from collections.abc import Callable, MutableMapping
from fractions import Fraction
from types import ModuleType
from typing import Any

import pytest
from queue_building import drained


def test_it_is_a_mutable_mapping_from_key_to_priority(data: ModuleType) -> None:
    queue = data.IndexedPriorityQueue({"a": 1})
    assert isinstance(queue, MutableMapping)
    queue["b"] = 0
    queue["a"] = 5
    assert dict(queue) == {"a": 5, "b": 0}
    assert sorted(queue.items()) == [("a", 5), ("b", 0)]
    assert sorted(queue.values()) == [0, 5]
    assert queue.get("x") is None
    assert queue.get("x", 3) == 3
    assert queue.setdefault("b", 9) == 0
    assert queue.setdefault("c", 9) == 9
    assert "a" in queue
    assert "x" not in queue
    with pytest.raises(KeyError):
        queue["x"]
    with pytest.raises(KeyError):
        del queue["x"]
    del queue["a"]
    assert drained(queue) == ["b", "c"]


def test_setting_a_priority_keeps_the_value(data: ModuleType) -> None:
    queue = data.IndexedPriorityQueue([("a", 1, "x")])
    queue["a"] = 2
    assert queue.pop() == ("a", 2, "x")


def test_pop_of_a_key_is_that_of_a_mapping(data: ModuleType) -> None:
    queue = data.IndexedPriorityQueue({"a": 1, "b": 2})
    assert queue.pop("b") == 2
    assert queue.pop("b", None) is None
    with pytest.raises(KeyError, match="'b'"):
        queue.pop("b")
    assert queue.pop() == ("a", 1, "a")


def test_update_of_a_mapping_is_that_of_a_mapping(data: ModuleType) -> None:
    queue = data.IndexedPriorityQueue([("a", 1, "x")])
    queue.update({"a": 3, "b": 2})
    queue.update([("c", 0)], d=9)
    queue.update()
    queue.update(priority=7)
    assert queue == {"a": 3, "b": 2, "c": 0, "d": 9, "priority": 7}
    assert queue.item("a").value == "x"
    assert drained(queue) == ["c", "b", "a", "priority", "d"]


def test_merge_takes_priorities_and_values_of_other_queues(data: ModuleType) -> None:
    queue = data.IndexedPriorityQueue([("a", 1, "x")])
    queue.merge(data.IndexedPriorityQueue([("a", 4, "y"), ("b", 2, "z")]), {"c": 3})
    assert [tuple(item) for item in queue.in_order()] == [
        ("b", 2, "z"),
        ("c", 3, "c"),
        ("a", 4, "y"),
    ]


def test_small_updates_of_a_large_queue_find_their_place(data: ModuleType) -> None:
    queue = data.IndexedPriorityQueue((key, key) for key in range(1000))
    queue.update({5: 2000, 999: -1, "new": 499.5})
    content: dict[Any, Any] = {key: key for key in range(1000)}
    content.update({5: 2000, 999: -1, "new": 499.5})
    expected = sorted(content.items(), key=lambda pair: pair[1])
    assert [(item.key, item.priority) for item in queue.in_order()] == expected


def keys_seen(queue: Any) -> list[str]:
    """Return its keys as they are seen by iterating, by looking them up, and by popping them."""
    keys = list(queue)
    looked_up = [queue.item(key).key for key in keys]
    popped = sorted((queue.pop().key for _ in keys), key=keys.index)
    return list(map(repr, [*keys, *looked_up, *popped]))


CHANGES: list[Callable[[Any], object]] = [
    lambda queue: queue.push(1.0, 3),
    lambda queue: queue.update(Fraction(1), 3),
    lambda queue: queue.update([(1.0, 3), (True, -4)]),
    lambda queue: queue.__setitem__(1.0, -3),
    lambda queue: queue.swap_priority(1.0, Fraction(1)),
]


@pytest.mark.parametrize("size", [0, 3, 500])
@pytest.mark.parametrize("change", CHANGES)
def test_of_equal_keys_the_first_stays_as_in_a_dict(
    data: ModuleType, change: Callable[[Any], object], size: int
) -> None:
    others = [(str(number), number) for number in range(size)]
    queue = data.IndexedPriorityQueue([*others, (1, 1000)])
    change(queue)
    assert keys_seen(queue) == [*map(repr, dict(others)), "1"] * 3


def test_of_equal_keys_the_first_that_is_given_stays(data: ModuleType) -> None:
    queue = data.IndexedPriorityQueue([(1.0, 2), (1, 3), (True, 1)])
    assert keys_seen(queue) == ["1.0"] * 3
    queue = data.IndexedPriorityQueue([(1, 2)])
    assert repr(queue.replace(1.0, 3).key) == "1"
    assert keys_seen(queue) == ["1"] * 3
