"""What an ordered set promises: a builtin set's laws, and the order in which values came."""

import copy
import pickle
import sys
import weakref
from collections.abc import Iterable, Iterator, MutableSet
from types import ModuleType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

VALUES = st.integers(0, 12)
LISTS = st.lists(VALUES, max_size=12)
METHODS = ("union", "intersection", "difference")
OPERATORS = ("__or__", "__and__", "__sub__", "__xor__")


class Counting:
    """A value that counts how often any of its kind was hashed."""

    hashed = 0

    def __init__(self, number: int) -> None:
        self.number = number

    def __hash__(self) -> int:
        Counting.hashed += 1
        return hash(self.number)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Counting) and self.number == other.number


class Incomparable:
    """A value that hashes like `number`, and cannot be compared."""

    def __init__(self, number: int) -> None:
        self.number = number

    def __hash__(self) -> int:
        return hash(self.number)

    def __eq__(self, other: object) -> bool:
        raise ZeroDivisionError


def failing(*values: int) -> Iterator[int]:
    yield from values
    raise ZeroDivisionError


# ------------------------------------------------------------------------------------------- order


def test_values_stay_in_the_order_in_which_they_were_first_added(data: ModuleType) -> None:
    values = data.OrderedSet("hello world")
    values.add("h")
    assert list(values) == list("helo wrd")
    assert list(reversed(values)) == list("drw oleh")


def test_the_value_that_came_first_is_the_one_that_is_kept(data: ModuleType) -> None:
    first, again = 1, True
    values = data.OrderedSet([first])
    values.add(again)
    values.update([again])
    assert [type(value) for value in values] == [int]


def test_a_value_removed_and_added_again_is_the_last(data: ModuleType) -> None:
    values = data.OrderedSet("abc")
    values.remove("a")
    values.add("a")
    assert list(values) == list("bca")


def test_a_value_can_be_moved_to_either_end(data: ModuleType) -> None:
    values = data.OrderedSet("abc")
    values.move_to_end("a")
    assert list(values) == list("bca")
    values.move_to_end("c", last=False)
    assert list(values) == list("cba")
    with pytest.raises(KeyError):
        values.move_to_end("z")


def test_moving_keeps_the_object_that_was_given(data: ModuleType) -> None:
    values = data.OrderedSet([1, 2])
    values.move_to_end(1.0)
    assert [type(value) for value in values] == [int, int]


def test_first_and_last_are_the_ends(data: ModuleType) -> None:
    values = data.OrderedSet("abc")
    assert (values.first, values.last) == ("a", "c")
    for end in ("first", "last"):
        with pytest.raises(KeyError):
            getattr(data.OrderedSet(), end)


def test_pop_takes_from_the_end_that_is_asked_for(data: ModuleType) -> None:
    values = data.OrderedSet("abcd")
    assert (values.pop(), values.pop(last=False), values.pop(last=True)) == ("d", "a", "c")
    assert list(values) == ["b"]


def test_nothing_can_be_popped_from_an_empty_set(data: ModuleType) -> None:
    for last in (True, False):
        with pytest.raises(KeyError):
            data.OrderedSet().pop(last=last)


def test_positions_work_as_in_a_list(data: ModuleType) -> None:
    values, plain = data.OrderedSet("abcdefg"), list("abcdefg")
    for i in range(-7, 7):
        assert values[i] == plain[i]
        assert values.index(plain[i]) == i % 7
    for i in (-8, 7):
        with pytest.raises(IndexError):
            values[i]
    with pytest.raises(ValueError, match="'z' is not in"):
        values.index("z")
    with pytest.raises(TypeError):
        values["a"]


def test_a_slice_is_a_set_in_the_slices_order(data: ModuleType) -> None:
    values = data.OrderedSet("abcdef")
    assert list(values[1:4]) == list("bcd")
    assert list(values[::-2]) == list("fdb")
    assert type(values[1:]) is data.OrderedSet


# -------------------------------------------------------------------------------------------- sets


@pytest.mark.parametrize("name", METHODS)
def test_methods_take_any_number_of_any_iterables(data: ModuleType, name: str) -> None:
    others: list[Iterable[int]] = [[3, 4, 9], iter((4, 3)), {3, 7, 4}, {4: 0, 3: 1}]
    listed = [list(other) for other in others]
    made = getattr(data.OrderedSet([5, 4, 3, 1]), name)(*listed)
    assert made == getattr({5, 4, 3, 1}, name)(*listed)
    assert list(getattr(data.OrderedSet([2, 1]), name)()) == [2, 1]


