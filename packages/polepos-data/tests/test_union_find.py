"""What disjoint sets promise: components that only grow together, by the pairs one learns."""

import copy
import pickle
import sys
import weakref
from collections.abc import Callable, Collection, Iterator
from types import ModuleType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

VALUES = st.integers(0, 12)
PAIRS = st.lists(st.tuples(VALUES, VALUES), max_size=12)


class Fragile:
    """A value whose hash fails on command."""

    fails_after = -1

    def __init__(self, number: int) -> None:
        self.number = number

    def __hash__(self) -> int:
        Fragile.fails_after -= 1
        if Fragile.fails_after == 0:
            raise ZeroDivisionError
        return hash(self.number)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Fragile) and self.number == other.number


def partition(joined: Any) -> set[frozenset[Any]]:
    return set(map(frozenset, joined.components()))


# ---------------------------------------------------------------------------------------- joining


def test_values_are_alone_at_first(data: ModuleType) -> None:
    joined = data.UnionFind("abca")
    assert joined.components() == [{"a"}, {"b"}, {"c"}]
    assert (len(joined), joined.n_components) == (3, 3)


def test_a_union_makes_one_component_of_two(data: ModuleType) -> None:
    joined = data.UnionFind("abcd")
    joined.union("a", "b")
    joined.union("c", "b")
    assert joined.connected("a", "c")
    assert not joined.connected("a", "d")
    assert joined.component("c") == {"a", "b", "c"}
    assert joined.component_size("b") == 3
    assert joined.components() == [{"a", "b", "c"}, {"d"}]
    assert joined.n_components == 2


def test_a_union_adds_what_is_new(data: ModuleType) -> None:
    joined = data.UnionFind()
    joined.union(1, 2)
    joined.union(2, 3)
    assert list(joined) == [1, 2, 3]
    assert joined.n_components == 1


def test_a_union_takes_any_number_of_values(data: ModuleType) -> None:
    joined = data.UnionFind([1])
    assert joined.union() is None
    assert joined.union(7) == 7
    root = joined.union(1, 2, 3, 4, 2)
    assert joined.component(3) == {1, 2, 3, 4}
    assert joined.find(4) == root
    assert joined.n_components == 2


def test_a_union_returns_the_root_of_what_it_made(data: ModuleType) -> None:
    joined = data.UnionFind()
    assert joined.union("a", "b") == "a"
    assert joined.union("b", "a") == "a"
    assert joined.union("x", "a") == "a"
    assert joined.union("x", "b") == "a"


def test_the_larger_component_gives_the_root_and_the_left_one_if_equal(data: ModuleType) -> None:
    joined = data.UnionFind()
    assert joined.union("c", "d") == "c"
    assert joined.union("a", "b") == "a"
    assert joined.union("b", "d") == "a"
    assert joined.union("e", "c") == "a"
    assert all(joined.find(value) == "a" for value in "abcde")


def test_unions_in_bulk_are_unions_one_by_one(data: ModuleType) -> None:
    joined = data.UnionFind(range(5))
    joined.union_many([(0, 1), (), (9,), [1, 2, 7], iter((3, 4))])
    assert partition(joined) == set(map(frozenset, ([0, 1, 2, 7], [3, 4], [9])))
    assert list(joined) == [0, 1, 2, 3, 4, 9, 7]


def test_values_can_be_added_in_bulk(data: ModuleType) -> None:
    joined = data.UnionFind([3, 1])
    joined.update([1, 2, 3, 2])
    joined.add(0)
    joined.add(3)
    assert list(joined) == [3, 1, 2, 0]
    assert list(reversed(joined)) == [0, 2, 1, 3]


# ---------------------------------------------------------------------------------------- reading


def test_find_adds_what_is_new_and_is_what_brackets_do(data: ModuleType) -> None:
    joined = data.UnionFind()
    assert joined.find("a") == "a"
    assert joined["b"] == "b"
    assert list(joined) == ["a", "b"]


def test_questions_add_nothing_and_take_the_unknown_as_alone(data: ModuleType) -> None:
    joined = data.UnionFind([1])
    assert not joined.connected(1, 2)
    assert not joined.connected(2, 1)
    assert not joined.connected(2, 3)
    assert joined.connected(2, 2.0)
    assert joined.component_size(2) == 1
    assert joined.component(2) == {2}
    assert 2 not in joined
    assert list(joined) == [1]


