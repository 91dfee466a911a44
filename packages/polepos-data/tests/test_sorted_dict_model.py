"""A `SortedDict` against a plain dict that is sorted, step by step."""

import pickle
from types import ModuleType
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sorted_dict_building import NAN, negative, whole


@given(
    first=st.dictionaries(st.integers(), st.integers()),
    second=st.dictionaries(st.integers(), st.integers()),
)
def test_it_holds_what_a_dict_holds(
    data: ModuleType, first: dict[int, int], second: dict[int, int]
) -> None:
    joined = data.SortedDict(first) | second
    assert joined == first | second
    assert list(joined.items()) == sorted((first | second).items())


KEYS = st.one_of(st.integers(-20, 20), st.sampled_from([0.5, 1.0, -3.5, True]))


class Model(RuleBasedStateMachine):
    """A sorted dict beside a dict that is sorted when it is looked at."""

    data: ModuleType
    order: Any = None

    def __init__(self) -> None:
        super().__init__()
        self.mapping = self.data.SortedDict(self.order)
        self.model: dict[Any, int] = {}

    def ordered(self) -> list[Any]:
        return sorted(self.model, key=self.order)

    @rule(key=KEYS, value=st.integers())
    def set_an_item(self, key: Any, value: int) -> None:
        self.mapping[key] = self.model[key] = value

    @rule(key=KEYS)
    def delete(self, key: Any) -> None:
        if key in self.model:
            del self.mapping[key], self.model[key]
        else:
            with pytest.raises(KeyError):
                del self.mapping[key]

    @rule(key=KEYS)
    def pop(self, key: Any) -> None:
        assert self.mapping.pop(key, None) == self.model.pop(key, None)

    @rule(key=KEYS, value=st.integers())
    def setdefault(self, key: Any, value: int) -> None:
        assert self.mapping.setdefault(key, value) == self.model.setdefault(key, value)

    @precondition(lambda self: self.model)
    @rule(draw=st.data())
    def popitem(self, draw: st.DataObject) -> None:
        index = draw.draw(st.integers(-len(self.model), len(self.model) - 1))
        key = self.ordered()[index]
        assert self.mapping.peekitem(index) == (key, self.model[key])
        assert self.mapping.popitem(index) == (key, self.model.pop(key))

    @rule(items=st.dictionaries(KEYS, st.integers(), max_size=30))
    def update(self, items: dict[Any, int]) -> None:
        self.mapping.update(items)
        self.model.update(items)

    @rule(items=st.dictionaries(KEYS, st.integers()), bad=st.sampled_from(["a", NAN, None]))
    def update_in_vain(self, items: dict[Any, int], bad: Any) -> None:
        if not self.model:
            return
        with pytest.raises((TypeError, ValueError)):
            self.mapping.update({**items, bad: 0})

    @rule(start=st.integers(-25, 25), stop=st.integers(-25, 25), step=st.sampled_from([1, 2, -1]))
    def delete_slice(self, start: int, stop: int, step: int) -> None:
        doomed = self.ordered()[start:stop:step]
        del self.mapping.keys()[start:stop:step]
        for key in doomed:
            del self.model[key]

    @rule(low=KEYS, high=KEYS, inclusive=st.tuples(st.booleans(), st.booleans()))
    def range(self, low: Any, high: Any, inclusive: tuple[bool, bool]) -> None:
        def rank(key: Any) -> Any:
            return self.order(key) if self.order else key

        expected = [
            key
            for key in self.ordered()
            if (rank(low) < rank(key) or (inclusive[0] and rank(low) == rank(key)))
            and (rank(key) < rank(high) or (inclusive[1] and rank(key) == rank(high)))
        ]
        assert list(self.mapping.irange(low, high, inclusive)) == expected
        assert list(self.mapping.between(low, high, inclusive)) == expected
        assert [key for key, _ in self.mapping.irange_items(low, high, inclusive)] == expected

    @rule(low=KEYS, high=KEYS)
    def delete_range(self, low: Any, high: Any) -> None:
        doomed = list(self.mapping.irange(low, high))
        assert self.mapping.delete_range(low, high) == len(doomed)
        for key in doomed:
            del self.model[key]

    @rule()
    def copy(self) -> None:
        self.mapping = self.mapping.copy()

    @rule()
    def pickle(self) -> None:
        self.mapping = pickle.loads(pickle.dumps(self.mapping))

    @rule()
    def clear(self) -> None:
        self.mapping.clear()
        self.model.clear()

    @invariant()
    def both_hold_the_same(self) -> None:
        ordered = self.ordered()
        assert list(self.mapping) == ordered
        assert self.mapping == self.model
        assert list(self.mapping.items()) == [(key, self.model[key]) for key in ordered]
        assert self.mapping.values()[:] == [self.model[key] for key in ordered]
        assert whole(self.mapping)


@pytest.mark.parametrize("order", [None, negative, abs])
def test_it_does_as_a_sorted_dict_would(data: ModuleType, order: Any) -> None:
    # In a class body, a name that is assigned is not looked up outside.
    machine = type(
        "Machine", (Model,), {"data": data, "order": staticmethod(order) if order else None}
    )
    run_state_machine_as_test(machine, settings=settings(max_examples=40, stateful_step_count=40))
