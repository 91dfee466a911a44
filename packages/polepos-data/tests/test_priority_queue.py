"""What `IndexedPriorityQueue` promises."""

import copy
import gc
import math
import pickle
import weakref
from collections.abc import Callable, Iterator, MutableMapping
from datetime import UTC, datetime
from decimal import Decimal
from fractions import Fraction
from functools import total_ordering
from types import ModuleType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

Queue = Any


class Job:
    """A priority with `<` alone, which can be told to fail, to call back, and to count."""

    compared = 0
    on_compare: Callable[[], object] | None = None

    def __init__(self, level: int, name: str = "") -> None:
        self.level = level
        self.name = name

    def __lt__(self, other: "Job") -> bool:
        Job.compared += 1
        if Job.on_compare is not None:
            Job.on_compare()
        return self.level < other.level

    def __repr__(self) -> str:
        return f"Job({self.level})"


class Key:
    """A key that hashes and compares by code of its own, which can be told to fail or call back."""

    hook: Callable[[], object] | None = None

    def __init__(self, name: int) -> None:
        self.name = name

    def __hash__(self) -> int:
        if Key.hook is not None:
            Key.hook()
        return self.name % 3  # so that keys meet in the dict

    def __eq__(self, other: object) -> bool:
        if Key.hook is not None:
            Key.hook()
        return isinstance(other, Key) and self.name == other.name

    def __repr__(self) -> str:
        return f"Key({self.name})"


@pytest.fixture(autouse=True)
def _quiet() -> Iterator[None]:
    Job.compared = 0
    yield
    Job.on_compare = None
    Key.hook = None


def calls(*functions: Callable[[], object]) -> tuple[Callable[[], object], ...]:
    """Say for a type checker what these lambdas are."""
    return functions


def drained(queue: Queue) -> list[Any]:
    return [queue.pop().key for _ in range(len(queue))]


def order(queue: Queue) -> list[Any]:
    return [item.key for item in queue.in_order()]


# ------------------------------------------------------------------------------------- the queue


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


# ----------------------------------------------------------------------------------- as a mapping


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


# ------------------------------------------------------------------------------- the peers' names


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


# --------------------------------------------------------------------------------------- iteration


def test_in_order_consumes_nothing(data: ModuleType) -> None:
    queue = data.IndexedPriorityQueue({"a": 3, "b": 1, "c": 2}, reverse=True)
    assert order(queue) == order(queue) == ["a", "c", "b"]


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


# ------------------------------------------------------------------------------------ odd priorities


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


CHANGES: dict[str, Callable[[Queue], object]] = {
    "push": lambda queue: queue.push(Key(100), Job(-1)),
    "push in the middle": lambda queue: queue.push(Key(100), Job(7)),
    "decrease": lambda queue: queue.update(Key(19), Job(-1)),
    "increase": lambda queue: queue.update(Key(0), Job(99)),
    "set": lambda queue: queue.__setitem__(Key(10), Job(-5)),
    "update a few": lambda queue: queue.update([(Key(4), Job(50)), (Key(101), Job(-1))]),
    "update many": lambda queue: queue.update([(Key(name), Job(-name)) for name in range(26)]),
    "pop": lambda queue: queue.pop(),
    "popitem": lambda queue: queue.popitem(),
    "pop a key": lambda queue: queue.pop(Key(3)),
    "remove": lambda queue: queue.remove(Key(0)),
    "discard": lambda queue: queue.discard(Key(1)),
    "pushpop": lambda queue: queue.pushpop(Key(100), Job(5)),
    "replace": lambda queue: queue.replace(Key(100), Job(5)),
    "replace the same": lambda queue: queue.replace(queue.peek().key, Job(5)),
    "rename": lambda queue: queue.replace_key(Key(2), Key(100)),
    "swap": lambda queue: queue.swap_priority(Key(2), Key(15)),
    "merge": lambda queue: queue.merge({Key(100): Job(3)}),
    "setdefault": lambda queue: queue.setdefault(Key(100), Job(3)),
    "clear": lambda queue: queue.clear(),
}


def full_queue(data: ModuleType, *, reverse: bool) -> Queue:
    """Twenty keys, with some that were updated and withdrawn, so that the inside has its dust."""
    queue = data.IndexedPriorityQueue(reverse=reverse)
    for name in range(24):
        queue.push(Key(name), Job((name * 7) % 10), f"v{name}")
    for name in range(20, 24):
        queue.remove(Key(name))
    for name in range(0, 20, 3):
        queue.update(Key(name), Job((name * 3) % 10))
    return queue


def shown(queue: Queue) -> list[tuple[int, int, Any]]:
    return [(item.key.name, item.priority.level, item.value) for item in queue.in_order()]


