"""`IndexedPriorityQueue`: items are pushed, updated, taken and withdrawn."""

from types import ModuleType

import pytest
from queue_building import drained


def test_the_value_is_the_key_where_none_is_given(data: ModuleType) -> None:
    queue = data.IndexedPriorityQueue()
    queue.push("a", 1)
    queue.push("b", 2, None)
    assert queue.item("a") == data.PriorityItem("a", 1, "a")
    assert queue.item("b") == data.PriorityItem(key="b", priority=2, value=None)


def test_push_of_a_known_key_replaces_priority_and_value(data: ModuleType) -> None:
    queue = data.IndexedPriorityQueue([("a", 1, "old"), ("b", 2, "b")])
    queue.push("a", 3)
    assert queue.item("a") == ("a", 3, "a")
    assert drained(queue) == ["b", "a"]


def test_update_keeps_the_value_unless_there_is_a_new_one(data: ModuleType) -> None:
    queue = data.IndexedPriorityQueue([("a", 1, "old")])
    queue.update("a", 5)
    assert queue.pop() == ("a", 5, "old")
    queue.update("a", 5)
    queue.update("a", priority=6, value="new")
    assert queue.item("a") == ("a", 6, "new")
    queue.update(key="a", priority=7)
    assert queue.item("a") == ("a", 7, "new")


def test_an_item_is_a_frozen_triple_with_names(data: ModuleType) -> None:
    item = data.PriorityItem("a", 1, "x")
    assert (item.key, item.priority, item.value) == ("a", 1, "x")
    assert repr(item) == "PriorityItem(key='a', priority=1, value='x')"
    assert hash(item) == hash(data.PriorityItem("a", 1, "x"))
    assert data.PriorityItem.__module__ == "polepos.data"
    assert not hasattr(item, "__dict__")
    with pytest.raises(AttributeError):
        item.key = "b"


def test_peek_leaves_the_first_item(data: ModuleType) -> None:
    queue = data.IndexedPriorityQueue({"a": 2, "b": 1})
    assert queue.peek() == queue.peek() == ("b", 1, "b")
    queue.push("c", 0)
    assert queue.peek().key == "c"
    queue["c"] = 9
    assert queue.peek().key == "b"
    del queue["b"]
    assert queue.peek().key == "a"
    queue.clear()
    with pytest.raises(IndexError):
        queue.peek()


@pytest.mark.parametrize(
    "name",
    ["peek", "pop", "top", "topvalue", "topitem", "peekitem", "popkey", "popvalue", "popitem"],
)
def test_an_empty_queue_is_an_index_error_and_a_key_error(data: ModuleType, name: str) -> None:
    queue = data.IndexedPriorityQueue()
    for kind in (IndexError, KeyError, data.EmptyQueueError):
        with pytest.raises(kind, match=r"^the priority queue is empty$"):
            getattr(queue, name)()


@pytest.mark.parametrize(
    "name", ["pop", "top", "topvalue", "topitem", "popkey", "popvalue", "popitem"]
)
def test_an_empty_queue_gives_a_default_that_is_asked_for(data: ModuleType, name: str) -> None:
    queue = data.IndexedPriorityQueue()
    assert getattr(queue, name)(default=None) is None
    queue.push("a", 1)
    assert getattr(queue, name)(default=None) is not None


def test_remove_and_discard_withdraw_a_key(data: ModuleType) -> None:
    queue = data.IndexedPriorityQueue({"a": 1, "b": 2, "c": 3})
    queue.remove("a")
    assert queue.discard("b") is True
    assert queue.discard("b") is False
    with pytest.raises(KeyError, match="'a'"):
        queue.remove("a")
    assert drained(queue) == ["c"]


def test_a_withdrawn_key_can_come_back_with_the_same_priority(data: ModuleType) -> None:
    queue = data.IndexedPriorityQueue({"a": 1, "b": 1})
    queue.remove("a")
    queue.push("a", 1)
    assert drained(queue) == ["b", "a"]


def test_minpq_and_maxpq_take_what_dict_takes(data: ModuleType) -> None:
    assert drained(data.IndexedPriorityQueue.minpq({"a": 2}, b=1)) == ["b", "a"]
    assert drained(data.IndexedPriorityQueue.maxpq([("a", 2)], b=1)) == ["a", "b"]
    assert data.IndexedPriorityQueue.maxpq().reverse is True
    assert len(data.IndexedPriorityQueue.fromkeys("abc", 0, reverse=True)) == 3


def test_a_queue_is_made_of_mappings_pairs_triples_and_queues(data: ModuleType) -> None:
    make = data.IndexedPriorityQueue
    queue = make([("a", 2, "x"), ("b", 1)])
    assert queue.item("a").value == "x"
    assert queue.item("b").value == "b"
    assert make(queue) == queue
    assert make({"a": 1}) == make([("a", 5), ("a", 1)]) == {"a": 1}
    with pytest.raises(ValueError, match="a key and its priority"):
        make([("a",)])
    with pytest.raises(TypeError, match="key is a function"):
        make(key=3)


def test_pushpop_adds_and_takes_the_first(data: ModuleType) -> None:
    queue = data.IndexedPriorityQueue({"a": 1, "b": 3})
    assert queue.pushpop("c", 2, "x") == ("a", 1, "a")
    assert queue.pushpop("d", 0) == ("d", 0, "d")
    assert queue.pushpop("e", 2) == ("c", 2, "x")  # of equals the older one
    with pytest.raises(KeyError, match="already"):
        queue.pushpop("b", 0)
    assert drained(queue) == ["e", "b"]
    assert queue.pushpop("z", 1).key == "z"
    assert not queue


def test_replace_takes_the_first_and_adds(data: ModuleType) -> None:
    queue = data.IndexedPriorityQueue({"a": 1, "b": 3})
    assert queue.replace("c", 0) == ("a", 1, "a")
    assert queue.replace("c", 5) == ("c", 0, "c")
    with pytest.raises(KeyError, match="already"):
        queue.replace("c", 0)
    assert drained(queue) == ["b", "c"]
    with pytest.raises(data.EmptyQueueError):
        queue.replace("c", 0)
