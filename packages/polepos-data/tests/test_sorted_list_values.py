"""`SortedList` asked and changed by value."""

from bisect import bisect_left, bisect_right
from datetime import date, timedelta
from itertools import product
from types import ModuleType
from typing import Any

import pytest
from sorted_building import LARGE, LIST_WAYS, SIZES, Coin, Make, list_maker, the_same


@pytest.fixture(params=LIST_WAYS)
def make(request: pytest.FixtureRequest, data: ModuleType) -> Make:
    """Make a list of values that differ, in one of the ways there are."""
    return list_maker(data, request.param)


@pytest.mark.parametrize("size", SIZES)
def test_values_are_found_where_bisect_says(make: Make, size: int) -> None:
    values = list(range(0, 2 * size, 2))
    made = make(values)
    for value in [*range(-1, 2 * size + 1, max(1, size // 50)), 2 * size, 2 * size - 2]:
        assert made.bisect_left(value) == bisect_left(values, value)
        assert made.bisect_right(value) == made.bisect(value) == bisect_right(values, value)
        assert (value in made) == (value in values)
        assert made.count(value) == values.count(value)


@pytest.mark.parametrize("size", [5, LARGE])
def test_what_is_equal_is_counted_and_found_together(make: Make, size: int) -> None:
    made = make([1] * size + [0, 2])
    assert made.count(1) == size
    assert (made.bisect_left(1), made.bisect_right(1)) == (1, size + 1)
    assert (made.index(1), made.index(1, 3), made.index(1, -2)) == (1, 3, size)
    for _ in range(size):
        made.remove(1)
    assert list(made) == [0, 2]


def test_index_takes_the_bounds_of_a_lists(make: Make) -> None:
    values = [0, 1, 1, 1, 2, 3]
    made = make(values)
    for value, start, stop in product(range(-1, 5), [None, *range(-8, 8)], [None, *range(-8, 8)]):
        try:
            expected = values.index(value, *slice(start, stop).indices(6)[:2])
        except ValueError:
            with pytest.raises(ValueError, match=str(value)):
                made.index(value, start, stop)
        else:
            assert made.index(value, start, stop) == expected


def test_removing_what_is_not_there_says_what_it_was(make: Make) -> None:
    made = make([1, 3])
    for missing in (0, 2, 4):
        with pytest.raises(ValueError, match=str(missing)):
            made.remove(missing)
        assert made.discard(missing) is False
    assert list(made) == [1, 3]


def test_discard_tells_whether_the_value_was_there(make: Make) -> None:
    made = make([1, 2, 2])
    assert made.discard(2) is True
    assert made.discard(2) is True
    assert made.discard(2) is False
    assert list(made) == [1]


@pytest.mark.parametrize("size", [4, LARGE])
def test_of_equal_values_the_first_is_removed(make: Make, size: int) -> None:
    made = make()
    coins = [Coin(1, at) for at in range(size)]
    made.update(coins)
    made.remove(Coin(1))
    made.discard(Coin(1))
    assert the_same(made, coins[2:])


@pytest.mark.parametrize("size", [4, LARGE])
def test_of_equal_values_the_identical_one_is_removed_when_asked(make: Make, size: int) -> None:
    made = make()
    coins = [Coin(1, at) for at in range(size)]
    made.update(coins)
    made.remove(coins[size // 2], identical=True)
    assert made.discard(coins[-1], identical=True) is True
    assert made.discard(coins[-1], identical=True) is False
    with pytest.raises(ValueError, match="Coin"):
        made.remove(Coin(1), identical=True)
    del coins[size // 2], coins[-1]
    assert the_same(made, coins)


@pytest.mark.parametrize("size", [0, 1, 40, LARGE])
def test_irange_goes_over_a_range_of_values(make: Make, size: int) -> None:
    values = list(range(0, 2 * size, 2))
    made = make(values)
    ends = [None, -5, 0, 1, size, size + 1, 2 * size - 2, 2 * size]
    for low, high, with_low, with_high in product(ends, ends, (True, False), (True, False)):
        expected = [
            each
            for each in values
            if (low is None or low < each or (with_low and low == each))
            and (high is None or each < high or (with_high and each == high))
        ]
        inclusive = with_low, with_high
        assert list(made.irange(low, high, inclusive)) == expected
        assert list(made.irange(low, high, inclusive, reverse=True)) == expected[::-1]
        assert list(made.between(low, high, inclusive)) == expected
    assert list(made.irange(minimum=2, maximum=3)) == values[1:2]
    assert list(made.irange(maximum=3, inclusive=(True, False), reverse=True)) == values[:2][::-1]


@pytest.mark.parametrize("size", [1, 5, LARGE])
def test_neighbours_of_a_value(make: Make, size: int) -> None:
    values = list(range(0, 10 * size, 10))
    made = make(values)
    last = values[-1]
    for value in {-3, 0, 4, 5, 6, 10 * (size // 2), 10 * (size // 2) + 7, last, last + 1}:
        below: list[Any] = [each for each in values if each < value]
        above: list[Any] = [each for each in values if each > value]
        here: list[Any] = [value] if value in values else []
        assert made.lower(value) == [None, *below][-1]
        assert made.floor(value) == [None, *below, *here][-1]
        assert made.ceiling(value) == [*here, *above, None][0]
        assert made.higher(value) == [*above, None][0]
        assert made.nearest(value) == min(values, key=lambda each: abs(each - value))


def test_neighbours_at_the_ends_are_the_default(make: Make) -> None:
    made = make([1, 2])
    assert (made.lower(1), made.lower(1, "none"), made.floor(0, default=9)) == (None, "none", 9)
    assert (made.higher(2), made.higher(2, "none"), made.ceiling(3, default=9)) == (None, "none", 9)
    assert (made.nearest(-9, "none"), made.nearest(9, "none")) == (1, 2)


def test_neighbours_are_the_nearest_of_those_equal_to_each_other(make: Make) -> None:
    coins = [Coin(1, 0), Coin(1, 1), Coin(3, 2), Coin(3, 3)]
    made = make()
    made.update(coins)
    assert made.floor(Coin(2)) is made.floor(Coin(1)) is made.lower(Coin(3)) is coins[1]
    assert made.ceiling(Coin(2)) is made.ceiling(Coin(3)) is made.higher(Coin(1)) is coins[2]


def test_nearest_measures_the_distance(make: Make) -> None:
    days = [date(2020, 1, 1) + timedelta(days) for days in (0, 10)]
    assert make(days).nearest(date(2020, 1, 7)) == days[1]
    assert make([1, 4]).nearest(2.5) == 1  # the first of two as near
    assert make([10**30, 10**30 + 10]).nearest(10**30 + 6) == 10**30 + 10
