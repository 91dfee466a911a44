"""`IndexedPriorityQueue` as an object: equality, text, copies, pickles."""

import copy
import pickle
import weakref
from types import ModuleType
from typing import Any

import pytest
from queue_building import order


def test_equality_looks_at_keys_priorities_and_values(data: ModuleType) -> None:
    make = data.IndexedPriorityQueue
    assert make({"a": 1, "b": 2}) == make([("b", 2), ("a", 1)])
    assert make({"a": 1}) == {"a": 1}
    assert make({"a": 1}) != {"a": 2}
    assert make([("a", 1, "x")]) != make([("a", 1, "y")])
    assert make([("a", 1, "x")]) == {"a": 1}
    assert make() != 3
    with pytest.raises(TypeError, match="unhashable"):
        hash(make())


@pytest.mark.parametrize(
    "text",
    [
        "IndexedPriorityQueue({})",
        "IndexedPriorityQueue({'b': 2, 'a': 1})",
        "IndexedPriorityQueue({'b': 2, 'a': 2}, reverse=True)",
        "IndexedPriorityQueue([('b', 2, 'x'), ('a', 2, 'a')])",
        "IndexedPriorityQueue({'a': -1}, key=abs)",
    ],
)
def test_repr_says_how_to_make_it(data: ModuleType, text: str) -> None:
    queue = eval(text, {"IndexedPriorityQueue": data.IndexedPriorityQueue})  # noqa: S307 - the law
    assert repr(queue) == text.replace("key=abs", "key=<built-in function abs>")


@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
def test_pickles_and_copies_are_equal_and_apart(data: ModuleType, protocol: int) -> None:
    queue = data.IndexedPriorityQueue(
        [("b", -2, "x"), ("a", 2, []), ("c", 1, 1)], abs, reverse=True
    )
    queue.update("b", -2)
    for twin in (
        pickle.loads(pickle.dumps(queue, protocol)),
        copy.copy(queue),
        copy.deepcopy(queue),
        queue.copy(),
    ):
        assert type(twin) is type(queue)
        assert twin == queue
        assert order(twin) == order(queue) == ["a", "b", "c"]
        twin.push("d", 9)
        assert "d" not in queue
    assert copy.copy(queue).item("a").value is queue.item("a").value
    assert copy.deepcopy(queue).item("a").value is not queue.item("a").value


def test_a_queue_may_hold_itself(data: ModuleType) -> None:
    queue = data.IndexedPriorityQueue()
    queue.push("me", 1, queue)
    assert "..." in repr(queue)
    for twin in (copy.deepcopy(queue), *(pickle.loads(pickle.dumps(queue, p)) for p in range(6))):
        assert twin.peek().value is twin


def test_a_subclass_keeps_its_attributes(data: ModuleType) -> None:
    sub: Any = type("Sub", (data.IndexedPriorityQueue,), {})
    queue: Any = sub({"a": 1})
    queue.note = "x"
    for twin in (queue.copy(), copy.copy(queue)):
        assert type(twin) is sub
        assert twin.note == "x"
    assert repr(queue) == "Sub({'a': 1})"


def test_it_is_a_good_citizen(data: ModuleType) -> None:
    cls = data.IndexedPriorityQueue
    queue = cls()
    assert cls.__module__ == "polepos.data"
    assert weakref.ref(queue)() is queue
    assert cls[str, int, bytes]
    assert not hasattr(queue, "__dict__")
    assert bool(queue) is False
    assert len(cls.__new__(cls)) == 0


def test_to_be_made_again_is_to_start_anew(data: ModuleType) -> None:
    queue = data.IndexedPriorityQueue({"a": 1})
    queue.__init__({"b": 2}, reverse=True)
    assert queue == {"b": 2}
