"""`IndexedPriorityQueue`: what it keeps, what it lets go, and what building costs."""

import gc
import weakref
from types import ModuleType

import pytest
from queue_building import Job, at_rest, drained

_quiet = pytest.fixture(autouse=True)(at_rest)


def test_a_finaliser_may_change_the_queue(data: ModuleType) -> None:
    queue = data.IndexedPriorityQueue()
    gone = []

    class Value:
        def __del__(self) -> None:
            gone.append(len(queue))
            queue.push(("back", len(gone)), 10**6)

    for key in range(40):
        queue.push(key, key, Value())
    for round_ in range(5):
        for key in range(40):
            queue.update(key, key + round_, Value())
    queue.pop()
    queue.remove(20)
    queue.clear()
    gc.collect()
    while queue:
        queue.pop()
        gc.collect()
    assert len(gone) == 40 + 200
    assert list(queue.in_order()) == []


def test_the_object_that_goes_is_not_kept_alive_by_an_empty_queue(data: ModuleType) -> None:
    queue = data.IndexedPriorityQueue()
    value = Job(1)
    watched = weakref.ref(value)
    queue.push("a", 1, value)
    queue.push("b", 2, value)
    queue.remove("a")
    queue.remove("b")
    del value
    gc.collect()
    assert watched() is None


def test_an_object_that_was_refused_is_not_kept(data: ModuleType) -> None:
    for known, refused in ((1, "text"), (Job(1), 5)):
        queue = data.IndexedPriorityQueue({"a": known, "b": known})
        value = Job(2)
        watched = weakref.ref(value)
        for _ in range(2):
            with pytest.raises((TypeError, AttributeError)):
                queue.push("c", refused, value)
        del value
        gc.collect()
        assert watched() is None


def test_updates_leave_a_bounded_number_of_entries(data: ModuleType) -> None:
    queue = data.IndexedPriorityQueue({"a": 0, "b": 1})
    small = queue.__sizeof__()
    for priority in range(10_000):
        queue.update("a", priority)
    assert queue.__sizeof__() < small + 10_000
    queue.update((key, key) for key in range(1000))
    large = queue.__sizeof__()
    for key in range(1000):
        queue.remove(key)
    assert queue.__sizeof__() < large / 4
    assert drained(queue) == ["b", "a"]


def test_pops_leave_no_entries_that_were_withdrawn(data: ModuleType) -> None:
    queue = data.IndexedPriorityQueue((key, key) for key in range(1000))
    for key in range(1000):
        queue.update(key, key + 10**6)
        queue.update(key, key)
    large = queue.__sizeof__()
    for key in range(990):
        assert queue.pop().key == key
    assert queue.__sizeof__() < large / 4


def test_building_compares_a_linear_number_of_times(data: ModuleType) -> None:
    jobs = {key: Job((key * 7919) % 4096) for key in range(4096)}
    Job.compared = 0
    queue = data.IndexedPriorityQueue(jobs)
    assert Job.compared < 3 * 4096
    Job.compared = 0
    queue.push("x", Job(2000))
    assert Job.compared <= 13
    Job.compared = 0
    queue.pop()
    assert Job.compared <= 40
    Job.compared = 0
    queue.remove(5)
    assert Job.compared <= 40
    Job.compared = 0
    queue.copy()
    queue["x"]
    assert Job.compared == 0