@given(left=LISTS, right=LISTS)
def test_operators_equal_those_of_sets(data: ModuleType, left: list[int], right: list[int]) -> None:
    ours, theirs = data.OrderedSet(left), data.OrderedSet(right)
    for name in OPERATORS:
        expected = getattr(set(left), name)(set(right))
        order = [value for value in dict.fromkeys(left + right) if value in expected]
        for other in (theirs, set(right), frozenset(right), dict.fromkeys(right).keys()):
            made = getattr(ours, name)(other)
            assert type(made) is data.OrderedSet
            assert made == expected
            if other is theirs:
                assert list(made) == order
    for name in ("__le__", "__lt__", "__ge__", "__gt__", "__eq__", "__ne__"):
        for other in (theirs, set(right)):
            assert getattr(ours, name)(other) == getattr(set(left), name)(set(right))
    assert ours.issubset(right) == set(left).issubset(right)
    assert ours.issuperset(right) == set(left).issuperset(right)
    assert ours.isdisjoint(right) == set(left).isdisjoint(right)


@given(left=LISTS, right=LISTS)
def test_operators_with_a_builtin_set_on_the_left(
    data: ModuleType, left: list[int], right: list[int]
) -> None:
    for name in ("or", "and", "sub", "xor"):
        made = getattr(data.OrderedSet(right), f"__r{name}__")(set(left))
        assert type(made) is data.OrderedSet
        assert made == getattr(set(left), f"__{name}__")(set(right))


@given(left=LISTS, rights=st.lists(LISTS, max_size=3))
def test_updates_equal_those_of_sets(
    data: ModuleType, left: list[int], rights: list[list[int]]
) -> None:
    for name in ("update", "intersection_update", "difference_update"):
        ours, plain = data.OrderedSet(left), set(left)
        getattr(ours, name)(*rights)
        getattr(plain, name)(*rights)
        kept = [value for value in dict.fromkeys(sum(rights, left)) if value in plain]
        assert list(ours) == kept
    for right in rights:
        ours.symmetric_difference_update(right)
        plain.symmetric_difference_update(right)
        assert ours == plain


def test_operators_refuse_what_is_no_set(data: ModuleType) -> None:
    values = data.OrderedSet([1])
    for other in ([1], "1", {1: 1}):
        for name in (*OPERATORS, "__ior__", "__iand__", "__isub__", "__ixor__", "__le__", "__gt__"):
            assert getattr(values, name)(other) is NotImplemented
        assert values != other


def test_a_set_may_be_combined_with_itself(data: ModuleType) -> None:
    values = data.OrderedSet("abc")
    values |= values
    values &= values
    assert list(values) == list("abc")
    values -= values
    assert not values
    values = data.OrderedSet("abc")
    values ^= values
    assert not values


def test_in_place_operators_change_the_set_itself(data: ModuleType) -> None:
    values = same = data.OrderedSet("abcd")
    values |= {"e"}
    values &= set("bcde")
    values -= {"b"}
    values ^= {"c", "z"}
    assert values is same
    assert list(values) == list("dez")


def test_remove_wants_the_value_and_discard_does_not(data: ModuleType) -> None:
    values = data.OrderedSet([1])
    values.discard(2)
    with pytest.raises(KeyError):
        values.remove(2)
    values.discard(1)
    assert not values


def test_it_equals_any_set_of_the_same_values_in_any_order(data: ModuleType) -> None:
    assert data.OrderedSet("ab") == data.OrderedSet("ba") == {"a", "b"} == data.OrderedSet("ba")
    assert data.OrderedSet("ab") != ["a", "b"]
    assert isinstance(data.OrderedSet(), MutableSet)


# ------------------------------------------------------------------------------------------ errors


def test_what_cannot_be_hashed_is_refused_and_changes_nothing(data: ModuleType) -> None:
    values = data.OrderedSet([1])
    broken: Any = [2, [], 3]
    for name in ("update", "union", "difference_update", "intersection_update"):
        with pytest.raises(TypeError):
            getattr(data.OrderedSet(), name)(broken)
    for name in ("update", "difference_update", "symmetric_difference_update"):
        with pytest.raises(TypeError):
            getattr(values, name)(broken)
    with pytest.raises(TypeError):
        values.add([])
    assert list(values) == [1]


def test_an_iterable_that_fails_changes_nothing(data: ModuleType) -> None:
    values = data.OrderedSet([1, 2])
    for name in (
        "update",
        "difference_update",
        "intersection_update",
        "symmetric_difference_update",
    ):
        with pytest.raises(ZeroDivisionError):
            getattr(values, name)(failing(7, 1))
    assert list(values) == [1, 2]


def test_a_comparison_that_fails_changes_nothing(data: ModuleType) -> None:
    values = data.OrderedSet([*range(50)])
    for name in (
        "update",
        "difference_update",
        "intersection_update",
        "symmetric_difference_update",
    ):
        with pytest.raises(ZeroDivisionError):
            getattr(values, name)([51, 3, Incomparable(4), 52])
    for name in ("add", "discard", "remove", "move_to_end", "index"):
        with pytest.raises(ZeroDivisionError):
            getattr(values, name)(Incomparable(4))
    assert list(values) == [*range(50)]


