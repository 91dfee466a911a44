"""`SortedSet`: each value is there once, in order."""

from collections.abc import MutableSet, Sequence
from operator import neg
from types import ModuleType

import pytest
from sorted_building import LARGE, SET_WAYS, Coin, Make


@pytest.fixture(params=SET_WAYS)
def make(request: pytest.FixtureRequest, data: ModuleType) -> Make:
    """Make a set in one of the ways there are."""
    return lambda values=(): data.SortedSet(values, **SET_WAYS[request.param])


def test_a_set_is_in_order_and_holds_each_value_once(data: ModuleType) -> None:
    assert list(data.SortedSet([3, 1, 2, 3, 1])) == [1, 2, 3]
    assert list(data.SortedSet("hello")) == ["e", "h", "l", "o"]
    assert list(data.SortedSet([3, 1], key=neg)) == [3, 1]
    assert list(data.SortedSet([1, 3], reverse=True)) == [3, 1]
    assert list(data.SortedSet()) == list(data.SortedSet(None)) == []


def test_a_set_is_a_mutable_set_and_a_sequence(make: Make) -> None:
    assert isinstance(make(), MutableSet)
    assert isinstance(make(), Sequence)
    with pytest.raises(TypeError):
        hash(make())


def test_values_of_the_same_order_that_differ_stay_both(data: ModuleType) -> None:
    made = data.SortedSet(["bb", "a", "aa", "b", "a"], key=len)
    assert list(made) == ["a", "b", "bb", "aa"]
    made.remove("bb")
    assert list(made) == ["a", "b", "aa"]
    assert made.index("aa") == 2


def test_a_value_that_is_here_already_changes_nothing(make: Make) -> None:
    made = make([1, 2])
    made.add(1.0)
    made.update([2.0, True])
    assert sorted(map(str, made)) == ["1", "2"]
    made.discard(1.0)
    assert list(made) == [2]


def test_of_equal_values_the_first_is_kept(data: ModuleType) -> None:
    old, new = Coin(1, 1), Coin(1, 2)
    made = data.SortedSet([old, new])
    assert made[0] is old
    made.add(new)
    made.update([new], [new])
    made |= {new}
    assert (len(made), made[0]) == (1, old)
    assert made[0] is old
    assert made.union([new])[0] is old
    assert (made | {new})[0] is old
    assert data.SortedSet([new]).union([old])[0] is new


def test_an_intersection_in_place_keeps_what_was_here(data: ModuleType) -> None:
    old, new = Coin(1, 1), Coin(1, 2)
    made = data.SortedSet([old, Coin(2)])
    made &= {new}
    assert made[0] is old
    made.intersection_update([new])
    assert made[0] is old


@pytest.mark.parametrize("size", [3, LARGE])
def test_values_are_added_and_removed(make: Make, size: int) -> None:
    made = make(range(size))
    made.add(size)
    made.discard(0)
    made.discard(-5)
    made.remove(1)
    assert sorted(made) == list(range(2, size + 1))
    assert (0 in made, 1 in made, size in made) == (False, False, True)
    with pytest.raises(KeyError, match="1"):
        made.remove(1)
    assert len(made) == size - 1
    made.clear()
    assert (len(made), list(made), size in made) == (0, [], False)


def test_discard_tells_whether_the_value_was_here(make: Make) -> None:
    made = make([1])
    assert made.discard(1) is True
    assert made.discard(1) is False
