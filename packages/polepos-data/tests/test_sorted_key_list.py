"""`SortedKeyList`: the order of a key, from the greatest down, with NaN last; and range views."""
# ruff: noqa: RUF005 - that lists are joined by `+` is what is tested

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from copy import copy, deepcopy
from itertools import product
from operator import attrgetter, neg
from pickle import HIGHEST_PROTOCOL, dumps, loads
from types import ModuleType
from typing import Any

import pytest
from sorted_building import LARGE, NAN, Make, regrown, the_same


class Order:
    """An order to sell: many have the same price, and none is another."""

    def __init__(self, price: float, number: int = 0) -> None:
        self.price = price
        self.number = number

    def __repr__(self) -> str:
        return f"Order({self.price}, {self.number})"


price = attrgetter("price")


# --------------------------------------------------------------------------------------- by a key


def test_a_key_makes_a_key_list(data: ModuleType) -> None:
    made = data.SortedList(["ccc", "a", "bb"], len)
    assert type(made) is data.SortedKeyList
    assert isinstance(made, data.SortedList)
    assert made.key is len
    assert list(made) == ["a", "bb", "ccc"]
    assert data.SortedList([1]).key is None


def test_a_key_list_without_a_key_orders_by_the_values(data: ModuleType) -> None:
    made = data.SortedKeyList([2, 1])
    made.add(0)
    assert list(made) == [0, 1, 2]
    assert list(made.irange_key(1)) == [1, 2]


def test_a_subclass_of_the_list_has_no_key(data: ModuleType) -> None:
    cls = type("Mine", (data.SortedList,), {})
    with pytest.raises(TypeError, match="SortedKeyList"):
        cls([1], len)
    keyed = type("Mine", (data.SortedKeyList,), {})
    assert type(keyed([1], neg)) is keyed


def test_the_key_is_asked_once_for_a_value_and_twice_for_one_of_many(data: ModuleType) -> None:
    asked = []

    def key(value: int) -> int:
        asked.append(value)
        return -value

    made = data.SortedList(range(100), key)
    made.add(100)
    made.update([101, 102])
    assert asked.count(100) == 1
    assert set(asked) == set(range(103))
    assert len(asked) <= 2 * 102 + 1
    asked.clear()
    made.pop()
    del made[3:7]
    made.copy()
    list(made.irange_key(-50, -20))
    assert asked == []


@pytest.mark.parametrize("size", [4, 50, LARGE])
def test_values_of_equal_keys_keep_the_order_in_which_they_came(
    data: ModuleType, size: int
) -> None:
    orders = [Order(at % 7, at) for at in range(size)]
    bulk, one_by_one, in_batches = (data.SortedList(key=price) for _ in range(3))
    bulk.update(orders)
    for order in orders:
        one_by_one.add(order)
    for at in range(0, size, 13):
        in_batches.update(orders[at : at + 13])
    expected = sorted(orders, key=price)
    assert the_same(bulk, expected)
    assert the_same(one_by_one, expected)
    assert the_same(in_batches, expected)