@pytest.mark.parametrize(
    "change",
    [
        lambda values: values.add(9),
        lambda values: values.discard(3),
        lambda values: values.pop(),
        lambda values: values.pop(last=False),
        lambda values: values.clear(),
        lambda values: values.update([7, 8]),
        lambda values: values.intersection_update([3]),
        lambda values: values.difference_update([3, 4]),
        lambda values: values.symmetric_difference_update([3]),
        lambda values: values.__init__([1]),
    ],
)
def test_a_change_during_iteration_is_an_error(data: ModuleType, change: Any) -> None:
    for walk in (iter, reversed):
        values = data.OrderedSet([1, 2, 3, 4])
        with pytest.raises(RuntimeError):  # noqa: PT012
            for _ in walk(values):
                change(values)


def test_what_changes_nothing_may_be_done_during_iteration(data: ModuleType) -> None:
    values = data.OrderedSet(range(40))
    for value in values:
        assert values.first == 0
        assert values.last == 39
        values.add(value)
        values.discard(99)
        values.update([value], values)
        values.difference_update([98])
        values.intersection_update(range(100))
        values.symmetric_difference_update([])


# -------------------------------------------------------------------------------------------- cost


def test_taking_from_the_front_hashes_each_value_a_few_times(data: ModuleType) -> None:
    def hashes(size: int) -> int:
        values = data.OrderedSet(map(Counting, range(size)))
        Counting.hashed = 0
        while values:
            values.pop(last=False)
        return Counting.hashed

    assert hashes(2000) <= 2 * hashes(1000) + 10


@pytest.mark.parametrize("last", [False, True])
def test_a_queue_that_lives_long_does_not_grow(data: ModuleType, *, last: bool) -> None:
    values = data.OrderedSet(range(100))
    for number in range(100, 20_000):
        values.add(number)
        values.pop(last=last)
    assert sys.getsizeof(values) < 10 * sys.getsizeof(data.OrderedSet(range(100)))


@pytest.mark.parametrize("end", ["first", "last"])
def test_looking_at_an_end_and_removing_it_empties_a_large_set(data: ModuleType, end: str) -> None:
    values, taken = data.OrderedSet(range(100_000)), []
    while values:  # quadratic, this would take minutes
        taken.append(getattr(values, end))
        values.remove(taken[-1])
    assert sorted(taken) == list(range(100_000))


def test_taking_many_from_the_front_empties_a_large_set(data: ModuleType) -> None:
    values = data.OrderedSet(range(100_000))
    assert [values.pop(last=False) for _ in range(100_000)] == list(range(100_000))


# ----------------------------------------------------------------------------------------- citizen


class Tagged(list):  # type: ignore[type-arg]  # something that can be referred to weakly
    pass


def test_its_repr_makes_it_again(data: ModuleType) -> None:
    for values in (data.OrderedSet(), data.OrderedSet(["b", 1, None])):
        again = eval(repr(values), {"OrderedSet": data.OrderedSet})  # noqa: S307
        assert list(again) == list(values)
    assert repr(data.OrderedSet("ab")) == "OrderedSet(['a', 'b'])"


def test_it_may_hold_something_that_holds_it(data: ModuleType) -> None:
    class Holder:
        held: Any = None

        def __repr__(self) -> str:
            return f"Holder({self.held!r})"

    holder = Holder()
    holder.held = data.OrderedSet([holder])
    assert repr(holder.held) == "OrderedSet([Holder(OrderedSet(...))])"
    again = copy.deepcopy(holder.held)
    assert again.first.held is again


@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
def test_a_pickle_brings_values_and_order_back(data: ModuleType, protocol: int) -> None:
    values = data.OrderedSet("hello")
    again = pickle.loads(pickle.dumps(values, protocol))
    assert list(again) == list("helo")


def test_a_copy_is_a_set_of_its_own(data: ModuleType) -> None:
    values = data.OrderedSet("abc")
    values.pop(last=False)
    for again in (values.copy(), copy.copy(values), copy.deepcopy(values)):
        again.add("z")
        assert list(again) == list("bcz")
    assert list(values) == list("bc")


def test_a_subclass_keeps_its_class_and_attributes(data: ModuleType) -> None:
    class Named(data.OrderedSet):  # type: ignore[name-defined,misc]
        pass

    values = Named("ab")
    values.name = "letters"
    for again in (values.copy(), copy.copy(values), copy.deepcopy(values)):
        assert type(again) is Named
        assert (list(again), again.name) == (["a", "b"], "letters")
    assert repr(values) == "Named(['a', 'b'])"
    assert type(values | {"c"}) is Named


def test_it_is_mutable_so_it_has_no_hash(data: ModuleType) -> None:
    with pytest.raises(TypeError, match="unhashable"):
        hash(data.OrderedSet())


def test_it_is_a_good_citizen(data: ModuleType) -> None:
    values = data.OrderedSet(range(1000))
    assert weakref.ref(values)() is values
    assert not hasattr(values, "__dict__")
    assert data.OrderedSet[int].__origin__ is data.OrderedSet
    assert sys.getsizeof(values) > sys.getsizeof(data.OrderedSet()) + 8 * 1000
    assert data.OrderedSet.__module__ == "polepos.data"
    assert list(data.OrderedSet.__new__(data.OrderedSet)) == []


# ------------------------------------------------------------------------------------------- model


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
