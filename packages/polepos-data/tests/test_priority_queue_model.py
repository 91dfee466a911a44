"""`IndexedPriorityQueue` against a stable sort, and against a dict, step by step."""

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from functools import total_ordering
from types import ModuleType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from queue_building import drained, order


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
