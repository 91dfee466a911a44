"""`IndexedPriorityQueue`: priorities of one kind, and of several that compare with each other."""

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from types import ModuleType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from queue_building import drained, order

big = st.integers(-(2**70), 2**70)
small = st.integers(-3, 3)
numbers = st.one_of(
    small,
    st.booleans(),
    big,
    st.floats(allow_nan=False),
    st.fractions(max_denominator=9),
    st.sampled_from([0.0, -0.0, 2**53, float(2**53), 2**53 + 1, 2**63 - 1, -(2**63), 2**63]),
)
letters = st.sampled_from(["", "a", "\0", "é", "ÿ", "Ā", "\ud800", "\uffff", "😀", "job:000"])
texts = st.lists(letters, max_size=4).map("".join)

KINDS: dict[str, Any] = {
    "numbers": numbers,
    "ints": st.one_of(small, big),
    "floats": st.floats(allow_nan=False),
    "texts": texts,
    "bytes": st.binary(max_size=12),
    "tuples": st.tuples(st.one_of(small, st.floats(-2, 2)), texts),
    "tuples of any length": st.lists(small, max_size=3).map(tuple),
    "tuples of texts": st.tuples(texts, small),
    "lists": st.lists(small, max_size=3),
}


@pytest.mark.parametrize("kind", KINDS)
@given(content=st.data(), reverse=st.booleans())
def test_any_that_compare_leave_in_their_order(
    data: ModuleType, kind: str, content: st.DataObject, *, reverse: bool
) -> None:
    priorities = content.draw(st.lists(KINDS[kind], max_size=30))
    expected = sorted(range(len(priorities)), key=priorities.__getitem__, reverse=reverse)
    queues = [
        data.IndexedPriorityQueue(enumerate(priorities), reverse=reverse),
        data.IndexedPriorityQueue(enumerate(priorities), lambda rank: rank, reverse=reverse),
        data.IndexedPriorityQueue(reverse=reverse),
        data.IndexedPriorityQueue(key=lambda rank: rank, reverse=reverse),
    ]
    for queue in queues[2:]:
        for key, priority in enumerate(priorities):
            queue.push(key, priority)
    for queue in queues:
        assert order(queue) == expected
        for key, priority in enumerate(priorities):
            assert queue[key] is priority
        assert drained(queue) == expected


@pytest.mark.parametrize("key", [None, lambda rank: rank])
@pytest.mark.parametrize("other", [0.5, Fraction(1, 2), Decimal("0.5"), 10**30, True])
def test_another_kind_of_number_may_come_late(
    data: ModuleType, key: Callable[[Any], Any] | None, other: Any
) -> None:
    content: dict[Any, Any] = {number: number for number in range(-50, 50)}
    queue = data.IndexedPriorityQueue(content, key)
    queue.update("other", other)
    queue.update({10: 30.5, "more": -7.25})
    content |= {"other": other, 10: 30.5, "more": -7.25}
    assert queue.pushpop("least", -100) == ("least", -100, "least")
    assert queue.replace("new", 12.5) == (-50, -50, -50)
    del content[-50]
    content["new"] = 12.5
    by_priority = sorted(map(content.__getitem__, content))
    assert [item.priority for item in queue.in_order()] == by_priority
    assert [queue.popvalue() for _ in content] == by_priority


def test_a_kind_that_does_not_compare_is_forgotten_with_its_error(data: ModuleType) -> None:
    queue = data.IndexedPriorityQueue({number: number for number in range(100)})
    for _ in range(3):
        with pytest.raises(TypeError):
            queue.push("x", "text")
        with pytest.raises(TypeError):
            queue.update({"x": "text", "y": "more"})
        queue.push("z", 5)
        queue.remove("z")
    assert drained(queue) == list(range(100))


def test_an_emptied_queue_takes_another_kind(data: ModuleType) -> None:
    queue = data.IndexedPriorityQueue()
    for priorities in ([2, 1], ["b", "a"], [(2,), (1,)], [2.5, 1.5], [[2], [1]], [2, 1]):
        queue.update(dict(zip("ba", priorities, strict=True)))
        assert drained(queue) == ["a", "b"]


def test_none_is_equal_to_none(data: ModuleType) -> None:
    queue = data.IndexedPriorityQueue.fromkeys(range(20), None)
    queue.push("last", None)
    assert drained(queue) == [*range(20), "last"]


def test_a_key_keeps_its_place_among_the_keys(data: ModuleType) -> None:
    queue = data.IndexedPriorityQueue({"c": 1, "a": 2, "b": 3})
    queue["a"] = 9
    queue.push("c", 10)
    queue.push("d", 0)
    assert list(queue) == ["c", "a", "b", "d"]
    queue.remove("a")
    queue.push("a", 1)
    assert list(queue) == ["c", "b", "d", "a"]
    for key in range(100):
        queue.push(key, key)
    for key in range(0, 100, 2):
        queue.remove(key)
    assert list(queue) == ["c", "b", "d", "a", *range(1, 100, 2)]
