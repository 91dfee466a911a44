"""`SortedList`: a list in order, asked and changed by value and by position.

Each test that takes `make` runs for a list that orders values themselves and for one with a key,
made at once and changed since: these may be stored differently, and are to answer the same.
"""
# ruff: noqa: RUF005 - that lists are joined by `+` is what is tested

import sys
import weakref
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, MutableSequence, Sequence
from copy import copy, deepcopy
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import product
from operator import eq, ge, gt, le, lt, ne
from pickle import HIGHEST_PROTOCOL, dumps, loads
from types import ModuleType
from typing import Any

import pytest

LARGE = 6000
"""Elements enough for any backend to store them in several parts."""

SIZES = 0, 1, 7, LARGE

Make = Callable[..., Any]


def itself(value: Any) -> Any:
    return value


def _changed(made: Any) -> Any:
    """Take an element out and put it back, so that a list made at once is stored as it grows."""
    if made:
        made.add(made.pop(len(made) // 2))
    return made


@pytest.fixture(params=["plain", "plain, changed", "keyed", "keyed, changed"])
def make(request: pytest.FixtureRequest, data: ModuleType) -> Make:
    """Make a list of values that differ, in one of the ways there are."""
    options = {"key": itself} if "keyed" in request.param else {}

    def made(values: Any = ()) -> Any:
        result = data.SortedList(values, **options)
        return _changed(result) if "changed" in request.param else result

    return made


class Coin:
    """A value that equals others of the same worth, and is not them."""

    def __init__(self, worth: int, year: int = 0) -> None:
        self.worth = worth
        self.year = year

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Coin) and self.worth == other.worth

    def __lt__(self, other: "Coin") -> bool:
        return self.worth < other.worth

    def __hash__(self) -> int:
        return hash(self.worth)

    def __repr__(self) -> str:
        return f"Coin({self.worth}, {self.year})"


class Position:
    """A number as other libraries have them: only `__index__` tells that it is one."""

    def __init__(self, at: int) -> None:
        self.at = at

    def __index__(self) -> int:
        return self.at


def _same(found: Any, expected: Any) -> bool:
    """Tell whether two sequences hold the very same objects."""
    return [id(each) for each in found] == [id(each) for each in expected]


# -------------------------------------------------------------------------------------- in order

TEXTS = ["", "a", "\x00", "ab", "é", "\ud800", "\udfff", "\U0001f600", "\uffff", "a\x00", "z" * 300]
KINDS: dict[str, list[Any]] = {
    "int": [5, -3, 0, 2**63, -(2**63), 2**64, -(2**64), 10**300, -(10**300), 2**63 - 1, 1],
    "float": [1.5, -0.5, float("inf"), float("-inf"), 5e-324, 1.7e308, -1.7e308, 0.1],
    "numbers": [True, 2, 0.5, Fraction(1, 3), Decimal("0.25"), -7, 2**53 + 1, float(2**53), 1e300],
    "int beyond float": [10**400, 1.5, -(10**400), float("inf"), float("-inf"), 3],
    "bool": [True, False],
    "Decimal": [Decimal("1.10"), Decimal(-2), Decimal("Infinity"), Decimal("1e-50")],
    "str": TEXTS,
    "bytes": [b"", b"a", b"\x00", b"\xff" * 20, b"ab", b"aa"],
    "tuple": [(1, "b"), (1, "a"), (), (0,), (1,), (2, None), (1, "a", float("inf"))],
    "list": [[2], [1, 2], [], [1]],
    "date": [date(2020, 1, day) for day in (9, 3, 31, 1)],
}


@pytest.mark.parametrize("kind", KINDS)
def test_values_of_every_kind_come_in_the_order_of_sorted(make: Make, kind: str) -> None:
    values = KINDS[kind]
    made, grown = make(values), make()
    for value in values:
        grown.add(value)
    assert _same(made, sorted(values))
    assert _same(grown, sorted(values))


@pytest.mark.parametrize("kind", KINDS)
def test_values_of_every_kind_are_found_and_removed(make: Make, kind: str) -> None:
    values = KINDS[kind]
    made = make(values)
    for at, value in enumerate(sorted(values)):
        assert value in made
        assert (made.index(value), made.count(value)) == (at, 1)
        assert (made.bisect_left(value), made.bisect_right(value)) == (at, at + 1)
    for value in values:
        made.remove(value)
        assert value not in made
    assert list(made) == []


def test_integers_and_floats_beyond_exactness_are_told_apart(make: Make) -> None:
    values = [2**53, 2**53 + 1, float(2**53 + 2), 2**53 + 3, 2**63 - 1, float(2**63), 2**63 + 1]
    made = make(reversed(values))
    assert _same(made, values)
    assert float(2**53 + 1) in made  # which is rounded to 2**53
    assert float(2**63 + 2048) not in made
    assert made.bisect_left(2**63) == 5


def test_equal_numbers_of_different_types_are_found_by_each_other(make: Make) -> None:
    made = make([0, 1, Fraction(5, 2), 4.0])
    assert all(each in made for each in (False, True, 1.0, Decimal(1), 2.5, Decimal("2.5"), 4))
    assert made[made.index(4)] is not 4  # noqa: F632 - the float is what was added


def test_negative_zero_equals_zero_and_keeps_its_place(make: Make) -> None:
    made = make([0.0, -0.0])
    assert [str(each) for each in made] == ["0.0", "-0.0"]
    assert -0.0 in made


@pytest.mark.parametrize("size", [3, 50, LARGE])
def test_equal_values_keep_the_order_in_which_they_came(make: Make, size: int) -> None:
    coins = [Coin(at % 7, at) for at in range(size)]
    bulk, one_by_one, in_batches = make(coins), make(), make()
    for coin in coins:
        one_by_one.add(coin)
    for at in range(0, size, 11):
        in_batches.update(coins[at : at + 11])
    expected = sorted(coins, key=lambda coin: coin.worth)
    assert _same(one_by_one, expected)
    assert _same(in_batches, expected)
    assert bulk == expected  # whose equals were given in order too, but one may have been moved


def test_equal_values_given_at_once_keep_their_order(data: ModuleType) -> None:
    coins = [Coin(at % 3, at) for at in range(100)]
    expected = sorted(coins, key=lambda coin: coin.worth)
    assert _same(data.SortedList(coins), expected)
    assert _same(data.SortedList(coins, key=itself), expected)


def test_a_value_that_is_equal_to_those_around_goes_after_them_in_every_part(make: Make) -> None:
    made = make(range(LARGE))
    for at in range(0, LARGE, 97):
        made.add(float(at))
    expected = sorted([*range(LARGE), *map(float, range(0, LARGE, 97))])
    assert [(each, type(each)) for each in made] == [(each, type(each)) for each in expected]


def test_only_less_than_is_asked_for_the_order(make: Make) -> None:
    class Least:
        def __init__(self, at: int) -> None:
            self.at = at

        def __lt__(self, other: "Least") -> bool:
            return self.at < other.at

    made = make([Least(3), Least(1)])
    made.add(Least(2))
    made.update([Least(0), Least(5)])
    assert [each.at for each in made] == [0, 1, 2, 3, 5]
    assert made.bisect(Least(2)) == 3
    assert Least(2) not in made  # nothing says that they are equal


# -------------------------------------------------------------------------------------- made from


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
    assert _same(made, values)
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


# ------------------------------------------------------------------------------------ by position


@pytest.mark.parametrize("size", SIZES)
def test_positions_are_those_of_a_list(make: Make, size: int) -> None:
    values = list(range(size))
    made = make(values)
    assert len(made) == size
    assert bool(made) is bool(size)
    for at in {0, 1, size // 3, size - 1} & set(values):
        assert made[at] == values[at]
        assert made[at - size] == values[at]
        assert made[Position(at)] == values[at]
    for beyond in (size, -size - 1, 10**30, -(10**30)):
        with pytest.raises(IndexError):
            made[beyond]
        with pytest.raises(IndexError):
            del made[beyond]
        with pytest.raises(IndexError):
            made.pop(beyond)
    assert list(made) == values


@pytest.mark.parametrize("at", [0.0, -1.0, 1.0, "0", None, 1j, (0,)])
@pytest.mark.parametrize("size", [7, LARGE])
def test_a_position_is_an_integer(make: Make, size: int, at: object) -> None:
    made = make(range(size))
    with pytest.raises(TypeError):
        made[at]
    with pytest.raises(TypeError):
        del made[at]
    with pytest.raises(TypeError):
        made.pop(at)
    assert list(made) == list(range(size))


def _slices(size: int, steps: Sequence[int | None]) -> Iterator[slice]:
    bounds = {None, 0, 1, -1, size // 2, size // 3 - size, size - 1, size, size + 5, -size - 5}
    for start, stop, step in product(bounds, bounds, steps):
        yield slice(start, stop, step)


@pytest.mark.parametrize("size", SIZES)
def test_slices_are_those_of_a_list(make: Make, size: int) -> None:
    values = list(range(size))
    made = make(values)
    for each in _slices(size, (None, 1, 2, 3, -1, -2, 999, -1500, 10**30)):
        assert made[each] == values[each], each
    assert made[Position(1) : Position(5) : Position(2)] == values[1:5:2]
    with pytest.raises(ValueError, match="zero"):
        made[::0]


@pytest.mark.parametrize("size", SIZES)
def test_deleting_slices_leaves_what_a_list_would_have(make: Make, size: int) -> None:
    values = list(range(size))
    made = make(values)
    for each in _slices(size, (None, 3, 13, -1, -2, -700)):
        expected, left = values[:], made.copy()
        del expected[each]
        del left[each]
        assert list(left) == expected, each
        assert len(left) == len(expected)
    with pytest.raises(ValueError, match="zero"):
        del made[::0]
    assert list(made) == values


@pytest.mark.parametrize("size", [1, 7, LARGE])
def test_what_is_deleted_by_position_is_found_no_more(make: Make, size: int) -> None:
    made, model = make(range(size)), list(range(size))
    for at in (0, -1, size // 2, -size // 3):
        if -len(model) <= at < len(model):
            value = model[at]
            del model[at]
            del made[at]
            assert value not in made
            assert made.bisect(value) == bisect_right(model, value)
    assert list(made) == model


@pytest.mark.parametrize("size", [1, 7, LARGE])
def test_pop_gives_what_it_takes(make: Make, size: int) -> None:
    made, model = make(range(size)), list(range(size))
    while model:
        for at in (-1, 0, len(model) // 2, -len(model), Position(len(model) - 1)):
            if model:
                place = at if isinstance(at, int) else at.at
                if -len(model) <= place < len(model):
                    assert made.pop(at) == model.pop(place)
        assert len(made) == len(model)
    assert list(made) == []
    with pytest.raises(IndexError):
        made.pop()


@pytest.mark.parametrize("size", SIZES)
def test_iteration_goes_both_ways(make: Make, size: int) -> None:
    values = list(range(size))
    made = make(reversed(values))
    assert list(made) == [*made] == values
    assert list(reversed(made)) == values[::-1]


@pytest.mark.parametrize("size", SIZES)
def test_islice_goes_over_the_positions_of_a_slice(make: Make, size: int) -> None:
    values = list(range(size))
    made = make(values)
    for each in _slices(size, (None,)):
        assert list(made.islice(each.start, each.stop)) == values[each], each
        assert list(made.islice(each.start, each.stop, reverse=True)) == values[each][::-1], each
    assert list(made.islice()) == values


def test_a_large_list_is_told_its_positions_while_it_changes(make: Make) -> None:
    made, model = make(range(0, 4 * LARGE, 2)), list(range(0, 4 * LARGE, 2))
    for at in range(400):
        value = at * 7919 % (4 * LARGE) | 1
        made.add(value)
        model.insert(bisect_right(model, value), value)
        taken = at * 104729 % len(model)
        assert made.pop(taken) == model.pop(taken)
        asked = at * 15485863 % len(model)
        assert made[asked] == model[asked]
        assert made.bisect_left(model[asked]) == bisect_left(model, model[asked])
    assert list(made) == model


# --------------------------------------------------------------------------------------- by value


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
    assert _same(made, coins[2:])


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
    assert _same(made, coins)


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


# ----------------------------------------------------------------------------------- several more


def test_update_takes_every_kind_of_iterable(make: Make) -> None:
    made = make([3])
    made.update(iter([1, 2]))
    made.update({0})
    made.update([])
    made.update(range(4, 6))
    assert list(made) == list(range(6))


@pytest.mark.parametrize("size", [3, LARGE])
def test_update_with_itself_doubles(make: Make, size: int) -> None:
    made = make(range(size))
    made.update(made)
    assert list(made) == sorted([*range(size), *range(size)])


@pytest.mark.parametrize("few", [1, 20, 5000])
def test_a_batch_lands_among_many(make: Make, few: int) -> None:
    made = make(range(0, 2 * LARGE, 2))
    added = [at * 7919 % (2 * LARGE) for at in range(few)]
    made.update(added)
    assert list(made) == sorted([*range(0, 2 * LARGE, 2), *added])
    assert len(made) == LARGE + few
    assert all(made[made.index(value)] == value for value in added)


def test_an_update_that_fails_half_way_adds_nothing(make: Make) -> None:
    def failing() -> Iterator[int]:
        yield 5
        raise ZeroDivisionError

    made = make([1, 2])
    with pytest.raises(ZeroDivisionError):
        made.update(failing())
    with pytest.raises(ZeroDivisionError):
        made += failing()
    assert list(made) == [1, 2]


def test_an_update_from_a_generator_that_changes_the_list_loses_nothing(make: Make) -> None:
    made = make(range(10))

    def changing() -> Iterator[int]:
        yield 100
        made.remove(3)
        yield 101
        made.add(50)

    made.update(changing())
    assert list(made) == [0, 1, 2, 4, 5, 6, 7, 8, 9, 50, 100, 101]


@pytest.mark.parametrize("size", [0, 5, LARGE])
def test_clear_leaves_an_empty_list_to_use_again(make: Make, size: int) -> None:
    made = make(range(size))
    made.clear()
    assert (len(made), list(made), bool(made)) == (0, [], False)
    made.update([2, 1])
    assert list(made) == [1, 2]


def test_an_empty_list_answers_everything(make: Make) -> None:
    made = make()
    assert len(made) == made.count(1) == made.bisect(1) == made.bisect_left(1) == 0
    assert 1 not in made
    assert made[:] == made[::-1] == list(made) == list(reversed(made)) == []
    assert list(made.irange(1, 2)) == list(made.islice(0, 5)) == list(made.between(1)) == []
    assert made.floor(1) is made.ceiling(1) is made.lower(1) is made.higher(1) is None
    assert made.nearest(1, "none") == "none"
    assert made.discard(1) is False
    assert list(made + []) == list(made * 3) == list(made.copy()) == []
    made.update([])
    made.clear()
    del made[:]
    for search in (made.remove, made.index):
        with pytest.raises(ValueError, match="1"):
            search(1)


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


# ----------------------------------------------------------------------------- beside each other


@pytest.mark.parametrize("compare", [eq, ne, lt, le, gt, ge])
@pytest.mark.parametrize("kind", [list, tuple, "SortedList", "SortedKeyList"])
def test_lists_compare_as_lists_do(make: Make, data: ModuleType, compare: Any, kind: Any) -> None:
    as_kind = kind if isinstance(kind, type) else getattr(data, kind)
    contents: list[list[int]] = [[], [1], [1, 2], [1, 2, 3], [1, 3], [2], [0, 5]]
    for one, other in product(contents, contents):
        assert compare(make(one), as_kind(other)) is compare(one, other)
        assert compare(as_kind(one), make(other)) is compare(one, other)


def test_only_sequences_compare(make: Make) -> None:
    made = make([1])
    assert made != {1}
    assert made != 1
    assert not made == {1}  # noqa: SIM201 - both operators are asked
    for compare in (lt, le, gt, ge):
        with pytest.raises(TypeError):
            compare(made, {1})


def test_lists_are_joined_by_plus(make: Make) -> None:
    made = make([1, 4])
    assert list(made + [3, 0]) == list([3, 0] + made) == [0, 1, 3, 4]
    assert type(made + [3]) is type(made)
    assert list(made + made) == [1, 1, 4, 4]
    assert list(made) == [1, 4]
    with pytest.raises(TypeError):
        made + 5


@pytest.mark.parametrize("size", [2, LARGE])
def test_a_list_is_extended_in_place(make: Make, size: int) -> None:
    made = same = make(range(size))
    made += [size, 0]
    made += made
    assert same is made
    assert list(made) == sorted(2 * [*range(size), size, 0])


@pytest.mark.parametrize("size", [3, LARGE])
@pytest.mark.parametrize("times", [-1, 0, 1, 2, 3, True])
def test_a_list_is_repeated(make: Make, size: int, times: int) -> None:
    made = make(range(size))
    expected = sorted(list(range(size)) * times)
    assert list(made * times) == list(times * made) == expected
    assert type(made * times) is type(made)
    same = made
    made *= times
    assert same is made
    assert list(made) == expected


def test_a_list_that_was_repeated_in_place_goes_on(make: Make) -> None:
    made = make([1, 2])
    made *= 2
    made.add(0)
    made.add(3)
    assert list(made) == [0, 1, 1, 2, 2, 3]
    assert made.bisect_left(2) == 3
    assert list(made.irange(1, 2)) == [1, 1, 2, 2]
    made.remove(3)
    assert list(made) == [0, 1, 1, 2, 2]


@pytest.mark.parametrize("times", [1.5, "2", None])
def test_a_list_is_repeated_by_integers_only(make: Make, times: object) -> None:
    made = make([1])
    with pytest.raises(TypeError):
        made * times
    with pytest.raises(TypeError):
        made *= times
    assert list(made) == [1]


REFUSED: dict[str, Callable[[Any], object]] = {
    "append": lambda made: made.append(9),
    "extend": lambda made: made.extend([9]),
    "insert": lambda made: made.insert(0, 9),
    "reverse": lambda made: made.reverse(),
    "[0] =": lambda made: made.__setitem__(0, 9),
    "[:] =": lambda made: made.__setitem__(slice(None), [9]),
}


@pytest.mark.parametrize("call", REFUSED)
def test_a_place_of_ones_own_choice_is_refused(make: Make, call: str) -> None:
    made = make([2, 1])
    with pytest.raises(NotImplementedError):
        REFUSED[call](made)
    assert list(made) == [1, 2]


# ---------------------------------------------------------------------------------- as an object


@pytest.fixture
def tagged(data: ModuleType, monkeypatch: pytest.MonkeyPatch) -> Any:
    """A subclass that pickle can find."""
    cls = type("Tagged", (data.SortedList,), {"__module__": __name__})
    monkeypatch.setattr(sys.modules[__name__], "Tagged", cls, raising=False)
    return cls


def test_a_list_is_a_mutable_sequence(make: Make) -> None:
    assert isinstance(make(), MutableSequence)
    match make([1, 2, 3]):
        case [first, *rest]:
            assert (first, rest) == (1, [2, 3])
        case _:
            pytest.fail("no sequence")


def test_a_list_has_no_hash(make: Make) -> None:
    with pytest.raises(TypeError):
        hash(make())


def test_a_list_tells_how_to_make_it(data: ModuleType) -> None:
    made = data.SortedList([2, "1".__len__()])
    assert repr(made) == "SortedList([1, 2])"
    assert eval(repr(made), vars(data)) == made  # noqa: S307 - that is what it is for
    assert repr(data.SortedList()) == "SortedList([])"


def test_a_list_of_a_large_size_tells_all_of_it(make: Make) -> None:
    assert str(list(range(LARGE))) in repr(make(range(LARGE)))


def test_a_list_that_holds_itself_can_be_shown(make: Make) -> None:
    made = make()
    made.add(made)
    assert "[...]" in repr(made)


def test_attributes_belong_to_subclasses_only(data: ModuleType, tagged: Any) -> None:
    with pytest.raises(AttributeError):
        data.SortedList().colour = "red"
    made = tagged([1])
    made.colour = "red"
    assert made.colour == "red"


@pytest.mark.parametrize("duplicate", [copy, deepcopy, lambda made: made.copy()])
@pytest.mark.parametrize("size", [0, 3, LARGE])
def test_a_copy_goes_its_own_way(make: Make, duplicate: Any, size: int) -> None:
    made = make(range(size))
    other = duplicate(made)
    assert type(other) is type(made)
    assert other == made
    other.add(-1)
    made.update([size, size])
    del other[1:3]
    assert list(made) == [*range(size), size, size]
    assert list(other) == [-1, *range(2, size)]


def test_a_shallow_copy_holds_the_same_values_and_a_deep_one_does_not(make: Make) -> None:
    made = make([Coin(2), Coin(1)])
    assert _same(copy(made), made)
    deep = deepcopy(made)
    assert deep == made
    assert not set(map(id, deep)) & set(map(id, made))


@pytest.mark.parametrize("protocol", range(HIGHEST_PROTOCOL + 1))
@pytest.mark.parametrize("size", [0, 3, LARGE])
def test_a_list_is_pickled(make: Make, protocol: int, size: int) -> None:
    made = make(range(size))
    other = loads(dumps(made, protocol))
    assert type(other) is type(made)
    assert other == made
    other.add(-1)
    assert list(other) == [-1, *range(size)]


@pytest.mark.parametrize("protocol", range(HIGHEST_PROTOCOL + 1))
def test_a_list_that_holds_itself_is_pickled(make: Make, protocol: int) -> None:
    made = make()
    made.add([made])
    for other in (loads(dumps(made, protocol)), deepcopy(made)):
        assert other[0][0] is other


@pytest.mark.parametrize("duplicate", [copy, deepcopy, lambda made: made.copy()])
def test_a_copy_of_a_subclass_keeps_class_and_attributes(tagged: Any, duplicate: Any) -> None:
    made = tagged([2, 1])
    made.colour = "red"
    other = duplicate(made)
    assert (type(other), other.colour, list(other)) == (tagged, "red", [1, 2])
    other.colour = "blue"
    assert made.colour == "red"


@pytest.mark.parametrize("protocol", range(HIGHEST_PROTOCOL + 1))
def test_a_pickled_subclass_keeps_class_and_attributes(tagged: Any, protocol: int) -> None:
    made = tagged([2, 1])
    made.owner = made
    other = loads(dumps(made, protocol))
    assert (type(other), list(other)) == (tagged, [1, 2])
    assert other.owner is other


def test_what_a_subclass_makes_is_of_the_subclass(tagged: Any) -> None:
    made = tagged([1])
    assert type(made + [2]) is type(made * 2) is type(tagged.from_sorted([1])) is tagged
    assert repr(made) == "Tagged([1])"


def test_weak_references_end_with_the_list(make: Make) -> None:
    made = make([1])
    reference = weakref.ref(made)
    assert reference() is made
    del made
    assert reference() is None


def test_the_size_grows_with_the_values(make: Make) -> None:
    empty, small, large = (sys.getsizeof(make(range(size))) for size in (0, 100, LARGE))
    assert empty < small < large
    assert 8 * LARGE <= large < 80 * LARGE


def test_the_type_of_the_values_can_be_said(data: ModuleType) -> None:
    assert data.SortedList[int].__origin__ is data.SortedList
    assert list(data.SortedList[int]([2, 1])) == [1, 2]
    assert data.SortedList.__module__ == "polepos.data"
