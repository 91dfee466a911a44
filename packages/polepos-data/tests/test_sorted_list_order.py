"""`SortedList`: values of every kind come in order, equal ones as they came."""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from types import ModuleType
from typing import Any

import pytest
from sorted_building import LARGE, LIST_WAYS, Coin, Make, itself, list_maker, the_same


@pytest.fixture(params=LIST_WAYS)
def make(request: pytest.FixtureRequest, data: ModuleType) -> Make:
    """Make a list of values that differ, in one of the ways there are."""
    return list_maker(data, request.param)


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
    assert the_same(made, sorted(values))
    assert the_same(grown, sorted(values))


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
    assert the_same(made, values)
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
    assert the_same(one_by_one, expected)
    assert the_same(in_batches, expected)
    assert bulk == expected  # whose equals were given in order too, but one may have been moved


def test_equal_values_given_at_once_keep_their_order(data: ModuleType) -> None:
    coins = [Coin(at % 3, at) for at in range(100)]
    expected = sorted(coins, key=lambda coin: coin.worth)
    assert the_same(data.SortedList(coins), expected)
    assert the_same(data.SortedList(coins, key=itself), expected)


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