class Stop(Exception):  # noqa: N818 - the test's own
    pass


@pytest.mark.parametrize("reverse", [False, True])
@pytest.mark.parametrize("source", ["comparison", "hash"])
@pytest.mark.parametrize("change", CHANGES)
def test_an_error_anywhere_in_a_change_leaves_the_queue_as_it_was(
    data: ModuleType, change: str, source: str, *, reverse: bool
) -> None:
    calls = 0
    for fail_at in range(1, 2000):
        queue = full_queue(data, reverse=reverse)
        before, keys = shown(queue), [key.name for key in queue]
        calls = 0

        def hook(fail_at: int = fail_at) -> None:
            nonlocal calls
            calls += 1
            if calls == fail_at:
                raise Stop

        if source == "comparison":
            Job.on_compare = hook
        else:
            Key.hook = hook
        try:
            CHANGES[change](queue)
        except Stop:
            Job.on_compare = Key.hook = None
            assert shown(queue) == before, fail_at
            assert [key.name for key in queue] == keys
            queue.push(Key(200), Job(4))
            queue.remove(Key(200))
            taken = [queue.pop() for _ in before]
            popped = [(item.key.name, item.priority.level, item.value) for item in taken]
            assert popped == before, fail_at
        else:
            Job.on_compare = Key.hook = None
            assert calls < fail_at
            return
    pytest.fail("it never came to an end")


@pytest.mark.parametrize("inner", CHANGES)
@pytest.mark.parametrize("source", ["comparison", "hash"])
@pytest.mark.parametrize("outer", CHANGES)
def test_a_change_within_a_comparison_is_refused_and_harms_nothing(
    data: ModuleType, outer: str, source: str, inner: str
) -> None:
    expected = full_queue(data, reverse=False)
    CHANGES[outer](expected)
    queue = full_queue(data, reverse=False)
    refused = 0

    def hook() -> None:
        nonlocal refused
        Job.on_compare = Key.hook = None
        try:
            CHANGES[inner](queue)
        except RuntimeError as error:
            refused += str(error) == "IndexedPriorityQueue changed during a comparison"

    # The last call there is: by then the change is under way.
    calls = total_calls(data, outer, source)
    count = 0

    def at_last() -> None:
        nonlocal count
        count += 1
        if count == calls:
            hook()

    if source == "comparison":
        Job.on_compare = at_last
    else:
        Key.hook = at_last
    try:
        CHANGES[outer](queue)
    finally:
        Job.on_compare = Key.hook = None
    if calls and inner != "setdefault":  # which changes nothing if it finds the key
        assert refused == 1
    assert shown(queue) == shown(expected)


def total_calls(data: ModuleType, change: str, source: str) -> int:
    queue = full_queue(data, reverse=False)
    calls = 0

    def hook() -> None:
        nonlocal calls
        calls += 1

    if source == "comparison":
        Job.on_compare = hook
    else:
        Key.hook = hook
    CHANGES[change](queue)
    Job.on_compare = Key.hook = None
    return calls


@pytest.mark.parametrize("outer", CHANGES)
def test_a_comparison_may_read_the_queue_and_sees_it_whole(data: ModuleType, outer: str) -> None:
    queue = full_queue(data, reverse=False)
    before = shown(queue)
    first = next(queue.in_order())
    seen = []

    def read() -> None:
        Job.on_compare = None
        seen.append((shown(queue), queue.peek(), len(queue), Key(3) in queue, shown(queue.copy())))
        Job.on_compare = read

    Job.on_compare = read
    try:
        CHANGES[outer](queue)
    finally:
        Job.on_compare = None
    for order_seen, first_seen, length, known, copied in seen:
        assert order_seen == copied == before
        assert first_seen == first
        assert (length, known) == (20, True)


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


# ------------------------------------------------------------------------------------------- cost


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
    queue.copy()
    queue.remove(5)
    queue["x"]
    assert Job.compared == 0


# ------------------------------------------------------------------------------------ as an object


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


# ------------------------------------------------------------------------------------- the laws


@total_ordering
class Rank:
    """A priority of foreign code, equal to none but ordered as its number."""

    def __init__(self, number: int) -> None:
        self.number = number

    def __lt__(self, other: "Rank") -> bool:
        return self.number < other.number

    def __eq__(self, other: object) -> bool:
        return self is other

    __hash__ = None  # type: ignore[assignment]


