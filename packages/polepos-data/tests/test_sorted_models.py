"""Sorted lists and sets against plain ones that are sorted again each time, step by step."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable
from functools import partial
from pickle import dumps, loads
from types import ModuleType
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

Key = Callable[[Any], Any]


def last_digit(value: int) -> int:
    return value % 10


ORDERS: dict[str, tuple[dict[str, Any], Key]] = {
    "plain": ({}, lambda value: value),
    "key": ({"key": last_digit}, last_digit),
    "reverse": ({"reverse": True}, lambda value: -value),
    "key, reverse": ({"key": last_digit, "reverse": True}, lambda value: -last_digit(value)),
    "nan last": ({"nan": "last"}, lambda value: value),
}
NUMBERS = st.integers(-30, 30) | st.integers(-30, 30).map(float) | st.sampled_from([2**70, 0.5])
BOUNDS = st.none() | st.integers(-25, 25)
SLICES = st.builds(slice, BOUNDS, BOUNDS, st.none() | st.integers(-4, 4).filter(bool))
STEPS = settings(max_examples=30, stateful_step_count=40)


class SortedListModel(RuleBasedStateMachine):
    """A sorted list beside a list; the same objects in the same places."""

    def __init__(self, cls: Any, options: dict[str, Any], rank: Key) -> None:
        super().__init__()
        self.cls, self.options, self.rank = cls, options, rank
        self.made = cls(**options)
        self.model: list[Any] = []

    @initialize(values=st.lists(NUMBERS), many=st.booleans())
    def fill(self, values: list[Any], *, many: bool) -> None:
        values += list(range(-3000, 3000)) if many else []
        self.made = self.cls(values, **self.options)
        self.model = sorted(values, key=self.rank)

    def ranks(self) -> list[Any]:
        return list(map(self.rank, self.model))

    @rule(value=NUMBERS)
    def add(self, value: Any) -> None:
        self.made.add(value)
        self.model.insert(bisect_right(self.ranks(), self.rank(value)), value)

    @rule(values=st.lists(NUMBERS))
    def update(self, values: list[Any]) -> None:
        self.made.update(values)
        self.model = sorted(self.model + values, key=self.rank)

    @rule(value=NUMBERS)
    def remove(self, value: Any) -> None:
        if value in self.model:
            self.made.remove(value)
            self.model.remove(value)
        else:
            with pytest.raises(ValueError, match="not in"):
                self.made.remove(value)

    @rule(value=NUMBERS)
    def discard(self, value: Any) -> None:
        assert self.made.discard(value) is (value in self.model)
        if value in self.model:
            self.model.remove(value)

    @precondition(lambda self: self.model)
    @rule(data=st.data())
    def pop(self, data: st.DataObject) -> None:
        at = data.draw(st.integers(-len(self.model), len(self.model) - 1))
        assert self.made.pop(at) is self.model.pop(at)

    @rule(each=SLICES)
    def delete(self, each: slice) -> None:
        del self.made[each]
        del self.model[each]

    @rule(each=SLICES)
    def cut(self, each: slice) -> None:
        assert self.made[each] == self.model[each]

    @rule(value=NUMBERS)
    def search(self, value: Any) -> None:
        low = bisect_left(self.ranks(), self.rank(value))
        high = bisect_right(self.ranks(), self.rank(value))
        assert (self.made.bisect_left(value), self.made.bisect_right(value)) == (low, high)
        assert (value in self.made) is (value in self.model)
        assert self.made.count(value) == self.model.count(value)
        if value in self.model:
            assert self.made.index(value) == self.model.index(value)
        assert self.made.lower(value) is (self.model[low - 1] if low else None)
        assert self.made.higher(value) is ([*self.model[high : high + 1], None])[0]

    @rule(low=NUMBERS, high=NUMBERS, inclusive=st.tuples(st.booleans(), st.booleans()))
    def range(self, low: Any, high: Any, inclusive: tuple[bool, bool]) -> None:
        start = (bisect_left if inclusive[0] else bisect_right)(self.ranks(), self.rank(low))
        stop = (bisect_right if inclusive[1] else bisect_left)(self.ranks(), self.rank(high))
        expected = self.model[start:stop]
        view = self.made.between(low, high, inclusive)
        assert list(self.made.irange(low, high, inclusive)) == expected
        assert list(self.made.irange(low, high, inclusive, reverse=True)) == expected[::-1]
        assert (list(view), len(view), bool(view)) == (expected, len(expected), bool(expected))
        view.clear()
        del self.model[start : max(start, stop)]

    @rule(start=BOUNDS, stop=BOUNDS)
    def islice(self, start: int | None, stop: int | None) -> None:
        assert list(self.made.islice(start, stop)) == self.model[start:stop]
        assert list(self.made.islice(start, stop, reverse=True)) == self.model[start:stop][::-1]

    @rule()
    def duplicate(self) -> None:
        other, self.made = self.made, self.made.copy()
        other.clear()

    @precondition(lambda self: "key" not in self.options)
    @rule()
    def pickle(self) -> None:
        same = self.model
        self.made = loads(dumps(self.made))
        self.model = list(self.made)
        assert self.model == same

    @precondition(lambda self: len(self.model) < 100)
    @rule(times=st.integers(-1, 2))
    def repeat(self, times: int) -> None:
        self.made *= times
        self.model = sorted(self.model * times, key=self.rank)

    @rule()
    def clear(self) -> None:
        self.made.clear()
        self.model.clear()

    @invariant()
    def same(self) -> None:
        assert len(self.made) == len(self.model)
        assert all(one is other for one, other in zip(self.made, self.model, strict=True))

    @invariant()
    def positions(self) -> None:
        size = len(self.model)
        for at in {0, 1, size // 2, size - 1} & set(range(size)):
            assert self.made[at] is self.made[at - size] is self.model[at]


@pytest.mark.parametrize("order", ORDERS)
def test_a_sorted_list_is_a_list_that_is_sorted(data: ModuleType, order: str) -> None:
    options, rank = ORDERS[order]
    model: Any = partial(SortedListModel, data.SortedList, options, rank)
    run_state_machine_as_test(model, settings=STEPS)


SMALL = st.integers(-12, 12) | st.integers(-12, 12).map(float)
SETS = st.sets(SMALL)
OPERATIONS = st.sampled_from(["__and__", "__or__", "__sub__", "__xor__"])
NAMES = {
    "__and__": "intersection",
    "__or__": "union",
    "__sub__": "difference",
    "__xor__": "symmetric_difference",
}


class SortedSetModel(RuleBasedStateMachine):
    """A sorted set beside a set."""

    def __init__(self, cls: Any, options: dict[str, Any], rank: Key) -> None:
        super().__init__()
        self.rank = rank
        self.made = cls(**options)
        self.model: set[Any] = set()

    @rule(value=SMALL)
    def add(self, value: Any) -> None:
        self.made.add(value)
        self.model.add(value)

    @rule(value=SMALL)
    def discard(self, value: Any) -> None:
        self.made.discard(value)
        self.model.discard(value)

    @rule(value=SMALL)
    def remove(self, value: Any) -> None:
        if value in self.model:
            self.made.remove(value)
            self.model.remove(value)
        else:
            with pytest.raises(KeyError):
                self.made.remove(value)

    @rule(others=st.lists(SETS, max_size=3))
    def update(self, others: list[set[Any]]) -> None:
        self.made.update(*others)
        self.model.update(*others)

    @precondition(lambda self: self.model)
    @rule(data=st.data())
    def pop(self, data: st.DataObject) -> None:
        at = data.draw(st.integers(-len(self.model), len(self.model) - 1))
        self.model.remove(self.made.pop(at))

    @rule(each=SLICES)
    def delete(self, each: slice) -> None:
        self.model.difference_update(self.made[each])
        del self.made[each]

    @rule(other=SETS, operation=OPERATIONS, as_list=st.booleans())
    def combine(self, other: set[Any], operation: str, *, as_list: bool) -> None:
        expected = getattr(self.model, operation)(other)
        found = getattr(self.made, NAMES[operation])(list(other) if as_list else other)
        assert found == expected == set(found)
        assert getattr(self.made, operation)(other) == expected
        assert list(found) == sorted(found, key=self.rank)

    @rule(other=SETS, operation=OPERATIONS)
    def combine_in_place(self, other: set[Any], operation: str) -> None:
        name = operation.replace("__", "__i", 1)
        assert getattr(self.made, name)(other) is self.made
        getattr(self.model, name)(other)

    @rule(other=SETS)
    def compare(self, other: set[Any]) -> None:
        assert (self.made == other) is (self.model == other)
        assert (self.made <= other) is self.made.issubset(other) is (self.model <= other)
        assert (self.made >= other) is self.made.issuperset(other) is (self.model >= other)
        assert (self.made < other) is (self.model < other)
        assert (self.made > other) is (self.model > other)
        assert self.made.isdisjoint(other) is self.model.isdisjoint(other)

    @rule()
    def duplicate(self) -> None:
        other, self.made = self.made, self.made.copy()
        other.clear()

    @invariant()
    def same(self) -> None:
        values = list(self.made)
        ranks = [self.rank(value) for value in values]
        assert ranks == sorted(ranks)
        assert set(values) == self.model
        assert len(values) == len(self.model) == len(self.made)
        for at, value in enumerate(values):
            assert self.made[at] is value
            assert value in self.made
            assert self.made.index(value) == at


@pytest.mark.parametrize("order", ORDERS)
def test_a_sorted_set_is_a_set_that_is_sorted(data: ModuleType, order: str) -> None:
    options, rank = ORDERS[order]
    model: Any = partial(SortedSetModel, data.SortedSet, options, rank)
    run_state_machine_as_test(model, settings=STEPS)