@pytest.mark.parametrize("size", [4, LARGE])
def test_of_values_with_equal_keys_the_equal_one_is_found(data: ModuleType, size: int) -> None:
    orders = [Order(1, at) for at in range(size)]
    made = data.SortedList(orders, price)
    made.add(Order(0))
    made.add(Order(2))
    for at in (0, size // 2, size - 1):
        assert orders[at] in made
        assert made.index(orders[at]) == at + 1
        assert made.count(orders[at]) == 1
    assert Order(1) not in made
    assert made.count(Order(1)) == 0
    assert made.discard(Order(1)) is False
    made.remove(orders[size // 2])
    assert orders[size // 2] not in made
    assert len(made) == size + 1


def test_equal_values_are_counted_among_those_of_the_same_key(data: ModuleType) -> None:
    made = data.SortedList([-1, 1, -1, 2, 1.0], abs)
    assert (made.count(-1), made.count(1), made.count(-2)) == (2, 2, 0)
    assert (made.index(1), made.index(1, 2), made.index(1, -2)) == (1, 3, 3)
    with pytest.raises(ValueError, match="-2"):
        made.index(-2)


@pytest.mark.parametrize("size", [0, 1, 50, LARGE])
def test_a_list_is_searched_by_key(data: ModuleType, size: int) -> None:
    made = data.SortedList([str(at) for at in range(0, 2 * size, 2)], int)
    keys = list(range(0, 2 * size, 2))
    for key in (-1, 0, 1, size, size + 1, 2 * size - 2, 2 * size):
        assert made.bisect_key_left(key) == bisect_left(keys, key)
        assert made.bisect_key_right(key) == made.bisect_key(key) == bisect_right(keys, key)
        assert made.bisect_left(str(key)) == bisect_left(keys, key)
        assert made.bisect_right(str(key)) == made.bisect(str(key)) == bisect_right(keys, key)


@pytest.mark.parametrize("size", [0, 1, 50, LARGE])
def test_a_range_is_asked_for_by_key(data: ModuleType, size: int) -> None:
    made = data.SortedList([str(at) for at in range(size)], int)
    for low, high, first, last in product((None, -1, 3, size), (None, 3, 40), (0, 1), (0, 1)):
        expected = [
            str(at)
            for at in range(size)
            if (low is None or at > low or (first and at == low))
            and (high is None or at < high or (last and at == high))
        ]
        inclusive = bool(first), bool(last)
        assert list(made.irange_key(low, high, inclusive)) == expected
        assert list(made.irange_key(low, high, inclusive, reverse=True)) == expected[::-1]
        texts = [None if each is None else str(each) for each in (low, high)]
        assert list(made.irange(*texts, inclusive)) == expected
    assert list(made.irange_key(min_key=2, max_key=3)) == [str(at) for at in (2, 3) if at < size]


def test_a_key_may_be_none(data: ModuleType) -> None:
    assert list(data.SortedList([3, 1, 2], key=None)) == [1, 2, 3]
    assert type(data.SortedList([1], key=None)) is data.SortedList


def test_neighbours_are_told_by_the_key(data: ModuleType) -> None:
    made = data.SortedList(["a", "ccc", "eeeeee"], len)
    assert (made.floor("xx"), made.ceiling("xx"), made.nearest("xxxxx")) == ("a", "ccc", "eeeeee")
    assert (made.lower("xxx"), made.higher("xxx")) == ("a", "eeeeee")


# ------------------------------------------------------------------------------------- descending

DESCENDING: dict[str, dict[str, Any]] = {
    "reverse": {"reverse": True},
    "reverse with a key": {"reverse": True, "key": float},
    "reverse, nan last": {"reverse": True, "nan": "last"},
}


@pytest.mark.parametrize("options", DESCENDING.values(), ids=DESCENDING)
@pytest.mark.parametrize("size", [0, 1, 50, LARGE])
def test_a_reversed_list_is_one_whose_key_is_negated(
    data: ModuleType, options: dict[str, Any], size: int
) -> None:
    made, model = data.SortedList(range(size), **options), data.SortedList(range(size), key=neg)
    for each in (made, model):
        each.update([3, 7, 3])
        each.add(size // 2)
        each.discard(1)
    assert list(made) == list(model)
    for value in (-1, 0, 3, 5, size // 2, size):
        assert made.bisect_left(value) == model.bisect_left(value)
        assert made.bisect_right(value) == model.bisect_right(value)
        assert (value in made, made.count(value)) == (value in model, model.count(value))
        for high, low in ((value, 3), (value, None), (None, value)):
            assert list(made.irange(high, low)) == list(model.irange(high, low))
            assert made.between(high, low) == model.between(high, low)
    assert made[::3] == model[::3]


def test_equal_values_keep_their_order_in_a_reversed_list_too(data: ModuleType) -> None:
    orders = [Order(at % 3, at) for at in range(30)]
    made = data.SortedList(orders[:10], price, reverse=True)
    made.update(orders[10:15])
    for order in orders[15:]:
        made.add(order)
    assert the_same(made, sorted(orders, key=price, reverse=True))


def test_a_reversed_list_orders_what_has_no_negative(data: ModuleType) -> None:
    made = data.SortedList(["a", "c"], reverse=True)
    made.add("b")
    assert list(made) == ["c", "b", "a"]
    assert made.bisect_key_left("b") == 1
    assert list(made.irange_key("b")) == ["b", "a"]
    assert made.key is None


# ---------------------------------------------------------------------------------- as an object


OPTIONS: dict[str, dict[str, Any]] = {
    "key": {"key": neg},
    "reverse": {"reverse": True},
    "nan": {"nan": "last"},
}


@pytest.mark.parametrize("option", OPTIONS)
@pytest.mark.parametrize("protocol", range(HIGHEST_PROTOCOL + 1))
def test_a_pickle_keeps_the_order(data: ModuleType, option: str, protocol: int) -> None:
    made = data.SortedList([1, 3, 2], **OPTIONS[option])
    other = loads(dumps(made, protocol))
    assert (type(other), list(other), other.key) == (data.SortedKeyList, list(made), made.key)
    made.update([0, 2.5])
    other.update([0, 2.5])
    assert list(other) == list(made)


@pytest.mark.parametrize("option", OPTIONS)
@pytest.mark.parametrize("duplicate", [copy, deepcopy, lambda made: made.copy()])
def test_a_copy_keeps_the_order(data: ModuleType, option: str, duplicate: Any) -> None:
    made = data.SortedList([1, 3, 2], **OPTIONS[option])
    other = duplicate(made)
    other.add(0)
    other += [5]
    assert len(made) == 3
    assert list(other) == list(data.SortedList([0, 1, 2, 3, 5], **OPTIONS[option]))
    assert other.key is made.key


@pytest.mark.parametrize("option", OPTIONS)
def test_what_is_made_of_a_list_keeps_its_order(data: ModuleType, option: str) -> None:
    made = data.SortedList([1, 3, 2], **OPTIONS[option])
    expected = list(data.SortedList([1, 1, 2, 2, 3, 3], **OPTIONS[option]))
    assert list(made + [1, 2, 3]) == list([1, 2, 3] + made) == list(made * 2) == expected
    assert (made + [0]).key is (made * 2).key is made.key
    made *= 2
    made.add(0)
    assert list(made) == list(data.SortedList([*expected, 0], **OPTIONS[option]))


def test_a_key_list_tells_how_to_make_it(data: ModuleType) -> None:
    made = data.SortedList([2, 1], reverse=True, nan="last")
    assert repr(made) == "SortedKeyList([2, 1], reverse=True, nan='last')"
    again = eval(repr(made), vars(data))  # noqa: S307 - that is what it is for
    again.update([NAN, 3])
    assert list(again)[:3] == [3, 2, 1]
    assert repr(data.SortedKeyList([1], key=int)) == "SortedKeyList([1], key=<class 'int'>)"


def test_a_key_list_equals_by_its_values(data: ModuleType) -> None:
    made = data.SortedList([1, 2], neg)
    assert made == [2, 1] == made
    assert made == data.SortedList([1, 2], reverse=True)
    assert made != data.SortedList([1, 2])
    assert made > data.SortedList([1, 2])


# ------------------------------------------------------------------------------------- range views


@pytest.fixture(params=["plain", "keyed"])
def make(request: pytest.FixtureRequest, data: ModuleType) -> Make:
    key = None if request.param == "plain" else float

    def made(values: Any) -> Any:
        return regrown(data.SortedList(values, key))

    return made


@pytest.mark.parametrize("size", [10, LARGE])
def test_a_view_shows_what_comes_and_goes(make: Make, size: int) -> None:
    made = make(range(0, 10 * size, 10))
    view = made.between(20, 50)
    assert list(view) == [20, 30, 40, 50]
    made.add(25)
    made.remove(50)
    assert (list(view), len(view)) == ([20, 25, 30, 40], 4)
    made.clear()
    assert (list(view), len(view), bool(view)) == ([], 0, False)
    made.update([20, 51])
    assert (list(view), bool(view)) == ([20], True)


@pytest.mark.parametrize("size", [10, LARGE])
def test_a_view_is_a_sequence(make: Make, size: int) -> None:
    view: Any = make(range(size)).between(2, size - 2, (True, False))
    values = list(range(2, size - 2))
    assert Sequence in type(view).__mro__
    assert list(reversed(view)) == values[::-1]
    assert (view.index(5), view.count(5), view.count(1)) == (3, 1, 0)
    assert view == values
    assert view != values[1:]
    assert not view == set(values)  # noqa: SIM201 - both operators are asked
    for at in (0, 1, len(values) - 1, -1, -len(values)):
        assert view[at] == values[at]
    for at in (len(values), -len(values) - 1):
        with pytest.raises(IndexError):
            view[at]
        with pytest.raises(IndexError):
            del view[at]
    with pytest.raises(TypeError):
        view["a"]
    with pytest.raises(TypeError):
        hash(view)
    bounds = (None, 0, 1, -1, 3, len(values), -size)
    for start, stop, step in product(bounds, bounds, (None, 2, -1, -3)):
        assert view[start:stop:step] == values[start:stop:step]


def test_a_view_contains_what_is_between_its_bounds(make: Make) -> None:
    made = make([1, 2, 2, 3, 5])
    for inclusive in product((True, False), (True, False)):
        view = made.between(2, 5, inclusive)
        for value in range(7):
            assert (value in view) is (value in list(view))


@pytest.mark.parametrize("size", [12, LARGE])
def test_deleting_from_a_view_deletes_from_the_list(make: Make, size: int) -> None:
    original = make(range(size))
    bounds = (None, 0, 1, -1, 4, size)
    for start, stop, step in product(bounds, bounds, (None, 2, -1, -3)):
        made = original.copy()
        expected = list(range(3, size - 2))
        del made.between(3, size - 3)[start:stop:step]
        del expected[start:stop:step]
        assert list(made) == [0, 1, 2, *expected, size - 2, size - 1]
    view = original.between(3, size - 3)
    del view[0]
    del view[-1]
    assert list(view) == list(range(4, size - 3))
    view.clear()
    assert list(original) == [0, 1, 2, size - 2, size - 1]
    assert len(original) == 5


def test_a_view_may_be_empty_or_the_wrong_way_round(make: Make) -> None:
    made = make([1, 2, 3])
    for view in (made.between(3, 1), made.between(7, 9), made.between(2, 2, (False, False))):
        assert (list(view), len(view), bool(view), view[:], 2 in view) == ([], 0, False, [], False)
        view.clear()
    assert list(made) == [1, 2, 3]
    assert list(make([]).between()) == []


def test_a_view_without_bounds_shows_everything(make: Make) -> None:
    made = make([2, 1])
    view = made.between()
    made.add(3)
    assert list(view) == [1, 2, 3]
    assert list(made.between(2)) == [2, 3]
    assert list(made.between(maximum=2, inclusive=(True, False))) == [1]


def test_a_view_shows_its_values_and_keeps_its_list(make: Make) -> None:
    view = make([1, 2, 3]).between(2)
    assert "[2, 3]" in repr(view)
    assert list(view) == [2, 3]
