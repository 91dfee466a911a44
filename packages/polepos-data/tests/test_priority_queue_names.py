"""`IndexedPriorityQueue`: the names that it has from its peers."""

from types import ModuleType

import pytest
from queue_building import order


def test_the_names_of_pqdict_and_heapdict_mean_what_they_mean_there(data: ModuleType) -> None:
    queue = data.IndexedPriorityQueue({"a": 3, "b": 1, "c": 2})
    assert (queue.top(), queue.topvalue(), queue.topitem(), queue.peekitem()) == (
        "b",
        1,
        ("b", 1),
        ("b", 1),
    )
    queue.additem("d", 0)
    with pytest.raises(KeyError):
        queue.additem("d", 5)
    queue.updateitem("d", 9)
    with pytest.raises(KeyError):
        queue.updateitem("x", 9)
    assert queue.pushpopitem("e", 1) == ("b", 1)
    queue.swap_priority("e", "d")
    assert (queue["e"], queue["d"]) == (9, 1)
    with pytest.raises(KeyError):
        queue.swap_priority("e", "x")
    queue.replace_key("d", "f")
    assert "d" not in queue
    assert queue.item("f") == ("f", 1, "f")
    with pytest.raises(KeyError):
        queue.replace_key("x", "y")
    with pytest.raises(KeyError, match="already"):
        queue.replace_key("a", "f")
    assert queue.popitem() == ("f", 1)
    assert queue.popvalue() == 2
    assert queue.popkey() == "a"
    assert list(queue.popitems()) == [("e", 9)]


def test_the_popping_iterators_empty_the_queue(data: ModuleType) -> None:
    content = {"a": 3, "b": 1, "c": 2}
    for name, expected in [("popkeys", ["b", "c", "a"]), ("popvalues", [1, 2, 3])]:
        queue = data.IndexedPriorityQueue(content)
        assert list(getattr(queue, name)()) == expected
        assert not queue


def test_heapify_puts_priorities_that_have_changed_in_order(data: ModuleType) -> None:
    queue = data.IndexedPriorityQueue({"a": [1], "b": [2], "c": [3]})
    queue["a"].insert(0, 9)
    queue.heapify("a")
    assert order(queue) == ["b", "c", "a"]
    queue["c"].insert(0, 0)
    queue.heapify()
    assert order(queue) == ["c", "b", "a"]
    with pytest.raises(KeyError):
        queue.heapify("x")


def test_keyfn_and_precedes_tell_the_order(data: ModuleType) -> None:
    queue = data.IndexedPriorityQueue(key=abs, reverse=True)
    assert queue.keyfn(-3) == 3
    assert queue.precedes(2, 1)
    plain = data.IndexedPriorityQueue()
    assert plain.keyfn(-3) == -3
    assert plain.precedes(1, 2)
