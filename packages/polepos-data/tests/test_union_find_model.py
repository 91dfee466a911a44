"""Disjoint sets against a list of sets, step by step."""

from types import ModuleType

from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test
from small_values import VALUES

PAIRS = st.lists(st.tuples(VALUES, VALUES), max_size=12)


@given(pairs=PAIRS)
def test_bulk_and_single_unions_agree(data: ModuleType, pairs: list[tuple[int, int]]) -> None:
    one_by_one, bulk = data.UnionFind(), data.UnionFind(unions=pairs)
    for left, right in pairs:
        one_by_one.union(left, right)
    assert bulk == one_by_one
    assert list(bulk) == list(one_by_one)
    assert [bulk.find(value) for value in bulk] == [one_by_one.find(value) for value in bulk]


class Model(RuleBasedStateMachine):
    """Disjoint sets beside a list of sets."""

    data: ModuleType

    def __init__(self) -> None:
        super().__init__()
        self.joined = self.data.UnionFind()
        self.plain: list[set[int]] = []
        self.order: list[int] = []

    def place(self, value: int) -> set[int]:
        if value not in self.order:
            self.order.append(value)
            self.plain.append({value})
        return next(component for component in self.plain if value in component)

    @rule(value=VALUES)
    def find(self, value: int) -> None:
        root = self.joined.find(value)
        assert root in self.place(value)
        assert all(self.joined.find(other) == root for other in self.place(value))

    @rule(values=st.lists(VALUES, min_size=1, max_size=4))
    def union(self, values: list[int]) -> None:
        root = self.joined.union(*values)
        whole = self.place(values[0])
        for value in values[1:]:
            part = self.place(value)
            if part is not whole:
                self.plain.remove(part)
                whole |= part
        assert root in whole
        assert self.joined.find(values[-1]) == root

    @rule(values=st.lists(VALUES, max_size=4))
    def update(self, values: list[int]) -> None:
        self.joined.update(values)
        for value in values:
            self.place(value)

    @rule()
    def replace_by_copy(self) -> None:
        self.joined = self.joined.copy()

    @invariant()
    def equal(self) -> None:
        assert list(self.joined) == self.order
        assert sorted(map(sorted, self.joined.components())) == sorted(map(sorted, self.plain))
        assert self.joined.n_components == len(self.plain)
        for component in self.plain:
            for value in component:
                assert self.joined.component(value) == component
                assert self.joined.component_size(value) == len(component)
                assert self.joined.connected(value, min(component))


def test_it_behaves_as_a_list_of_sets(data: ModuleType) -> None:
    run_state_machine_as_test(type("Model", (Model,), {"data": data}))
