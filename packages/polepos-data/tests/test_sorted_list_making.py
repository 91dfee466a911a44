"""`SortedList`: what it is made of."""

from types import ModuleType

import pytest
from sorted_building import LARGE, LIST_WAYS, Coin, Make, list_maker, the_same


@pytest.fixture(params=LIST_WAYS)
def make(request: pytest.FixtureRequest, data: ModuleType) -> Make:
    """Make a list of values that differ, in one of the ways there are."""
    return list_maker(data, request.param)


def test_a_list_is_made_of_any_iterable(make: Make) -> None:
    assert list(make(iter([2, 1]))) == [1, 2]
    assert list(make("ba")) == ["a", "b"]
    assert list(make({2: "x", 1: "y"})) == [1, 2]
    assert list(make(make([2, 1]))) == [1, 2]
    assert list(make(None)) == list(make()) == []


def test_what_cannot_be_iterated_makes_no_list(make: Make) -> None:
    with pytest.raises(TypeError):
        make(5)


def test_being_made_again_replaces_the_values(make: Make) -> None:
    made = make([1, 2])
    made.__init__([5, 4])
    assert list(made) == [4, 5]
    made.add(3)
    assert list(made) == [3, 4, 5]


def test_the_given_list_stays_as_it_is(make: Make) -> None:
    given = [3, 1, 2]
    made = make(given)
    made.add(0)
    made.update(given)
    assert given == [3, 1, 2]


def test_from_sorted_takes_values_that_are_in_order(data: ModuleType) -> None:
    values = [Coin(at // 3, at) for at in range(LARGE)]
    made = data.SortedList.from_sorted(iter(values))
    assert type(made) is data.SortedList
    assert the_same(made, values)
    made.add(Coin(1, -1))
    assert made[6].year == -1


def test_from_sorted_takes_a_key_and_a_direction(data: ModuleType) -> None:
    assert list(data.SortedList.from_sorted(["cc", "a"], len, reverse=True)) == ["cc", "a"]
    assert list(data.SortedKeyList.from_sorted([1, -2, 3], key=abs)) == [1, -2, 3]
    assert list(data.SortedList.from_sorted([])) == []


@pytest.mark.parametrize("size", [2, 100, LARGE])
def test_from_sorted_refuses_values_that_are_not_in_order(data: ModuleType, size: int) -> None:
    for at in {1, size // 2, size - 1}:
        values = list(range(size))
        values[at - 1], values[at] = values[at], values[at - 1]
        with pytest.raises(ValueError, match="order"):
            data.SortedList.from_sorted(values)
    with pytest.raises(ValueError, match="order"):
        data.SortedList.from_sorted([1, 2], reverse=True)


def test_many_values_are_asked_and_added_at_once(make: Make) -> None:
    made = make([1, 3])
    made.add_many(iter([2, 0]))
    assert list(made) == [0, 1, 2, 3]
    assert made.contains_many(iter([3, 7, 1.0])) == [True, False, True]
    assert made.contains_many([]) == []