def test_components_come_by_their_first_values(data: ModuleType) -> None:
    joined = data.UnionFind("dcba", unions=["ac", "bd"])
    assert joined.components() == [{"d", "b"}, {"c", "a"}]
    sets = joined.to_sets()
    joined.union(*"abcd")
    assert list(sets) == [{"d", "b"}, {"c", "a"}]


def test_the_values_are_the_objects_that_came_first(data: ModuleType) -> None:
    joined = data.UnionFind([1])
    joined.union(1.0, 2)
    assert [type(value) for value in joined] == [int, int]
    assert {type(value) for value in joined.component(2)} == {int}
    assert type(joined.find(1.0)) is int


# ------------------------------------------------------------------------------------------ errors


def test_what_cannot_be_hashed_is_refused_and_changes_nothing(data: ModuleType) -> None:
    joined = data.UnionFind([1])
    broken: Any = []
    calls: list[Callable[[], Any]] = [
        lambda: joined.add(broken),
        lambda: joined.find(broken),
        lambda: joined.union(2, broken),
        lambda: joined.union(broken, 2),
        lambda: joined.union(2, 3, broken),
        lambda: joined.update([2, broken]),
        lambda: joined.union_many([(1, 2), (3, broken)]),
        lambda: joined.connected(1, broken),
        lambda: joined.component_size(broken),
        lambda: joined.component(broken),
    ]
    for call in calls:
        with pytest.raises(TypeError):
            call()
    assert joined == data.UnionFind([1])


@pytest.mark.parametrize("name", ["union", "pair", "update", "union_many"])
@pytest.mark.parametrize("moment", range(1, 14))
def test_a_hash_that_fails_at_any_moment_changes_nothing(
    data: ModuleType, name: str, moment: int
) -> None:
    joined = data.UnionFind(map(Fragile, range(3)), unions=[map(Fragile, range(2))])
    before = repr(joined)
    new = [Fragile(7), Fragile(1), Fragile(8), Fragile(2)]
    changes: dict[str, Callable[[], Any]] = {
        "union": lambda: joined.union(*new),
        "pair": lambda: joined.union(*new[:2]),
        "update": lambda: joined.update(new),
        "union_many": lambda: joined.union_many([new[:2], new[2:]]),
    }
    change = changes[name]
    Fragile.fails_after = moment
    try:
        change()
        failed = False
    except ZeroDivisionError:
        failed = True
    Fragile.fails_after = -1
    assert failed == (repr(joined) == before)
    assert failed or moment > 2
    assert sum(map(len, joined.components())) == len(list(joined)) == len(joined)
    assert joined.n_components == len(joined.components())


def test_an_iterable_that_fails_changes_nothing(data: ModuleType) -> None:
    def failing() -> Iterator[tuple[int, int]]:
        yield 1, 2
        raise ZeroDivisionError

    joined = data.UnionFind([1])
    for change in (joined.update, joined.union_many):
        with pytest.raises(ZeroDivisionError):
            change(failing())
    assert joined == data.UnionFind([1])


def test_a_comparison_that_adds_is_found_out(data: ModuleType) -> None:
    class Adding:
        def __init__(self, to: Any = None) -> None:
            self.to = to

        def __hash__(self) -> int:
            return 7

        def __eq__(self, other: object) -> bool:
            if self.to is not None:
                to, self.to = self.to, None
                to.union("new", "other")
            return self is other

    for call in ("add", "find", "update", "union"):
        joined = data.UnionFind()
        joined.add(Adding(joined))
        value = [Adding()] if call == "update" else Adding()
        try:
            getattr(joined, call)(value)
        except RuntimeError as error:
            assert str(error) == "UnionFind changed during a comparison"  # noqa: PT017
            assert len(joined) == 3
        assert joined.component("new") == {"new", "other"}
        assert len(list(joined)) == len(joined) == joined.n_components + 1
        joined.add(value[0] if isinstance(value, list) else value)
        assert sum(map(len, joined.components())) == len(joined) == 4


def test_a_value_that_is_added_during_iteration_is_an_error(data: ModuleType) -> None:
    for walk in (iter, reversed):
        joined = data.UnionFind([1, 2])
        with pytest.raises(RuntimeError, match="UnionFind changed during iteration"):  # noqa: PT012
            for value in walk(joined):
                joined.find(value + 10)