KINDS: dict[str, Callable[[int], Any]] = {
    "int": int,
    "float": float,
    "str": lambda number: chr(100 + number),
    "tuple": lambda number: (number // 2, number % 2),
    "object": Rank,
    "mixed": lambda number: [int, float, Fraction, Decimal][number % 4](number),
}


@pytest.mark.parametrize("reverse", [False, True])
@pytest.mark.parametrize("kind", KINDS)
@given(numbers=st.lists(st.integers(-20, 20), max_size=80))
def test_it_drains_as_a_stable_sort(
    data: ModuleType, kind: str, numbers: list[int], *, reverse: bool
) -> None:
    expected = sorted(range(len(numbers)), key=numbers.__getitem__, reverse=reverse)
    make = KINDS[kind]
    at_once = data.IndexedPriorityQueue(
        ((key, make(n)) for key, n in enumerate(numbers)), reverse=reverse
    )
    one_by_one = data.IndexedPriorityQueue(reverse=reverse)
    for key, number in enumerate(numbers):
        one_by_one[key] = make(number)
    assert order(at_once) == expected
    assert drained(at_once) == drained(one_by_one) == expected


class AgainstADict(RuleBasedStateMachine):
    """The queue against a dict of (number, sequence, value) and a search through all of it."""

    data: ModuleType

    @initialize(kind=st.sampled_from(sorted(KINDS)), reverse=st.booleans())
    def start(self, kind: str, *, reverse: bool) -> None:
        self.make = KINDS[kind]
        self.sign = -1 if reverse else 1
        self.queue = self.data.IndexedPriorityQueue(reverse=reverse)
        self.model: dict[int, tuple[int, int, Any]] = {}
        self.clock = 0

    def note(self, key: int, number: int, value: Any) -> None:
        self.clock += 1
        self.model[key] = (self.sign * number, self.clock, value)

    def first(self) -> int:
        return min(self.model, key=lambda key: self.model[key][:2])

    keys = st.integers(0, 25)
    numbers = st.integers(-20, 20)

    @rule(key=keys, number=numbers, value=st.integers())
    def push(self, key: int, number: int, value: int) -> None:
        self.queue.push(key, self.make(number), value)
        self.note(key, number, value)

    @rule(key=keys, number=numbers)
    def update(self, key: int, number: int) -> None:
        value = self.model[key][2] if key in self.model else key
        self.queue.update(key, self.make(number))
        self.note(key, number, value)

    @rule(pairs=st.lists(st.tuples(keys, numbers), max_size=12))
    def update_many(self, pairs: list[tuple[int, int]]) -> None:
        self.queue.update([(key, self.make(number)) for key, number in pairs])
        known = {key: entry[2] for key, entry in self.model.items()}
        for key, number in pairs:
            self.note(key, number, known.get(key, key))

    @rule(key=keys)
    def discard(self, key: int) -> None:
        assert self.queue.discard(key) is (self.model.pop(key, None) is not None)

    @precondition(lambda self: self.model)
    @rule()
    def pop(self) -> None:
        key = self.first()
        item = self.queue.pop()
        assert (item.key, item.value) == (key, self.model.pop(key)[2])

    @precondition(lambda self: self.model)
    @rule(key=keys, number=numbers)
    def replace(self, key: int, number: int) -> None:
        first = self.first()
        if key in self.model and key != first:
            with pytest.raises(KeyError):
                self.queue.replace(key, self.make(number))
            return
        assert self.queue.replace(key, self.make(number)).key == first
        del self.model[first]
        self.note(key, number, key)

    @rule(key=keys, number=numbers)
    def pushpop(self, key: int, number: int) -> None:
        if key in self.model:
            return
        self.note(key, number, key)
        first = self.first()
        assert self.queue.pushpop(key, self.make(number)).key == first
        del self.model[first]

    @rule(key=keys, new_key=keys)
    def rename(self, key: int, new_key: int) -> None:
        if key not in self.model or new_key in self.model:
            return
        self.queue.replace_key(key, new_key)
        number, _, value = self.model.pop(key)
        self.note(new_key, self.sign * number, new_key if value is key else value)

    @rule()
    def clear(self) -> None:
        if len(self.model) > 20:
            self.queue.clear()
            self.model.clear()

    @rule()
    def copy(self) -> None:
        self.queue = self.queue.copy()

    @precondition(lambda self: self.model)
    @rule()
    def peek(self) -> None:
        assert self.queue.peek().key == self.first()

    @invariant()
    def the_same(self) -> None:
        if not hasattr(self, "queue"):
            return
        expected = sorted(self.model, key=lambda key: self.model[key][:2])
        assert order(self.queue) == expected
        assert set(self.queue) == set(self.model)
        assert len(self.queue) == len(self.model)
        for key, (_, _, value) in self.model.items():
            assert self.queue.item(key).value == value


def test_it_behaves_as_a_dict_that_is_searched(data: ModuleType) -> None:
    from hypothesis.stateful import run_state_machine_as_test  # noqa: PLC0415

    run_state_machine_as_test(type("Machine", (AgainstADict,), {"data": data}))
