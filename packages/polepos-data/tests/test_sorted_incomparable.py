"""Sorted lists and sets refuse values without an order."""

from types import ModuleType

import pytest
from sorted_building import LARGE, Make, the_same
from sorted_items import LISTS, SETS, BrokenError, assert_whole, made_as


@pytest.fixture(params=LISTS + SETS)
def make(request: pytest.FixtureRequest, data: ModuleType) -> Make:
    """Make one of the sorted containers, of values that differ."""
    return lambda values=(): made_as(data, request.param, values)


@pytest.fixture(params=LISTS)
def make_list(request: pytest.FixtureRequest, data: ModuleType) -> Make:
    """Make one of the sorted lists, of values that differ."""
    return lambda values=(): made_as(data, request.param, values)


@pytest.mark.parametrize("bad", ["a", None, 1j, (1,), object()])
@pytest.mark.parametrize("size", [1, 5, LARGE])
def test_values_that_do_not_compare_are_refused(make: Make, bad: object, size: int) -> None:
    made = make(range(size))
    for act in (
        made.add,
        lambda value: made.update([value]),
        lambda value: made.update([1, value]),
    ):
        with pytest.raises(TypeError):
            act(bad)
    for at in (0, size // 2, size):
        with pytest.raises(TypeError):
            made.update([*range(size, size + at), bad, *range(size + at, 2 * size)])
    assert_whole(made, list(made))
    assert sorted(made) == list(range(size))


def test_a_container_of_values_that_do_not_compare_is_not_made(data: ModuleType) -> None:
    for container in (data.SortedList, data.SortedKeyList, data.SortedSet):
        for values in ([1, "a"], ["a", None], [1j, 2j], [object(), object()]):
            with pytest.raises(TypeError):
                container(values)


def test_a_single_value_needs_no_order(make_list: Make) -> None:
    made = make_list([None])
    assert list(made) == [None]
    with pytest.raises(TypeError):
        made.add(5)
    assert made.pop() is None
    made.add(5)
    assert list(made) == [5]


@pytest.mark.parametrize("bad", [[], {}])
@pytest.mark.parametrize("option", ["plain", "keyed"])
def test_a_set_refuses_what_has_no_hash(data: ModuleType, bad: object, option: str) -> None:
    made = data.SortedSet([1, 2], key=None if option == "plain" else id)
    for act in (made.add, made.remove, made.discard, lambda value: value in made):
        with pytest.raises(TypeError, match="hash"):
            act(bad)
    for method in (made.update, made.union, made.intersection_update, made.difference_update):
        with pytest.raises(TypeError, match="hash"):
            method([3, bad])
    assert sorted(made) == [1, 2]
    assert len(made) == 2


def test_nothing_but_comparisons_is_asked_of_the_values(data: ModuleType) -> None:
    class Quantity(float):
        def __radd__(self, other: object) -> float:
            raise BrokenError

        __add__ = __radd__

    values = [1, Quantity(2), 3.5]
    assert the_same(data.SortedList(reversed(values)), values)
    made = data.SortedList()
    made.update(values)
    assert the_same(made, values)
