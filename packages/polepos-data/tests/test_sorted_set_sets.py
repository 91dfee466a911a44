"""`SortedSet` as a set: methods, operators, comparison."""

from collections.abc import Callable
from copy import deepcopy
from itertools import product
from types import ModuleType
from typing import Any

import pytest
from sorted_building import LARGE, SET_WAYS, Make


@pytest.fixture(params=SET_WAYS)
def make(request: pytest.FixtureRequest, data: ModuleType) -> Make:
    """Make a set in one of the ways there are."""
    return lambda values=(): data.SortedSet(values, **SET_WAYS[request.param])


METHODS = {
    "union": set.union,
    "intersection": set.intersection,
    "difference": set.difference,
}
IN_PLACE = {
    "update": set.update,
    "intersection_update": set.intersection_update,
    "difference_update": set.difference_update,
}
OTHERS: list[list[Any]] = [
    [],
    [[]],
    [[2, 3, 9]],
    [{2, 3}, (3, 9), iter([1, 3])],
    [range(5), [3, 3]],
    [range(LARGE)],
    ["ab"],
]


def _given(others: list[Any]) -> list[Any]:
    """Return these iterables, each time anew."""
    return [list(each) if isinstance(each, type(iter([]))) else each for each in others]


@pytest.mark.parametrize("name", METHODS)
def test_set_methods_take_several_iterables(make: Make, name: str) -> None:
    for others, values in product(OTHERS[:-1], ([], [1, 2, 3], range(0, LARGE, 2))):
        given = deepcopy(_given(others))
        made = make(values)
        found = getattr(made, name)(*given)
        assert set(found) == METHODS[name](set(values), *given)
        assert list(found) == list(make(found))
        assert type(found) is type(made)
        assert set(made) == set(values)
        found.add(10**6)
        assert 10**6 not in made


@pytest.mark.parametrize("name", IN_PLACE)
def test_set_methods_in_place_take_several_iterables(make: Make, name: str) -> None:
    for others, values in product(OTHERS[:-1], ([], [1, 2, 3], range(0, LARGE, 2))):
        given = deepcopy(_given(others))
        made, model = make(values), set(values)
        getattr(made, name)(*given)
        IN_PLACE[name](model, *given)
        assert set(made) == model
        assert list(made) == list(make(model))
        assert all(each in made for each in model)


def test_symmetric_difference_takes_one_iterable(make: Make) -> None:
    made = make([1, 2, 3])
    assert set(made.symmetric_difference([3, 4, 4])) == {1, 2, 4}
    made.symmetric_difference_update(iter([3, 4, 4]))
    assert set(made) == {1, 2, 4}


OPERATORS: dict[str, Callable[[Any, Any], Any]] = {
    "&": lambda one, other: one & other,
    "|": lambda one, other: one | other,
    "-": lambda one, other: one - other,
    "^": lambda one, other: one ^ other,
}


@pytest.mark.parametrize("operator", OPERATORS)
def test_operators_take_sets_of_every_kind(make: Make, operator: str) -> None:
    operate = OPERATORS[operator]
    made = make([1, 2, 3])
    expected = operate({1, 2, 3}, {3, 4})
    back = operate({3, 4}, {1, 2, 3})
    for other in ({3, 4}, frozenset({3, 4}), make([3, 4]), {3: 0, 4: 0}.keys()):
        found = operate(made, other)
        assert (set(found), type(found)) == (expected, type(made))
        assert list(found) == list(make(expected))
        assert set(operate(other, made)) == back
    assert set(made) == {1, 2, 3}


@pytest.mark.parametrize("operator", OPERATORS)
@pytest.mark.parametrize("size", [4, LARGE])
def test_operators_in_place_take_the_set_itself(make: Make, operator: str, size: int) -> None:
    made = make(range(size))
    operate = {
        "&": made.__iand__,
        "|": made.__ior__,
        "-": made.__isub__,
        "^": made.__ixor__,
    }[operator]
    assert operate(made) is made
    assert sorted(made) == (list(range(size)) if operator in "&|" else [])
    made.add(3)
    assert (3 in made, made.index(3) < len(made)) == (True, True)
    operate({3, 5})
    made.add(7)
    made.discard(0)
    assert list(made) == list(make(set(made)))
    assert all(made[made.index(each)] == each for each in list(made)[:20])


@pytest.mark.parametrize("size", [4, LARGE])
def test_methods_in_place_take_the_set_itself(make: Make, size: int) -> None:
    values = set(range(size))
    for name, left in (
        ("update", values),
        ("intersection_update", values),
        ("difference_update", set()),
        ("symmetric_difference_update", set()),
    ):
        made = make(values)
        getattr(made, name)(made)
        assert set(made) == left
        made.add(-1)
        assert len(made) == len(left) + 1


def test_sets_compare_as_sets(make: Make, data: ModuleType) -> None:
    contents: list[set[int]] = [set(), {1}, {1, 2}, {2, 3}, {1, 2, 3}]
    kinds: list[Callable[[set[int]], Any]] = [set, frozenset, data.SortedSet, make]
    for one, other, kind in product(contents, contents, kinds):
        made, another = make(one), kind(other)
        assert (made == another) is (another == made) is (one == other)
        assert (made != another) is (one != other)
        assert (made <= another) is (another >= made) is (one <= other)
        assert (made < another) is (another > made) is (one < other)
        assert made.issubset(another) is (one <= other)
        assert made.issuperset(another) is (one >= other)
        assert made.isdisjoint(another) is one.isdisjoint(other)
    assert made.issubset(iter([1, 2, 3, 4]))
    assert made.issuperset(iter([1]))
    assert made.isdisjoint([7])


def test_what_is_no_set_does_not_compare(make: Make) -> None:
    made = make([1])
    assert made != [1]
    assert made != 1
    with pytest.raises(TypeError):
        assert made < [1, 2]


def test_a_failed_change_leaves_both_parts_as_they_were(data: ModuleType) -> None:
    made = data.SortedSet([1, 2])
    changes: list[tuple[str, list[Any]]] = [
        ("add", ["a"]),
        ("update", [[3], ["a"]]),
        ("symmetric_difference_update", [[1, "a"]]),
        ("__ior__", [{3, "a"}]),
        ("__ixor__", [{3, "a"}]),
        ("update", [[3], 5]),
        ("intersection_update", [[1], 5]),
        ("difference_update", [[1], [[]]]),
    ]
    for name, given in changes:
        with pytest.raises(TypeError):
            getattr(made, name)(*given)
        assert (list(made), len(made), "a" in made, 3 in made) == ([1, 2], 2, False, False)
