"""An ordered set against a list without duplicates, step by step."""

from types import ModuleType

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test
from small_values import LISTS, VALUES


class Model(RuleBasedStateMachine):
    """An ordered set beside a plain list."""

    data: ModuleType

    def __init__(self) -> None:
        super().__init__()
        self.values = self.data.OrderedSet()
        self.plain: list[int] = []

    @rule(value=VALUES)
    def add(self, value: int) -> None:
        self.values.add(value)
        if value not in self.plain:
            self.plain.append(value)

    @rule(value=VALUES)
    def discard(self, value: int) -> None:
        self.values.discard(value)
        self.plain = [other for other in self.plain if other != value]

    @rule(value=VALUES)
    def remove(self, value: int) -> None:
        if value in self.plain:
            self.values.remove(value)
            self.plain.remove(value)
        else:
            with pytest.raises(KeyError):
                self.values.remove(value)

    @rule(last=st.booleans())
    def pop(self, *, last: bool) -> None:
        if self.plain:
            assert self.values.pop(last=last) == self.plain.pop(-1 if last else 0)

    @rule(value=VALUES, last=st.booleans())
    def move(self, value: int, *, last: bool) -> None:
        if value in self.plain:
            self.values.move_to_end(value, last)
            self.plain.remove(value)
            self.plain.insert(len(self.plain) if last else 0, value)

    @rule(times=st.integers(1, 12))
    def look(self, times: int) -> None:
        for _ in range(times if self.plain else 0):
            assert (self.values.first, self.values.last) == (self.plain[0], self.plain[-1])

    @rule(values=LISTS)
    def update(self, values: list[int]) -> None:
        self.values.update(values)
        self.plain = list(dict.fromkeys(self.plain + values))

    @rule(values=LISTS)
    def difference_update(self, values: list[int]) -> None:
        self.values -= set(values)
        self.plain = [value for value in self.plain if value not in values]

    @rule(values=LISTS)
    def intersection_update(self, values: list[int]) -> None:
        self.values.intersection_update(values)
        self.plain = [value for value in self.plain if value in values]

    @rule(values=LISTS)
    def symmetric_difference_update(self, values: list[int]) -> None:
        self.values.symmetric_difference_update(values)
        new = [value for value in dict.fromkeys(values) if value not in self.plain]
        self.plain = [value for value in self.plain if value not in values] + new

    @rule()
    def clear(self) -> None:
        self.values.clear()
        self.plain = []

    @rule()
    def replace_by_copy(self) -> None:
        self.values = self.values.copy()

    @invariant()
    def equal(self) -> None:
        assert list(self.values) == self.plain
        assert list(reversed(self.values)) == self.plain[::-1]
        assert len(self.values) == len(self.plain)
        assert [self.values[i] for i in range(len(self.plain))] == self.plain
        assert all((value in self.values) == (value in self.plain) for value in range(13))


def test_it_behaves_as_a_list_without_duplicates(data: ModuleType) -> None:
    run_state_machine_as_test(type("Model", (Model,), {"data": data}))