def test_values_may_be_joined_during_iteration(data: ModuleType) -> None:
    joined = data.UnionFind(range(10))
    for value in joined:
        joined.union(value, 0)
    assert joined.n_components == 1


# -------------------------------------------------------------------------------------------- cost


def test_a_chain_of_a_million_is_no_recursion(data: ModuleType) -> None:
    size = 1_000_000
    joined = data.UnionFind(range(size), unions=zip(range(size - 1), range(1, size), strict=True))
    assert joined.n_components == 1
    assert joined.connected(0, size - 1)
    assert joined.component_size(500_000) == size


def test_a_component_costs_its_own_size(data: ModuleType) -> None:
    joined = data.UnionFind(range(100_000), unions=[(5, 50_000)])
    for _ in range(20_000):  # by a look at all values, this would take hours
        assert joined.component(50_000) == {5, 50_000}


# ----------------------------------------------------------------------------------------- citizen


def test_it_equals_another_with_the_same_components(data: ModuleType) -> None:
    left = data.UnionFind("abcd", unions=["ab", "cd"])
    assert left == data.UnionFind("dcba", unions=["ba", "dc"])
    assert left != data.UnionFind("abcd", unions=["ac", "bd"])
    assert left != data.UnionFind("abcd", unions=["abc"])
    assert left != data.UnionFind("abcd", unions=["ab"])
    assert left != data.UnionFind("abcx", unions=["ab", "cx"])
    assert left != "abcd"


def test_its_repr_makes_it_again(data: ModuleType) -> None:
    assert repr(data.UnionFind()) == "UnionFind()"
    assert repr(data.UnionFind("ab")) == "UnionFind(['a', 'b'])"
    joined = data.UnionFind([1, 2, 3, 4], unions=[(4, 2), (1, 4)])
    assert repr(joined) == "UnionFind([1, 2, 3, 4], unions=[(1, 2, 4)])"
    assert eval(repr(joined), {"UnionFind": data.UnionFind}) == joined  # noqa: S307


def test_it_may_hold_something_that_holds_it(data: ModuleType) -> None:
    class Holder:
        held: Any = None

        def __repr__(self) -> str:
            return f"Holder({self.held!r})"

    holder = Holder()
    holder.held = data.UnionFind([holder])
    assert repr(holder.held) == "UnionFind([Holder(UnionFind(...))])"
    again = copy.deepcopy(holder.held)
    assert next(iter(again)).held is again


@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
def test_a_pickle_brings_values_components_and_roots_back(data: ModuleType, protocol: int) -> None:
    joined = data.UnionFind("edcba", unions=["ab", "cd", "bc"])
    again = pickle.loads(pickle.dumps(joined, protocol))
    assert list(again) == list(joined)
    assert again == joined
    assert [again.find(value) for value in "abcde"] == [joined.find(value) for value in "abcde"]
    assert again.component("a") == joined.component("a")
    assert again.component_size("a") == 4
    assert again.n_components == 2
    again.union("a", "e")
    assert again.components() == [set("abcde")]


def test_a_copy_is_one_of_its_own(data: ModuleType) -> None:
    joined = data.UnionFind("abc", unions=["ab"])
    for again in (joined.copy(), copy.copy(joined), copy.deepcopy(joined)):
        assert again == joined
        again.union("a", "c", "z")
        assert again.n_components == 1
    assert joined == data.UnionFind("abc", unions=["ab"])


def test_a_subclass_keeps_its_class_and_attributes(data: ModuleType) -> None:
    class Named(data.UnionFind):  # type: ignore[name-defined,misc]
        pass

    joined = Named("ab")
    joined.name = "letters"
    for again in (joined.copy(), copy.copy(joined), copy.deepcopy(joined)):
        assert type(again) is Named
        assert (list(again), again.name) == (["a", "b"], "letters")


def test_it_is_a_good_citizen(data: ModuleType) -> None:
    joined = data.UnionFind(range(1000))
    assert isinstance(joined, Collection)
    assert weakref.ref(joined)() is joined
    assert not hasattr(joined, "__dict__")
    assert data.UnionFind[int].__origin__ is data.UnionFind
    assert sys.getsizeof(joined) > sys.getsizeof(data.UnionFind()) + 8 * 1000
    assert data.UnionFind.__module__ == "polepos.data"
    assert list(data.UnionFind.__new__(data.UnionFind)) == []
    with pytest.raises(TypeError, match="unhashable"):
        hash(joined)


# ------------------------------------------------------------------------------------------- model


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
