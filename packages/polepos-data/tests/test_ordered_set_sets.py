"""An ordered set as a set: methods, operators, equality."""

from collections.abc import Iterable, MutableSet
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_values import LISTS

METHODS = ("union", "intersection", "difference")
OPERATORS = ("__or__", "__and__", "__sub__", "__xor__")


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
